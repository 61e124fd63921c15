"""The shipped catalogues are complete, and their placeholders are those of the messages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages import pofile
from sites import ROOT

from ogpsite import locales, words
from ogpsite.catalogue import all_messages
from ogpsite.theme import open_theme

pytestmark = pytest.mark.slow  # reads all sources and templates

LANGUAGES = ("ar", "es", "fr", "id", "pt", "uk")
ACCUSATIVE = "\u064b\u0627"
FOLDER = ROOT / "themes" / "default" / "locale"


def test_the_list_is_that_of_the_folder() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.po")) == sorted(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_complete(language: str, tmp_path: Path) -> None:
    theme = open_theme("default", tmp_path)
    missing = words.untranslated(all_messages(theme), (FOLDER / f"{language}.po").read_bytes())
    assert missing == [], f"ogpsite words {language} > themes/default/locale/{language}.po, and translate"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_left_over(language: str, tmp_path: Path) -> None:
    known = {words.parts(one) for one, _ in all_messages(open_theme("default", tmp_path))}
    with (FOLDER / f"{language}.po").open("rb") as file:
        catalogue = pofile.read_po(file)
    found = [(one.context or None, one.id if isinstance(one.id, str) else one.id[0]) for one in catalogue if one.id]
    left = [one for one in found if one not in known]
    assert left == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders(language: str) -> None:
    with (FOLDER / f"{language}.po").open("rb") as file:
        catalogue = pofile.read_po(file)
    for message in catalogue:
        forms = [str(form) for form in (message.string if isinstance(message.string, tuple) else (message.string,))]
        texts = [str(text) for text in (message.id if isinstance(message.id, tuple) else (message.id,))]
        allowed = set(re.findall(r"\{\w+\}", " ".join(texts)))
        for form in forms:
            found = set(re.findall(r"\{\w+\}", form))
            assert found <= allowed, f"{message.id}: {form}"
            assert allowed - found <= {"{count}"} or not message.id, f"{message.id}: {form}"


def test_what_is_missing_is_english_and_marked() -> None:
    said = words.Words("sw", ()).say("Nobody has {name} yet", name="<b>")
    assert said.__html__() == '<span lang="en" dir="ltr">Nobody has &lt;b&gt; yet</span>'
    assert str(said) == "Nobody has <b> yet"


def test_a_language_that_babel_does_not_know() -> None:
    said = words.Words("tet", ())
    assert said.direction == "ltr"
    assert said.number(1234.5) == "1,234.5"
    assert locales.name_of("tet")


def test_arabic_has_one_way_to_write_tanween() -> None:
    """Before the alif, as in most of the catalogue and in the sample."""
    assert re.findall("\\S*\u0627\u064b\\S*", (FOLDER / "ar.po").read_text("utf-8")) == []


def test_arabic_counts_as_arabic_does() -> None:
    """After 11 to 99 the noun stands in the accusative (63 يومًا), after whole hundreds in the genitive (100 يوم)."""
    with (FOLDER / "ar.po").open("rb") as file:
        counted = [one.string for one in pofile.read_po(file) if isinstance(one.string, tuple)]
    assert len(counted) > 40
    wrong = [forms[4] for forms in counted if forms[4] != forms[5] and ACCUSATIVE not in forms[4]]
    assert wrong == []
    assert [forms[5] for forms in counted if ACCUSATIVE in forms[5]] == []

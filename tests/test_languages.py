"""Site languages of every sort: without a catalogue, unknown to Babel, with digits and scripts of their own."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages import pofile
from click.testing import CliRunner
from sites import SMALL, text_of, write_site

from ogpsite import cli, words
from ogpsite.build import Result
from ogpsite.model import vocabulary

pytestmark = pytest.mark.slow  # each builds sites of its own

Site = Callable[..., Result]
HEADINGS = "---\ntitle: Page\n---\n## المعالم\n\nنص.\n\n## 公開データ\n\n文。\n\n## ข้อมูลเปิด\n\nก\n"


@pytest.mark.parametrize("code", ["tet", "ay", "gn", "tum", "zh-Hant", "pt-BR"])
def test_any_language_builds(site: Site, code: str) -> None:
    """As a language of its own, and as the only one."""
    result = site({"site.yaml": SMALL["site.yaml"].replace("[en, fr]", f"[{code}]")})
    assert result.ok, result.problems
    page = text_of(result, "plans/2025-2028/open-clinics/index.html")
    assert f'<html lang="{code}"' in page
    marked = '<span lang="en" dir="ltr">' in page
    assert marked == (code not in ("pt-BR",)), "what stays English is marked as English"


def test_digits() -> None:
    day = datetime.date(2026, 6, 30)
    assert words.Words("ar").number(1234) == "1,234" and "2026" in words.Words("ar").day(day)
    egypt = words.Words("ar-EG")
    assert egypt.number(1234.5) == "١٬٢٣٤٫٥" and "٢٠٢٦" in egypt.day(day)
    assert str(egypt.say("Year {year}, {count}", year=2026, count=3)) == "Year ٢٠٢٦, ٣"
    assert words.Words("fa").percent(1, 4) == "۲۵%"
    assert egypt.figure(12) == "١٢" and egypt.figure("12") == "12" and egypt.figure(True) is True


def test_eastern_digits_on_a_page(site: Site) -> None:
    result = site({"site.yaml": SMALL["site.yaml"].replace("[en, fr]", "[en, ar-EG]")})
    page = text_of(result, "ar-EG/plans/2025-2028/index.html")
    assert 'dir="rtl"' in page and "٢٠٢٥" in page
    assert "الالتزامات" in page, "the catalogue of Arabic serves Egypt"
    assert not re.search(r'(?:href|id|datetime|width)="[^"]*[٠-٩]', page), "addresses and days for machines stay Latin"


def test_readable_anchors(site: Site) -> None:
    page = text_of(site({"content/pages/about.md": HEADINGS}), "about/index.html")
    for name in ("المعالم", "公開データ", "ข้อมูลเปิด"):
        assert f'id="text-{name}"' in page


def test_contexts() -> None:
    """One English word, several translations; without the one in context, the one without is taken."""
    open_ = vocabulary.CONSULTATION_STATUS["open"]
    made = words.catalogue([(words.identity(open_), ""), ("Open", "")], "es")
    made = made.replace(
        b'msgctxt "consultation"\nmsgid "Open"\nmsgstr ""',
        b'msgctxt "consultation"\nmsgid "Open"\nmsgstr "Abierta"',
    )
    made = made.replace(b'msgid "Open"\nmsgstr ""', b'msgid "Open"\nmsgstr "Abierto"')
    said = words.Words("es", (made,))
    assert str(said.say(open_)) == "Abierta" and str(said.say("Open")) == "Abierto"
    assert str(said.say(vocabulary.DECISION_STATUS["open"])) == "Abierto"
    assert open_ == "Open", "in English a context changes nothing"


@pytest.mark.parametrize("language", ["es", "fr", "pt", "uk", "ar"])
def test_gender_of_statuses(language: str) -> None:
    path = Path(words.__file__).parent.parent / "themes" / "default" / "locale" / f"{language}.po"
    said = words.Words(language, (path.read_bytes(),))
    assert (
        said.say(vocabulary.CONSULTATION_STATUS["open"]).text and not said.say(vocabulary.STATUS["withdrawn"]).language
    )


def test_the_command_starts_a_catalogue(tmp_path: Path) -> None:
    """It starts one, says how much is missing, lists that, and keeps what is translated."""
    root = write_site(tmp_path, {"themes/ours/theme.yaml": "extends: default\n", "themes/ours/locale/sw.po": b""})
    (root / "site.yaml").write_text(SMALL["site.yaml"] + "theme: ours\n", "utf-8")
    run = CliRunner().invoke(cli.commands, ["words", "sw", "--source", str(root)], standalone_mode=False)
    assert run.exception is None
    assert re.search(r"[\d,]+ messages, [\d,]+ still to be translated", run.stderr)
    path = root / "themes" / "ours" / "locale" / "sw.po"
    path.write_text(run.stdout.replace('msgid "Search"\nmsgstr ""', 'msgid "Search"\nmsgstr "Tafuta"'), "utf-8")
    with path.open("rb") as file:
        found = pofile.read_po(file).get("Search")
    assert found and found.string == "Tafuta"
    again = CliRunner().invoke(cli.commands, ["words", "sw", "--source", str(root)], standalone_mode=False)
    assert 'msgstr "Tafuta"' in again.stdout
    missing = (
        CliRunner()
        .invoke(cli.commands, ["words", "sw", "--missing", "--source", str(root)], standalone_mode=False)
        .stdout.splitlines()
    )
    assert "Search" not in missing and "Open [consultation]" in missing


def test_sorting_in_the_order_of_the_alphabet() -> None:
    assert sorted(["Ярмарка", "їжак", "Ґанок", "Гай", "Ігри", "Дім"], key=words.Words("uk").order) == [
        "Гай", "Ґанок", "Дім", "Ігри", "їжак", "Ярмарка",
    ]  # fmt: skip
    assert sorted(["Zona", "ñandú", "nube", "Ópera", "oro"], key=words.Words("es").order) == [
        "nube", "ñandú", "Ópera", "oro", "Zona",
    ]  # fmt: skip
    titles = ["Annex", "الوزارة", "2024", "Émile", "باب", "«تقرير»"]
    assert sorted(titles, key=words.Words("ar").order) == ["2024", "باب", "«تقرير»", "الوزارة", "Annex", "Émile"]
    assert sorted(["Annex", "Яр", "2024"], key=words.Words("uk").order) == ["2024", "Яр", "Annex"]
    assert sorted(["Яр", "Annex", "باب"], key=words.Words("en").order) == ["Annex", "Яр", "باب"]
    assert words.Words("ar").order("الوزارة") == words.Words("ar").order("وزارة")
    assert words.Words("ar").order("Zebra").isprintable()  # it stands in pages, which may hold no other signs
    assert (
        words.initial("الوزارة", "ar") == "و"
        and words.initial("Élan", "fr") == "E"
        and words.initial("2024", "en") == ""
    )


def test_latin_names_stand_apart_on_arabic_pages(sample: Result) -> None:
    """Identifiers, file types, checksums and hosts are isolated, so that they don't mix up the line."""
    page = text_of(sample, "ar/plans/2025-2028/open-contracting/index.html")
    main = page.partition("<main")[2].partition("</main>")[0]
    for value in ("XN0021", "PDF", "CSV", "contracts.nouria.example"):
        assert f"<bdi>{value}</bdi>" in main, value
    assert re.search(r'<bdi class="hash">SHA-256 [0-9a-f]{16}…</bdi>', main)
    assert re.search(r"<title>[^<]+</title>", page) and "bdi" not in page.partition("</head>")[0]


def test_what_is_not_translated_says_in_which_language_it_is(sample: Result) -> None:
    """Also where only its beginning is shown: in lists, answers, contents. Else a full stop jumps to the wrong side."""
    unmarked: dict[str, str] = {}
    pages = [one.path for one in sample.outputs if one.path.startswith("ar/") and one.path.endswith(".html")]
    assert len(pages) > 400
    for path in pages:
        reader = Latin()
        reader.feed(text_of(sample, path))
        unmarked |= dict.fromkeys(reader.found, path)
    assert unmarked == {}


class Latin(HTMLParser):
    """Collects sentences in Latin letters that stand as Arabic; names of one's own stand in `bdi`."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        language = dict(attrs).get("lang") or (self.open[-1][1] if self.open else "")
        if tag not in ("meta", "link", "br", "img", "input", "wbr", "source", "hr"):
            self.open.append((tag, language or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = {tag for tag, _ in self.open}
        if not self.open or self.open[-1][1] != "ar" or tags & {"script", "style", "title", "code", "bdi"}:
            return
        if len(re.findall("[A-Za-z]{2,}", data)) > 5 and not re.search("[\u0600-\u06ff]|://", data):
            self.found.append(data.strip())


def test_a_page_tells_only_of_languages_in_which_something_stands_on_it(site: Site) -> None:
    """The whole plan on one page shows no notes of checks and no outputs; the page of a plan names what is late."""
    home = "content/plans/2025-2028/commitments/open-clinics"
    commitment, checks = f"{home}/commitment.md", f"{home}/checks.yaml"
    notice = 'class="notice notice-language"'
    note = SMALL[checks].replace("note: We saw", "note: {fr: Nous avons vu}\n  # We saw")
    outputs = SMALL[commitment].replace("due: 2027-Q2", "due: 2027-Q2\n    outputs: {fr: Une liste}")
    made = site({checks: note, commitment: outputs})
    shown = {
        one: notice in text_of(made, f"plans/2025-2028/{one}index.html") for one in ("", "print/", "open-clinics/")
    }
    assert shown == {"": False, "print/": False, "open-clinics/": True}
    made = site({commitment: SMALL[commitment].replace("title: Publish prices", "title: {fr: Publier les prix}")})
    shown = {one: notice in text_of(made, f"plans/2025-2028/{one}index.html") for one in ("", "print/", "milestones/")}
    assert shown == {"": False, "print/": True, "milestones/": True}

"""Interface words, plurals, days, numbers and directions, language by language."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from ogpsite import locales, words
from ogpsite.model.vocabulary import about
from ogpsite.words import Words

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {}\\n"\n\n'
FRENCH = HEAD.format("nplurals=2; plural=(n > 1);") + (
    'msgid "Plans"\nmsgstr "Les plans"\n\nmsgid "Hello {name}"\nmsgstr "Bonjour {name}"\n\n'
    'msgid "{count} plan"\nmsgid_plural "{count} plans"\nmsgstr[0] "{count} projet"\nmsgstr[1] "{count} projets"\n'
)
ARABIC = (
    HEAD.format("nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);")
    + 'msgid "{count} plan"\nmsgid_plural "{count} plans"\n'
    + "".join(f'msgstr[{n}] "{word} {{count}}"\n' for n, word in enumerate("zero one two few many other".split()))
)


def test_words_of_a_catalogue() -> None:
    french = Words("fr", (FRENCH.encode(),))
    assert str(french.say("Plans")) == "Les plans"
    assert [str(french.count("{count} plan", "{count} plans", n)) for n in (0, 1, 2)] == [
        "0 projet",
        "1 projet",
        "2 projets",
    ]


def test_english_needs_no_catalogue() -> None:
    english = Words("en")
    assert [str(english.count("{count} plan", "{count} plans", n)) for n in (0, 1, 1234)] == [
        "0 plans",
        "1 plan",
        "1,234 plans",
    ]
    assert english.say("Plans").__html__() == "Plans"


@pytest.mark.parametrize(
    ("number", "form"), [(0, "zero"), (1, "one"), (2, "two"), (3, "few"), (11, "many"), (100, "other"), (103, "few")]
)
def test_six_plural_forms(number: int, form: str) -> None:
    said = str(Words("ar", (ARABIC.encode(),)).count("{count} plan", "{count} plans", number))
    assert said.startswith(form)


def test_what_is_not_translated_is_marked() -> None:
    french = Words("fr", (FRENCH.encode(),))
    assert french.say("Forum").__html__() == '<span lang="en" dir="ltr">Forum</span>'
    assert str(french.say("Forum")) == "Forum"
    assert french.count("{count} seat", "{count} seats", 2).language == "en"
    assert Words("en-GB").say("Forum").language == ""


def test_a_message_in_a_context_is_another_one() -> None:
    of = 'msgid "of {x}"\nmsgstr'
    french = Words(
        "fr", [f'{HEAD.format("nplurals=1; plural=0;")}msgctxt "plan"\n{of} "du {{x}}"\n\n{of} "de {{x}}"\n'.encode()]
    )
    in_context = about("plan", {"": "of {x}"})[""]
    for _ in range(2):
        assert [str(french.say(one, x=1)) for one in ("of {x}", in_context)] == ["de 1", "du 1"]


def test_numbers_said_again_stay_what_they_are() -> None:
    said = Words("fr")
    for _ in range(2):
        assert [said.number(one) for one in (1, 1.0, 1.5, 9_999, 10_000, -12)] == [
            "1", "1", "1,5", "9\u202f999", "10\u202f000", "-12",
        ]  # fmt: skip


def test_the_first_catalogue_that_knows_a_message_is_asked() -> None:
    own = HEAD.format("nplurals=2; plural=(n > 1);") + 'msgid "Plans"\nmsgstr "Programmes"\n'
    french = Words("fr", (own.encode(), FRENCH.encode()))
    assert (str(french.say("Plans")), str(french.say("Hello {name}", name="x"))) == ("Programmes", "Bonjour x")


def test_a_translation_that_equals_the_message_is_one() -> None:
    same = HEAD.format("nplurals=2; plural=(n > 1);") + 'msgid "Forum"\nmsgstr "Forum"\n'
    assert Words("fr", (same.encode(),)).say("Forum").language == ""


@given(st.text(max_size=50), st.text(max_size=50))
def test_values_are_escaped_and_never_read_as_messages(message: str, value: str) -> None:
    message = message.replace("{", "(").replace("}", ")")
    said = Words("en").say(f"{message}{{name}}", name=value)
    assert said.__html__() == str(escape(message)) + str(escape(value))


def test_values_that_are_html_stay_html() -> None:
    said = Words("en").say("On {day} by {who}", day=Markup("<time>1 May</time>"), who="<b>")
    assert said.__html__() == "On <time>1 May</time> by &lt;b&gt;"
    assert str(said) == "On 1 May by <b>"
    assert str(Words("en").say("A {gap}")) == "A {gap}"


@pytest.mark.parametrize("data", [b"plan = plans", b"x = y", b"msgid a"])
def test_a_broken_catalogue_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        locales.translations(data, "fr")


DAY = datetime.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "24 November 2026"),
        ("fr", "24 novembre 2026"),
        ("es", "24 de noviembre de 2026"),
        ("pt-BR", "24 de novembro de 2026"),
        ("ar", "24 نوفمبر 2026"),
        ("xx", "24 November 2026"),
    ],
)
def test_days(language: str, said: str) -> None:
    assert Words(language).day(DAY) == said


def test_the_first_of_the_month_in_french() -> None:
    assert Words("fr").day(DAY.replace(day=1)) == "1er novembre 2026"
    assert Words("fr").day(DAY.replace(day=11)) == "11 novembre 2026"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "November 2026"), ("fr", "novembre 2026"), ("de", "November 2026")]
)
def test_months(language: str, said: str) -> None:
    assert Words(language).month(DAY) == said


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (1, 3, "33%"),
        (2, 3, "67%"),
        (0, 5, "0%"),
        (5, 5, "100%"),
        (1, 0, ""),
        (1, 8, "12%"),
        (199, 200, "99%"),
        (1, 1000, "1%"),
    ],
)
def test_shares(part: float, whole: float, said: str) -> None:
    assert Words("en").percent(part, whole) == said


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1 kB"),
        (1449, "1.4 kB"),
        (9949, "9.9 kB"),
        (12_400, "12 kB"),
        (3_450_000, "3.5 MB"),
        (2_000_000_000, "2 GB"),
    ],
)
def test_sizes(count: int, said: str) -> None:
    assert Words("en").size(count) == said


@pytest.mark.parametrize(
    ("value", "currency", "said"),
    [(1250000, "EUR", "€1,250,000"), (99.5, "USD", "US$99.50"), (10, "shells", "10 shells"), (10, "", "10")],
)
def test_money(value: float, currency: str, said: str) -> None:
    assert Words("en").money(value, currency) == said


@pytest.mark.parametrize(
    ("language", "way"),
    [
        ("en", "ltr"),
        ("ar", "rtl"),
        ("ar-TN", "rtl"),
        ("he", "rtl"),
        ("ur", "rtl"),
        ("dv", "rtl"),
        ("xx", "ltr"),
        ("az", "ltr"),
    ],
)
def test_directions(language: str, way: str) -> None:
    assert locales.direction(language) == way


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "English"), ("fr", "Français"), ("ar", "العربية"), ("pt-BR", "Português (Brasil)"), ("xx", "xx")],
)
def test_names_of_languages(language: str, name: str) -> None:
    assert locales.name_of(language) == name


@given(st.from_regex(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?", fullmatch=True))
def test_any_language_can_be_spoken(language: str) -> None:
    said = Words(language)
    assert said.day(DAY) and said.number(1234.5) and said.name_of("fr") and locales.name_of(language)
    assert said.direction in ("ltr", "rtl")


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [
        ("ar", "Integrity Watch", "<bdi>Integrity Watch</bdi>"),
        ("ar", "XN0021", "<bdi>XN0021</bdi>"),
        ("ar", "API الحكومة", '<bdi dir="rtl">API الحكومة</bdi>'),
        ("ar", "الحكومة", "الحكومة"),
        ("ar", "12/2022", "12/2022"),
        ("ar", 7, "7"),
        ("ar", "<b>", "<bdi>&lt;b&gt;</bdi>"),
        ("ar", "&<", "&amp;&lt;"),
        ("ar", Markup("<time>24 نوفمبر</time>"), "<time>24 نوفمبر</time>"),
        ("ar", Markup("<bdi>x.example</bdi>"), "<bdi>x.example</bdi>"),
        ("en", "وزارة", "<bdi>وزارة</bdi>"),
        ("en", "Ministry", "Ministry"),
        ("en", "公開", "公開"),
    ],
)  # fmt: skip
def test_values_that_run_the_other_way_stand_apart(language: str, value: object, shown: str) -> None:
    """In a sentence a Latin name among Arabic, or an Arabic one among Latin, is isolated; nothing else is."""
    catalogue = HEAD.format("nplurals=1; plural=0;") + 'msgid "By {body}"\nmsgstr "{body} بقلم"\n'
    said = words.Words(language, (catalogue.encode(),) if language == "ar" else ())
    html = str(escape(said.say("By {body}", body=value)))
    assert html == (f"{shown} بقلم" if language == "ar" else f"By {shown}")
    assert "<bdi" not in str(said.say("By {body}", body=value)), "in attributes stand words alone"

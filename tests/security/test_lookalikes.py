"""Names that read like others: warned of wherever words may stand; who writes several scripts is left in peace."""

from __future__ import annotations

from pathlib import Path

import pytest
from sites import ROOT, SMALL, understood, words

from ogpsite.load import lookalikes

COMMITMENT = "content/plans/2025-2028/commitments/open-clinics/commitment.md"

DECEPTIVE = [
    "p\u0430ypal",  # Cyrillic а
    "Ministry of He\u0430lth",
    "\u0410pple",
    "G\u03bfogle",  # Greek ο
    "M\u0456nister",
    "N\u043eu\u0433\u0456\u0430",
    "c\u03b1f\u00e9",
    "cafe\u0301\u0430",  # an accent of its own between
    "\u041c\u0438\u043d\u0438\u0441\u0442\u0435p\u0441\u0442\u0432\u043e",  # a Latin p in a Cyrillic word
    "\u0392\u03bfu\u03bb\u03ae",
    "\u13a0\u13a1pple",
    "see https://\u0440\u0430\u0443\u0440\u0430l.example/login",
    "see https://\u0441\u043e\u0440.example/",  # each letter Cyrillic, under a Latin ending
    "(https://user@www.b\u0430nk.example)",
    "[x](https://xn--pypal-4ve.example/)",
    "HTTPS://XN--PYPAL-4VE.example:8080/x",
]
HONEST = [
    "",
    "Open clinics",
    "Министерство здравоохранения и Ministry of Health",
    "Βουλή των Ελλήνων (Hellenic Parliament)",
    "وزارة الصحة – Ministère de la Santé",
    "10 µg, 5 μm, 3 kΩ, ΔT, Δt, π, 20 °C, CO₂, β-carotène, σ-algebra, α-test, λx",
    "Chapter Ⅷ, §IV, Nº 5, 1ère, naïve, Łódź, Škoda, Đà Nẵng, ISO 9001:2015",
    "IT-отдел, PR-служба, Wi-Fi и COVID-19, закон № 5-ФЗ, iPhone'ом, XXI век",
    "Հայաստանի կառավարություն OGP",
    "東京 Tokyo 한국 ไทย हिन्दी",
    "https://москва.example/ https://правительство.рф/ https://пример.испытание/",
    "https://xn--80adxhks.example/ https://münchen.example/ https://xn--mnchen-3ya.example/",
    "https://xn--.example/ https://xn--\u00e9.example/ https://./ https://",
    "Ukrainian: Відкритий уряд; Serbian: Отворена управа; Bulgarian: Открито управление",
]


@pytest.mark.parametrize("text", DECEPTIVE)
def test_deceptive_words_are_seen(text: str) -> None:
    assert lookalikes.first_in(text)


@pytest.mark.parametrize("text", HONEST)
def test_honest_words_are_left_alone(text: str) -> None:
    assert lookalikes.first_in(text) == ""


def test_the_place_and_what_to_do(tmp_path: Path) -> None:
    """In titles, names, links and the words of contributors: a warning with its line; the site is built."""
    bodies = SMALL["content/organisations.yaml"].replace("Ministry of Health", "Ministry of He\u0430lth")
    table = "key,text,attribution\nt-1,W\u0430iting,anonymous\n"
    head = "---\ntitle: T\nmechanism: survey\nopens: 2026-01-01\ncloses: 2026-02-01\n---\n"
    result = understood(
        tmp_path,
        {
            "content/organisations.yaml": bodies,
            COMMITMENT: SMALL[COMMITMENT].replace("Why it", "[Why](https://xn--pypal-4ve.example/) it"),
            "content/consultations/table/consultation.md": head,
            "content/consultations/table/contributions.csv": table,
            "site.yaml": SMALL["site.yaml"].replace("country: Testland", "country: T\u0435stland"),
        },
    )
    assert result.edition
    found = [one for one in result.problems if one.code == "lookalike"]
    assert [str(one.place) for one in found] == [
        "content/consultations/table/contributions.csv:2",
        "content/organisations.yaml:5",
        f"{COMMITMENT}:13",
        "site.yaml:4",
    ]
    assert not any(one.fatal for one in found)
    told = words((found[1],))[0]
    assert "line 5 holds 'He\u0430lth'" in told and "\u0430 U+0430" in told and "type the word anew" in told


def test_the_sample_has_none() -> None:
    for path in [ROOT / "site.yaml", *(ROOT / "content").rglob("*.*")]:
        if path.suffix in (".md", ".yaml", ".csv"):
            assert not list(lookalikes.problems(path.name, path.read_text("utf-8"))), path

"""`brand:` in site.yaml: logo, icon, card, colours, font; and the shipped theme that extends little."""

from __future__ import annotations

import io
import re
import struct
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image
from sites import ROOT, check_site, text_of, words

from ogpsite import build, colours, pictures
from ogpsite.theme import open_theme

pytestmark = pytest.mark.slow  # each builds sites of its own

SITE = (
    "title: Open government in Testland\nurl: https://ogp.testland.example/\nlanguages: [en]\ncountry: Testland\n"
    "lead_agency: office\ncontact: {name: Unit, email: unit@testland.example}\n"
)
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><rect width="120" height="40"/></svg>'


def with_brand(folder: Path, brand: str, **files: bytes) -> build.Result:
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name.replace("__", ".")).write_bytes(data)
    return check_site(folder, {"site.yaml": f"{SITE}brand: {{{brand}}}\n"})


def picture(form: str, width: int, height: int) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (width, height), "#336699").save(made, form)
    return made.getvalue()


def output(result: build.Result, path: str) -> bytes:
    return next(one.data for one in result.outputs if one.path == path)


@pytest.mark.parametrize(
    ("first", "second", "ratio"), [("#000", "#fff", 21), ("#777777", "#ffffff", 4.48), ("#767676", "#ffffff", 4.54)]
)
def test_contrast_is_that_of_wcag(first: str, second: str, ratio: float) -> None:
    assert colours.contrast(first, second) == pytest.approx(ratio, abs=0.005)
    assert colours.contrast(second, first) == colours.contrast(first, second)


@pytest.mark.parametrize("colour", ["#ffcc00", "#00ff00", "#ff5a5f", "#ffffff", "#000000", "#8899aa", "#0000ff"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_nearest_colour_passes_and_keeps_its_hue(colour: str, mode: str) -> None:
    grounds = open_theme("default", ROOT).grounds()[mode]
    found = colours.nearest(colour, grounds)
    assert colours.worst(found, grounds)[0] >= 4.5
    if colours.worst(colour, grounds)[0] >= 4.5:
        before, after = colours.channels(colour), colours.channels(found)
        assert all(abs(one - other) < 0.01 for one, other in zip(before, after, strict=True))
    else:  # no colour passes that lies much nearer: one step back toward the given one fails
        back = colours.mixed(colour, found, 0.06)
        assert colours.worst(back, grounds)[0] < colours.worst(found, grounds)[0]


def test_a_faint_accent_is_an_error_that_proposes_the_nearest(tmp_path: Path) -> None:
    result = with_brand(tmp_path / "a", "accent: '#ffcc00', accent_dark: '#333333'")
    said = words(result.problems)
    assert [problem.code for problem in result.problems] == ["contrast", "contrast"]
    assert "brand.accent: #ffcc00 has a contrast of 1.3:1 on the light ground #efeee8; text needs 4.5:1" in said[0]
    assert result.problems[0].place.path == "site.yaml"
    proposed = re.findall(r"#[0-9a-f]{6}", result.problems[0].hint + result.problems[1].hint)
    again = with_brand(tmp_path / "b", f"accent: '{proposed[0]}', accent_dark: '{proposed[1]}'")
    assert again.ok, words(again.problems)
    assert not result.outputs


def test_colours_reach_the_style(tmp_path: Path) -> None:
    result = with_brand(tmp_path, "accent: '#7a1f3d', font: 'Gill Sans, Cantarell'")
    assert result.ok, words(result.problems)
    css = output(result, "assets/style.css").decode()
    assert "--accent: #7a1f3d" in css
    assert '--font: "Gill Sans", "Cantarell", var(--fonts)' in css
    dark = re.search(r"dark\) \{ :root \{ --accent: (#\w+)", css)
    assert dark  # where no dark accent is given one of the same hue is found
    assert colours.worst(dark[1], open_theme("default", ROOT).grounds()["dark"])[0] >= 7
    assert b"#7a1f3d" in output(result, "assets/icon.svg")
    for accent, soft in re.findall(r"--accent: (#\w+); --accent-soft: (#\w+); --on-accent", css):
        assert colours.contrast(accent, soft) >= 4.5


def test_without_a_brand_the_style_is_the_theme_s(tmp_path: Path) -> None:
    result = check_site(tmp_path)
    assert output(result, "assets/style.css") == (ROOT / "themes/default/static/style.css").read_bytes()


def test_logo_icon_card_and_font_are_files_beside_site_yaml(tmp_path: Path) -> None:
    result = with_brand(
        tmp_path, "logo: logo.svg, favicon: icon.png, card: card.jpg, font: face.woff2",
        logo__svg=LOGO.encode(), icon__png=picture("PNG", 256, 200), card__jpg=picture("JPEG", 1200, 630),
        face__woff2=b"wOF2 not checked",
    )  # fmt: skip
    assert result.ok, words(result.problems)
    html = text_of(result, "plans/index.html")
    assert result.edition
    version = result.edition.look.version
    assert f'<img class="logo" src="../assets/{version}/brand/logo.svg" width="144" height="48" alt="">' in html
    assert '<meta property="og:image" content="https://ogp.testland.example/assets/brand/card.jpg">' in html
    assert 'class="emblem"' not in html
    icon = Image.open(io.BytesIO(output(result, "assets/icon-180.png")))
    assert icon.size == (180, 180)
    assert struct.unpack("<HHH", output(result, "favicon.ico")[:6]) == (0, 1, 2)
    assert 'url("brand/font.woff2") format("woff2")' in output(result, "assets/style.css").decode()
    assert not any(one.path in ("assets/icon.svg", "assets/card.png") for one in result.outputs)


@pytest.mark.parametrize(
    ("brand", "message"),
    [
        ("logo: gone.svg", "brand.logo: there is no file 'gone.svg'"),
        ("logo: ../secret.svg", "brand.logo: '../secret.svg' lies outside the site's folder"),
        ("logo: logo.pdf", "brand.logo: 'logo.pdf' is not a file of a form that can be used here"),
        ("favicon: broken.png", "brand.favicon: this is not a picture that can be shown"),
        ("font: 'x}body{color:red'", "is neither the name of a font nor a font file"),
    ],
)
def test_faults_in_the_brand_are_told(tmp_path: Path, brand: str, message: str) -> None:
    (tmp_path / "secret.svg").write_text(LOGO)
    result = with_brand(tmp_path / "site", brand, broken__png=b"\x89PNG nothing", logo__pdf=b"%PDF")
    assert not result.ok
    assert any(message in problem.message for problem in result.problems), words(result.problems)
    assert all(problem.place.path == "site.yaml" and problem.place.line for problem in result.problems)


def test_icons_and_cards_are_drawn(sample: build.Result) -> None:
    card = Image.open(io.BytesIO(output(sample, "assets/card.png")))
    assert card.size == (1200, 630)
    assert len({output(sample, f"assets/card{ending}.png") for ending in ("", "-fr", "-ar")}) == 3
    assert Image.open(io.BytesIO(output(sample, "favicon.ico"))).format == "ICO"
    html = text_of(sample, "fr/index.html")
    assert 'content="https://opengov.nouria.example/assets/card-fr.png"' in html
    for name in ("og:title", "og:description", "og:url", "og:image:alt", "og:locale", "og:site_name"):
        assert f'<meta property="{name}" content="' in html


def test_a_card_in_a_script_that_the_font_lacks_has_no_empty_boxes() -> None:
    font = open_theme("default", ROOT).card_font()
    plain = pictures.card(font, "開かれた政府", "日本", "", "#0b4a5a", "#ffffff")
    other = pictures.card(font, "รัฐบาลเปิด", "ไทย", "", "#0b4a5a", "#ffffff")
    assert plain == other  # the emblem alone
    assert plain != pictures.card(font, "Uñandutí", "Ґрунт", "", "#0b4a5a", "#ffffff")


def test_a_card_holds_two_colours_and_their_shades() -> None:
    font = open_theme("default", ROOT).card_font()
    data = pictures.card(font, "Open government of Testland", "Testland", "What was promised", "#0b4a5a", "#ffdd00")
    with pictures.opened(data) as picture:
        found = Counter(zip(*[iter(picture.convert("RGB").tobytes())] * 3, strict=True))
    assert len(found) <= pictures.SHADES
    assert found.most_common(1)[0][0] == (0x0B, 0x4A, 0x5A)
    assert found[0xFF, 0xDD, 0] > 10_000  # words and emblem
    assert all(red >= 0x0B and blue <= 0x5A for red, _, blue in found)
    assert len(data) < 20_000  # four times that, where every pixel holds its colour


def test_the_emblem_of_a_tab_is_sharp() -> None:
    with pictures.opened(pictures.emblem_png("#0b4a5a", "#ffffff", "#607f8b", 32)) as picture:
        data = picture.convert("RGBA").tobytes()
    plate, ink = b"\x0b\x4a\x5a\xff", b"\xff" * 4
    assert data[16 * 32 * 4 :][: 32 * 4] == plate * 8 + ink * 16 + plate * 8  # the line through the whole bar
    assert data[3] == 0  # its corners are round


def test_the_second_theme_extends_by_very_little(tmp_path: Path) -> None:
    """Other tokens, one rule, no template; its style is that of the default theme with these lines below."""
    folder = ROOT / "themes" / "ledger"
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert files == ["extra.css", "theme.yaml"]
    assert len((folder / "extra.css").read_text().splitlines()) < 25
    result = check_site(tmp_path, {"site.yaml": f"{SITE}theme: ledger\n"})
    assert result.ok, words(result.problems)
    css = output(result, "assets/style.css")
    own = (ROOT / "themes/default/static/style.css").read_bytes(), (folder / "extra.css").read_bytes()
    assert css == b"\n".join(own)
    assert b"#274690" in output(result, "assets/icon.svg")


def test_every_shipped_theme_s_own_accent_passes_on_its_grounds() -> None:
    for name in ("default", "ledger"):
        theme = open_theme(name, ROOT)
        style = dict(theme.statics())["style.css"].decode()
        lights = re.findall(r"--accent: (#\w{6})", style)
        for mode, number in (("light", -2), ("dark", -1)):
            assert colours.worst(lights[number], theme.grounds()[mode])[0] >= 4.5, (name, mode)

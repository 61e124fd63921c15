"""Pictures of editors: clean copies in sensible widths, with their words; films and maps of others as links."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from sites import DAY, SMALL, check_site, text_of, words, write_site

from ogpsite import build, pictures, prose
from ogpsite.memory.shelves import Memory

pytestmark = pytest.mark.slow  # each builds sites of its own

PLAN = "content/plans/2025-2028/plan.md"
FOLDER = "content/plans/2025-2028"
PAGE = "plans/2025-2028/index.html"
GPS, ARTIST, MODEL, ORIENTATION = 0x8825, 0x013B, 0x0110, 0x0112


def photo(width: int, height: int, form: str = "JPEG", turned: bool = False) -> bytes:
    """A photograph as a phone writes it: with place, author and camera."""
    picture = Image.effect_noise((width, height), 40).convert("RGB")
    exif = Image.Exif()
    exif[ARTIST], exif[MODEL] = "Somebody Private", "Phone 12"
    exif[ORIENTATION] = 6 if turned else 1
    exif.get_ifd(GPS)[2] = (36.0, 48.0, 12.0)
    made = io.BytesIO()
    picture.save(made, form, exif=exif, comment="secret") if form == "JPEG" else picture.save(made, form, exif=exif)
    return made.getvalue()


def site(folder: Path, text: str, **files: bytes) -> build.Result:
    own: dict[str, str | bytes | None] = {f"{FOLDER}/{name.replace('__', '.')}": data for name, data in files.items()}
    return check_site(folder, {PLAN: SMALL[PLAN].replace("The plan.", text), **own})


def copies(result: build.Result) -> dict[str, bytes]:
    return {one.path: one.data for one in result.outputs if one.path.startswith("assets/pictures/")}


@pytest.mark.parametrize(("form", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_copies_hold_nothing_private(tmp_path: Path, form: str, ending: str) -> None:
    data = photo(700, 500, form)
    assert pictures.tells(data) == ("place", "author", "camera")
    result = site(tmp_path, f"![A crowd](a.{ending})", **{f"a__{ending}": data})
    assert result.ok, words(result.problems)
    found = copies(result)
    assert found
    for name, copy in found.items():
        assert pictures.tells(copy) == ()
        assert b"Private" not in copy and b"secret" not in copy
        assert Image.open(io.BytesIO(copy)).width in (480, 700), name
    assert not any(data == one.data or one.copy_of for one in result.outputs)  # the original is nowhere


def test_widths_forms_and_the_page(tmp_path: Path) -> None:
    result = site(tmp_path, "![A crowd](a.jpg)\n\nText.\n\n" + "Word " * 200 + "\n\n![Later](b.jpg)",
                  a__jpg=photo(2400, 1200), b__jpg=photo(300, 200))  # fmt: skip
    assert result.ok, words(result.problems)
    found = copies(result)
    sizes = {name.rpartition("/")[2]: Image.open(io.BytesIO(data)).size for name, data in found.items()}
    assert {name: size for name, size in sizes.items() if name.startswith("a")} == {
        f"a-jpg-{width}.{form}": (width, width // 2) for width in (480, 960, 1600) for form in ("jpg", "webp")
    }
    assert sizes["b-jpg-300.webp"] == (300, 200)  # never wider than it is
    html = text_of(result, PAGE)
    tags = re.findall(r"<picture>.*?</picture>", html)
    assert len(tags) == 2
    assert 'width="2400" height="1200" alt="A crowd" decoding="async">' in tags[0]  # seen at once: not lazy
    assert 'loading="lazy"' in tags[1]
    for sources in re.findall(r'srcset="([^"]*)"', html):
        for source in sources.split(", "):
            address, width = source.split(" ")
            assert address.startswith("../../assets/pictures/plans/2025-2028/")
            assert f"-{width.removesuffix('w')}." in address
            assert address.removeprefix("../../") in found
    assert all(len(data) < 400_000 for name, data in found.items() if name.endswith("960.webp"))


def test_a_photograph_stands_upright(tmp_path: Path) -> None:
    result = site(tmp_path, "![A tower](a.jpg)", a__jpg=photo(600, 400, turned=True))
    assert 'width="400" height="600"' in text_of(result, PAGE)
    assert Image.open(io.BytesIO(copies(result)["assets/pictures/plans/2025-2028/a-jpg-400.jpg"])).size == (400, 600)


@pytest.mark.parametrize("alt", ["", " ", "photo.jpg", "PHOTO.JPG"])
def test_a_picture_without_words_stops_the_build(tmp_path: Path, alt: str) -> None:
    result = site(tmp_path, f"Before.\n\n![{alt}](photo.jpg)", photo__jpg=photo(90, 60))
    assert not result.ok
    assert [problem.code for problem in result.problems] == ["picture"]
    assert "the picture 'photo.jpg' has no words for those who can't see it" in result.problems[0].message
    assert result.problems[0].place.path == PLAN
    assert result.problems[0].place.line == SMALL[PLAN].split("The plan.")[0].count("\n") + 3


@pytest.mark.parametrize("data", [b"", b"x", b"\x89PNG\r\n\x1a\nbroken", b"<svg", photo(90, 60)[:300]])
def test_what_is_no_picture_is_told_and_its_words_stay(tmp_path: Path, data: bytes) -> None:
    result = site(tmp_path, "![A tower by the sea](a.png)", a__png=data)
    assert result.problems or copies(result), "told, or shown"
    assert all(problem.code == "picture" for problem in result.problems)
    if result.ok:
        assert "A tower by the sea" in text_of(result, PAGE)


def test_drawings_lose_scripts_and_authors(tmp_path: Path) -> None:
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" onload="alert(1)" '
        b'viewBox="0 0 40 20"><!-- Somebody --><metadata><creator xmlns="http://purl.org/dc/elements/1.1/">Somebody'
        b'</creator></metadata><script>alert(1)</script><title>Chart</title><rect width="4" height="4"/>'
        b'<image x:href="https://elsewhere.example/a.png"/></svg>'
    )
    result = site(tmp_path, "![A chart](a.svg)", a__svg=svg)
    assert result.ok, words(result.problems)
    copy = copies(result)["assets/pictures/plans/2025-2028/a-svg.svg"]
    for word in (b"Somebody", b"script", b"alert", b"elsewhere"):
        assert word not in copy
    assert b"<rect" in copy and b"<title>Chart</title>" in copy
    assert 'width="40" height="20" alt="A chart"' in text_of(result, PAGE)


def test_a_moving_picture_is_stilled_and_told(tmp_path: Path) -> None:
    made = io.BytesIO()
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "blue")]
    frames[0].save(made, "GIF", save_all=True, append_images=frames[1:])
    result = site(tmp_path, "![A wave](a.gif)", a__gif=made.getvalue())
    assert result.ok
    assert "moves" in result.problems[0].message
    assert {name.rpartition(".")[2] for name in copies(result)} == {"png", "webp"}


def test_a_caption_makes_a_figure(tmp_path: Path) -> None:
    result = site(tmp_path, '![A crowd](a.jpg "The square, May 2026")', a__jpg=photo(90, 60))
    assert re.search(r"<figure><picture>.*</picture><figcaption>The square, May 2026</figcaption></figure>",
                     text_of(result, PAGE))  # fmt: skip


def test_evidence_stays_byte_for_byte(tmp_path: Path) -> None:
    data = photo(90, 60)
    text = SMALL[PLAN].replace("title: Third", "documents: [a.jpg]\ntitle: Third").replace("The plan.", "![Us](a.jpg)")
    result = check_site(tmp_path, {PLAN: text, f"{FOLDER}/a.jpg": data})
    assert result.ok, words(result.problems)
    assert any(one.path == "files/plans/2025-2028/a.jpg" and one.copy_of for one in result.outputs)
    assert [problem.code for problem in result.problems] == ["metadata"]
    assert "it tells where it was taken and who took it" in result.problems[0].message
    assert copies(result)


@pytest.mark.parametrize(
    ("text", "href", "said"),
    [
        ('<iframe src="https://www.youtube.com/embed/abc-1?x=1" title="The launch"></iframe>',
         "https://www.youtube.com/watch?v=abc-1", "A film on youtube.com"),
        ("https://vimeo.com/123", "https://vimeo.com/123", "A film on vimeo.com"),
        ('<iframe src="//player.vimeo.com/video/99"></iframe>', "https://vimeo.com/99", "A film on vimeo.com"),
        ("[Where the desks are](https://www.openstreetmap.org/#map=12/36/10)",
         "https://www.openstreetmap.org/#map=12/36/10", "A map on openstreetmap.org"),
        ('<iframe src="https://www.google.com/maps/embed?pb=1"></iframe>',
         "https://www.google.com/maps/embed?pb=1", "A map on google.com"),
        ("[![The launch](a.jpg)](https://youtu.be/abc)", "https://youtu.be/abc", "A film on youtu.be"),
        ('<video controls><source src="https://tv.example/a.mp4"></video>', "https://tv.example/a.mp4",
         "A film on tv.example"),
    ],
)  # fmt: skip
def test_films_and_maps_of_others_are_links(tmp_path: Path, text: str, href: str, said: str) -> None:
    result = site(tmp_path, text, a__jpg=photo(90, 60))
    assert result.ok, words(result.problems)
    html = text_of(result, PAGE)
    block = re.search(r'<div class="elsewhere">.*?</div>', html, re.S)
    assert block, html
    assert f'href="{href}"' in block[0]
    assert said in block[0]
    assert not re.search(r"<iframe|<video|<embed|<object", html)
    assert ("<picture>" in block[0]) is ("a.jpg" in text)


def test_a_picture_of_another_site_is_a_link(tmp_path: Path) -> None:
    html = text_of(site(tmp_path, "![A crowd](https://elsewhere.example/a.jpg)"), PAGE)
    assert '<a href="https://elsewhere.example/a.jpg">A crowd</a>' in html
    assert 'src="https://elsewhere' not in html


def test_a_link_in_a_sentence_is_no_film() -> None:
    html = prose.render("See https://vimeo.com/1 for more.").html
    assert "elsewhere" not in prose.relinked(html, str, note=lambda address: "A film")


def test_the_same_files_give_the_same_copies(tmp_path: Path) -> None:
    data = photo(500, 300)
    pictures.copies.cache_clear()
    first = copies(site(tmp_path / "a", "![A](a.jpg)", a__jpg=data))
    pictures.copies.cache_clear()
    assert first == copies(site(tmp_path / "b", "![A](a.jpg)", a__jpg=data))


def test_pictures_of_drafts_are_nowhere(tmp_path: Path) -> None:
    news = "---\ntitle: Soon\ndate: 2026-01-01\ndraft: true\n---\n![A crowd](a.jpg)\n"
    files: dict[str, str | bytes | None] = {
        "content/news/2026-01-01-soon.md": news,
        "content/news/a.jpg": photo(90, 60),
    }
    result = check_site(tmp_path, files)
    assert copies(result) == {}


def test_copies_are_remembered_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second build encodes nothing, even into an empty folder; what is damaged or gone is made or forgotten."""
    (tmp_path / "site").mkdir()
    text = SMALL[PLAN].replace("The plan.", "![A crowd](a.jpg)\n\n![Another](b.jpg)")
    root = write_site(
        tmp_path / "site", {PLAN: text, f"{FOLDER}/a.jpg": photo(700, 500), f"{FOLDER}/b.jpg": photo(600, 400)}
    )
    cache = tmp_path / "cache"

    def made(name: str) -> dict[str, bytes]:
        pictures.copies.cache_clear()
        result = build.build(build.Job(root, DAY), tmp_path / name, memory=Memory(cache))
        assert result.ok, words(result.problems)
        folder = tmp_path / name / "assets/pictures"
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")}

    first = made("one")
    with monkeypatch.context() as patch:
        patch.setattr(pictures, "encoded", lambda *_: pytest.fail("a picture was encoded again"))
        assert made("two") == first
    shelves = [path for path in (cache / "pictures").iterdir() if not path.name.startswith(".")]
    assert len(shelves) == 2
    for path in shelves:
        path.write_bytes(path.read_bytes()[:-9])
    assert made("three") == first, "what is damaged is never trusted"
    (root / PLAN).write_text(SMALL[PLAN].replace("The plan.", "![A crowd](a.jpg)"))
    made("four")
    assert len([path for path in (cache / "pictures").iterdir() if not path.name.startswith(".")]) == 1


def test_the_sample_shows_a_photograph(sample: build.Result) -> None:
    """WebP beside JPEG in several widths, with its size, its words, and lazy unless it comes first."""
    for language, folder in (("en", ""), ("fr", "fr/"), ("ar", "ar/")):
        html = text_of(sample, f"{folder}about/index.html")
        picture = html.partition("<picture>")[2].partition("</picture>")[0]
        assert 'type="image/webp"' in picture and "480w" in picture, language
        assert re.search(r'<img [^>]*alt="[^"]{40,}"', picture) and 'width="1280" height="800"' in picture

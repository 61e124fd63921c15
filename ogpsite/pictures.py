"""Pictures as bytes: how large they are, the site's icons and its card for sharing. The only Pillow."""

from __future__ import annotations

import io
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ogpsite.problems import phrase

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

CARD = (1200, 630)  # pixels; what networks show of a shared page without cutting it
MARGIN = 84
PLATE, QUIET, INK = 0, 166, 255  # how a card is drawn: its ground, the quiet parts of its emblem, its words
SHADES = 16  # colours of a card: nobody sees more of them at the edges of letters
COVERED = r"[\s -~\u00a0-\u024f\u0300-\u052f\u0600-\u06ff\u0750-\u077f\u1e00-\u1eff\u200c-\u203a€№™]*"
RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff]")
BARS = ((10, 12), (16, 16), (22, 6))  # the emblem, on a square of 32: height of each bar, and how far it is filled
LENGTH = re.compile(r"\s*([\d.]+)\s*(?:px)?\s*")


class NotAPicture(ValueError):  # noqa: N818 - it is said in these words
    """Bytes that can't be read as a picture, with the reason in words."""


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height in pixels as a reader sees them, a photograph turned upright. Raises NotAPicture."""
    if is_svg(data):
        return svg_size(data)
    picture = opened(data)
    width, height = picture.size
    turned = picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    return (height, width) if turned else (width, height)


def is_svg(data: bytes) -> bool:
    return b"<svg" in data[:4096] and not data.startswith((b"\x89PNG", b"\xff\xd8", b"GIF8", b"RIFF"))


def opened(data: bytes) -> Image.Image:
    """A picture of a form that all browsers show. Raises NotAPicture."""
    from PIL import Image

    try:
        return Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP", "GIF", "ICO"))
    except Image.DecompressionBombError:
        raise NotAPicture(phrase("it has far too many pixels")) from None
    except (OSError, SyntaxError, ValueError):
        raise NotAPicture(phrase("it can't be read as PNG, JPEG, WebP or GIF")) from None


def svg_size(data: bytes) -> tuple[int, int]:
    """The size of a drawing: its width and height, or those of its viewBox."""
    import xml.etree.ElementTree as ET

    try:
        root = ET.fromstring(data)
    except ET.ParseError:
        raise NotAPicture(phrase("it is not well-formed SVG")) from None
    given = [LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
    if given[0] and given[1]:
        return max(1, round(float(given[0][1]))), max(1, round(float(given[1][1])))
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    if len(box) == 4 and all(re.fullmatch(r"-?\d+(\.\d+)?", one) for one in box):
        return max(1, round(float(box[2]))), max(1, round(float(box[3])))
    return 300, 150  # what browsers take where a drawing says nothing


def emblem_svg(plate: str, ink: str, quiet: str) -> bytes:
    """The emblem as a drawing: three promises, kept to different parts."""
    whole = "".join(f"M8 {top}h16" for top, _ in BARS)
    done = "".join(f"M8 {top}h{length}" for top, length in BARS)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="5" '
        f'fill="{plate}"/><path d="{whole}" stroke="{quiet}" stroke-width="3"/><path d="{done}" stroke="{ink}" '
        f'stroke-width="3"/></svg>'
    ).encode()


@lru_cache(maxsize=32)
def emblem_png(plate: str, ink: str, quiet: str, pixels: int) -> bytes:
    """The emblem as a square PNG, drawn four times as large; a large one fills its square, as phones round it."""
    from PIL import Image, ImageDraw

    scale, full = 4, pixels > 100
    size = (pixels * scale, pixels * scale)
    picture = Image.new("RGB", size, plate) if full else Image.new("RGBA", size, "#00000000")
    drawn_emblem(ImageDraw.Draw(picture), (0, 0), pixels * scale / 32, plate, ink, quiet)
    return png(picture.reduce(scale))


def drawn_emblem(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], unit: float, plate: str | int, ink: str | int, quiet: str | int
) -> None:
    """Draws the emblem; `unit` is the length of one of its 32 parts in pixels."""
    left, top = at
    draw.rounded_rectangle((left, top, left + 32 * unit - 1, top + 32 * unit - 1), 5 * unit, fill=plate)
    for height, length in BARS:
        y = top + (height - 1.5) * unit
        for end, colour in ((24, quiet), (8 + length, ink)):
            draw.rectangle((left + 8 * unit, y, left + end * unit - 1, y + 3 * unit - 1), fill=colour)


@lru_cache(maxsize=32)
def squared(data: bytes, pixels: int) -> bytes:
    """A picture in the middle of a square PNG of this size. Raises NotAPicture."""
    from PIL import Image

    picture = opened(data).convert("RGBA")
    picture.thumbnail((pixels, pixels), Image.Resampling.LANCZOS)
    made = Image.new("RGBA", (pixels, pixels), "#00000000")
    made.paste(picture, ((pixels - picture.width) // 2, (pixels - picture.height) // 2))
    return png(made)


def ico(square: bytes) -> bytes:
    """A square PNG of 32 pixels as favicon.ico, which holds it in two sizes."""
    from PIL import PngImagePlugin

    made = Drawn("drawn.ico")
    PngImagePlugin.PngImageFile(io.BytesIO(square)).convert("RGBA").save(made, sizes=[(16, 16), (32, 32)])
    return made.getvalue()


class Drawn(io.BytesIO):
    """Where a picture is written. By its name Pillow opens its form alone, and not the plugins of all common ones."""

    def __init__(self, name: str = "drawn.png") -> None:
        super().__init__()
        self.name = name


def png(picture: Image.Image) -> bytes:
    made = Drawn()
    picture.save(made, optimize=True)
    return made.getvalue()


@lru_cache(maxsize=32)
def card(font: bytes, title: str, above: str, below: str, plate: str, ink: str) -> bytes:
    """The picture that networks show beside a link to the site: its name, the country, one line.

    Words in a script that the font doesn't hold are left out; then the emblem stands alone.
    """
    from PIL import Image, ImageDraw

    picture = Image.new("L", CARD, PLATE)
    draw = ImageDraw.Draw(picture)
    right = bool(RIGHT_TO_LEFT.search(title))
    readable = (
        bool(font)
        and all(re.fullmatch(COVERED, words) for words in (title, above, below))
        and (not right or shapes_arabic())
    )
    width, height = CARD
    if not readable:
        unit = 10.0
        drawn_emblem(draw, ((width - 32 * unit) / 2, (height - 32 * unit) / 2), unit, INK, PLATE, INK - QUIET)
        return toned(picture, plate, ink)
    drawn_emblem(draw, (width - MARGIN - 96 if right else MARGIN, MARGIN), 3, INK, PLATE, QUIET)
    written = Pen(draw, font, right)
    written.line(above, 34, MARGIN + 48, 128, middle=True)
    size = next((size for size in (84, 72, 60, 50, 42) if len(written.wrapped(title, size)) <= 3), 36)
    lines = written.balanced(title, size)[:4]
    top = height / 2 - len(lines) * size * 0.62 + 6
    for number, words in enumerate(lines):
        written.line(words, size, top + number * size * 1.24)
    foot = written.wrapped(below, 34)[:2]
    for number, words in enumerate(foot):
        written.line(words, 34, height - MARGIN + 8 - (len(foot) - number) * 46)
    return toned(picture, plate, ink)


def toned(picture: Image.Image, plate: str, ink: str) -> bytes:
    """A drawing from PLATE to INK as a PNG of these two colours and the shades between, half a byte for each pixel."""
    last = SHADES - 1
    drawn = picture.point([round(level * last / INK) for level in range(INK + 1)])
    channels = [*zip(bytes.fromhex(plate[1:]), bytes.fromhex(ink[1:]), strict=True)]
    drawn.putpalette([round(one + (to - one) * number / last) for number in range(SHADES) for one, to in channels])
    made = Drawn()
    drawn.save(made, bits=4)
    return made.getvalue()


def shapes_arabic() -> bool:
    """Whether this Pillow can join Arabic letters."""
    from PIL import features

    return bool(features.check("raqm"))


class Pen:
    """Writes lines from the start of the card, which is the right where the script runs that way."""

    def __init__(self, draw: ImageDraw.ImageDraw, font: bytes, right: bool) -> None:
        self.draw, self.font, self.right = draw, font, right

    def of(self, size: int) -> ImageFont.FreeTypeFont:
        from PIL import ImageFont

        return ImageFont.truetype(io.BytesIO(self.font), size)

    def wrapped(self, words: str, size: int, width: float = CARD[0] - 2 * MARGIN) -> list[str]:
        """The words in lines that fit between the margins."""
        font, lines = self.of(size), [""]
        for word in words.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and font.getlength(longer) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def balanced(self, words: str, size: int) -> list[str]:
        """As few lines as can be, of about the same length."""
        width = CARD[0] - 2 * MARGIN
        lines = self.wrapped(words, size)
        while width > 300 and len(shorter := self.wrapped(words, size, width)) <= len(lines):
            lines, width = shorter, width - 40
        return lines

    def line(self, words: str, size: int, top: float, indent: int = 0, middle: bool = False) -> None:
        left = CARD[0] - MARGIN - indent if self.right else MARGIN + indent
        anchor = ("r" if self.right else "l") + ("m" if middle else "a")
        direction = ("rtl" if self.right else "ltr") if shapes_arabic() else None
        self.draw.text((left, top), words, INK, self.of(size), anchor=anchor, direction=direction)


WIDTHS = (480, 960, 1600)  # pixels: a phone, a column of text, the same on a sharp screen
ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "png"}
SVG_DROPPED = frozenset("script metadata foreignObject handler".split())


def survey(data: bytes) -> tuple[int, int, str, bool]:
    """Width and height as shown, the ending of its copies, and whether it moves. Raises NotAPicture."""
    try:
        width, height = size_of(data)
        if is_svg(data):
            return width, height, "svg", False
        picture = opened(data)
        if picture.format not in ENDINGS:
            raise NotAPicture(phrase("it can't be read as PNG, JPEG, WebP or GIF"))
        return width, height, ENDINGS[picture.format], getattr(picture, "n_frames", 1) > 1
    except NotAPicture:
        raise
    except (OSError, SyntaxError, ValueError):  # a file that ends in the middle, or with a damaged part
        raise NotAPicture(phrase("it is damaged")) from None


def widths(width: int) -> tuple[int, ...]:
    """The widths in which a picture is kept: never wider than it is."""
    return (*(one for one in WIDTHS if one < width), *((width,) if width <= WIDTHS[-1] else ()))


@lru_cache(maxsize=64)
def copies(data: bytes) -> dict[tuple[int, str], bytes]:
    """Clean copies of a picture, by width and ending: its own form, and WebP beside it.

    Nothing but pixels and their colour profile is kept: neither place, nor camera, nor names. Raises NotAPicture.
    """
    if is_svg(data):
        return {(0, "svg"): tidy_svg(data)}
    from PIL import Image, ImageOps

    _, _, ending, _ = survey(data)
    try:
        picture = opened(data)
        profile = picture.info.get("icc_profile")
        picture = ImageOps.exif_transpose(picture)
        flat = picture.mode == "P"
        picture = picture.convert("RGBA" if transparent(picture) and ending != "jpg" else "RGB")
        found: dict[tuple[int, str], bytes] = {}
        for width in reversed(widths(picture.width)):
            height = max(1, round(picture.height * width / picture.width))
            small = picture if width == picture.width else picture.resize((width, height), Image.Resampling.LANCZOS)
            for form in dict.fromkeys((ending, "webp")):
                found[width, form] = encoded(small, form, flat, profile if picture.mode == "RGB" else None)
        return found
    except (OSError, ValueError, SyntaxError):
        raise NotAPicture(phrase("it is damaged")) from None


def transparent(picture: Image.Image) -> bool:
    return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info


def encoded(picture: Image.Image, ending: str, flat: bool, profile: bytes | None) -> bytes:
    """A picture as bytes; `flat` ones, drawn in few colours, lose nothing as WebP."""
    made = io.BytesIO()
    picture.info = {}  # comments and other words travel there
    if ending == "jpg":
        picture.save(made, "JPEG", quality=82, optimize=True, progressive=True, icc_profile=profile)
    elif ending == "webp":
        picture.save(made, "WEBP", quality=80, method=4, lossless=flat, icc_profile=profile or b"")
    else:
        picture.save(made, "PNG", optimize=True, icc_profile=profile)
    return made.getvalue()


def tidy_svg(data: bytes) -> bytes:
    """A drawing without scripts, without what an editor's program wrote about its author, and without comments."""
    import xml.etree.ElementTree as ET

    for prefix, name in (("", "http://www.w3.org/2000/svg"), ("xlink", "http://www.w3.org/1999/xlink")):
        ET.register_namespace(prefix, name)
    try:
        root = ET.fromstring(data)
    except ET.ParseError:
        raise NotAPicture(phrase("it is not well-formed SVG")) from None
    for parent in list(root.iter()):
        for child in list(parent):
            foreign = not str(child.tag).startswith("{http://www.w3.org/2000/svg}")
            if foreign or str(child.tag).rpartition("}")[2] in SVG_DROPPED:
                parent.remove(child)
        for name, value in list(parent.attrib.items()):
            local = name.rpartition("}")[2].lower()
            elsewhere = local == "href" and not value.strip().startswith(("#", "data:image/"))
            strange = name.startswith("{") and not name.startswith(
                ("{http://www.w3.org/1999/xlink}", "{http://www.w3.org/XML/")
            )
            if local.startswith("on") or elsewhere or strange:
                del parent.attrib[name]
    return ET.tostring(root, encoding="unicode").encode()


def tells(data: bytes) -> tuple[str, ...]:
    """What the metadata of a picture tells of people and places: `place`, `author`, `camera`."""
    if is_svg(data) or not data:
        return ()
    exif = opened(data).getexif()
    found = (
        ("place", bool(exif.get_ifd(0x8825))),
        ("author", bool(exif.get(0x013B))),
        ("camera", bool(exif.get(0x0110))),
    )
    return tuple(name for name, there in found if there)

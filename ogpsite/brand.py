"""A site's own logo, colours, font and pictures: read, checked for contrast, and made into what its theme needs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from ogpsite import colours, load, pictures
from ogpsite.model import records
from ogpsite.model.site import Look
from ogpsite.problems import Faults, Place, Problem, Refused, of_field, phrase
from ogpsite.theme import Theme

FONTS = {".woff2": "woff2", ".woff": "woff", ".ttf": "truetype", ".otf": "opentype"}
DRAWN = (".svg", ".png", ".webp", ".jpg", ".jpeg", ".gif")
RASTER = (".png", ".webp", ".jpg", ".jpeg", ".gif", ".ico")
FAMILY = re.compile(r"[\w][\w .+-]*(, *[\w][\w .+-]*)*")
SOFT = {"light": 0.11, "dark": 0.18}  # how much of the accent tints a callout's ground


def look(settings: records.Settings, theme: Theme, root: Path) -> Look:
    """What the settings `brand:` make of a theme. Raises Refused with every fault in them."""
    brand = settings.brand or records.Brand()
    faults: Faults = []
    grounds = theme.grounds()
    rules = [*palette(settings, brand, grounds, faults)]
    files: dict[str, bytes] = {}
    logo = kept(settings, "logo", brand.logo, DRAWN, root, files, faults)
    icon = kept(settings, "favicon", brand.favicon, (*RASTER, ".svg"), root, files, faults)
    shared = kept(settings, "card", brand.card, (".png", ".jpg", ".jpeg"), root, files, faults)
    rules += font_rules(settings, brand.font, root, files, faults)
    sizes = {name: measured(settings, field, files[name], faults) for field, name in
             (("logo", logo), ("card", shared), ("favicon", icon)) if name}  # fmt: skip
    if faults:
        raise Refused(*faults)
    plate = brand.accent or theme.plate()
    css = "".join(f"\n@layer tokens {{ {rule} }}" for rule in rules) + ("\n" if rules else "")
    return Look(
        css=css,
        files=files,
        statics={**{name: styled(name, data, css) for name, data in theme.statics()}, **files},
        logo=logo,
        logo_size=sizes.get(logo, (0, 0)),
        icon=icon,
        card=shared,
        card_size=sizes.get(shared, pictures.CARD),
        plate=plate,
        ink=colours.on(plate),
    )


def styled(name: str, data: bytes, css: str) -> bytes:
    """A static file of the theme; the brand's own rules stand at the end of its style."""
    return data + css.encode() if name == "style.css" else data


def palette(
    settings: records.Settings, brand: records.Brand, grounds: Mapping[str, tuple[str, ...]], faults: Faults
) -> Iterator[str]:
    """The tokens that follow from the accents, where the site has its own."""
    light, dark = brand.accent, brand.accent_dark
    if light:
        faults.extend(faint(settings, "accent", light, grounds["light"]))
        foot = colours.mixed(light, "#050a0c", 0.52)
        yield f":root {{ {accents(light, grounds['light'], 'light')} --foot: {foot}; }}"
        dark = dark or colours.nearest(light, grounds["dark"], 7)
    if brand.accent_dark:
        faults.extend(faint(settings, "accent_dark", brand.accent_dark, grounds["dark"]))
    if dark:
        own = f"{accents(dark, grounds['dark'], 'dark')} --foot: #0a1115;"
        yield f"@media (prefers-color-scheme: dark) {{ :root {{ {own} }} }}"


def accents(accent: str, grounds: tuple[str, ...], mode: str) -> str:
    """The accent, what is written on it, and the pale ground of callouts, on which the accent still reads."""
    share = SOFT[mode]
    while share > 0.01 and colours.contrast(accent, colours.mixed(accent, grounds[0], share)) < colours.LEAST:
        share -= 0.01
    soft = colours.mixed(accent, grounds[0], max(0.0, share))
    return f"--accent: {accent}; --accent-soft: {soft}; --on-accent: {colours.on(accent)};"


def faint(settings: records.Settings, field: str, colour: str, grounds: tuple[str, ...]) -> Iterator[Problem]:
    """A colour on which, or in which, words can't be read well; with the nearest that passes."""
    found, ground = colours.worst(colour, grounds)
    if found < colours.LEAST:
        shown = int(found * 10) / 10
        message = phrase(
            "{colour} has a contrast of {shown}:1 on the light ground {ground}; text needs 4.5:1",
            colour=colour,
            shown=f"{shown:.1f}",
            ground=ground,
        )
        if field.endswith("dark"):
            message = phrase(
                "{colour} has a contrast of {shown}:1 on the dark ground {ground}; text needs 4.5:1",
                colour=colour,
                shown=f"{shown:.1f}",
                ground=ground,
            )
        hint = phrase("the nearest colour that passes is {colour}", colour=colours.nearest(colour, grounds))
        yield Problem(settings.at(f"brand.{field}"), "contrast", of_field(f"brand.{field}", message), hint)


def kept(
    settings: records.Settings, field: str, path: str, endings: tuple[str, ...], root: Path,
    files: dict[str, bytes], faults: Faults,
) -> str:  # fmt: skip
    """Reads a file of the brand; its name below `/assets/`, or an empty text where none is given or it is at fault."""
    if not path:
        return ""
    place = settings.at(f"brand.{field}")
    ending = PurePosixPath(path).suffix.lower()
    if ending not in endings:
        message = of_field(
            f"brand.{field}", phrase("{file} is not a file of a form that can be used here", file=repr(path))
        )
        hint = phrase("its name ends in one of: {endings}", endings=" ".join(endings))
        faults.append(Problem(place, "file", message, hint))
        return ""
    data = load.beside_settings(root, path, Place(place.path, place.line), f"brand.{field}", faults)
    if data is None:
        return ""
    name = f"brand/{field}{ending}"
    files[name] = data
    return name


def measured(settings: records.Settings, field: str, data: bytes, faults: Faults) -> tuple[int, int]:
    try:
        return pictures.size_of(data)
    except pictures.NotAPicture as fault:
        message = of_field(
            f"brand.{field}", phrase("this is not a picture that can be shown: {reason}", reason=fault.args[0])
        )
        faults.append(Problem(settings.at(f"brand.{field}"), "file", message, phrase("save it again as SVG or PNG")))
        return (0, 0)


def font_rules(
    settings: records.Settings, font: str, root: Path, files: dict[str, bytes], faults: Faults
) -> Iterator[str]:
    """The site's own font: a file beside site.yaml, or the name of one that readers' machines may have.

    A file is used only where it is there at once (`optional`): a late one would move the page under the reader.
    """
    if not font:
        return
    ending = PurePosixPath(font).suffix.lower()
    if ending in FONTS:
        name = kept(settings, "font", font, tuple(FONTS), root, files, faults)
        source = f'url("{name}") format("{FONTS[ending]}")'
        yield f'@font-face {{ font-family: "brand"; src: {source}; font-weight: 100 900; font-display: optional; }}'
        yield ':root { --font: "brand", var(--fonts); }'
    elif FAMILY.fullmatch(font):
        names = ", ".join(f'"{name.strip()}"' for name in font.split(","))
        yield f":root {{ --font: {names}, var(--fonts); }}"
    else:
        hint = phrase(
            "write the name of a font, or a file beside site.yaml that ends in {endings}", endings=" ".join(FONTS)
        )
        message = of_field(
            "brand.font", phrase("{font} is neither the name of a font nor a font file", font=repr(font))
        )
        faults.append(Problem(settings.at("brand.font"), "value", message, hint))

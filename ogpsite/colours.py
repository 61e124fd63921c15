"""Arithmetic of colours: contrast by WCAG, the nearest colour that passes, mixtures. Colours are `#rrggbb`."""

from __future__ import annotations

from collections.abc import Iterable

LEAST = 4.5  # contrast of text with its ground: WCAG 2.2, 1.4.3 (level AA)
Triple = tuple[float, float, float]


def channels(colour: str) -> Triple:
    """Red, green and blue from 0 to 1."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return int(digits[0:2], 16) / 255, int(digits[2:4], 16) / 255, int(digits[4:6], 16) / 255


def written(found: Triple) -> str:
    """A colour as `#rrggbb`; what lies outside the range is brought to its edge."""
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, one))):02x}" for one in found)


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def gamma(channel: float) -> float:
    channel = min(1.0, max(0.0, channel))
    return 12.92 * channel if channel <= 0.0031308 else float(1.055 * channel ** (1 / 2.4) - 0.055)


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2: 0 is black, 1 is white."""
    red, green, blue = (linear(one) for one in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast of two colours by WCAG 2.2: from 1 to 21."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def worst(colour: str, grounds: Iterable[str]) -> tuple[float, str]:
    """The smallest contrast of a colour with some grounds, and the ground."""
    return min((contrast(colour, ground), ground) for ground in grounds)


def mixed(first: str, second: str, share: float) -> str:
    """`share` (0 to 1) of the first colour in the second, as CSS mixes in sRGB."""
    pairs = zip(channels(first), channels(second), strict=True)
    red, green, blue = (share * one + (1 - share) * other for one, other in pairs)
    return written((red, green, blue))


def on(colour: str) -> str:
    """White or a near black, whichever reads better on a colour; one of them always passes."""
    return max(("#ffffff", "#06141a"), key=lambda ink: contrast(ink, colour))


def nearest(colour: str, grounds: Iterable[str], least: float = LEAST) -> str:
    """The colour nearest in lightness, of the same hue, that has the contrast with every ground.

    Lightness is that of OKLab (Björn Ottosson, 2020), in which equal steps look equal.
    """
    grounds = tuple(grounds)
    start, first, second = lab(colour)
    steps = (sign * step / 400 for step in range(401) for sign in (-1, 1))
    for change in steps:
        lightness = start + change
        if 0 <= lightness <= 1:
            found = from_lab((lightness, *in_gamut(lightness, first, second)))
            if worst(found, grounds)[0] >= least:
                return found
    return max(("#000000", "#ffffff"), key=lambda ink: worst(ink, grounds)[0])


def lab(colour: str) -> Triple:
    """A colour in OKLab."""
    red, green, blue = (linear(one) for one in channels(colour))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def light_of(found: Triple) -> Triple:
    """A colour of OKLab as linear red, green and blue, which may lie outside the range."""
    lightness, first, second = found
    long = (lightness + 0.3963377774 * first + 0.2158037573 * second) ** 3
    middle = (lightness - 0.1055613458 * first - 0.0638541728 * second) ** 3
    short = (lightness - 0.0894841775 * first - 1.2914855480 * second) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def in_gamut(lightness: float, first: float, second: float) -> tuple[float, float]:
    """The two colour axes, drawn together until a screen can show them at this lightness."""
    share = 1.0
    while share > 0 and not all(-0.001 <= one <= 1.001 for one in light_of((lightness, first * share, second * share))):
        share = max(0.0, share - 0.05)
    return first * share, second * share


def from_lab(found: Triple) -> str:
    red, green, blue = (gamma(one) for one in light_of(found))
    return written((red, green, blue))

"""A picture in 28 characters: what stands in its place until it is there.

The algorithm is BlurHash's (4 x 3 components): a few cosines of the colours in linear light, in base 83. Pure.
"""

from math import copysign, cos, pi, sqrt

ACROSS, DOWN = 4, 3
SAMPLE_SIDE = 32
"""Pixels of the longer side that are enough to look at."""

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~"
_LINEAR = [value / 255 / 12.92 if value <= 10 else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in range(256)]

Colour = tuple[float, float, float]


def encode(pixels: bytes, width: int, height: int) -> str:
    """Return the hash of ``pixels``: 8-bit sRGB, three bytes each, row by row."""
    factors = [_factor(pixels, width, height, across, down) for down in range(DOWN) for across in range(ACROSS)]
    largest = max(abs(part) for colour in factors[1:] for part in colour)
    scale = max(0, min(82, int(largest * 166 - 0.5)))
    start = _base83((ACROSS - 1) + (DOWN - 1) * 9, 1) + _base83(scale, 1) + _base83(_average(factors[0]), 4)
    return start + "".join(_base83(_detail(colour, (scale + 1) / 166), 2) for colour in factors[1:])


def _factor(pixels: bytes, width: int, height: int, across: int, down: int) -> Colour:
    """Return how much of one cosine pattern the picture holds, for each colour."""
    red = green = blue = 0.0
    columns = [cos(pi * across * x / width) for x in range(width)]
    for y in range(height):
        row = cos(pi * down * y / height)
        place = y * width * 3
        for x in range(width):
            basis = row * columns[x]
            red += basis * _LINEAR[pixels[place]]
            green += basis * _LINEAR[pixels[place + 1]]
            blue += basis * _LINEAR[pixels[place + 2]]
            place += 3
    scale = (1 if across == down == 0 else 2) / (width * height)
    return red * scale, green * scale, blue * scale


def _average(colour: Colour) -> int:
    red, green, blue = (_srgb(part) for part in colour)
    return (red << 16) + (green << 8) + blue


def _srgb(value: float) -> int:
    clipped = max(0.0, min(1.0, value))
    return int((clipped * 12.92 if clipped <= 0.0031308 else 1.055 * clipped ** (1 / 2.4) - 0.055) * 255 + 0.5)


def _detail(colour: Colour, largest: float) -> int:
    red, green, blue = (max(0, min(18, int(_signed_root(part / largest) * 9 + 9.5))) for part in colour)
    return red * 19 * 19 + green * 19 + blue


def _signed_root(value: float) -> float:
    return copysign(sqrt(abs(value)), value)


def _base83(value: int, length: int) -> str:
    return "".join(_DIGITS[value // 83**place % 83] for place in range(length - 1, -1, -1))

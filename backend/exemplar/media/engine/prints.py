"""Marks by which look-alikes are found: of pictures, of words. Two similar things differ in few bits.

A print is a pair of signed 64-bit numbers, as PostgreSQL keeps them.
"""

import hashlib
import unicodedata
from typing import Any

PICTURE, FRAME, SOUND, TEXT = "picture", "frame", "sound", "text"
"""Kinds of print."""

_FLAT = 4.0
"""A picture whose greys spread less than this says nothing: every blank page looks like every other."""
FEWEST_MARKS = 5
"""A sound with fewer marks is too short to be told from others."""
_SHINGLE_WORDS = 3
_FEWEST_WORDS = 30

Pair = tuple[int, int]


def of_picture(picture: Any) -> list[Pair]:
    """Return one print: is each of 8 x 8 cells darker than its right, and its lower neighbour? None for a flat picture."""
    grey = (picture.flatten(background=[255, 255, 255]) if picture.hasalpha() else picture).colourspace("b-w")
    small = grey.thumbnail_image(9, height=9, size="force").cast("uchar")
    if small.deviate() < _FLAT:
        return []
    cells = bytes(small.write_to_memory())
    across = [cells[row * 9 + column] < cells[row * 9 + column + 1] for row in range(8) for column in range(8)]
    down = [cells[row * 9 + column] < cells[row * 9 + 9 + column] for row in range(8) for column in range(8)]
    return [(_number(across), _number(down))]


def of_text(text: str) -> list[Pair]:
    """Return one print of the words, whatever their case, order of lines and punctuation; none for a short text."""
    words = "".join(sign if sign.isalnum() else " " for sign in unicodedata.normalize("NFC", text).casefold()).split()
    if len(words) < _FEWEST_WORDS:
        return []
    votes = [0] * 128
    for shingle in {" ".join(words[start : start + _SHINGLE_WORDS]) for start in range(len(words) - _SHINGLE_WORDS + 1)}:
        bits = int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=16).digest())
        for place in range(128):
            votes[place] += 1 if bits >> place & 1 else -1
    return [(_number([vote > 0 for vote in votes[:64]]), _number([vote > 0 for vote in votes[64:]]))]


def _number(bits: list[bool]) -> int:
    """Return 64 bits as a signed number."""
    value = sum(1 << place for place, bit in enumerate(bits) if bit)
    return value - (1 << 64) if value >> 63 else value

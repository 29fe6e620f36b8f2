"""Pictures inside office files, told by their first bytes, whatever they are called: the pixels are handed on, the rest is not.

JPEG, PNG, GIF, BMP and metafiles are taken apart and put together without what is not needed to draw them; TIFF, WebP and AVIF are
drawn anew as PNG. Others, drawings in SVG among them, stay behind.
"""

import struct
from collections.abc import Callable
from typing import Any

import pyvips

from exemplar.media.engine import jpeg_cleaning, metafile_cleaning
from exemplar.media.engine.findings import Limits

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_DRAWN = frozenset({
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
})  # fmt: skip
_GIF_CONTROL, _GIF_APPLICATION = 0xF9, 0xFF
_GIF_LOOP = b"\x21\xff\x0bNETSCAPE2.0\x03\x01"
_BMP_HEADS = frozenset({12, 40, 52, 56, 108, 124})
_BMP_PROFILE_FROM = 108
_UNPACKED = frozenset({0, 3})
"""``BI_RGB`` and ``BI_BITFIELDS``."""

Cleaned = tuple[str, str, bytes]
"""Ending, content type, bytes."""


def cleaned(data: bytes, limits: Limits) -> Cleaned | None:
    """Return a picture without what it tells about itself, or ``None`` for what is none we know, is cut short or too large."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg", "image/jpeg", jpeg_cleaning.blanked(data)
    for starts, ending, type_, clean in _TAKEN_APART:
        if data.startswith(starts) and (ending != "emf" or data[40:44] == b" EMF"):
            body = clean(data)
            return None if body is None else (ending, type_, body)
    if data[:4] in {b"II*\x00", b"MM\x00*"} or data[8:12] in {b"WEBP", b"avif", b"avis"}:
        return _drawn_anew(data, limits)
    return None


def _png(data: bytes) -> bytes | None:
    """Return the chunks that draw, up to the end."""
    parts, place = [_PNG], len(_PNG)
    while place + 12 <= len(data):
        length, name = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        if end > len(data):
            return None
        if name in _PNG_DRAWN:
            parts.append(data[place:end])
        if name == b"IEND":
            return b"".join(parts)
        place = end
    return None


def _gif(data: bytes) -> bytes | None:
    """Return the frames, their times and how often they are shown, up to the end."""
    place = 13 + _table_bytes(data[10:11])
    parts = [data[:place]]
    while place < len(data):
        kind = data[place]
        if kind == 0x3B:
            return b"".join([*parts, b";"])
        if kind not in {0x21, 0x2C}:
            return None
        head = place + 2 if kind == 0x21 else place + 11 + _table_bytes(data[place + 9 : place + 10])
        end = _blocks_end(data, head)
        if end is None:
            return None
        parts.append(_of_gif(data[place:end]))
        place = end
    return None


def _table_bytes(flags: bytes) -> int:
    """Return how long the table of colours is that these flags announce."""
    return 3 * 2 ** ((flags[0] & 7) + 1) if flags and flags[0] & 0x80 else 0


def _blocks_end(data: bytes, place: int) -> int | None:
    """Return where a row of blocks ends, each with its length before it, the last one empty."""
    while place < len(data):
        if data[place] == 0:
            return place + 1
        place += 1 + data[place]
    return None


def _of_gif(block: bytes) -> bytes:
    """Return a frame or its times as they are, how often to repeat on its own, and nothing of comments and programs."""
    if block[0] == 0x2C:
        return block
    if block[1] == _GIF_CONTROL:
        return block[:7] + b"\x00"
    return block[: len(_GIF_LOOP) + 2] + b"\x00" if block[1] == _GIF_APPLICATION and block.startswith(_GIF_LOOP) else b""


def _bmp(data: bytes) -> bytes | None:
    """Return header, colours and pixels of a bitmap that is not packed, without what lies between and behind."""
    if len(data) < 54:
        return None
    offset, head = struct.unpack_from("<II", data, 10)
    width, height, _, depth, packing = struct.unpack_from("<iiHHI", data, 18)
    if head not in _BMP_HEADS or head == 12 or packing not in _UNPACKED or depth not in {1, 4, 8, 16, 24, 32}:
        return None
    size = (width * depth + 31) // 32 * 4 * abs(height)
    (colours,) = struct.unpack_from("<I", data, 46)
    front = 14 + head + 4 * (colours or (2**depth if depth <= 8 else 0)) + (12 if packing == 3 and head == 40 else 0)
    if width <= 0 or height == 0 or front > offset or offset + size > len(data):
        return None
    clean = bytearray(data[:front] + data[offset : offset + size])
    struct.pack_into("<IHHI", clean, 2, len(clean), 0, 0, front)
    if head > _BMP_PROFILE_FROM:
        clean[14 + 112 : 14 + 124] = bytes(12)
    return bytes(clean)


_TAKEN_APART: tuple[tuple[tuple[bytes, ...], str, str, Callable[[bytes], bytes | None]], ...] = (
    ((_PNG,), "png", "image/png", _png),
    ((b"GIF87a", b"GIF89a"), "gif", "image/gif", _gif),
    ((b"BM",), "bmp", "image/bmp", _bmp),
    ((b"\x01\x00\x00\x00",), "emf", "image/x-emf", metafile_cleaning.emf),
    ((b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00", b"\x02\x00\x09\x00"), "wmf", "image/x-wmf", metafile_cleaning.wmf),
)


def _drawn_anew(data: bytes, limits: Limits) -> Cleaned | None:
    """Return the pixels of a picture as PNG in sRGB."""
    try:
        picture: Any = pyvips.Image.new_from_buffer(data, "")
        if picture.width * picture.height > limits.max_pixels:
            return None
        flat = picture.autorot().colourspace("srgb").cast("uchar")
        return "png", "image/png", flat.pngsave_buffer(keep="none")
    except pyvips.Error:
        return None

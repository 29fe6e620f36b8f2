"""Windows metafiles (EMF, WMF) inside office files: lists of things to draw, in which records say other things as well.

What draws stays; comments, which hold whole other files, escapes to printers, names of colour profiles, and the description in
the header are overwritten. A picture in a picture that brings notes of its own costs the whole.
"""

import struct

_EMF_HEADER, _EMF_END, _EMF_COMMENT = 1, 14, 70
_EMF_SILENCED = frozenset({_EMF_COMMENT, 99, 102, 103, 105, 106, 110, 112, 113, 121, 122})
"""Comments, profiles and colour spaces by the names of their files, and what is meant for drivers."""
_EMF_BITMAPS = frozenset({80, 81})
_EMF_FIXED_BYTES, _EMF_MEASURED_BYTES = 88, 108
_EMF_LENGTH_AT = 48
_COMPRESSED = frozenset({4, 5})
"""``BI_JPEG`` and ``BI_PNG``."""
_WMF_PLACED, _WMF_PLACED_BYTES, _WMF_HEAD_BYTES = b"\xd7\xcd\xc6\x9a", 22, 18
_WMF_ESCAPE, _WMF_COMMENT = 0x0626, 0x000F


def emf(data: bytes) -> bytes | None:
    """Return the enhanced metafile without words about it; ``None`` for one that is cut short or holds photographs."""
    clean = bytearray(data)
    place = 0
    while place + 8 <= len(clean):
        kind, size = struct.unpack_from("<II", clean, place)
        if size < 8 or size % 4 or place + size > len(clean):
            return None
        if kind == _EMF_END:
            struct.pack_into("<I", clean, _EMF_LENGTH_AT, place + size)
            return bytes(clean[: place + size])
        if kind in _EMF_BITMAPS and not _is_plain_bitmap(clean, place, size):
            return None
        if kind == _EMF_HEADER:
            _silence_header(clean, place, size)
        elif kind in _EMF_SILENCED:
            _silence_record(clean, place, size)
        place += size
    return None


def _silence_header(clean: bytearray, place: int, size: int) -> None:
    """Forget the description, its length and its place, and whatever stands behind the fixed fields but the size in micrometres."""
    if size < _EMF_FIXED_BYTES:
        return
    (described_at,) = struct.unpack_from("<I", clean, place + 64)
    is_measured = size >= _EMF_MEASURED_BYTES and not 0 < described_at < _EMF_MEASURED_BYTES
    measures = clean[place + 100 : place + _EMF_MEASURED_BYTES] if is_measured else b""
    struct.pack_into("<II", clean, place + 60, 0, 0)
    clean[place + _EMF_FIXED_BYTES : place + size] = bytes(size - _EMF_FIXED_BYTES)
    clean[place + 100 : place + 100 + len(measures)] = measures


def _silence_record(clean: bytearray, place: int, size: int) -> None:
    """Make a record a comment of zeros."""
    clean[place + 8 : place + size] = bytes(size - 8)
    struct.pack_into("<I", clean, place, _EMF_COMMENT)
    if size >= 12:
        struct.pack_into("<I", clean, place + 8, size - 12)


def _is_plain_bitmap(clean: bytearray, place: int, size: int) -> bool:
    """Say whether the bitmap that a record draws is pixels, rather than a whole JPEG or PNG."""
    if size < 64:
        return False
    (offset,) = struct.unpack_from("<I", clean, place + 48)
    if offset + 20 > size:
        return bool(offset == 0)
    (packing,) = struct.unpack_from("<I", clean, place + offset + 16)
    return packing not in _COMPRESSED


def wmf(data: bytes) -> bytes | None:
    """Return the metafile of old without its escapes; ``None`` for one that is cut short."""
    clean = bytearray(data)
    place = (_WMF_PLACED_BYTES if data.startswith(_WMF_PLACED) else 0) + _WMF_HEAD_BYTES
    while place + 6 <= len(clean):
        words, kind = struct.unpack_from("<IH", clean, place)
        if words < 3 or place + 2 * words > len(clean):
            return None
        if kind == 0:
            return bytes(clean[: place + 2 * words])
        if kind == _WMF_ESCAPE:
            clean[place + 6 : place + 2 * words] = bytes(2 * words - 6)
            if words > 4:
                struct.pack_into("<HH", clean, place + 6, _WMF_COMMENT, 2 * words - 10)
        place += 2 * words
    return None

"""Photographs inside other files: their notes are overwritten, their pixels left alone."""

import re

_SOI, _SOS, _EOI, _JFIF, _ADOBE, _COMMENT = 0xD8, 0xDA, 0xD9, 0xE0, 0xEE, 0xFE
_LONELY = frozenset({0x01, _SOI})
"""Markers without a body."""
_NOTES = frozenset({_COMMENT, *range(0xE1, 0xF0)} - {_ADOBE})
"""EXIF and XMP, colour profiles, which name their screens, other pictures, IPTC, comments and makers' own segments."""
_JFIF_BYTES = 14
"""The small picture behind them may show what was cut away from the large one."""
_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
"""In what was compressed, a marker is anything after 0xFF but a zero or a restart."""


def blanked(data: bytes) -> bytes:
    """Return the JPEG with the body of every segment of notes, and what follows its end, set to zeros; the length stays.

    Others come back as they are.
    """
    if data[:2] != b"\xff\xd8":
        return data
    clean = bytearray(data)
    place = 2
    while (marker := _MARKER.search(data, place)) is not None:
        _wipe(clean, place, marker.start())
        kind, place = data[marker.end() - 1], marker.end()
        if kind == _EOI:
            _wipe(clean, place, len(clean))
            break
        if kind in _LONELY:
            continue
        end = min(len(clean), place + max(2, int.from_bytes(data[place : place + 2])))
        if kind in _NOTES:
            _wipe(clean, place + 2, end)
        elif kind == _JFIF:
            _wipe(clean, place + 2 + (_JFIF_BYTES if data[place + 2 : place + 7] == b"JFIF\x00" else 0), end)
        place = _scan_end(data, end) if kind == _SOS else end
    return bytes(clean)


def _scan_end(data: bytes, place: int) -> int:
    """Return where the compressed pixels that begin at ``place`` end."""
    marker = _MARKER.search(data, place)
    return len(data) if marker is None else marker.start()


def _wipe(clean: bytearray, start: int, end: int) -> None:
    clean[start:end] = bytes(max(0, end - start))

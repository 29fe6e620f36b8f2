"""Photographs inside other files: their notes are overwritten, their pixels left alone."""

_SOI, _SOS, _EOI = 0xD8, 0xDA, 0xD9
_NOTES = frozenset({0xE1, 0xED, 0xFE, *range(0xE3, 0xED), 0xEF})
"""EXIF and XMP, IPTC, comments and makers' own segments; JFIF, colour profiles and Adobe's transform stay."""


def blanked(data: bytes) -> bytes:
    """Return the JPEG with the body of every segment of notes set to zeros; the length stays. Others come back as they are."""
    if data[:2] != b"\xff\xd8":
        return data
    clean = bytearray(data)
    place = 2
    while place + 4 <= len(clean) and clean[place] == 0xFF and clean[place + 1] not in {_SOS, _EOI}:
        length = int.from_bytes(clean[place + 2 : place + 4])
        end = min(len(clean), place + 2 + length)
        if clean[place + 1] in _NOTES:
            clean[place + 4 : end] = bytes(max(0, end - place - 4))
        place = end if length >= 2 else len(clean)
    return bytes(clean)

"""HEIC files out of nothing: ffmpeg encodes one picture, and the boxes around it are written here."""

import struct
from pathlib import Path

from tests.samples import ffmpeg

SIDE = 64
_BOXES_WITH_BOXES = {b"moov", b"trak", b"mdia", b"minf", b"stbl"}


def heic(
    path: Path,
    width: int = SIDE,
    height: int = 48,
    *,
    turns: int = 0,
    claims: tuple[int, int] | None = None,
    profile: bytes = b"",
    pixel_format: str = "yuv420p",
) -> Path:
    """Write a picture that is red on the left and blue on the right.

    ``turns`` are quarter turns against the clock that a reader has to make; ``claims`` is the size that the header tells
    instead of the true one; ``profile`` is a colour profile (ICC). EXIF and XMP tell a secret.
    """
    settings, sample = _encoded(path.with_suffix(".mp4"), width, height, pixel_format)
    told_width, told_height = claims or (width, height)
    exif = b"\x00\x00\x00\x06Exif\x00\x00" + _exif()
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Secret</x:xmpmeta>"
    properties = [settings, _full(b"ispe", struct.pack(">II", told_width, told_height)), _box(b"irot", bytes([turns]))]
    if profile:
        properties.append(_box(b"colr", b"prof" + profile))
    items = [(1, b"hvc1", sample), (2, b"Exif", exif), (3, b"mime", xmp)]
    ftyp = _box(b"ftyp", b"heic" + bytes(4) + b"mif1heic")
    length = len(_meta(items, properties, 0))
    meta = _meta(items, properties, len(ftyp) + length + 8)
    path.write_bytes(ftyp + meta + _box(b"mdat", b"".join(data for _, _, data in items)))
    return path


def _encoded(film: Path, width: int, height: int, pixel_format: str) -> tuple[bytes, bytes]:
    """Return how to decode one picture in HEVC (the box ``hvcC``), and the picture."""
    look = f"nullsrc=size={width}x{height}:duration=1:rate=1,format=gbrp,geq=r='230-200*X/W':g=30:b='30+200*X/W'"
    quiet = ["-x265-params", "log-level=none", "-preset", "ultrafast", "-tag:v", "hvc1"]
    ffmpeg(film, "-f", "lavfi", "-i", look, "-frames:v", "1", "-c:v", "libx265", "-pix_fmt", pixel_format, *quiet)
    data = film.read_bytes()
    film.unlink()
    boxes = dict(_boxes(data))
    place = data.index(b"hvcC") - 4
    return data[place : place + int.from_bytes(data[place : place + 4])], boxes[b"mdat"]


def _boxes(data: bytes) -> list[tuple[bytes, bytes]]:
    found, place = [], 0
    while place < len(data):
        length = int.from_bytes(data[place : place + 4])
        found.append((data[place + 4 : place + 8], data[place + 8 : place + length]))
        place += length
    return found


def _meta(items: list[tuple[int, bytes, bytes]], properties: list[bytes], start: int) -> bytes:
    handler = _full(b"hdlr", bytes(4) + b"pict" + bytes(13))
    entries = [_entry(number, kind) for number, kind, _ in items]
    places, place = b"", start
    for number, _, data in items:
        places += struct.pack(">HHHII", number, 0, 1, place, len(data))
        place += len(data)
    listed = _full(b"iinf", struct.pack(">H", len(entries)) + b"".join(entries))
    located = _full(b"iloc", b"\x44\x00" + struct.pack(">H", len(items)) + places)
    about = _full(b"iref", b"".join(_box(b"cdsc", struct.pack(">HHH", number, 1, 1)) for number in (2, 3)))
    bound = bytes([len(properties), *(0x80 | number if number != 2 else number for number in range(1, len(properties) + 1))])
    owned = _box(b"ipco", b"".join(properties)) + _full(b"ipma", struct.pack(">IH", 1, 1) + bound)
    return _full(b"meta", handler + _full(b"pitm", b"\x00\x01") + located + listed + about + _box(b"iprp", owned))


def _entry(number: int, kind: bytes) -> bytes:
    name = b"\x00" + (b"application/rdf+xml\x00" if kind == b"mime" else b"")
    return _full(b"infe", struct.pack(">HH", number, 0) + kind + name, version=2)


def _exif() -> bytes:
    """Return EXIF that names the maker of the camera, and asks for a turn which HEIF readers must not make."""
    make = b"SecretCam\x00"
    fields = struct.pack(">HHII", 0x010F, 2, len(make), 38) + struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0)
    return b"MM\x00*\x00\x00\x00\x08\x00\x02" + fields + bytes(4) + make


def _full(name: bytes, body: bytes, version: int = 0) -> bytes:
    return _box(name, bytes([version, 0, 0, 0]) + body)


def _box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + name + body

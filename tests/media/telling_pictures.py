"""Small pictures of every kind that office files hold, each saying ``Secret`` wherever its format has room for words."""

import struct
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyvips

from tests import samples

_PNG_HEAD = 33


def chunk(name: bytes, body: bytes) -> bytes:
    """Return a chunk of PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _sample(name: str, make: Callable[[Path], Any]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        make(path)
        return path.read_bytes()


def png() -> bytes:
    """Return a PNG that says in five ways whose it is, one of them packed."""
    plain = _sample("a.png", lambda path: samples.picture(path, 40, 30))
    exif = chunk(b"eXIf", b"MM\x00*\x00\x00\x00\x08\x00\x01\x01;\x00\x02\x00\x00\x00\x07\x00\x00\x00\x1aSecret\x00")
    texts = chunk(b"tEXt", b"Author\x00Secret") + chunk(b"zTXt", b"Author\x00\x00" + zlib.compress(b"Secret"))
    more = chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00<x:xmpmeta>Secret</x:xmpmeta>") + chunk(
        b"tIME", b"\x07\xea\x01\x01\x00\x00\x00"
    )
    return plain[:_PNG_HEAD] + exif + texts + more + plain[_PNG_HEAD:] + b"Secret"


def jpeg() -> bytes:
    """Return a photograph that says where and by whom, with another one behind its end."""
    photo = _sample("a.jpg", lambda path: samples.jpeg(path, 64, 48))
    thumbnail = b"\xff\xe0" + struct.pack(">H", 15) + b"JFXX\x00\x10Secret\x00"
    profile = b"\xff\xe2" + struct.pack(">H", 22) + b"ICC_PROFILE\x00Secret\x00\x00"
    return photo[:2] + thumbnail + profile + photo[2:-2] + b"\xff\xfe\x00\x08Secret\xff\xd9" + photo


def gif() -> bytes:
    """Return a GIF with a comment, a program's block, and a tail."""
    plain = _sample("a.gif", lambda path: samples.picture(path, 20, 10))
    table = 13 + 3 * 2 ** ((plain[10] & 7) + 1) if plain[10] & 0x80 else 13
    return plain[:table] + b"\x21\xfe\x06Secret\x00" + b"\x21\xff\x0bXMP DataXMP\x06Secret\x00" + plain[table:] + b"Secret"


def tiff() -> bytes:
    """Return a TIFF whose description names somebody."""

    def write(path: Path) -> None:
        picture = samples.gradient(30, 20).copy()
        picture.set_type(pyvips.GValue.gstr_type, "image-description", "Secret")
        picture.tiffsave(str(path))

    return _sample("a.tif", write)


def bmp() -> bytes:
    """Return a bitmap of 2 × 2 pixels with words between its head and its pixels, and behind them."""
    gap, pixels = b"Secret", bytes(range(16))
    head = struct.pack("<IiiHHIIiiII", 40, 2, 2, 1, 24, 0, 16, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 0, 0, 0, 54 + len(gap)) + head + gap + pixels + b"Secret"


def emf() -> bytes:
    """Return a metafile of one line whose description, comment and profile name somebody."""
    described = "Secret program\0Secret drawings\0\0".encode("utf-16-le")
    comment = struct.pack("<III", 70, 24, 12) + b"XXXXSecret\x00\x00"
    profile = struct.pack("<III", 113, 32, 0) + "Secret".encode("utf-16-le").ljust(20, b"\x00")
    line = struct.pack("<IIii", 27, 16, 0, 0) + struct.pack("<IIii", 54, 16, 90, 90)
    end = struct.pack("<IIIII", 14, 20, 0, 16, 20)
    size = 108 + len(described)
    records = comment + profile + line + end
    head = struct.pack("<II4i4i4sI", 1, size, 0, 0, 100, 100, 0, 0, 2000, 2000, b" EMF", 0x10000)
    head += struct.pack("<IIHHIIIiiii", size + len(records), 6, 1, 0, len(described) // 2, 108, 0, 100, 100, 30, 30)
    return head + struct.pack("<IIIII", 0, 0, 0, 30_000, 30_000) + described + records + b"Secret"


def wmf() -> bytes:
    """Return a metafile of old with a comment in an escape."""
    escape = struct.pack("<IHHH", 8, 0x0626, 0x000F, 6) + b"Secret"
    line = struct.pack("<IHHH", 5, 0x0214, 0, 0) + struct.pack("<IHHH", 5, 0x0213, 90, 90)
    records = escape + line + struct.pack("<IH", 3, 0)
    head = struct.pack("<HHHIHIH", 1, 9, 0x300, 9 + len(records) // 2, 0, 8, 0)
    placed = struct.pack("<IHhhhhHI", 0x9AC6CDD7, 0, 0, 0, 100, 100, 1440, 0)
    return placed + struct.pack("<H", 0) + head + records + b"Secret"

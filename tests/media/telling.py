"""Whether a file says a word anywhere: in its bytes, in what is packed in it however deep, and in every way words are written."""

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from tests.media.corpus import SECRET

_WORD = SECRET.decode()
_FORMS = (SECRET, _WORD.encode("utf-16-le"), _WORD.encode("utf-16-be"), SECRET.hex().encode(), SECRET.hex().upper().encode())
_BASE64 = tuple(base64.b64encode(b"x" * shift + SECRET + b"x")[-(-8 * shift // 6) : 8 * (shift + 6) // 6] for shift in range(3))
"""The word in base64, but for the letters it shares with its neighbours, by where in a group of three bytes it begins."""
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_OCTAL = re.compile(rb"\\([0-7]{1,3})")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]+)>")
_NUMBERED = re.compile(rb"#([0-9A-Fa-f]{2})")
_PNG = b"\x89PNG\r\n\x1a\n"


def secrets_in(content: bytes, place: str = "") -> list[str]:
    """Return the places that say the word: the file itself is ``""``, a part of an archive is ``!`` and its name."""
    found = [place] if any(form in content for form in (*_FORMS, *_BASE64)) else []
    return found + [one for name, inner in parts_of(content) for one in secrets_in(inner, f"{place}!{name}")]


def parts_of(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Return what is packed in a file: parts of a ZIP with their names, streams of a PDF, packed words of a PNG."""
    if content.startswith(b"PK"):
        yield from _of_archive(content)
    elif content.startswith(b"%PDF-"):
        yield from _of_pdf(content)
    elif content.startswith(_PNG):
        yield from _of_png(content)
    elif content.startswith(b"\x1f\x8b"):
        yield "gzip", zlib.decompress(content, 31)


def _of_archive(content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        yield "names", "\n".join(archive.namelist()).encode()
        for entry in archive.infolist():
            yield entry.filename, archive.read(entry)


def _of_pdf(content: bytes) -> Iterator[tuple[str, bytes]]:
    # The first line keeps it from being taken for another PDF.
    yield "strings", b"\n".join([b"", *_as_written(content)])
    for number, stream in enumerate(_STREAM.finditer(content)):
        unpacked = _inflated(stream[1])
        yield f"stream {number}", b"\n".join([b"", unpacked, *_as_written(unpacked)])


def _as_written(content: bytes) -> Iterator[bytes]:
    """Return the words of a PDF as its other notations say them: octal in strings, hexadecimal, and numbers in names."""
    yield _OCTAL.sub(lambda sign: bytes([int(sign[1], 8) & 255]), content)
    yield _NUMBERED.sub(lambda sign: bytes.fromhex(sign[1].decode()), content)
    for text in _HEX.findall(content):
        digits = b"".join(text.split())
        yield bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return stream


def _of_png(content: bytes) -> Iterator[tuple[str, bytes]]:
    place = len(_PNG)
    while place + 12 <= len(content):
        length, name = int.from_bytes(content[place : place + 4]), content[place + 4 : place + 8]
        body = content[place + 8 : place + 8 + length]
        if name in {b"zTXt", b"iTXt", b"iCCP"}:
            yield name.decode(), b"".join(_inflated(body[start:]) for start in range(len(body)) if body[start : start + 1] == b"\x78")
        place += 12 + length

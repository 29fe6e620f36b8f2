"""The look into derivatives can fail: in every kind of file it finds the word, and what tells without saying it."""

import base64
import gzip
import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import pyvips

from tests import office, samples
from tests.media.corpus import named, read
from tests.media.telling import secrets_in
from tests.media.test_corpus import require_silence
from tests.samples import ffmpeg

TONE = ("-f", "lavfi", "-i", "sine=frequency=440:duration=1")


def zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def pdf_with(*objects: bytes) -> bytes:
    return read.pdf(read.CATALOG, read.PAGES, read.PAGE, b"<< >>", *objects)


def flate(content: bytes) -> bytes:
    return read.stream(zlib.compress(content), b"/Filter /FlateDecode")


@pytest.mark.parametrize(
    ("content", "places"),
    [
        (b"a Secret b", [""]),
        ("Secret".encode("utf-16-le"), [""]),
        ("Secret".encode("utf-16"), [""]),
        ("Secret".encode("utf-16-be"), [""]),
        (base64.b64encode(b"ab Secret c"), [""]),
        (b"of a SECRET nobody asks", []),
        (zipped("a.xml", b"x" * 999 + b"Secret"), ["!a.xml"]),
        (zipped("Secret.xml", b""), ["", "!names"]),
        (zipped("a.xlsx", zipped("b.bin", "Secret".encode("utf-16-le"))), ["!a.xlsx!b.bin"]),
        (gzip.compress(b"Secret"), ["!gzip"]),
        (pdf_with(flate(b"<x:xmpmeta>Secret</x:xmpmeta>")), ["!stream 0"]),
        (pdf_with(b"<< /A (\\123ecret) >>"), ["!strings"]),
        (pdf_with(b"<< /A <53 65 63 72 65 74> >>"), ["!strings"]),
        (pdf_with(b"<< /A <FEFF005300650063007200650074> >>"), ["!strings"]),
        (pdf_with(b"<< /#53ecret 1 >>"), ["!strings"]),
        (pdf_with(flate(zlib.compress(b"nothing"))), []),
    ],
    # Packed bytes hold the hour, and two runners must name a test alike.
    ids=[
        "plain", "utf-16-le", "utf-16", "utf-16-be", "base64", "nobody asks", "in a zip", "name in a zip", "zip in a zip", "gzip",
        "stream of a PDF", "octal", "hexadecimal", "utf-16 in a PDF", "name in a PDF", "nothing",
    ],
)  # fmt: skip
def test_the_word_is_found_however_it_is_packed_and_written(content: bytes, places: list[str]):
    assert secrets_in(content) == places


def described(path: Path, **options: Any) -> None:
    """Write a picture that was taken with a camera, by nobody's name."""
    picture = samples.gradient(40, 30).copy()
    picture.set_type(pyvips.GValue.gstr_type, "exif-ifd0-Make", "Camera")
    picture.write_to_file(str(path), keep="all", **options)


TELLING: dict[str, Callable[[Path], Any]] = {
    "exif.webp": described,
    "exif.avif": described,
    "title.mp4": lambda path: samples.film(path, 1, 160, 120, "-metadata", "title=Lan"),
    "place.mp4": lambda path: samples.film(path, 1, 160, 120, "-metadata", "location=+21.0285+105.8542/"),
    "artist.m4a": lambda path: ffmpeg(path, *TONE, "-metadata", "artist=Lan"),
    "comment.opus": lambda path: ffmpeg(path, *TONE, "-c:a", "libopus", "-metadata", "comment=Lan"),
    "author.pdf": lambda path: path.write_bytes(read.pdf(read.CATALOG, read.PAGES, read.PAGE, b"<< /Author (Lan) >>")),
    "packed-metadata.pdf": lambda path: path.write_bytes(pdf_with(flate(b"<x:xmpmeta>Lan</x:xmpmeta>"))),
    "bookmarks.pdf": lambda path: path.write_bytes(pdf_with(b"<< /Type /Outlines >>")),
    "attachment.pdf": lambda path: path.write_bytes(pdf_with(flate(b"<< /Type /EmbeddedFile >>"))),
    "properties.docx": lambda path: office.enriched(office.docx(path), named.PROPERTIES),
    "people.docx": lambda path: path.write_bytes(zipped("word/people.xml", b"<a/>")),
    "photo.docx": lambda path: path.write_bytes(zipped("word/media/a.jpeg", samples.jpeg(path.with_suffix(".jpg"), 64, 48).read_bytes())),
    "script.docx": lambda path: path.write_bytes(zipped("a.svg", b"<svg><SCRIPT>1</SCRIPT></svg>")),
}


@pytest.mark.parametrize("name", TELLING)
def test_a_file_that_tells_is_not_silent(name: str, tmp_path: Path):
    TELLING[name](tmp_path / name)

    with pytest.raises(AssertionError):
        require_silence(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.webp", lambda path: samples.gradient(40, 30).write_to_file(str(path), keep="none")),
        ("a.avif", lambda path: samples.gradient(40, 30).write_to_file(str(path), keep="none")),
        ("a.m4a", lambda path: ffmpeg(path, *TONE, "-fflags", "+bitexact", "-flags:a", "+bitexact")),
        ("a.pdf", lambda path: path.write_bytes(pdf_with())),
        ("a.docx", office.docx),
        ("a.pptx", office.pptx),
    ],
)
def test_a_file_that_tells_nothing_is_silent(name: str, make: Callable[[Path], Any], tmp_path: Path):
    make(tmp_path / name)

    require_silence(tmp_path / name)

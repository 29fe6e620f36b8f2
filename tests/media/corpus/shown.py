"""Odd pictures: bombs, cut ones, two things at once, every turn, every colour, and all that they tell about their makers."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyvips

from tests import samples
from tests.heic import heic
from tests.media.corpus import SCRIPT, Odd
from tests.samples import gradient

BROKEN = "media_broken"


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _save(change: Callable[[Any], Any] = lambda image: image, ending: str = ".png", **options: Any) -> Callable[[Path], Any]:
    """Return how to write a small picture, changed, in this format."""
    return lambda path: path.write_bytes(change(gradient(96, 72)).write_to_buffer(ending, **options))


def _with(make: Callable[[Path], Any], change: Callable[[bytes], bytes]) -> Callable[[Path], Any]:
    """Return how to write a file and then change its bytes."""

    def write(path: Path) -> None:
        make(path)
        path.write_bytes(change(path.read_bytes()))

    return write


def _tail(data: bytes) -> Callable[[bytes], bytes]:
    return lambda content: content + data


def _half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _after_header(extra: bytes) -> Callable[[bytes], bytes]:
    """Put a chunk of PNG behind the header."""
    return lambda content: content[:33] + extra + content[33:]


def _segment(mark: int, body: bytes) -> Callable[[bytes], bytes]:
    """Put a segment of JPEG in front of all others."""
    return lambda content: content[:2] + bytes([0xFF, mark]) + struct.pack(">H", len(body) + 2) + body + content[2:]


def _tagged(image: Any) -> Any:
    tagged = image.copy()
    for name, value in {"exif-ifd0-Make": "SecretCam", "exif-ifd0-Artist": "Secret", "exif-ifd3-GPSLatitude": "21/1 1/1 0/1"}.items():
        tagged.set_type(pyvips.GValue.gstr_type, name, value)
    tagged.set_type(pyvips.GValue.blob_type, "xmp-data", b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Secret</x:xmpmeta>")
    return tagged


def _frames(count: int, ending: str) -> Callable[[Path], Any]:
    def write(path: Path) -> None:
        strip = pyvips.Image.arrayjoin([gradient(16, 16) + number % 7 for number in range(count)], across=1).cast("uchar").copy()
        strip.set_type(pyvips.GValue.gint_type, "page-height", 16)
        path.write_bytes(strip.write_to_buffer(ending))

    return write


JPEG, PNG, GIF = _save(ending=".jpg"), _save(ending=".png"), _save(ending=".gif")
WEBP, TIFF, AVIF = _save(ending=".webp"), _save(ending=".tif"), _save(ending=".avif")
GOOD: dict[str, Callable[[Path], Any]] = {
    "script-after.jpg": _with(JPEG, _tail(SCRIPT)),
    "script-after.png": _with(PNG, _tail(SCRIPT)),
    "script-after.gif": samples.polyglot,
    "script-after.webp": _with(WEBP, _tail(SCRIPT)),
    "archive-after.jpg": _with(JPEG, _tail(b"PK\x03\x04Secret" + SCRIPT)),
    "document-after.png": _with(PNG, _tail(b"%PDF-1.7 Secret")),
    "comment.jpg": _with(JPEG, _segment(0xFE, b"<?php system('Secret'); ?>")),
    "photoshop.jpg": _with(JPEG, _segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x08Secret  ")),
    "texts.png": _with(PNG, _after_header(_chunk(b"tEXt", b"Author\x00Secret") + _chunk(b"tEXt", b"Comment\x00" + SCRIPT))),
    "international.png": _with(PNG, _after_header(_chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00Secret"))),
    "place.jpg": _save(_tagged, ".jpg", keep="all"),
    "place.webp": _save(_tagged, ".webp", keep="all"),
    "place.png": _save(_tagged, ".png", keep="all"),
    "place.tif": _save(_tagged, ".tif", keep="all"),
    "place.avif": _save(_tagged, ".avif", keep="all"),
    "grey.jpg": _save(lambda image: image.colourspace("b-w"), ".jpg"),
    "press.jpg": _save(lambda image: image.icc_transform("cmyk", input_profile="srgb"), ".jpg"),
    "wide-gamut.jpg": _save(lambda image: image.icc_transform("p3", input_profile="srgb"), ".jpg", keep="icc"),
    "progressive.jpg": _save(ending=".jpg", interlace=True),
    "interlaced.png": _save(ending=".png", interlace=True),
    "palette.png": _save(ending=".png", palette=True),
    "clear.png": _save(lambda image: image.bandjoin(0), ".png"),
    "deep.png": _save(lambda image: (image.cast("ushort") * 257).copy(interpretation="rgb16"), ".png"),
    "float.tif": _save(lambda image: image.cast("float"), ".tif"),
    "dot.png": _save(lambda image: image.crop(0, 0, 1, 1), ".png"),
    "line.png": _save(lambda image: image.crop(0, 0, 1, 1).resize(1, vscale=6000), ".png"),
    "hair.png": _save(lambda image: image.crop(0, 0, 1, 1).resize(9000, vscale=1), ".png"),
    "black.jpg": _save(lambda image: image * 0, ".jpg"),
    "wrong-sum.png": _with(PNG, lambda content: content[:29] + b"\x00\x00\x00\x00" + content[33:]),
    "moving.gif": _frames(5, ".gif"),
    "moving.webp": _frames(5, ".webp"),
    "pages.tif": _frames(3, ".tif"),
    "\u202egpj.exe.jpg": JPEG,
    "../../etc/passwd.png": PNG,
    "C:\\Windows\\win.ini.gif": GIF,
    "ảnh\u200b\u2066 đẹp ☂.webp": WEBP,
    "x" * 240 + ".tif": TIFF,
    "film.mp4": AVIF,
    "telephone.heic": heic,
    "turned.heic": lambda path: heic(path, turns=1),
    "deep.heic": lambda path: heic(path, pixel_format="yuv420p10le"),
    "script-after.heic": _with(heic, _tail(SCRIPT)),
    "photo.jpg": heic,
} | {f"turned-{turn}.jpg": (lambda path, turn=turn: samples.jpeg(path, 64, 48, turn)) for turn in range(1, 9)}

BAD: dict[str, tuple[Callable[[Path], Any], str]] = {
    "169-megapixels.png": (lambda path: samples.png_bomb(path, 13_000), "media_too_many_pixels"),
    "900-megapixels.png": (samples.png_bomb, "media_too_many_pixels"),
    "cut.jpg": (_with(JPEG, _half), BROKEN),
    "cut.png": (_with(PNG, _half), BROKEN),
    "cut.webp": (_with(WEBP, _half), BROKEN),
    "cut.tif": (_with(TIFF, _half), BROKEN),
    "cut.avif": (_with(AVIF, _half), BROKEN),
    "cut.heic": (_with(heic, lambda content: content[:-40]), BROKEN),
    "headless.heic": (_with(heic, lambda content: content[:200]), BROKEN),
    "900-megapixels.heic": (lambda path: heic(path, claims=(30_000, 30_000)), "media_too_many_pixels"),
    "larger-than-it-is.heic": (lambda path: heic(path, claims=(4_000, 3_000)), BROKEN),
    "no-rows.png": (
        lambda path: path.write_bytes(
            b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", struct.pack(">IIBBBBB", 0, 0, 8, 2, 0, 0, 0)) + _chunk(b"IEND", b"")
        ),
        BROKEN,
    ),
    "endless.gif": (_frames(1001, ".gif"), "media_too_many_frames"),
    "loop.tif": (lambda path: path.write_bytes(b"II*\x00\x08\x00\x00\x00\x00\x00\x08\x00\x00\x00"), BROKEN),
    "wide-claim.gif": (lambda path: path.write_bytes(b"GIF89a\xff\xff\xff\xff\x80\x00\x00" + bytes(6) + b"\x3b"), BROKEN),
}

FILES = [Odd(name, make, None, kind="image") for name, make in GOOD.items()]
FILES += [Odd(name, make, code) for name, (make, code) in BAD.items()]

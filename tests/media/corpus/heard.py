"""Odd films and sounds: none inside, far too long, another kind than they say, and all that they tell about their makers."""

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests import samples
from tests.media.corpus import SCRIPT, Odd
from tests.samples import ffmpeg

BROKEN, TOO_LONG = "media_broken", "media_too_long"
TONE = ("-f", "lavfi", "-i", "sine=frequency=440:duration=1")
NOTES = (
    "-metadata",
    "title=Secret",
    "-metadata",
    "artist=Secret",
    "-metadata",
    "location=+21.0285+105.8542/",
    "-metadata",
    "make=SecretCam",
)


def _film(seconds: float = 1, width: int = 160, height: int = 120, *options: str) -> Callable[[Path], Any]:
    return lambda path: samples.film(path, seconds, width, height, *options)


def _changed(make: Callable[[Path], Any], change: Callable[[bytes], bytes]) -> Callable[[Path], Any]:
    def write(path: Path) -> None:
        made = path.with_name(f"before{path.suffix}")
        make(made)
        path.write_bytes(change(made.read_bytes()))

    return write


def _box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + name + body


def _covered(path: Path) -> None:
    cover = samples.jpeg(path.with_name("cover.jpg"), 64, 64)
    ffmpeg(path, *TONE, "-i", str(cover), "-map", "0:a", "-map", "1:v", "-c:v", "copy", "-disposition:v", "attached_pic", *NOTES)


def _with_font(path: Path) -> None:
    font = path.with_name("font.ttf")
    font.write_bytes(b"MZ" + SCRIPT)
    attached = ["-attach", str(font), "-metadata:s:t", "mimetype=application/x-truetype-font"]
    ffmpeg(path, *TONE, "-f", "lavfi", "-i", "testsrc2=size=160x120:rate=10:duration=1", *attached, *NOTES)


def _silent_mp3(hours: int) -> Callable[[Path], Any]:
    """Write one frame of silence (MPEG 2.5, 8 kbit/s, 8 kHz: 72 bytes for 72 ms) again and again."""
    frame = b"\xff\xe3\x18\xc4" + bytes(68)
    return lambda path: path.write_bytes(frame * (hours * 50_000))


def _wav(channels: int, rate: int, samples_: bytes, claimed_bytes: int | None = None) -> bytes:
    size = len(samples_) if claimed_bytes is None else claimed_bytes
    head = struct.pack("<HHIIHH", 1, channels, rate, rate * channels * 2, channels * 2, 16)
    return (
        b"RIFF"
        + struct.pack("<I", min(size + 36, 2**32 - 1))
        + b"WAVEfmt "
        + struct.pack("<I", 16)
        + head
        + b"data"
        + struct.pack("<I", size)
        + samples_
    )


def _long_claim(content: bytes) -> bytes:
    """Say in the header of the film that it lasts a thousand hours; its track knows better."""
    place = content.index(b"mvhd") + 4 + 12
    changed = bytearray(content)
    changed[place : place + 8] = struct.pack(">II", 1, 3_600_000)
    return bytes(changed)


def _turned(content: bytes) -> bytes:
    """Say in the header of the track that it is to be seen a quarter turn round."""
    place = content.index(b"tkhd") + 4 + 40
    matrix = struct.pack(">9i", 0, 65_536, 0, -65_536, 0, 0, 0, 0, 1 << 30)
    return content[:place] + matrix + content[place + 36 :]


FILMS: dict[str, Callable[[Path], Any]] = {
    "script-in-box.mp4": _changed(_film(), lambda content: content + _box(b"free", SCRIPT) + _box(b"uuid", SCRIPT)),
    "place.mov": lambda path: samples.film(path, 1, 160, 120, *NOTES),
    "attachment.mkv": _with_font,
    "odd-size.mkv": lambda path: ffmpeg(path, "-f", "lavfi", "-i", "testsrc2=size=161x121:rate=10:duration=1", "-c:v", "ffv1"),
    "tiny.mp4": _film(1, 16, 16),
    "turned.mp4": _changed(_film(), _turned),
    "thousand-hours.mp4": _changed(_film(), _long_claim),
    "deep.mp4": _film(1, 160, 120, "-pix_fmt", "yuv444p10le"),
    "mute.webm": lambda path: ffmpeg(path, "-f", "lavfi", "-i", "testsrc2=size=160x120:rate=10:duration=1", "-c:v", "libvpx"),
    "one-frame.mp4": lambda path: ffmpeg(path, "-f", "lavfi", "-i", "testsrc2=size=160x120:rate=10:duration=0.1", "-pix_fmt", "yuv420p"),
}
SOUNDS: dict[str, Callable[[Path], Any]] = {
    "sleeve.mp3": _covered,
    "sleeve.flac": _covered,
    "script-in-title.mp3": lambda path: ffmpeg(path, *TONE, "-metadata", f"title={SCRIPT.decode()}", "-metadata", "comment=Secret"),
    "silence.wav": lambda path: path.write_bytes(_wav(1, 44_100, bytes(88_200))),
    "eight.wav": lambda path: path.write_bytes(_wav(8, 48_000, bytes(16) * 48_000)),
    "fast.wav": lambda path: path.write_bytes(_wav(1, 192_000, b"\x00\x20\x00\xe0" * 96_000)),
    "loud.wav": lambda path: path.write_bytes(_wav(1, 44_100, b"\xff\x7f\x00\x80" * 22_050)),
    "claims-4-gb.wav": lambda path: path.write_bytes(_wav(1, 44_100, b"\x00\x10\x00\xf0" * 22_050, 2**32 - 1)),
    "opus.ogg": lambda path: ffmpeg(path, *TONE, "-c:a", "libopus", *NOTES),
    "sound-alone.mp4": lambda path: ffmpeg(path, *TONE, *NOTES),
    "sound-alone.webm": lambda path: ffmpeg(path, *TONE, "-c:a", "libopus", *NOTES),
    "photo.jpg": lambda path: ffmpeg(path, *TONE, "-f", "adts"),
}
BAD: dict[str, tuple[Callable[[Path], Any], str]] = {
    "ten-hours-of-nothing.mp3": (_silent_mp3(10), TOO_LONG),
    "five-hours.mp4": (
        lambda path: ffmpeg(path, "-f", "lavfi", "-i", "color=size=16x16:rate=1/60:duration=18000", "-pix_fmt", "yuv420p"),
        TOO_LONG,
    ),
    "no-frames.mp4": (
        _changed(_film(), lambda content: content[: content.index(b"mdat") - 4] + content[content.index(b"moov") - 4 :]),
        BROKEN,
    ),
    "only-index.mp4": (lambda path: path.write_bytes(_box(b"ftyp", b"isom\x00\x00\x02\x00isom") + _box(b"moov", b"")), BROKEN),
    "cut.mp4": (_changed(_film(2, 160, 120, "-movflags", "+faststart"), lambda content: content[: len(content) // 2]), BROKEN),
    "index-lost.mp4": (_changed(_film(), lambda content: content[: len(content) // 2]), BROKEN),
    "no-samples.wav": (lambda path: path.write_bytes(_wav(1, 44_100, b"")), BROKEN),
    "film.ogg": (
        lambda path: ffmpeg(path, "-f", "lavfi", "-i", "testsrc2=size=160x120:duration=1", "-c:v", "libtheora", "-f", "ogg"),
        "media_type_not_allowed",
    ),
    "locked.mp4": (
        _film(1, 160, 120, "-encryption_scheme", "cenc-aes-ctr", "-encryption_key", "00" * 16, "-encryption_kid", "11" * 16),
        "media_encrypted",
    ),
}

FILES = [Odd(name, make, None, kind="video") for name, make in FILMS.items()]
FILES += [Odd(name, make, None, kind="audio") for name, make in SOUNDS.items()]
FILES += [Odd(name, make, code) for name, (make, code) in BAD.items()]

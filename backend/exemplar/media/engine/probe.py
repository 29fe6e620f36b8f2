"""Look into films and sounds with PyAV: streams, size, length. One code path for every container."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from exemplar.media.engine.findings import Finding, Limits, MediaKind, RefusalCode, Refused
from exemplar.media.engine.formats import M4A, MATROSKA, MOV, MP4, WEBM, Format
from exemplar.media.engine.signals import PARITIES, PLAIN, UNSAID, Signal

_OPTIONS = {"protocol_whitelist": "file", "probesize": "20000000", "analyzeduration": "20000000"}
_ENCRYPTED_TAGS = frozenset({"encv", "enca"})
_QUARTER_TURNS = frozenset({90, 270})


@dataclass(frozen=True, slots=True)
class Streams:
    """What playing needs to know. Sizes as stored, before ``rotation`` (degrees); rates in bits per second, 0 when unknown."""

    duration_ms: int
    bit_rate: int
    video_codec: str | None = None
    pixel_format: str | None = None
    width: int = 0
    height: int = 0
    rotation: int = 0
    audio_codec: str | None = None
    channels: int = 0
    signal: Signal = PLAIN

    @property
    def seen_size(self) -> tuple[int, int]:
        """Return width and height as a viewer sees them."""
        return (self.height, self.width) if self.rotation % 360 in _QUARTER_TURNS else (self.width, self.height)


@contextmanager
def opened(path: Path, found: Format) -> Iterator[Any]:
    """Open a film or sound with PyAV, in its own format and from the disk alone.

    Raises:
        Refused: it cannot be read, here or while it is open.
    """
    import av
    import av.error

    try:
        with av.open(str(path), format=found.demuxer, options=_OPTIONS, metadata_errors="ignore") as container:
            yield container
    except MemoryError:
        raise
    except (av.error.FFmpegError, ValueError, OSError) as error:
        raise Refused(RefusalCode.BROKEN) from error


def read(path: Path, found: Format, max_pixels: int) -> Streams:
    """Return what is inside; the first frame of each stream we use is really decoded.

    Raises:
        Refused: unreadable, encrypted, without anything to play, or with too many pixels.
    """
    # Asked first: of a film under lock and key a decoder makes noise, and now and then a whole picture of it.
    if found.demuxer == MP4.demuxer and _is_locked(path):
        raise Refused(RefusalCode.ENCRYPTED)
    return _read(path, found, max_pixels)


_INDEX_MAX_BYTES = 16 * 1024**2
_SMALLEST_BOX_BYTES = 8


def _is_locked(path: Path) -> bool:
    """Say whether the index of an MP4 tells of copy protection."""
    size = path.stat().st_size
    with path.open("rb") as file:
        place = 0
        while place + 8 <= size:
            file.seek(place)
            length, name = int.from_bytes(file.read(4)), file.read(4)
            if name == b"moov":
                index = file.read(min(length, _INDEX_MAX_BYTES))
                return b"sinf" in index and b"schm" in index
            step = int.from_bytes(file.read(8)) if length == 1 else length
            if step < _SMALLEST_BOX_BYTES:
                break
            place += step
    return False


def _read(path: Path, found: Format, max_pixels: int) -> Streams:
    with opened(path, found) as container:
        video = next((stream for stream in container.streams.video if not is_cover(stream)), None)
        audio = next(iter(container.streams.audio), None)
        if video is None and audio is None:
            raise Refused(RefusalCode.BROKEN)
        for stream in (video, audio):
            if stream is not None and stream.codec_context.codec_tag in _ENCRYPTED_TAGS:
                raise Refused(RefusalCode.ENCRYPTED)
        shape = _video_shape(container, video, max_pixels) if video is not None else {}
        duration_ms = _duration_ms(container) or _counted_duration_ms(path, found)
        bit_rate = path.stat().st_size * 8_000 // duration_ms if duration_ms else 0
        heard = {} if audio is None else {"audio_codec": audio.codec_context.name, "channels": audio.codec_context.channels}
        return Streams(duration_ms, bit_rate, **shape, **heard)


def is_cover(stream: Any) -> bool:
    """Say whether a stream is the picture on the sleeve of a record."""
    return bool(stream.disposition & stream.disposition.attached_pic)


def _video_shape(container: Any, stream: Any, max_pixels: int) -> dict[str, Any]:
    context = stream.codec_context
    if context.width * context.height > max_pixels:
        raise Refused(RefusalCode.TOO_MANY_PIXELS, limit_pixels=max_pixels, found_pixels=context.width * context.height)
    frame = next(container.decode(stream), None)
    if frame is None:
        raise Refused(RefusalCode.BROKEN)
    rotation = int(getattr(frame, "rotation", 0) or 0)
    return {
        "video_codec": context.name,
        "pixel_format": context.pix_fmt,
        "width": frame.width,
        "height": frame.height,
        "rotation": rotation % 360,
        "signal": signal_of(stream, frame),
    }


def signal_of(stream: Any, frame: Any) -> Signal:
    """Return how the pictures of a stream are coded: as this frame of it says, else as its header does."""
    context = stream.codec_context
    said = {name: _said(getattr(frame, name), getattr(context, name)) for name in ("color_primaries", "color_trc", "colorspace")}
    parity = "auto" if frame.interlaced_frame else PARITIES.get(int(context.field_order or 0))
    return Signal(said["color_primaries"], said["color_trc"], said["colorspace"], parity)


def _said(first: Any, second: Any) -> int:
    return next((int(value) for value in (first, second) if value is not None and int(value) not in {0, UNSAID}), UNSAID)


def _duration_ms(container: Any) -> int:
    return int(container.duration // 1000) if container.duration and container.duration > 0 else 0


def _counted_duration_ms(path: Path, found: Format) -> int:
    """Read to the end for the last moment: films recorded in a browser do not say how long they are."""
    last = Fraction(0)
    with opened(path, found) as container:
        for packet in container.demux():
            if packet.pts is not None and packet.time_base is not None:
                last = max(last, (packet.pts + (packet.duration or 0)) * packet.time_base)
    return int(last * 1000)


def inspect(path: Path, found: Format, limits: Limits) -> Finding:
    """Judge a film or a sound.

    Raises:
        Refused: as ``read``, or too long.
    """
    streams = read(path, found, limits.max_pixels)
    if streams.duration_ms <= 0:
        raise Refused(RefusalCode.BROKEN)
    if streams.duration_ms > limits.max_duration_seconds * 1000:
        raise Refused(RefusalCode.TOO_LONG, limit_seconds=limits.max_duration_seconds, found_seconds=streams.duration_ms // 1000)
    if streams.video_codec is None:
        return Finding(MediaKind.AUDIO, found.name, _sound_type(found), duration_ms=streams.duration_ms, has_sound=True)
    if found.kind is not MediaKind.VIDEO:
        raise Refused(RefusalCode.TYPE_NOT_ALLOWED, found="film in a sound file")
    width, height = streams.seen_size
    has_sound = streams.audio_codec is not None
    return Finding(MediaKind.VIDEO, found.name, found.content_type, width, height, streams.duration_ms, has_sound=has_sound)


def _sound_type(found: Format) -> str:
    """Return the type of a container that turned out to hold sound alone."""
    return {MP4: "audio/mp4", MOV: "audio/mp4", M4A: "audio/mp4", WEBM: "audio/webm", MATROSKA: "audio/x-matroska"}.get(
        found, found.content_type
    )

"""Films: a poster in every picture size, and one MP4 that every browser plays from its first bytes."""

from pathlib import Path

from exemplar.media.engine import ffmpeg, pictures, probe
from exemplar.media.engine.findings import Derived, Finding, Limits, Made, RefusalCode, Refused
from exemplar.media.engine.formats import MP4, Format

PLAY = "play.mp4"
COPY_MAX_BITS_PER_SECOND = 16_000_000
COPY_MAX_SIDES = (1920, 1080)
ENCODE_MAX_SIDES = (1280, 720)
_LOST_SHARE = 0.1
"""A file that says it is longer than it plays by more than this share was cut short."""


def derive(path: Path, found: Format, finding: Finding, limits: Limits, folder: Path) -> Derived:
    """Write the poster and ``play.mp4`` into ``folder``.

    Raises:
        Refused: the film cannot be played through.
    """
    streams = probe.read(path, found, limits.max_pixels)
    poster = _poster(path, found, finding, folder)
    if may_copy(streams):
        ffmpeg.run([*ffmpeg.source(path, found), *_STREAMS, "-c", "copy", "-bsf:v", _WITHOUT_NOTES, *_TAIL, str(folder / PLAY)])
    else:
        ffmpeg.run([*ffmpeg.source(path, found), *_STREAMS, *_encoding(streams), *_TAIL, str(folder / PLAY)])
    made = probe.read(folder / PLAY, MP4, limits.max_pixels)
    if made.duration_ms < (finding.duration_ms or 0) * (1 - _LOST_SHARE):
        raise Refused(RefusalCode.BROKEN)
    width, height = made.seen_size
    return Derived([*poster.files, Made(PLAY, "video/mp4", width=width, height=height)], average_colour=poster.average_colour)


_STREAMS = ("-map", "0:v:0", "-map", "0:a:0?", "-sn", "-dn")
_TAIL = (*ffmpeg.CLEAN, "-movflags", "+faststart", "-f", "mp4")
_WITHOUT_NOTES = "filter_units=remove_types=6"
"""Drops supplemental messages inside H.264, where cameras write places and serial numbers."""


def may_copy(streams: probe.Streams) -> bool:
    """Say whether browsers play the streams as they are, at a size and rate that suits a slow line."""
    longer, shorter = max(streams.seen_size), min(streams.seen_size)
    return (
        streams.video_codec == "h264"
        and streams.pixel_format in {"yuv420p", "yuvj420p"}
        and streams.audio_codec in {None, "aac"}
        and longer <= COPY_MAX_SIDES[0]
        and shorter <= COPY_MAX_SIDES[1]
        and 0 < streams.bit_rate <= COPY_MAX_BITS_PER_SECOND
    )


def _encoding(streams: probe.Streams) -> list[str]:
    width, height = fitted(*streams.seen_size)
    video = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-maxrate", "4M", "-bufsize", "8M", "-threads", "2"]
    look = ["-vf", f"scale={width}:{height},setsar=1,format=yuv420p", "-fpsmax", "60"]
    sound = ["-c:a", "aac", "-b:a", "128k", "-ac", str(min(2, streams.channels or 2)), "-ar", "48000"]
    return [*video, *look, *sound]


def fitted(width: int, height: int) -> tuple[int, int]:
    """Return the size to encode at: even numbers, inside 1280 x 720 either way up, never larger than the original."""
    long_side, short_side = ENCODE_MAX_SIDES
    scale = min(1.0, long_side / max(width, height), short_side / min(width, height))
    return max(2, int(width * scale) // 2 * 2), max(2, int(height * scale) // 2 * 2)


def _poster(path: Path, found: Format, finding: Finding, folder: Path) -> Derived:
    """Draw the poster from a frame a little into the film: the first one is often black."""
    frame = folder / "frame.png"
    at_seconds = min(3.0, (finding.duration_ms or 0) / 1000 * 0.2)
    ffmpeg.run(
        [
            "-ss",
            f"{at_seconds:.3f}",
            *ffmpeg.source(path, found),
            "-map",
            "0:v:0",
            "-frames:v",
            "1",
            "-f",
            "image2",
            "-c:v",
            "png",
            str(frame),
        ]
    )
    if not frame.exists():
        raise Refused(RefusalCode.BROKEN)
    drawn = pictures.write(pictures.shrunk(frame), folder)
    frame.unlink()
    return drawn

"""Films: the sound apart, and one MP4 that every browser plays from its first bytes."""

from pathlib import Path

from exemplar.media.engine import ffmpeg, ladder, probe, sounds
from exemplar.media.engine.findings import Derived, Finding, Limits, Made, RefusalCode, Refused
from exemplar.media.engine.formats import M4A, MP4, Format

PLAY = "play.mp4"
COPY_MAX_BITS_PER_SECOND = 16_000_000
COPY_MAX_SIDES = (1920, 1080)
BEST_RUNG = 720
"""What is not copied is played as the rung of this height, or the highest below it; the ladder takes that rung over."""
_LOST_SHARE = 0.1
"""A file that says it is longer than it plays by more than this share was cut short."""

_TAIL = (*ffmpeg.CLEAN, "-movflags", "+faststart", "-f", "mp4")
_WITHOUT_NOTES = "filter_units=remove_types=6"
"""Drops supplemental messages inside H.264, where cameras write places and serial numbers."""


def derive_sound(path: Path, found: Format, limits: Limits, folder: Path) -> Derived:
    """Write the sound alone (``play.m4a``, for slow lines) and as a rung of the ladder; take a print of it.

    Raises:
        Refused: it cannot be played through.
    """
    streams = probe.read(path, found, limits.max_pixels)
    heard = sounds.write_m4a(path, found, streams, folder)
    return Derived([Made(sounds.PLAY, "audio/mp4"), *ladder.write_sound(heard, folder)], prints=sounds.printed(heard, M4A))


def derive(path: Path, found: Format, finding: Finding, limits: Limits, folder: Path) -> Derived:
    """Write ``play.mp4``: pictures copied from the original where browsers play them, else from a rung made first; and ``play.m4a``.

    Raises:
        Refused: the film cannot be played through.
    """
    streams = probe.read(path, found, limits.max_pixels)
    rung: list[Made] = []
    if may_copy(streams):
        seen, notes = ffmpeg.source(path, found), ["-bsf:v", _WITHOUT_NOTES]
    else:
        best = best_rung(finding)
        source = ladder.Source(path, found, (finding.width or 2, finding.height or 2), streams.signal)
        rung = ladder.write_rung(source, best, folder)
        seen, notes = ffmpeg.source(folder / best.film, MP4), []
    heard = ffmpeg.source(folder / sounds.PLAY, M4A) if finding.has_sound else []
    wanted = ["-map", "0:v:0", *(["-map", "1:a:0"] if heard else []), "-sn", "-dn", "-c", "copy", *notes]
    ffmpeg.watched([*seen, *heard, *wanted, *_TAIL, str(folder / PLAY)], folder)
    made = probe.read(folder / PLAY, MP4, limits.max_pixels)
    if made.duration_ms < (finding.duration_ms or 0) * (1 - _LOST_SHARE):
        raise Refused(RefusalCode.BROKEN)
    width, height = made.seen_size
    return Derived([Made(PLAY, "video/mp4", width=width, height=height), *rung])


def best_rung(finding: Finding) -> ladder.Rung:
    """Return the rung that plays as one file where the original cannot."""
    rungs = ladder.rungs_of(finding.width or 2, finding.height or 2)
    return [rung for rung in rungs if rung.height <= BEST_RUNG][-1]


def may_copy(streams: probe.Streams) -> bool:
    """Say whether browsers play the pictures as they are and show them rightly, at a size and rate that suits a slow line."""
    longer, shorter = max(streams.seen_size), min(streams.seen_size)
    return (
        streams.video_codec == "h264"
        and streams.pixel_format in {"yuv420p", "yuvj420p"}
        and streams.signal.is_plain
        and longer <= COPY_MAX_SIDES[0]
        and shorter <= COPY_MAX_SIDES[1]
        and 0 < streams.bit_rate <= COPY_MAX_BITS_PER_SECOND
    )

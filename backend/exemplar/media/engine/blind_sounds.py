"""Sounds with silence where they are masked; encoded anew from the original, the waveform and all."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from exemplar.media.engine import ffmpeg, loudness, sounds
from exemplar.media.engine.findings import Derived, Made
from exemplar.media.engine.formats import M4A, Format
from exemplar.media.masks import Cover, MaskKind, stretches

MARGIN_MS = 60
"""Silence begins and ends so much earlier and later: filters work on pieces of some twenty milliseconds."""


def derive(path: Path, found: Format, covers: Iterable[Cover], folder: Path) -> Derived:
    """Write ``play.m4a`` and ``play.opus``, and measure the waveform of what is left.

    Raises:
        Refused: the sound cannot be played through.
    """
    heard = write(path, found, stretches(covers, MaskKind.SOUND), folder)
    opus = ["-c:a", "libopus", "-b:a", "64k", "-vbr", "on", "-ar", "48000"]
    ffmpeg.run([*ffmpeg.source(heard, M4A), "-map", "0:a:0", *opus, *ffmpeg.CLEAN, "-f", "ogg", str(folder / sounds.SMALL)])
    return Derived([Made(sounds.PLAY, "audio/mp4"), Made(sounds.SMALL, "audio/ogg")], waveform=sounds.waveform(heard))


def write(path: Path, found: Format, silences: Sequence[tuple[int, int]], folder: Path) -> Path:
    """Write the first sound of a file as ``play.m4a``, silent in each stretch (milliseconds from its beginning).

    Raises:
        Refused: the sound cannot be played through.
    """
    filters = ",".join([loudness.measure(path, found).filters, *(_silence(*stretch) for stretch in silences)])
    target = folder / sounds.PLAY
    encoding = ["-c:a", "aac", "-b:a", "128k", "-ac", "2", "-ar", "48000", *ffmpeg.CLEAN]
    shape = ["-map", "0:a:0", "-vn", "-sn", "-dn", "-af", filters, *encoding, "-movflags", "+faststart", "-f", "mp4", str(target)]
    ffmpeg.watched([*ffmpeg.source(path, found), *shape], folder)
    return target


def _silence(start_ms: int, end_ms: int) -> str:
    """Return the filter that silences a stretch; it comes last, so nothing before it can carry sound in."""
    return f"volume=volume=0:enable='between(t,{max(0, start_ms - MARGIN_MS) / 1000:.3f},{(end_ms + MARGIN_MS) / 1000:.3f})'"

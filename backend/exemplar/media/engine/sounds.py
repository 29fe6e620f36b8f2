"""Sounds: an M4A that every browser plays and an Opus half its size, equally loud; and the shape of the sound as 800 peaks."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from exemplar.media.engine import ffmpeg, loudness, prints, probe
from exemplar.media.engine.findings import Derived, Limits, Made, RefusalCode, Refused
from exemplar.media.engine.formats import M4A, Format

if TYPE_CHECKING:
    import numpy as np

PLAY, SMALL = "play.m4a", "play.opus"
PEAKS = 800
PRINTED_SECONDS = 600
_RATE = 8_000
_BLOCK_SAMPLES = 80
"""Ten milliseconds: fine enough that 800 peaks of an eight-second sound are true."""
_KEPT_OF = 16
"""One mark in so many is kept: which ones follows from the mark itself, so two copies keep the same."""
_LOST_SHARE = 0.1


def derive(path: Path, found: Format, limits: Limits, folder: Path) -> Derived:
    """Write ``play.m4a`` and ``play.opus`` into ``folder``, measure the waveform, take a print.

    Raises:
        Refused: the sound cannot be played through.
    """
    streams = probe.read(path, found, limits.max_pixels)
    heard = write_m4a(path, found, streams, folder)
    if probe.read(heard, M4A, limits.max_pixels).duration_ms < streams.duration_ms * (1 - _LOST_SHARE):
        raise Refused(RefusalCode.BROKEN)
    opus = ["-c:a", "libopus", "-b:a", "64k", "-vbr", "on", "-ar", "48000"]
    ffmpeg.run([*ffmpeg.source(heard, M4A), "-map", "0:a:0", *opus, *ffmpeg.CLEAN, "-f", "ogg", str(folder / SMALL)])
    made = [Made(PLAY, "audio/mp4"), Made(SMALL, "audio/ogg")]
    return Derived(made, waveform=waveform(heard), prints=printed(heard, M4A))


def write_m4a(path: Path, found: Format, streams: probe.Streams, folder: Path) -> Path:
    """Write the first sound of a file as ``play.m4a``, at the usual loudness; AAC that has it already is copied."""
    heard = loudness.measure(path, found)
    channels = str(min(2, streams.channels or 2))
    encoded = ["-af", heard.filters, "-c:a", "aac", "-b:a", "128k", "-ac", channels, "-ar", "48000"]
    is_fine = streams.audio_codec == "aac" and heard.is_right and streams.video_codec is None
    codec = ["-c:a", "copy"] if is_fine else encoded
    target = folder / PLAY
    options = ["-map", "0:a:0", "-vn", "-sn", "-dn", *codec, *ffmpeg.CLEAN, "-movflags", "+faststart", "-f", "mp4", str(target)]
    ffmpeg.watched([*ffmpeg.source(path, found), *options], folder)
    return target


def printed(path: Path, found: Format) -> dict[str, list[prints.Pair]]:
    """Return marks of how the beginning sounds (Chromaprint); none where this ffmpeg cannot take them, or for a short sound."""
    marks = path.parent / "sound.marks"
    take = ["-map", "0:a:0", "-t", str(PRINTED_SECONDS), "-f", "chromaprint", "-fp_format", "raw", str(marks)]
    try:
        ffmpeg.run([*ffmpeg.source(path, found), *take])
    except Refused:
        return {}
    data = marks.read_bytes()
    marks.unlink()
    values = {int.from_bytes(data[place : place + 4], "little") for place in range(0, len(data) - 3, 4)}
    kept = sorted(value for value in values if _is_kept(value))
    return {prints.SOUND: [(value, 0) for value in kept]} if len(kept) >= prints.FEWEST_MARKS else {}


def _is_kept(value: int) -> bool:
    return (value * 0x9E3779B1 & 0xFFFFFFFF) >> 16 & (_KEPT_OF - 1) == 0


def waveform(path: Path) -> list[int]:
    """Return 800 peaks from 0 (silence) to 255 (full scale) of the M4A at ``path``, evenly spread over its length."""
    import numpy as np

    blocks = _block_peaks(path)
    if blocks.size == 0:
        raise Refused(RefusalCode.BROKEN)
    edges = np.linspace(0, blocks.size, PEAKS + 1)
    starts = np.minimum(edges[:-1].astype(int), blocks.size - 1)
    ends = np.maximum(edges[1:].astype(int), starts + 1)
    return [int(blocks[start:end].max()) * 255 // 32_768 for start, end in zip(starts, ends, strict=True)]


def _block_peaks(path: Path) -> "np.ndarray[Any, np.dtype[np.int32]]":
    """Decode to 8 kHz mono through a pipe and keep the loudest sample of every ten milliseconds."""
    import numpy as np

    options = ["-i", str(path), "-map", "0:a:0", "-ac", "1", "-ar", str(_RATE), "-f", "s16le", "pipe:1"]
    peaks = [np.empty(0, dtype=np.int32)]
    chunk_bytes = 2 * _BLOCK_SAMPLES * 1_000
    for chunk in ffmpeg.stream(options, chunk_bytes):
        samples = np.frombuffer(chunk[: len(chunk) // 2 * 2], dtype="<i2").astype(np.int32)
        padded = np.pad(np.abs(samples), (0, -samples.size % _BLOCK_SAMPLES))
        peaks.append(padded.reshape(-1, _BLOCK_SAMPLES).max(axis=1))
    return np.concatenate(peaks)

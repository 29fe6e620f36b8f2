"""Sounds: one M4A that every browser plays, and the shape of the sound as 800 peaks."""

from pathlib import Path

import numpy as np

from exemplar.media.engine import ffmpeg, probe
from exemplar.media.engine.findings import Derived, Limits, Made, RefusalCode, Refused
from exemplar.media.engine.formats import Format

PLAY = "play.m4a"
PEAKS = 800
_RATE = 8_000
_BLOCK_SAMPLES = 80
"""Ten milliseconds: fine enough that 800 peaks of an eight-second sound are true."""


def derive(path: Path, found: Format, limits: Limits, folder: Path) -> Derived:
    """Write ``play.m4a`` into ``folder`` and measure the waveform of it.

    Raises:
        Refused: the sound cannot be played through.
    """
    streams = probe.read(path, found, limits.max_pixels)
    codec = ["-c:a", "copy"] if streams.audio_codec == "aac" else ["-c:a", "aac", "-b:a", "128k", "-ac", str(min(2, streams.channels or 2))]
    target = folder / PLAY
    ffmpeg.run(
        [*ffmpeg.source(path, found), "-map", "0:a:0", "-vn", *codec, *ffmpeg.CLEAN, "-movflags", "+faststart", "-f", "mp4", str(target)]
    )
    return Derived([Made(PLAY, "audio/mp4")], waveform=waveform(target))


def waveform(path: Path) -> list[int]:
    """Return 800 peaks from 0 (silence) to 255 (full scale) of the M4A at ``path``, evenly spread over its length."""
    blocks = _block_peaks(path)
    if blocks.size == 0:
        raise Refused(RefusalCode.BROKEN)
    edges = np.linspace(0, blocks.size, PEAKS + 1)
    starts = np.minimum(edges[:-1].astype(int), blocks.size - 1)
    ends = np.maximum(edges[1:].astype(int), starts + 1)
    return [int(blocks[start:end].max()) * 255 // 32_768 for start, end in zip(starts, ends, strict=True)]


def _block_peaks(path: Path) -> "np.ndarray[tuple[int], np.dtype[np.int32]]":
    """Decode to 8 kHz mono through a pipe and keep the loudest sample of every ten milliseconds."""
    options = ["-i", str(path), "-map", "0:a:0", "-ac", "1", "-ar", str(_RATE), "-f", "s16le", "pipe:1"]
    peaks = [np.empty(0, dtype=np.int32)]
    chunk_bytes = 2 * _BLOCK_SAMPLES * 1_000
    for chunk in ffmpeg.stream(options, chunk_bytes):
        samples = np.frombuffer(chunk[: len(chunk) // 2 * 2], dtype="<i2").astype(np.int32)
        padded = np.pad(np.abs(samples), (0, -samples.size % _BLOCK_SAMPLES))
        peaks.append(padded.reshape(-1, _BLOCK_SAMPLES).max(axis=1))
    return np.concatenate(peaks)

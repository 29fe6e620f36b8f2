"""How loud a sound is, and the filter that brings it to where broadcasts of the web sit. Two passes: listen, then change.

Source: EBU R 128; -16 LUFS as for films and podcasts on the web, peaks at most -1.5 dB below full scale.
"""

import math
import re
from dataclasses import dataclass
from pathlib import Path

from exemplar.media.engine import ffmpeg
from exemplar.media.engine.formats import Format

TARGET_LUFS = -16.0
PEAK_DB = -1.5
MAX_GAIN_DB = 24.0
"""A whisper is not made a roar of noise."""
NEAR_ENOUGH_DB = 0.5
_SILENT_LUFS = -69.0

_LOUDNESS = re.compile(r"\bI:\s+(-?[\d.]+|-?inf|nan) LUFS")
_PEAK = re.compile(r"Peak:\s+(-?[\d.]+|-?inf|nan) dBFS")


@dataclass(frozen=True, slots=True)
class Loudness:
    """What was heard: integrated loudness in LUFS, true peak in dB of full scale. Silence is minus infinity."""

    lufs: float
    peak_db: float

    @property
    def gain_db(self) -> float:
        """Return by how much to raise or lower it; silence stays."""
        if not math.isfinite(self.lufs) or self.lufs < _SILENT_LUFS:
            return 0.0
        return min(MAX_GAIN_DB, TARGET_LUFS - self.lufs)

    @property
    def is_right(self) -> bool:
        """Say whether it may stay as it is."""
        return abs(self.gain_db) <= NEAR_ENOUGH_DB and not self.peak_db > PEAK_DB

    @property
    def filters(self) -> str:
        """Return ffmpeg's filters: from the film's beginning, at the right loudness, at 48 kHz."""
        level = round(10 ** ((PEAK_DB - 0.3) / 20), 3)
        return f"aresample=48000:async=1:first_pts=0,volume={self.gain_db:.2f}dB,alimiter=limit={level}:level=false"


def measure(path: Path, found: Format) -> Loudness:
    """Listen to the whole of the first sound.

    Raises:
        Refused: it cannot be played through.
    """
    said = ffmpeg.words(
        [
            "-loglevel",
            "info",
            *ffmpeg.source(path, found),
            "-map",
            "0:a:0",
            "-vn",
            "-af",
            "ebur128=peak=true:framelog=verbose",
            "-f",
            "null",
            "-",
        ]
    )
    return Loudness(_last(_LOUDNESS, said), _last(_PEAK, said))


def _last(pattern: re.Pattern[str], said: str) -> float:
    """Return the last number said, that of the summary."""
    found = pattern.findall(said)
    value = float(found[-1]) if found else -math.inf
    return -math.inf if math.isnan(value) else value

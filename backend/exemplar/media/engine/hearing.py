"""What is said in a sound, by a program with the command line of whisper.cpp, which writes captions. Nothing is downloaded."""

from pathlib import Path
from typing import Any

from exemplar.media.engine import captions, confined, ffmpeg
from exemplar.media.engine.findings import RefusalCode, Refused
from exemplar.media.engine.formats import M4A

_RATE = 16_000
"""Samples a second, of one channel: what such programs listen to."""


def heard(sound: Path, folder: Path, order: dict[str, Any]) -> list[captions.Cue]:
    """Return the captions of the M4A at ``sound``; ``order`` has ``command`` (a list), ``model``, ``language`` and ``seconds``.

    Raises:
        Refused: it took too long, or ended without an answer.
    """
    wave, words = folder / "heard.wav", folder / "heard"
    ffmpeg.run([*ffmpeg.source(sound, M4A), "-map", "0:a:0", "-ac", "1", "-ar", str(_RATE), "-c:a", "pcm_s16le", "-f", "wav", str(wave)])
    command = [*order["command"], "-m", order["model"], "-l", order["language"], "-f", str(wave), "-ovtt", "-of", str(words), "-np"]
    code = confined.run_offline(command, order["seconds"])
    if code < 0:
        raise Refused(RefusalCode.TOO_HEAVY)
    written = words.with_suffix(".vtt")
    if code != 0 or not written.exists():
        raise Refused(RefusalCode.BROKEN)
    # A sound in which nothing is said has no captions, and is not broken.
    return captions.read(written) if b"-->" in written.read_bytes() else []

"""Run ffmpeg: the system's where there is one, else the one from the wheel. It reads local files only, in one named format."""

import ctypes
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import imageio_ffmpeg

from exemplar.media.engine.findings import RefusalCode, Refused
from exemplar.media.engine.formats import Format

_SET_DEATH_SIGNAL = 1
_LIBC = ctypes.CDLL(None)

CLEAN = ("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact")
"""Options that leave out titles, places, devices, dates and the encoder's own name."""


@cache
def program() -> str:
    """Return the path of ffmpeg."""
    return shutil.which("ffmpeg") or str(imageio_ffmpeg.get_ffmpeg_exe())


def source(path: Path, found: Format) -> list[str]:
    """Return the options that read ``path``: no network, no playlists, no guessing of the format."""
    return ["-protocol_whitelist", "file,pipe", "-f", found.demuxer, "-i", str(path)]


def command(options: Sequence[str]) -> list[str]:
    """Return the whole command line."""
    return [program(), "-nostdin", "-hide_banner", "-loglevel", "error", "-y", *options]


def run(options: Sequence[str]) -> None:
    """Run to the end.

    Raises:
        Refused: ffmpeg could not read the file, or was stopped by a limit.
    """
    judge(_start(options, subprocess.DEVNULL).wait())


def stream(options: Sequence[str], chunk_bytes: int) -> Iterator[bytes]:
    """Yield what ffmpeg writes to its standard output, in chunks of ``chunk_bytes`` but for the last.

    Raises:
        Refused: as ``run``, after the last chunk.
    """
    running = _start(options, subprocess.PIPE)
    assert running.stdout is not None
    with running.stdout as output:
        while chunk := output.read(chunk_bytes):
            yield chunk
    judge(running.wait())


def _start(options: Sequence[str], output: int) -> "subprocess.Popen[bytes]":
    # The hook is safe here: the child process that calls it has one thread of Python.
    return subprocess.Popen(command(options), stdin=subprocess.DEVNULL, stdout=output, preexec_fn=die_with_parent)  # noqa: S603, PLW1509


def judge(return_code: int) -> None:
    """Turn ffmpeg's end into a refusal: stopped by a signal is a limit, any other failure is the file."""
    if return_code < 0:
        raise Refused(RefusalCode.TOO_HEAVY)
    if return_code != 0:
        raise Refused(RefusalCode.BROKEN)


def die_with_parent() -> None:
    """Make this process end when the one that started it ends, so that a killed worker leaves nothing running."""
    _LIBC.prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)

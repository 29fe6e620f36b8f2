"""Run ffmpeg: the system's where there is one, else the one from the wheel. It reads local files only, in one named format."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from exemplar.media.engine import confined
from exemplar.media.engine.findings import RefusalCode, Refused
from exemplar.media.engine.formats import Format

CLEAN = ("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact")
"""Options that leave out titles, places, devices, dates and the encoder's own name."""

PROGRESS = "progress.txt"
"""Where a long run says how far it has come, for the one who started the child."""


@cache
def program() -> str:
    """Return the path of ffmpeg."""
    installed = shutil.which("ffmpeg")
    if installed:
        return installed
    import imageio_ffmpeg

    return str(imageio_ffmpeg.get_ffmpeg_exe())


@cache
def filters() -> frozenset[str]:
    """Return the names of the filters that this ffmpeg has; which there are depends on who built it."""
    return names(b"".join(stream(["-filters"], 65_536)))


def names(listed: bytes) -> frozenset[str]:
    """Return the names in a list that ffmpeg prints of filters or encoders: the second word of each line."""
    return frozenset(words[1].decode(errors="replace") for words in map(bytes.split, listed.splitlines()) if len(words) > 1)


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
    judge(confined.run(command(options)))


def watched(options: Sequence[str], folder: Path) -> None:
    """Run to the end, noting in ``folder`` how far it has come (``PROGRESS``); refused as ``run``."""
    try:
        run(["-progress", str(folder / PROGRESS), "-stats_period", "2", *options])
    finally:
        (folder / PROGRESS).unlink(missing_ok=True)


def stream(options: Sequence[str], chunk_bytes: int) -> Iterator[bytes]:
    """Yield what ffmpeg writes to its standard output, in chunks of ``chunk_bytes`` but for the last.

    Raises:
        Refused: as ``run``, after the last chunk.
    """
    running = confined.start(command(options), subprocess.PIPE, subprocess.DEVNULL)
    assert running.stdout is not None
    with running.stdout as output:
        while chunk := output.read(chunk_bytes):
            yield chunk
    judge(running.wait())


def words(options: Sequence[str]) -> str:
    """Run to the end and return what ffmpeg says about its work, the last megabyte of it; refused as ``run``."""
    running = confined.start([program(), "-nostdin", "-hide_banner", "-nostats", "-y", *options], subprocess.DEVNULL, subprocess.PIPE)
    assert running.stderr is not None
    last = b""
    with running.stderr as said:
        while chunk := said.read(65_536):
            last = (last + chunk)[-1_048_576:]
    judge(running.wait())
    return last.decode(errors="replace")


def judge(return_code: int) -> None:
    """Turn ffmpeg's end into a refusal: stopped by a signal is a limit, any other failure is the file."""
    if return_code < 0:
        raise Refused(RefusalCode.TOO_HEAVY)
    if return_code != 0:
        raise Refused(RefusalCode.BROKEN)

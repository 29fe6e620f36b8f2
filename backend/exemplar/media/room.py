"""Room on the worker's disk: a file is brought here only where it, and what is made of it, fits beside what others still need.

What others need is known of this process; what other programs have written shows in what is free. See decisions/0092-turns.md.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from exemplar.core.settings import MediaSettings
from exemplar.media.engine.findings import MediaKind
from exemplar.media.engine.ladder import rungs_of
from exemplar.media.engine.lanes import Lane
from exemplar.media.limits import lane_widths
from exemplar.media.models import MediaFile

SPARE_BYTES = 256 * 1024**2
"""Never taken: logs, and often the database, are on the same disk."""
_BITS_PER_MILLISECOND = 8_000
_BLOCK_BYTES = 512


class NoRoom(Exception):
    """The disk cannot hold the file now: not its fault, and not a try."""


def of_original(size_bytes: int) -> int:
    """Return what working on a file of this size may take: itself, and once more as it is played."""
    return 2 * size_bytes


def of_file(media: MediaFile) -> int:
    """Return what working on a file may take; of a film that was looked at, its ladder where that is larger."""
    if media.kind is not MediaKind.VIDEO:
        return of_original(media.size_bytes)
    rates = sum(rung.bits_per_second for rung in rungs_of(media.width or 2, media.height or 2))
    return media.size_bytes + max(media.size_bytes, rates * (media.duration_ms or 0) // _BITS_PER_MILLISECOND)


def of_all_lanes(settings: MediaSettings) -> int:
    """Return what the largest files that may be handed in take with every lane at work."""
    film, widths = settings.max_video_bytes, lane_widths(settings)
    largest = {Lane.PAPER: settings.max_document_bytes, Lane.SOUND: settings.max_audio_bytes}
    return sum(width * of_original(largest.get(lane, film)) for lane, width in widths.items())


def _free(place: Path) -> int:
    return shutil.disk_usage(place).free


class Room:
    """One disk, and who in this process is to take how much of it."""

    def __init__(self, place: Path, free: Callable[[Path], int] = _free) -> None:
        self._place = place
        self._free = free
        self._wanted: dict[Path, int] = {}

    @contextmanager
    def folder(self, wanted_bytes: int) -> Iterator[Path]:
        """Lend a fresh folder for as long as the block lasts, and keep others from what it may grow to.

        Raises:
            NoRoom: there is not enough.
        """
        promised = sum(max(0, wanted - _used(folder)) for folder, wanted in self._wanted.items())
        if self._free(self._place) - promised - SPARE_BYTES < wanted_bytes:
            raise NoRoom
        with tempfile.TemporaryDirectory(prefix="exemplar-media-", dir=self._place) as name:
            folder = Path(name)
            self._wanted[folder] = wanted_bytes
            try:
                yield folder
            finally:
                del self._wanted[folder]


def _used(folder: Path) -> int:
    """Return what lies in a folder on the disk; what somebody removes meanwhile counts for nothing."""
    used = 0
    for path in folder.rglob("*"):
        try:
            used += path.lstat().st_blocks * _BLOCK_BYTES
        except OSError:
            continue
    return used


HERE = Room(Path(tempfile.gettempdir()))
"""The room of this process."""

"""The lanes of work: nobody in one waits for anybody in another. See decisions/0092-turns.md."""

import asyncio
import os
from enum import StrEnum

from exemplar.media.engine.findings import MediaKind


class Lane(StrEnum):
    """What is worked on. Looking is of every file; pictures are finished there. Later is what ready films still lack."""

    LOOK = "look"
    PAPER = "paper"
    FILM = "film"
    SOUND = "sound"
    LATER = "later"


OF_KIND = {MediaKind.IMAGE: Lane.LOOK, MediaKind.DOCUMENT: Lane.PAPER, MediaKind.VIDEO: Lane.FILM, MediaKind.AUDIO: Lane.SOUND}
"""Where a file becomes ready."""

_gates: dict[tuple[Lane, int], asyncio.Semaphore] = {}


def gate(lane: Lane, at_once: int) -> asyncio.Semaphore:
    """Return what lets so many children of a lane work at once in this process; never more than there are processors."""
    width = max(1, min(at_once, os.cpu_count() or 1))
    return _gates.setdefault((lane, width), asyncio.Semaphore(width))

"""Which steps make what readers get of a file, in which order. Pure; each step is one child process and can be done again alone.

A film is ready when it can be seen and heard; its ladder for slow lines and the pictures of its seek bar come after.
"""

from collections.abc import Collection
from dataclasses import dataclass

from exemplar.media.engine.findings import Finding, MediaKind
from exemplar.media.engine.formats import PDF, SRT, VTT


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``weight`` is its share of the work; ``needs`` are files that earlier steps made, those that are there.

    What ``is_later`` is made of a file that is ready already.
    """

    name: str
    weight: int = 1
    needs: tuple[str, ...] = ()
    is_later: bool = False


_SOUND = Step("film_sound", 10)
_RUNGS = tuple(name for height in (720, 480, 360, 240) for name in (f"v{height}.mp4", f"v{height}.m3u8"))
_FILM = (
    Step("poster", 5),
    _SOUND,
    Step("play", 20, ("play.m4a",)),
    Step("ladder", 61, _RUNGS, is_later=True),
    Step("sprite", 4, ("v240.mp4",), is_later=True),
)


def steps_of(finding: Finding) -> tuple[Step, ...]:
    """Return the steps for an inspected file; a film without sound skips the sound's."""
    if finding.kind is MediaKind.VIDEO:
        return tuple(step for step in _FILM if finding.has_sound or step is not _SOUND)
    if finding.kind is MediaKind.AUDIO:
        return (Step("listening"),)
    if finding.kind is MediaKind.IMAGE:
        return (Step("pictures"),)
    by_format = {PDF.name: "pages", VTT.name: "captions", SRT.name: "captions"}
    return (Step(by_format.get(finding.format, "office_copy")),)


def lacking(finding: Finding, done: Collection[str]) -> list[Step]:
    """Return the steps that are not done, in order."""
    return [step for step in steps_of(finding) if step.name not in done]


def percent(steps: tuple[Step, ...], done: frozenset[str], current: str | None = None, part: float = 0.0) -> int:
    """Return how much of the work is done, 0 to 100; ``part`` (0 to 1) is how far the ``current`` step has come."""
    whole = sum(step.weight for step in steps)
    past = sum(step.weight for step in steps if step.name in done)
    running = sum(step.weight for step in steps if step.name == current and step.name not in done)
    return min(100, int(100 * (past + running * min(1.0, max(0.0, part))) / whole))

"""What a sweep counts while it goes, and when it had better not mend. Pure."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

MAX_EXAMPLES = 20
_ALARMING = 100


class SweepCategory(StrEnum):
    """What may be found, in the order of the sweep."""

    UPLOAD_UNFINISHED = "upload_unfinished"
    WORK_LOST = "work_lost"
    PARTS_ABANDONED = "parts_abandoned"
    ORIGINAL_UNNAMED = "original_unnamed"
    ORIGINAL_MISSING = "original_missing"
    ORIGINAL_RETURNED = "original_returned"
    DERIVATIVE_UNNAMED = "derivative_unnamed"
    DERIVATIVE_MISSING = "derivative_missing"
    PUBLISHED_UNWANTED = "published_unwanted"


class SweepFault(StrEnum):
    """What kept a sweep from going on, or from mending."""

    STORAGE_UNAVAILABLE = "storage_unavailable"
    TOO_MANY_UNNAMED = "too_many_unnamed"
    TOO_MANY_MISSING = "too_many_missing"
    INTERRUPTED = "interrupted"
    BROKEN = "broken"


@dataclass(slots=True)
class Count:
    """How many of one category; ``examples`` are keys or ids, twenty at most."""

    found: int = 0
    mended: int = 0
    examples: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Tally:
    """All that one sweep has seen so far; ``looked`` counts what it went through."""

    looked: Counter[str] = field(default_factory=Counter)
    found: dict[SweepCategory, Count] = field(default_factory=dict)
    faults: list[SweepFault] = field(default_factory=list)

    def note(self, category: SweepCategory, example: str) -> None:
        """Count one more."""
        count = self.found.setdefault(category, Count())
        count.found += 1
        if len(count.examples) < MAX_EXAMPLES:
            count.examples.append(example)

    def mended(self, category: SweepCategory) -> None:
        """Count one of those as mended."""
        self.found.setdefault(category, Count()).mended += 1

    def number(self, *categories: SweepCategory) -> int:
        """Return how many of these were found together."""
        return sum(self.found[category].found for category in categories if category in self.found)

    def counts(self) -> dict[str, Any]:
        """Return category → counts as a report keeps them."""
        return {
            category.value: {"found": count.found, "mended": count.mended, "examples": list(count.examples)}
            for category, count in self.found.items()
        }


def alarms(survey: Tally) -> list[SweepFault]:
    """Return why nothing should be mended on the word of this survey: signs of a wrong bucket, or of a database of another day.

    A bucket most of whose objects nobody knows, or most of whose files are gone, was not left so by a crash. Removing the
    one or marking the other would make a mistake in the settings lasting. See decisions/0029-two-way-sweeps.md.
    """
    unnamed = survey.number(SweepCategory.ORIGINAL_UNNAMED, SweepCategory.DERIVATIVE_UNNAMED)
    objects = survey.looked["objects_originals"] + survey.looked["objects_derivatives"]
    missing = survey.number(SweepCategory.ORIGINAL_MISSING)
    found: list[SweepFault] = []
    if unnamed > _ALARMING and unnamed * 2 > objects:
        found.append(SweepFault.TOO_MANY_UNNAMED)
    if missing > _ALARMING and missing * 2 > survey.looked["files"]:
        found.append(SweepFault.TOO_MANY_MISSING)
    return found

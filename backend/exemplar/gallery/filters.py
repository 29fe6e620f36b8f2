"""What a reader asks of the showcase, and the SQL conditions it becomes. Pure."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

MAX_QUERY = 200


@dataclass(frozen=True, slots=True)
class Filters:
    """Each empty tuple means "any"; several values of one filter mean "any of these", several filters "all of them"."""

    text: str = ""
    categories: tuple[str, ...] = ()
    units: tuple[UUID, ...] = ()
    awards: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    campaigns: tuple[UUID, ...] = ()

    @property
    def words(self) -> str:
        """Return the search as PostgreSQL gets it: NFC, without control characters, at most 200 characters."""
        plain = "".join(char if unicodedata.category(char)[0] != "C" else " " for char in self.text)
        return unicodedata.normalize("NFC", plain).strip()[:MAX_QUERY]


_CONDITIONS = {
    "categories": ("category_key = ANY({}::text[])", "category_key = {}"),
    "awards": ("award_key = ANY({}::text[])", "award_key = {}"),
    "kinds": ("media_kinds ?| {}::text[]", "media_kinds ?| ARRAY[{}]::text[]"),
    "years": ("year = ANY({}::int[])", "year = {}"),
    "campaigns": ("campaign_id = ANY({}::uuid[])", "campaign_id = {}"),
    "units": (
        "unit_id IN (SELECT branch.id FROM unit branch WHERE branch.line && {}::uuid[])",
        "unit_id IN (SELECT branch.id FROM unit branch WHERE branch.line @> ARRAY[{}]::uuid[])",
    ),
}
"""Filter → condition for several values, and for one: equality lets an index give the order as well."""

NAMES = tuple(_CONDITIONS)


class Arguments:
    """The values of a statement, in the order of their numbers."""

    def __init__(self) -> None:
        self.values: list[Any] = []

    def add(self, value: Any) -> str:
        """Take a value; return the place that stands for it."""
        self.values.append(value)
        return f"${len(self.values)}"


def condition(filters: Filters, name: str, arguments: Arguments) -> str | None:
    """Return the condition for one filter, or ``None`` when it lets everything through."""
    chosen = getattr(filters, name)
    if not chosen:
        return None
    several, one = _CONDITIONS[name]
    return one.format(arguments.add(chosen[0])) if len(chosen) == 1 else several.format(arguments.add(list(chosen)))


def conditions(filters: Filters, arguments: Arguments, *, names: Collection[str] = NAMES) -> list[str]:
    """Return the conditions of these filters, published first: every list index holds only what is published."""
    found = (condition(filters, name, arguments) for name in names)
    return ["state = 'published'", *(each for each in found if each)]

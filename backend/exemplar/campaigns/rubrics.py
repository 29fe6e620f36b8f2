"""Rubrics as data: criteria to score by, and the arithmetic of a sheet. Pure, and integers only.

Points given are whole hundredths of a point (``1250`` is 12.5), keyed by the criterion's ``key``; maxima, floors and
bands are whole points. A criterion with children is not scored itself: its points are the weighted sum of theirs.
See decisions/0030-forms-and-rubrics-are-data.md.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from exemplar.campaigns.forms import Key
from exemplar.core.errors import FieldFault
from exemplar.core.texts import LocalTextBody

WHOLE = 100
"""What the weighted maxima of a rubric must add up to before a campaign can be published."""

Points = Annotated[int, Field(ge=0, le=1_000)]


class Band(BaseModel):
    """What a range of points means, in words; both ends included, in whole points."""

    model_config = ConfigDict(extra="forbid")

    from_points: Points
    to_points: Points
    text: LocalTextBody


class Criterion(BaseModel):
    """One line of the rubric, or a group of lines.

    Below ``floor`` points the entry cannot pass, whatever the rest; below ``comment_below`` the juror must say why.
    """

    model_config = ConfigDict(extra="forbid")

    key: Key
    name: LocalTextBody
    hint: LocalTextBody | None = None
    maximum: Annotated[int, Field(ge=1, le=1_000)]
    weight: Annotated[int, Field(ge=1, le=100)] = 1
    floor: Points | None = None
    comment_below: Points | None = None
    bands: Annotated[list[Band], Field(max_length=10)] = Field(default_factory=list)
    children: Annotated[list["Criterion"], Field(max_length=12)] = Field(default_factory=list)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        """Refuse limits above the maximum, bands that overlap, three levels, and a group that is not the sum of its lines."""
        if any(limit is not None and limit > self.maximum for limit in (self.floor, self.comment_below)):
            message = "a limit is above the maximum"
            raise ValueError(message)
        if not _bands_fit(self.bands, self.maximum):
            message = "the bands overlap or leave the range of points"
            raise ValueError(message)
        if any(child.children for child in self.children):
            message = "a rubric has at most two levels"
            raise ValueError(message)
        if self.children and self.maximum != sum(child.maximum * child.weight for child in self.children):
            message = "the maximum of a group is the sum of its criteria"
            raise ValueError(message)
        return self


def _bands_fit(bands: list[Band], maximum: int) -> bool:
    ordered = sorted(bands, key=lambda band: band.from_points)
    inside = all(band.from_points <= band.to_points <= maximum for band in ordered)
    apart = all(lower.to_points < upper.from_points for lower, upper in pairwise(ordered))
    return inside and apart


class RubricDefinition(BaseModel):
    """A whole rubric; ``pass_percent`` is what an entry needs of the attainable points."""

    model_config = ConfigDict(extra="forbid")

    pass_percent: Annotated[int, Field(ge=0, le=100)]
    criteria: Annotated[list[Criterion], Field(max_length=20)] = Field(default_factory=list)

    @model_validator(mode="after")
    def _keys_are_unique(self) -> Self:
        twice = [key for key, times in Counter(one.key for one in _all(self)).items() if times > 1]
        if twice:
            message = f"the key {twice[0]} is used twice"
            raise ValueError(message)
        return self


@dataclass(frozen=True, slots=True)
class Score:
    """The sum of a sheet: weighted hundredths of points, the most that could be had, and the keys below their floor."""

    total_hundredths: int
    attainable_hundredths: int
    below_floor: list[str]


def _all(definition: RubricDefinition) -> Iterator[Criterion]:
    for criterion in definition.criteria:
        yield criterion
        yield from criterion.children


def leaves(definition: RubricDefinition) -> list[Criterion]:
    """Return the criteria that are scored, in the order of the rubric."""
    return [leaf for criterion in definition.criteria for leaf in (criterion.children or [criterion])]


def weighted_maximum(definition: RubricDefinition) -> int:
    """Return the sum of all maxima times their weights, in points; ``WHOLE`` for a rubric that can be published."""
    return sum(criterion.maximum * criterion.weight for criterion in definition.criteria)


def check_points(definition: RubricDefinition, points: dict[str, int], *, complete: bool) -> list[FieldFault]:
    """Return what is wrong with ``points`` (leaf key → hundredths), in the order of the rubric; unknown keys come first.

    ``complete`` also asks for every criterion. Every path is ``["points", key]``.
    """
    known = {leaf.key: leaf for leaf in leaves(definition)}
    faults = [FieldFault(["points", key], "field_unknown") for key in sorted(points) if key not in known]
    for key, leaf in known.items():
        value = points.get(key)
        if value is None:
            faults += [FieldFault(["points", key], "field_required")] if complete else []
        elif not isinstance(value, int) or isinstance(value, bool):
            faults.append(FieldFault(["points", key], "field_invalid"))
        elif value < 0:
            faults.append(FieldFault(["points", key], "field_too_small", ge=0))
        elif value > leaf.maximum * 100:
            faults.append(FieldFault(["points", key], "field_too_large", le=leaf.maximum))
    return faults


def missing_comments(definition: RubricDefinition, points: dict[str, int], comments: dict[str, str]) -> list[str]:
    """Return the keys of criteria scored below ``comment_below`` without a word of explanation."""
    return [
        leaf.key
        for leaf in leaves(definition)
        if leaf.comment_below is not None
        and points.get(leaf.key, leaf.comment_below * 100) < leaf.comment_below * 100
        and not comments.get(leaf.key, "").strip()
    ]


def score(definition: RubricDefinition, points: dict[str, int]) -> Score:
    """Return the sum of a sheet; a criterion without points counts as zero."""
    got = {criterion.key: points_of(criterion, points) for criterion in _all(definition)}
    total = sum(got[criterion.key] * criterion.weight for criterion in definition.criteria)
    below = [criterion.key for criterion in _all(definition) if criterion.floor is not None and got[criterion.key] < criterion.floor * 100]
    return Score(total, weighted_maximum(definition) * 100, below)


def passes(definition: RubricDefinition, result: Score) -> bool:
    """Say whether a score reaches the pass mark and every floor."""
    return not result.below_floor and result.total_hundredths * 100 >= definition.pass_percent * result.attainable_hundredths


def points_of(criterion: Criterion, points: Mapping[str, int]) -> int:
    """Return the hundredths of a criterion before its own weight: what was given, or the weighted sum of its children's."""
    if not criterion.children:
        return points.get(criterion.key, 0)
    return sum(points.get(child.key, 0) * child.weight for child in criterion.children)

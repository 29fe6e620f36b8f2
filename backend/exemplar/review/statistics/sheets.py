"""A sealed sheet as the statistics see it: who gave how many of which points."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from exemplar.campaigns.rubrics import RubricDefinition, points_of


@dataclass(frozen=True, slots=True)
class CriterionPoints:
    """What a criterion adds to a sheet: weighted hundredths of points, of so many that could be had."""

    given: int
    attainable: int

    @property
    def percent(self) -> Fraction:
        """Return what was given, in percent of what could be had."""
        return Fraction(self.given * 100, self.attainable)


@dataclass(frozen=True, slots=True)
class GivenSheet:
    """One sealed sheet; ``criteria`` maps the keys of the rubric's first level to their points."""

    entry_id: UUID
    juror_id: UUID
    criteria: Mapping[str, CriterionPoints]

    @property
    def percent(self) -> Fraction:
        """Return the sheet's percent of the attainable points."""
        return self.weighted({})

    def weighted(self, tenths: Mapping[str, int]) -> Fraction:
        """Return the percent with the weights of some criteria multiplied by so many tenths."""
        given = sum(one.given * tenths.get(key, 10) for key, one in self.criteria.items())
        return Fraction(given * 100, sum(one.attainable * tenths.get(key, 10) for key, one in self.criteria.items()))


def criteria_of(rubric: RubricDefinition, points: Mapping[str, int]) -> dict[str, CriterionPoints]:
    """Return what each criterion of the first level adds; ``points`` maps a scored criterion's key to hundredths."""
    return {
        criterion.key: CriterionPoints(
            given=points_of(criterion, points) * criterion.weight, attainable=criterion.maximum * criterion.weight * 100
        )
        for criterion in rubric.criteria
    }

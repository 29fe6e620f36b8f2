"""Figures beside the mean: trimmed means, z-scores, agreement, and what the result hangs on."""

import random
from fractions import Fraction
from uuid import UUID

import krippendorff
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exemplar.campaigns.rubrics import RubricDefinition, score
from exemplar.review.statistics.agreement import Reading, agreement, reading
from exemplar.review.statistics.scales import trimmed, z_scores
from exemplar.review.statistics.sensitivity import Change, ChangeKind, first, sensitivity
from exemplar.review.statistics.sheets import CriterionPoints, GivenSheet, criteria_of

KRIPPENDORFF = {
    "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    "C": [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
}
"""Four observers and twelve units, as printed in "Computing Krippendorff's Alpha-Reliability" (2011), section C; α is .849."""


def entry(number):
    return UUID(int=1_000 + number)


def juror(number):
    return UUID(int=10 + number)


def sheet(at, by, **percents):
    return GivenSheet(entry(at), juror(by), {key: CriterionPoints(given, 100) for key, given in percents.items()})


def table(rows):
    return [sheet(at, by, all=value) for at, row in enumerate(rows) for by, value in enumerate(row) if value is not None]


def local(text):
    return {"vi": text}


RUBRIC = RubricDefinition.model_validate(
    {
        "pass_percent": 50,
        "criteria": [
            {"key": "novelty", "name": local("Mới"), "maximum": 20, "weight": 2},
            {
                "key": "effect",
                "name": local("Hiệu quả"),
                "maximum": 30,
                "weight": 2,
                "children": [
                    {"key": "people", "name": local("Người"), "maximum": 10},
                    {"key": "money", "name": local("Tiền"), "maximum": 10, "weight": 2},
                ],
            },
        ],
    }
)


@given(st.fixed_dictionaries({"novelty": st.integers(0, 2_000), "people": st.integers(0, 1_000), "money": st.integers(0, 1_000)}))
def test_a_sheet_has_the_percent_that_the_rubric_sums_up(points):
    one = GivenSheet(entry(1), juror(1), criteria_of(RUBRIC, points))
    summed = score(RUBRIC, points)

    assert one.percent == Fraction(summed.total_hundredths * 100, summed.attainable_hundredths)


@pytest.mark.parametrize(("percents", "expected"), [([], None), ([50, 90], None), ([0, 60, 90], 60), ([10, 20, 40, 100], 30)])
def test_one_highest_and_one_lowest_sheet_are_trimmed(percents, expected):
    assert trimmed([Fraction(one) for one in percents]) == expected


def test_a_z_score_measures_each_sheet_by_its_own_juror():
    lenient, severe = [90, 80, 70], [30, 20, 10]

    found = z_scores(table(zip(lenient, severe, strict=True)))

    assert [round(found[entry(at)], 3) for at in range(3)] == [1.225, 0.0, -1.225]


def test_an_entry_whose_juror_has_no_scale_has_no_z_score():
    found = z_scores([*table([[90, 50], [80, 50], [70, None]]), sheet(2, 7, all=40)])

    assert found == {}


def test_agreement_is_that_of_the_published_example():
    assert agreement(table(zip(*KRIPPENDORFF.values(), strict=True))).overall == pytest.approx(0.849, abs=0.0005)


@given(st.lists(st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=3, max_size=3), min_size=6, max_size=12))
def test_agreement_is_what_a_library_of_others_computes(rows):
    found = agreement(table(rows)).overall

    if found is not None:
        data = [[float("nan") if one is None else one for one in row] for row in zip(*rows, strict=True)]
        assert found == pytest.approx(krippendorff.alpha(reliability_data=data, level_of_measurement="interval"))


def test_agreement_is_told_for_each_criterion_apart():
    luck = random.Random(5)
    sheets = []
    for at in range(30):
        clear = luck.randrange(100)
        sheets += [sheet(at, by, clear=clear, vague=luck.randrange(100)) for by in range(3)]

    found = agreement(sheets)

    assert found.criteria["clear"] == pytest.approx(1)
    assert found.criteria["vague"] == pytest.approx(0, abs=0.25)
    assert reading(1.0) is Reading.RELIABLE
    assert reading(0.7) is Reading.TENTATIVE
    assert reading(0.6) is Reading.WEAK


@pytest.mark.parametrize("rows", [[], [[10, 20]] * 4, [[10, 10]] * 9, [[10, None]] * 9])
def test_too_little_to_agree_on_has_no_figure(rows):
    assert agreement(table(rows)).overall is None


def test_a_result_that_hangs_on_one_juror_is_named():
    sheets = table([[80, 80, 80], [75, 75, 100], [10, 10, 10]])

    assert sensitivity(sheets, 1) == [Change(ChangeKind.WITHOUT_JUROR, juror(2), None, enters=[entry(0)], leaves=[entry(1)])]


def test_a_result_that_hangs_on_one_weight_is_named():
    sheets = [sheet(at, by, novelty=novelty, effect=effect) for by in (0, 1) for at, novelty, effect in ((0, 80, 61), (1, 60, 80))]

    assert sensitivity(sheets, 1) == [
        Change(ChangeKind.WEIGHT_UP, None, "effect", enters=[entry(1)], leaves=[entry(0)]),
        Change(ChangeKind.WEIGHT_DOWN, None, "novelty", enters=[entry(1)], leaves=[entry(0)]),
    ]


def test_an_entry_that_only_the_missing_juror_scored_drops_out():
    sheets = [sheet(0, 0, all=90), *table([[None, None], [50, 50], [40, 45]])]

    assert Change(ChangeKind.WITHOUT_JUROR, juror(0), None, enters=[entry(1)], leaves=[entry(0)]) in sensitivity(sheets, 1)


def test_a_clear_result_hangs_on_nothing():
    assert sensitivity(table([[90, 91, 92], [50, 51, 52], [10, 11, 12]]), 1) == []


def test_all_who_tie_on_the_line_are_among_the_first():
    means = {entry(1): Fraction(90), entry(2): Fraction(80), entry(3): Fraction(80), entry(4): Fraction(10)}

    assert first(means, 2) == {entry(1), entry(2), entry(3)}
    assert first(means, 9) == set(means)
    assert first(means, 0) == first({}, 3) == set()


@given(st.lists(st.lists(st.integers(0, 100), min_size=2, max_size=4), min_size=2, max_size=8), st.integers(1, 4))
def test_what_enters_was_not_among_the_first_and_what_leaves_was(rows, places):
    sheets = table(rows)
    means = {entry(at): Fraction(sum(row), len(row)) for at, row in enumerate(rows)}

    for change in sensitivity(sheets, places):
        assert not set(change.enters) & first(means, places)
        assert set(change.leaves) <= first(means, places)

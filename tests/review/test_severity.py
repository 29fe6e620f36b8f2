"""Correction for severity: against a published example, and against juries of which the truth is known."""

import random
from statistics import fmean
from uuid import UUID

import pytest

from exemplar.review.statistics.severity import LEVEL, Correction, ScoredSheet, Unfit, correct, spreads, tie_zone

SHROUT_AND_FLEISS = [(9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7)]
"""Ratings of six targets by four judges, as printed in table 2 of the paper."""


def entry(number: int) -> UUID:
    return UUID(int=1_000 + number)


def juror(number: int) -> UUID:
    return UUID(int=10 + number)


def table(rows):
    return [ScoredSheet(entry(at), juror(by), float(value)) for at, row in enumerate(rows) for by, value in enumerate(row)]


class Jury:
    """A jury made up: how good the entries are and how severe its jurors, and the sheets that come of it."""

    def __init__(self, seed, *, entries=40, jurors=10, each=3, merit=10.0, severity=8.0, chance=5.0):
        luck = random.Random(seed)
        self.merits = {entry(n): luck.gauss(60, merit) for n in range(entries)}
        severities = [luck.gauss(0, severity) for _ in range(jurors)]
        self.sheets = [
            ScoredSheet(entry(n), juror(by), self.merits[entry(n)] - severities[by] + luck.gauss(0, chance))
            for n in range(entries)
            for by in luck.sample(range(jurors), each)
        ]

    def plain(self):
        """Return the means of the sheets, which know no severity."""
        return {key: fmean(sheet.percent for sheet in self.sheets if sheet.entry_id == key) for key in self.merits}

    def rank_error(self, scores):
        """Return by how many places entries are out of place, on average."""
        true, found = ranks(self.merits), ranks(scores)
        return fmean(abs(true[key] - found[key]) for key in true)


def ranks(scores):
    return {key: place for place, key in enumerate(sorted(scores, key=lambda key: -scores[key]), 1)}


def corrected(sheets) -> Correction:
    found = correct(sheets)
    assert isinstance(found, Correction)
    return found


def values(found):
    return {one.entry_id: one.score.value for one in found.entries}


def test_the_published_example_has_the_published_spreads():
    """Shrout and Fleiss (1979), table 3: mean squares 11.24 (targets), 32.49 (judges), 1.02 (rest); in full 11.2417, 32.4861, 1.0194.

    In a table without gaps restricted maximum likelihood equals the analysis of variance.
    """
    found = spreads(table(SHROUT_AND_FLEISS))

    expected = [(11.2417 - 1.0194) / 4, (32.4861 - 1.0194) / 6, 1.0194]
    assert [found.entries, found.severities, found.chance] == pytest.approx(expected, abs=2e-3)


def test_nine_in_ten_truths_lie_inside_their_intervals():
    inside = []
    for seed in range(30):
        jury = Jury(seed)
        inside += [one.score.low <= jury.merits[one.entry_id] <= one.score.high for one in corrected(jury.sheets).entries]

    assert 0.85 <= fmean(inside) <= 0.95, fmean(inside)
    assert LEVEL == 0.9


@pytest.mark.parametrize("seed", range(3))
def test_where_severity_differs_ranks_are_at_most_half_as_wrong_as_those_of_plain_means(seed):
    juries = [Jury(100 * seed + number, severity=12, merit=8, chance=2, entries=60, jurors=12) for number in range(5)]

    plain = fmean(jury.rank_error(jury.plain()) for jury in juries)
    own = fmean(jury.rank_error(values(corrected(jury.sheets))) for jury in juries)

    assert own <= plain / 2


def test_a_juror_who_gives_ten_less_is_found_and_takes_nothing_from_anybody():
    jury = Jury(7, each=4)
    before = corrected(jury.sheets)
    harsh = [ScoredSheet(s.entry_id, s.juror_id, s.percent - 10 * (s.juror_id == juror(0))) for s in jury.sheets]

    after = corrected(harsh)

    assert after.severities[juror(0)].value - before.severities[juror(0)].value == pytest.approx(9, abs=1.5)
    assert fmean(abs(ranks(values(after))[key] - ranks(values(before))[key]) for key in jury.merits) < 1


def test_the_same_sheets_in_another_order_give_the_same_answer_to_the_last_digit():
    jury = Jury(3, entries=12, jurors=4)
    mixed = random.Random(1).sample(jury.sheets, len(jury.sheets))

    assert correct(mixed) == correct(jury.sheets)


def test_ranks_lie_inside_their_range_and_the_zone_of_ties_is_what_is_open():
    rows = [(90, 91, 89), (80, 79, 81), (60, 61, 60), (60, 60, 61), (61, 60, 60), (30, 31, 29)]

    found = corrected(table(rows))

    assert [one.entry_id for one in found.entries][:2] == [entry(0), entry(1)]
    assert [(one.best_rank, one.worst_rank) for one in found.entries[:2]] == [(1, 1), (2, 2)]
    assert tie_zone(found, 2) == []
    assert set(tie_zone(found, 3)) == {entry(2), entry(3), entry(4)}
    assert tie_zone(found, 0) == tie_zone(found, 99) == []


def test_juries_that_share_no_entry_are_not_compared():
    apart = table([(50, 60, 70)] * 5) + [ScoredSheet(entry(100 + n), juror(100 + by), 40.0 + n + by) for n in range(5) for by in range(3)]

    assert correct(apart) is Unfit.DISCONNECTED
    joined = [*apart, ScoredSheet(entry(0), juror(100), 55.0)]
    assert isinstance(correct(joined), Correction)


@pytest.mark.parametrize(
    "sheets",
    [[], table([(50, 60)] * 4), table([(50,)] * 9), table([(50, 60)] * 5)],
    ids=["none", "four entries", "one juror", "hardly more sheets than unknowns"],
)
def test_too_little_is_not_corrected(sheets):
    assert correct(sheets) is Unfit.TOO_FEW


def test_jurors_who_all_agree_are_no_trouble():
    found = corrected(table([(score, score, score) for score in (20, 30, 40, 50, 60, 70)]))

    assert [one.entry_id for one in found.entries] == [entry(n) for n in (5, 4, 3, 2, 1, 0)]
    assert all(abs(span.value) < 1 for span in found.severities.values())

"""The chain, pure: whatever is changed, the first wrong row is named."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from exemplar.audit.chain import GENESIS, Link, check, digest

AT = datetime(2026, 10, 1, 8, tzinfo=UTC)
ID = UUID(int=7)


def chain(length=6):
    rows, prev = [], GENESIS
    for seq in range(1, length + 1):
        link = Link(seq, AT, ID, "initiative.submitted", "initiative", UUID(int=seq), {"state": "submitted", "n": seq})
        rows.append((link, prev, digest(prev, link)))
        prev = rows[-1][2]
    return rows


def verdict(rows, head):
    return check(rows, head[0].seq, head[2])


def test_a_whole_chain_is_sound():
    rows = chain()

    assert verdict(rows, rows[-1]).is_sound


CHANGES = {
    "at": datetime(2026, 10, 2, 8, tzinfo=UTC),
    "actor_id": None,
    "action": "initiative.withdrawn",
    "object_type": "unit",
    "object_id": UUID(int=99),
    "body": {"state": "submitted", "n": 99},
}


@pytest.mark.parametrize("column", CHANGES)
@pytest.mark.parametrize("index", range(6))
def test_every_changed_column_of_every_row_is_named(column, index):
    rows = chain()
    link, prev, stored = rows[index]
    rows[index] = (replace(link, **{column: CHANGES[column]}), prev, stored)

    found = verdict(rows, chain()[-1])

    assert (found.bad_seq, found.reason) == (index + 1, "hash")


@pytest.mark.parametrize("index", range(5))
def test_a_deleted_row_is_a_gap(index):
    rows = chain()
    del rows[index]

    assert (verdict(rows, chain()[-1]).bad_seq, verdict(rows, chain()[-1]).reason) == (index + 1, "gap")


def test_a_cut_tail_disagrees_with_the_head():
    rows = chain()

    assert (verdict(rows[:-2], rows[-1]).bad_seq, verdict(rows[:-2], rows[-1]).reason) == (5, "head")


def test_two_rows_swapped_are_seen():
    rows = chain()
    rows[1], rows[2] = rows[2], rows[1]

    assert not verdict(rows, chain()[-1]).is_sound

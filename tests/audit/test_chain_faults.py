"""The chain to the last bit: what exactly is hashed, and what a checker says about each kind of fault."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest

from exemplar.audit.chain import GENESIS, Checker, Link, Verdict, check, digest

AT = datetime(2026, 10, 1, 8, 30, 15, 42, tzinfo=UTC)
FIRST = Link(1, AT, UUID(int=7), "initiative.submitted", "initiative", UUID(int=1), {"state": "submitted", "nơi": "Huế"})


def rows(length=4):
    made, prev = [], GENESIS
    for seq in range(1, length + 1):
        link = replace(FIRST, seq=seq)
        made.append((link, prev, digest(prev, link)))
        prev = made[-1][2]
    return made


def test_the_hash_is_what_other_programs_can_compute_from_the_description():
    import hashlib

    text = (
        '[1,"2026-10-01T08:30:15.000042+00:00","00000000-0000-0000-0000-000000000007","initiative.submitted","initiative",'
        '"00000000-0000-0000-0000-000000000001",{"nơi":"Huế","state":"submitted"}]'
    )

    assert digest(GENESIS, FIRST) == hashlib.sha256(b"\0" * 32 + text.encode()).digest()


def test_the_hash_of_the_first_entry_never_changes():
    assert digest(GENESIS, FIRST).hex() == "747901166a96df82d9fce73945f4b3a741d157c4e48bdc797478699c37b1b65f"


def test_the_system_acts_as_null():
    import hashlib

    text = (
        '[1,"2026-10-01T08:30:15.000042+00:00",null,"initiative.submitted","initiative",'
        '"00000000-0000-0000-0000-000000000001",{"nơi":"Huế","state":"submitted"}]'
    )

    assert digest(GENESIS, replace(FIRST, actor_id=None)) == hashlib.sha256(GENESIS + text.encode()).digest()


def test_the_same_moment_hashes_alike_in_every_time_zone():
    hanoi = AT.astimezone(timezone(timedelta(hours=7)))

    assert hanoi.isoformat() != AT.isoformat()
    assert digest(GENESIS, replace(FIRST, at=hanoi)) == digest(GENESIS, FIRST)


def test_the_order_of_keys_does_not_matter():
    turned = dict(reversed(FIRST.body.items()))

    assert list(turned) != list(FIRST.body)
    assert digest(GENESIS, replace(FIRST, body=turned)) == digest(GENESIS, FIRST)


@pytest.mark.parametrize("index", range(4))
def test_a_row_that_follows_another_than_the_one_before_is_named(index):
    chain = rows()
    link, _, stored = chain[index]
    chain[index] = (link, b"\1" * 32, stored)

    assert check(chain, 4, rows()[-1][2]) == Verdict(index, index + 1, "prev")


@pytest.mark.parametrize("index", range(4))
def test_a_changed_hash_is_named_with_the_number_of_sound_rows_before(index):
    chain = rows()
    link, prev, _ = chain[index]
    chain[index] = (link, prev, b"\1" * 32)

    assert check(chain, 4, rows()[-1][2]) == Verdict(index, index + 1, "hash")


def test_a_gap_is_named_by_the_number_that_is_missing():
    chain = rows()

    assert check([chain[0], chain[3]], 4, chain[3][2]) == Verdict(1, 2, "gap")
    assert check(chain[1:], 4, chain[3][2]) == Verdict(0, 1, "gap")


def test_a_row_twice_is_a_gap():
    chain = rows()

    assert check([chain[0], chain[0]], 1, chain[0][2]) == Verdict(1, 2, "gap")


def test_a_head_behind_or_with_another_hash_is_named():
    chain = rows()

    assert check(chain, 3, chain[2][2]) == Verdict(4, 5, "head")
    assert check(chain, 4, b"\1" * 32) == Verdict(4, 5, "head")
    assert check(chain, 4, chain[3][2]) == Verdict(4)
    assert Verdict(4).is_sound
    assert not Verdict(4, 5, "head").is_sound


def test_an_empty_log_is_sound_with_the_head_of_the_beginning_only():
    assert check([], 0, GENESIS) == Verdict(0)
    assert check([], 1, GENESIS) == Verdict(0, 1, "head")


def test_a_fault_does_not_move_the_checker_on():
    chain, checker = rows(), Checker()
    assert checker.fault(*chain[0]) is None

    assert checker.fault(*chain[2]) == "gap"
    assert (checker.seq, checker.hash) == (1, chain[0][2])
    assert checker.fault(*chain[1]) is None

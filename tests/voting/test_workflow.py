"""The two tables, spelled out a second time."""

import pytest

from exemplar.voting.errors import WrongState
from exemplar.voting.workflow import (
    ITEM_STEPS,
    SESSION_STEPS,
    CouncilSessionAction,
    CouncilSessionState,
    ItemAction,
    ItemState,
    item_after,
    session_actions,
    session_after,
)

SESSION = """
draft edit draft
draft prepare draft
draft convene convened
convened edit convened
convened prepare convened
convened check_in convened
convened record_attendance convened
convened start in_session
in_session prepare in_session
in_session check_in in_session
in_session record_attendance in_session
in_session end ended
"""
ITEM = """
pending recuse pending
pending open open
pending void void
open vote open
open recuse open
open close closed
open void void
closed tally tallied
closed void void
"""


def lines(steps):
    return sorted(f"{state} {action} {after}" for (state, action), after in steps.items())


def test_the_tables_are_these():
    assert lines(SESSION_STEPS) == sorted(SESSION.strip().splitlines())
    assert lines(ITEM_STEPS) == sorted(ITEM.strip().splitlines())


def test_any_other_step_is_refused_with_state_and_action():
    with pytest.raises(WrongState) as refusal:
        item_after(ItemState.TALLIED, ItemAction.VOID)
    assert refusal.value.facts == {"state": "tallied", "action": "void"}
    with pytest.raises(WrongState):
        session_after(CouncilSessionState.ENDED, CouncilSessionAction.START)


def test_an_ended_session_is_over():
    assert session_actions(CouncilSessionState.ENDED) == []

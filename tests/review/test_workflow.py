"""The life of an assignment, spelled out a second time."""

import pytest

from exemplar.review.errors import WrongState
from exemplar.review.workflow import AssignmentAction, AssignmentState, after, open_actions

TABLE = {
    ("open", "score"): "open",
    ("open", "seal"): "sealed",
    ("open", "recuse"): "recused",
    ("open", "cancel"): "cancelled",
    ("sealed", "disqualify"): "cancelled",
}
EVERY = [(state, action) for state in AssignmentState for action in AssignmentAction]


@pytest.mark.parametrize(("state", "action"), EVERY)
def test_each_state_allows_what_the_table_says_and_nothing_else(state, action):
    expected = TABLE.get((state.value, action.value))

    if expected is None:
        with pytest.raises(WrongState) as refused:
            after(state, action)
        assert refused.value.facts == {"state": state.value, "action": action.value}
    else:
        assert after(state, action).value == expected


def test_open_actions_come_in_the_order_of_the_table():
    assert [action.value for action in open_actions(AssignmentState.OPEN)] == ["score", "seal", "recuse", "cancel"]
    assert [action.value for action in open_actions(AssignmentState.SEALED)] == ["disqualify"]

"""The life of an initiative, spelled out a second time."""

from itertools import product

import pytest

from exemplar.initiatives.errors import WrongState
from exemplar.initiatives.workflow import InitiativeAction, InitiativeState, after, open_actions

LAW = {
    ("draft", "edit"): "draft",
    ("draft", "delete_draft"): "draft",
    ("draft", "submit"): "submitted",
    ("returned", "edit"): "returned",
    ("returned", "submit"): "submitted",
    ("returned", "withdraw"): "withdrawn",
    ("submitted", "withdraw"): "withdrawn",
    ("submitted", "accept"): "accepted",
    ("submitted", "return"): "returned",
    ("submitted", "refuse"): "refused",
    ("accepted", "withdraw"): "withdrawn",
    ("accepted", "recognise"): "recognised",
    ("accepted", "decline"): "not_recognised",
}


@pytest.mark.parametrize(("state", "action"), list(product(InitiativeState, InitiativeAction)))
def test_the_table_says_what_the_law_says(state, action):
    following = LAW.get((state.value, action.value))

    if following is None:
        with pytest.raises(WrongState) as refusal:
            after(state, action)
        assert refusal.value.facts == {"state": state.value, "action": action.value}
    else:
        assert after(state, action).value == following


def test_what_can_happen_next_is_every_step_from_the_state():
    assert {s.value: [a.value for a in open_actions(s)] for s in InitiativeState} == {
        "draft": ["edit", "delete_draft", "submit"],
        "submitted": ["withdraw", "accept", "return", "refuse"],
        "returned": ["edit", "submit", "withdraw"],
        "accepted": ["withdraw", "recognise", "decline"],
        "refused": [],
        "withdrawn": [],
        "recognised": [],
        "not_recognised": [],
    }

"""The table, spelled out a second time."""

import pytest

from exemplar.gallery.errors import WrongState
from exemplar.gallery.workflow import PublicationAction, PublicationState, after, open_actions

STEPS = {
    ("published", "describe"): "published",
    ("published", "unpublish"): "unpublished",
    ("published", "republish"): None,
    ("unpublished", "republish"): "published",
    ("unpublished", "unpublish"): None,
    ("unpublished", "describe"): None,
}


@pytest.mark.parametrize(("step", "target"), STEPS.items())
def test_publications_move_only_as_the_table_says(step, target):
    state, action = PublicationState(step[0]), PublicationAction(step[1])

    if target is None:
        with pytest.raises(WrongState):
            after(state, action)
    else:
        assert after(state, action) == target


def test_every_step_is_in_this_file():
    assert {(state.value, action.value) for state in PublicationState for action in PublicationAction} == set(STEPS)


def test_open_actions_follow_the_table():
    assert open_actions(PublicationState.PUBLISHED) == ["describe", "unpublish"]
    assert open_actions(PublicationState.UNPUBLISHED) == ["republish"]

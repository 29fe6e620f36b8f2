"""The steps of a file, spelled out a second time."""

from itertools import product

import pytest

from exemplar.media import workflow
from exemplar.media.errors import MediaWrongState
from exemplar.media.workflow import MediaAction, MediaState, after, open_actions

TABLE = {
    ("initiated", "open"): "uploading",
    ("initiated", "abandon"): "abandoned",
    ("uploading", "open"): "uploading",
    ("uploading", "complete"): "received",
    ("uploading", "abandon"): "abandoned",
    ("received", "process"): "processing",
    ("processing", "process"): "processing",
    ("processing", "accept"): "ready",
    ("processing", "refuse"): "refused",
}


def test_every_pair_of_state_and_action_does_what_the_table_says():
    for state, action in product(MediaState, MediaAction):
        expected = TABLE.get((state.value, action.value))
        if expected is not None:
            assert after(state, action).value == expected
            continue
        with pytest.raises(MediaWrongState) as refusal:
            after(state, action)
        assert refusal.value.facts == {"state": state.value, "action": action.value}


def test_people_complete_and_abandon_and_the_rest_happens_by_itself():
    assert {state.value: [action.value for action in open_actions(state)] for state in MediaState if open_actions(state)} == {
        "initiated": ["abandon"],
        "uploading": ["complete", "abandon"],
    }
    assert frozenset({MediaState.INITIATED, MediaState.UPLOADING}) == workflow.OPEN

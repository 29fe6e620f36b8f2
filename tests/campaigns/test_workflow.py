"""The life of a campaign, spelled out a second time."""

import pytest

from exemplar.campaigns.errors import CampaignFrozen, WrongState
from exemplar.campaigns.workflow import STEPS, CampaignAction, CampaignState, after, open_actions

TABLE = {
    ("draft", "edit"): "draft",
    ("draft", "publish"): "published",
    ("published", "extend"): "published",
    ("published", "close"): "closed",
}


def test_the_table_is_the_law():
    assert {(state.value, action.value): target.value for (state, action), target in STEPS.items()} == TABLE


@pytest.mark.parametrize("state", CampaignState)
@pytest.mark.parametrize("action", CampaignAction)
def test_every_other_step_is_refused(state, action):
    if (state.value, action.value) in TABLE:
        assert after(state, action) == TABLE[state.value, action.value]
        return

    with pytest.raises(WrongState) as refusal:
        after(state, action)

    assert refusal.value.facts == {"state": state.value, "action": action.value}
    assert isinstance(refusal.value, CampaignFrozen) == (action is CampaignAction.EDIT)


def test_open_actions_follow_the_table():
    assert {state.value: [action.value for action in open_actions(state)] for state in CampaignState} == {
        "draft": ["edit", "publish"],
        "published": ["extend", "close"],
        "closed": [],
    }

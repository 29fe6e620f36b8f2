"""The life of a campaign, as a table. Pure: no database, no clock, no actor."""

from enum import StrEnum

from exemplar.campaigns.errors import CampaignFrozen, WrongState


class CampaignState(StrEnum):
    """Where a campaign is."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"


class CampaignAction(StrEnum):
    """What a manager can do to it."""

    EDIT = "edit"
    PUBLISH = "publish"
    EXTEND = "extend"
    CLOSE = "close"


class PhaseKind(StrEnum):
    """What happens in a phase, in the order of the year."""

    SUBMISSION = "submission"
    SCREENING = "screening"
    REVIEW = "review"
    COUNCIL = "council"
    AWARD = "award"


STEPS: dict[tuple[CampaignState, CampaignAction], CampaignState] = {
    (CampaignState.DRAFT, CampaignAction.EDIT): CampaignState.DRAFT,
    (CampaignState.DRAFT, CampaignAction.PUBLISH): CampaignState.PUBLISHED,
    (CampaignState.PUBLISHED, CampaignAction.EXTEND): CampaignState.PUBLISHED,
    (CampaignState.PUBLISHED, CampaignAction.CLOSE): CampaignState.CLOSED,
}


def after(state: CampaignState, action: CampaignAction) -> CampaignState:
    """Return the state that ``action`` leads to, or raise ``WrongState`` (``CampaignFrozen`` for an edit that comes too late)."""
    try:
        return STEPS[state, action]
    except KeyError:
        refusal = CampaignFrozen if action is CampaignAction.EDIT else WrongState
        raise refusal(state=state.value, action=action.value) from None


def open_actions(state: CampaignState) -> list[CampaignAction]:
    """Return what can happen next, in the order of the table."""
    return [action for (origin, action) in STEPS if origin is state]

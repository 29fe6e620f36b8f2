"""Who may change a campaign. No I/O."""

from datetime import datetime
from uuid import UUID

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.accounts.permissions import Relation, Scope
from exemplar.campaigns import workflow
from exemplar.campaigns.models import Campaign
from exemplar.campaigns.workflow import CampaignAction

ROWS = {
    CampaignAction.EDIT: "campaign.edit",
    CampaignAction.PUBLISH: "campaign.edit",
    CampaignAction.EXTEND: "deadline.change",
    CampaignAction.CLOSE: "campaign.edit",
}
"""Action of the workflow → row of the policy table."""


def may(actor: Actor | None, action: CampaignAction, campaign_id: UUID) -> bool:
    """Say whether the actor may do ``action`` to a campaign, whatever its state."""
    return permissions.may(actor, ROWS[action], {Relation.ASSIGNED}, Scope(campaign_id=campaign_id))


def require(actor: Actor, action: CampaignAction, campaign_id: UUID, now: datetime) -> None:
    """Let the actor through or raise as ``permissions.require`` does."""
    permissions.require(actor, ROWS[action], now, {Relation.ASSIGNED}, Scope(campaign_id=campaign_id))


def open_actions(actor: Actor | None, campaign: Campaign) -> list[CampaignAction]:
    """Return what this actor can do to the campaign now."""
    return [action for action in workflow.open_actions(campaign.state) if may(actor, action, campaign.id)]

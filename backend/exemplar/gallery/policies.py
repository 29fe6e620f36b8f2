"""Who may take a publication down, put it back, and word what its files show. No I/O."""

from uuid import UUID

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.accounts.permissions import Relation, Scope
from exemplar.gallery import workflow
from exemplar.gallery.workflow import PublicationAction, PublicationState

EDIT = "showcase.edit"
HAND_IN = "media.upload"


def may_edit(actor: Actor | None, campaign_id: UUID) -> bool:
    """Say whether the actor is an editor, or manages the campaign the initiative came from."""
    return permissions.may(actor, EDIT, {Relation.ASSIGNED}, Scope(campaign_id=campaign_id))


def may_describe(actor: Actor | None, campaign_id: UUID, unit_id: UUID) -> bool:
    """Say whether the actor may word what the files show: who may edit, and whoever hands in files for the unit."""
    return may_edit(actor, campaign_id) or permissions.may(actor, HAND_IN, {Relation.OWN}, Scope(unit_id=unit_id))


def open_actions(actor: Actor | None, state: PublicationState, campaign_id: UUID, unit_id: UUID) -> list[PublicationAction]:
    """Return what the actor can do to a publication now."""
    if may_edit(actor, campaign_id):
        return workflow.open_actions(state)
    may = may_describe(actor, campaign_id, unit_id)
    return [action for action in workflow.open_actions(state) if may and action is PublicationAction.DESCRIBE]

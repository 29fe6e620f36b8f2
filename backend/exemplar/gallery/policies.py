"""Who may take a publication down and put it back. No I/O."""

from uuid import UUID

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.accounts.permissions import Relation, Scope
from exemplar.gallery import workflow
from exemplar.gallery.workflow import PublicationAction, PublicationState

EDIT = "showcase.edit"


def may_edit(actor: Actor | None, campaign_id: UUID) -> bool:
    """Say whether the actor is an editor, or manages the campaign the initiative came from."""
    return permissions.may(actor, EDIT, {Relation.ASSIGNED}, Scope(campaign_id=campaign_id))


def open_actions(actor: Actor | None, state: PublicationState, campaign_id: UUID) -> list[PublicationAction]:
    """Return what the actor can do to a publication now."""
    return workflow.open_actions(state) if may_edit(actor, campaign_id) else []

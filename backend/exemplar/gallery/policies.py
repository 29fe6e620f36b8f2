"""Who may take a publication down, put it back, and word what its files show. No I/O."""

from uuid import UUID

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.accounts.permissions import Relation, Scope
from exemplar.gallery import workflow
from exemplar.gallery.workflow import PublicationAction, PublicationState

EDIT = "showcase.edit"
HAND_IN = "media.upload"


def relations(*, is_conflicted: bool) -> set[Relation]:
    """Return how whoever manages the campaign stands to a publication: a conflict of interest takes it from them."""
    return set() if is_conflicted else {Relation.ASSIGNED}


def may_edit(actor: Actor | None, campaign_id: UUID, *, is_conflicted: bool) -> bool:
    """Say whether the actor is an editor, or manages the campaign the initiative came from and has no conflict with it."""
    return permissions.may(actor, EDIT, relations(is_conflicted=is_conflicted), Scope(campaign_id=campaign_id))


def may_describe(actor: Actor | None, campaign_id: UUID, unit_id: UUID, *, is_conflicted: bool) -> bool:
    """Say whether the actor may word what the files show: who may edit, and whoever hands in files for the unit."""
    is_of_unit = permissions.may(actor, HAND_IN, {Relation.OWN}, Scope(unit_id=unit_id))
    return is_of_unit or may_edit(actor, campaign_id, is_conflicted=is_conflicted)


def open_actions(
    actor: Actor | None, state: PublicationState, campaign_id: UUID, unit_id: UUID, *, is_conflicted: bool
) -> list[PublicationAction]:
    """Return what the actor can do to a publication now."""
    if may_edit(actor, campaign_id, is_conflicted=is_conflicted):
        return workflow.open_actions(state)
    may = may_describe(actor, campaign_id, unit_id, is_conflicted=is_conflicted)
    return [action for action in workflow.open_actions(state) if may and action is PublicationAction.DESCRIBE]

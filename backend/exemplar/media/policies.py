"""Who may do what with a file. Reading by others than the unit is a matter of ``grants``."""

from uuid import UUID

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.accounts.permissions import Relation, Scope
from exemplar.accounts.roles import Role

_OWN = (Relation.OWN,)


def may_upload(actor: Actor, unit_id: UUID) -> bool:
    """Say whether the actor hands in files for this unit."""
    return permissions.may(actor, "media.upload", _OWN, Scope(unit_id))


def is_of_own_unit(actor: Actor | None, unit_id: UUID) -> bool:
    """Say whether the file belongs to a unit whose drafts the actor sees."""
    return actor is not None and permissions.may(actor, "draft.view", _OWN, Scope(unit_id))


def own_units(actor: Actor) -> frozenset[UUID]:
    """Return the units whose files the actor sees."""
    return actor.scope_ids(Role.CONTRIBUTOR, Role.LEAD)

"""Who may do what with a file. Reading by others than the unit is a matter of ``grants``."""

from datetime import datetime
from uuid import UUID

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.accounts.permissions import CONFIRMED_FOR, TABLE, Relation, Scope
from exemplar.core.errors import ConfirmationRequired

OWN = (Relation.OWN,)
ORIGINAL_ACTION = "media.original"
OPERATING_ACTION = "operations.manage"
"""The row of those who run the installation; the table has none of its own for their queues."""


def may_upload(actor: Actor, unit_id: UUID) -> bool:
    """Say whether the actor hands in files for this unit."""
    return permissions.may(actor, "media.upload", OWN, Scope(unit_id))


def is_of_own_unit(actor: Actor | None, unit_id: UUID) -> bool:
    """Say whether the file belongs to a unit whose drafts the actor sees."""
    return actor is not None and permissions.may(actor, "draft.view", OWN, Scope(unit_id))


def opens_own_original(reader: Actor | None, unit_id: UUID) -> bool:
    """Say whether the reader's role in the unit itself opens what the unit brought in, handed in or not."""
    row = TABLE[ORIGINAL_ACTION]
    return reader is not None and any(role in row and row[role].relation is Relation.OWN for role in reader.roles_at(unit_id, None))


def may_be_vouched_for(reader: Actor | None) -> bool:
    """Say whether the reader has a role that opens originals of others: of what it is in charge of, or of all that was handed in.

    A grant is needed besides; what is only in a draft has none, so it stays in the unit.
    """
    return reader is not None and any(
        role is not None and cell.relation is not Relation.OWN and reader.holds(role) for role, cell in TABLE[ORIGINAL_ACTION].items()
    )


def require_fresh_password(reader: Actor | None, now: datetime) -> None:
    """Ask for the password again, as the table does for everyone but the own unit.

    Raises:
        ConfirmationRequired: it was confirmed too long ago.
    """
    confirmed_at = reader.confirmed_at if reader else None
    if confirmed_at is None or now - confirmed_at > CONFIRMED_FOR:
        raise ConfirmationRequired(action=ORIGINAL_ACTION)

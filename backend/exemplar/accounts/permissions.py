"""The one table of who may do what, read from ``policy.tsv``; guards, services, ``open_actions`` and tests ask here.

A cell is ``-`` (no), ``Y`` (yes), ``O`` (own unit or own thing), ``A`` (assigned, in charge and not conflicted); a
following ``S`` asks for the password again, at most five minutes ago. Conflicts of interest are not in the table: the
caller leaves out the relation, and then no role helps.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from importlib.resources import files
from uuid import UUID

from exemplar.accounts.actor import Actor
from exemplar.accounts.roles import COLUMN_ROLES, Role
from exemplar.core.errors import ConfirmationRequired, NotAllowed, Unauthenticated

CONFIRMED_FOR = timedelta(minutes=5)


class Relation(StrEnum):
    """How an actor stands to a thing."""

    OWN = "O"
    ASSIGNED = "A"


@dataclass(frozen=True, slots=True)
class Cell:
    """One entry of the table: the relation needed (``None`` for any) and whether the password is asked again."""

    relation: Relation | None
    step_up: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a thing belongs; a role reaches it only when its own scope covers this."""

    unit_id: UUID | None = None
    campaign_id: UUID | None = None


NOWHERE = Scope()


def _read() -> dict[str, dict[Role | None, Cell]]:
    lines = files("exemplar.accounts").joinpath("policy.tsv").read_text(encoding="utf-8").splitlines()
    columns = [COLUMN_ROLES[name] for name in lines[0].split("\t")[1:]]
    table: dict[str, dict[Role | None, Cell]] = {}
    for line in lines[1:]:
        action, *cells = line.split("\t")
        table[action] = {role: _cell(text) for role, text in zip(columns, cells, strict=True) if text != "-"}
    return table


def _cell(text: str) -> Cell:
    letter = text.removesuffix("S")
    return Cell(None if letter == "Y" else Relation(letter), step_up=text != letter)


TABLE: dict[str, dict[Role | None, Cell]] = _read()
"""action → role (``None``: visitor) → what it takes."""


def _cells(actor: Actor | None, action: str, relations: Collection[Relation], scope: Scope) -> list[Cell]:
    row = TABLE[action]
    roles: set[Role | None] = {None} if actor is None else set(actor.roles_at(scope.unit_id, scope.campaign_id))
    return [row[role] for role in roles if role in row and (row[role].relation is None or row[role].relation in relations)]


def may(actor: Actor | None, action: str, relations: Collection[Relation] = (), scope: Scope = NOWHERE) -> bool:
    """Say whether ``actor`` may do ``action`` to a thing in ``scope`` to which they stand in ``relations``.

    The password check is not part of the answer: a button may be shown before the password is asked again.
    """
    return bool(_cells(actor, action, relations, scope))


def may_somewhere(actor: Actor | None, action: str) -> bool:
    """Say whether any role of ``actor``, in any scope, could ever do ``action``; for navigation and lists."""
    row = TABLE[action]
    if actor is None:
        return None in row
    return Role.STAFF in row or any(grant.role in row for grant in actor.grants)


def require(
    actor: Actor | None,
    action: str,
    now: datetime,
    relations: Collection[Relation] = (),
    scope: Scope = NOWHERE,
    refusal: type[NotAllowed] = NotAllowed,
) -> None:
    """Let the actor through or raise.

    Raises:
        Unauthenticated: nobody is signed in and visitors may not.
        NotAllowed: (or ``refusal``) no role of the actor allows it.
        ConfirmationRequired: it is allowed, but the password was confirmed too long ago.
    """
    cells = _cells(actor, action, relations, scope)
    if not cells:
        raise Unauthenticated if actor is None else refusal(action=action)
    if all(cell.step_up for cell in cells):
        confirmed_at = actor.confirmed_at if actor else None
        if confirmed_at is None or now - confirmed_at > CONFIRMED_FOR:
            raise ConfirmationRequired(action=action)

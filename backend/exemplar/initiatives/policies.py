"""Who may do what with an initiative. No I/O: how an actor stands to it is found by ``repository``."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.accounts.permissions import Relation, Scope
from exemplar.accounts.roles import Role
from exemplar.initiatives import workflow
from exemplar.initiatives.errors import NotYourInitiative
from exemplar.initiatives.models import Initiative
from exemplar.initiatives.workflow import InitiativeAction, InitiativeState

ROWS: dict[InitiativeAction, str] = {
    InitiativeAction.EDIT: "draft.edit",
    InitiativeAction.DELETE_DRAFT: "draft.edit",
    InitiativeAction.SUBMIT: "initiative.submit",
    InitiativeAction.WITHDRAW: "initiative.withdraw",
    InitiativeAction.ACCEPT: "screening.decide",
    InitiativeAction.RETURN: "screening.decide",
    InitiativeAction.REFUSE: "screening.decide",
}
"""Action of the workflow → row of the policy table. The rest follows from decisions of the council, not from people."""


def scope_of(initiative: Initiative) -> Scope:
    """Return where an initiative belongs."""
    return Scope(initiative.unit_id, initiative.campaign_id)


def own_units(actor: Actor) -> frozenset[UUID]:
    """Return the units for which the actor writes or hands in."""
    return actor.scope_ids(Role.CONTRIBUTOR, Role.LEAD)


def relations(actor: Actor, initiative: Initiative, *, is_conflicted: bool) -> frozenset[Relation]:
    """Return how the actor stands to it: of its unit, or in charge without a conflict of interest."""
    own = {Relation.OWN} if initiative.unit_id in own_units(actor) else set()
    return frozenset(own | (set() if is_conflicted else {Relation.ASSIGNED}))


def may_see_draft(actor: Actor, initiative: Initiative) -> bool:
    """Say whether the actor sees what the unit is writing."""
    return permissions.may(actor, "draft.view", relations(actor, initiative, is_conflicted=True), scope_of(initiative))


def may_see_submission(actor: Actor, initiative: Initiative, stands: Collection[Relation]) -> bool:
    """Say whether the actor sees what was handed in, with its authors."""
    left_draft = initiative.state is not InitiativeState.DRAFT
    return left_draft and permissions.may(actor, "submission.view", stands, scope_of(initiative))


def may_open_file(actor: Actor, scope: Scope, name: str, *, is_conflicted: bool) -> bool:
    """Say whether the actor opens a file of a handed-in revision: a derivative, or with more right the original."""
    own = {Relation.OWN} if scope.unit_id in own_units(actor) else set()
    stands = own | (set() if is_conflicted else {Relation.ASSIGNED})
    return permissions.may(actor, "media.original" if name == "original" else "submission.view", stands, scope)


def open_actions(actor: Actor, initiative: Initiative, stands: Collection[Relation]) -> list[InitiativeAction]:
    """Return what this actor can do to it now: table ∩ policy."""
    possible = workflow.open_actions(initiative.state)
    return [one for one in possible if one in ROWS and permissions.may(actor, ROWS[one], stands, scope_of(initiative))]


def require(actor: Actor, action: InitiativeAction, initiative: Initiative, stands: Collection[Relation], now: datetime) -> None:
    """Let the actor through or raise ``NotYourInitiative`` or ``ConfirmationRequired``."""
    permissions.require(actor, ROWS[action], now, stands, scope_of(initiative), NotYourInitiative)

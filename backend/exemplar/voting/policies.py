"""Who may do what around a council: the policy table, with the relation that somebody has to this very council. No I/O."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.accounts.permissions import Relation, Scope
from exemplar.accounts.roles import Role
from exemplar.core.errors import NotAllowed
from exemplar.voting.models import Office
from exemplar.voting.workflow import (
    CouncilSessionAction,
    CouncilSessionState,
    ItemAction,
    ItemState,
    item_actions,
    session_actions,
)

LEADING = frozenset({Office.CHAIR, Office.VICE_CHAIR})
"""Who leads a meeting: the chair, or a vice-chair in the chair's stead."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands to a council; ``office`` is ``None`` for those who do not sit on it."""

    campaign_id: UUID
    office: Office | None

    @property
    def scope(self) -> Scope:
        """Where the council belongs."""
        return Scope(campaign_id=self.campaign_id)


@dataclass(frozen=True, slots=True)
class Part:
    """How somebody stands to one open vote: has a seat on its roll that may vote, and used it."""

    has_seat: bool
    has_voted: bool


def relations(actor: Actor, standing: Standing) -> set[Relation]:
    """Return how ``actor`` stands to the council: those who sit on it, and those who run it in its campaign."""
    runs = actor.roles_at(None, standing.campaign_id) & {Role.SECRETARY, Role.MANAGER}
    if standing.office is not None:
        return {Relation.OWN, Relation.ASSIGNED}
    return {Relation.ASSIGNED} if runs else set()


def may(actor: Actor, action: str, standing: Standing) -> bool:
    """Say whether the policy table lets ``actor`` do ``action`` around this council."""
    return permissions.may(actor, action, relations(actor, standing), standing.scope)


def may_lead(actor: Actor, standing: Standing) -> bool:
    """Say whether ``actor`` opens and closes votes here."""
    return standing.office in LEADING and may(actor, "council.open", standing)


def may_see(actor: Actor, standing: Standing, state: CouncilSessionState) -> bool:
    """Say whether a session is visible: drafts only to those who prepare, lead, manage or audit."""
    if not may(actor, "council.view", standing):
        return False
    insider = standing.office in LEADING or may(actor, "rule.edit", standing) or actor.holds(Role.AUDITOR)
    return state is not CouncilSessionState.DRAFT or insider


def may_count(actor: Actor, standing: Standing) -> bool:
    """Say whether ``actor`` sees the turnout of an open vote and counts a closed one: the secretary, and who leads."""
    return may(actor, "council.prepare", standing) or may_lead(actor, standing)


def require(actor: Actor, action: str, standing: Standing, now: datetime) -> None:
    """Let through or raise ``NotAllowed`` / ``ConfirmationRequired``."""
    permissions.require(actor, action, now, relations(actor, standing), standing.scope)


def require_leader(actor: Actor, action: str, standing: Standing, now: datetime) -> None:
    """As ``require``, for acts of the chair or a vice-chair of this council."""
    if standing.office not in LEADING:
        raise NotAllowed(action=action)
    require(actor, action, standing, now)


def require_counter(actor: Actor, standing: Standing) -> None:
    """Let the secretary or who leads through."""
    if not may_count(actor, standing):
        raise NotAllowed(action="council.prepare")


def open_session_actions(actor: Actor, standing: Standing, state: CouncilSessionState) -> list[CouncilSessionAction]:
    """Return what ``actor`` may do next with a session: the workflow's table and the policy together."""
    prepares, leads, takes_part = (
        may(actor, "council.prepare", standing),
        may_lead(actor, standing),
        may(actor, "vote.cast", standing),
    )
    allowed = {
        CouncilSessionAction.EDIT: prepares,
        CouncilSessionAction.PREPARE: prepares,
        CouncilSessionAction.CONVENE: prepares,
        CouncilSessionAction.RECORD_ATTENDANCE: prepares,
        CouncilSessionAction.CHECK_IN: takes_part,
        CouncilSessionAction.START: leads,
        CouncilSessionAction.END: leads,
    }
    return [action for action in session_actions(state) if allowed[action]]


def open_item_actions(actor: Actor, standing: Standing, session: CouncilSessionState, item: ItemState, *, part: Part) -> list[ItemAction]:
    """Return what ``actor`` may do next with an item."""
    if session is CouncilSessionState.ENDED:
        return []
    sits, leads, in_session = may_lead(actor, standing), may_count(actor, standing), session is CouncilSessionState.IN_SESSION
    allowed = {
        ItemAction.RECUSE: part.has_seat
        if item is ItemState.OPEN
        else standing.office is not None or may(actor, "council.prepare", standing),
        ItemAction.OPEN: sits and in_session,
        ItemAction.VOTE: part.has_seat and not part.has_voted and may(actor, "vote.cast", standing),
        ItemAction.CLOSE: sits,
        ItemAction.TALLY: leads,
        ItemAction.VOID: leads and in_session,
    }
    return [action for action in item_actions(item) if allowed[action]]

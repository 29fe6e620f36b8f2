"""Finding an initiative for somebody: who does not see it gets the same answer as for one that does not exist."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.accounts.permissions import Relation
from exemplar.initiatives import policies
from exemplar.initiatives.conflicts import is_kept_away
from exemplar.initiatives.errors import InitiativeNotFound
from exemplar.initiatives.models import Initiative
from exemplar.initiatives.repository import InitiativeRepository
from exemplar.initiatives.workflow import InitiativeState


@dataclass(frozen=True, slots=True)
class Seen:
    """An initiative with how the actor stands to it. ``sees_draft``: also what is being written, not only what was handed in."""

    initiative: Initiative
    stands: frozenset[Relation]
    sees_draft: bool


async def look_up(session: AsyncSession, actor: Actor, initiative_id: UUID, *, for_update: bool = False) -> Seen:
    """Return what ``actor`` may see of an initiative, locked if it is to be changed.

    The unit's people and its named authors see everything; the campaign's people and the auditor what was handed in.

    Raises:
        InitiativeNotFound: unknown, a draft of others, one the actor has a conflict of interest with, or judges blind.
    """
    repository = InitiativeRepository(session)
    found = await (repository.find_for_update(initiative_id) if for_update else repository.find(initiative_id))
    if found is None:
        raise InitiativeNotFound
    if policies.may_see_draft(actor, found):
        return Seen(found, policies.relations(actor, found, is_conflicted=True), sees_draft=True)
    away = await is_kept_away(session, actor.account_id, found.id)
    stands = policies.relations(actor, found, is_conflicted=away)
    if policies.may_see_submission(actor, found, stands):
        return Seen(found, stands, sees_draft=False)
    if away and await repository.is_author(actor.account_id, found.id):
        return Seen(found, stands, sees_draft=True)
    raise InitiativeNotFound


async def screened(session: AsyncSession, actor: Actor, initiative_id: UUID, *, for_update: bool) -> Initiative:
    """Return an entry for one of its screeners, locked if it is to be changed.

    Raises:
        InitiativeNotFound: unknown, not handed in, of a campaign that is not theirs to screen, or one they are kept away from.
    """
    repository = InitiativeRepository(session)
    found = await (repository.find_for_update(initiative_id) if for_update else repository.find(initiative_id))
    if found is None or found.state is InitiativeState.DRAFT or await is_kept_away(session, actor.account_id, found.id):
        raise InitiativeNotFound
    if not permissions.may(actor, "screening.view", {Relation.ASSIGNED}, policies.scope_of(found)):
        raise InitiativeNotFound
    return found


async def look_up_own(session: AsyncSession, actor: Actor, initiative_id: UUID) -> Seen:
    """Return an initiative locked for a change by its unit. Raises ``InitiativeNotFound`` as ``look_up`` does."""
    return await look_up(session, actor, initiative_id, for_update=True)

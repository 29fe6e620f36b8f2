"""Questions to the database about redaction: hits, searches, and whether there is still time."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import exists, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.campaigns.models import Campaign, Phase
from exemplar.campaigns.workflow import PhaseKind
from exemplar.core.models import LocalText, new_id
from exemplar.initiatives.models import Initiative, Redaction, RedactionHit, Revision
from exemplar.initiatives.redaction_words import TYPED, Hidden, HitDecision
from exemplar.initiatives.workflow import InitiativeState
from exemplar.media.models import MediaMask
from exemplar.units.models import Unit


async def is_blind(session: AsyncSession, campaign_id: UUID) -> bool:
    """Say whether the campaign's jury may not know whose an entry is."""
    return bool(await session.scalar(select(Campaign.blind_review).where(Campaign.id == campaign_id)))


async def review_is_open(session: AsyncSession, campaign_id: UUID) -> bool:
    """Say whether jurors have begun, by the database clock."""
    begun = exists().where(Phase.campaign_id == campaign_id, Phase.kind == PhaseKind.REVIEW, Phase.opens_at <= func.clock_timestamp())
    return bool(await session.scalar(select(begun)))


async def units_of(session: AsyncSession, unit_id: UUID) -> list[tuple[LocalText, str]]:
    """Return names and codes of a unit and of those above it, but for the one at the top, which is everybody's."""
    line = select(func.unnest(Unit.line)).where(Unit.id == unit_id).scalar_subquery()
    query = select(Unit.name, Unit.code).where(Unit.id.in_(line), (Unit.parent_id.is_not(None)) | (Unit.id == unit_id))
    return [(name, code) for name, code in await session.execute(query)]


async def find(session: AsyncSession, initiative_id: UUID, *, for_update: bool = False) -> Redaction | None:
    """Return how far the search of an entry is."""
    query = select(Redaction).where(Redaction.initiative_id == initiative_id).execution_options(populate_existing=True)
    found: Redaction | None = await session.scalar(query.with_for_update() if for_update else query)
    return found


async def begin(session: AsyncSession, initiative_id: UUID, revision_id: UUID) -> Redaction:
    """Return the row of an entry's search, made if need be, locked, about this revision."""
    made = insert(Redaction).values(id=new_id(), initiative_id=initiative_id, revision_id=revision_id)
    await session.execute(made.on_conflict_do_update(constraint="redaction_once", set_={"revision_id": revision_id}))
    found = await find(session, initiative_id, for_update=True)
    assert found is not None
    return found


async def hits(session: AsyncSession, initiative_id: UUID) -> Sequence[RedactionHit]:
    """Return what the last search found, in the order of the entry."""
    query = select(RedactionHit).where(RedactionHit.initiative_id == initiative_id, RedactionHit.is_current)
    return (await session.scalars(query.order_by(RedactionHit.position, RedactionHit.id))).all()


async def all_hits(session: AsyncSession, initiative_id: UUID) -> dict[str, RedactionHit]:
    """Return key → everything that was ever found."""
    return {hit.key: hit for hit in await session.scalars(select(RedactionHit).where(RedactionHit.initiative_id == initiative_id))}


async def undecided(session: AsyncSession, initiative_id: UUID) -> int:
    """Return about how many hits nobody has decided yet."""
    query = select(func.count()).where(
        RedactionHit.initiative_id == initiative_id, RedactionHit.is_current, RedactionHit.decision.is_(None)
    )
    return int(await session.scalar(query) or 0)


async def hidden_words(session: AsyncSession, initiative_ids: Collection[UUID]) -> dict[UUID, list[Hidden]]:
    """Return entry → words of its texts that its jury must not read; one query.

    Words that a later search does not find, since a unit was renamed meanwhile, stay hidden: somebody decided so.
    """
    query = select(RedactionHit).where(
        RedactionHit.initiative_id.in_(initiative_ids),
        RedactionHit.decision == HitDecision.MASK,
        RedactionHit.spot.in_(TYPED),
    )
    found: dict[UUID, list[Hidden]] = defaultdict(list)
    for hit in await session.scalars(query):
        found[hit.initiative_id].append(Hidden(hit.spot, hit.media_id, hit.field_key, hit.words))
    return dict(found)


async def is_relied_upon(session: AsyncSession, mask: MediaMask, initiative_id: UUID, *, is_own: bool) -> bool:
    """Say whether another entry with the file of this mask counts on it.

    Accepted ones do, and those in which something that was found is decided by it. One that still waits for its screener does
    unless the mask is of what was found in this entry (``is_own``): the same words are then an open hit there.
    """
    states = [InitiativeState.ACCEPTED] if is_own else [InitiativeState.ACCEPTED, InitiativeState.SUBMITTED]
    decided_by_it = exists().where(RedactionHit.initiative_id == Initiative.id, RedactionHit.mask_id == mask.id)
    query = (
        select(Initiative.id)
        .join(Revision, Revision.id == Initiative.current_revision_id)
        .join(Campaign, Campaign.id == Initiative.campaign_id)
        .where(Initiative.id != initiative_id, Campaign.blind_review, Revision.media_ids.contains([mask.media_id]))
        .where(or_(Initiative.state.in_(states), decided_by_it))
        .limit(1)
    )
    return await session.scalar(query) is not None


async def screened_with(session: AsyncSession, media_id: UUID) -> Sequence[tuple[UUID, UUID]]:
    """Return (entry, revision) of what waits for its screeners in blind campaigns and names the file."""
    query = (
        select(Initiative.id, Revision.id)
        .join(Revision, Revision.id == Initiative.current_revision_id)
        .join(Campaign, Campaign.id == Initiative.campaign_id)
        .where(Initiative.state == InitiativeState.SUBMITTED, Campaign.blind_review, Revision.media_ids.contains([media_id]))
    )
    return [(initiative_id, revision_id) for initiative_id, revision_id in await session.execute(query)]

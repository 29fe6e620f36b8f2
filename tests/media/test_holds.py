"""When a file stays as it was handed in."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.core.models import new_id
from exemplar.initiatives.models import Initiative, Revision
from exemplar.initiatives.workflow import InitiativeState
from exemplar.media import holds
from exemplar.media.errors import MediaHeld
from tests.awards.season import CLOSED_AT
from tests.media.timed import Cinema, make_cinema

HELD = {InitiativeState.SUBMITTED, InitiativeState.ACCEPTED}


async def hand_in(session: AsyncSession, cinema: Cinema, state: InitiativeState) -> Initiative:
    """Add an initiative that names the film in the revision that counts."""
    season = cinema.season
    initiative = Initiative(
        id=new_id(),
        code=f"SK-{new_id().hex[:20]}",
        campaign_id=season.campaign.id,
        category_id=season.category.id,
        form_version_id=season.form.id,
        unit_id=season.unit.id,
        created_by=season.author.id,
    )
    session.add(initiative)
    await session.flush()
    if state is InitiativeState.DRAFT:
        return initiative
    revision = Revision(
        id=new_id(),
        initiative_id=initiative.id,
        number=1,
        form_version_id=season.form.id,
        content={"attachments": [{"media_id": str(cinema.film.id)}]},
        digest=b"0" * 32,
        media_ids=[cinema.film.id],
        receipt=new_id().hex[:30],
        submitted_by=season.author.id,
        submitted_at=CLOSED_AT,
    )
    session.add(revision)
    await session.flush()
    initiative.current_revision_id, initiative.submitted_at, initiative.screened_at = revision.id, CLOSED_AT, CLOSED_AT
    initiative.withdrawn_at = CLOSED_AT if state is InitiativeState.WITHDRAWN else None
    initiative.state = state
    await session.flush()
    return initiative


@pytest.mark.parametrize("state", list(InitiativeState))
async def test_a_file_is_held_between_handing_in_and_decision(session: AsyncSession, state: InitiativeState):
    cinema = await make_cinema(session)
    await hand_in(session, cinema, state)

    assert await holds.is_held(session, cinema.film.id) is (state in HELD)
    if state in HELD:
        with pytest.raises(MediaHeld):
            await holds.require_free(session, cinema.film.id)
    else:
        await holds.require_free(session, cinema.film.id)


async def test_one_undecided_initiative_is_enough(session: AsyncSession):
    cinema = await make_cinema(session)
    await hand_in(session, cinema, InitiativeState.RECOGNISED)
    await hand_in(session, cinema, InitiativeState.SUBMITTED)

    assert await holds.is_held(session, cinema.film.id)
    assert not await holds.is_held(session, new_id())

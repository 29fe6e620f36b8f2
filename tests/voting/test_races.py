"""What must hold when everybody presses at once, on a database of the test's own, with real commits."""

import asyncio

import pytest
from sqlalchemy import func, select, text

from exemplar.audit import service as audit
from exemplar.core.clock import utc_now
from exemplar.core.database import transaction
from exemplar.core.errors import DomainError
from exemplar.voting.errors import VoteClosed, WrongState
from exemplar.voting.models import OpenVote
from exemplar.voting.polls import PollService
from exemplar.voting.rules import Choice
from tests.voting.room import make_room, open_first
from tests.voting.rule_samples import V2_FLAG


async def room_with_open_vote(services, size):
    async with transaction(services.session_maker) as session:
        room = await make_room(session, size=size, definition=V2_FLAG)
        item = await open_first(session, room)
    return room, item


async def attempt(services, use):
    """Run a use case in a transaction of its own; return what it gave, or the refusal."""
    try:
        async with transaction(services.session_maker) as session:
            return await use(PollService(session, utc_now))
    except DomainError as refusal:
        return refusal


async def votes_in(services, item_id):
    async with transaction(services.session_maker) as session:
        return await session.scalar(select(func.count()).where(OpenVote.item_id == item_id))


async def test_fifty_identical_casts_leave_one_vote_and_fifty_equal_receipts(own_services):
    room, item = await room_with_open_vote(own_services, 3)

    answers = await asyncio.gather(
        *(attempt(own_services, lambda polls: polls.cast(room.members[1], item.id, Choice.AGREE)) for _ in range(50))
    )

    assert len(set(answers)) == 1
    assert answers[0].choice is Choice.AGREE
    assert await votes_in(own_services, item.id) == 1


async def test_two_choices_at_once_leave_the_one_that_was_acknowledged(own_services):
    room, item = await room_with_open_vote(own_services, 3)
    choices = [Choice.AGREE, Choice.DISAGREE] * 10

    answers = await asyncio.gather(
        *(attempt(own_services, lambda polls, c=choice: polls.cast(room.members[1], item.id, c)) for choice in choices)
    )

    taken = {answer.choice for answer in answers if not isinstance(answer, DomainError)}
    refused = {answer.code for answer in answers if isinstance(answer, DomainError)}
    assert (len(taken), refused) == (1, {"vote_already_cast"})
    assert await votes_in(own_services, item.id) == 1


@pytest.mark.parametrize("delay_ms", [0, 2, 5, 10, 20, 40])
async def test_votes_racing_the_closing_are_counted_exactly_when_acknowledged(own_services, delay_ms):
    room, item = await room_with_open_vote(own_services, 24)

    async def close():
        await asyncio.sleep(delay_ms / 1000)
        return await attempt(own_services, lambda polls: polls.close(room.chair, item.id))

    casts = [attempt(own_services, lambda polls, m=member: polls.cast(m, item.id, Choice.AGREE)) for member in room.members]
    closed, *answers = await asyncio.gather(close(), *casts)
    result = await attempt(own_services, lambda polls: polls.count(room.secretary, item.id))

    acknowledged = [answer for answer in answers if not isinstance(answer, DomainError)]
    assert {type(answer) for answer in answers if isinstance(answer, DomainError)} <= {VoteClosed}
    assert result.counts["agree"] == len(acknowledged) == await votes_in(own_services, item.id)
    assert all(answer.cast_at <= closed.closed_at for answer in acknowledged)


async def test_a_vote_sent_while_the_closing_commits_waits_and_is_refused(own_services):
    room, item = await room_with_open_vote(own_services, 3)

    async with transaction(own_services.session_maker) as session:
        await PollService(session, utc_now).close(room.chair, item.id)
        late = asyncio.create_task(attempt(own_services, lambda polls: polls.cast(room.members[1], item.id, Choice.AGREE)))
        await asyncio.sleep(0.3)
        assert not late.done()

    assert isinstance(await late, VoteClosed)
    assert await votes_in(own_services, item.id) == 0


async def test_of_several_who_close_one_does(own_services):
    room, item = await room_with_open_vote(own_services, 3)

    answers = await asyncio.gather(*(attempt(own_services, lambda polls: polls.close(room.chair, item.id)) for _ in range(8)))

    assert sum(not isinstance(answer, DomainError) for answer in answers) == 1
    assert {type(answer) for answer in answers if isinstance(answer, DomainError)} == {WrongState}


async def test_of_several_who_open_or_count_one_does(own_services):
    async with transaction(own_services.session_maker) as session:
        room = await make_room(session, size=3)
        item = await open_first(session, room)
    second = room.items[1]
    assert (await attempt(own_services, lambda polls: polls.close(room.chair, item.id))).state == "closed"

    counts = await asyncio.gather(*(attempt(own_services, lambda polls: polls.count(room.secretary, item.id)) for _ in range(6)))
    opens = await asyncio.gather(*(attempt(own_services, lambda polls: polls.open(room.chair, second.id)) for _ in range(6)))

    assert sum(not isinstance(answer, DomainError) for answer in counts) == 1
    assert sum(not isinstance(answer, DomainError) for answer in opens) == 1


async def test_opening_and_withdrawing_at_once_never_wait_for_each_other(own_services):
    room, item = await room_with_open_vote(own_services, 3)
    second = room.items[1]
    await attempt(own_services, lambda polls: polls.close(room.chair, item.id))

    async def withdraw(polls):
        await polls._session.execute(text("SELECT 1 FROM initiative WHERE id = :id FOR UPDATE"), {"id": second.initiative_id})
        await asyncio.sleep(0.05)
        await polls.void_withdrawn(second.initiative_id)

    answers = await asyncio.gather(
        attempt(own_services, withdraw), *(attempt(own_services, lambda polls: polls.open(room.chair, second.id)) for _ in range(3))
    )

    assert answers[0] is None


async def test_everything_a_council_does_is_in_a_sound_log_without_a_choice(own_services):
    room, item = await room_with_open_vote(own_services, 3)
    for member in room.members:
        await attempt(own_services, lambda polls, m=member: polls.cast(m, item.id, Choice.DISAGREE))
    async with transaction(own_services.session_maker) as session:
        casts = (await session.execute(text("SELECT body::text FROM audit_entry WHERE action = 'vote.cast'"))).scalars().all()
        actions = set((await session.execute(text("SELECT DISTINCT action FROM audit_entry"))).scalars())
        verdict = await audit.verify(session)

    assert verdict.is_sound
    assert len(casts) == 3
    assert not any("agree" in body for body in casts)
    assert {"council_session.convened", "council_session.started", "attendance.recorded", "agenda_item.opened", "vote.cast"} <= actions

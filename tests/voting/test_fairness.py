"""Who sits, who leaves and who sees: what must hold so that nobody bends a council."""

import asyncio
from dataclasses import replace
from fractions import Fraction

import pytest
from sqlalchemy import select, update

from exemplar.accounts.models import RoleGrant
from exemplar.accounts.roles import Role
from exemplar.audit.models import AuditEntry
from exemplar.core.clock import utc_now
from exemplar.core.database import transaction
from exemplar.core.errors import DomainError, NotAllowed
from exemplar.initiatives.models import Initiative
from exemplar.initiatives.workflow import InitiativeState
from exemplar.review.declaring import DeclarationService
from exemplar.review.models import ConflictKind
from exemplar.review.ranking import RankedEntry, without_running
from exemplar.units.service import UnitService
from exemplar.voting.agenda import Candidate
from exemplar.voting.councils import CouncilService
from exemplar.voting.errors import CouncilSits, MemberRecused, OwnSeat, TooFewSeats
from exemplar.voting.models import AgendaItem, Office, OpenVote
from exemplar.voting.polls import PollService
from exemplar.voting.roll import digest_of
from exemplar.voting.rules import Choice
from exemplar.voting.service import SessionService
from exemplar.voting.session_page import read_session
from tests.factories import actor_of, in_campaign, make_account, settled
from tests.voting.room import convene, make_room, member_of, open_first, services_of, start
from tests.voting.rule_samples import rule

A, D = Choice.AGREE, Choice.DISAGREE


# Who sits


async def test_nobody_seats_or_dismisses_themselves(session):
    room = await make_room(session)
    councils = services_of(session)[1]
    grants = (in_campaign(Role.MANAGER, room.campaign.id), in_campaign(Role.CHAIR, room.campaign.id))
    both = actor_of(await make_account(session, *grants), *grants)

    with pytest.raises(OwnSeat):
        await councils.appoint(both, room.council.id, both.account_id, Office.VICE_CHAIR)
    await councils.appoint(room.manager, room.council.id, both.account_id, Office.VICE_CHAIR)
    with pytest.raises(OwnSeat):
        await councils.dismiss(both, room.council.id, both.account_id)


@pytest.mark.parametrize("office", [Office.CHAIR, Office.SECRETARY])
async def test_another_office_leaves_nothing_of_the_old_one(session, office):
    room = await make_room(session)
    role = Role.CHAIR if office is Office.CHAIR else Role.SECRETARY
    held = room.chair if office is Office.CHAIR else room.secretary
    session.add(RoleGrant(account_id=held.account_id, role=Role.MEMBER, scope_kind="campaign", scope_id=room.campaign.id))
    await session.flush()

    await services_of(session)[1].appoint(room.manager, room.council.id, held.account_id, Office.MEMBER)

    left = list(await session.scalars(select(RoleGrant.role).where(RoleGrant.account_id == held.account_id)))
    assert (left, role in left) == ([Role.MEMBER], False)


async def test_an_office_in_another_council_of_the_call_keeps_its_role(session):
    room = await make_room(session)
    councils = services_of(session)[1]
    second = await councils.create(room.manager, room.campaign.id, {"vi": "Hội đồng khác", "fr": None, "en": None})
    await councils.appoint(room.manager, second.id, room.chair.account_id, Office.CHAIR)
    session.add(RoleGrant(account_id=room.chair.account_id, role=Role.MEMBER, scope_kind="campaign", scope_id=room.campaign.id))
    await session.flush()

    await councils.appoint(room.manager, room.council.id, room.chair.account_id, Office.MEMBER)

    left = await session.scalars(select(RoleGrant.role).where(RoleGrant.account_id == room.chair.account_id))
    assert set(left) == {Role.CHAIR, Role.MEMBER}


async def test_who_sits_stays_as_it_is_while_a_meeting_is_in_session(session):
    room = await make_room(session)
    spare = await member_of(session, Role.MEMBER, room.campaign.id, "Dự bị")
    item = await open_first(session, room)
    _, councils, meetings, _, polls, _ = services_of(session)

    for change in (
        lambda: councils.dismiss(room.manager, room.council.id, room.chair.account_id),
        lambda: councils.dismiss(room.manager, room.council.id, room.members[1].account_id),
        lambda: councils.appoint(room.manager, room.council.id, room.chair.account_id, Office.MEMBER),
        lambda: councils.appoint(room.manager, room.council.id, spare.account_id, Office.MEMBER),
    ):
        with pytest.raises(CouncilSits):
            await change()
    await polls.close(room.chair, item.id)
    await polls.count(room.chair, item.id)
    await meetings.end(room.chair, room.meeting.id)
    await councils.appoint(room.manager, room.council.id, spare.account_id, Office.MEMBER)


async def test_a_seat_filled_while_the_meeting_starts_waits_and_is_refused(own_services):
    async with transaction(own_services.session_maker) as session:
        room = await make_room(session, size=3)
        spare = await member_of(session, Role.MEMBER, room.campaign.id, "Dự bị")
        await convene(session, room)

    async def appoint():
        async with transaction(own_services.session_maker) as session:
            councils = CouncilService(session, utc_now)
            await councils.appoint(room.manager, room.council.id, spare.account_id, Office.MEMBER)

    async with transaction(own_services.session_maker) as session:
        meetings: SessionService = services_of(session)[2]
        await meetings.start(room.chair, room.meeting.id)
        late = asyncio.create_task(appoint())
        await asyncio.sleep(0.3)
        assert not late.done()
    with pytest.raises(CouncilSits):
        await late


async def test_fewer_than_three_voting_seats_open_nothing(session):
    small = rule(quorum={"num": 1, "den": 2, "chair_or_delegate_required": True})
    room = await make_room(session, size=2, definition=small)
    await start(session, room)

    with pytest.raises(TooFewSeats) as refusal:
        await services_of(session)[4].open(room.chair, room.items[0].id)

    assert refusal.value.facts == {"seats": 2, "needed": 3}


# Who leaves


async def logged_roll(session, item):
    await settled(session)
    query = select(AuditEntry.body).where(AuditEntry.object_id == item.id, AuditEntry.body.has_key("roll_sha256"))
    return (await session.scalars(query.order_by(AuditEntry.seq.desc()).limit(1))).one()["roll_sha256"]


async def test_a_conflict_declared_during_the_vote_recuses_at_once(session):
    room = await make_room(session)
    item = await open_first(session, room)
    polls, leaving = services_of(session)[4], room.members[1]

    await DeclarationService(session, utc_now).declare_entry(leaving, item.initiative_id, ConflictKind.FAMILY, "Em ruột")
    await session.refresh(item)

    with pytest.raises(MemberRecused):
        await polls.cast(leaving, item.id, A)
    page = (await read_session(session, leaving, room.meeting.id)).items[0]
    assert (page.own_part.barred, page.open_actions) == ("recused", [])
    assert [(one.account_id, one.kind, one.reasons) for one in page.recusals] == [(leaving.account_id, "computed", ["family"])]
    assert await logged_roll(session, item) == digest_of(item.roll).hex()


async def test_a_conflict_with_a_unit_declared_during_the_vote_recuses_too(session):
    room = await make_room(session)
    item = await open_first(session, room)
    leaving = room.members[2]

    await DeclarationService(session, utc_now).declare_unit(leaving, room.unit.id, ConflictKind.FAMILY, "Vợ công tác tại đó")

    with pytest.raises(MemberRecused):
        await services_of(session)[4].cast(leaving, item.id, A)


async def test_a_vote_of_whoever_leaves_afterwards_is_set_aside(session):
    room = await make_room(session)
    item = await open_first(session, room)
    _, _, _, _, polls, recusals = services_of(session)
    leaving = room.members[1]
    for member in room.members:
        await polls.cast(member, item.id, A)

    await recusals.recuse(leaving, item.id, leaving.account_id, "Vừa nhận ra đồng tác giả")
    await polls.close(room.chair, item.id)
    result = await polls.count(room.chair, item.id)
    await session.refresh(item)

    assert (result.counts["agree"], result.headcount.recused) == (4, 1)
    assert await session.scalar(select(OpenVote.choice).where(OpenVote.account_id == leaving.account_id)) == A
    assert await logged_roll(session, item) == digest_of(item.roll).hex()


async def test_while_a_vote_is_open_the_secretary_takes_nobody_off_the_roll(session):
    room = await make_room(session)
    item = await open_first(session, room)
    recusals = services_of(session)[5]

    with pytest.raises(NotAllowed):
        await recusals.recuse(room.secretary, item.id, room.members[1].account_id, "Cùng đơn vị")


async def test_a_conflict_that_nobody_declared_stops_the_vote_itself(session):
    room = await make_room(session)
    item = await open_first(session, room)
    moved = room.members[1]
    await UnitService(session, utc_now).post(moved.account_id, room.unit.id, utc_now().date(), None)

    with pytest.raises(MemberRecused):
        await services_of(session)[4].cast(moved, item.id, A)


async def test_declaring_while_a_vote_is_being_cast_leaves_no_vote_that_counts(own_services):
    async with transaction(own_services.session_maker) as session:
        room = await make_room(session, size=5)
        item = await open_first(session, room)
    leaving = room.members[1]

    async def cast():
        async with transaction(own_services.session_maker) as session:
            await PollService(session, utc_now).cast(leaving, item.id, A)

    async def declare():
        async with transaction(own_services.session_maker) as session:
            await DeclarationService(session, utc_now).declare_entry(leaving, item.initiative_id, ConflictKind.FAMILY, "")

    answers = await asyncio.gather(*(cast() for _ in range(4)), declare(), return_exceptions=True)
    async with transaction(own_services.session_maker) as session:
        polls = PollService(session, utc_now)
        await polls.close(room.chair, item.id)
        result = await polls.count(room.chair, item.id)

    assert all(answer is None or isinstance(answer, DomainError) for answer in answers)
    assert (result.counts["agree"], result.headcount.recused) == (0, 1)


# Who sees


async def seen(session, room, actor):
    return (await read_session(session, actor, room.meeting.id)).items[0]


async def test_whoever_is_in_conflict_sees_neither_score_nor_count_before_the_release(session):
    room = await make_room(session)
    await start(session, room)
    polls, recusals = services_of(session)[4:]
    computed, declared, secretary, other = room.members[1], room.members[2], room.secretary, room.members[3]
    item = room.items[0]
    await recusals.recuse(declared, item.id, declared.account_id, "Bạn thân")
    declarations = DeclarationService(session, utc_now)
    for actor in (computed, secretary):
        await declarations.declare_entry(actor, item.initiative_id, ConflictKind.FAMILY, "")
    score = {"percent_hundredths": 8500, "sheets": 3, "rank": 1}
    await session.execute(update(AgendaItem).where(AgendaItem.id == item.id).values(score=score))
    session.expire(item)
    in_conflict = (computed, declared, secretary)

    assert [(await seen(session, room, actor)).score for actor in in_conflict] == [None] * 3
    assert (await seen(session, room, other)).score.percent_hundredths == 8500
    await polls.open(room.chair, item.id)
    assert [(await seen(session, room, actor)).turnout for actor in in_conflict] == [None] * 3
    for member in (room.chair, room.members[3], room.members[4]):
        await polls.cast(member, item.id, A)
    await polls.close(room.chair, item.id)
    await polls.count(room.chair, item.id)

    for actor in in_conflict:
        page = await seen(session, room, actor)
        assert (page.score, page.tally, page.roll_call, page.withheld) == (None, None, None, True)
    page = await seen(session, room, other)
    assert (page.tally.counts.agree, page.withheld) == (3, False)
    await session.execute(update(Initiative).where(Initiative.id == item.initiative_id).values(state=InitiativeState.NOT_RECOGNISED))
    for actor in in_conflict:
        assert (await seen(session, room, actor)).tally.counts.agree == 3


async def test_candidates_say_nothing_about_entries_in_conflict_or_in_progress(session):
    room = await make_room(session)
    await convene(session, room)
    _, _, meetings, agenda, _, _ = services_of(session)
    for item in room.items:
        await meetings.drop_item(room.secretary, room.meeting.id, item.id)
    near = room.initiatives[0].id
    await DeclarationService(session, utc_now).declare_entry(room.secretary, near, ConflictKind.FAMILY, "")

    found = await agenda.candidates(room.secretary, room.meeting.id)

    assert {one.entry.initiative_id: one.withheld for one in found} == {near: True, room.initiatives[1].id: False}
    entry = RankedEntry(near, "SK-1", "Vé điện tử", near, 2, Fraction(70), Fraction(0), 1, [], True, [Fraction(70)] * 2)
    told = Candidate(entry, None, None, withheld=True).as_dict()
    assert (told["percent_hundredths"], told["sheets"], told["rank"]) == (None, 0, None)
    running = without_running([replace(entry, in_progress=True)])[0]
    told = Candidate(running, None, None).as_dict()
    assert (told["percent_hundredths"], told["sheets"], told["rank"]) == (None, 2, None)

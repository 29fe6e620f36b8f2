"""What a council's use cases refuse: things that are not there, not yours to see, or not in their hour."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy import delete, update

from exemplar.accounts.roles import Role
from exemplar.core.clock import utc_now
from exemplar.core.models import new_id
from exemplar.initiatives.models import Initiative
from exemplar.initiatives.workflow import InitiativeState
from exemplar.review.ranking import RankedEntry
from exemplar.voting.agenda import meets, score_document
from exemplar.voting.errors import (
    CategoryNotFound,
    CouncilNotFound,
    InitiativeNotDecidable,
    ItemNotFound,
    MemberNotFound,
    RuleMissing,
    RuleNotFound,
    SessionNotFound,
    SubstituteWrong,
    WrongState,
)
from exemplar.voting.models import AgendaItem, CategoryRule, Office, Presence
from exemplar.voting.rulebook import RuleContent
from exemplar.voting.rules import Choice, ScoreGate
from exemplar.voting.service import SessionPlan
from exemplar.voting.session_page import read_session
from tests.factories import make_actor, sign_in_as
from tests.voting.room import NAME, convene, make_category, make_room, member_of, open_first, services_of, start
from tests.voting.rule_samples import V1, V2_FLAG, rule

GATE = ScoreGate(min_percent=70, min_sheets=2)
ENTRY = RankedEntry(new_id(), "SK-1", "Vé điện tử", new_id(), 2, Fraction(70), Fraction(0), 1, [], True, [])


def test_the_score_gate_opens_at_exactly_its_percent_and_sheets():
    assert meets(None, None)
    assert meets(GATE, ENTRY)
    assert not meets(GATE, None)
    assert not meets(GATE, replace(ENTRY, percent=Fraction(69999, 1000)))
    assert not meets(GATE, replace(ENTRY, sheets=1))
    assert not meets(GATE, replace(ENTRY, percent=None))
    assert meets(ScoreGate(min_percent=0, min_sheets=0), replace(ENTRY, percent=None, sheets=0))


def test_the_percent_that_is_stored_is_never_rounded_up_over_the_gate():
    assert score_document(replace(ENTRY, percent=Fraction(69_999, 1_000))) == {"percent_hundredths": 6999, "sheets": 2, "rank": 1}
    assert score_document(None) == {"percent_hundredths": None, "sheets": 0, "rank": None}


async def test_rules_and_categories_that_are_not_there_are_not_found(session):
    room = await make_room(session)
    rules = services_of(session)[0]
    _, elsewhere = await make_category(session)
    content = RuleContent(NAME, "", utc_now().date(), None, V2_FLAG)

    with pytest.raises(RuleNotFound):
        await rules.get(new_id())
    with pytest.raises(RuleNotFound):
        await rules.edit(room.secretary, new_id(), 1, content)
    with pytest.raises(RuleNotFound):
        await rules.assign(room.manager, room.campaign.id, room.category.id, new_id())
    for category_id in (new_id(), elsewhere.id):
        with pytest.raises(CategoryNotFound):
            await rules.assign(room.manager, room.campaign.id, category_id, room.rule.id)
    with pytest.raises(CategoryNotFound):
        await rules.category_rules(room.manager, new_id())


async def test_without_a_rule_no_vote_opens(session):
    room = await make_room(session)
    await start(session, room)
    await session.execute(delete(CategoryRule).where(CategoryRule.category_id == room.category.id))
    polls = services_of(session)[4]

    page = await read_session(session, room.secretary, room.meeting.id)
    with pytest.raises(RuleMissing):
        await polls.open(room.chair, room.items[0].id)

    assert (page.items[0].rule, page.items[0].quorum, page.items[0].votes_needed) == (None, None, None)


async def test_councils_and_members_that_are_not_there_are_not_found(session):
    room = await make_room(session)
    _, councils, meetings, _, _, _ = services_of(session)
    plan = SessionPlan(NAME, "Phòng 201", utc_now() + timedelta(days=1))

    with pytest.raises(CouncilNotFound):
        await councils.of_campaign(room.manager, new_id())
    with pytest.raises(CouncilNotFound):
        await meetings.prepare(room.secretary, new_id(), plan)
    with pytest.raises(CouncilNotFound):
        await meetings.prepare(await make_actor(session), room.council.id, plan)
    with pytest.raises(MemberNotFound):
        await councils.dismiss(room.manager, room.council.id, new_id())


async def test_a_session_that_is_not_there_cannot_be_read_or_led(session):
    room = await make_room(session)
    _, _, meetings, agenda, polls, recusals = services_of(session)

    with pytest.raises(SessionNotFound):
        await read_session(session, room.chair, new_id())
    with pytest.raises(SessionNotFound):
        await meetings.start(room.chair, new_id())
    with pytest.raises(SessionNotFound):
        await agenda.candidates(room.secretary, new_id())
    with pytest.raises(ItemNotFound):
        await polls.count(room.chair, new_id())
    with pytest.raises(ItemNotFound):
        await polls.close(room.chair, new_id())
    with pytest.raises(ItemNotFound):
        await polls.cast(room.chair, new_id(), Choice.AGREE)
    with pytest.raises(ItemNotFound):
        await recusals.recuse(room.secretary, new_id(), room.chair.account_id, "Họ hàng")


async def test_an_item_of_another_session_is_not_dropped_here(session):
    room, other = await make_room(session), await make_room(session)
    await convene(session, room)
    await convene(session, other)
    meetings = services_of(session)[2]

    for item_id in (new_id(), other.items[0].id):
        with pytest.raises(ItemNotFound):
            await meetings.drop_item(room.secretary, room.meeting.id, item_id)


async def test_only_members_have_their_attendance_recorded_and_their_recusal_too(session):
    room = await make_room(session)
    await convene(session, room)
    stranger = await make_actor(session)
    _, _, meetings, _, _, recusals = services_of(session)

    with pytest.raises(MemberNotFound):
        await meetings.record_attendance(room.secretary, room.meeting.id, stranger.account_id, Presence.PRESENT)
    with pytest.raises(MemberNotFound):
        await recusals.recuse(room.secretary, room.items[0].id, stranger.account_id, "Họ hàng")


async def test_a_reserve_who_is_recused_too_takes_nobody_s_seat(session):
    room = await make_room(session, definition=V1)
    reserve = await member_of(session, Role.MEMBER, room.campaign.id, "Ủy viên dự khuyết")
    await services_of(session)[1].appoint(room.manager, room.council.id, reserve.account_id, Office.MEMBER, votes=False)
    await convene(session, room)
    recusals, item, member = services_of(session)[5], room.items[0].id, room.members[1].account_id
    await recusals.recuse(room.secretary, item, reserve.account_id, "Đồng tác giả")

    with pytest.raises(SubstituteWrong):
        await recusals.recuse(room.secretary, item, member, "Họ hàng", reserve.account_id)
    await recusals.recuse(room.secretary, room.items[1].id, member, "Họ hàng", reserve.account_id)


async def test_votes_open_and_items_fall_only_while_the_council_sits(session):
    room = await make_room(session)
    await convene(session, room)
    polls = services_of(session)[4]

    with pytest.raises(WrongState) as opening:
        await polls.open(room.chair, room.items[0].id)
    with pytest.raises(WrongState) as voiding:
        await polls.void(room.chair, room.items[0].id, "Nhầm hồ sơ")

    assert opening.value.facts == {"state": "convened", "action": "open"}
    assert voiding.value.facts == {"state": "convened", "action": "void"}


async def test_an_initiative_that_is_no_longer_accepted_is_not_voted_on(session):
    room = await make_room(session)
    await start(session, room)
    await session.execute(
        update(Initiative).where(Initiative.id == room.initiatives[0].id).values(state=InitiativeState.WITHDRAWN, withdrawn_at=utc_now())
    )

    with pytest.raises(InitiativeNotDecidable):
        await services_of(session)[4].open(room.chair, room.items[0].id)


async def test_the_gate_s_figures_stand_beside_the_score(session):
    room = await make_room(session, definition=rule(score_gate={"min_percent": 70, "min_sheets": 3}))
    await convene(session, room)
    meeting_id, item_id = room.meeting.id, room.items[0].id
    figures = [
        {"percent_hundredths": 7000, "sheets": 3, "rank": 1},
        {"percent_hundredths": 6999, "sheets": 3, "rank": 1},
        {"percent_hundredths": 7000, "sheets": 2, "rank": 1},
        {"percent_hundredths": None, "sheets": 3, "rank": None},
    ]
    seen = []
    for score in figures:
        await session.execute(update(AgendaItem).where(AgendaItem.id == item_id).values(score=score))
        session.expire_all()
        seen.append((await read_session(session, room.chair, meeting_id)).items[0].score.gate_met)

    assert seen == [True, False, False, False]


async def test_against_the_votes_cast_nobody_knows_the_number_needed_before_the_count(session):
    definition = rule(denominator="VALID_BALLOTS", absent_policy="not_counted")
    room = await make_room(session, definition=definition)
    item = await open_first(session, room)
    polls = services_of(session)[4]
    open_page = await read_session(session, room.chair, room.meeting.id)
    for member in room.members[:4]:
        await polls.cast(member, item.id, Choice.AGREE)
    await polls.close(room.chair, item.id)

    result = await polls.count(room.chair, item.id)

    assert open_page.items[0].votes_needed is None
    assert (result.denominator, result.votes_needed) == ({"kind": "VALID_BALLOTS", "size": 4}, 3)


async def test_a_meeting_is_led_over_http(client, session):
    room = await make_room(session, size=1, entries=1)
    await convene(session, room)
    base, item = f"/council-sessions/{room.meeting.id}", f"/agenda-items/{room.items[0].id}"
    await sign_in_as(client, session, room.chair.account_id)

    steps = [(await client.post(f"{base}/{word}")).status_code for word in ("check-in", "start")]
    voided = await client.post(f"{item}/voiding", json={"reason": "Nhầm hồ sơ"})
    ended = await client.post(f"{base}/end")

    assert (steps, voided.status_code, ended.status_code) == ([204, 204], 204, 204)
    page = (await client.get(base)).json()
    assert (page["state"], [(one["state"], one["void_reason"]) for one in page["items"]]) == ("ended", [("void", "Nhầm hồ sơ")])


async def test_somebody_is_taken_off_the_council_over_http(client, session):
    room = await make_room(session)
    await sign_in_as(client, session, room.manager.account_id)

    answer = await client.delete(f"/councils/{room.council.id}/members/{room.members[4].account_id}")

    assert answer.status_code == 200
    assert str(room.members[4].account_id) not in [member["account_id"] for member in answer.json()["members"]]

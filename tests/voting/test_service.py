"""Use cases of a council on a real database."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from exemplar.accounts.models import RoleGrant
from exemplar.accounts.roles import Role
from exemplar.campaigns.events import CampaignPublished, CampaignPublishing
from exemplar.campaigns.models import Campaign, Category
from exemplar.campaigns.workflow import CampaignState
from exemplar.core.clock import utc_now
from exemplar.core.errors import ConfirmationRequired, NotAllowed, StaleVersion
from exemplar.core.events import announce
from exemplar.initiatives.events import InitiativeWithdrawn
from exemplar.notifications.models import Notification, OutboxMail
from exemplar.review.models import ConflictKind, DeclaredConflict
from exemplar.voting.errors import (
    AgendaEmpty,
    AgendaWrong,
    AnotherItemOpen,
    CategoryRuleFixed,
    ChoiceNotOffered,
    CouncilNotFound,
    InitiativeNotDecidable,
    ItemNotFound,
    ItemsUndecided,
    MemberInUse,
    MemberRecused,
    NotCheckedIn,
    NotOnRoll,
    OfficeNeedsRole,
    QuorumMissed,
    RuleCodeTaken,
    RuleDatesWrong,
    RuleFrozen,
    ScoreGateMissed,
    SecondChair,
    SessionNotFound,
    SubstituteWrong,
    VoteAlreadyCast,
    VoteClosed,
    WrongState,
)
from exemplar.voting.models import AgendaItem, CouncilRule, Office, OpenVote
from exemplar.voting.rulebook import RuleContent
from exemplar.voting.rules import Choice
from exemplar.voting.service import SessionPlan
from exemplar.voting.session_page import read_session
from tests.factories import actor_of, everywhere, make_account, make_actor
from tests.voting.room import NAME, convene, make_category, make_room, make_rule, member_of, open_first, services_of, start
from tests.voting.rule_samples import V1, V2_FLAG, V3, rule

A, D, B = Choice.AGREE, Choice.DISAGREE, Choice.ABSTAIN


def content(definition=V2_FLAG, **changes):
    return replace(RuleContent(NAME, "", utc_now().date(), None, definition), **changes)


# Rules


async def test_a_rule_is_edited_until_a_published_campaign_freezes_it(session):
    room = await make_room(session)
    rules = services_of(session)[0]
    edited = await rules.edit(room.secretary, room.rule.id, 1, content(V3))

    await announce(session, CampaignPublished(room.campaign.id))
    await session.refresh(edited)

    assert (edited.version, edited.definition["denominator"], edited.frozen_at is not None) == (2, "PRESENT", True)
    with pytest.raises(RuleFrozen):
        await rules.edit(room.secretary, room.rule.id, 2, content())
    newer = await rules.new_version(room.manager, room.rule.id)
    assert (newer.code, newer.number, newer.frozen_at, newer.definition) == (edited.code, 2, None, edited.definition)


async def test_a_stale_editor_overwrites_nothing(session):
    room = await make_room(session)
    rules = services_of(session)[0]
    await rules.edit(room.secretary, room.rule.id, 1, content(V3))

    with pytest.raises(StaleVersion) as refusal:
        await rules.edit(room.manager, room.rule.id, 1, content())

    assert refusal.value.facts == {"yours": 1, "current": 2}


async def test_a_code_names_one_rule_and_its_days_run_forwards(session):
    rules, secretary = services_of(session)[0], (await make_room(session)).secretary
    await make_rule(session, code="ONCE")
    yesterday = utc_now().date() - timedelta(days=1)

    with pytest.raises(RuleCodeTaken):
        await rules.create(secretary, "ONCE", content())
    with pytest.raises(RuleDatesWrong):
        await rules.create(secretary, "OTHER", content(valid_until=yesterday))


async def test_only_secretaries_and_managers_edit_rules(session):
    room = await make_room(session)

    with pytest.raises(NotAllowed):
        await services_of(session)[0].create(room.members[1], "NOPE", content())


async def test_publishing_names_categories_without_a_rule_and_rules_out_of_date(session):
    room = await make_room(session)
    session.add(Category(campaign_id=room.campaign.id, code="A2", name=NAME, award_name=NAME))
    await session.execute(update(CouncilRule).where(CouncilRule.id == room.rule.id).values(valid_until=utc_now().date()))
    fact = CampaignPublishing(room.campaign.id, [])

    await announce(session, fact)

    assert fact.faults == ["council_rule_missing", "council_rule_not_valid"]


async def test_the_rule_of_a_category_is_fixed_once_the_campaign_is_published(session):
    room = await make_room(session)
    rules, other = services_of(session)[0], await make_rule(session, V3)
    await rules.assign(room.manager, room.campaign.id, room.category.id, other.id)
    values = {"state": CampaignState.PUBLISHED, "published_at": utc_now()}
    await session.execute(update(Campaign).where(Campaign.id == room.campaign.id).values(**values))

    with pytest.raises(CategoryRuleFixed):
        await rules.assign(room.manager, room.campaign.id, room.category.id, room.rule.id)
    with pytest.raises(NotAllowed):
        await rules.assign(room.secretary, room.campaign.id, room.category.id, room.rule.id)


# Councils


async def test_whoever_is_seated_holds_the_role_of_the_office_already(session):
    room = await make_room(session)
    councils, member = services_of(session)[1], await member_of(session, Role.MEMBER, room.campaign.id, "Ủy viên mới")

    with pytest.raises(OfficeNeedsRole) as refusal:
        await councils.appoint(room.manager, room.council.id, member.account_id, Office.VICE_CHAIR)
    await councils.appoint(room.manager, room.council.id, member.account_id, Office.MEMBER)

    grants = await session.scalars(select(RoleGrant.role).where(RoleGrant.account_id == member.account_id))
    assert (refusal.value.facts, list(grants)) == ({"role": "chair"}, [Role.MEMBER])


async def test_only_the_demo_gives_the_role_with_the_seat(session):
    room = await make_room(session)
    person = await make_account(session)

    await services_of(session)[1].appoint(None, room.council.id, person.id, Office.VICE_CHAIR)

    grants = await session.scalars(select(RoleGrant).where(RoleGrant.account_id == person.id))
    assert [(grant.role, grant.scope_id) for grant in grants] == [(Role.CHAIR, room.campaign.id)]


async def test_a_council_has_one_chair(session):
    room = await make_room(session)

    with pytest.raises(SecondChair):
        await services_of(session)[1].appoint(room.manager, room.council.id, room.members[1].account_id, Office.CHAIR)


async def test_strangers_do_not_learn_that_a_council_or_session_exists(session):
    room = await make_room(session)
    await convene(session, room)
    _, councils, meetings, agenda, polls, _ = services_of(session)
    other_campaign, _ = await make_category(session)
    strangers = [await make_actor(session), await member_of(session, Role.SECRETARY, other_campaign.id, "Người khác")]

    for stranger in strangers:
        for refusal, ask in [
            (CouncilNotFound, lambda s=stranger: councils.of_campaign(s, room.campaign.id)),
            (CouncilNotFound, lambda s=stranger: councils.create(s, room.campaign.id, NAME)),
            (CouncilNotFound, lambda s=stranger: councils.dismiss(s, room.council.id, room.chair.account_id)),
            (CouncilNotFound, lambda s=stranger: meetings.prepare(s, room.council.id, SessionPlan(NAME, "", utc_now()))),
            (SessionNotFound, lambda s=stranger: read_session(session, s, room.meeting.id)),
            (SessionNotFound, lambda s=stranger: meetings.start(s, room.meeting.id)),
            (SessionNotFound, lambda s=stranger: agenda.candidates(s, room.meeting.id)),
            (ItemNotFound, lambda s=stranger: polls.open(s, room.items[0].id)),
            (ItemNotFound, lambda s=stranger: polls.cast(s, room.items[0].id, A)),
            (ItemNotFound, lambda s=stranger: polls.close(s, room.items[0].id)),
            (ItemNotFound, lambda s=stranger: polls.count(s, room.items[0].id)),
        ]:
            with pytest.raises(refusal):
                await ask()


async def test_whoever_took_part_stays_on_the_list(session):
    room = await make_room(session)
    _, councils, meetings, *_ = services_of(session)
    await start(session, room, present=4)
    await meetings.end(room.chair, room.meeting.id)
    spare = await member_of(session, Role.MEMBER, room.campaign.id, "Dự bị")
    await councils.appoint(room.manager, room.council.id, spare.account_id, Office.MEMBER)

    await councils.dismiss(room.manager, room.council.id, spare.account_id)
    kept = await session.scalars(select(RoleGrant.role).where(RoleGrant.account_id == spare.account_id))
    assert list(kept) == []
    with pytest.raises(MemberInUse):
        await councils.dismiss(room.manager, room.council.id, room.members[1].account_id)


# Sessions


async def test_members_see_a_session_from_its_convocation_and_are_told(session):
    room = await make_room(session)
    _, _, meetings, agenda, _, _ = services_of(session)
    meeting = await meetings.prepare(room.secretary, room.council.id, SessionPlan(NAME, "", utc_now()))
    with pytest.raises(SessionNotFound):
        await read_session(session, room.members[1], meeting.id)
    with pytest.raises(AgendaEmpty):
        await meetings.convene(room.secretary, meeting.id)
    await session.refresh(meeting)

    await agenda.add(room.secretary, meeting.id, [room.initiatives[0].id])
    await meetings.convene(room.secretary, meeting.id)

    assert (await read_session(session, room.members[1], meeting.id)).state == "convened"
    told = await session.scalars(select(Notification.account_id).where(Notification.kind == "session_convened"))
    assert set(told) == {room.secretary.account_id, *(member.account_id for member in room.members)}


async def test_members_hear_of_another_time_or_place_and_not_of_another_title(session):
    room = await make_room(session)
    meetings = services_of(session)[2]
    draft = await meetings.prepare(room.secretary, room.council.id, SessionPlan(NAME, "", utc_now()))
    await meetings.edit(room.secretary, draft.id, draft.version, SessionPlan(NAME, "Phòng 101", utc_now()))
    await convene(session, room)
    meeting = room.meeting
    invited = {room.secretary.account_id, *(member.account_id for member in room.members)}

    async def told():
        rows = await session.scalars(select(Notification).where(Notification.kind == "session_moved"))
        return {(row.account_id, row.facts["place"]) for row in rows}

    renamed = await meetings.edit(
        room.secretary, meeting.id, meeting.version, SessionPlan({**NAME, "vi": "Kỳ 2"}, meeting.place, meeting.held_at)
    )
    assert (renamed.title["vi"], await told()) == ("Kỳ 2", set())
    await meetings.edit(room.secretary, meeting.id, meeting.version, SessionPlan(NAME, "Hội trường", meeting.held_at))
    assert await told() == {(account_id, "Hội trường") for account_id in invited}
    await meetings.edit(room.secretary, meeting.id, meeting.version, SessionPlan(NAME, "Hội trường", meeting.held_at + timedelta(days=1)))

    mails = await session.scalars(select(OutboxMail.subject).where(OutboxMail.effect_key.startswith("session_moved:")))
    assert list(mails) == ["Phiên họp hội đồng có thay đổi"] * 2 * len(invited)


async def test_a_session_is_edited_by_its_secretary_until_it_starts(session):
    room = await make_room(session)
    await convene(session, room)
    meetings, plan = services_of(session)[2], SessionPlan(NAME, "Hội trường", utc_now())

    for actor in (room.chair, room.members[1], room.manager):
        with pytest.raises(NotAllowed):
            await meetings.edit(actor, room.meeting.id, room.meeting.version, plan)
    with pytest.raises(StaleVersion):
        await meetings.edit(room.secretary, room.meeting.id, room.meeting.version - 1, plan)
    for member in room.members:
        await meetings.check_in(member, room.meeting.id)
    await meetings.start(room.chair, room.meeting.id)
    with pytest.raises(WrongState) as refusal:
        await meetings.edit(room.secretary, room.meeting.id, room.meeting.version, plan)

    assert refusal.value.facts == {"state": "in_session", "action": "edit"}


async def test_only_the_secretary_prepares_and_only_the_chair_starts(session):
    room = await make_room(session)
    await convene(session, room)
    _, _, meetings, agenda, _, _ = services_of(session)

    for actor in (room.chair, room.members[1], room.manager):
        with pytest.raises(NotAllowed):
            await agenda.candidates(actor, room.meeting.id)
    for actor in (room.secretary, room.members[1], room.manager):
        with pytest.raises(NotAllowed):
            await meetings.start(actor, room.meeting.id)
    with pytest.raises(ConfirmationRequired):
        await meetings.start(replace(room.chair, confirmed_at=utc_now() - timedelta(minutes=6)), room.meeting.id)


async def test_the_agenda_is_ordered_by_the_secretary_who_saw_its_last_state(session):
    room = await make_room(session, entries=3)
    await convene(session, room)
    meetings, wanted = services_of(session)[2], [room.items[n].id for n in (2, 0, 1)]

    with pytest.raises(StaleVersion):
        await meetings.order(room.secretary, room.meeting.id, 1, wanted)
    with pytest.raises(AgendaWrong):
        await meetings.order(room.secretary, room.meeting.id, room.meeting.version, wanted[:2])
    await meetings.order(room.secretary, room.meeting.id, room.meeting.version, wanted)

    assert [item.id for item in (await read_session(session, room.secretary, room.meeting.id)).items] == wanted


async def test_an_initiative_is_on_one_agenda_and_must_be_accepted(session):
    room = await make_room(session)
    await convene(session, room)
    _, _, meetings, agenda, _, _ = services_of(session)
    foreign = await make_room(session)
    second = await meetings.prepare(room.secretary, room.council.id, SessionPlan(NAME, "", utc_now()))

    for initiative in (room.initiatives[0], foreign.initiatives[0]):
        with pytest.raises(InitiativeNotDecidable):
            await agenda.add(room.secretary, second.id, [initiative.id])
    assert await agenda.candidates(room.secretary, second.id) == []


async def test_what_was_not_opened_leaves_the_agenda_when_the_session_ends(session):
    room = await make_room(session)
    item = await open_first(session, room)
    _, _, meetings, _, polls, _ = services_of(session)
    with pytest.raises(ItemsUndecided) as refusal:
        await meetings.end(room.chair, room.meeting.id)
    assert refusal.value.facts == {"open": 1, "closed": 0}
    await session.refresh(room.meeting)

    await polls.close(room.chair, item.id)
    await polls.count(room.secretary, item.id)
    await meetings.end(room.chair, room.meeting.id)

    page = await read_session(session, room.members[1], room.meeting.id)
    assert [(one.state, one.void_reason) for one in page.items] == [("tallied", None), ("void", "session_ended")]
    assert page.open_actions == []


# The vote


async def test_a_vote_from_opening_to_result(session):
    room = await make_room(session, size=5)
    item = await open_first(session, room)
    polls = services_of(session)[4]
    receipts = [await polls.cast(member, item.id, choice) for member, choice in zip(room.members, [A, A, A, A, B], strict=True)]

    await polls.close(room.chair, item.id)
    result = await polls.count(room.secretary, item.id)

    assert (result.passed, result.votes_needed) == (True, 4)
    assert result.counts == {"agree": 4, "disagree": 0, "abstain": 1, "not_cast": 0}
    assert len({receipt.receipt for receipt in receipts}) == 5


async def test_nobody_sees_a_choice_before_the_count_and_everyone_after(session):
    room = await make_room(session, size=3)
    item = await open_first(session, room)
    polls = services_of(session)[4]
    await polls.cast(room.members[1], item.id, D)
    auditor = actor_of(await make_account(session, everywhere(Role.AUDITOR)), everywhere(Role.AUDITOR))

    async def seen(actor):
        return (await read_session(session, actor, room.meeting.id)).items[0]

    secretary, member, audit = await seen(room.secretary), await seen(room.members[2]), await seen(auditor)
    assert (secretary.turnout.cast, secretary.turnout.eligible) == (1, 3)
    assert secretary.turnout.not_voted == sorted([room.chair.account_id, room.members[2].account_id])
    assert (member.turnout, member.tally, member.roll_call) == (None, None, None)
    assert (audit.turnout, audit.tally, audit.roll_call) == (None, None, None)
    assert "disagree" not in secretary.model_dump_json(exclude={"rule"}) + member.model_dump_json(exclude={"rule"})

    await polls.close(room.chair, item.id)
    assert (await seen(room.secretary)).tally is None
    await polls.count(room.secretary, item.id)

    for actor in (room.members[2], room.manager, auditor):
        counted = await seen(actor)
        assert counted.tally.counts.disagree == 1
        assert [call.choice for call in counted.roll_call] == [None, D, None]


async def test_the_same_choice_again_gives_the_same_receipt_and_another_is_refused(session):
    room = await make_room(session)
    item = await open_first(session, room)
    polls = services_of(session)[4]
    first = await polls.cast(room.members[1], item.id, A)

    assert await polls.cast(room.members[1], item.id, A) == first
    with pytest.raises(VoteAlreadyCast):
        await polls.cast(room.members[1], item.id, D)
    await polls.close(room.chair, item.id)
    assert await polls.cast(room.members[1], item.id, A) == first


async def test_a_vote_after_closing_is_refused_with_the_closing_time(session):
    room = await make_room(session)
    item = await open_first(session, room)
    polls = services_of(session)[4]
    closed = await polls.close(room.chair, item.id)

    with pytest.raises(VoteClosed) as refusal:
        await polls.cast(room.members[1], item.id, A)

    assert refusal.value.facts == {"closed_at": closed.closed_at.isoformat()}


async def test_who_cannot_vote_is_told_why(session):
    room = await make_room(session, size=6)
    await start(session, room, present=5)
    _, _, _, _, polls, leave = services_of(session)
    item = room.items[0]
    with pytest.raises(WrongState):
        await polls.cast(room.members[1], item.id, A)
    await leave.recuse(room.members[1], item.id, room.members[1].account_id, "Cùng nhóm nghiên cứu")
    await polls.open(room.chair, item.id)

    for actor, refusal in [
        (room.members[1], MemberRecused),
        (room.members[5], NotCheckedIn),
        (room.secretary, NotOnRoll),
    ]:
        with pytest.raises(refusal):
            await polls.cast(actor, item.id, A)
    with pytest.raises(ConfirmationRequired):
        await polls.cast(replace(room.members[2], confirmed_at=utc_now() - timedelta(minutes=6)), item.id, A)


async def test_a_rule_without_abstention_offers_none(session):
    room = await make_room(session, definition=rule(abstain_offered=False))
    item = await open_first(session, room)

    with pytest.raises(ChoiceNotOffered):
        await services_of(session)[4].cast(room.members[1], item.id, B)


async def test_too_few_members_or_none_who_leads_open_nothing(session):
    room = await make_room(session, size=6)
    await start(session, room, present=3)
    polls = services_of(session)[4]

    with pytest.raises(QuorumMissed) as refusal:
        await polls.open(room.chair, room.items[0].id)

    assert refusal.value.facts == {"needed": 4, "reached": 3, "leader_required": True, "leader_present": True}
    assert (await read_session(session, room.chair, room.meeting.id)).items[0].quorum.met is False


async def test_one_vote_at_a_time(session):
    room = await make_room(session)
    await open_first(session, room)

    with pytest.raises(AnotherItemOpen):
        await services_of(session)[4].open(room.chair, room.items[1].id)


async def test_only_the_chair_opens_and_closes_and_members_do_not_count(session):
    room = await make_room(session)
    item = await open_first(session, room)
    polls = services_of(session)[4]

    for actor in (room.secretary, room.members[1], room.manager):
        with pytest.raises(NotAllowed):
            await polls.close(actor, item.id)
    await polls.close(room.chair, item.id)
    for actor in (room.members[1], room.manager):
        with pytest.raises(NotAllowed):
            await polls.count(actor, item.id)


async def test_a_computed_conflict_recuses_by_itself(session):
    room = await make_room(session, size=5)
    conflicted = room.members[1]
    session.add(DeclaredConflict(account_id=conflicted.account_id, initiative_id=room.initiatives[0].id, kind=ConflictKind.FAMILY))
    item = await open_first(session, room)

    page = (await read_session(session, conflicted, room.meeting.id)).items[0]

    assert [(one.account_id, one.kind, one.reasons) for one in page.recusals] == [(conflicted.account_id, "computed", ["family"])]
    assert (page.own_part.barred, page.open_actions) == ("recused", [])
    with pytest.raises(MemberRecused):
        await services_of(session)[4].cast(conflicted, item.id, A)


async def test_a_reserve_takes_a_recused_seat_where_the_rule_allows_it(session):
    room = await make_room(session, size=4, definition=V1)
    _, councils, meetings, _, polls, leave = services_of(session)
    reserve = await member_of(session, Role.MEMBER, room.campaign.id, "Dự bị")
    await councils.appoint(room.manager, room.council.id, reserve.account_id, Office.MEMBER, votes=False)
    await start(session, room)
    item, away = room.items[0], room.members[1]
    with pytest.raises(SubstituteWrong):
        await leave.recuse(room.secretary, item.id, away.account_id, "Cùng đơn vị", room.members[2].account_id)
    with pytest.raises(NotAllowed):
        await leave.recuse(room.members[2], item.id, away.account_id, "Cùng đơn vị")

    await leave.recuse(room.secretary, item.id, away.account_id, "Cùng đơn vị", reserve.account_id)
    await meetings.check_in(reserve, room.meeting.id)
    await polls.open(room.chair, item.id)

    await polls.cast(reserve, item.id, A)
    with pytest.raises(NotOnRoll):
        await polls.cast(away, item.id, A)


async def test_a_score_gate_that_is_not_met_opens_nothing(session):
    room = await make_room(session, definition=rule(score_gate={"min_percent": 70, "min_sheets": 3}))
    await start(session, room)

    with pytest.raises(ScoreGateMissed) as refusal:
        await services_of(session)[4].open(room.chair, room.items[0].id)

    assert refusal.value.facts == {"percent_hundredths": None, "sheets": 0, "min_percent": 70, "min_sheets": 3}


async def test_opening_freezes_rule_and_roll_with_their_digests(session):
    room = await make_room(session)
    item = await open_first(session, room)
    await session.refresh(room.rule)

    assert (item.rule["code"], item.rule["definition"], len(item.rule_digest)) == (room.rule.code, room.rule.definition, 32)
    assert [seat["may_vote"] for seat in item.roll] == [True] * 5
    assert room.rule.frozen_at is not None


async def test_a_void_item_decides_nothing_and_can_come_again(session):
    room = await make_room(session)
    item = await open_first(session, room)
    _, _, _, agenda, polls, _ = services_of(session)
    await polls.cast(room.members[1], item.id, A)

    await polls.void(room.secretary, item.id, "Mất điện giữa chừng")
    await agenda.add(room.secretary, room.meeting.id, [item.initiative_id])

    with pytest.raises(WrongState):
        await polls.cast(room.members[2], item.id, A)
    page = await read_session(session, room.chair, room.meeting.id)
    assert [one.state for one in page.items] == ["void", "pending", "pending"]


async def test_a_withdrawn_initiative_leaves_the_agenda(session):
    room = await make_room(session)
    await convene(session, room)

    await announce(session, InitiativeWithdrawn(room.initiatives[0].id))

    item = await session.get(AgendaItem, room.items[0].id, populate_existing=True)
    assert (item.state, item.void_reason) == ("void", "initiative_withdrawn")


async def test_votes_are_never_changed_or_removed(session):
    room = await make_room(session)
    item = await open_first(session, room)
    await services_of(session)[4].cast(room.members[1], item.id, A)
    assert await session.scalar(select(OpenVote.choice).where(OpenVote.item_id == item.id)) == A

    for statement in ("UPDATE open_vote SET choice = 'disagree'", "DELETE FROM open_vote"):
        with pytest.raises(DBAPIError):
            async with session.begin_nested():
                await session.execute(text(statement))


async def test_open_actions_name_the_next_legal_step_of_each(session):
    room = await make_room(session)
    await start(session, room)
    polls = services_of(session)[4]

    async def actions(actor):
        page = await read_session(session, actor, room.meeting.id)
        return [action.value for action in page.open_actions], [action.value for action in page.items[0].open_actions]

    assert await actions(room.secretary) == (["prepare", "check_in", "record_attendance"], ["recuse", "void"])
    assert await actions(room.chair) == (["check_in", "end"], ["recuse", "open", "void"])
    assert await actions(room.members[1]) == (["check_in"], ["recuse"])
    assert await actions(room.manager) == ([], [])
    await polls.open(room.chair, room.items[0].id)
    assert (await actions(room.chair))[1] == ["vote", "recuse", "close", "void"]
    assert (await actions(room.members[1]))[1] == ["vote", "recuse"]
    assert (await actions(room.secretary))[1] == ["void"]
    await polls.cast(room.members[1], room.items[0].id, A)
    assert (await actions(room.members[1]))[1] == ["recuse"]
    await polls.close(room.chair, room.items[0].id)
    assert (await actions(room.secretary))[1] == ["tally", "void"]

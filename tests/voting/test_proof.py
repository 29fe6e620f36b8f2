"""Counted items are proven against the log and counted again; each kind of tampering is named."""

import pytest
from sqlalchemy import text

from exemplar.audit.proof import Fault, Proof
from exemplar.core.clock import utc_now
from exemplar.voting.polls import PollService
from exemplar.voting.proof import ItemFault, prove_items
from exemplar.voting.recusals import RecusalService
from exemplar.voting.rules import Choice
from tests.factories import settled
from tests.voting.room import make_room, open_first


@pytest.fixture
async def counted(session):
    """An item that five members agreed on but one, counted; a second one is still pending."""
    room = await make_room(session)
    item = await open_first(session, room)
    polls = PollService(session, utc_now)
    for member, choice in zip(room.members, [Choice.AGREE] * 4 + [Choice.DISAGREE], strict=True):
        await polls.cast(member, item.id, choice)
    await polls.close(room.chair, item.id)
    await polls.count(room.secretary, item.id)
    await settled(session)
    return item


async def tamper(session, change, **values):
    """Change rows as only the owner of the database can: with triggers off."""
    await session.execute(text("SET LOCAL session_replication_role = replica"))
    await session.execute(text(change), values)
    await session.execute(text("SET LOCAL session_replication_role = origin"))


async def test_what_was_counted_is_sound(session, counted):
    assert await prove_items(session) == Proof("agenda_item", 1)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE open_vote SET choice = 'disagree' WHERE item_id = :id", ItemFault.VOTES),
        ("DELETE FROM open_vote WHERE item_id = :id AND choice = 'disagree'", ItemFault.VOTES),
        ("UPDATE agenda_item SET rule = jsonb_set(rule, '{definition,threshold,num}', '1') WHERE id = :id", ItemFault.RULE),
        ("UPDATE agenda_item SET rule_digest = sha256('x') WHERE id = :id", ItemFault.RULE),
        ("UPDATE agenda_item SET roll = jsonb_set(roll, '{0,present}', 'false') WHERE id = :id", ItemFault.ROLL),
        ("UPDATE agenda_item SET tally = jsonb_set(tally, '{passed}', 'false') WHERE id = :id", ItemFault.TALLY),
        ("UPDATE agenda_item SET tally = jsonb_set(tally, '{steps,0,code}', '\"quorum_missed\"') WHERE id = :id", ItemFault.TALLY),
        ("DELETE FROM audit_entry WHERE object_id = :id AND action = 'agenda_item.tallied'", Fault.UNLOGGED),
        ("DELETE FROM audit_entry WHERE object_id = :id AND action = 'agenda_item.opened'", Fault.UNLOGGED),
        ("UPDATE agenda_item SET state = 'void', tally = NULL WHERE id = :id", ItemFault.TALLY),
        ("UPDATE agenda_item SET state = 'pending', tally = NULL, opened_at = NULL WHERE id = :id", Fault.MISSING),
    ],
)
async def test_one_changed_value_names_the_item(session, counted, change, fault):
    await tamper(session, change, id=counted.id)

    found = await prove_items(session)

    assert (found.bad_id, found.fault) == (counted.id, fault)


async def test_a_counted_item_that_is_gone_is_missed(session, counted):
    await tamper(session, "DELETE FROM agenda_item WHERE id = :id", id=counted.id)

    assert await prove_items(session) == Proof("agenda_item", 0, counted.id, Fault.MISSING)


async def test_an_item_that_somebody_left_in_the_middle_of_the_vote_is_sound(session):
    room = await make_room(session)
    item = await open_first(session, room)
    polls, leaving = PollService(session, utc_now), room.members[1]
    for member in room.members:
        await polls.cast(member, item.id, Choice.AGREE)
    await RecusalService(session, utc_now).recuse(leaving, item.id, leaving.account_id, "Vừa nhận ra đồng tác giả")
    await polls.close(room.chair, item.id)
    await polls.count(room.secretary, item.id)
    await settled(session)

    assert await prove_items(session) == Proof("agenda_item", 1)
    await tamper(session, "UPDATE agenda_item SET roll = jsonb_set(roll, '{0,recused}', 'true') WHERE id = :id", id=item.id)
    assert (await prove_items(session)).fault is ItemFault.ROLL

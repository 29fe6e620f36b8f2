"""Conflict beats role: what counts as one, and that it is found in one statement."""

import random

import pytest
from sqlalchemy import event

from exemplar.accounts.models import RoleGrant
from exemplar.accounts.roles import Role, ScopeKind
from exemplar.core.clock import utc_now
from exemplar.initiatives.conflicts import is_kept_away
from exemplar.review.conflicts import ConflictReason, conflicts_between, conflicts_of
from exemplar.review.declaring import DeclarationService
from exemplar.review.models import ConflictKind
from tests.factories import make_account, make_unit
from tests.review.arrange import make_call, make_entry, make_juror, post_at


@pytest.fixture
async def call(session):
    return await make_call(session)


async def reasons(session, person, entry):
    account_id = getattr(person, "account_id", None) or person.id
    return (await conflicts_of(session, account_id, [entry.id])).get(entry.id, [])


async def test_a_stranger_has_none(session, call):
    entry = await make_entry(session, call)
    juror = await make_juror(session, call)
    await post_at(session, juror.account_id, await make_unit(session, parent=call.root))

    assert await reasons(session, juror, entry) == []


async def test_an_author_has_one(session, call):
    author = await make_account(session)
    entry = await make_entry(session, call, author=author)

    assert await reasons(session, author, entry) == [ConflictReason.AUTHOR]


async def test_having_ever_worked_in_the_unit_is_one(session, call):
    unit = await make_unit(session, parent=call.root)
    entry = await make_entry(session, call, unit=unit)
    juror = await make_juror(session, call)
    await post_at(session, juror.account_id, unit)

    assert await reasons(session, juror, entry) == [ConflictReason.SAME_UNIT]


async def test_a_role_in_the_unit_is_one(session, call):
    unit = await make_unit(session, parent=call.root)
    entry = await make_entry(session, call, unit=unit)
    juror = await make_juror(session, call)
    session.add(RoleGrant(account_id=juror.account_id, role=Role.LEAD, scope_kind=ScopeKind.UNIT, scope_id=unit.id))
    await session.flush()

    assert await reasons(session, juror, entry) == [ConflictReason.SAME_UNIT]


@pytest.mark.parametrize("where", ["above", "below"])
async def test_the_units_above_and_below_are_one(session, call, where):
    unit = await make_unit(session, parent=call.root)
    below = await make_unit(session, parent=unit)
    entry = await make_entry(session, call, unit=unit)
    juror = await make_juror(session, call)
    await post_at(session, juror.account_id, call.root if where == "above" else below)

    assert await reasons(session, juror, entry) == [ConflictReason.UNIT_LINE]


async def test_a_declared_unit_covers_what_is_below_it(session, call):
    above = await make_unit(session, parent=call.root)
    entry = await make_entry(session, call, unit=await make_unit(session, parent=above))
    elsewhere = await make_entry(session, call)
    juror = await make_juror(session, call)
    await DeclarationService(session, utc_now).declare_unit(juror, above.id, ConflictKind.FAMILY, "Em gái làm ở đây")

    assert await reasons(session, juror, entry) == [ConflictReason.FAMILY]
    assert await reasons(session, juror, elsewhere) == []


async def test_a_declared_entry_is_one_and_declaring_twice_changes_nothing(session, call):
    entry = await make_entry(session, call)
    juror = await make_juror(session, call)
    service = DeclarationService(session, utc_now)
    first = await service.declare_entry(juror, entry.id, ConflictKind.DECLARED, "Từng góp ý")
    second = await service.declare_entry(juror, entry.id, ConflictKind.DECLARED, "Từng góp ý")

    assert await reasons(session, juror, entry) == [ConflictReason.DECLARED]
    assert first.id == second.id


async def test_many_people_and_entries_are_one_statement(session, call, connection):
    entries = [await make_entry(session, call) for _ in range(3)]
    people = [await make_juror(session, call) for _ in range(3)]
    statements = []
    listener = lambda *arguments: statements.append(arguments[2])  # noqa: E731
    event.listen(connection.sync_connection, "before_cursor_execute", listener)

    await conflicts_between(session, [p.account_id for p in people], [e.id for e in entries])

    event.remove(connection.sync_connection, "before_cursor_execute", listener)
    assert len(statements) == 1


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_happens_the_statement_agrees_with_the_rule_in_words(session, call, seed):
    chance = random.Random(seed)
    units = [call.root]
    for _ in range(6):
        units.append(await make_unit(session, parent=chance.choice(units)))
    entries = [await make_entry(session, call, unit=unit) for unit in units[1:]]
    people = [await make_juror(session, call) for _ in range(3)]
    worked: dict = {person.account_id: set() for person in people}
    declared: dict = {person.account_id: set() for person in people}
    service = DeclarationService(session, utc_now)

    for _ in range(12):
        person, unit = chance.choice(people), chance.choice(units)
        if chance.random() < 0.4:
            await service.declare_unit(person, unit.id, chance.choice([ConflictKind.FAMILY, ConflictKind.DECLARED]), "")
            declared[person.account_id].add(unit.id)
        else:
            await post_at(session, person.account_id, unit)
            worked[person.account_id].add(unit.id)

        found = await conflicts_between(session, [p.account_id for p in people], [e.id for e in entries])
        line = {unit.id: unit.line for unit in units}
        expected = {
            (p.account_id, e.id)
            for p in people
            for e in entries
            if any(at in line[e.unit_id] or e.unit_id in line[at] for at in worked[p.account_id])
            or any(about in line[e.unit_id] for about in declared[p.account_id])
        }
        met_elsewhere = {(p.account_id, e.id) for p in people for e in entries if await is_kept_away(session, p.account_id, e.id)}
        assert (set(found), met_elsewhere) == (expected, expected)

"""Roles are proven against the log: given without an entry, kept after they were taken, or gone without one."""

import pytest
from sqlalchemy import text

from exemplar.accounts.models import RoleGrant
from exemplar.accounts.proof import prove_roles
from exemplar.accounts.roles import Role
from exemplar.accounts.service import AccountService
from exemplar.audit.proof import Fault, Proof
from exemplar.core.clock import utc_now
from tests.factories import everywhere, in_unit, make_account, make_unit, settled


@pytest.fixture
async def held(session):
    """An account with two roles, one of them taken and given again."""
    accounts, account, unit = AccountService(session, utc_now), await make_account(session), await make_unit(session)
    await accounts.grant(None, account.id, in_unit(Role.LEAD, unit.id))
    await accounts.take_away(None, account.id, in_unit(Role.LEAD, unit.id))
    await accounts.grant(None, account.id, in_unit(Role.LEAD, unit.id))
    await accounts.grant(None, account.id, everywhere(Role.EDITOR))
    await settled(session)
    return account


async def test_roles_that_were_given_are_sound(session, held):
    assert await prove_roles(session) == Proof("role_grant", 2)


async def test_a_role_nobody_gave_is_named(session, held):
    slipped = RoleGrant(account_id=held.id, role=Role.AUDITOR, scope_kind=everywhere(Role.AUDITOR).scope_kind, scope_id=None)
    session.add(slipped)
    await session.flush()

    assert await prove_roles(session) == Proof("role_grant", 2, slipped.id, Fault.UNLOGGED)


async def test_a_role_kept_after_it_was_taken_is_named(session, held):
    change = "UPDATE audit_entry SET action = 'role.taken' WHERE object_id = :id AND body ->> 'role' = 'editor'"
    await session.execute(text("SET LOCAL session_replication_role = replica"))
    await session.execute(text(change), {"id": held.id})

    found = await prove_roles(session)

    assert (found.checked, found.fault) == (1, Fault.LOG)


async def test_a_role_that_vanished_is_missed(session, held):
    await session.execute(text("DELETE FROM role_grant WHERE account_id = :id AND role = 'editor'"), {"id": held.id})

    assert await prove_roles(session) == Proof("role_grant", 1, held.id, Fault.MISSING)

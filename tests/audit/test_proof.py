"""The command that verifies names the first bad row of each kind, counts the sound ones, and ends with the head of the log."""

from sqlalchemy import select, text

from exemplar import wiring
from exemplar.accounts.models import Account
from exemplar.accounts.roles import Role
from exemplar.accounts.service import AccountService
from exemplar.audit.models import AuditEntry
from exemplar.audit.proof import Proof, head_of, prove_rows
from exemplar.core.clock import utc_now
from exemplar.core.database import transaction
from exemplar.initiatives.models import Revision
from tests.factories import everywhere, make_account
from tests.initiatives.arrange import make_season, make_submitted

MANY = 501


async def test_rows_are_walked_beyond_one_batch_and_the_first_bad_one_is_named(session):
    session.add_all([Account(email=f"person{number}@many.test", full_name="Người", password_hash="x") for number in range(MANY)])
    await session.flush()
    last = await session.scalar(select(Account.id).order_by(Account.id.desc()).limit(1))

    assert await prove_rows(session, Account, select(Account), lambda _: None) == Proof("account", MANY)
    found = await prove_rows(session, Account, select(Account), lambda row: "bad" if row.Account.id == last else None)

    assert found == Proof("account", MANY - 1, last, "bad")


async def test_an_empty_log_has_a_head_without_a_time(session):
    head = await head_of(session)

    assert (head.seq, head.at) == (0, None)


async def test_the_command_line_ends_with_the_head_and_says_what_it_cannot_see(own_services, capsys):
    async with transaction(own_services.session_maker) as session:
        account = await make_account(session)
        await AccountService(session, utc_now).grant(None, account.id, everywhere(Role.EDITOR))

    assert await wiring.verify(own_services.settings) == 0

    async with transaction(own_services.session_maker) as session:
        entry = await session.scalar(select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(1))
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2] == f"head of the log: entry {entry.seq}, hash {entry.hash.hex()}, written {entry.at.isoformat()}"
    assert lines[-1] == "A tail cut off the log can only be seen by comparing this head with one that was noted elsewhere before."
    assert "roles sound: 1" in lines
    assert "released decisions sound: 0" in lines


async def test_the_command_line_names_the_first_bad_row_of_each_kind(own_services, capsys):
    async with transaction(own_services.session_maker) as session:
        season = await make_season(session)
        revision_id = (await make_submitted(session, season)).revision.id
    async with transaction(own_services.session_maker) as session:
        await session.execute(text("SET LOCAL session_replication_role = replica"))
        await session.execute(text("UPDATE revision SET digest = sha256('x')"))
        slipped = await session.scalar(text("SELECT min(id::text) FROM role_grant"))

    assert await wiring.verify(own_services.settings) == 1

    lines = capsys.readouterr().out.splitlines()
    assert f"{Revision.__tablename__} {revision_id} BROKEN (digest); 0 revisions sound before it" in lines
    assert f"role_grant {slipped} BROKEN (unlogged); 0 roles sound before it" in lines

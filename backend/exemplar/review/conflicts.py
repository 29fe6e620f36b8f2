"""Conflicts of interest, computed from what the organisation already knows and what people declared.

Conflict beats role: who reads, assigns, scores or votes asks here first and leaves the relation out when it answers.
One statement for any number of people and entries. See decisions/0050-conflict-beats-role.md.
"""

from collections import defaultdict
from collections.abc import Collection
from enum import StrEnum
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.core.database import raw_connection


class ConflictReason(StrEnum):
    """Why somebody may not judge an entry.

    ``same_unit``: was ever posted to the entry's unit or to an author's, or has a role there. ``unit_line``: the same of a
    unit above or below. ``family`` and ``declared``: said by the person, about the entry or about its unit.
    """

    AUTHOR = "author"
    SAME_UNIT = "same_unit"
    UNIT_LINE = "unit_line"
    FAMILY = "family"
    DECLARED = "declared"


_UUIDS = ARRAY(PG_UUID(as_uuid=True))
_FIND = text(
    """
    WITH entry AS (
        SELECT i.id, u.id AS unit_id, u.line FROM initiative i JOIN unit u ON u.id = i.unit_id WHERE i.id = ANY(:initiatives)
        UNION
        SELECT c.initiative_id, u.id, u.line FROM contribution c JOIN unit u ON u.id = c.unit_id WHERE c.initiative_id = ANY(:initiatives)
    ),
    place AS (
        SELECT p.account_id, u.id AS unit_id, u.line FROM posting p JOIN unit u ON u.id = p.unit_id WHERE p.account_id = ANY(:accounts)
        UNION
        SELECT g.account_id, u.id, u.line FROM role_grant g JOIN unit u ON u.id = g.scope_id
        WHERE g.scope_kind = 'unit' AND g.account_id = ANY(:accounts)
    )
    SELECT c.account_id, c.initiative_id, 'author' AS reason FROM contribution c
    WHERE c.initiative_id = ANY(:initiatives) AND c.account_id = ANY(:accounts)
    UNION
    SELECT i.created_by, i.id, 'author' FROM initiative i WHERE i.id = ANY(:initiatives) AND i.created_by = ANY(:accounts)
    UNION
    SELECT p.account_id, e.id, CASE WHEN p.unit_id = e.unit_id THEN 'same_unit' ELSE 'unit_line' END
    FROM place p JOIN entry e ON p.unit_id = ANY(e.line) OR e.unit_id = ANY(p.line)
    UNION
    SELECT d.account_id, e.id, CASE d.kind WHEN 'family' THEN 'family' ELSE 'declared' END
    FROM declared_conflict d JOIN entry e ON d.initiative_id = e.id OR d.unit_id = ANY(e.line)
    WHERE d.account_id = ANY(:accounts)
    """
).bindparams(bindparam("accounts", type_=_UUIDS), bindparam("initiatives", type_=_UUIDS))


def has_conflict_sql(account: str, initiative: str) -> str:
    """Return the condition that an account has a conflict with an initiative, for use inside another statement.

    Both arguments are SQL: a parameter or a column, never something from outside.
    """
    found = _FIND.text.replace(":initiatives", f"ARRAY[{initiative}]").replace(":accounts", f"ARRAY[{account}]")
    return f"EXISTS ({found})"


_FIND_ONE = _FIND.text.replace(":initiatives", "$1::uuid[]").replace(":accounts", "$2::uuid[]")


async def conflicts_between(
    session: AsyncSession, account_ids: Collection[UUID], initiative_ids: Collection[UUID]
) -> dict[tuple[UUID, UUID], list[ConflictReason]]:
    """Return (account, initiative) → reasons, in the order of ``ConflictReason``; pairs without a conflict are absent."""
    if not account_ids or not initiative_ids:
        return {}
    found: dict[tuple[UUID, UUID], set[ConflictReason]] = defaultdict(set)
    for row in await session.execute(_FIND, {"accounts": list(account_ids), "initiatives": list(initiative_ids)}):
        found[row.account_id, row.initiative_id].add(ConflictReason(row.reason))
    return {pair: [reason for reason in ConflictReason if reason in reasons] for pair, reasons in found.items()}


async def conflicts_of(session: AsyncSession, account_id: UUID, initiative_ids: Collection[UUID]) -> dict[UUID, list[ConflictReason]]:
    """Return initiative → why ``account_id`` may not judge it; initiatives without a conflict are absent. One query."""
    pairs = await conflicts_between(session, [account_id], initiative_ids)
    return {initiative_id: reasons for (_, initiative_id), reasons in pairs.items()}


async def has_conflict(session: AsyncSession, account_id: UUID, initiative_id: UUID) -> bool:
    """Say whether ``account_id`` has any conflict with one initiative; the same law in plain SQL, asked at every save of a sheet."""
    found = await (await raw_connection(session)).fetchrow(_FIND_ONE, [initiative_id], [account_id])
    return found is not None

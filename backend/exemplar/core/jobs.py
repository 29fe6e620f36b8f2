"""Work for later, written in the same transaction as the reason for it.

A job is a row of procrastinate, put there by procrastinate's own SQL function, so a job exists exactly when its fact
does. Handlers take ids only, may run twice, and open their own transaction.
"""

import json
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

Handler = Callable[..., Awaitable[None]]
"""``async (services, **arguments)``: ``services`` is what the worker carries (session maker, storage, settings)."""

_DEFER = text(
    """
    SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(
        :queue, :name, CAST(:priority AS integer), CAST(:lock AS text), CAST(:queueing_lock AS text), CAST(:arguments AS jsonb),
        CAST(:due_at AS timestamptz)
    )::procrastinate_job_to_defer_v1])
    """
)
# What was given up is marked as cancelled: it then counts nowhere any more, and whoever comes second finds nothing to do.
_SET_ASIDE = text(
    """
    UPDATE procrastinate_jobs SET status = 'cancelled' WHERE id = ANY(:numbers) AND status = 'failed'
    RETURNING id, task_name
    """
)
_AGAIN = text(
    """
    WITH job AS (
        UPDATE procrastinate_jobs SET status = 'cancelled' WHERE id = ANY(:numbers) AND status = 'failed'
        RETURNING id, queue_name, task_name, priority, lock, queueing_lock, args
    ), queued AS (
        SELECT procrastinate_defer_jobs_v1(array_agg(
            ROW(queue_name, task_name, priority, lock, queueing_lock, args, NULL)::procrastinate_job_to_defer_v1 ORDER BY id
        )) FROM job
    )
    SELECT id, task_name FROM job CROSS JOIN queued
    """
)


@dataclass(frozen=True, slots=True)
class Settled:
    """A job that had been given up and is no longer among those: its number and the name of its work."""

    number: int
    name: str


async def enqueue(
    session: AsyncSession, name: str, *, lock: str | None = None, due_at: datetime | None = None, priority: int = 0, **arguments: Any
) -> None:
    """Write the job ``name`` into this transaction.

    Args:
        session: the transaction that holds the reason.
        name: a name registered in a module's ``jobs.HANDLERS``.
        lock: jobs with the same lock never run at the same time.
        due_at: not before this moment; at once when absent.
        priority: jobs with a higher one run first.
        arguments: ids and other JSON scalars; never personal data.
    """
    await session.execute(
        _DEFER,
        {
            "queue": "default",
            "name": name,
            "priority": priority,
            "lock": lock,
            "queueing_lock": None,
            "arguments": json.dumps(arguments, default=str),
            "due_at": due_at,
        },
    )


async def enqueue_again(session: AsyncSession, numbers: Collection[int]) -> list[Settled]:
    """Write new jobs for the same work, at once and with all their tries, in place of those that were given up.

    Numbers of other jobs are passed over, so asking twice queues once.
    """
    return await _settle(session, _AGAIN, numbers)


async def set_aside(session: AsyncSession, numbers: Collection[int]) -> list[Settled]:
    """Take jobs off those that were given up, without doing their work; numbers of other jobs are passed over."""
    return await _settle(session, _SET_ASIDE, numbers)


async def _settle(session: AsyncSession, statement: TextClause, numbers: Collection[int]) -> list[Settled]:
    return [Settled(*row) for row in await session.execute(statement, {"numbers": list(numbers)})]

"""Work for later, written in the same transaction as the reason for it.

A job is a row of procrastinate, put there by procrastinate's own SQL function, so a job exists exactly when its fact
does. Handlers take ids only, may run twice, and open their own transaction.
"""

import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from sqlalchemy import text
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

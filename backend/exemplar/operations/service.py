"""Jobs of every kind that were given up: seen by the operator, tried again, or dropped.

Looking asks for the role alone, each act for the password too.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.audit import service as audit
from exemplar.core import jobs
from exemplar.core.errors import NotAllowed
from exemplar.operations.repository import FailedJob, FailedJobRepository

ACTION = "operations.manage"
LAST = 2**63 - 1
"""No job has a larger number."""


class FailedJobService:
    """Use cases of whoever runs the installation."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime]) -> None:
        self._session = session
        self._now = now

    async def page(self, actor: Actor, before: int, most: int) -> list[FailedJob]:
        """Return jobs that were given up and have a smaller number than ``before``, the latest first.

        Raises:
            NotAllowed: not the operator.
        """
        if not permissions.may(actor, ACTION):
            raise NotAllowed(action=ACTION)
        return await FailedJobRepository(self._session).before(before, most)

    async def try_again(self, actor: Actor, numbers: Collection[int]) -> int:
        """Have the same work done by new jobs; those that were not given up (any more) are left alone. Return how many it was.

        Raises:
            NotAllowed, ConfirmationRequired: not the operator, or the password was given too long ago.
        """
        permissions.require(actor, ACTION, self._now())
        return self._noted(actor, "tried_again", await jobs.enqueue_again(self._session, numbers))

    async def drop(self, actor: Actor, numbers: Collection[int]) -> int:
        """Let the work be; those that were not given up (any more) are left alone. Return how many it was. Raises as ``try_again``."""
        permissions.require(actor, ACTION, self._now())
        return self._noted(actor, "dropped", await jobs.set_aside(self._session, numbers))

    def _noted(self, actor: Actor, what: str, settled: Collection[jobs.Settled]) -> int:
        for job in settled:
            # The log names things by UUID; a job has a number, which this one ends in.
            about = ("job", UUID(int=job.number))
            audit.record(self._session, actor_id=actor.account_id, action=f"job.{what}", about=about, task=job.name)
        return len(settled)


async def note_failure(session: AsyncSession, number: int, error: str) -> None:
    """Note of a job, for the operator, the kind of error its last try ended with (``module.Class``)."""
    await FailedJobRepository(session).note(number, error)

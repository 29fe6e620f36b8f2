"""The operator asks for a sweep and reads what sweeps have found."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.audit import service as audit
from exemplar.core.jobs import enqueue
from exemplar.core.models import new_id
from exemplar.media import policies
from exemplar.media.errors import SweepUnderWay
from exemplar.media.models import SweepReport
from exemplar.media.operating import require_operator
from exemplar.media.sweep_reports import SILENT_FOR
from exemplar.media.sweeping import SWEEP_JOB

MAX_LISTED = 30
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('exemplar.media.sweep'))")


class SweepDesk:
    """Use cases of the operator."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime]) -> None:
        self._session = session
        self._now = now

    async def reports(self, actor: Actor) -> Sequence[SweepReport]:
        """Return the last 30 reports, the latest first. Raises ``NotAllowed``."""
        require_operator(actor)
        query = select(SweepReport).order_by(SweepReport.created_at.desc(), SweepReport.id.desc()).limit(MAX_LISTED)
        return (await self._session.scalars(query)).all()

    async def ask(self, actor: Actor, *, is_dry: bool) -> SweepReport:
        """Have a sweep begun as soon as a worker is free; ``is_dry`` looks and mends nothing.

        Raises:
            NotAllowed, ConfirmationRequired: not the operator, or the password was given too long ago.
            SweepUnderWay: one that was asked for before has not ended.
        """
        permissions.require(actor, policies.OPERATING_ACTION, self._now())
        await self._session.execute(_ONE_AT_A_TIME)
        alive = (SweepReport.ended_at.is_(None), SweepReport.updated_at >= self._now() - SILENT_FOR)
        if await self._session.scalar(select(SweepReport.id).where(*alive).limit(1)) is not None:
            raise SweepUnderWay
        report = SweepReport(id=new_id(), asked_by=actor.account_id, is_dry=is_dry)
        self._session.add(report)
        await self._session.flush()
        await self._session.refresh(report)
        await enqueue(self._session, SWEEP_JOB, lock=SWEEP_JOB, report_id=report.id)
        audit.record(self._session, actor_id=actor.account_id, action="media_sweep.asked", about=("media_sweep", report.id), is_dry=is_dry)
        return report

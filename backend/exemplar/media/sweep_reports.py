"""The report of a sweep: begun, kept up while it goes, ended. Each in a transaction of its own, so that it can be watched."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import update

from exemplar.core.database import SessionMaker, transaction
from exemplar.media.models import SweepReport
from exemplar.media.sweep_findings import SweepFault, Tally

SILENT_FOR = timedelta(minutes=30)
"""A sweep that has not been heard of for so long has died; a page of keys takes seconds."""


class SweepReports:
    """What the sweep itself writes down."""

    def __init__(self, session_maker: SessionMaker, now: Callable[[], datetime]) -> None:
        self._session_maker = session_maker
        self._now = now

    async def begin(self, report_id: UUID | None, *, is_dry: bool) -> SweepReport | None:
        """Open the report that somebody asked for, or a fresh one; close those of sweeps that died.

        A sweep that was killed and is started again goes on under its own report. Returns ``None`` where the one asked for is
        not there or has ended.
        """
        async with transaction(self._session_maker) as session:
            died = (SweepReport.ended_at.is_(None), SweepReport.started_at.is_not(None), SweepReport.updated_at < self._now() - SILENT_FOR)
            closing = update(SweepReport).where(*died, SweepReport.id.is_distinct_from(report_id))
            await session.execute(closing.values(ended_at=self._now(), errors=[SweepFault.INTERRUPTED.value]))
            if report_id is None:
                report = SweepReport(is_dry=is_dry, started_at=self._now())
                session.add(report)
                return report
            asked = await session.get(SweepReport, report_id, with_for_update=True)
            if asked is None or asked.ended_at is not None:
                return None
            asked.started_at = self._now()
            return asked

    async def note(self, report_id: UUID, tally: Tally) -> None:
        """Write down how far it has come."""
        await self._write(report_id, tally, None)

    async def end(self, report_id: UUID, tally: Tally) -> None:
        """Write down all of it."""
        await self._write(report_id, tally, self._now())

    async def _write(self, report_id: UUID, tally: Tally, ended_at: datetime | None) -> None:
        values = {
            "looked": dict(tally.looked),
            "found": tally.counts(),
            "errors": [fault.value for fault in tally.faults],
            "ended_at": ended_at,
        }
        async with transaction(self._session_maker) as session:
            await session.execute(update(SweepReport).where(SweepReport.id == report_id).values(**values))

"""Mending what crashes leave behind, both ways: objects that no row names, rows whose object is gone, uploads nobody finished.

Slow by design: everything it removes has been left alone for a day or more, so it never meets work under way. Each run leaves
a report. See decisions/0029-two-way-sweeps.md.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from exemplar.core.database import SessionMaker
from exemplar.core.storage import Storage, StorageUnavailable
from exemplar.media.models import SweepReport
from exemplar.media.sweep_claims import ClaimSweep
from exemplar.media.sweep_findings import SweepFault, Tally, alarms
from exemplar.media.sweep_objects import SHELVES, ObjectSweep
from exemplar.media.sweep_reports import SweepReports
from exemplar.media.sweep_uploads import UploadSweep

SWEEP_JOB = "media.sweep"


class SweepService:
    """The use case of the nightly sweep, and of the operator who asks for one."""

    def __init__(self, session_maker: SessionMaker, storage: Storage, now: Callable[[], datetime]) -> None:
        self._reports = SweepReports(session_maker, now)
        self._uploads = UploadSweep(session_maker, storage, now)
        self._objects = ObjectSweep(session_maker, storage, now)
        self._claims = ClaimSweep(session_maker, storage, now)

    async def sweep(self, report_id: UUID | None = None, *, is_dry: bool = False) -> Tally:
        """Look at everything, and unless dry mend it; every step may be repeated, so a run that was killed is done again.

        A silent object store ends the run with a fault in its report; the next one goes on.
        """
        report = await self._reports.begin(report_id, is_dry=is_dry)
        return Tally() if report is None else await self._run(report)

    async def _run(self, report: SweepReport) -> Tally:
        survey, tally = Tally(), Tally()
        seen = survey if report.is_dry else tally
        try:
            await self._uploads.go(seen, mend=not report.is_dry)
            await self._go_through(report, survey, mend=False)
            survey.faults += alarms(survey)
            if not report.is_dry and not survey.faults:
                await self._go_through(report, tally, mend=True)
        except StorageUnavailable:
            seen.faults.append(SweepFault.STORAGE_UNAVAILABLE)
        except Exception:
            seen.faults.append(SweepFault.BROKEN)
            await self._reports.end(report.id, seen)
            raise
        told = self._told(survey, tally) if survey.faults else seen
        await self._reports.end(report.id, told)
        return told

    async def _go_through(self, report: SweepReport, tally: Tally, *, mend: bool) -> None:
        heard = partial(self._reports.note, report.id, tally)
        for shelf in SHELVES:
            await self._objects.go(shelf, tally, heard, mend=mend)
        await self._claims.go(tally, heard, mend=mend)

    @staticmethod
    def _told(survey: Tally, tally: Tally) -> Tally:
        """Return what was seen when nothing was mended for good reason: the survey, with what was done to uploads."""
        survey.found.update(tally.found)
        survey.looked.update(tally.looked)
        return survey

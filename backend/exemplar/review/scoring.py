"""A juror at work: the own queue, one entry beside its sheet, autosave, seal, recuse.

Everything here is about the actor's own assignments; nothing tells of other jurors. Whether the review phase is open is
judged by the database clock inside the writing statement. See decisions/0052-sealed-sheets.md.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, insert, literal, select
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import Integer, LargeBinary

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.accounts.permissions import Relation, Scope
from exemplar.audit import service as audit
from exemplar.campaigns.errors import PhaseClosed
from exemplar.campaigns.rubrics import RubricDefinition, check_points, missing_comments, score
from exemplar.campaigns.workflow import PhaseKind
from exemplar.core.errors import FieldFault, StaleVersion
from exemplar.core.events import announce
from exemplar.core.models import Json, new_id
from exemplar.review import repository, workflow
from exemplar.review.access import Now
from exemplar.review.conflicts import has_conflict
from exemplar.review.declaring import DeclarationService
from exemplar.review.errors import AssignmentNotFound, SheetIncomplete, SheetInvalid
from exemplar.review.events import SheetSealed
from exemplar.review.models import Assignment, ConflictKind, ScoreSheet, SealedSheet
from exemplar.review.repository import OwnSheet
from exemplar.review.workflow import OF_THE_JUROR, AssignmentAction, AssignmentState


@dataclass(frozen=True, slots=True)
class SheetDraft:
    """What a juror typed so far: leaf key → hundredths of points, leaf key → words, and two texts."""

    points: dict[str, int]
    comments: dict[str, str]
    private_note: str
    comment_to_unit: str


@dataclass(frozen=True, slots=True)
class Saved:
    """The version after a save, and when."""

    version: int
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Sealed:
    """A receipt: the digest of what became final, and when."""

    digest: bytes
    sealed_at: datetime


def jurors_actions(state: AssignmentState) -> list[AssignmentAction]:
    """Return what the juror may do next with an own assignment."""
    return [action for action in workflow.open_actions(state) if action in OF_THE_JUROR]


def faults_of(rubric: RubricDefinition, points: dict[str, int], comments: dict[str, str]) -> list[FieldFault]:
    """Return what keeps a sheet from being sealed: missing or impossible points, and words owed for low ones."""
    owed = [FieldFault(["comments", key], "field_required") for key in missing_comments(rubric, points, comments)]
    return [*check_points(rubric, points, complete=True), *owed]


def digest_of(content: dict[str, Any]) -> bytes:
    """Return SHA-256 of a sealed sheet's canonical JSON."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).digest()


class ScoringService:
    """Use cases of a juror (``sheet.enter``)."""

    def __init__(self, session: AsyncSession, now: Now) -> None:
        self._session = session
        self._now = now

    async def find(self, actor: Actor, assignment_id: UUID, *, states: Sequence[AssignmentState] | None = None) -> Assignment:
        """Return an own assignment, its row locked, if the juror may still judge the entry.

        Raises:
            AssignmentNotFound: unknown, somebody else's, in conflict, or in none of ``states``.
            NotAllowed: the actor is no longer a juror of the campaign.
        """
        query = select(Assignment).where(Assignment.id == assignment_id, Assignment.juror_id == actor.account_id)
        assignment = await self._session.scalar(query.with_for_update().execution_options(populate_existing=True))
        if assignment is None or (states is not None and assignment.state not in states):
            raise AssignmentNotFound
        await self._require_judge(actor, assignment)
        return assignment

    async def _require_judge(self, actor: Actor, assignment: Assignment | OwnSheet) -> None:
        if await has_conflict(self._session, actor.account_id, assignment.initiative_id):
            raise AssignmentNotFound
        scope = Scope(campaign_id=assignment.campaign_id)
        permissions.require(actor, "sheet.enter", self._now(), {Relation.ASSIGNED}, scope)

    async def save(self, actor: Actor, assignment_id: UUID, version: int, draft: SheetDraft) -> Saved:
        """Keep what was typed; a sheet may be partial.

        Raises:
            WrongState: it is sealed or was taken back.
            SheetInvalid: points outside the rubric.
            StaleVersion: another tab saved in between; nothing was overwritten.
            PhaseClosed: the review phase is not open.
        """
        own = await repository.lock_own_sheet(self._session, assignment_id, actor.account_id)
        if own is None:
            raise AssignmentNotFound
        await self._require_judge(actor, own)
        workflow.after(own.state, AssignmentAction.SCORE)
        faults = [*check_points(own.rubric, draft.points, complete=False), *_unknown(own.rubric, draft.comments)]
        if faults:
            raise SheetInvalid(faults)
        said = {key: words for key, words in draft.comments.items() if words}
        typed = (json.dumps(draft.points), json.dumps(said, ensure_ascii=False), draft.private_note, draft.comment_to_unit)
        saved = await repository.keep_sheet(self._session, own, version, typed)
        if saved is None:
            current = await self._session.scalar(select(ScoreSheet.version).where(ScoreSheet.assignment_id == assignment_id))
            if current != version:
                raise StaleVersion(yours=version, current=current)
            raise await self._closed(own.campaign_id)
        return Saved(*saved)

    async def seal(self, actor: Actor, assignment_id: UUID, version: int) -> Sealed:
        """Make the sheet final, for ever.

        Raises:
            WrongState: it is sealed already, or was taken back.
            StaleVersion: another tab saved since this one looked.
            SheetIncomplete: ``fields`` name what is missing.
            PhaseClosed: the review phase is not open.
        """
        assignment = await self.find(actor, assignment_id)
        state = workflow.after(assignment.state, AssignmentAction.SEAL)
        sheet = await self.sheet_of(assignment)
        if sheet.version != version:
            raise StaleVersion(yours=version, current=sheet.version)
        rubric = await self._rubric(assignment)
        faults = faults_of(rubric, sheet.points, sheet.comments)
        if faults:
            raise SheetIncomplete(faults)
        sealed = await self._write_sealed(assignment, _content(assignment, sheet, rubric))
        assignment.state, assignment.sealed_at = state, sealed.sealed_at
        await self._session.flush()
        audit.record(
            self._session,
            actor_id=actor.account_id,
            action="sheet.sealed",
            about=("assignment", assignment.id),
            initiative=assignment.initiative_id,
            digest=sealed.digest.hex(),
        )
        await announce(self._session, SheetSealed(assignment.id, assignment.initiative_id))
        return sealed

    async def recuse(self, actor: Actor, assignment_id: UUID, kind: ConflictKind, reason: str) -> None:
        """Step aside from an entry one was given, with a reason; the conflict stays declared.

        Raises:
            WrongState: it is sealed, or was taken back.
        """
        assignment = await self.find(actor, assignment_id)
        workflow.after(assignment.state, AssignmentAction.RECUSE)
        await DeclarationService(self._session, self._now).declare_entry(actor, assignment.initiative_id, kind, reason)

    async def sheet_of(self, assignment: Assignment) -> ScoreSheet:
        """Return the working sheet as it is now."""
        query = select(ScoreSheet).where(ScoreSheet.assignment_id == assignment.id).execution_options(populate_existing=True)
        return (await self._session.scalars(query)).one()

    async def _rubric(self, assignment: Assignment) -> RubricDefinition:
        return (await repository.rubrics(self._session, [assignment.rubric_version_id]))[assignment.rubric_version_id]

    async def _write_sealed(self, assignment: Assignment, content: dict[str, Any]) -> Sealed:
        digest = digest_of(content)
        columns: dict[str, ColumnElement[Any]] = {
            "id": literal(new_id(), PG_UUID(as_uuid=True)),
            "assignment_id": literal(assignment.id, PG_UUID(as_uuid=True)),
            "initiative_id": literal(assignment.initiative_id, PG_UUID(as_uuid=True)),
            "content": literal(content, Json),
            "digest": literal(digest, LargeBinary),
            "total_hundredths": literal(content["total_hundredths"], Integer),
            "attainable_hundredths": literal(content["attainable_hundredths"], Integer),
            "below_floor": literal(content["below_floor"], Json),
            "sealed_at": func.clock_timestamp(),
        }
        source = select(*columns.values()).where(repository.review_is_open(assignment.campaign_id))
        statement = insert(SealedSheet).from_select(list(columns), source, include_defaults=False).returning(SealedSheet.sealed_at)
        sealed_at = (await self._session.execute(statement)).scalar_one_or_none()
        if sealed_at is None:
            raise await self._closed(assignment.campaign_id)
        return Sealed(digest, sealed_at)

    async def _closed(self, campaign_id: UUID) -> PhaseClosed:
        phase = await repository.review_phase(self._session, campaign_id)
        if phase is None:
            return PhaseClosed(phase=PhaseKind.REVIEW.value)
        return PhaseClosed(phase=PhaseKind.REVIEW.value, opens_at=phase.opens_at.isoformat(), closes_at=phase.closes_at.isoformat())


def _unknown(rubric: RubricDefinition, comments: dict[str, str]) -> list[FieldFault]:
    known = {leaf.key for criterion in rubric.criteria for leaf in (criterion.children or [criterion])}
    return [FieldFault(["comments", key], "field_unknown") for key in sorted(comments) if key not in known]


def _content(assignment: Assignment, sheet: ScoreSheet, rubric: RubricDefinition) -> dict[str, Any]:
    """Return what becomes final. The private note is the juror's own and stays out."""
    result = score(rubric, sheet.points)
    return {
        "assignment_id": str(assignment.id),
        "initiative_id": str(assignment.initiative_id),
        "revision_id": str(assignment.revision_id),
        "rubric_version_id": str(assignment.rubric_version_id),
        "points": sheet.points,
        "comments": sheet.comments,
        "comment_to_unit": sheet.comment_to_unit,
        "total_hundredths": result.total_hundredths,
        "attainable_hundredths": result.attainable_hundredths,
        "below_floor": result.below_floor,
    }

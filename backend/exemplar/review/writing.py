"""From what the services return to what crosses the wire. Pure."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor
from typing import Any
from uuid import UUID

from exemplar.review.assignment import Matrix
from exemplar.review.desk import (
    JudgedAuthor,
    JudgedContent,
    JudgedFacts,
    JudgedFile,
    JuryAssignment,
    JuryCampaign,
    SealedSheetRead,
    SheetRead,
)
from exemplar.review.feedback import Feedback
from exemplar.review.judging import Workspace
from exemplar.review.panel import Panel
from exemplar.review.proposing import Proposal
from exemplar.review.ranking import RankedEntry
from exemplar.review.results import Overview, RankingView
from exemplar.review.schemas import (
    AssignmentPair,
    AssignmentRead,
    CategoryProgressRead,
    FeedbackRead,
    JurorProgressRead,
    MatrixConflict,
    MatrixEntryRead,
    MatrixJuror,
    MatrixRead,
    PanelCandidate,
    PanelMemberRead,
    PanelRead,
    ProposalLoad,
    ProposalRead,
    ProposalShortage,
    RankedEntryRead,
    RankingRead,
    ReviewRead,
)
from exemplar.review.scoring import jurors_actions
from exemplar.review.solver import Pair


def hundredths(value: Fraction) -> int:
    """Return ``value`` in whole hundredths, rounded half up."""
    return floor(value * 100 + Fraction(1, 2))


def decimal(value: Fraction) -> str:
    """Return a number that is not negative as text with two decimals, rounded half up: ``84.25``."""
    whole, rest = divmod(hundredths(value), 100)
    return f"{whole}.{rest:02}"


def panel(read: Panel) -> PanelRead:
    """Return the panel as the manager reads it."""
    members = [
        PanelMemberRead(
            id=seat.member.id,
            account_id=seat.member.account_id,
            full_name=seat.full_name,
            category_id=seat.member.category_id,
            max_load=seat.member.max_load,
            open=seat.open,
            sealed=seat.sealed,
        )
        for seat in read.seats
    ]
    return PanelRead(members=members, candidates=[PanelCandidate.model_validate(juror) for juror in read.candidates])


def matrix(read: Matrix) -> MatrixRead:
    """Return judges and entries."""
    seats: dict[UUID, list[UUID | None]] = {}
    for seat in read.seats:
        seats.setdefault(seat.account_id, []).append(seat.category_id)
    return MatrixRead(
        sheets_per_entry=read.sheets_per_entry,
        jurors=[MatrixJuror(id=key, full_name=name, seats=seats.get(key, [])) for key, name in read.jurors],
        entries=[MatrixEntryRead.model_validate(entry) for entry in read.entries],
        cells=[AssignmentRead.model_validate(cell) for cell in read.cells],
        conflicts=[MatrixConflict(initiative_id=entry, juror_id=juror, reasons=reasons) for entry, juror, reasons in read.conflicts],
        withheld=read.withheld,
    )


def proposal(read: Proposal) -> ProposalRead:
    """Return a proposal."""
    return ProposalRead(
        digest=read.digest,
        additions=[AssignmentPair(initiative_id=entry, juror_id=juror) for entry, juror in read.additions],
        loads=[ProposalLoad.model_validate(load) for load in read.loads],
        entries=read.entries,
        covered=read.covered,
        shortages=[
            ProposalShortage(
                initiative_id=row.id,
                code=row.code,
                title=row.title,
                wanted=short.wanted,
                got=short.got,
                eligible=short.eligible,
                conflicted=short.conflicted,
                reason=short.reason,
            )
            for row, short in read.shortages
        ],
        withheld=read.withheld,
    )


def pairs(sent: Sequence[AssignmentPair]) -> list[Pair]:
    """Return the pairs of a proposal that came back."""
    return [(pair.initiative_id, pair.juror_id) for pair in sent]


def overview(read: Overview) -> ReviewRead:
    """Return where a review stands."""
    return ReviewRead(
        campaign_id=read.campaign.id,
        campaign_name=read.campaign.name,
        blind_review=read.campaign.blind_review,
        sheets_per_entry=read.campaign.sheets_per_entry,
        opens_at=read.opens_at,
        closes_at=read.closes_at,
        sealed=sum(juror.sealed for juror in read.jurors),
        total=sum(juror.total for juror in read.jurors),
        jurors=[JurorProgressRead.model_validate(juror) for juror in read.jurors],
        categories=[CategoryProgressRead.model_validate(category) for category in read.categories],
        feedback_released_at=read.feedback_released_at,
        open_actions=read.open_actions,
    )


def ranking(read: RankingView) -> RankingRead:
    """Return the ranking, without a trace of who gave what."""
    return RankingRead(
        entries=[_ranked(entry, read.assigned.get(entry.initiative_id, 0)) for entry in read.entries], withheld=read.withheld
    )


def _ranked(entry: RankedEntry, assigned: int) -> RankedEntryRead:
    return RankedEntryRead(
        initiative_id=entry.initiative_id,
        code=entry.code,
        title=entry.title,
        category_id=entry.category_id,
        rank=entry.rank,
        sheets=entry.sheets,
        assigned=assigned,
        in_progress=entry.in_progress,
        percent=None if entry.percent is None else decimal(entry.percent),
        percent_hundredths=None if entry.percent is None else hundredths(entry.percent),
        spread=None if entry.spread is None else decimal(entry.spread),
        spread_hundredths=None if entry.spread is None else hundredths(entry.spread),
        below_floor=entry.below_floor,
        passes=entry.passes,
        sheet_percent_hundredths=sorted(hundredths(percent) for percent in entry.sheet_percents),
    )


def feedback(read: Feedback) -> FeedbackRead:
    """Return what the unit reads."""
    return FeedbackRead(
        initiative_id=read.initiative_id,
        released_at=read.released_at,
        sheets=read.sheets,
        percent=None if read.percent is None else decimal(read.percent),
        percent_hundredths=None if read.percent is None else hundredths(read.percent),
        passes=read.passes,
        comments=read.comments,
    )


def workspace(read: Workspace) -> JuryAssignment:
    """Return one entry beside its sheet; only what ``content`` still holds can appear."""
    content = read.content
    return JuryAssignment(
        assignment_id=read.assignment.id,
        position=read.assignment.position,
        state=read.assignment.state,
        campaign=JuryCampaign.model_validate(read.campaign),
        category_name=read.category_name,
        content=JudgedContent(
            title=content["title"],
            title_translations=content["title_translations"],
            summary=content["summary"],
            answers=content["answers"],
            files=[_file(file, read.files.get(file["media_id"])) for file in content["attachments"]],
            authors=[JudgedAuthor(full_name=one["full_name"]) for one in content["authors"]] if "authors" in content else None,
            unit_name=content.get("unit_name"),
        ),
        form=read.form,
        rubric=read.rubric,
        sheet=SheetRead.model_validate(read.sheet),
        sealed=SealedSheetRead(digest=read.sealed.digest.hex(), sealed_at=read.sealed.sealed_at) if read.sealed else None,
        open_actions=jurors_actions(read.assignment.state),
    )


def _file(file: dict[str, Any], found: Any | None) -> JudgedFile:
    kind = file["kind"] or (found.kind.value if found is not None and found.kind is not None else None)
    return JudgedFile(
        media_id=UUID(str(file["media_id"])),
        field_key=file["field_key"] or "",
        kind=kind,
        caption=file["caption"] or "",
        alt_text=file["alt_text"] or "",
        file_name=file["file_name"] or "",
        facts=JudgedFacts.model_validate(found) if found is not None else None,
    )

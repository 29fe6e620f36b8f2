"""Review over HTTP: the panel and assignment, the juror's desk, results and feedback."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, delete, get, patch, post
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.core.clock import utc_now
from exemplar.notifications.service import NotificationService
from exemplar.review import desk, schemas, study_writing, writing
from exemplar.review.assignment import AssignmentService, managers_actions
from exemplar.review.declaring import DeclarationService
from exemplar.review.feedback import FeedbackService
from exemplar.review.judging import JudgingService
from exemplar.review.models import ConflictKind
from exemplar.review.panel import PanelService
from exemplar.review.proposing import ProposalService
from exemplar.review.results import ResultService
from exemplar.review.scoring import ScoringService, SheetDraft
from exemplar.review.studying import StudyService

MANAGE = {"action": "jury.assign"}
JUDGE = {"action": "sheet.enter"}


def provide_panels(session: NamedDependency[AsyncSession]) -> PanelService:
    """Build the service for one request."""
    return PanelService(session, utc_now)


def provide_assignments(session: NamedDependency[AsyncSession], state: State) -> AssignmentService:
    """Build the service for one request."""
    return AssignmentService(session, utc_now, NotificationService(session, state.settings.web.public_url))


def provide_proposals(session: NamedDependency[AsyncSession], state: State) -> ProposalService:
    """Build the service for one request."""
    return ProposalService(session, utc_now, NotificationService(session, state.settings.web.public_url))


def provide_results(session: NamedDependency[AsyncSession]) -> ResultService:
    """Build the service for one request."""
    return ResultService(session, utc_now)


def provide_studies(session: NamedDependency[AsyncSession]) -> StudyService:
    """Build the service for one request."""
    return StudyService(session, utc_now)


def provide_feedback(session: NamedDependency[AsyncSession]) -> FeedbackService:
    """Build the service for one request."""
    return FeedbackService(session, utc_now)


def provide_judging(session: NamedDependency[AsyncSession]) -> JudgingService:
    """Build the service for one request."""
    return JudgingService(session, utc_now)


def provide_scoring(session: NamedDependency[AsyncSession]) -> ScoringService:
    """Build the service for one request."""
    return ScoringService(session, utc_now)


def provide_declarations(session: NamedDependency[AsyncSession]) -> DeclarationService:
    """Build the service for one request."""
    return DeclarationService(session, utc_now)


class PanelController(Controller):
    """Who sits on the panel, and who judges what."""

    tags = ["review"]
    dependencies = {
        "panels": Provide(provide_panels, sync_to_thread=False),
        "assignments": Provide(provide_assignments, sync_to_thread=False),
        "proposals": Provide(provide_proposals, sync_to_thread=False),
    }

    @get("/campaigns/{campaign_id:uuid}/panel", operation_id="readPanel", opt=MANAGE)
    async def panel(
        self, actor: NamedDependency[Actor], panels: NamedDependency[PanelService], campaign_id: FromPath[UUID]
    ) -> schemas.PanelRead:
        """Read the panel and who could join it."""
        return writing.panel(await panels.read(actor, campaign_id))

    @post("/campaigns/{campaign_id:uuid}/panel", operation_id="addPanelMember", opt=MANAGE)
    async def add(
        self,
        actor: NamedDependency[Actor],
        panels: NamedDependency[PanelService],
        campaign_id: FromPath[UUID],
        data: JSONBody[schemas.PanelMemberCreate],
    ) -> schemas.PanelRead:
        """Give a juror a seat; answers with the whole panel."""
        await panels.add(actor, campaign_id, data.account_id, data.category_id, data.max_load)
        return writing.panel(await panels.read(actor, campaign_id))

    @patch("/panel-members/{member_id:uuid}", operation_id="changePanelMember", opt=MANAGE)
    async def change(
        self,
        actor: NamedDependency[Actor],
        panels: NamedDependency[PanelService],
        member_id: FromPath[UUID],
        data: JSONBody[schemas.PanelMemberUpdate],
    ) -> schemas.PanelRead:
        """Agree on another load; answers with the whole panel."""
        member = await panels.change(actor, member_id, data.max_load)
        return writing.panel(await panels.read(actor, member.campaign_id))

    @delete("/panel-members/{member_id:uuid}", operation_id="removePanelMember", status_code=200, opt=MANAGE)
    async def remove(
        self, actor: NamedDependency[Actor], panels: NamedDependency[PanelService], member_id: FromPath[UUID]
    ) -> schemas.PanelMemberRemoved:
        """Take a seat away; its open sheets end with it."""
        return schemas.PanelMemberRemoved(cancelled=await panels.remove(actor, member_id))

    @get("/campaigns/{campaign_id:uuid}/assignments", operation_id="readAssignmentMatrix", opt=MANAGE)
    async def matrix(
        self, actor: NamedDependency[Actor], assignments: NamedDependency[AssignmentService], campaign_id: FromPath[UUID]
    ) -> schemas.MatrixRead:
        """Read judges × entries, with the conflicts of interest."""
        return writing.matrix(await assignments.matrix(actor, campaign_id))

    @post("/campaigns/{campaign_id:uuid}/assignments", operation_id="assignJuror", opt=MANAGE)
    async def assign(
        self,
        actor: NamedDependency[Actor],
        assignments: NamedDependency[AssignmentService],
        campaign_id: FromPath[UUID],
        data: JSONBody[schemas.AssignmentCreate],
    ) -> schemas.AssignmentRead:
        """Give one entry to one juror."""
        made = await assignments.assign(actor, campaign_id, data.initiative_id, data.juror_id)
        return schemas.AssignmentRead(
            assignment_id=made.id,
            initiative_id=made.initiative_id,
            juror_id=made.juror_id,
            state=made.state,
            open_actions=managers_actions(made.state),
        )

    @post("/assignments/{assignment_id:uuid}/cancellation", operation_id="cancelAssignment", status_code=204, opt=MANAGE)
    async def cancel(
        self, actor: NamedDependency[Actor], assignments: NamedDependency[AssignmentService], assignment_id: FromPath[UUID]
    ) -> None:
        """Take an open assignment back."""
        await assignments.cancel(actor, assignment_id)

    @post("/campaigns/{campaign_id:uuid}/assignment-proposals", operation_id="proposeAssignments", status_code=200, opt=MANAGE)
    async def propose(
        self, actor: NamedDependency[Actor], proposals: NamedDependency[ProposalService], campaign_id: FromPath[UUID]
    ) -> schemas.ProposalRead:
        """Work out the evenest assignment; nothing is written."""
        return writing.proposal(await proposals.propose(actor, campaign_id))

    @post("/campaigns/{campaign_id:uuid}/assignment-proposals/application", operation_id="applyAssignmentProposal", opt=MANAGE)
    async def apply(
        self,
        actor: NamedDependency[Actor],
        proposals: NamedDependency[ProposalService],
        campaign_id: FromPath[UUID],
        data: JSONBody[schemas.ProposalApplication],
    ) -> schemas.ProposalApplied:
        """Assign exactly what was proposed."""
        made = await proposals.apply(actor, campaign_id, data.digest, writing.pairs(data.additions))
        return schemas.ProposalApplied(assigned=len(made))


class ResultController(Controller):
    """Progress, ranking, feedback."""

    tags = ["review"]
    dependencies = {
        "results": Provide(provide_results, sync_to_thread=False),
        "studies": Provide(provide_studies, sync_to_thread=False),
        "feedback": Provide(provide_feedback, sync_to_thread=False),
    }

    @get("/campaigns/{campaign_id:uuid}/review", operation_id="readReview", opt={"action": "review.progress"})
    async def overview(
        self, actor: NamedDependency[Actor], results: NamedDependency[ResultService], campaign_id: FromPath[UUID]
    ) -> schemas.ReviewRead:
        """Read who has finished, and what can be done."""
        return writing.overview(await results.overview(actor, campaign_id))

    @get("/campaigns/{campaign_id:uuid}/ranking", operation_id="readRanking", opt={"action": "scores.view"})
    async def ranking(
        self,
        actor: NamedDependency[Actor],
        results: NamedDependency[ResultService],
        campaign_id: FromPath[UUID],
        category: FromQuery[UUID | None] = None,
    ) -> schemas.RankingRead:
        """Read the ranking of a category, or of every category one after the other."""
        return writing.ranking(await results.ranking(actor, campaign_id, category))

    @get("/campaigns/{campaign_id:uuid}/jury-study", operation_id="studyJury", opt={"action": "jury.study"})
    async def study(
        self,
        actor: NamedDependency[Actor],
        studies: NamedDependency[StudyService],
        campaign_id: FromPath[UUID],
        category: FromQuery[UUID],
        places: Annotated[int | None, QueryParameter(ge=1, le=10_000)] = None,
    ) -> schemas.StudyRead:
        """Read how sure the ranks of a category are, how far its jurors agree, and what the result hangs on."""
        return study_writing.study(await studies.study(actor, campaign_id, category, places))

    @post("/campaigns/{campaign_id:uuid}/feedback-release", operation_id="releaseFeedback", opt={"action": "feedback.release"})
    async def release(
        self, actor: NamedDependency[Actor], feedback: NamedDependency[FeedbackService], campaign_id: FromPath[UUID]
    ) -> schemas.FeedbackReleaseRead:
        """Let the units read what was said."""
        return schemas.FeedbackReleaseRead(released_at=await feedback.release(actor, campaign_id))

    @get("/initiatives/{initiative_id:uuid}/feedback", operation_id="readFeedback", opt={"action": "feedback.view"})
    async def read(
        self, actor: NamedDependency[Actor], feedback: NamedDependency[FeedbackService], initiative_id: FromPath[UUID]
    ) -> schemas.FeedbackRead:
        """Read what the jury said about one entry, once it is released."""
        return writing.feedback(await feedback.read(actor, initiative_id))


class JuryController(Controller):
    """A juror's own desk. Nothing here names an author, a unit or another juror where the review is blind."""

    path = "/jury"
    tags = ["review"]
    dependencies = {
        "judging": Provide(provide_judging, sync_to_thread=False),
        "scoring": Provide(provide_scoring, sync_to_thread=False),
    }

    @get("/", operation_id="readJuryQueue", opt=JUDGE)
    async def queue(self, actor: NamedDependency[Actor], judging: NamedDependency[JudgingService]) -> desk.JuryQueue:
        """Read the own queue."""
        return desk.JuryQueue.model_validate(await judging.queue(actor))

    @get("/{assignment_id:uuid}", operation_id="readJuryAssignment", opt=JUDGE)
    async def one(
        self, actor: NamedDependency[Actor], judging: NamedDependency[JudgingService], assignment_id: FromPath[UUID]
    ) -> desk.JuryAssignment:
        """Read one entry beside its sheet."""
        return writing.workspace(await judging.open(actor, assignment_id))

    @patch("/{assignment_id:uuid}", operation_id="saveSheet", opt=JUDGE)
    async def save(
        self,
        actor: NamedDependency[Actor],
        scoring: NamedDependency[ScoringService],
        assignment_id: FromPath[UUID],
        data: JSONBody[desk.SheetUpdate],
    ) -> desk.SheetSaved:
        """Keep what was typed so far."""
        draft = SheetDraft(data.points, data.comments, data.private_note, data.comment_to_unit)
        return desk.SheetSaved.model_validate(await scoring.save(actor, assignment_id, data.version, draft))

    @post("/{assignment_id:uuid}/seal", operation_id="sealSheet", status_code=200, opt=JUDGE)
    async def seal(
        self,
        actor: NamedDependency[Actor],
        scoring: NamedDependency[ScoringService],
        assignment_id: FromPath[UUID],
        data: JSONBody[desk.SheetSeal],
    ) -> desk.SealedSheetRead:
        """Make the sheet final."""
        sealed = await scoring.seal(actor, assignment_id, data.version)
        return desk.SealedSheetRead(digest=sealed.digest.hex(), sealed_at=sealed.sealed_at)

    @post("/{assignment_id:uuid}/recusal", operation_id="recuseFromAssignment", status_code=204, opt=JUDGE)
    async def recuse(
        self,
        actor: NamedDependency[Actor],
        scoring: NamedDependency[ScoringService],
        assignment_id: FromPath[UUID],
        data: JSONBody[desk.Recusal],
    ) -> None:
        """Step aside from an entry."""
        await scoring.recuse(actor, assignment_id, ConflictKind(data.kind), data.reason)


class ConflictController(Controller):
    """Conflicts that people declare themselves."""

    path = "/conflicts"
    tags = ["review"]
    dependencies = {"declarations": Provide(provide_declarations, sync_to_thread=False)}

    @get("/", operation_id="listOwnConflicts", opt={"action": "conflict.declare"})
    async def own(
        self, actor: NamedDependency[Actor], declarations: NamedDependency[DeclarationService]
    ) -> list[desk.DeclaredConflictRead]:
        """List what the actor declared."""
        return [desk.DeclaredConflictRead.model_validate(one) for one in await declarations.own(actor)]

    @post("/", operation_id="declareConflict", opt={"action": "conflict.declare"})
    async def declare(
        self,
        actor: NamedDependency[Actor],
        declarations: NamedDependency[DeclarationService],
        data: JSONBody[desk.ConflictDeclare],
    ) -> desk.DeclaredConflictRead:
        """Declare a conflict with everything of a unit."""
        kind = ConflictKind(data.kind)
        return desk.DeclaredConflictRead.model_validate(await declarations.declare_unit(actor, data.unit_id, kind, data.reason))


CONTROLLERS = [PanelController, ResultController, JuryController, ConflictController]

"""The module over HTTP."""

from datetime import datetime
from uuid import UUID

from litestar import Controller, delete, get, patch, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.core.clock import utc_now
from exemplar.core.paging import PAGE_SIZE, BadCursor, Page, decode_cursor, encode_cursor
from exemplar.initiatives import content_shapes, presenting, redaction_routes, schemas
from exemplar.initiatives.authorship import AuthorService, AuthorWanted
from exemplar.initiatives.discarding import DiscardService
from exemplar.initiatives.drafting import DraftService
from exemplar.initiatives.errors import RevisionNotFound
from exemplar.initiatives.evidence import EvidenceService, FileWanted
from exemplar.initiatives.lookalike_routes import LookalikeController
from exemplar.initiatives.reasons import REASONS, ScreeningOutcome
from exemplar.initiatives.schemas import InitiativeListed, InitiativeRead
from exemplar.initiatives.screening import ScreeningService, Verdict
from exemplar.initiatives.service import InitiativeService
from exemplar.initiatives.submission import SubmissionService
from exemplar.notifications.service import NotificationService


def provide_initiatives(session: NamedDependency[AsyncSession]) -> InitiativeService:
    """Build the service for one request."""
    return InitiativeService(session, utc_now)


def provide_drafts(session: NamedDependency[AsyncSession]) -> DraftService:
    """Build the service for one request."""
    return DraftService(session, utc_now)


def provide_screening(session: NamedDependency[AsyncSession], state: State) -> ScreeningService:
    """Build the service for one request."""
    return ScreeningService(session, utc_now, NotificationService(session, state.settings.web.public_url))


class InitiativeController(Controller):
    """What a unit writes and hands in."""

    path = "/initiatives"
    tags = ["initiatives"]
    dependencies = {
        "initiatives": Provide(provide_initiatives, sync_to_thread=False),
        "drafts": Provide(provide_drafts, sync_to_thread=False),
    }

    @get("/", operation_id="listOwnInitiatives", opt={"action": "share.confirm"})
    async def own(
        self, actor: NamedDependency[Actor], initiatives: NamedDependency[InitiativeService], cursor: FromQuery[str | None] = None
    ) -> Page[InitiativeListed]:
        """List the entries of one's units and those that name one as author, newest first."""
        after = _last_id(cursor) if cursor else None
        found = await initiatives.own(actor, after, PAGE_SIZE + 1)
        items = [presenting.listed(row, actions) for row, actions in found[:PAGE_SIZE]]
        return Page(items, encode_cursor(items[-1].id) if len(found) > PAGE_SIZE else None)

    @post("/", operation_id="startInitiative", opt={"action": "draft.edit"})
    async def start(
        self,
        actor: NamedDependency[Actor],
        drafts: NamedDependency[DraftService],
        initiatives: NamedDependency[InitiativeService],
        data: JSONBody[schemas.InitiativeStart],
    ) -> InitiativeRead:
        """Start a draft in an open call."""
        started = await drafts.start(actor, data.campaign_id, data.category_id, data.unit_id, data.title)
        return presenting.initiative(await initiatives.read(actor, started.id))

    @get("/{initiative_id:uuid}", operation_id="readInitiative", opt={"action": "share.confirm"})
    async def read(
        self, actor: NamedDependency[Actor], initiatives: NamedDependency[InitiativeService], initiative_id: FromPath[UUID]
    ) -> InitiativeRead:
        """Read an initiative: the draft for its unit, what was handed in for the campaign's people."""
        return presenting.initiative(await initiatives.read(actor, initiative_id))

    @patch("/{initiative_id:uuid}", operation_id="saveDraft", opt={"action": "draft.edit"})
    async def save(
        self,
        actor: NamedDependency[Actor],
        drafts: NamedDependency[DraftService],
        initiative_id: FromPath[UUID],
        data: JSONBody[schemas.DraftPatch],
    ) -> schemas.DraftSaved:
        """Save some parts of a draft; refused as a whole when somebody else changed one of them in between."""
        return schemas.DraftSaved.model_validate(await drafts.save(actor, initiative_id, data.version, data.changes()))

    @delete("/{initiative_id:uuid}", operation_id="deleteDraft", opt={"action": "draft.edit"})
    async def delete_draft(
        self,
        actor: NamedDependency[Actor],
        session: NamedDependency[AsyncSession],
        initiative_id: FromPath[UUID],
        version: FromQuery[int],
    ) -> None:
        """Throw a draft away that was never handed in, with the files that only it names; ``version`` is the one seen."""
        await DiscardService(session, utc_now).delete_draft(actor, initiative_id, version)

    @get("/{initiative_id:uuid}/draft", operation_id="readDraft", opt={"action": "share.confirm"})
    async def draft(
        self, actor: NamedDependency[Actor], initiatives: NamedDependency[InitiativeService], initiative_id: FromPath[UUID]
    ) -> schemas.DraftRead:
        """Read the texts as they are now, after a save was refused."""
        return schemas.DraftRead.model_validate(await initiatives.draft(actor, initiative_id))

    @put("/{initiative_id:uuid}/authors", operation_id="setAuthors", opt={"action": "draft.edit"})
    async def set_authors(
        self,
        actor: NamedDependency[Actor],
        session: NamedDependency[AsyncSession],
        state: State,
        initiatives: NamedDependency[InitiativeService],
        initiative_id: FromPath[UUID],
        data: JSONBody[schemas.AuthorsWrite],
    ) -> InitiativeRead:
        """Replace the list of authors and their shares."""
        wanted = [AuthorWanted(**author.model_dump()) for author in data.authors]
        notifications = NotificationService(session, state.settings.web.public_url)
        await AuthorService(session, utc_now, notifications).replace(actor, initiative_id, data.version, wanted)
        return presenting.initiative(await initiatives.read(actor, initiative_id))

    @post("/{initiative_id:uuid}/share-confirmation", operation_id="confirmShare", status_code=200, opt={"action": "share.confirm"})
    async def confirm_share(
        self,
        actor: NamedDependency[Actor],
        session: NamedDependency[AsyncSession],
        initiatives: NamedDependency[InitiativeService],
        initiative_id: FromPath[UUID],
        data: JSONBody[schemas.ShareConfirmation],
    ) -> InitiativeRead:
        """Agree with one's own share."""
        await AuthorService(session, utc_now).confirm_share(actor, initiative_id, data.share_hundredths)
        return presenting.initiative(await initiatives.read(actor, initiative_id))

    @put("/{initiative_id:uuid}/attachments", operation_id="setAttachments", opt={"action": "draft.edit"})
    async def set_attachments(
        self,
        actor: NamedDependency[Actor],
        session: NamedDependency[AsyncSession],
        initiatives: NamedDependency[InitiativeService],
        initiative_id: FromPath[UUID],
        data: JSONBody[schemas.AttachmentsWrite],
    ) -> InitiativeRead:
        """Replace the list of files, with their order, captions and marks."""
        wanted = [FileWanted(**file.model_dump()) for file in data.attachments]
        await EvidenceService(session, utc_now).replace(actor, initiative_id, data.version, wanted)
        return presenting.initiative(await initiatives.read(actor, initiative_id))

    @get("/{initiative_id:uuid}/preview", operation_id="previewInitiative", opt={"action": "share.confirm"})
    async def preview(
        self, actor: NamedDependency[Actor], initiatives: NamedDependency[InitiativeService], initiative_id: FromPath[UUID]
    ) -> content_shapes.InitiativePreview:
        """See the draft as the public would, and what is missing before it can be handed in."""
        shown, missing = await initiatives.preview(actor, initiative_id)
        return content_shapes.InitiativePreview(
            content=content_shapes.PublicContent.model_validate(shown),
            missing=[content_shapes.MissingPart.model_validate(fault) for fault in missing],
        )

    @post("/{initiative_id:uuid}/submission", operation_id="submitInitiative", status_code=200, opt={"action": "initiative.submit"})
    async def submit(
        self,
        actor: NamedDependency[Actor],
        session: NamedDependency[AsyncSession],
        state: State,
        initiatives: NamedDependency[InitiativeService],
        initiative_id: FromPath[UUID],
        data: JSONBody[schemas.SubmissionWrite],
    ) -> InitiativeRead:
        """Hand the draft in, before the deadline by the database clock."""
        notifications = NotificationService(session, state.settings.web.public_url)
        await SubmissionService(session, utc_now, notifications).submit(actor, initiative_id, data.version, oath=data.oath)
        return presenting.initiative(await initiatives.read(actor, initiative_id))

    @post("/{initiative_id:uuid}/withdrawal", operation_id="withdrawInitiative", status_code=200, opt={"action": "initiative.withdraw"})
    async def withdraw(
        self,
        actor: NamedDependency[Actor],
        initiatives: NamedDependency[InitiativeService],
        initiative_id: FromPath[UUID],
        data: JSONBody[schemas.VersionSeen],
    ) -> InitiativeRead:
        """Take an entry back."""
        await initiatives.withdraw(actor, initiative_id, data.version)
        return presenting.initiative(await initiatives.read(actor, initiative_id))


class RevisionController(Controller):
    """What was handed in, and how it changed."""

    path = "/initiatives/{initiative_id:uuid}/revisions"
    tags = ["initiatives"]
    dependencies = {"initiatives": Provide(provide_initiatives, sync_to_thread=False)}

    @get("/", operation_id="listRevisions", opt={"action": "share.confirm"})
    async def all(
        self, actor: NamedDependency[Actor], initiatives: NamedDependency[InitiativeService], initiative_id: FromPath[UUID]
    ) -> list[schemas.RevisionSummary]:
        """List the revisions, oldest first."""
        return [presenting.revision_summary(row) for row in await initiatives.revisions(actor, initiative_id)]

    @get("/{number:int}", operation_id="readRevision", opt={"action": "share.confirm"})
    async def read(
        self,
        actor: NamedDependency[Actor],
        initiatives: NamedDependency[InitiativeService],
        initiative_id: FromPath[UUID],
        number: FromPath[int],
    ) -> content_shapes.RevisionRead:
        """Read one revision as it was handed in."""
        found = await initiatives.revision(actor, initiative_id, _column(number))
        return presenting.revision(found, await initiatives.form_of(found))

    @get("/{number:int}/changes", operation_id="readRevisionChanges", opt={"action": "share.confirm"})
    async def changes(
        self,
        actor: NamedDependency[Actor],
        initiatives: NamedDependency[InitiativeService],
        initiative_id: FromPath[UUID],
        number: FromPath[int],
        since: FromQuery[int | None] = None,
    ) -> content_shapes.RevisionChanges:
        """Compare a revision with an earlier one, by default the one before it; the first has nothing before it."""
        newer, older = _column(number), _column(since if since is not None else number - 1)
        found, form = await initiatives.changes(actor, initiative_id, older=older, newer=newer)
        return presenting.changes(found, form, older=older, newer=newer)


class ScreeningController(Controller):
    """The screeners' desk."""

    path = "/screening"
    tags = ["screening"]
    dependencies = {"screening": Provide(provide_screening, sync_to_thread=False)}

    @get("/", operation_id="listScreening", opt={"action": "screening.view"})
    async def queue(
        self,
        actor: NamedDependency[Actor],
        screening: NamedDependency[ScreeningService],
        campaign: FromQuery[UUID | None] = None,
        cursor: FromQuery[str | None] = None,
    ) -> schemas.ScreeningQueue:
        """List what waits, the longest wait first, with counters."""
        after = _last_wait(cursor) if cursor else None
        rows = await screening.waiting(actor, campaign, after, PAGE_SIZE + 1)
        items = [schemas.ScreeningListed.model_validate(row) for row in rows[:PAGE_SIZE]]
        following = encode_cursor(items[-1].submitted_at, items[-1].id) if len(rows) > PAGE_SIZE else None
        counts = presenting.counts(await screening.counts(actor, campaign))
        return schemas.ScreeningQueue(counts=counts, items=items, next_cursor=following)

    @get("/{initiative_id:uuid}", operation_id="readScreening", opt={"action": "screening.view"})
    async def read(
        self, actor: NamedDependency[Actor], screening: NamedDependency[ScreeningService], initiative_id: FromPath[UUID]
    ) -> schemas.ScreeningRead:
        """Read what was handed in, with its authors, and which reasons there are."""
        view = await screening.read(actor, initiative_id)
        return schemas.ScreeningRead(
            initiative=presenting.initiative(view),
            return_reasons=list(REASONS[ScreeningOutcome.RETURN]),
            refuse_reasons=list(REASONS[ScreeningOutcome.REFUSE]),
        )

    @post("/{initiative_id:uuid}/decision", operation_id="decideScreening", status_code=200, opt={"action": "screening.decide"})
    async def decide(
        self,
        actor: NamedDependency[Actor],
        screening: NamedDependency[ScreeningService],
        initiative_id: FromPath[UUID],
        data: JSONBody[schemas.VerdictWrite],
    ) -> schemas.ScreeningDone:
        """Accept, return or refuse one revision; answers what waits next."""
        verdict = Verdict(data.revision_id, data.outcome, data.reason_codes, data.reason, data.resubmit_until)
        decided = await screening.decide(actor, initiative_id, verdict)
        following = await screening.next_after(actor, decided.campaign_id)
        return schemas.ScreeningDone(id=decided.id, state=decided.state, next_id=following)


def _last_id(cursor: str) -> UUID:
    """Return the id after which the next page begins."""
    (last,) = decode_cursor(cursor, tuple[UUID])
    return last


def _last_wait(cursor: str) -> tuple[datetime, UUID]:
    """Return since when the last entry shown has waited, and its id."""
    since, last = decode_cursor(cursor, tuple[datetime, UUID])
    if since.tzinfo is None or not 2000 < since.year < 9000:
        raise BadCursor
    return since, last


def _column(number: int) -> int:
    """Return a number that fits the column; no revision is outside of it."""
    if not 0 <= number < 2**31:
        raise RevisionNotFound
    return number


CONTROLLERS = [InitiativeController, RevisionController, ScreeningController, LookalikeController, *redaction_routes.CONTROLLERS]

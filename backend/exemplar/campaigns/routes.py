"""Calls over HTTP: reading them, opening them, setting them up, publishing them."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, delete, get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody, Parameter
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.accounts.two_person_schemas import RequestAnswer
from exemplar.campaigns.deadlines import DeadlineService, DeadlineWanted
from exemplar.campaigns.pages import CampaignPages
from exemplar.campaigns.preparation import CategoryEntry, PhaseDates, PreparationService
from exemplar.campaigns.publishing import PublishingService
from exemplar.campaigns.schemas import (
    CampaignCreate,
    CampaignList,
    CampaignRead,
    CampaignReadiness,
    CampaignUpdate,
    CategoriesUpdate,
    DeadlineChangeRequest,
    FormUpdate,
    MovementCreate,
    MovementRead,
    PhasesUpdate,
    RubricInput,
    RubricRead,
    VersionSeen,
)
from exemplar.campaigns.service import CampaignDetails, CampaignService
from exemplar.campaigns.templates import blueprint
from exemplar.core.clock import utc_now
from exemplar.notifications.service import NotificationService


def provide_campaigns(session: NamedDependency[AsyncSession]) -> CampaignService:
    """Build the service for one request."""
    return CampaignService(session, utc_now)


def provide_preparation(session: NamedDependency[AsyncSession]) -> PreparationService:
    """Build the service for one request."""
    return PreparationService(session, utc_now)


def provide_publishing(session: NamedDependency[AsyncSession]) -> PublishingService:
    """Build the service for one request."""
    return PublishingService(session, utc_now)


def provide_deadlines(session: NamedDependency[AsyncSession], state: State) -> DeadlineService:
    """Build the service for one request."""
    return DeadlineService(session, utc_now, NotificationService(session, state.settings.web.public_url))


def provide_campaign_pages(session: NamedDependency[AsyncSession]) -> CampaignPages:
    """Build the reader of whole pages for one request."""
    return CampaignPages(session, CampaignService(session, utc_now))


class MovementController(Controller):
    """Movements."""

    path = "/movements"
    tags = ["campaigns"]
    dependencies = {"campaigns": Provide(provide_campaigns, sync_to_thread=False)}

    @get("/", operation_id="listMovements", opt={"action": "campaign.create"})
    async def all(self, campaigns: NamedDependency[CampaignService]) -> list[MovementRead]:
        """List the movements, newest first."""
        return [MovementRead.model_validate(one) for one in await campaigns.movements()]

    @post("/", operation_id="createMovement", opt={"action": "campaign.create"})
    async def create(
        self, actor: NamedDependency[Actor], campaigns: NamedDependency[CampaignService], data: JSONBody[MovementCreate]
    ) -> MovementRead:
        """Add a movement."""
        return MovementRead.model_validate(await campaigns.create_movement(actor, **data.model_dump()))


class CampaignController(Controller):
    """Calls as a whole."""

    path = "/campaigns"
    tags = ["campaigns"]
    dependencies = {
        "campaigns": Provide(provide_campaigns, sync_to_thread=False),
        "publishing": Provide(provide_publishing, sync_to_thread=False),
        "pages": Provide(provide_campaign_pages, sync_to_thread=False),
    }

    @get("/", operation_id="listCampaigns", opt={"public": True, "action": "campaign.view"})
    async def all(
        self, reader: NamedDependency[Actor | None], pages: NamedDependency[CampaignPages], managed: FromQuery[bool] = False
    ) -> CampaignList:
        """List the calls that the reader may know of, newest first; with ``managed`` those they run."""
        return await pages.list(reader, managed=managed)

    @get("/{campaign_id:uuid}", operation_id="readCampaign", opt={"public": True, "action": "campaign.view"})
    async def read(
        self, reader: NamedDependency[Actor | None], pages: NamedDependency[CampaignPages], campaign_id: FromPath[UUID]
    ) -> CampaignRead:
        """Read one call in full."""
        return await pages.read(reader, campaign_id)

    @post("/", operation_id="createCampaign", opt={"action": "campaign.create"})
    async def create(
        self,
        actor: NamedDependency[Actor],
        campaigns: NamedDependency[CampaignService],
        pages: NamedDependency[CampaignPages],
        data: JSONBody[CampaignCreate],
    ) -> CampaignRead:
        """Start a draft; ``copy_of`` wins over ``template``."""
        plan = await campaigns.blueprint_of(actor, data.copy_of) if data.copy_of else blueprint(data.template)
        details = CampaignDetails(
            name=data.name.model_dump(), summary=data.summary.model_dump() if data.summary else None, movement_id=data.movement_id
        )
        campaign = await campaigns.create(actor, data.code, details, plan)
        return await pages.read(actor, campaign.id)

    @put("/{campaign_id:uuid}", operation_id="updateCampaign", opt={"action": "campaign.edit"})
    async def update(
        self,
        actor: NamedDependency[Actor],
        campaigns: NamedDependency[CampaignService],
        pages: NamedDependency[CampaignPages],
        campaign_id: FromPath[UUID],
        data: JSONBody[CampaignUpdate],
    ) -> CampaignRead:
        """Replace the details of a draft."""
        fields = data.model_dump(exclude={"version"})
        await campaigns.edit(actor, campaign_id, data.version, CampaignDetails(**fields))
        return await pages.read(actor, campaign_id)

    @get("/{campaign_id:uuid}/readiness", operation_id="readCampaignReadiness", opt={"action": "campaign.edit"})
    async def readiness(
        self, actor: NamedDependency[Actor], publishing: NamedDependency[PublishingService], campaign_id: FromPath[UUID]
    ) -> CampaignReadiness:
        """List what is missing before the campaign can be published."""
        return CampaignReadiness(missing=await publishing.missing(actor, campaign_id))

    @post("/{campaign_id:uuid}/publication", operation_id="publishCampaign", status_code=200, opt={"action": "campaign.edit"})
    async def publish(
        self,
        actor: NamedDependency[Actor],
        publishing: NamedDependency[PublishingService],
        pages: NamedDependency[CampaignPages],
        campaign_id: FromPath[UUID],
        data: JSONBody[VersionSeen],
    ) -> CampaignRead:
        """Publish; form and rubrics freeze."""
        await publishing.publish(actor, campaign_id, data.version)
        return await pages.read(actor, campaign_id)

    @post("/{campaign_id:uuid}/closing", operation_id="closeCampaign", status_code=200, opt={"action": "campaign.edit"})
    async def close(
        self,
        actor: NamedDependency[Actor],
        publishing: NamedDependency[PublishingService],
        pages: NamedDependency[CampaignPages],
        campaign_id: FromPath[UUID],
        data: JSONBody[VersionSeen],
    ) -> CampaignRead:
        """End the campaign."""
        await publishing.close(actor, campaign_id, data.version)
        return await pages.read(actor, campaign_id)


class PreparationController(Controller):
    """The parts of a call."""

    path = "/campaigns/{campaign_id:uuid}"
    tags = ["campaigns"]
    dependencies = {
        "preparation": Provide(provide_preparation, sync_to_thread=False),
        "pages": Provide(provide_campaign_pages, sync_to_thread=False),
    }

    @put("/phases", operation_id="setCampaignPhases", opt={"action": "campaign.edit"})
    async def set_phases(
        self,
        actor: NamedDependency[Actor],
        preparation: NamedDependency[PreparationService],
        pages: NamedDependency[CampaignPages],
        campaign_id: FromPath[UUID],
        data: JSONBody[PhasesUpdate],
    ) -> CampaignRead:
        """Replace the dates of a draft."""
        dates = [PhaseDates(phase.kind, phase.opens_at, phase.closes_at) for phase in data.phases]
        await preparation.set_phases(actor, campaign_id, data.version, dates)
        return await pages.read(actor, campaign_id)

    @put("/categories", operation_id="setCampaignCategories", opt={"action": "campaign.edit"})
    async def set_categories(
        self,
        actor: NamedDependency[Actor],
        preparation: NamedDependency[PreparationService],
        pages: NamedDependency[CampaignPages],
        campaign_id: FromPath[UUID],
        data: JSONBody[CategoriesUpdate],
    ) -> CampaignRead:
        """Replace the award categories of a draft, in order."""
        entries = [CategoryEntry(**category.model_dump()) for category in data.categories]
        await preparation.set_categories(actor, campaign_id, data.version, entries)
        return await pages.read(actor, campaign_id)

    @put("/form", operation_id="setCampaignForm", opt={"action": "campaign.edit"})
    async def set_form(
        self,
        actor: NamedDependency[Actor],
        preparation: NamedDependency[PreparationService],
        pages: NamedDependency[CampaignPages],
        campaign_id: FromPath[UUID],
        data: JSONBody[FormUpdate],
    ) -> CampaignRead:
        """Replace the form of a draft."""
        await preparation.set_form(actor, campaign_id, data.version, data.form)
        return await pages.read(actor, campaign_id)

    @post("/rubrics", operation_id="addRubric", opt={"action": "campaign.edit"})
    async def add_rubric(
        self,
        actor: NamedDependency[Actor],
        preparation: NamedDependency[PreparationService],
        pages: NamedDependency[CampaignPages],
        campaign_id: FromPath[UUID],
        data: JSONBody[RubricInput],
    ) -> CampaignRead:
        """Add a rubric; it is the last of the list."""
        await preparation.add_rubric(actor, campaign_id, data.version, data.name.model_dump(), data.definition)
        return await pages.read(actor, campaign_id)

    @put("/rubrics/{rubric_id:uuid}", operation_id="updateRubric", opt={"action": "campaign.edit"})
    async def edit_rubric(
        self,
        actor: NamedDependency[Actor],
        preparation: NamedDependency[PreparationService],
        pages: NamedDependency[CampaignPages],
        campaign_id: FromPath[UUID],
        rubric_id: FromPath[UUID],
        data: JSONBody[RubricInput],
    ) -> CampaignRead:
        """Replace a rubric of a draft."""
        await preparation.edit_rubric(actor, campaign_id, data.version, rubric_id, name=data.name.model_dump(), definition=data.definition)
        return await pages.read(actor, campaign_id)

    @delete("/rubrics/{rubric_id:uuid}", operation_id="removeRubric", status_code=200, opt={"action": "campaign.edit"})
    async def remove_rubric(
        self,
        actor: NamedDependency[Actor],
        preparation: NamedDependency[PreparationService],
        pages: NamedDependency[CampaignPages],
        campaign_id: FromPath[UUID],
        rubric_id: FromPath[UUID],
        version: Annotated[int, Parameter(ge=1, le=2**31 - 2)],
    ) -> CampaignRead:
        """Remove a rubric that no category uses."""
        await preparation.remove_rubric(actor, campaign_id, version, rubric_id)
        return await pages.read(actor, campaign_id)


class DeadlineController(Controller):
    """Later deadlines of a published call: one manager asks, another confirms."""

    path = "/campaigns/{campaign_id:uuid}/deadline-changes"
    tags = ["campaigns"]
    dependencies = {
        "deadlines": Provide(provide_deadlines, sync_to_thread=False),
        "pages": Provide(provide_campaign_pages, sync_to_thread=False),
    }

    @post("/", operation_id="requestDeadlineChange", opt={"action": "deadline.change"})
    async def request(
        self,
        actor: NamedDependency[Actor],
        deadlines: NamedDependency[DeadlineService],
        pages: NamedDependency[CampaignPages],
        campaign_id: FromPath[UUID],
        data: JSONBody[DeadlineChangeRequest],
    ) -> CampaignRead:
        """Ask for a later deadline; nothing moves until another manager confirms. Asks for the password again."""
        await deadlines.request(actor, campaign_id, data.version, DeadlineWanted(data.phase, data.closes_at, data.reason))
        return await pages.read(actor, campaign_id)

    @post("/{change_id:uuid}/confirmation", operation_id="confirmDeadlineChange", status_code=200, opt={"action": "deadline.change"})
    async def confirm(
        self,
        actor: NamedDependency[Actor],
        deadlines: NamedDependency[DeadlineService],
        pages: NamedDependency[CampaignPages],
        campaign_id: FromPath[UUID],
        change_id: FromPath[UUID],
    ) -> CampaignRead:
        """Confirm what another manager asked for: the deadline moves, and everybody affected is told. Asks for the password again."""
        await deadlines.confirm(actor, campaign_id, change_id)
        return await pages.read(actor, campaign_id)

    @post("/{change_id:uuid}/refusal", operation_id="declineDeadlineChange", status_code=200, opt={"action": "deadline.change"})
    async def decline(
        self,
        actor: NamedDependency[Actor],
        deadlines: NamedDependency[DeadlineService],
        pages: NamedDependency[CampaignPages],
        campaign_id: FromPath[UUID],
        change_id: FromPath[UUID],
        data: JSONBody[RequestAnswer],
    ) -> CampaignRead:
        """Decline a request, or take the own one back; the deadline stays. Asks for the password again."""
        await deadlines.decline(actor, campaign_id, change_id, data.answer)
        return await pages.read(actor, campaign_id)


class RubricController(Controller):
    """Rubrics by themselves, for those who score or read scores by them."""

    path = "/rubrics"
    tags = ["campaigns"]
    dependencies = {"pages": Provide(provide_campaign_pages, sync_to_thread=False)}

    @get("/{rubric_id:uuid}", operation_id="readRubric", opt={"action": "campaign.view"})
    async def read(self, actor: NamedDependency[Actor], pages: NamedDependency[CampaignPages], rubric_id: FromPath[UUID]) -> RubricRead:
        """Read one rubric of a campaign that the reader may know of."""
        return await pages.rubric(actor, rubric_id)


CONTROLLERS = [RubricController, MovementController, CampaignController, PreparationController, DeadlineController]

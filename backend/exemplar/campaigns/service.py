"""Reading calls, opening them, and changing what belongs to the campaign itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.audit import service as audit
from exemplar.campaigns import policies, workflow
from exemplar.campaigns.errors import CampaignCodeTaken, CampaignNotFound, MovementNotFound, PhaseClosed, RubricNotFound
from exemplar.campaigns.forms import FormDefinition
from exemplar.campaigns.models import Campaign, Category, FormVersion, Movement, RubricVersion
from exemplar.campaigns.repository import CampaignRepository, PhaseWindow
from exemplar.campaigns.rubrics import RubricDefinition
from exemplar.campaigns.templates import Blueprint, CategoryPlan, RubricPlan
from exemplar.campaigns.workflow import CampaignAction, CampaignState, PhaseKind
from exemplar.core.errors import StaleVersion
from exemplar.core.models import LocalText, new_id


@dataclass(frozen=True, slots=True)
class CampaignDetails:
    """What a manager writes about a campaign as a whole; ``sheets_per_entry`` is how many jurors score each entry."""

    name: LocalText
    summary: LocalText | None = None
    movement_id: UUID | None = None
    blind_review: bool = True
    sheets_per_entry: int = 3


class CampaignService:
    """Use cases of a campaign as a whole."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime]) -> None:
        self._session = session
        self._now = now
        self._campaigns = CampaignRepository(session)

    async def get(self, reader: Actor | None, campaign_id: UUID) -> Campaign:
        """Return a campaign the reader may know of; raises ``CampaignNotFound``."""
        campaign = await self._campaigns.find(reader, campaign_id)
        if campaign is None:
            raise CampaignNotFound
        return campaign

    async def open_calls(self, reader: Actor | None) -> list[Campaign]:
        """Return the campaigns that take entries now, by the database clock; the one that closes first at the top."""
        permissions.require(reader, "campaign.view", self._now())
        return await self._campaigns.open_calls()

    async def all(self, reader: Actor | None, *, managed: bool = False) -> list[Campaign]:
        """Return every campaign the reader may know of, newest first; with ``managed`` only those they run."""
        return await self._campaigns.all(reader, managed=managed)

    async def form_of(self, form_version_id: UUID) -> FormDefinition:
        """Return the form with this id; raises ``CampaignNotFound`` when there is none."""
        row = await self._session.get(FormVersion, form_version_id)
        if row is None:
            raise CampaignNotFound
        return FormDefinition.model_validate(row.definition)

    async def rubric_of(self, rubric_version_id: UUID) -> RubricDefinition:
        """Return the rubric with this id; raises ``RubricNotFound``."""
        row = await self._session.get(RubricVersion, rubric_version_id)
        if row is None:
            raise RubricNotFound
        return RubricDefinition.model_validate(row.definition)

    async def phases_of(self, *campaign_ids: UUID) -> dict[UUID, list[PhaseWindow]]:
        """Return campaign → its phases in order, with the database's word on which is open."""
        return await self._campaigns.phases_of(campaign_ids)

    async def categories_of(self, campaign_id: UUID) -> list[Category]:
        """Return the award categories in their order."""
        return await self._campaigns.categories_of(campaign_id)

    async def rubrics_of(self, campaign_id: UUID) -> list[RubricVersion]:
        """Return the rubrics of a campaign, oldest first."""
        return await self._campaigns.rubrics_of(campaign_id)

    async def clock(self) -> datetime:
        """Return the moment by the database clock, by which every deadline is judged."""
        return await self._campaigns.clock()

    async def require_open(self, campaign_id: UUID, kind: PhaseKind) -> PhaseWindow:
        """Return the phase when it is open now; a friendly early answer, never instead of the check in the writing SQL.

        Raises:
            PhaseClosed: it is not open, or was never planned.
        """
        windows = (await self.phases_of(campaign_id)).get(campaign_id, [])
        window = next((one for one in windows if one.kind is kind), None)
        if window is None:
            raise PhaseClosed(phase=kind.value)
        if not window.is_open:
            raise PhaseClosed(phase=kind.value, opens_at=window.opens_at, closes_at=window.closes_at)
        return window

    async def claim(self, actor: Actor, campaign_id: UUID, version: int, action: CampaignAction) -> Campaign:
        """Lock a campaign for ``action``, move its state and count its version up.

        Raises:
            CampaignNotFound: unknown, or a draft of others.
            NotAllowed: the actor does not manage it; ``ConfirmationRequired`` where the password is asked again.
            CampaignFrozen, WrongState: too late or too early for ``action``.
            StaleVersion: somebody saved after the actor looked.
        """
        campaign = await self._campaigns.find_for_update(actor, campaign_id)
        if campaign is None:
            raise CampaignNotFound
        policies.require(actor, action, campaign.id, self._now())
        state = workflow.after(campaign.state, action)
        if campaign.version != version:
            raise StaleVersion(yours=version, current=campaign.version)
        campaign.state = state
        campaign.version += 1
        return campaign

    async def create(self, actor: Actor, code: str, details: CampaignDetails, blueprint: Blueprint) -> Campaign:
        """Start a draft from a blueprint.

        Raises:
            NotAllowed: the actor does not manage campaigns everywhere.
            CampaignCodeTaken: another campaign has the code.
            MovementNotFound: no such movement.
        """
        permissions.require(actor, "campaign.create", self._now())
        if await self._session.scalar(select(Campaign.id).where(Campaign.code == code)):
            raise CampaignCodeTaken
        await self._require_movement(details.movement_id)
        form = FormVersion(id=new_id(), definition=blueprint.form.model_dump(mode="json"))
        self._session.add(form)
        await self._session.flush()
        campaign = Campaign(
            id=new_id(),
            code=code,
            name=details.name,
            summary=details.summary,
            movement_id=details.movement_id,
            state=CampaignState.DRAFT,
            version=1,
            blind_review=blueprint.blind_review,
            sheets_per_entry=blueprint.sheets_per_entry,
            form_version_id=form.id,
            created_by=actor.account_id,
        )
        self._session.add(campaign)
        await self._session.flush()
        await self._furnish(campaign.id, blueprint)
        audit.record(self._session, actor_id=actor.account_id, action="campaign.created", about=("campaign", campaign.id), code=code)
        return campaign

    async def _furnish(self, campaign_id: UUID, blueprint: Blueprint) -> None:
        rubrics = [
            RubricVersion(id=new_id(), campaign_id=campaign_id, name=plan.name, definition=plan.definition.model_dump(mode="json"))
            for plan in blueprint.rubrics
        ]
        self._session.add_all(rubrics)
        await self._session.flush()
        for position, plan in enumerate(blueprint.categories):
            self._session.add(
                Category(
                    campaign_id=campaign_id,
                    code=plan.code,
                    name=plan.name,
                    summary=plan.summary,
                    award_name=plan.award_name,
                    statutory=plan.statutory,
                    position=position,
                    rubric_version_id=None if plan.rubric is None else rubrics[plan.rubric].id,
                )
            )
        await self._session.flush()

    async def blueprint_of(self, actor: Actor, campaign_id: UUID) -> Blueprint:
        """Return what a new campaign takes over from an earlier one: everything but its name and dates."""
        campaign = await self.get(actor, campaign_id)
        rubrics = await self.rubrics_of(campaign.id)
        places = {rubric.id: index for index, rubric in enumerate(rubrics)}
        return Blueprint(
            form=await self.form_of(campaign.form_version_id),
            rubrics=[RubricPlan(rubric.name, RubricDefinition.model_validate(rubric.definition)) for rubric in rubrics],
            categories=[
                CategoryPlan(
                    code=one.code,
                    name=one.name,
                    award_name=one.award_name,
                    summary=one.summary,
                    statutory=one.statutory,
                    rubric=places[one.rubric_version_id] if one.rubric_version_id else None,
                )
                for one in await self.categories_of(campaign.id)
            ],
            blind_review=campaign.blind_review,
            sheets_per_entry=campaign.sheets_per_entry,
        )

    async def edit(self, actor: Actor, campaign_id: UUID, version: int, details: CampaignDetails) -> Campaign:
        """Replace the details of a draft. Raises as ``claim`` does, and ``MovementNotFound``."""
        campaign = await self.claim(actor, campaign_id, version, CampaignAction.EDIT)
        await self._require_movement(details.movement_id)
        campaign.name, campaign.summary, campaign.movement_id = details.name, details.summary, details.movement_id
        campaign.blind_review, campaign.sheets_per_entry = details.blind_review, details.sheets_per_entry
        audit.record(
            self._session, actor_id=actor.account_id, action="campaign.edited", about=("campaign", campaign.id), version=campaign.version
        )
        return campaign

    async def movements(self) -> list[Movement]:
        """Return the movements, newest first."""
        return await self._campaigns.movements()

    async def create_movement(
        self, actor: Actor, *, name: LocalText, summary: LocalText | None, starts_on: date, ends_on: date | None
    ) -> Movement:
        """Add a movement that campaigns can belong to. Raises ``NotAllowed`` for those who open no campaigns."""
        permissions.require(actor, "campaign.create", self._now())
        movement = Movement(name=name, summary=summary, starts_on=starts_on, ends_on=ends_on)
        self._session.add(movement)
        await self._session.flush()
        audit.record(self._session, actor_id=actor.account_id, action="movement.created", about=("movement", movement.id))
        return movement

    async def _require_movement(self, movement_id: UUID | None) -> None:
        if movement_id is not None and await self._session.get(Movement, movement_id) is None:
            raise MovementNotFound

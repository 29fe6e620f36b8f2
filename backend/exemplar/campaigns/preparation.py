"""Setting a draft up: its dates, award categories, form and rubrics."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.audit import service as audit
from exemplar.campaigns.errors import CategoriesInvalid, RubricInUse, RubricNotFound
from exemplar.campaigns.forms import FormDefinition
from exemplar.campaigns.models import Campaign, Category, FormVersion, Phase, RubricVersion
from exemplar.campaigns.rubrics import RubricDefinition
from exemplar.campaigns.service import CampaignService
from exemplar.campaigns.workflow import CampaignAction, PhaseKind
from exemplar.core.errors import FieldFault
from exemplar.core.models import LocalText, new_id


@dataclass(frozen=True, slots=True)
class PhaseDates:
    """When a phase opens (included) and closes (excluded)."""

    kind: PhaseKind
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class CategoryEntry:
    """A category as a manager writes it; ``id`` is ``None`` for a new one."""

    id: UUID | None
    code: str
    name: LocalText
    award_name: LocalText
    summary: LocalText | None = None
    statutory: bool = False
    rubric_id: UUID | None = None


class PreparationService:
    """Use cases of setting up. All raise as ``CampaignService.claim`` does."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime]) -> None:
        self._session = session
        self._campaigns = CampaignService(session, now)

    async def _edit(self, actor: Actor, campaign_id: UUID, version: int) -> Campaign:
        return await self._campaigns.claim(actor, campaign_id, version, CampaignAction.EDIT)

    def _note(self, actor: Actor, campaign: Campaign, action: str, **body: object) -> None:
        about = ("campaign", campaign.id)
        audit.record(self._session, actor_id=actor.account_id, action=action, about=about, version=campaign.version, **body)

    async def set_phases(self, actor: Actor, campaign_id: UUID, version: int, phases: Sequence[PhaseDates]) -> Campaign:
        """Replace the dates of a draft; each kind occurs at most once in ``phases``."""
        campaign = await self._edit(actor, campaign_id, version)
        await self._session.execute(delete(Phase).where(Phase.campaign_id == campaign.id))
        self._session.add_all(Phase(campaign_id=campaign.id, kind=p.kind, opens_at=p.opens_at, closes_at=p.closes_at) for p in phases)
        await self._session.flush()
        self._note(actor, campaign, "phases.set", phases={p.kind: [p.opens_at.isoformat(), p.closes_at.isoformat()] for p in phases})
        return campaign

    async def set_categories(self, actor: Actor, campaign_id: UUID, version: int, entries: Sequence[CategoryEntry]) -> Campaign:
        """Replace the list of award categories, in this order; those left out are removed, those with an id keep it.

        Raises:
            CategoriesInvalid: a code or an id occurs twice, or an id or rubric is not of this campaign.
        """
        campaign = await self._edit(actor, campaign_id, version)
        known = {one.id: one for one in await self._campaigns.categories_of(campaign.id)}
        rubric_ids = {one.id for one in await self._campaigns.rubrics_of(campaign.id)}
        faults = _category_faults(entries, set(known), rubric_ids)
        if faults:
            raise CategoriesInvalid(faults)
        kept = {entry.id for entry in entries}
        await self._session.execute(delete(Category).where(Category.id.in_([key for key in known if key not in kept])))
        # Two categories may swap codes; a code of the row's own in between keeps the promise that a code is there once.
        for one in known.values():
            if one.id in kept:
                one.code = str(one.id)[-20:]
        await self._session.flush()
        for position, entry in enumerate(entries):
            self._write(known.get(entry.id) if entry.id else None, campaign.id, position, entry)
        await self._session.flush()
        self._note(actor, campaign, "categories.set", codes=[entry.code for entry in entries])
        return campaign

    def _write(self, row: Category | None, campaign_id: UUID, position: int, entry: CategoryEntry) -> None:
        if row is None:
            row = Category(id=new_id(), campaign_id=campaign_id)
            self._session.add(row)
        row.code, row.name, row.award_name, row.summary = entry.code, entry.name, entry.award_name, entry.summary
        row.statutory, row.rubric_version_id, row.position = entry.statutory, entry.rubric_id, position

    async def set_form(self, actor: Actor, campaign_id: UUID, version: int, definition: FormDefinition) -> Campaign:
        """Replace the form of a draft."""
        campaign = await self._edit(actor, campaign_id, version)
        form = await self._session.get_one(FormVersion, campaign.form_version_id)
        form.definition = definition.model_dump(mode="json")
        self._note(actor, campaign, "form.edited", form=form.id)
        return campaign

    async def add_rubric(
        self, actor: Actor, campaign_id: UUID, version: int, name: LocalText, definition: RubricDefinition
    ) -> RubricVersion:
        """Add a rubric to a draft."""
        campaign = await self._edit(actor, campaign_id, version)
        rubric = RubricVersion(id=new_id(), campaign_id=campaign.id, name=name, definition=definition.model_dump(mode="json"))
        self._session.add(rubric)
        await self._session.flush()
        self._note(actor, campaign, "rubric.added", rubric=rubric.id)
        return rubric

    async def edit_rubric(
        self, actor: Actor, campaign_id: UUID, version: int, rubric_id: UUID, *, name: LocalText, definition: RubricDefinition
    ) -> Campaign:
        """Replace a rubric of a draft. Raises ``RubricNotFound``."""
        campaign = await self._edit(actor, campaign_id, version)
        rubric = await self._rubric(campaign.id, rubric_id)
        rubric.name, rubric.definition = name, definition.model_dump(mode="json")
        self._note(actor, campaign, "rubric.edited", rubric=rubric.id)
        return campaign

    async def remove_rubric(self, actor: Actor, campaign_id: UUID, version: int, rubric_id: UUID) -> Campaign:
        """Remove a rubric that no category uses.

        Raises:
            RubricNotFound: not of this campaign.
            RubricInUse: a category is scored by it.
        """
        campaign = await self._edit(actor, campaign_id, version)
        rubric = await self._rubric(campaign.id, rubric_id)
        if await self._session.scalar(select(Category.id).where(Category.rubric_version_id == rubric.id).limit(1)):
            raise RubricInUse
        await self._session.delete(rubric)
        self._note(actor, campaign, "rubric.removed", rubric=rubric_id)
        return campaign

    async def _rubric(self, campaign_id: UUID, rubric_id: UUID) -> RubricVersion:
        query = select(RubricVersion).where(RubricVersion.id == rubric_id, RubricVersion.campaign_id == campaign_id)
        rubric = await self._session.scalar(query)
        if rubric is None:
            raise RubricNotFound
        return rubric


def _category_faults(entries: Sequence[CategoryEntry], known: set[UUID], rubric_ids: set[UUID]) -> list[FieldFault]:
    faults, codes, ids = [], set[str](), set[UUID]()
    for index, entry in enumerate(entries):
        path = ["categories", str(index)]
        if entry.code in codes:
            faults.append(FieldFault([*path, "code"], "field_used_twice"))
        if entry.id is not None and (entry.id not in known or entry.id in ids):
            faults.append(FieldFault([*path, "id"], "field_unknown"))
        if entry.rubric_id is not None and entry.rubric_id not in rubric_ids:
            faults.append(FieldFault([*path, "rubric_id"], "field_unknown"))
        codes.add(entry.code)
        if entry.id is not None:
            ids.add(entry.id)
    return faults

"""Writing a draft: started while the call is open, saved as it is typed, never overwritten by accident."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.accounts.models import Account
from exemplar.accounts.permissions import Relation, Scope
from exemplar.audit import service as audit
from exemplar.campaigns.errors import PhaseClosed
from exemplar.campaigns.forms import LONGEST_TEXT, FormDefinition, check_answers
from exemplar.campaigns.models import Category
from exemplar.campaigns.service import CampaignService
from exemplar.campaigns.workflow import PhaseKind
from exemplar.core.errors import FieldFault
from exemplar.core.models import new_id
from exemplar.initiatives import merging, policies, workflow
from exemplar.initiatives.access import look_up_own
from exemplar.initiatives.errors import CategoryUnknown, DraftInvalid, InitiativeNotFound, NotYourInitiative, PartsChanged
from exemplar.initiatives.merging import ANSWER
from exemplar.initiatives.models import Contribution, Initiative
from exemplar.initiatives.repository import InitiativeRepository
from exemplar.initiatives.workflow import InitiativeAction

WHOLE = 10_000
"""All shares together, in hundredths of a percent."""

_TOLERATED = frozenset({"field_too_many_words", "field_too_small", "field_too_large"})
"""Faults with which a draft may still be saved: losing the text would be worse. Handing in asks for them."""

_START = text(
    """
    INSERT INTO initiative
        (id, code, campaign_id, category_id, form_version_id, unit_id, created_by, state, version, title, summary, answers)
    SELECT :id, :code, c.id, :category_id, c.form_version_id, :unit_id, :account_id, 'draft', 1, :title, '', '{}'
    FROM campaign c JOIN phase p ON p.campaign_id = c.id AND p.kind = 'submission'
    WHERE c.id = :campaign_id AND c.state = 'published' AND clock_timestamp() >= p.opens_at AND clock_timestamp() < p.closes_at
    RETURNING id
    """
)


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did: the version now, when, and which other parts somebody else changed since the writer looked."""

    version: int
    saved_at: datetime
    others: list[str]


async def claim_for_edit(session: AsyncSession, actor: Actor, initiative_id: UUID, now: datetime) -> Initiative:
    """Return an initiative locked for a change of what the unit writes.

    Raises:
        InitiativeNotFound: unknown, or hidden from the actor.
        NotYourInitiative: visible, but of another unit.
        WrongState: it has been handed in.
    """
    seen = await look_up_own(session, actor, initiative_id)
    policies.require(actor, InitiativeAction.EDIT, seen.initiative, seen.stands, now)
    workflow.after(seen.initiative.state, InitiativeAction.EDIT)
    return seen.initiative


def stamp(initiative: Initiative, parts: list[str]) -> None:
    """Count the version up and note which parts changed in it."""
    initiative.version += 1
    initiative.key_versions = merging.stamped(initiative.key_versions, parts, initiative.version)


def refuse_overlap(initiative: Initiative, parts: list[str], seen_version: int) -> None:
    """Raise ``PartsChanged`` when there is an overlap."""
    if parts:
        raise PartsChanged(yours=seen_version, current=initiative.version, parts=parts)


class DraftService:
    """Use cases of the texts of a draft."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime]) -> None:
        self._session = session
        self._now = now
        self._campaigns = CampaignService(session, now)

    async def start(self, actor: Actor, campaign_id: UUID, category_id: UUID, unit_id: UUID, title: str = "") -> Initiative:
        """Start a draft; its writer is its first author, with the whole share.

        Raises:
            CampaignNotFound: unknown or not yet published.
            NotYourInitiative: the actor does not write for this unit.
            CategoryUnknown: not a category of the campaign.
            PhaseClosed: the campaign does not take entries now, by the database clock.
        """
        scope = Scope(unit_id, campaign_id)
        stands = {Relation.OWN} if unit_id in policies.own_units(actor) else set()
        permissions.require(actor, "draft.edit", self._now(), stands, scope, NotYourInitiative)
        campaign = await self._campaigns.get(actor, campaign_id)
        await self._require_category(campaign.id, category_id)
        initiative_id = new_id()
        values = {"id": initiative_id, "code": f"draft-{initiative_id.hex[:24]}", "campaign_id": campaign.id, "category_id": category_id}
        values |= {"unit_id": unit_id, "account_id": actor.account_id, "title": title}
        if await self._session.scalar(_START, values) is None:
            await self._campaigns.require_open(campaign.id, PhaseKind.SUBMISSION)
            raise PhaseClosed(phase=PhaseKind.SUBMISSION.value)
        initiative = await InitiativeRepository(self._session).find(initiative_id)
        if initiative is None:
            raise InitiativeNotFound
        await self._add_writer(actor, initiative)
        about = ("initiative", initiative.id)
        audit.record(self._session, actor_id=actor.account_id, action="initiative.started", about=about, campaign=campaign.id, unit=unit_id)
        return initiative

    async def _add_writer(self, actor: Actor, initiative: Initiative) -> None:
        account = await self._session.get_one(Account, actor.account_id)
        self._session.add(
            Contribution(
                initiative_id=initiative.id,
                account_id=account.id,
                full_name=account.full_name,
                job_title=account.job_title,
                unit_id=initiative.unit_id,
                share_hundredths=WHOLE,
                confirmed_at=self._now(),
            )
        )
        await self._session.flush()

    async def _require_category(self, campaign_id: UUID, category_id: UUID) -> None:
        known = select(Category.id).where(Category.id == category_id, Category.campaign_id == campaign_id)
        if await self._session.scalar(known) is None:
            raise CategoryUnknown([FieldFault(["category_id"], "field_invalid")])

    async def save(self, actor: Actor, initiative_id: UUID, seen_version: int, changes: dict[str, Any]) -> Saved:
        """Save some parts of a draft: ``title``, ``title_translations``, ``summary``, ``category_id``, ``answers.<key>``.

        The same text again is no change, so that a save whose answer was lost can simply be sent again.

        Raises:
            InitiativeNotFound, NotYourInitiative, WrongState: as ``claim_for_edit``.
            PartsChanged: somebody changed one of these parts after ``seen_version``; nothing was saved.
            DraftInvalid: a part that the form does not have, or a value of another kind.
        """
        initiative = await claim_for_edit(self._session, actor, initiative_id, self._now())
        saved = parts_of(initiative)
        refuse_overlap(initiative, merging.overlapping(changes, saved, initiative.key_versions, seen_version), seen_version)
        wanted = merging.different(changes, saved)
        others = sorted(part for part, at in initiative.key_versions.items() if at > seen_version and part not in changes)
        if wanted:
            await self._require_fit(initiative, wanted)
            _write(initiative, wanted)
            stamp(initiative, list(wanted))
            await self._session.flush()
        moment = (await self._session.execute(select(func.clock_timestamp()))).scalar_one()
        return Saved(initiative.version, moment, others)

    async def _require_fit(self, initiative: Initiative, wanted: dict[str, Any]) -> None:
        if "category_id" in wanted:
            await self._require_category(initiative.campaign_id, UUID(wanted["category_id"]))
        answers = {part.removeprefix(ANSWER): value for part, value in wanted.items() if part.startswith(ANSWER)}
        if answers:
            faults = draft_faults(await self._campaigns.form_of(initiative.form_version_id), answers)
            if faults:
                raise DraftInvalid(faults)


def parts_of(initiative: Initiative) -> dict[str, Any]:
    """Return part → value of everything the texts of a draft consist of."""
    return {
        "title": initiative.title,
        "title_translations": initiative.title_translations,
        "summary": initiative.summary,
        "category_id": str(initiative.category_id),
        **{f"{ANSWER}{key}": value for key, value in initiative.answers.items()},
    }


def _write(initiative: Initiative, wanted: dict[str, Any]) -> None:
    for part, value in wanted.items():
        if part == "title":
            initiative.title = value
        elif part == "summary":
            initiative.summary = value
        elif part == "title_translations":
            initiative.title_translations = value
        elif part == "category_id":
            initiative.category_id = UUID(value)
    answers = {part.removeprefix(ANSWER): value for part, value in wanted.items() if part.startswith(ANSWER)}
    kept = {**initiative.answers, **answers}
    initiative.answers = {key: value for key, value in kept.items() if value is not None}


def draft_faults(form: FormDefinition, answers: dict[str, Any]) -> list[FieldFault]:
    """Return why these answers cannot even be kept in a draft: unknown questions, other kinds of value, texts without end.

    Too many words or a number out of bounds is kept; a text over its limit in characters too, up to 20,000 of them.
    """
    faults = check_answers(form, answers, {}, complete=False)
    return [fault for fault in faults if not _is_tolerable(fault)]


def _is_tolerable(fault: FieldFault) -> bool:
    return fault.code in _TOLERATED or (fault.code == "field_too_long" and fault.facts["length"] <= LONGEST_TEXT)

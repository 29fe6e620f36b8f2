"""Handing in: what the unit wrote becomes a revision for ever, or nothing happens.

The deadline is judged by the database clock in the statement that writes the revision and moves the state, under a
shared lock on the phase: whoever moves a deadline waits for those who are writing, and they see where it moved.
See decisions/0042-handing-in.md.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.audit import service as audit
from exemplar.campaigns.errors import PhaseClosed
from exemplar.campaigns.models import Campaign
from exemplar.campaigns.service import CampaignService
from exemplar.campaigns.workflow import CampaignState, PhaseKind
from exemplar.core.errors import FieldFault, StaleVersion
from exemplar.core.events import announce
from exemplar.core.models import new_id
from exemplar.initiatives import policies, workflow
from exemplar.initiatives.access import look_up_own
from exemplar.initiatives.assembly import gather, missing
from exemplar.initiatives.content import Content, digest
from exemplar.initiatives.errors import InitiativeIncomplete, InitiativeNotFound
from exemplar.initiatives.events import InitiativeSubmitted
from exemplar.initiatives.models import Initiative, Revision
from exemplar.initiatives.repository import InitiativeRepository
from exemplar.initiatives.telling import tell_people
from exemplar.initiatives.workflow import InitiativeAction, InitiativeState
from exemplar.notifications.service import NotificationService

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: nothing that is mistaken for something else when read aloud."""

_NEXT_CODE = text(
    """
    SELECT to_char(clock_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh', '"SK-"YYYY') || '-'
        || lpad(number::text, greatest(4, length(number::text)), '0')
    FROM nextval('initiative_code_seq') AS number
    """
)

_HAND_IN = text(
    """
    WITH open AS (
        SELECT p.id FROM phase p JOIN initiative i ON i.campaign_id = p.campaign_id
        WHERE i.id = :initiative_id AND i.state = :state
            AND (p.kind = 'submission' OR (i.state = 'returned' AND p.kind = 'screening' AND i.resubmit_until IS NULL))
            AND CASE WHEN i.state = 'returned' AND i.resubmit_until IS NOT NULL THEN clock_timestamp() < i.resubmit_until
                ELSE clock_timestamp() >= p.opens_at AND clock_timestamp() < p.closes_at END
        FOR SHARE OF p
    ), revision AS (
        INSERT INTO revision
            (id, initiative_id, number, form_version_id, content, digest, receipt, media_ids, submitted_by, submitted_at)
        SELECT :revision_id, :initiative_id, :number, :form_version_id, :content, :digest, :receipt, :media_ids, :account_id,
            clock_timestamp()
        FROM (SELECT FROM open LIMIT 1) AS once
        RETURNING id, submitted_at
    )
    UPDATE initiative i
    SET state = :next, code = :code, current_revision_id = r.id, submitted_at = r.submitted_at, resubmit_until = NULL,
        version = i.version + 1, updated_at = clock_timestamp()
    FROM revision r WHERE i.id = :initiative_id AND i.state = :state
    RETURNING i.submitted_at
    """
).bindparams(bindparam("content", type_=JSONB), bindparam("media_ids", type_=ARRAY(PG_UUID(as_uuid=True))))


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The initiative after handing in, with the revision made."""

    initiative: Initiative
    revision: Revision


class SubmissionService:
    """The use case of handing in."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime], notifications: NotificationService) -> None:
        self._session = session
        self._now = now
        self._notifications = notifications
        self._initiatives = InitiativeRepository(session)
        self._campaigns = CampaignService(session, now)

    async def submit(self, actor: Actor, initiative_id: UUID, seen_version: int, *, oath: bool) -> HandedIn:
        """Hand in what ``seen_version`` says.

        Files must have arrived whole; whether they are good may still be under inspection, so that a long film does not
        cost a unit its deadline. A file refused later is a reason to return the entry.

        Raises:
            InitiativeNotFound: unknown, or hidden from the actor.
            NotYourInitiative: visible, but the actor does not lead the unit. ConfirmationRequired: the password is asked again.
            WrongState: it has been handed in already.
            StaleVersion: somebody changed it after the actor looked.
            InitiativeIncomplete: everything that is missing, at once.
            PhaseClosed: the deadline has passed, by the database clock.
        """
        seen = await look_up_own(self._session, actor, initiative_id)
        initiative = seen.initiative
        policies.require(actor, InitiativeAction.SUBMIT, initiative, seen.stands, self._now())
        following = workflow.after(initiative.state, InitiativeAction.SUBMIT)
        if initiative.version != seen_version:
            raise StaleVersion(yours=seen_version, current=initiative.version)
        await self._require_time_left(initiative)
        draft = await gather(self._initiatives, initiative)
        faults = missing(draft, await self._campaigns.form_of(initiative.form_version_id))
        if not oath:
            faults.append(FieldFault(["oath"], "oath_required"))
        if faults:
            raise InitiativeIncomplete(faults)
        code = initiative.code if initiative.current_revision_id else await self._next_code()
        revision = await self._write(actor, initiative, draft.content(code), following)
        await self._tell(actor, initiative, revision)
        return HandedIn(initiative, revision)

    async def _require_time_left(self, initiative: Initiative) -> None:
        """Hold the campaign open while this is written, and refuse early and with dates.

        Managers change a campaign under its row's lock and then its phases; the share lock here keeps that order. The
        dates are judged again by the writing statement, which alone counts.
        """
        campaign = select(Campaign.state).where(Campaign.id == initiative.campaign_id).with_for_update(read=True)
        if await self._session.scalar(campaign) is not CampaignState.PUBLISHED:
            raise PhaseClosed(phase=PhaseKind.SUBMISSION.value, **await self._dates(initiative))
        if initiative.state is InitiativeState.DRAFT:
            await self._campaigns.require_open(initiative.campaign_id, PhaseKind.SUBMISSION)

    async def _next_code(self) -> str:
        return str((await self._session.execute(_NEXT_CODE)).scalar_one())

    async def _write(self, actor: Actor, initiative: Initiative, content: Content, following: InitiativeState) -> Revision:
        revision_id = new_id()
        values: dict[str, Any] = {
            "initiative_id": initiative.id,
            "state": initiative.state.value,
            "next": following.value,
            "revision_id": revision_id,
            "number": await self._next_number(initiative.id),
            "form_version_id": initiative.form_version_id,
            "content": content,
            "digest": digest(content),
            "receipt": new_receipt(),
            "media_ids": [UUID(file["media_id"]) for file in content["attachments"]],
            "account_id": actor.account_id,
            "code": content["code"],
        }
        await self._session.flush()
        if await self._session.scalar(_HAND_IN, values) is None:
            raise PhaseClosed(phase=PhaseKind.SUBMISSION.value, **await self._dates(initiative))
        if await self._initiatives.find(initiative.id) is None:
            raise InitiativeNotFound
        return await self._session.get_one(Revision, revision_id)

    async def _dates(self, initiative: Initiative) -> dict[str, datetime]:
        if initiative.resubmit_until is not None:
            return {"closes_at": initiative.resubmit_until}
        windows = (await self._campaigns.phases_of(initiative.campaign_id)).get(initiative.campaign_id, [])
        found = next((window for window in windows if window.kind is PhaseKind.SUBMISSION), None)
        return {"opens_at": found.opens_at, "closes_at": found.closes_at} if found else {}

    async def _next_number(self, initiative_id: UUID) -> int:
        query = select(func.coalesce(func.max(Revision.number), 0) + 1).where(Revision.initiative_id == initiative_id)
        return int((await self._session.execute(query)).scalar_one())

    async def _tell(self, actor: Actor, initiative: Initiative, revision: Revision) -> None:
        audit.record(
            self._session,
            actor_id=actor.account_id,
            action="initiative.submitted",
            about=("initiative", initiative.id),
            state=initiative.state,
            code=initiative.code,
            revision=revision.id,
            number=revision.number,
            digest=revision.digest.hex(),
        )
        await tell_people(self._session, self._notifications, initiative, "initiative_submitted", revision.id, receipt=revision.receipt)
        await announce(self._session, InitiativeSubmitted(initiative.id, revision.id))


def new_receipt() -> str:
    """Return a receipt nobody can guess: ``BN-`` and three groups of four characters, 60 bits."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(12))
    return f"BN-{letters[:4]}-{letters[4:8]}-{letters[8:]}"

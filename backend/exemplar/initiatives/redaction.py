"""Making an entry fit for a blind jury: what was found is masked or left, and more is masked where a screener sees more.

Masks may be made as long as the entry is before its screeners or jurors, and taken away until the review opens. An entry
is accepted only when somebody has decided about every hit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.audit import service as audit
from exemplar.core.clock import utc_now
from exemplar.core.errors import FieldFault
from exemplar.initiatives import redaction_rows as rows
from exemplar.initiatives.access import screened
from exemplar.initiatives.content import neutral_names
from exemplar.initiatives.errors import (
    RedactionClosed,
    RedactionHitNotFound,
    RedactionMaskShared,
    RedactionNotNeeded,
    RedactionOpen,
    RedactionReasonMissing,
    RevisionNotFound,
)
from exemplar.initiatives.models import Initiative, Redaction, RedactionHit, Revision
from exemplar.initiatives.redaction_search import ask, search_words
from exemplar.initiatives.redaction_words import TYPED, HitDecision, HitSpot
from exemplar.initiatives.workflow import InitiativeState
from exemplar.media import blind_sets
from exemplar.media.engine.blind_terms import plain
from exemplar.media.errors import MaskNotFound, MediaNotFound
from exemplar.media.masks import MaskKind
from exemplar.media.models import MediaMask
from exemplar.media.redaction import MaskService, NewMask, Redacted
from exemplar.media.service import MediaService, MediaView

_OPEN = frozenset({InitiativeState.SUBMITTED, InitiativeState.ACCEPTED})
_SPOKEN = frozenset({HitSpot.CAPTIONS, HitSpot.CHAPTERS})
_WHOLE_PAGE = [[0, 0, 1000, 1000]]


@dataclass(frozen=True, slots=True)
class RedactedFile:
    """A file of the entry with its masks. ``name`` is the neutral one that the jury sees."""

    view: MediaView
    name: str
    redacted: Redacted


@dataclass(frozen=True, slots=True)
class RedactionView:
    """Everything that the screener decides about.

    ``search`` is empty before the first search. ``may_mask`` and ``may_uncover`` say what there is still time for.
    """

    initiative: Initiative
    search: Redaction | None
    hits: Sequence[RedactionHit]
    files: Sequence[RedactedFile]
    may_mask: bool
    may_uncover: bool


class RedactionService:
    """Use cases of screeners, in campaigns whose review is blind."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._masks = MaskService(session)

    async def read(self, actor: Actor, initiative_id: UUID) -> RedactionView:
        """Return the checklist of an entry.

        Raises:
            InitiativeNotFound: not one that the actor screens.
            RedactionNotNeeded: its jury may know whose it is.
        """
        initiative = await self._screened(actor, initiative_id, for_update=False)
        revision = await self._revision(initiative)
        is_open = initiative.state in _OPEN
        files = neutral_names(revision.content["attachments"])
        views = await MediaService(self._session, utc_now).views([UUID(file["media_id"]) for file in files])
        redacted = await self._masks.of(list(views))
        return RedactionView(
            initiative=initiative,
            search=await rows.find(self._session, initiative.id),
            hits=await rows.hits(self._session, initiative.id),
            files=[
                RedactedFile(views[media_id], file["file_name"], redacted[media_id])
                for file in files
                if (media_id := UUID(file["media_id"])) in views
            ],
            may_mask=is_open,
            may_uncover=is_open and not await rows.review_is_open(self._session, initiative.campaign_id),
        )

    async def search_again(self, actor: Actor, initiative_id: UUID) -> None:
        """Search once more, and try again what could not be prepared. Raises as ``read``, and ``RedactionClosed``."""
        initiative = await self._open(actor, initiative_id)
        revision = await self._revision(initiative)
        before = await rows.find(self._session, initiative.id)
        redaction = await search_words(self._session, initiative.id, revision)
        if before is not None and redaction.done == redaction.asked:
            await ask(self._session, redaction)
        for media_id in revision.media_ids:
            await blind_sets.retry(self._session, media_id)

    async def decide(self, actor: Actor, initiative_id: UUID, hit_id: UUID, decision: HitDecision, reason: str) -> None:
        """Mask what was found, or leave it for a reason; a decision may be replaced.

        Raises:
            InitiativeNotFound, RedactionNotNeeded: as ``read``.
            RedactionClosed: the review has begun, and the words were masked; or the entry is decided.
            RedactionHitNotFound: no such hit in what was found last. RedactionReasonMissing: left without a reason.
            RedactionMaskShared: the mask to be taken away hides something in another entry too.
        """
        initiative = await self._open(actor, initiative_id)
        hit = await self._hit(initiative, hit_id)
        if decision is HitDecision.LEAVE and not reason.strip():
            raise RedactionReasonMissing([FieldFault(["reason"], "required")])
        if hit.decision is HitDecision.MASK and decision is HitDecision.MASK:
            return
        if hit.decision is HitDecision.MASK:
            await self._require_early(initiative)
            await self._uncover(actor, hit)
        mask_id = await self._cover(actor, hit, reason) if decision is HitDecision.MASK and hit.spot not in TYPED else None
        for one in await self._together(initiative, hit, mask_id):
            one.decision, one.reason, one.mask_id = decision, reason.strip(), mask_id
            one.decided_by, one.decided_at = actor.account_id, func.clock_timestamp()
        await self._session.flush()
        self._note(actor, initiative, "redaction.decided", hit=hit.id, decision=decision.value)

    async def reopen(self, actor: Actor, initiative_id: UUID, hit_id: UUID) -> None:
        """Take a decision back, while the entry waits for its screener. Raises as ``decide``."""
        initiative = await self._open(actor, initiative_id)
        if initiative.state is not InitiativeState.SUBMITTED:
            raise RedactionClosed
        hit = await self._hit(initiative, hit_id)
        if hit.decision is HitDecision.MASK:
            await self._require_early(initiative)
            await self._uncover(actor, hit)
        _forget(hit)
        await self._session.flush()
        self._note(actor, initiative, "redaction.reopened", hit=hit.id)

    async def mask(self, actor: Actor, initiative_id: UUID, media_id: UUID, new: NewMask) -> MediaMask:
        """Cover something that no search finds.

        Raises:
            InitiativeNotFound, RedactionNotNeeded, RedactionClosed: as ``decide``.
            MediaNotFound: the entry has no such file. MaskInvalid: it does not fit the file.
        """
        initiative = await self._open(actor, initiative_id)
        if media_id not in (await self._revision(initiative)).media_ids:
            raise MediaNotFound
        return await self._masks.add(actor.account_id, media_id, new)

    async def unmask(self, actor: Actor, initiative_id: UUID, mask_id: UUID) -> None:
        """Take a mask away, until the review opens; what it was made for is open again.

        Raises:
            InitiativeNotFound, RedactionNotNeeded, RedactionClosed, RedactionMaskShared: as ``decide``.
            MaskNotFound: not of this entry, or gone.
        """
        initiative = await self._open(actor, initiative_id)
        mask = await self._masks.find(mask_id)
        if mask.media_id not in (await self._revision(initiative)).media_ids:
            raise MaskNotFound
        await self._require_early(initiative)
        found_by = [hit for hit in await rows.hits(self._session, initiative.id) if hit.mask_id == mask_id]
        if found_by and initiative.state is not InitiativeState.SUBMITTED:
            raise RedactionClosed
        await self._remove(actor, initiative.id, mask, is_own=bool(found_by))
        for hit in found_by:
            _forget(hit)

    async def _screened(self, actor: Actor, initiative_id: UUID, *, for_update: bool) -> Initiative:
        initiative = await screened(self._session, actor, initiative_id, for_update=for_update)
        if not await rows.is_blind(self._session, initiative.campaign_id):
            raise RedactionNotNeeded
        return initiative

    async def _open(self, actor: Actor, initiative_id: UUID) -> Initiative:
        initiative = await self._screened(actor, initiative_id, for_update=True)
        if initiative.state not in _OPEN:
            raise RedactionClosed
        return initiative

    async def _revision(self, initiative: Initiative) -> Revision:
        if initiative.current_revision_id is None:
            raise RevisionNotFound
        return await self._session.get_one(Revision, initiative.current_revision_id)

    async def _require_early(self, initiative: Initiative) -> None:
        if await rows.review_is_open(self._session, initiative.campaign_id):
            raise RedactionClosed

    async def _hit(self, initiative: Initiative, hit_id: UUID) -> RedactionHit:
        hit = await self._session.get(RedactionHit, hit_id, populate_existing=True)
        if hit is None or hit.initiative_id != initiative.id or not hit.is_current:
            raise RedactionHitNotFound
        return hit

    async def _cover(self, actor: Actor, hit: RedactionHit, reason: str) -> UUID:
        if hit.media_id is None:
            raise RedactionHitNotFound
        new = NewMask(MaskKind.TEXT, hit.page, hit.boxes, words=hit.words, reason=reason.strip())
        if hit.spot is HitSpot.UNREAD:
            new = NewMask(MaskKind.REGION, None, _WHOLE_PAGE, reason=reason.strip())
        return (await self._masks.add(actor.account_id, hit.media_id, new)).id

    async def _uncover(self, actor: Actor, hit: RedactionHit) -> None:
        if hit.mask_id is None:
            return
        mask_id = hit.mask_id
        mask = await self._masks.find(mask_id)
        for one in await rows.hits(self._session, hit.initiative_id):
            if one.mask_id == mask_id:
                _forget(one)
        await self._remove(actor, hit.initiative_id, mask, is_own=True)

    async def _remove(self, actor: Actor, initiative_id: UUID, mask: MediaMask, *, is_own: bool) -> None:
        if await rows.is_relied_upon(self._session, mask, initiative_id, is_own=is_own):
            raise RedactionMaskShared
        await self._masks.remove(actor.account_id, mask.id)

    async def _together(self, initiative: Initiative, hit: RedactionHit, mask_id: UUID | None) -> list[RedactionHit]:
        """Return the hits that one mask decides: the same words in all captions of a file."""
        if mask_id is None or hit.spot not in _SPOKEN:
            return [hit]
        same = [one for one in await rows.hits(self._session, initiative.id) if _is_same_speech(one, hit)]
        return [one for one in same if one.mask_id is None]

    def _note(self, actor: Actor, initiative: Initiative, action: str, **body: Any) -> None:
        audit.record(self._session, actor_id=actor.account_id, action=action, about=("initiative", initiative.id), **body)


def _is_same_speech(one: RedactionHit, other: RedactionHit) -> bool:
    return one.spot in _SPOKEN and one.media_id == other.media_id and plain(one.words) == plain(other.words)


def _forget(hit: RedactionHit) -> None:
    hit.decision = hit.decided_by = hit.decided_at = hit.mask_id = None
    hit.reason = ""


async def require_decided(session: AsyncSession, initiative: Initiative, revision_id: UUID) -> None:
    """Let an entry of a blind campaign through to its jury once everything that was found in it is decided.

    Raises:
        RedactionOpen: something is left, or its files were not all read. Facts: ``left``, ``is_searched``.
    """
    if not await rows.is_blind(session, initiative.campaign_id):
        return
    redaction = await rows.find(session, initiative.id)
    if redaction is None or redaction.revision_id != revision_id:
        redaction = await search_words(session, initiative.id, await session.get_one(Revision, revision_id))
    left = await rows.undecided(session, initiative.id)
    is_searched = redaction.done == redaction.asked and redaction.waiting == 0
    if left or not is_searched:
        raise RedactionOpen(left=left, is_searched=is_searched)

"""Files of an entry that are the same as, or look, sound or read like, files of other entries of any season: for its screener.

Media knows files and no entries; this knows whose files they are. What the screener has a conflict of interest with does not
exist for them here either: whoever screens that entry sees the likeness from the other side. Nor does what the screener judges
elsewhere without being told whose it is. A draft is nobody's business.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, any_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.accounts.permissions import Relation, Scope
from exemplar.campaigns.models import Campaign
from exemplar.core.models import LocalText
from exemplar.initiatives import policies
from exemplar.initiatives.conflicts import kept_away
from exemplar.initiatives.errors import InitiativeNotFound
from exemplar.initiatives.models import Initiative, Revision
from exemplar.initiatives.workflow import InitiativeState
from exemplar.media.engine.findings import MediaKind
from exemplar.media.lookalikes import Alike, Likeness, pairs_alike
from exemplar.media.models import MediaFile
from exemplar.units.models import Unit

MOST = 20
"""Entries shown for one file."""
_CANDIDATES = 60
"""Alike files looked up for one file: some are in drafts, in this entry itself, or in conflict."""
_SHOWN = "w640.webp"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An alike file, and the entry it was handed in with.

    ``can_view``: the reader may open pictures of the file; ``can_open``: the reader screens that entry too.
    """

    media_id: UUID
    kind: MediaKind | None
    likeness: Likeness
    percent: int
    initiative_id: UUID
    code: str
    title: str
    state: InitiativeState
    unit_name: LocalText
    campaign_name: LocalText
    submitted_at: datetime | None
    can_view: bool
    can_open: bool


@dataclass(frozen=True, slots=True)
class FileAlike:
    """A file of the entry, and where else something like it was handed in, the likest first."""

    media_id: UUID
    file_name: str
    kind: MediaKind
    elsewhere: list[Elsewhere]


Found = Row[*tuple[Any, ...]]


class EntryLookalikes:
    """The use case of the screener."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of(self, actor: Actor, initiative_id: UUID) -> list[FileAlike]:
        """Return those files of what was handed in last that are like others; four queries.

        Raises:
            InitiativeNotFound: unknown, not handed in, of a campaign the actor does not screen, or in conflict with them.
        """
        attachments = await self._attachments(actor, initiative_id)
        if not attachments:
            return []
        media_ids = [UUID(file["media_id"]) for file in attachments]
        pairs = await pairs_alike(self._session, media_ids, _CANDIDATES)
        # The same row may be named by two entries: a unit need not send a file twice.
        pairs = [*(Alike(media_id, media_id, Likeness.SAME_BYTES, 100) for media_id in media_ids), *pairs]
        entries = await self._entries(actor, initiative_id, {pair.other_id for pair in pairs})
        found: dict[UUID, list[Elsewhere]] = defaultdict(list)
        for pair in pairs:
            found[pair.media_id] += [_elsewhere(actor, pair, entry) for entry in entries[pair.other_id]]
        return [
            FileAlike(media_id, file["file_name"], file["kind"], found[media_id][:MOST])
            for media_id, file in zip(media_ids, attachments, strict=True)
            if found[media_id]
        ]

    async def _attachments(self, actor: Actor, initiative_id: UUID) -> Sequence[dict[str, Any]]:
        # What a revision says of a file that was still being looked at when it was handed in is less than what is known now.
        kinds = select(func.jsonb_object_agg(MediaFile.id, MediaFile.kind)).where(MediaFile.id == any_(Revision.media_ids))
        query = (
            select(
                Initiative.unit_id,
                Initiative.campaign_id,
                Revision.content["attachments"].label("attachments"),
                kinds.correlate(Revision).scalar_subquery().label("kinds"),
            )
            .join(Revision, Revision.id == Initiative.current_revision_id)
            .where(Initiative.id == initiative_id, Initiative.state != InitiativeState.DRAFT)
            .where(~kept_away(self._session, actor.account_id))
        )
        row = (await self._session.execute(query)).one_or_none()
        if row is None or not permissions.may(actor, "screening.view", {Relation.ASSIGNED}, Scope(row.unit_id, row.campaign_id)):
            raise InitiativeNotFound
        kinds_now: dict[str, str] = {media_id: kind for media_id, kind in (row.kinds or {}).items() if kind}
        known = [file for file in row.attachments or [] if file["media_id"] in kinds_now]
        return [{**file, "kind": MediaKind(kinds_now[file["media_id"]])} for file in known]

    async def _entries(self, actor: Actor, initiative_id: UUID, media_ids: Collection[UUID]) -> dict[UUID, list[Found]]:
        """Return file id → the other entries that were handed in with it, the latest first."""
        named = select(Revision.id, Revision.initiative_id, Revision.content, func.unnest(Revision.media_ids).label("media_id"))
        with_it = named.where(Revision.media_ids.overlap(list(media_ids)), Revision.initiative_id != initiative_id).subquery()
        query = (
            select(
                with_it.c.media_id,
                MediaFile.kind,
                Initiative.id,
                Initiative.code,
                with_it.c.content["title"].astext.label("title"),
                Initiative.state,
                Initiative.unit_id,
                Unit.name.label("unit_name"),
                Initiative.campaign_id,
                Campaign.name.label("campaign_name"),
                Initiative.submitted_at,
            )
            .join(Initiative, Initiative.id == with_it.c.initiative_id)
            .join(MediaFile, MediaFile.id == with_it.c.media_id)
            .join(Unit, Unit.id == Initiative.unit_id)
            .join(Campaign, Campaign.id == Initiative.campaign_id)
            .where(with_it.c.media_id.in_(media_ids), ~kept_away(self._session, actor.account_id))
            .distinct(with_it.c.media_id, Initiative.submitted_at, Initiative.id)
            .order_by(with_it.c.media_id, Initiative.submitted_at.desc(), Initiative.id, with_it.c.id.desc())
        )
        entries: dict[UUID, list[Found]] = defaultdict(list)
        for row in await self._session.execute(query):
            entries[row.media_id].append(row)
        return entries


def _elsewhere(actor: Actor, pair: Alike, entry: Found) -> Elsewhere:
    scope = Scope(entry.unit_id, entry.campaign_id)
    return Elsewhere(
        media_id=entry.media_id,
        kind=entry.kind,
        likeness=pair.likeness,
        percent=pair.percent,
        initiative_id=entry.id,
        code=entry.code,
        title=entry.title,
        state=entry.state,
        unit_name=entry.unit_name,
        campaign_name=entry.campaign_name,
        submitted_at=entry.submitted_at,
        can_view=policies.may_open_file(actor, scope, _SHOWN, is_conflicted=False),
        can_open=permissions.may(actor, "screening.view", {Relation.ASSIGNED}, scope),
    )

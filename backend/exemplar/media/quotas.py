"""Room for originals: how many bytes one unit may keep, of everything or of one kind, at all or for one call.

Quotas are rows, changed by the operator at any time; what has arrived stays. They are asked before the first byte and
again when the last one has come. See decisions/0025-quotas-are-rows.md.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import case, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.audit import service as audit
from exemplar.core.errors import StaleVersion
from exemplar.core.models import new_id
from exemplar.media import policies
from exemplar.media.declared import kind_declared
from exemplar.media.engine.findings import MediaKind
from exemplar.media.errors import CampaignQuotaExceeded, NotYourUnit, QuotaExists, QuotaNotFound, QuotaPlaceUnknown, UnitQuotaExceeded
from exemplar.media.models import MediaFile, MediaQuota
from exemplar.media.operating import require_operator
from exemplar.media.workflow import TAKES_NO_ROOM


@dataclass(frozen=True, slots=True)
class Purpose:
    """For whom bytes are kept: a unit, perhaps for a call, and of which kind as far as anybody knows yet."""

    unit_id: UUID
    campaign_id: UUID | None
    kind: MediaKind | None


@dataclass(frozen=True, slots=True)
class Place:
    """What a quota is about; see ``MediaQuota``. At most one of unit and call is named."""

    unit_id: UUID | None
    campaign_id: UUID | None
    kind: MediaKind | None


@dataclass(frozen=True, slots=True)
class Use:
    """What a unit keeps of one kind for one call; either may be unknown."""

    campaign_id: UUID | None
    kind: MediaKind | None
    used_bytes: int


@dataclass(frozen=True, slots=True)
class Room:
    """One limit that holds, with what is taken of it. ``campaign_id`` and ``kind`` are empty where it holds for all."""

    campaign_id: UUID | None
    kind: MediaKind | None
    limit_bytes: int
    used_bytes: int

    @property
    def free_bytes(self) -> int:
        """What may still come; never below nothing, also when the limit was made smaller."""
        return max(0, self.limit_bytes - self.used_bytes)


def rooms(quotas: Iterable[MediaQuota], uses: Sequence[Use], purpose: Purpose, default_bytes: int) -> list[Room]:
    """Return every limit that holds for ``purpose``. Pure.

    Among quotas about the same thing a unit's own beats the one for every unit; without any, ``default_bytes`` holds for all
    of a unit's files together. Limits on different things hold side by side.
    """
    chosen: dict[tuple[UUID | None, MediaKind | None], int] = {(None, None): default_bytes}
    # The unit's own come last and replace what is for everybody.
    for quota in sorted(quotas, key=lambda one: one.unit_id is not None):
        if quota.unit_id in (None, purpose.unit_id) and quota.campaign_id in (None, purpose.campaign_id):
            chosen[quota.campaign_id, quota.kind] = quota.max_bytes
    return [
        Room(campaign_id, kind, limit, _used(uses, campaign_id, kind))
        for (campaign_id, kind), limit in chosen.items()
        if kind is None or purpose.kind in (None, kind)
    ]


def _used(uses: Sequence[Use], campaign_id: UUID | None, kind: MediaKind | None) -> int:
    return sum(use.used_bytes for use in uses if campaign_id in (None, use.campaign_id) and (kind is None or kind is use.kind))


async def rooms_of(session: AsyncSession, purpose: Purpose, default_bytes: int) -> list[Room]:
    """Return every limit that holds for ``purpose`` with what is taken of it. Two statements."""
    wanted = select(MediaQuota).where(
        or_(MediaQuota.unit_id.is_(None), MediaQuota.unit_id == purpose.unit_id),
        or_(MediaQuota.campaign_id.is_(None), MediaQuota.campaign_id == purpose.campaign_id),
    )
    quotas = list(await session.scalars(wanted))
    return rooms(quotas, await _uses(session, purpose.unit_id), purpose, default_bytes)


async def _uses(session: AsyncSession, unit_id: UUID) -> list[Use]:
    """Return what a unit keeps; what nobody has looked into yet counts as what it claims to be."""
    is_unknown = MediaFile.kind.is_(None)
    declared = case((is_unknown, MediaFile.declared_type), else_="")
    ending = case((is_unknown, func.substring(MediaFile.file_name, r"\.[^.]*$")), else_="")
    query = (
        select(MediaFile.campaign_id, MediaFile.kind, declared, ending, func.sum(MediaFile.size_bytes))
        .where(MediaFile.unit_id == unit_id, MediaFile.state.not_in(TAKES_NO_ROOM))
        .group_by(MediaFile.campaign_id, MediaFile.kind, declared, ending)
    )
    return [
        Use(campaign, kind or kind_declared(said, f"file{named or ''}"), int(size))
        for campaign, kind, said, named, size in await session.execute(query)
    ]


async def require_room(session: AsyncSession, purpose: Purpose, more_bytes: int, default_bytes: int) -> None:
    """Let ``more_bytes`` come, or say which limit they would break. The caller holds the unit's row.

    Raises:
        UnitQuotaExceeded: the unit has no room left, of all or of this kind.
        CampaignQuotaExceeded: the unit has handed in as much for this call as one unit may.
    """
    for room in await rooms_of(session, purpose, default_bytes):
        if more_bytes > room.limit_bytes - room.used_bytes:
            refusal = UnitQuotaExceeded if room.campaign_id is None else CampaignQuotaExceeded
            raise refusal(
                limit_bytes=room.limit_bytes,
                used_bytes=room.used_bytes,
                wanted_bytes=more_bytes,
                kind=room.kind.value if room.kind else None,
            )


class QuotaService:
    """Use cases of the operator (``operations.manage``)."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime]) -> None:
        self._session = session
        self._now = now

    async def all(self, actor: Actor) -> Sequence[MediaQuota]:
        """Return every quota, oldest first. Raises ``NotAllowed``."""
        require_operator(actor)
        return (await self._session.scalars(select(MediaQuota).order_by(MediaQuota.created_at, MediaQuota.id))).all()

    async def rooms(self, actor: Actor, unit_id: UUID, campaign_id: UUID | None, default_bytes: int) -> list[Room]:
        """Return every limit that holds for an own unit. Raises ``NotYourUnit``."""
        if not policies.may_upload(actor, unit_id):
            raise NotYourUnit(action="media.upload")
        return await rooms_of(self._session, Purpose(unit_id, campaign_id, None), default_bytes)

    async def add(self, actor: Actor, place: Place, max_bytes: int) -> MediaQuota:
        """Set a limit where there is none.

        Raises:
            NotAllowed, ConfirmationRequired: as their names say.
            QuotaExists: there is one about the same thing.
            QuotaPlaceUnknown: no such unit or call.
        """
        permissions.require(actor, policies.OPERATING_ACTION, self._now())
        row = {"id": new_id(), "unit_id": place.unit_id, "campaign_id": place.campaign_id, "kind": place.kind, "max_bytes": max_bytes}
        try:
            async with self._session.begin_nested():
                quota = MediaQuota(**row)
                self._session.add(quota)
        except IntegrityError as error:
            raise (QuotaExists if "media_quota_once" in str(error.orig) else QuotaPlaceUnknown) from error
        self._note(actor, "added", quota)
        return quota

    async def change(self, actor: Actor, quota_id: UUID, version: int, max_bytes: int) -> MediaQuota:
        """Set another limit; what has arrived stays.

        Raises:
            NotAllowed, ConfirmationRequired, QuotaNotFound, StaleVersion: as their names say.
        """
        quota = await self._locked(actor, quota_id, version)
        quota.max_bytes = max_bytes
        quota.version += 1
        await self._session.flush()
        self._note(actor, "changed", quota)
        return quota

    async def remove(self, actor: Actor, quota_id: UUID, version: int) -> None:
        """Take a limit away. Raises as ``change``."""
        quota = await self._locked(actor, quota_id, version)
        self._note(actor, "removed", quota)
        await self._session.delete(quota)

    async def _locked(self, actor: Actor, quota_id: UUID, version: int) -> MediaQuota:
        permissions.require(actor, policies.OPERATING_ACTION, self._now())
        quota = await self._session.get(MediaQuota, quota_id, with_for_update=True, populate_existing=True)
        if quota is None:
            raise QuotaNotFound
        if quota.version != version:
            raise StaleVersion(yours=version, current=quota.version)
        return quota

    def _note(self, actor: Actor, what: str, quota: MediaQuota) -> None:
        audit.record(
            self._session,
            actor_id=actor.account_id,
            action=f"media_quota.{what}",
            about=("media_quota", quota.id),
            max_bytes=quota.max_bytes,
        )

"""Room for files over HTTP: the operator sets limits, a unit sees what it has left."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, delete, get, patch, post
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.core.clock import utc_now
from exemplar.core.settings import MediaSettings
from exemplar.media.limits import max_file_bytes
from exemplar.media.quota_schemas import QuotaChange, QuotaCreate, QuotaRead, RoomForFilesRead
from exemplar.media.quotas import Place, QuotaService


def provide_quotas(session: NamedDependency[AsyncSession]) -> QuotaService:
    """Build the service for one request."""
    return QuotaService(session, utc_now)


class QuotaController(Controller):
    """Limits."""

    path = "/media"
    tags = ["media"]  # noqa: RUF012
    dependencies = {"quotas": Provide(provide_quotas, sync_to_thread=False)}  # noqa: RUF012

    @get("/quotas", operation_id="listMediaQuotas", opt={"action": "operations.manage"})
    async def all(self, actor: NamedDependency[Actor], quotas: NamedDependency[QuotaService]) -> list[QuotaRead]:
        """List every limit."""
        return [QuotaRead.model_validate(one) for one in await quotas.all(actor)]

    @post("/quotas", operation_id="addMediaQuota", opt={"action": "operations.manage"})
    async def add(self, actor: NamedDependency[Actor], quotas: NamedDependency[QuotaService], data: JSONBody[QuotaCreate]) -> QuotaRead:
        """Set a limit where there is none."""
        place = Place(data.unit_id, data.campaign_id, data.kind)
        return QuotaRead.model_validate(await quotas.add(actor, place, data.max_bytes))

    @patch("/quotas/{quota_id:uuid}", operation_id="changeMediaQuota", opt={"action": "operations.manage"})
    async def change(
        self, actor: NamedDependency[Actor], quotas: NamedDependency[QuotaService], quota_id: FromPath[UUID], data: JSONBody[QuotaChange]
    ) -> QuotaRead:
        """Set another limit; what has arrived stays."""
        return QuotaRead.model_validate(await quotas.change(actor, quota_id, data.version, data.max_bytes))

    @delete("/quotas/{quota_id:uuid}", operation_id="removeMediaQuota", opt={"action": "operations.manage"})
    async def remove(
        self,
        actor: NamedDependency[Actor],
        quotas: NamedDependency[QuotaService],
        quota_id: FromPath[UUID],
        version: Annotated[int, QueryParameter(ge=1, le=2**31 - 1)],
    ) -> None:
        """Take a limit away."""
        await quotas.remove(actor, quota_id, version)

    @get("/room", operation_id="readMediaRoom", opt={"action": "media.upload"})
    async def room(
        self,
        state: State,
        actor: NamedDependency[Actor],
        quotas: NamedDependency[QuotaService],
        unit_id: FromQuery[UUID],
        campaign_id: FromQuery[UUID | None] = None,
    ) -> RoomForFilesRead:
        """Say which limits hold for an own unit, what is taken of them, and how large one file of each kind may be."""
        settings: MediaSettings = state.settings.media
        found = await quotas.rooms(actor, unit_id, campaign_id, settings.max_unit_bytes)
        return RoomForFilesRead.model_validate({"rooms": found, "max_file_bytes": max_file_bytes(settings)})

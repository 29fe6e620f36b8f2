"""The organisation tree over HTTP."""

from uuid import UUID

from litestar import Controller, get, patch, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.core.clock import utc_now
from exemplar.units.schemas import UnitCreate, UnitRead, UnitRename
from exemplar.units.service import UnitService


def provide_units(session: NamedDependency[AsyncSession]) -> UnitService:
    """Build the service for one request."""
    return UnitService(session, utc_now)


class UnitController(Controller):
    """The tree."""

    path = "/units"
    tags = ["units"]
    dependencies = {"units": Provide(provide_units, sync_to_thread=False)}

    @get("/", operation_id="listUnits", opt={"action": "unit.view"})
    async def all(self, units: NamedDependency[UnitService]) -> list[UnitRead]:
        """List the whole tree, by Vietnamese name; parents are named by ``parent_id``."""
        return [UnitRead.model_validate(unit) for unit in await units.all()]

    @post("/", operation_id="createUnit", opt={"action": "unit.edit"})
    async def create(self, actor: NamedDependency[Actor], units: NamedDependency[UnitService], data: JSONBody[UnitCreate]) -> UnitRead:
        """Add a unit."""
        return UnitRead.model_validate(await units.create(actor, code=data.code, name=data.name.model_dump(), parent_id=data.parent_id))

    @patch("/{unit_id:uuid}", operation_id="renameUnit", opt={"action": "unit.edit"})
    async def rename(
        self,
        actor: NamedDependency[Actor],
        units: NamedDependency[UnitService],
        unit_id: FromPath[UUID],
        data: JSONBody[UnitRename],
    ) -> UnitRead:
        """Rename a unit."""
        return UnitRead.model_validate(await units.rename(actor, unit_id, data.name.model_dump()))


CONTROLLERS = [UnitController]

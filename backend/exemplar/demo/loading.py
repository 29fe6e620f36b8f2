"""Load the demo once, all of it or nothing: one transaction holds every step, so a start that is killed leaves no half."""

import json
import tempfile
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import async_sessionmaker

from exemplar import wiring
from exemplar.accounts.models import Account
from exemplar.core.settings import Settings
from exemplar.demo.calls import open_calls
from exemplar.demo.chain import Chain
from exemplar.demo.organisation import settle_in
from exemplar.demo.world import World


def read(name: str) -> Any:
    """Return one of the demo's data files."""
    return json.loads(files("exemplar.demo").joinpath("data", name).read_text(encoding="utf-8"))


async def load(settings: Settings) -> bool:
    """Load everything through the services; return False when there are people already."""
    services = wiring.make_services(settings)
    try:
        await services.storage.ensure_bucket()
        async with services.engine.connect() as connection, connection.begin():
            maker = async_sessionmaker(
                bind=connection, expire_on_commit=False, join_transaction_mode="create_savepoint", info=wiring.session_info()
            )
            async with maker() as session:
                if await session.scalar(select(Account.id).limit(1)) is not None:
                    return False
            with tempfile.TemporaryDirectory() as folder:
                await _load(World(replace(services, session_maker=maker), Path(folder)))
        return True
    finally:
        await services.engine.dispose()


async def _load(world: World) -> None:
    await settle_in(world, read("organisation.json"))
    await open_calls(world, read("organisation.json")["council"])
    await Chain(world).walk(read("initiatives.json"))

"""The floor of the showcase: the same SQL and the same structs, on a bare asyncpg pool, without sessions, guards or caches.

``EXEMPLAR_BENCH`` holds JSON: ``{"databases": {size: url}, "cursors": {size: cursor}, "unit": id}``.
"""

import json
import os
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
from litestar import Litestar, MediaType, Response, get
from litestar.datastructures import State
from litestar.params import FromPath

from exemplar.gallery import queries
from exemplar.gallery.filters import Filters
from exemplar.gallery.schemas import PublicationSort
from tests.bench import shapes

POOL_SIZE = 10


@get("/{database:str}/list/{number:int}")
async def page(state: State, database: FromPath[str], number: FromPath[int]) -> Response[bytes]:
    """Answer one page of cards."""
    shape: shapes.Shape = state.shapes[database][number]
    rows = await state.pools[database].fetch(shape.statement, *shape.values)
    found = queries.page_of(rows, Filters(), PublicationSort.NEWEST)
    return Response(msgspec.json.encode(found), media_type=MediaType.JSON)


@get("/{database:str}/detail/{slug:str}")
async def detail(state: State, database: FromPath[str], slug: FromPath[str]) -> Response[bytes]:
    """Answer one publication."""
    row = await state.pools[database].fetchrow(queries.DETAIL, slug)
    return Response(msgspec.json.encode(queries.read_of(row)), media_type=MediaType.JSON)


async def _connect(application: Litestar) -> None:
    given = json.loads(os.environ["EXEMPLAR_BENCH"])
    pools: dict[str, Any] = {
        name: await asyncpg.create_pool(url, min_size=1, max_size=POOL_SIZE) for name, url in given["databases"].items()
    }
    application.state.pools = pools
    application.state.shapes = {size: shapes.make(cursor, UUID(given["unit"])) for size, cursor in given["cursors"].items()}


def create_app() -> Litestar:
    """Return the application."""
    return Litestar(route_handlers=[page, detail], on_startup=[_connect], openapi_config=None)

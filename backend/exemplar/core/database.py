"""One session per request, one transaction per session, committed before the answer leaves. The only module that commits."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from litestar.types import Scope
from sqlalchemy import event, text
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from exemplar.core.errors import Unavailable
from exemplar.core.settings import DatabaseSettings

SessionMaker = async_sessionmaker[AsyncSession]
Hook = Callable[[AsyncSession], Awaitable[None]]

_HOOKS = "before_commit"
_GUARDED = ("fsync", "full_page_writes", "synchronous_commit")


def make_engine(settings: DatabaseSettings) -> AsyncEngine:
    """Return the pool; ``jit`` is off because every statement here is short.

    A connection that the server has closed is seen at the driver, without a question over the wire for each request.
    """
    engine = create_async_engine(
        settings.sqlalchemy_url,
        pool_size=settings.database_pool_size,
        max_overflow=5,
        pool_use_lifo=True,
        connect_args={"server_settings": {"jit": "off", "application_name": "exemplar"}},
    )
    event.listen(engine.sync_engine, "checkout", _refuse_closed)
    return engine


def _refuse_closed(connection: Any, _record: Any, _proxy: Any) -> None:
    if connection.driver_connection.is_closed():
        raise DisconnectionError


def make_session_maker(engine: AsyncEngine, info: dict[str, Any]) -> SessionMaker:
    """Return the maker of sessions; ``info`` holds what a session carries along (the event registry)."""
    return async_sessionmaker(engine, expire_on_commit=False, info=info)


def before_commit(session: AsyncSession, key: str, hook: Hook) -> None:
    """Run ``hook`` once, last thing before this session commits; a second call with the same ``key`` changes nothing."""
    session.info.setdefault(_HOOKS, {}).setdefault(key, hook)


async def settle(session: AsyncSession) -> None:
    """Run and clear what waits for the commit: the audit log appends itself here, under its short lock."""
    await session.flush()
    while hooks := session.info.pop(_HOOKS, None):
        for hook in hooks.values():
            await hook(session)


@asynccontextmanager
async def transaction(session_maker: SessionMaker) -> AsyncIterator[AsyncSession]:
    """Give a session for one unit of work; commit when the block ends, undo all of it when the block raises.

    A block that neither asked the database nor left work for the commit ends without a word to the server.
    """
    async with session_maker() as session:
        yield session
        if session.info.get(_HOOKS):
            await settle(session)
        if session.in_transaction():
            await session.commit()


async def provide_session(scope: Scope) -> AsyncIterator[AsyncSession]:
    """Yield the request's session; commit when the handler returns, roll back when it raises.

    This must stay the only generator dependency of the application: Litestar closes several of them concurrently and
    wraps a failed commit in an ``ExceptionGroup`` that no error handler matches. It asks for the scope, for Litestar copies
    the whole state for whoever asks for that.
    """
    async with transaction(scope["litestar_app"].state.session_maker) as session:
        yield session


async def raw_connection(session: AsyncSession) -> asyncpg.Connection:
    """Return the asyncpg connection under ``session``: same pool, same transaction, for hot statements in plain SQL.

    The transaction begins on the server with the session's own first statement: write through this only after one.
    """
    return await _driver_of(await session.connection())


async def _driver_of(connection: AsyncConnection) -> asyncpg.Connection:
    driver: asyncpg.Connection = (await connection.get_raw_connection()).driver_connection
    return driver


@asynccontextmanager
async def lone_statements(session_maker: SessionMaker) -> AsyncIterator[asyncpg.Connection]:
    """Lend a connection of the same pool for statements in plain SQL that each stand alone; nothing is opened or committed.

    For hot reads that need neither an object of the mapper nor a second statement under the same view of the data: it
    costs a fifth of a transaction. Where the maker is bound to one connection, as in tests, that connection is lent.
    """
    bind: AsyncEngine | AsyncConnection = session_maker.kw["bind"]
    if isinstance(bind, AsyncConnection):
        yield await _driver_of(bind)
        return
    lent = await bind.raw_connection()
    try:
        yield lent.driver_connection
    finally:
        lent.close()


async def refuse_unsafe_server(engine: AsyncEngine, settings: DatabaseSettings) -> None:
    """Refuse to work on a server that may lose acknowledged writes, unless the operator said so.

    Raises:
        Unavailable: ``fsync``, ``full_page_writes`` or ``synchronous_commit`` is off.
    """
    if settings.unsafe:
        return
    async with engine.connect() as connection:
        for name in _GUARDED:
            value = (await connection.execute(text(f"SHOW {name}"))).scalar_one()
            if value == "off":
                raise Unavailable(service="postgresql", setting=name)

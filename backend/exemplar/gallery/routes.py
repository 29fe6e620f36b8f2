"""The showcase over HTTP."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Annotated, Any
from uuid import UUID

import asyncpg
from litestar import Controller, Request, Response, get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.response.base import ASGIResponse
from litestar.status_codes import HTTP_200_OK
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.accounts.authentication import provide_reader
from exemplar.core.clock import utc_now
from exemplar.core.database import lone_statements, transaction
from exemplar.gallery import facets, policies, queries
from exemplar.gallery.access import is_conflicted
from exemplar.gallery.answers import SHARED, Answer, Shelf, address_of, respond
from exemplar.gallery.describing import DescribedFile, DescribingService
from exemplar.gallery.errors import PublicationNotFound
from exemplar.gallery.filters import Filters
from exemplar.gallery.models import Publication
from exemplar.gallery.moments import MomentController
from exemplar.gallery.schemas import (
    FileDescription,
    PublicationFacets,
    PublicationFileRead,
    PublicationPage,
    PublicationRead,
    PublicationSort,
    RelatedPublications,
    ShownPicture,
    UnpublishedRead,
    shown,
)
from exemplar.gallery.service import PublicationService
from exemplar.gallery.story import is_picture
from exemplar.gallery.workflow import PublicationAction, PublicationState
from exemplar.media.engine.findings import MediaKind

Asked = Request[Any, Any, Any]
PUBLIC = {"public": True, "action": "showcase.view"}


def _answers(shape: type) -> dict[int, ResponseSpec]:
    """Tell the API description what the bytes hold, since handlers encode them themselves."""
    return {HTTP_200_OK: ResponseSpec(shape, generate_examples=False)}


def provide_publications(session: NamedDependency[AsyncSession]) -> PublicationService:
    """Build the service for one request."""
    return PublicationService(session, utc_now)


def provide_describing(session: NamedDependency[AsyncSession]) -> DescribingService:
    """Build the service of words for one request."""
    return DescribingService(session, utc_now)


def provide_filters(
    q: Annotated[str | None, QueryParameter(max_length=400)] = None,
    category: Annotated[list[str] | None, QueryParameter(max_items=20)] = None,
    unit: Annotated[list[UUID] | None, QueryParameter(max_items=20)] = None,
    award: Annotated[list[str] | None, QueryParameter(max_items=20)] = None,
    kind: Annotated[list[MediaKind] | None, QueryParameter(max_items=4)] = None,
    year: Annotated[list[int] | None, QueryParameter(max_items=20)] = None,
    campaign: Annotated[list[UUID] | None, QueryParameter(max_items=20)] = None,
) -> Filters:
    """Return what the reader asks for; a part of the organisation stands for its whole branch."""
    return Filters(
        text=q or "",
        categories=_keys(category),
        units=tuple(unit or ()),
        awards=_keys(award),
        kinds=tuple(each.value for each in kind or ()),
        years=tuple(each for each in year or () if 0 < each < 10_000),
        campaigns=tuple(campaign or ()),
    )


def _keys(values: list[str] | None) -> tuple[str, ...]:
    return tuple(value.replace("\x00", "")[:120] for value in values or ())


def _shelf(request: Asked) -> Shelf:
    shelf: Shelf = request.app.state.showcase_shelf
    return shelf


def _answer(request: Asked, content: Any) -> Answer:
    return Answer.of(content, request.app.state.settings.storage.published_base)


def _database(request: Asked) -> AbstractAsyncContextManager[asyncpg.Connection]:
    """Lend a connection to a page that is read in one statement: no session, no transaction, nothing to commit."""
    return lone_statements(request.app.state.session_maker)


async def _off_the_shelf(request: Asked, find: Callable[[], Awaitable[Any]]) -> ASGIResponse:
    """Answer what is kept for visitors at this address, else what ``find`` returns, and keep that; never for the signed-in."""
    is_visitor = provide_reader(request.scope) is None
    address = address_of(request.scope)
    kept = _shelf(request).find(address) if is_visitor else None
    if kept is None:
        kept = _answer(request, await find())
        if is_visitor:
            _shelf(request).keep(address, kept)
    return respond(request, kept, is_shared=is_visitor)


class PublicationController(Controller):
    """What everybody can find."""

    path = "/publications"
    tags = ["showcase"]
    dependencies = {
        "publications": Provide(provide_publications, sync_to_thread=False),
        "describing": Provide(provide_describing, sync_to_thread=False),
        "filters": Provide(provide_filters, sync_to_thread=False),
    }

    @get("/", operation_id="listPublications", opt=PUBLIC, responses=_answers(PublicationPage))
    async def all(
        self,
        request: Asked,
        filters: NamedDependency[Filters],
        sort: Annotated[PublicationSort | None, QueryParameter()] = None,
        cursor: Annotated[str | None, QueryParameter(max_length=1_000)] = None,
    ) -> ASGIResponse:
        """List published initiatives, 24 at a time; a search lists the most relevant first, anything else the newest."""
        order = sort or (PublicationSort.RELEVANCE if filters.words else PublicationSort.NEWEST)

        async def find() -> PublicationPage:
            async with _database(request) as connection:
                return await queries.list_publications(connection, filters, order, cursor)

        return await _off_the_shelf(request, find)

    @get(
        "/facets",
        operation_id="listPublicationFacets",
        opt=PUBLIC,
        responses=_answers(PublicationFacets),
    )
    async def facets(self, request: Asked, filters: NamedDependency[Filters]) -> ASGIResponse:
        """Count the choices of every filter under the other filters."""

        async def find() -> PublicationFacets:
            async with _database(request) as connection:
                return await facets.count_choices(connection, filters)

        return await _off_the_shelf(request, find)

    @get("/unpublished", operation_id="listUnpublished", opt={"action": "showcase.edit"})
    async def unpublished(self, actor: NamedDependency[Actor], publications: NamedDependency[PublicationService]) -> list[UnpublishedRead]:
        """List what the reader could put back, newest first."""
        return [_unpublished(publication, actor) for publication in await publications.unpublished(actor)]

    @get("/{slug:str}", operation_id="readPublication", opt=PUBLIC, responses=_answers(PublicationRead))
    async def read(self, request: Asked, slug: FromPath[str]) -> ASGIResponse:
        """Read a published initiative."""
        async with _database(request) as connection:
            found = await queries.find_publication(connection, slug.replace("\x00", ""))
        if found is None:
            raise PublicationNotFound
        publication, campaign_id = found
        reader = provide_reader(request.scope)
        publication.open_actions = await self._actions(request, reader, publication, campaign_id)
        return respond(request, _answer(request, publication), is_shared=reader is None)

    @staticmethod
    async def _actions(request: Asked, reader: Actor | None, publication: PublicationRead, campaign_id: UUID) -> list[PublicationAction]:
        """Return what the reader may do; only those with a role here cost the question whether they have a conflict."""
        place = (reader, PublicationState.PUBLISHED, campaign_id, publication.unit_id)
        if not policies.open_actions(*place, is_conflicted=False):
            return []
        async with transaction(request.app.state.session_maker) as session:
            return policies.open_actions(*place, is_conflicted=await is_conflicted(session, reader, publication.id))

    @get(
        "/{slug:str}/related",
        operation_id="listRelatedPublications",
        opt=PUBLIC,
        responses=_answers(RelatedPublications),
    )
    async def related(self, request: Asked, slug: FromPath[str]) -> ASGIResponse:
        """List others of the same category and of the same unit, at most three each; empty when there are none."""
        async with _database(request) as connection:
            found = await queries.related(connection, slug.replace("\x00", ""))
        return respond(request, _answer(request, found), is_shared=provide_reader(request.scope) is None)

    @get("/{slug:str}/share-card", operation_id="readShareCard", opt=PUBLIC, media_type="image/png")
    async def share_card(self, state: State, slug: FromPath[str]) -> Response[bytes]:
        """Give the picture that appears where the page is shared: 1200 × 630 pixels."""
        query = select(Publication.share_card_key).where(
            Publication.slug == slug.replace("\x00", ""), Publication.state == PublicationState.PUBLISHED
        )
        # A transaction of its own, over before the object store is asked: no database connection waits for the network.
        async with transaction(state.session_maker) as session:
            key = await session.scalar(query)
        if key is None:
            raise PublicationNotFound
        picture = await state.storage.get_bytes(key)
        return Response(picture, media_type="image/png", headers={"cache-control": SHARED})

    @post("/{publication_id:uuid}/unpublication", operation_id="unpublish", opt={"action": "showcase.edit"}, status_code=HTTP_200_OK)
    async def unpublish(
        self,
        request: Asked,
        actor: NamedDependency[Actor],
        publications: NamedDependency[PublicationService],
        publication_id: FromPath[UUID],
    ) -> UnpublishedRead:
        """Take a publication away from everybody, with its media and its card."""
        _shelf(request).clear()
        return _unpublished(await publications.unpublish(actor, publication_id), actor)

    @post("/{publication_id:uuid}/republication", operation_id="republish", opt={"action": "showcase.edit"}, status_code=204)
    async def republish(
        self,
        request: Asked,
        actor: NamedDependency[Actor],
        publications: NamedDependency[PublicationService],
        publication_id: FromPath[UUID],
    ) -> None:
        """Show an unpublished initiative again, at the same address."""
        _shelf(request).clear()
        await publications.republish(actor, publication_id)

    @get("/{publication_id:uuid}/files", operation_id="listPublicationFiles", opt={"action": "unit.view"})
    async def files(
        self, actor: NamedDependency[Actor], describing: NamedDependency[DescribingService], publication_id: FromPath[UUID]
    ) -> list[PublicationFileRead]:
        """List the files of a publication with their words, for its unit and for editors."""
        return [_file(found) for found in await describing.files(actor, publication_id)]

    @put("/{publication_id:uuid}/files/{media_id:uuid}", operation_id="describePublicationFile", opt={"action": "unit.view"})
    async def describe(
        self,
        request: Asked,
        actor: NamedDependency[Actor],
        describing: NamedDependency[DescribingService],
        publication_id: FromPath[UUID],
        media_id: FromPath[UUID],
        data: JSONBody[FileDescription],
    ) -> PublicationFileRead:
        """Word what a file shows; a picture that waited for it appears."""
        _shelf(request).clear()
        words = (data.alt_text, data.caption)
        return _file(await describing.describe(actor, publication_id, media_id, words, data.version))


def _file(found: DescribedFile) -> PublicationFileRead:
    derivatives = found.view.derivatives
    return PublicationFileRead(
        media_id=found.row.media_id,
        kind=found.view.media.kind,
        alt_text=found.alt_text,
        caption=found.caption,
        is_shown=found.row.is_shown,
        waits=found.waits,
        pictures=[ShownPicture(made.name, made.width, made.content_type) for made in derivatives if is_picture(made.name)],
        version=found.row.version,
    )


def _unpublished(publication: Publication, actor: Actor) -> UnpublishedRead:
    return UnpublishedRead(
        id=publication.id,
        slug=publication.slug,
        title=shown(publication.title),
        unit=shown(publication.unit_name),
        unpublished_at=publication.unpublished_at,
        # Whoever has a conflict was not let through to here.
        open_actions=policies.open_actions(actor, publication.state, publication.campaign_id, publication.unit_id, is_conflicted=False),
    )


CONTROLLERS = [PublicationController, MomentController]

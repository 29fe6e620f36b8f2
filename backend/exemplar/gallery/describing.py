"""Words for the files of a publication, written after the handing in: what a picture shows, and its caption.

The revision never changes; what is written here lies beside it and wins. See decisions/0076-words-before-pictures.md.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.accounts.models import Account, RoleGrant
from exemplar.accounts.permissions import Scope
from exemplar.accounts.roles import Role
from exemplar.audit import service as audit
from exemplar.core.errors import StaleVersion
from exemplar.gallery import policies, workflow
from exemplar.gallery.access import is_conflicted
from exemplar.gallery.errors import DescriptionMissing, PublicationNotFound
from exemplar.gallery.models import Publication, PublishedMedia
from exemplar.gallery.service import PublicationService
from exemplar.gallery.story import waits_for_words
from exemplar.gallery.words import in_vietnamese
from exemplar.gallery.workflow import PublicationAction, PublicationState
from exemplar.initiatives.models import Revision
from exemplar.media.service import MediaService, MediaView
from exemplar.media.workflow import MediaState
from exemplar.notifications.service import NotificationService, Reader


@dataclass(frozen=True, slots=True)
class DescribedFile:
    """One file of a publication with its words as they count now."""

    row: PublishedMedia
    view: MediaView
    alt_text: str
    caption: str

    @property
    def waits(self) -> bool:
        """Say whether the picture is kept back until somebody describes it."""
        is_ready = self.view.media.state is MediaState.READY
        return is_ready and waits_for_words(self.view.media.kind, self.alt_text)


class DescribingService:
    """Use cases around the words of files."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime]) -> None:
        self._session = session
        self._now = now

    async def files(self, actor: Actor, publication_id: UUID) -> list[DescribedFile]:
        """Return the public files of a publication in their order, shown or waiting; four queries.

        Raises:
            PublicationNotFound: unknown or not published.
            NotAllowed: neither editor, nor manager of the campaign, nor of the unit.
        """
        return await self._described(await self._find_for(actor, publication_id))

    async def describe(self, actor: Actor, publication_id: UUID, media_id: UUID, words: tuple[str, str], version: int) -> DescribedFile:
        """Word what a file shows: ``words`` is alternative text and caption; a picture that waited appears.

        Raises:
            PublicationNotFound: unknown, not published, or without this file.
            NotAllowed: neither editor, nor manager of the campaign, nor of the unit.
            StaleVersion: somebody else has worded it meanwhile.
            DescriptionMissing: a picture, and no words for it.
        """
        publication = await self._find_for(actor, publication_id, lock=True)
        workflow.after(publication.state, PublicationAction.DESCRIBE)
        found = next((file for file in await self._described(publication) if file.row.media_id == media_id), None)
        if found is None:
            raise PublicationNotFound
        if found.row.version != version:
            raise StaleVersion(yours=version, current=found.row.version)
        alt_text, caption = (text.strip() for text in words)
        if waits_for_words(found.view.media.kind, alt_text):
            raise DescriptionMissing
        found.row.alt_text, found.row.caption, found.row.version = alt_text, caption, version + 1
        await self._session.flush()
        await PublicationService(self._session, self._now).show_anew(media_id)
        about = ("publication", publication.id)
        audit.record(self._session, actor_id=actor.account_id, action="publication.file_described", about=about, media=str(media_id))
        return DescribedFile(found.row, found.view, alt_text, caption)

    async def tell_what_waits(self, notifications: NotificationService, publication_id: UUID) -> None:
        """Tell the leads of the unit and the editors, once, that pictures wait for words; nobody when none does."""
        publication = await self._session.get(Publication, publication_id)
        if publication is None or publication.state is not PublicationState.PUBLISHED:
            return
        count = sum(file.waits for file in await self._described(publication))
        if count == 0:
            return
        for account in await self._people(publication.unit_id):
            await notifications.tell(
                Reader(account.id, account.email, account.language),
                "pictures_wait",
                fact=f"publication:{publication.id}",
                link=f"/showcase/{publication.slug}",
                title=in_vietnamese(publication.title),
                count=count,
            )

    async def _people(self, unit_id: UUID) -> Sequence[Account]:
        leads = (RoleGrant.role == Role.LEAD) & (RoleGrant.scope_id == unit_id)
        told = select(RoleGrant.account_id).where(leads | (RoleGrant.role == Role.EDITOR))
        return list(
            await self._session.scalars(select(Account).where(Account.id.in_(told), Account.disabled_at.is_(None)).order_by(Account.id))
        )

    async def _described(self, publication: Publication) -> list[DescribedFile]:
        content: dict[str, Any] = (await self._session.get_one(Revision, publication.revision_id)).content
        query = select(PublishedMedia).where(PublishedMedia.publication_id == publication.id)
        rows = {row.media_id: row for row in await self._session.scalars(query)}
        views = await MediaService(self._session, self._now).views(rows)
        files = {UUID(file["media_id"]): file for file in reversed(content["attachments"])}
        return [
            DescribedFile(
                rows[media_id],
                views[media_id],
                _first(rows[media_id].alt_text, file["alt_text"]),
                _first(rows[media_id].caption, file["caption"]),
            )
            for media_id, file in reversed(files.items())
            if media_id in rows and media_id in views
        ]

    async def _find_for(self, actor: Actor, publication_id: UUID, *, lock: bool = False) -> Publication:
        query = select(Publication).where(Publication.id == publication_id, Publication.state == PublicationState.PUBLISHED)
        publication = await self._session.scalar(query.with_for_update() if lock else query)
        if publication is None:
            raise PublicationNotFound
        has_tie = await is_conflicted(self._session, actor, publication.id)
        if not policies.may_describe(actor, publication.campaign_id, publication.unit_id, is_conflicted=has_tie):
            scope = Scope(campaign_id=publication.campaign_id)
            permissions.require(actor, policies.EDIT, self._now(), policies.relations(is_conflicted=has_tie), scope)
        return publication


def _first(later: str | None, handed_in: str) -> str:
    return handed_in if later is None else later

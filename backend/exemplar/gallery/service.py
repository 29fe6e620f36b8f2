"""Publications: made when an award is released, taken down and put back by editors, and the card that is shared."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.accounts.permissions import Scope
from exemplar.audit import service as audit
from exemplar.awards.certificates import HOME_ZONE
from exemplar.awards.models import Certificate, Decision
from exemplar.awards.workflow import CertificateState
from exemplar.campaigns.forms import FormDefinition
from exemplar.campaigns.models import Campaign, Category, FormVersion
from exemplar.core.jobs import enqueue
from exemplar.core.models import new_id
from exemplar.gallery import policies, story, workflow
from exemplar.gallery.access import conflicted, is_conflicted
from exemplar.gallery.copies import follow, places_of
from exemplar.gallery.errors import AwardRevoked, PublicationNotFound
from exemplar.gallery.models import Publication, PublishedMedia
from exemplar.gallery.words import in_vietnamese, searched, slug_of
from exemplar.gallery.workflow import PublicationAction, PublicationState
from exemplar.initiatives import content as revisions
from exemplar.initiatives.models import Initiative, Revision
from exemplar.media import moments
from exemplar.media.service import MediaService
from exemplar.units.models import Unit
from exemplar.units.sorting import sort_key

SHARE_CARD_JOB = "gallery.make_share_card"
REMOVE_CARD_JOB = "gallery.remove_share_card"
WAITING_JOB = "gallery.tell_what_waits"
_SLUG_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class PublicationService:
    """Use cases of the showcase that change something."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime]) -> None:
        self._session = session
        self._now = now

    async def publish(self, decision_id: UUID) -> Publication | None:
        """Publish the initiative that a released decision honours; ``None`` when it is published already."""
        query = (
            select(Decision, Revision, FormVersion.definition, Campaign.name, Category.name, Unit)
            .join(Revision, Revision.id == Decision.revision_id)
            .join(FormVersion, FormVersion.id == Revision.form_version_id)
            .join(Campaign, Campaign.id == Decision.campaign_id)
            .join(Category, Category.id == Decision.category_id)
            .join(Initiative, Initiative.id == Decision.initiative_id)
            .join(Unit, Unit.id == Initiative.unit_id)
            .where(Decision.id == decision_id)
        )
        decision, revision, definition, campaign_name, category_name, unit = (await self._session.execute(query)).one()
        if await self._session.scalar(select(exists().where(Publication.initiative_id == decision.initiative_id))):
            return None
        published_at = await self._clock()
        title = revision.content["title_translations"] or {"vi": revision.content["title"], "fr": None, "en": None}
        publication = Publication(
            id=new_id(),
            initiative_id=decision.initiative_id,
            revision_id=revision.id,
            campaign_id=decision.campaign_id,
            category_id=decision.category_id,
            unit_id=unit.id,
            decision_id=decision.id,
            slug=_new_slug(revision.content["title"]),
            title=title,
            title_sort=sort_key(revision.content["title"]),
            unit_name=unit.name,
            category_key=slug_of(in_vietnamese(category_name)),
            category_name=category_name,
            award_key=slug_of(in_vietnamese(decision.award_name)),
            award_name=decision.award_name,
            campaign_name=campaign_name,
            year=(decision.released_at or published_at).astimezone(HOME_ZONE).year,
            published_at=published_at,
        )
        form = FormDefinition.model_validate(definition)
        content = revisions.public(revision.content, form)
        ids = dict.fromkeys(UUID(file["media_id"]) for file in content["attachments"])
        files = [PublishedMedia(publication_id=publication.id, media_id=media_id) for media_id in ids]
        await self._tell(publication, files, content, form)
        self._session.add(publication)
        await self._session.flush()
        self._session.add_all(files)
        await enqueue(self._session, SHARE_CARD_JOB, publication_id=publication.id)
        await enqueue(self._session, WAITING_JOB, publication_id=publication.id)
        await self._follow(ids)
        self._note(None, "publication.published", publication)
        return publication

    async def _tell(self, publication: Publication, files: Sequence[PublishedMedia], content: dict[str, Any], form: FormDefinition) -> None:
        """Fill in what the publication says and shows, from the public part of the revision and what was written later."""
        ids = [file.media_id for file in files]
        views = await MediaService(self._session, self._now).views(ids) if ids else {}
        content = story.described(content, {file.media_id: (file.alt_text, file.caption) for file in files})
        told = story.compose(content, form, views, await places_of(self._session, views.values()))
        shown = {file["media_id"] for file in told["media"]}
        for file in files:
            file.is_shown = str(file.media_id) in shown
        publication.summary = content["summary"]
        publication.story = told
        publication.cover = story.cover_of(content, told)
        publication.media_kinds = story.kinds_of(told)
        publication.search_text = searched(
            publication.title,
            content["summary"],
            publication.unit_name,
            publication.category_name,
            publication.award_name,
            [author["full_name"] for author in content["authors"]],
            story.texts_of(told),
            await moments.spoken(self._session, ids),
        )

    async def show_anew(self, media_id: UUID) -> None:
        """Tell the publications of a file anew: it became ready, more was made of it, or it was described."""
        query = (
            select(Publication, Revision.content, FormVersion.definition)
            .join(PublishedMedia, PublishedMedia.publication_id == Publication.id)
            .join(Revision, Revision.id == Publication.revision_id)
            .join(FormVersion, FormVersion.id == Revision.form_version_id)
            .where(PublishedMedia.media_id == media_id)
            .order_by(Publication.id)
            .with_for_update(of=Publication)
        )
        found = (await self._session.execute(query.execution_options(populate_existing=True))).all()
        for publication, content, definition in found:
            form = FormDefinition.model_validate(definition)
            await self._tell(publication, await self._files_of(publication.id), revisions.public(content, form), form)
            await enqueue(self._session, SHARE_CARD_JOB, publication_id=publication.id)
        if found:
            await self._follow([media_id])

    async def _files_of(self, publication_id: UUID) -> Sequence[PublishedMedia]:
        query = select(PublishedMedia).where(PublishedMedia.publication_id == publication_id).order_by(PublishedMedia.id)
        return list(await self._session.scalars(query))

    async def _follow(self, media_ids: Iterable[UUID]) -> None:
        for media_id in media_ids:
            await follow(self._session, media_id)

    async def unpublish(self, actor: Actor, publication_id: UUID) -> Publication:
        """Take a publication away from everybody: list, search, page, media and card.

        Raises:
            PublicationNotFound: unknown, or unpublished and not for this actor.
            NotAllowed: neither editor nor manager of the campaign.
            WrongState: it is unpublished already.
        """
        publication = await self._find_for(actor, publication_id)
        await self._take_down(publication)
        self._note(actor.account_id, "publication.unpublished", publication)
        return publication

    async def republish(self, actor: Actor, publication_id: UUID) -> Publication:
        """Show an unpublished initiative again, at the same address.

        Raises:
            PublicationNotFound: unknown, or unpublished and not for this actor.
            NotAllowed: neither editor nor manager of the campaign.
            AwardRevoked: its certificate was revoked.
            WrongState: it is published.
        """
        publication = await self._find_for(actor, publication_id)
        state = workflow.after(publication.state, PublicationAction.REPUBLISH)
        revoked = exists().where(Certificate.decision_id == publication.decision_id, Certificate.state == CertificateState.REVOKED)
        if await self._session.scalar(select(revoked)):
            raise AwardRevoked
        publication.state, publication.unpublished_at = state, None
        await self._session.flush()
        await enqueue(self._session, SHARE_CARD_JOB, publication_id=publication.id)
        await self._follow(file.media_id for file in await self._files_of(publication.id))
        self._note(actor.account_id, "publication.republished", publication)
        return publication

    async def withdraw_award(self, initiative_id: UUID) -> None:
        """Take the publication down because the certificate was revoked; one that is down already stays so."""
        query = select(Publication).where(Publication.initiative_id == initiative_id).with_for_update()
        publication = await self._session.scalar(query)
        if publication is None or publication.state is PublicationState.UNPUBLISHED:
            return
        await self._take_down(publication)
        self._note(None, "publication.unpublished", publication, reason="certificate_revoked")

    async def unpublished(self, actor: Actor) -> list[Publication]:
        """Return what the actor could put back, newest first."""
        query = select(Publication).where(Publication.state == PublicationState.UNPUBLISHED).order_by(Publication.unpublished_at.desc())
        found = list(await self._session.scalars(query.limit(200)))
        theirs = await conflicted(self._session, actor, [one.id for one in found])
        return [one for one in found if policies.may_edit(actor, one.campaign_id, is_conflicted=one.id in theirs)]

    async def find_by_slug(self, actor: Actor, slug: str) -> Publication:
        """Return a publication for somebody who may edit it, in any state.

        Raises:
            PublicationNotFound: unknown, or not theirs to edit.
        """
        publication = await self._session.scalar(select(Publication).where(Publication.slug == slug))
        if publication is None:
            raise PublicationNotFound
        has_tie = await is_conflicted(self._session, actor, publication.id)
        if not policies.may_edit(actor, publication.campaign_id, is_conflicted=has_tie):
            raise PublicationNotFound
        return publication

    async def _find_for(self, actor: Actor, publication_id: UUID) -> Publication:
        query = select(Publication).where(Publication.id == publication_id).with_for_update()
        publication = await self._session.scalar(query.execution_options(populate_existing=True))
        if publication is None:
            raise PublicationNotFound
        has_tie = await is_conflicted(self._session, actor, publication.id)
        may_edit = policies.may_edit(actor, publication.campaign_id, is_conflicted=has_tie)
        if publication.state is PublicationState.UNPUBLISHED and not may_edit:
            raise PublicationNotFound
        scope = Scope(campaign_id=publication.campaign_id)
        permissions.require(actor, policies.EDIT, self._now(), policies.relations(is_conflicted=has_tie), scope)
        return publication

    async def _take_down(self, publication: Publication) -> None:
        state = workflow.after(publication.state, PublicationAction.UNPUBLISH)
        unpublished_at = await self._clock()
        if publication.share_card_key is not None:
            await enqueue(self._session, REMOVE_CARD_JOB, publication_id=publication.id)
        publication.state, publication.unpublished_at, publication.share_card_key = state, unpublished_at, None
        for file in await self._files_of(publication.id):
            publication.story = story.story_moved(publication.story, file.media_id, None)
            publication.cover = story.cover_moved(publication.cover, file.media_id, None)
            await follow(self._session, file.media_id)
        await self._session.flush()

    async def _clock(self) -> Any:
        return await self._session.scalar(select(func.clock_timestamp()))

    def _note(self, actor_id: UUID | None, action: str, publication: Publication, **body: Any) -> None:
        about = ("publication", publication.id)
        audit.record(self._session, actor_id=actor_id, action=action, about=about, initiative=publication.initiative_id, **body)


def _new_slug(title: str) -> str:
    """Return an address that stays: words of the title for people, five random signs so that none is taken."""
    return f"{slug_of(title)}-{''.join(secrets.choice(_SLUG_LETTERS) for _ in range(5))}"

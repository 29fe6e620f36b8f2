"""Publishing, taking down and putting back, against PostgreSQL."""

import pytest
from sqlalchemy import select

from exemplar.accounts.roles import Role
from exemplar.awards.events import AwardReleased, CertificateRevoked
from exemplar.core.clock import utc_now
from exemplar.core.errors import NotAllowed
from exemplar.core.events import announce
from exemplar.core.models import new_id
from exemplar.gallery import grants, head, share_cards
from exemplar.gallery.errors import PublicationNotFound, WrongState
from exemplar.gallery.models import Publication, PublishedMedia
from exemplar.gallery.service import PublicationService
from exemplar.initiatives.models import Revision
from exemplar.media.engine.findings import MediaKind
from exemplar.media.events import MediaReady
from exemplar.media.workflow import MediaState
from exemplar.review.declaring import DeclarationService
from exemplar.review.models import ConflictKind
from tests.awards.season import CLOSED_AT, NAME, make_season
from tests.factories import everywhere, make_actor, settled
from tests.gallery.shown import attached, make_media, make_publication, make_released


@pytest.fixture
async def season(session):
    return await make_season(session)


@pytest.fixture
def publications(session):
    return PublicationService(session, utc_now)


@pytest.fixture
async def editor(session):
    return await make_actor(session, everywhere(Role.EDITOR))


async def test_a_release_publishes_what_is_not_confidential(session, season):
    picture, secret = await make_media(session, season), await make_media(session, season)
    files = [attached(picture), attached(secret, confidential=True)]
    decision = await make_released(session, season, attachments=files)

    await announce(session, AwardReleased(decision.id, decision.initiative_id, decision.revision_id))

    publication = await session.scalar(select(Publication).where(Publication.decision_id == decision.id))
    assert publication.slug.startswith("so-hoa-so-truc-phong-thi-nghiem-")
    assert (publication.category_key, publication.award_key, publication.year) == ("chuyen-doi-so", "giai-nhat", 2026)
    assert [field["value"] for section in publication.story["sections"] for field in section["fields"]] == ["Sổ giấy dễ thất lạc.", 45]
    assert publication.story["authors"] == [{"full_name": NAME, "unit_name": season.unit.name}]
    assert "1234" not in publication.search_text
    assert publication.cover["media_id"] == str(picture.id)
    assert publication.media_kinds == ["image"]
    assert [row.media_id for row in await session.scalars(select(PublishedMedia))] == [picture.id]


async def test_the_secret_was_there_to_be_kept(session, season):
    decision = await make_released(session, season)

    revision = await session.get_one(Revision, decision.revision_id)
    assert revision.content["answers"]["secret"] == "Mã kho 1234"


async def test_publishing_twice_changes_nothing(session, season, publications):
    publication = await make_publication(session, season)

    assert await publications.publish(publication.decision_id) is None


async def test_the_cover_is_the_chosen_file_else_the_first_picture(session, season):
    film, picture = await make_media(session, season, MediaKind.VIDEO), await make_media(session, season)

    chosen = await make_publication(session, season, attachments=[attached(picture), attached(film, is_cover=True)])
    first = await make_publication(session, season, attachments=[attached(film), attached(picture)])
    none = await make_publication(session, season, attachments=[attached(await make_media(session, season, MediaKind.AUDIO))])

    assert chosen.cover["media_id"] == str(film.id)
    assert first.cover["media_id"] == str(picture.id)
    assert none.cover is None
    assert first.media_kinds == ["image", "video"]


async def test_a_file_that_becomes_ready_later_joins_the_page(session, season):
    late = await make_media(session, season, ready=False)
    publication = await make_publication(session, season, attachments=[attached(late)])
    assert publication.story["media"] == []
    late.state, late.ready_at = MediaState.READY, CLOSED_AT
    await session.flush()

    await announce(session, MediaReady(late.id, late.unit_id, "image"))

    assert [file["media_id"] for file in publication.story["media"]] == [str(late.id)]
    assert publication.cover["media_id"] == str(late.id)


async def test_everybody_may_open_published_derivatives_and_nobody_the_original(session, season, publications, editor):
    picture = await make_media(session, season)
    publication = await make_publication(session, season, attachments=[attached(picture)])

    assert await grants.may_read(session, None, picture.id, "w320.webp")
    assert not await grants.may_read(session, None, picture.id, "original")
    assert not await grants.may_read(session, None, new_id(), "w320.webp")
    await publications.unpublish(editor, publication.id)
    assert not await grants.may_read(session, None, picture.id, "w320.webp")
    await publications.republish(editor, publication.id)
    assert await grants.may_read(session, None, picture.id, "w320.webp")


async def test_a_manager_in_conflict_has_no_say_in_the_showcase_and_an_editor_keeps_it(session, season, publications, editor):
    publication = await make_publication(session, season)
    await DeclarationService(session, utc_now).declare_entry(season.manager, publication.initiative_id, ConflictKind.FAMILY, "Em ruột")

    with pytest.raises(NotAllowed):
        await publications.unpublish(season.manager, publication.id)
    with pytest.raises(PublicationNotFound):
        await publications.find_by_slug(season.manager, publication.slug)
    await publications.unpublish(editor, publication.id)
    assert await publications.unpublished(season.manager) == []
    with pytest.raises(PublicationNotFound):
        await publications.republish(season.manager, publication.id)
    assert [one.id for one in await publications.unpublished(editor)] == [publication.id]


async def test_only_editors_and_the_manager_take_down(session, season, publications, editor):
    publication = await make_publication(session, season)
    other = await make_season(session)

    for actor in (season.secretary, season.chair, other.manager, await make_actor(session)):
        with pytest.raises(NotAllowed):
            await publications.unpublish(actor, publication.id)
    await publications.unpublish(season.manager, publication.id)
    with pytest.raises(PublicationNotFound):
        await publications.republish(season.chair, publication.id)
    with pytest.raises(WrongState):
        await publications.unpublish(editor, publication.id)
    with pytest.raises(PublicationNotFound):
        await publications.unpublish(editor, new_id())
    assert [found.id for found in await publications.unpublished(editor)] == [publication.id]
    assert await publications.unpublished(other.manager) == []


async def test_a_revoked_certificate_takes_the_page_down(session, season, publications):
    publication = await make_publication(session, season)

    await announce(session, CertificateRevoked(new_id(), publication.initiative_id))
    await announce(session, CertificateRevoked(new_id(), publication.initiative_id))

    assert publication.state == "unpublished"


async def test_the_card_is_made_and_goes_with_the_page(session, season, services, storage, publications, editor):
    publication = await make_publication(session, season)
    await settled(session)

    await share_cards.make(services.session_maker, storage, publication.id)
    await session.refresh(publication)
    card = storage.objects[publication.share_card_key][0]
    assert card.startswith(b"\x89PNG")
    assert (int.from_bytes(card[16:20]), int.from_bytes(card[20:24])) == (1200, 630)

    await publications.unpublish(editor, publication.id)
    await settled(session)
    await share_cards.remove(services.session_maker, storage, publication.id)
    await share_cards.make(services.session_maker, storage, publication.id)
    assert storage.objects == {}


async def test_the_head_is_escaped_and_gone_when_unpublished(session, season, publications, editor):
    publication = await make_publication(session, season, title='Mã "<b>QR</b>" & sổ', summary="</script><script>alert(1)</script>")

    markup = await head.page_head(session, publication.slug, "https://exemplar.test")

    assert "<title>Mã &quot;&lt;b&gt;QR&lt;/b&gt;&quot; &amp; sổ · Exemplar</title>" in markup
    assert f'<meta property="og:url" content="https://exemplar.test/showcase/{publication.slug}">' in markup
    assert "<script>alert" not in markup
    assert markup.count("</script>") == 1
    await publications.unpublish(editor, publication.id)
    assert await head.page_head(session, publication.slug, "https://exemplar.test") is None

"""The card with a cover, the head that names it, and cards of what was taken down meanwhile."""

import pytest
import pyvips
from sqlalchemy import select

from exemplar.accounts.roles import Role
from exemplar.core.clock import utc_now
from exemplar.core.models import new_id
from exemplar.gallery import head, jobs, share_cards
from exemplar.gallery.answers import Answer, Shelf
from exemplar.gallery.errors import PublicationNotFound
from exemplar.gallery.service import PublicationService
from exemplar.gallery.words import MAX_SLUG
from exemplar.media.models import MediaDerivative
from tests.awards.season import make_season
from tests.factories import everywhere, make_actor
from tests.gallery.shown import attached, make_media, make_publication

WORDS = {"title": "Vé điện tử liên thông", "unit": "Nhà hát Hoa Ban", "award": "Giải Nhất", "site": share_cards.SITE}


def red(alpha=False):
    bands = [220, 20, 20, 255] if alpha else [220, 20, 20]
    return (pyvips.Image.black(640, 640, bands=len(bands)) + bands).cast("uchar").copy(interpretation="srgb").pngsave_buffer()


def redness(png):
    image = pyvips.Image.new_from_buffer(png, "")
    assert (image.width, image.height) == (1200, 630)
    wanted = (image[0] > 200) & (image[1] < 60) & (image[2] < 60)
    return wanted.avg() / 255


@pytest.fixture
async def season(session):
    return await make_season(session)


@pytest.fixture
async def editor(session):
    return await make_actor(session, everywhere(Role.EDITOR))


async def shown_with_picture(session, season):
    picture = await make_media(session, season)
    return await make_publication(session, season, attachments=[attached(picture)])


@pytest.mark.parametrize("alpha", [False, True])
def test_the_cover_fills_its_side_of_the_card(alpha):
    assert redness(share_cards.draw(WORDS, red(alpha))) > 0.3
    assert redness(share_cards.draw(WORDS, None)) < 0.01


async def test_the_card_shows_the_widest_small_picture_of_the_cover(session, services, season):
    publication = await shown_with_picture(session, season)
    keys = {row.name: row.object_key for row in await session.scalars(select(MediaDerivative))}
    await services.storage.put_bytes(keys["w640.webp"], red(), "image/webp")
    await session.commit()

    await jobs.make_share_card(services, str(publication.id))

    await session.refresh(publication)
    assert publication.share_card_key == f"share-cards/{publication.id}.png"
    assert redness(await services.storage.get_bytes(publication.share_card_key)) > 0.3


async def test_a_cover_that_the_store_has_lost_leaves_a_card_of_words(session, services, season):
    publication = await shown_with_picture(session, season)
    await session.commit()

    await jobs.make_share_card(services, str(publication.id))

    assert redness(await services.storage.get_bytes(f"share-cards/{publication.id}.png")) < 0.01


async def test_the_head_names_the_card_once_there_is_one(session, services, season):
    publication = await make_publication(session, season)
    without = head.head_of(publication, "https://exemplar.test")
    publication.share_card_key = "share-cards/x.png"

    with_card = head.head_of(publication, "https://exemplar.test")

    address = f"https://exemplar.test/api/v1/publications/{publication.slug}/share-card"
    assert "og:image" not in without
    assert '<meta name="twitter:card" content="summary">' in without
    assert f'<meta property="og:image" content="{address}">' in with_card
    assert '<meta name="twitter:card" content="summary_large_image">' in with_card


async def test_the_card_of_what_was_taken_down_goes_and_of_what_is_shown_stays(session, services, season, editor):
    publication = await make_publication(session, season)
    key = f"share-cards/{publication.id}.png"
    await services.storage.put_bytes(key, b"card", "image/png")
    await session.commit()

    await jobs.remove_share_card(services, str(publication.id))
    assert await services.storage.get_bytes(key) == b"card"
    await PublicationService(session, utc_now).unpublish(editor, publication.id)
    await session.commit()
    await jobs.remove_share_card(services, str(publication.id))

    assert await services.storage.list_objects("share-cards/") == []


async def test_nothing_is_drawn_for_what_is_not_there_or_not_shown(session, services, season, editor):
    publication = await make_publication(session, season)
    await PublicationService(session, utc_now).unpublish(editor, publication.id)
    await session.commit()

    await jobs.make_share_card(services, str(publication.id))
    await jobs.make_share_card(services, str(new_id()))

    assert await services.storage.list_objects("share-cards/") == []


async def test_a_card_drawn_while_its_page_was_taken_down_is_thrown_away(session, services, season, editor):
    publication = await make_publication(session, season)
    await session.commit()

    class Storage(type(services.storage)):
        """A store beside which somebody takes the page down while the card is on its way."""

        async def put_bytes(self, key, data, content_type):
            await super().put_bytes(key, data, content_type)
            await PublicationService(session, utc_now).unpublish(editor, publication.id)
            await session.commit()

    storage = Storage()
    await share_cards.make(services.session_maker, storage, publication.id)

    await session.refresh(publication)
    assert (publication.share_card_key, await storage.list_objects("share-cards/")) == (None, [])


async def test_a_page_is_found_by_its_address_by_those_who_may_edit_it(session, season, editor):
    publications, publication = PublicationService(session, utc_now), await make_publication(session, season)

    assert (await publications.find_by_slug(editor, publication.slug)).id == publication.id
    for actor, slug in ((editor, "khong-co"), (await make_actor(session), publication.slug)):
        with pytest.raises(PublicationNotFound):
            await publications.find_by_slug(actor, slug)


async def test_a_long_title_gives_a_short_address_of_whole_words(session, season):
    title = "Số hóa sổ trực phòng thí nghiệm " * 6

    publication = await make_publication(session, season, title=title)

    words = publication.slug.rsplit("-", 1)[0]
    assert len(words) <= MAX_SLUG
    assert set(words.split("-")) <= {"so", "hoa", "truc", "phong", "thi", "nghiem"}


def test_a_full_shelf_forgets_the_answer_asked_for_longest_ago():
    shelf, answer = Shelf(ttl_seconds=60, room=2), Answer(b"{}", '"x"')
    for address in ("/a", "/b", "/a", "/c"):
        shelf.keep(address, answer)

    assert [shelf.find(address) is answer for address in ("/a", "/b", "/c")] == [True, False, True]
    assert Shelf(ttl_seconds=0).find("/a") is None

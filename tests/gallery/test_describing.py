"""Pictures wait for words, and appear with them; who may word them, and who is told that they wait."""

import pytest
from sqlalchemy import func, select

from exemplar.accounts.roles import Role
from exemplar.audit.models import AuditEntry
from exemplar.core.clock import utc_now
from exemplar.core.errors import NotAllowed, StaleVersion
from exemplar.gallery import grants
from exemplar.gallery.describing import DescribingService
from exemplar.gallery.errors import DescriptionMissing, PublicationNotFound
from exemplar.gallery.models import Publication, PublishedMedia
from exemplar.gallery.service import PublicationService
from exemplar.gallery.workflow import PublicationAction
from exemplar.initiatives.models import Revision
from exemplar.media.editions import Edition
from exemplar.media.engine.findings import MediaKind
from exemplar.notifications.models import OutboxMail
from exemplar.notifications.service import NotificationService
from tests.awards.season import make_season
from tests.factories import everywhere, in_unit, make_actor, settled, sign_in_as
from tests.gallery.shown import attached, make_media, make_publication

WORDS = ("Một cánh tủ có dán mã QR", "Tủ hoá chất")


@pytest.fixture
async def season(session):
    return await make_season(session)


@pytest.fixture
async def editor(session):
    return await make_actor(session, everywhere(Role.EDITOR))


@pytest.fixture
def describing(session):
    return DescribingService(session, utc_now)


@pytest.fixture
async def waiting(session, season):
    """A publication with a described picture, one that waits, and a film without words."""
    good, mute, film = (
        await make_media(session, season),
        await make_media(session, season),
        await make_media(session, season, MediaKind.VIDEO),
    )
    files = [attached(mute, alt_text="  ", is_cover=True), attached(good), attached(film, alt_text="")]
    publication = await make_publication(session, season, attachments=files)
    return publication, mute, good, film


def shown_ids(publication: Publication) -> list[str]:
    return [file["media_id"] for file in publication.story["media"]]


async def test_a_picture_without_words_stays_out_and_a_film_does_not(session, waiting):
    publication, mute, good, film = waiting

    assert shown_ids(publication) == [str(good.id), str(film.id)]
    assert publication.cover["media_id"] == str(good.id), "not even as the cover"
    rows = {row.media_id: row.is_shown for row in await session.scalars(select(PublishedMedia))}
    assert rows == {mute.id: False, good.id: True, film.id: True}


async def test_a_picture_that_waits_is_opened_by_editors_alone(session, waiting, editor, season):
    _, mute, good, _ = waiting
    stranger = await make_actor(session)

    assert await grants.may_read(session, None, mute.id, "w320.webp") is None
    assert await grants.may_read(session, stranger, mute.id, "w320.webp") is None
    assert await grants.may_read(session, editor, mute.id, "w320.webp") is Edition.PLAIN
    assert await grants.may_read(session, editor, mute.id, "original") is None
    assert await grants.may_read(session, None, good.id, "w320.webp") is Edition.PLAIN


@pytest.mark.parametrize("role", [Role.EDITOR, Role.LEAD, Role.CONTRIBUTOR])
async def test_with_words_the_picture_appears_at_once_and_in_its_place(session, waiting, season, describing, role):
    publication, mute, good, film = waiting
    grant = everywhere(role) if role is Role.EDITOR else in_unit(role, season.unit.id)
    actor = await make_actor(session, grant)

    done = await describing.describe(actor, publication.id, mute.id, WORDS, 1)

    assert (done.alt_text, done.caption, done.waits, done.row.version) == (*WORDS, False, 2)
    assert shown_ids(publication) == [str(mute.id), str(good.id), str(film.id)]
    assert (publication.story["media"][0]["alt"], publication.story["media"][0]["caption"]) == WORDS
    assert publication.cover["media_id"] == str(mute.id)
    assert "Tủ hoá chất" in publication.search_text
    revision = await session.get_one(Revision, publication.revision_id)
    assert revision.content["attachments"][0]["alt_text"] == "  ", "what was handed in never changes"
    await settled(session)
    noted = await session.scalar(select(AuditEntry).where(AuditEntry.action == "publication.file_described"))
    assert noted.body["media"] == str(mute.id)


async def test_words_stay_when_the_publication_is_told_anew(session, waiting, editor, describing):
    publication, mute, good, _ = waiting
    await describing.describe(editor, publication.id, mute.id, WORDS, 1)

    await PublicationService(session, utc_now).show_anew(good.id)

    assert publication.story["media"][0]["alt"] == WORDS[0]


async def test_the_files_are_listed_in_their_order_with_what_waits(waiting, editor, describing):
    publication, mute, good, film = waiting

    files = await describing.files(editor, publication.id)

    assert [(file.row.media_id, file.waits, file.row.is_shown) for file in files] == [
        (mute.id, True, False),
        (good.id, False, True),
        (film.id, False, True),
    ]


async def test_words_are_refused_where_they_are_none_or_come_too_late(session, waiting, editor, describing, season):
    publication, mute, good, film = waiting

    with pytest.raises(DescriptionMissing):
        await describing.describe(editor, publication.id, good.id, (" ", "Chú thích"), 1)
    with pytest.raises(StaleVersion):
        await describing.describe(editor, publication.id, mute.id, WORDS, 2)
    with pytest.raises(PublicationNotFound):
        await describing.describe(editor, publication.id, publication.id, WORDS, 1)
    assert (await describing.describe(editor, publication.id, film.id, ("", "Phim"), 1)).alt_text == ""


async def test_strangers_may_not_word_it_and_what_is_taken_down_is_not_there(session, waiting, editor, describing, season):
    publication, mute, _, _ = waiting
    stranger = await make_actor(session, everywhere(Role.AUDITOR))

    for use in (describing.files(stranger, publication.id), describing.describe(stranger, publication.id, mute.id, WORDS, 1)):
        with pytest.raises(NotAllowed):
            await use
    await PublicationService(session, utc_now).unpublish(editor, publication.id)
    for use in (describing.files(editor, publication.id), describing.describe(editor, publication.id, mute.id, WORDS, 1)):
        with pytest.raises(PublicationNotFound):
            await use


async def test_leads_and_editors_are_told_once_how_many_wait(session, waiting, editor, season, describing):
    publication, mute, _, _ = waiting
    lead = await make_actor(session, in_unit(Role.LEAD, season.unit.id))
    before = await session.scalar(select(func.count()).select_from(OutboxMail))
    notifications = NotificationService(session, "https://exemplar.example")

    await describing.tell_what_waits(notifications, publication.id)
    await describing.tell_what_waits(notifications, publication.id)

    mails = list(await session.scalars(select(OutboxMail).where(OutboxMail.effect_key.like("pictures_wait:%"))))
    told = {mail.effect_key.rsplit(":", 1)[1] for mail in mails}
    assert {str(lead.account_id), str(editor.account_id)} <= told
    assert len(mails) == len(told)
    assert f"https://exemplar.example/showcase/{publication.slug}" in mails[0].text
    assert await session.scalar(select(func.count()).select_from(OutboxMail)) == before + len(mails)

    await describing.describe(editor, publication.id, mute.id, WORDS, 1)
    again = await make_publication(session, season, attachments=[attached(mute)])
    await describing.tell_what_waits(notifications, again.id)
    assert await session.scalar(select(func.count()).select_from(OutboxMail)) == before + len(mails), "nobody is told when nothing waits"


async def test_over_http_the_unit_words_its_picture_and_everybody_reads_it(client, session, waiting, season):
    publication, mute, _, _ = waiting
    path = f"/publications/{publication.id}/files"
    lead = await make_actor(session, in_unit(Role.LEAD, season.unit.id))

    assert (await client.get(path)).status_code == 401
    await sign_in_as(client, session, lead.account_id)
    page = (await client.get(f"/publications/{publication.slug}")).json()
    listed = (await client.get(path)).json()
    bad = await client.put(f"{path}/{mute.id}", json={"alt_text": "x" * 301, "caption": "", "version": 1})
    done = await client.put(f"{path}/{mute.id}", json={"alt_text": WORDS[0], "caption": WORDS[1], "version": 1})
    stale = await client.put(f"{path}/{mute.id}", json={"alt_text": "khác", "caption": "", "version": 1})

    assert page["open_actions"] == [PublicationAction.DESCRIBE.value]
    assert [(file["waits"], file["version"]) for file in listed] == [(True, 1), (False, 1), (False, 1)]
    assert listed[0]["pictures"][0]["name"] == "w320.webp"
    assert (bad.status_code, done.status_code, stale.status_code) == (422, 200, 409)
    assert done.json()["is_shown"] is True
    client.cookies.clear()
    shown = (await client.get(f"/publications/{publication.slug}")).json()
    assert shown["story"]["media"][0]["alt"] == WORDS[0]
    assert shown["open_actions"] == []

"""Films and sounds that are ready, of a unit with people, for tests of captions."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.accounts.roles import Role
from exemplar.gallery.models import Publication
from exemplar.media.engine.captions import Cue
from exemplar.media.engine.findings import MediaKind
from exemplar.media.models import MediaFile
from exemplar.media.track_words import TrackKind
from exemplar.media.tracks import TrackName
from tests.awards.season import Season, make_season
from tests.factories import everywhere, in_unit, make_actor
from tests.gallery.shown import attached, make_media, make_publication

MINUTE = 60_000
VIETNAMESE = TrackName(TrackKind.CAPTIONS, "vi")
CHAPTERS = TrackName(TrackKind.CHAPTERS, "vi")
TWO = [Cue(0, 2_000, "Nước mặn vào"), Cue(2_500, 5_000, "ruộng lúa năm ấy")]


@dataclass
class Cinema:
    """A film of a minute, of a unit with a contributor; an editor of the showcase; somebody of another unit."""

    season: Season
    film: MediaFile
    writer: Actor
    editor: Actor
    stranger: Actor


async def make_film(session: AsyncSession, season: Season, kind: MediaKind = MediaKind.VIDEO, **values: Any) -> MediaFile:
    """Add a film or sound of a minute that is ready."""
    film = await make_media(session, season, kind)
    film.duration_ms = MINUTE
    for name, value in values.items():
        setattr(film, name, value)
    await session.flush()
    return film


async def make_cinema(session: AsyncSession) -> Cinema:
    """Make a film with people around it; it is in no initiative yet."""
    season, other = await make_season(session), await make_season(session)
    writer = await make_actor(session, in_unit(Role.CONTRIBUTOR, season.unit.id))
    editor = await make_actor(session, everywhere(Role.EDITOR), name="Biên tập viên")
    stranger = await make_actor(session, in_unit(Role.CONTRIBUTOR, other.unit.id), name="Người đơn vị khác")
    return Cinema(season, await make_film(session, season), writer, editor, stranger)


async def publish(session: AsyncSession, cinema: Cinema, *films: MediaFile, **content: Any) -> Publication:
    """Show the film, or others, to everybody."""
    files = [attached(film) for film in films or (cinema.film,)]
    return await make_publication(session, cinema.season, attachments=files, **content)

"""The floor of an unchanged page: a Litestar handler that gives the same 24 cards to everybody."""

from datetime import UTC, datetime
from uuid import UUID

from litestar import Litestar, get

from exemplar.gallery.schemas import PublicationCard, PublicationCover, PublicationPage, ShownPicture, ShownText
from exemplar.media.engine.findings import MediaKind

_TEXT = ShownText("Sổ trực chung của mười hai phòng khám trong huyện", "Un registre commun", "A shared register")
_PICTURES = [ShownPicture(f"w{width}.{kind}", width, f"image/{kind}") for width in (320, 640, 1280) for kind in ("avif", "webp")]
_COVER = PublicationCover(
    media_id=UUID(int=1),
    kind=MediaKind.IMAGE,
    alt="Một góc phòng trực",
    width=1280,
    height=853,
    average_colour="#7a5c3e",
    base=None,
    pictures=_PICTURES,
)
_CARD = PublicationCard(
    id=UUID(int=2),
    slug="so-truc-chung",
    title=_TEXT,
    unit=_TEXT,
    category=_TEXT,
    award=_TEXT,
    year=2026,
    media_kinds=[MediaKind.IMAGE],
    cover=_COVER,
    published_at=datetime(2026, 1, 1, tzinfo=UTC),
    found_title=None,
    found_text=None,
)
PAGE = PublicationPage([_CARD] * 24, "next", 1_000, is_capped=True)


@get("/", sync_to_thread=False)
def page() -> PublicationPage:
    """Answer the page."""
    return PAGE


def create_app() -> Litestar:
    """Return the application."""
    return Litestar(route_handlers=[page], openapi_config=None)

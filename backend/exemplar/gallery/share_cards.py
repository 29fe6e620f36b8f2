"""The picture that appears where somebody shares an initiative: 1200 × 630 pixels, PNG, made by a job."""

import asyncio
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.awards import typesetting
from exemplar.core.database import SessionMaker, transaction
from exemplar.core.storage import ObjectMissing, Storage
from exemplar.gallery.models import Publication
from exemplar.gallery.workflow import PublicationState
from exemplar.media.editions import Edition
from exemplar.media.models import MediaDerivative

TEMPLATES = Path(__file__).parent / "templates"
SITE = "Sáng kiến – Điển hình tốt"
_COVER = "cover.jpg"
_COVER_WIDTH, _COVER_HEIGHT = 500, 630


async def make(session_maker: SessionMaker, storage: Storage, publication_id: UUID) -> None:
    """Make and store the card of what is published now; holds no transaction while it works."""
    async with transaction(session_maker) as session:
        publication = await session.get(Publication, publication_id)
        source = await _cover_key(session, publication) if publication else None
    if publication is None or publication.state is not PublicationState.PUBLISHED:
        return
    words = {
        "title": publication.title["vi"] or "",
        "unit": publication.unit_name["vi"] or "",
        "award": (publication.award_name or {}).get("vi") or "",
        "site": SITE,
    }
    picture = await _read(storage, source) if source else None
    png = await asyncio.to_thread(draw, words, picture)
    key = f"share-cards/{publication_id}.png"
    await storage.put_bytes(key, png, "image/png")
    async with transaction(session_maker) as session:
        current = await session.get(Publication, publication_id, with_for_update=True)
        if current is not None and current.state is PublicationState.PUBLISHED:
            current.share_card_key = key
            return
    # It was unpublished meanwhile; the job that removes the card may have run before the card was there.
    await storage.delete(key)


async def remove(session_maker: SessionMaker, storage: Storage, publication_id: UUID) -> None:
    """Delete the card of what is not published; one that was published again meanwhile keeps it."""
    async with transaction(session_maker) as session:
        state = await session.scalar(select(Publication.state).where(Publication.id == publication_id))
    if state is not PublicationState.PUBLISHED:
        await storage.delete(f"share-cards/{publication_id}.png")


async def _cover_key(session: AsyncSession, publication: Publication) -> str | None:
    cover = publication.cover
    if cover is None:
        return None
    names = [
        picture["name"] for picture in cover["pictures"] if (picture["width"] or 0) <= 1_300 and picture["content_type"] == "image/webp"
    ]
    of_cover = (MediaDerivative.media_id == UUID(cover["media_id"]), MediaDerivative.edition == Edition.PLAIN)
    query = select(MediaDerivative.object_key).where(*of_cover, MediaDerivative.name.in_(names))
    return await session.scalar(query.order_by(MediaDerivative.width.desc()).limit(1))


async def _read(storage: Storage, key: str) -> bytes | None:
    try:
        return await storage.get_bytes(key)
    except ObjectMissing:
        return None


def draw(words: dict[str, Any], picture: bytes | None) -> bytes:
    """Return the card as PNG. ``words`` is ``{title, unit, award, site}``, ``picture`` any image libvips reads. Blocking."""
    with tempfile.TemporaryDirectory(prefix="share-card-") as name:
        folder = Path(name)
        for file in TEMPLATES.iterdir():
            shutil.copy(file, folder)
        cover = ""
        if picture is not None:
            (folder / _COVER).write_bytes(_cropped(picture))
            cover = _COVER
        inputs = {"data": json.dumps(words, ensure_ascii=False), "cover": cover}
        return typesetting.compose_png(folder / "share-card.typ", inputs, dots_per_inch=96)


def _cropped(picture: bytes) -> bytes:
    import pyvips

    small = pyvips.Image.thumbnail_buffer(picture, _COVER_WIDTH, height=_COVER_HEIGHT, crop="attention")
    flat = small.flatten(background=[251, 247, 239]) if small.hasalpha() else small
    jpeg: bytes = flat.jpegsave_buffer(Q=88)
    return jpeg

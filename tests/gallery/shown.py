"""Published initiatives for tests, made as a release makes them."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.awards.models import Decision
from exemplar.awards.workflow import DecisionState
from exemplar.core.clock import utc_now
from exemplar.core.models import new_id
from exemplar.gallery.models import Publication
from exemplar.gallery.service import PublicationService
from exemplar.initiatives.models import Initiative
from exemplar.media.engine.findings import MediaKind
from exemplar.media.models import MediaDerivative, MediaFile
from exemplar.media.workflow import MediaState
from tests.awards.season import CLOSED_AT, Season, make_counted_item

MADE: dict[MediaKind, list[tuple[str, str, int | None]]] = {
    MediaKind.IMAGE: [("w320.webp", "image/webp", 320), ("w640.webp", "image/webp", 640)],
    MediaKind.VIDEO: [("w640.webp", "image/webp", 640), ("play.mp4", "video/mp4", None)],
    MediaKind.AUDIO: [("play.m4a", "audio/mp4", None)],
    MediaKind.DOCUMENT: [("w320.webp", "image/webp", 320), ("document.pdf", "application/pdf", None)],
}


async def make_media(session: AsyncSession, season: Season, kind: MediaKind = MediaKind.IMAGE, *, ready: bool = True) -> MediaFile:
    """Add a file of the season's unit with its derivatives."""
    media = MediaFile(
        id=new_id(),
        unit_id=season.unit.id,
        uploaded_by=season.author.id,
        state=MediaState.READY if ready else MediaState.RECEIVED,
        file_name="tệp.bin",
        declared_type="",
        size_bytes=10,
        fingerprint=str(new_id()),
        object_key=f"originals/{new_id()}",
        part_size_bytes=10,
        kind=kind,
        content_type="application/octet-stream",
        sha256="0" * 64,
        width=1280 if kind is not MediaKind.AUDIO else None,
        height=960 if kind is not MediaKind.AUDIO else None,
        average_colour="#884422",
        received_at=CLOSED_AT,
        ready_at=CLOSED_AT if ready else None,
    )
    session.add(media)
    await session.flush()
    for name, content_type, width in MADE[kind]:
        made = MediaDerivative(media_id=media.id, name=name, content_type=content_type, size_bytes=1, width=width, sha256="0" * 64)
        made.object_key = f"derivatives/{media.id}/{name}"
        session.add(made)
    await session.flush()
    return media


def attached(media: MediaFile, **changes: Any) -> dict[str, Any]:
    """Return a file as a revision's content lists it."""
    return {
        "media_id": str(media.id),
        "field_key": "evidence",
        "kind": media.kind.value if media.kind else None,
        "caption": "Phòng thí nghiệm sau khi dán mã",
        "alt_text": "Một mã QR trên cửa tủ",
        "confidential": False,
        "is_cover": False,
        "sha256": media.sha256,
        "file_name": media.file_name,
        **changes,
    }


async def make_released(session: AsyncSession, season: Season, **content: Any) -> Decision:
    """Add a decision that was released, without the certificate."""
    item = await make_counted_item(session, season, **content)
    initiative = await session.get_one(Initiative, item.initiative_id)
    decision = Decision(
        id=new_id(),
        item_id=item.id,
        campaign_id=season.campaign.id,
        initiative_id=initiative.id,
        revision_id=initiative.current_revision_id,
        category_id=season.category.id,
        recognised=True,
        award_name=season.category.award_name,
        proposed_by=season.secretary.account_id,
        released_by=season.chair.account_id,
        released_at=CLOSED_AT,
        state=DecisionState.RELEASED,
    )
    session.add(decision)
    await session.flush()
    return decision


async def make_publication(session: AsyncSession, season: Season, **content: Any) -> Publication:
    """Publish an initiative of the season."""
    decision = await make_released(session, season, **content)
    publication = await PublicationService(session, utc_now).publish(decision.id)
    assert publication is not None
    return publication

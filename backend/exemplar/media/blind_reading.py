"""Which edition of a file a reader gets: the one place that decides it, for derivatives, playback, captions and words.

Order of the rules: the own unit reads everything; others what ``grants`` allow. A reader of the blind edition gets the
blind set of a file that has masks, nothing while that set is being made, and the plain set of a file without masks; of an
office file only ever its pages, since nobody has searched what does not show on them: notes for speakers, hidden sheets.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from exemplar.accounts.actor import Actor
from exemplar.media import grants, policies
from exemplar.media.editions import Edition, narrowed
from exemplar.media.models import MediaBlindSet, MediaDerivative, MediaFile
from exemplar.media.names import COPIES, OFFICE_COPIES

ANYTHING = "w640.webp"
"""Whoever may open this derivative of a file may open the others; used where no single one is meant."""

_DOCUMENT = "document"


async def edition_for(
    session: AsyncSession, reader: Actor | None, media: MediaFile, name: str = ANYTHING, wanted: Edition | None = None
) -> Edition | None:
    """Return the edition in which ``reader`` opens ``name`` of a file, or ``None`` for nothing.

    ``wanted`` asks to see a file as its jury does; it never widens what is allowed.
    """
    if policies.is_of_own_unit(reader, media.unit_id):
        return narrowed(Edition.PLAIN, wanted)
    allowed = await grants.granted_edition(session, reader, media.id, name)
    return None if allowed is None else narrowed(allowed, wanted)


async def find_derivative(session: AsyncSession, media_id: UUID, name: str, edition: Edition) -> MediaDerivative | None:
    """Return one derivative as readers of ``edition`` may have it; ``document`` is the copy to keep, whatever its ending."""
    named = MediaDerivative.name.in_(COPIES) if name == _DOCUMENT else MediaDerivative.name == name
    query = _open_to(edition).where(MediaDerivative.media_id == media_id, named).order_by(MediaDerivative.name).limit(1)
    found: MediaDerivative | None = await session.scalar(query)
    return found


async def names_for(session: AsyncSession, media_id: UUID, edition: Edition) -> list[str]:
    """Return the names of every derivative that readers of ``edition`` may have now."""
    query = _open_to(edition).where(MediaDerivative.media_id == media_id).with_only_columns(MediaDerivative.name)
    return sorted(await session.scalars(query))


async def blind_set_of(session: AsyncSession, media_id: UUID) -> MediaBlindSet | None:
    """Return the state of a file's blind set; ``None`` for a file that nobody masked."""
    found: MediaBlindSet | None = await session.scalar(select(MediaBlindSet).where(MediaBlindSet.media_id == media_id))
    return found


def as_jury_knows(*columns: InstrumentedAttribute[Any]) -> Select[Any]:
    """Return a statement that selects ``columns`` of files, and ``waveform``, ``average_colour`` and ``blurhash`` as juries know them.

    How loud silenced speech was, or what a covered picture shows in the middle, says as much as the file itself: a file with
    masks has the looks of its blind set, and none while that is being made.
    """
    is_made = MediaBlindSet.made_digest == MediaBlindSet.masks_digest
    looks = [
        case((MediaBlindSet.id.is_(None), getattr(MediaFile, name)), (is_made, getattr(MediaBlindSet, name)), else_=None).label(name)
        for name in ("waveform", "average_colour", "blurhash")
    ]
    return select(*columns, *looks).select_from(MediaFile).outerjoin(MediaBlindSet, MediaBlindSet.media_id == MediaFile.id)


def _open_to(edition: Edition) -> Select[MediaDerivative]:
    query = select(MediaDerivative)
    if edition is Edition.PLAIN:
        return query.where(MediaDerivative.edition == Edition.PLAIN)
    is_made = MediaBlindSet.made_digest == MediaBlindSet.masks_digest
    return query.outerjoin(MediaBlindSet, MediaBlindSet.media_id == MediaDerivative.media_id).where(
        MediaDerivative.name.not_in(OFFICE_COPIES),
        or_(
            MediaBlindSet.id.is_(None) & (MediaDerivative.edition == Edition.PLAIN),
            is_made & (MediaDerivative.edition == Edition.BLIND),
        ),
    )

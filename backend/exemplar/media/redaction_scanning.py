"""Reading files for words that give somebody away: the pages of documents in the confined engine, captions in place."""

import asyncio
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.core.database import SessionMaker, transaction
from exemplar.core.storage import Storage
from exemplar.media.engine import blind_scan, captions, documents
from exemplar.media.engine.blind_terms import Term, TermKind, around, foremost, places_of
from exemplar.media.engine.captions import Cue
from exemplar.media.engine.child import Engine
from exemplar.media.engine.findings import Finding, MediaKind
from exemplar.media.models import MediaDerivative, MediaFile, MediaTrack
from exemplar.media.repository import MediaRepository


class Spot(StrEnum):
    """Where in a file something stands. ``unread``: nobody can look into it, or to its end, but a person."""

    PAGE = "page"
    CAPTIONS = "captions"
    CHAPTERS = "chapters"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that give somebody away, with what stands round them. ``kind`` is empty for a file that cannot be read."""

    spot: Spot
    kind: TermKind | None
    words: str = ""
    before: str = ""
    after: str = ""
    page: int | None = None
    boxes: tuple[tuple[int, int, int, int], ...] = ()
    language: str | None = None
    start_ms: int | None = None
    end_ms: int | None = None


class FileScanner:
    """Reads ready files. Between its transactions it may take minutes."""

    def __init__(self, session_maker: SessionMaker, storage: Storage, engine: Engine) -> None:
        self._session_maker = session_maker
        self._storage = storage
        self._engine = engine

    async def scan(self, media: MediaFile, terms: Sequence[Term]) -> list[Hit]:
        """Return what stands in a file: pages of a document, captions and chapters of a film or sound.

        Raises:
            Refused, EngineFailed, StorageUnavailable: it could not be read now.
        """
        if media.kind is MediaKind.DOCUMENT:
            return await self._in_document(media, terms)
        async with transaction(self._session_maker) as session:
            tracks = await _tracks(session, media.id)
        return [hit for track in tracks for hit in in_cues([Cue(*cue) for cue in track.cues], terms, Spot(track.kind), track.language)]

    async def _in_document(self, media: MediaFile, terms: Sequence[Term]) -> list[Hit]:
        async with transaction(self._session_maker) as session:
            made = {one.name: one for one in await MediaRepository(session).made_of(media.id)}
        if documents.COPY in made:
            return await self._on_pages(media, made[documents.COPY], terms)
        if captions.COPY in made:
            body = await self._storage.get_bytes(made[captions.COPY].object_key)
            return in_cues(captions.parsed(body.decode()), terms, Spot.CAPTIONS, None)
        return [Hit(Spot.UNREAD, None)]

    async def _on_pages(self, media: MediaFile, copy: MediaDerivative, terms: Sequence[Term]) -> list[Hit]:
        with tempfile.TemporaryDirectory(prefix="exemplar-scan-") as name:
            folder = Path(name) / "made"
            await asyncio.to_thread(folder.mkdir)
            await self._storage.get_to_file(copy.object_key, Path(name) / "document")
            wanted = json.dumps([[term.kind.value, term.words] for term in terms], ensure_ascii=False)
            await asyncio.to_thread((folder / blind_scan.TERMS).write_text, wanted, encoding="utf-8")
            await self._engine.make(blind_scan.STEP, Path(name) / "document", Finding.of(media.finding or {}), folder)
            found = json.loads(await asyncio.to_thread((folder / blind_scan.FOUND).read_text, encoding="utf-8"))
        return [_on_page(one) for one in found]


def _on_page(one: dict[str, Any] | None) -> Hit:
    if one is None:
        return Hit(Spot.UNREAD, None)
    boxes = tuple((left, top, width, height) for left, top, width, height in one["boxes"])
    return Hit(Spot.PAGE, TermKind(one["kind"]), one["words"][:300], one["before"], one["after"], one["page"], boxes)


async def _tracks(session: AsyncSession, media_id: UUID) -> Sequence[MediaTrack]:
    """Return the newest version of every track."""
    newest = (
        select(MediaTrack)
        .where(MediaTrack.media_id == media_id)
        .distinct(MediaTrack.kind, MediaTrack.language)
        .order_by(MediaTrack.kind, MediaTrack.language, MediaTrack.version.desc())
    )
    return [track for track in await session.scalars(newest) if not track.is_removed]


def in_cues(cues: Sequence[Cue], terms: Sequence[Term], spot: Spot, language: str | None) -> list[Hit]:
    """Return what stands in captions, also where it runs on from one into the next; the moments are those of its first cue."""
    text = "\n".join(cue.text for cue in cues)
    hits = []
    for place in foremost(text, places_of(text, terms, with_addresses=True)):
        before, after = around(text, place)
        cue = cues[_index(cues, place.start)]
        words = " ".join(text[place.start : place.end].split())[:300]
        hits.append(Hit(spot, place.kind, words, before, after, language=language, start_ms=cue.start_ms, end_ms=cue.end_ms))
    return hits


def _index(cues: Sequence[Cue], place: int) -> int:
    """Return which cue the letter at ``place`` of all their texts, a line each, belongs to."""
    end = 0
    for index, cue in enumerate(cues):
        end += len(cue.text) + 1
        if place < end:
            return index
    return len(cues) - 1

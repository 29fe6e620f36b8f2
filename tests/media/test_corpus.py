"""What becomes of each hostile or odd file, by the worker's own jobs on a real S3 server; and that nothing made of it tells."""

import re
from pathlib import Path
from typing import Any

import av
import pypdfium2
import pytest
import pyvips
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.media.models import MediaDerivative
from exemplar.media.names import tidy
from tests.media.conftest import Desk
from tests.media.corpus import Odd, heard, named, read, shown, strangers
from tests.media.telling import parts_of, secrets_in

CORPUS = [*strangers.FILES, *shown.FILES, *heard.FILES, *read.FILES, *named.FILES]
SERVED = {
    "image/webp", "image/avif", "video/mp4", "audio/mp4", "audio/ogg", "application/pdf", "text/vtt", "application/vnd.apple.mpegurl",
    *(f"application/vnd.openxmlformats-officedocument.{kind}" for kind in (
        "wordprocessingml.document", "spreadsheetml.sheet", "presentationml.presentation")),
}  # fmt: skip
_TOLD_BY_CONTAINERS = {"major_brand", "minor_version", "compatible_brands", "handler_name", "vendor_id", "language", "encoder"}
_PERSONAL = re.compile(r"docProps|customXml|comments|people|persons|authors|thumbnail|printerSettings|signatures|\.bin$", re.IGNORECASE)
_UNWANTED_IN_PDF = ("/JavaScript", "/Launch", "/EmbeddedFile", "/OpenAction", "x:xmpmeta", "Exif\x00\x00", "/Outlines")
_TOLD_BY_PDFIUM = {("Creator", "PDFium"), ("Producer", "PDFium")}


def test_the_corpus_is_as_large_as_promised():
    assert len(CORPUS) >= 150
    assert len({odd.name for odd in CORPUS}) >= 150


@pytest.mark.long
@pytest.mark.parametrize("odd", CORPUS, ids=lambda odd: tidy(odd.name)[:40])
async def test_each_file_gets_its_answer_and_nothing_made_of_it_tells(odd: Odd, desk: Desk, session: AsyncSession, tmp_path: Path):
    path = tmp_path / f"made{Path(tidy(odd.name)).suffix}"
    odd.make(path)
    assert odd.make not in named.NAMED.values() or secrets_in(path.read_bytes())

    media = await desk.hand_in(path, name=odd.name)
    assert media.file_name == tidy(odd.name)

    assert (media.state.value, media.refusal_code) == (("ready", None) if odd.code is None else ("refused", odd.code))
    assert {name: (media.refusal_facts or {}).get(name) for name in odd.facts} == odd.facts
    assert odd.kind is None or media.kind == odd.kind
    made = list(await session.scalars(select(MediaDerivative).where(MediaDerivative.media_id == media.id)))
    assert bool(made) == (odd.code is None)
    for derivative in made:
        assert derivative.content_type in SERVED
        target = tmp_path / derivative.name
        await desk.services.storage.get_to_file(derivative.object_key, target)
        require_silence(target)


def require_silence(path: Path) -> None:
    """Require that a derivative says nothing about maker, device or place, and carries no script, however deep it is packed."""
    content = path.read_bytes()
    assert secrets_in(content) == []
    assert scripts_in(content) == []
    assert b"GPS" not in content or path.suffix not in {".webp", ".avif"}
    look = {
        **dict.fromkeys((".webp", ".avif"), _of_picture),
        **dict.fromkeys((".mp4", ".m4a", ".opus"), _of_film),
        **dict.fromkeys((".docx", ".xlsx", ".pptx"), _of_archive),
        ".pdf": _of_document,
    }
    assert look.get(path.suffix, lambda _: {})(path) == {}


def scripts_in(content: bytes, place: str = "") -> list[str]:
    """Return the places in a file where a script of the web begins."""
    found = [place] if b"<script" in content.lower() else []
    return found + [one for name, inner in parts_of(content) for one in scripts_in(inner, f"{place}!{name}")]


def _of_picture(path: Path) -> dict[str, Any]:
    return _told_by(path.read_bytes())


def _told_by(content: bytes) -> dict[str, Any]:
    picture = pyvips.Image.new_from_buffer(content, "")
    return {name: True for name in picture.get_fields() if name.startswith(("exif", "xmp", "iptc", "icc", "orientation", "png-comment"))}


def _of_archive(path: Path) -> dict[str, Any]:
    return _told_within(path.read_bytes())


def _told_within(content: bytes) -> dict[str, Any]:
    """Return the parts of an office file, and of those within, that are there to tell of people, and what its pictures tell."""
    told: dict[str, Any] = {}
    for name, inner in parts_of(content):
        if _PERSONAL.search(name):
            told[name] = True
        if name.endswith((".png", ".jpeg", ".gif")):
            told |= _told_by(inner)
        told |= _told_within(inner) if inner.startswith(b"PK") else {}
    return told


def _of_film(path: Path) -> dict[str, Any]:
    with av.open(str(path)) as film:
        told = {**film.metadata, **{name: value for stream in film.streams for name, value in stream.metadata.items()}}
    return {name: value for name, value in told.items() if name not in _TOLD_BY_CONTAINERS}


def _of_document(path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    known = pypdfium2.PdfDocument(path).get_metadata_dict()
    told = {name: value for name, value in known.items() if value and (name, value) not in _TOLD_BY_PDFIUM and name != "CreationDate"}
    whole = b"\n".join([content, *(inner for _, inner in parts_of(content))])
    return told | {name: True for name in _UNWANTED_IN_PDF if name.encode() in whole}

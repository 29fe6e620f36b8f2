"""Which of the many things made of a file the showcase shows, plays and hands out."""

from typing import Any
from uuid import uuid4

import pytest

from exemplar.campaigns.forms import FormDefinition
from exemplar.gallery import story
from exemplar.media.engine.findings import MediaKind
from exemplar.media.models import MediaDerivative, MediaFile
from exemplar.media.service import MediaView
from exemplar.media.workflow import MediaState

TYPES = {
    "avif": "image/avif",
    "webp": "image/webp",
    "mp4": "video/mp4",
    "m4a": "audio/mp4",
    "opus": "audio/ogg",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "vtt": "text/vtt",
    "m3u8": "application/vnd.apple.mpegurl",
}
FILM = ["hls.m3u8", "play.m4a", "play.mp4", "sound.m3u8", "sound.mp4", "sprite.vtt", "sprite.webp", "v240.m3u8", "v240.mp4", "w320.webp"]
SOUND = ["play.m4a", "play.opus"]
PAPER = ["document.pdf", "page1.webp", "page2.webp", "w320.avif", "w320.webp"]


def told(kind: MediaKind, names: list[str]) -> dict[str, Any]:
    media = MediaFile(id=uuid4(), kind=kind, state=MediaState.READY)
    made = [MediaDerivative(name=name, content_type=TYPES[name.rsplit(".", 1)[1]], width=320) for name in sorted(names)]
    file: dict[str, Any] = {"media_id": str(media.id), "caption": "", "alt_text": "Ảnh", "is_cover": True}
    content: dict[str, Any] = {"attachments": [file], "answers": {}, "authors": []}
    composed = story.compose(content, FormDefinition(sections=[]), {media.id: MediaView(media, made)})
    return composed | {"cover": story.cover_of(content, composed)}


@pytest.mark.parametrize(
    ("kind", "names", "playable", "document"),
    [
        (MediaKind.VIDEO, FILM, "play.mp4", None),
        (MediaKind.AUDIO, SOUND, "play.m4a", None),
        (MediaKind.DOCUMENT, PAPER, None, "document.pdf"),
        (MediaKind.DOCUMENT, ["document.docx"], None, "document.docx"),
        (MediaKind.DOCUMENT, ["captions.vtt"], None, "captions.vtt"),
    ],
)
def test_a_film_plays_as_a_film_and_a_document_is_handed_out(kind: MediaKind, names: list[str], playable: str | None, document: str | None):
    shown = told(kind, names)["media"][0]

    assert (shown["playable"], shown["document"]) == (playable, document)


def test_the_strip_of_a_seek_bar_is_no_picture_and_a_card_shows_no_later_page():
    film, paper = told(MediaKind.VIDEO, FILM), told(MediaKind.DOCUMENT, PAPER)

    assert [picture["name"] for picture in film["media"][0]["pictures"]] == ["w320.webp"]
    assert [picture["name"] for picture in paper["media"][0]["pictures"]] == ["w320.avif", "page1.webp", "page2.webp", "w320.webp"]
    assert [picture["name"] for picture in paper["cover"]["pictures"]] == ["w320.avif", "w320.webp"]

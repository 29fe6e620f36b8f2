"""What a publication shows, put together from the public part of a revision. Pure: dictionaries in, dictionaries out.

``story`` is stored as JSON and crosses the wire as it is::

    {sections: [{title: LocalText, fields: [{label: LocalText, kind, value: text | number | [LocalText], unit: LocalText | None}]}],
     authors: [{full_name, unit_name: LocalText | None}],
     media: [{media_id, kind, caption, alt, width, height, duration_ms, page_count, average_colour, waveform,
              pictures: [{name, width, content_type}], playable: name | None, document: name | None, base: place | None}]}

A place is where the published set of the file lies; ``sets.py`` tells how it becomes an address.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from exemplar.campaigns.forms import FormDefinition, FormField
from exemplar.initiatives.content import Content
from exemplar.media.engine.findings import MediaKind
from exemplar.media.names import COPIES
from exemplar.media.service import MediaView
from exemplar.media.workflow import MediaState

_PICTURE = re.compile(r"w\d+\.(avif|webp)$|page\d+\.webp$")
"""Of what was made: the picture in its sizes, and the pages of a document; not the strip of a film's seek bar."""
_PLAYABLE = ("play.mp4", "play.m4a")
COVER_ORDER = (MediaKind.IMAGE.value, MediaKind.VIDEO.value, MediaKind.DOCUMENT.value)


def compose(
    content: Content, definition: FormDefinition, views: Mapping[UUID, MediaView], places: Mapping[UUID, str] | None = None
) -> dict[str, Any]:
    """Return the story of ``content``, which ``initiatives.content.public`` made.

    Files that are not ready stay out, and so do pictures that nobody has described.
    """
    sections = [
        {"title": section.title.model_dump(), "fields": [_shown(field, content["answers"][field.key]) for field in answered]}
        for section in definition.sections
        if (answered := [field for field in section.fields if _is_answered(field, content["answers"])])
    ]
    return {"sections": sections, "authors": content["authors"], "media": _media(content, views, places or {})}


def _is_answered(field: FormField, answers: Mapping[str, Any]) -> bool:
    return answers.get(field.key) not in (None, "", [])


def _shown(field: FormField, value: Any) -> dict[str, Any]:
    return {
        "label": field.label.model_dump(),
        "kind": field.kind.value,
        "value": _chosen(field, value) if field.options else value,
        "unit": field.unit.model_dump() if field.unit else None,
    }


def _chosen(field: FormField, value: Any) -> list[Any]:
    """Return the labels of the options chosen, in the order of the form."""
    chosen = value if isinstance(value, list) else [value]
    return [option.label.model_dump() for option in field.options if option.value in chosen]


def is_picture(name: str) -> bool:
    """Say whether a derivative is the picture in one of its sizes, or a page."""
    return _PICTURE.match(name) is not None


def described(content: Content, words: Mapping[UUID, tuple[str | None, str | None]]) -> Content:
    """Return ``content`` with what was written about its files later: id → alternative text and caption, where not empty."""

    def changed(file: Content) -> Content:
        alt_text, caption = words.get(UUID(file["media_id"]), (None, None))
        return file | {
            "alt_text": file["alt_text"] if alt_text is None else alt_text,
            "caption": file["caption"] if caption is None else caption,
        }

    return content | {"attachments": [changed(file) for file in content["attachments"]]}


def waits_for_words(kind: MediaKind | None, alt_text: str) -> bool:
    """Say whether a file cannot be shown because nobody could tell those who do not see it what it shows."""
    return kind is MediaKind.IMAGE and not alt_text.strip()


def _media(content: Content, views: Mapping[UUID, MediaView], places: Mapping[UUID, str]) -> list[dict[str, Any]]:
    files = [(file, views.get(UUID(file["media_id"]))) for file in content["attachments"]]
    ready = [(file, view) for file, view in files if view is not None and view.media.state is MediaState.READY]
    return [_file(file, view, places) for file, view in ready if not waits_for_words(view.media.kind, file["alt_text"])]


def _file(file: Content, view: MediaView, places: Mapping[UUID, str]) -> dict[str, Any]:
    media = view.media
    pictures = sorted((d for d in view.derivatives if is_picture(d.name)), key=lambda d: (d.content_type, d.width or 0))
    return {
        "media_id": str(media.id),
        "kind": media.kind.value if media.kind else MediaKind.DOCUMENT.value,
        "caption": file["caption"],
        "alt": file["alt_text"],
        "width": media.width,
        "height": media.height,
        "duration_ms": media.duration_ms,
        "page_count": media.page_count,
        "average_colour": media.average_colour,
        "waveform": media.waveform,
        "pictures": [{"name": d.name, "width": d.width, "content_type": d.content_type} for d in pictures],
        "playable": _first(view, _PLAYABLE),
        "document": _first(view, COPIES),
        "base": places.get(media.id),
    }


def story_moved(story: Mapping[str, Any], media_id: UUID, place: str | None) -> dict[str, Any]:
    """Return the story with one of its files at ``place``."""
    name = str(media_id)
    return {**story, "media": [file | {"base": place} if file["media_id"] == name else file for file in story["media"]]}


def cover_moved(cover: Mapping[str, Any] | None, media_id: UUID, place: str | None) -> dict[str, Any] | None:
    """Return the cover, at ``place`` if it is of this file."""
    if cover is None or cover["media_id"] != str(media_id):
        return None if cover is None else dict(cover)
    return {**cover, "base": place}


def _first(view: MediaView, names: Sequence[str]) -> str | None:
    made = {derivative.name for derivative in view.derivatives}
    return next((name for name in names if name in made), None)


def cover_of(content: Content, story: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the picture of the card: the file chosen as cover, else the first picture, film or document with one."""
    chosen = {file["media_id"] for file in content["attachments"] if file["is_cover"]}
    shown = [file for file in story["media"] if file["pictures"]]
    ranked = sorted(shown, key=lambda file: (file["media_id"] not in chosen, _cover_rank(file["kind"])))
    if not ranked:
        return None
    names = ("media_id", "kind", "alt", "width", "height", "average_colour", "base")
    pictures = [picture for picture in ranked[0]["pictures"] if not picture["name"].startswith("page")]
    return {name: ranked[0][name] for name in names} | {"pictures": pictures}


def _cover_rank(kind: str) -> int:
    return COVER_ORDER.index(kind) if kind in COVER_ORDER else len(COVER_ORDER)


def kinds_of(story: Mapping[str, Any]) -> list[str]:
    """Return the kinds of media there are, each once, in the order of ``MediaKind``."""
    found = {file["kind"] for file in story["media"]}
    return [kind.value for kind in MediaKind if kind.value in found]


def texts_of(story: Mapping[str, Any]) -> list[Any]:
    """Return what people wrote and chose, for the search."""
    fields = [field for section in story["sections"] for field in section["fields"]]
    captions = [file["caption"] for file in story["media"]]
    return [field["value"] for field in fields if not isinstance(field["value"], int | float)] + captions

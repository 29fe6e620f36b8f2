"""What a revision holds, for whom, and its digest. Pure: dictionaries in, dictionaries out.

The content is stored as JSON in ``revision.content`` and never changes::

    {code, title, title_translations: LocalText | None, summary, answers: {field key: value},
     authors: [{full_name, job_title, unit_id, unit_name: LocalText | None, share_hundredths}],
     attachments: [{media_id, field_key, kind, caption, alt_text, confidential, is_cover, sha256, file_name}],
     campaign_id, category_id, unit_id, unit_name: LocalText}

Ids are text. ``kind`` and ``sha256`` of a file that was still being inspected when it was handed in are ``None``; the
file itself can no longer change (see decisions/0042-handing-in.md). Each audience has its own function that lists what
it may see; nothing is left over by subtraction.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from exemplar.campaigns.forms import FieldKind, FormDefinition, fields_of
from exemplar.core.models import LocalText

Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an initiative belongs."""

    campaign_id: UUID
    category_id: UUID
    unit_id: UUID
    unit_name: LocalText


@dataclass(frozen=True, slots=True)
class Texts:
    """What the unit wrote. ``title`` is in the language of the unit; ``translations`` holds ``fr`` and ``en`` if given."""

    title: str
    summary: str
    answers: dict[str, Any]
    translations: LocalText | None = None


@dataclass(frozen=True, slots=True)
class Author:
    """One author; ``share_hundredths`` is in hundredths of a percent."""

    full_name: str
    job_title: str
    unit_id: UUID | None
    unit_name: LocalText | None
    share_hundredths: int


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """One file in its place; in the order the unit chose."""

    media_id: UUID
    field_key: str
    kind: str | None
    caption: str
    alt_text: str
    confidential: bool
    is_cover: bool
    sha256: str | None
    file_name: str


def build(code: str, texts: Texts, place: Place, authors: Sequence[Author], attachments: Sequence[AttachedFile]) -> Content:
    """Return the whole content, as stored."""
    whole = {
        "code": code,
        "title": texts.title,
        "title_translations": _titles(texts),
        "summary": texts.summary,
        "answers": texts.answers,
        "authors": [asdict(author) for author in authors],
        "attachments": [asdict(file) for file in attachments],
        **asdict(place),
    }
    plain: Content = json.loads(json.dumps(whole, default=str))
    return plain


def _titles(texts: Texts) -> LocalText | None:
    given = {language: (texts.translations or {}).get(language) or None for language in ("fr", "en")}
    return {"vi": texts.title, **given} if any(given.values()) else None


def digest(content: Content) -> bytes:
    """Return SHA-256 of the canonical JSON (sorted keys, no spaces, UTF-8, whole numbers without a point): 32 bytes.

    The database may write ``1e3`` back as ``1000``, so numbers are brought to one form first.
    """
    canonical = json.dumps(_plain(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).digest()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def blinded(content: Content, definition: FormDefinition) -> Content:
    """Return what a juror sees: no authors, unit, code or file names of the unit's own; confidential answers included.

    Confidential means "not for the public"; the jury needs it to judge. What people write about themselves inside an
    answer stays: machines cannot find it, screening does.
    """
    return {
        "title": content["title"],
        "title_translations": content["title_translations"],
        "summary": content["summary"],
        "answers": _answers(content, definition, with_confidential=True),
        "attachments": [{**_shown(file), "confidential": file["confidential"]} for file in neutral_names(content["attachments"])],
        "campaign_id": content["campaign_id"],
        "category_id": content["category_id"],
    }


def public(content: Content, definition: FormDefinition) -> Content:
    """Return what the showcase may show: no confidential answers or files, no job titles, shares, digests or file names."""
    secret = {field.key for field in fields_of(definition) if field.confidential}
    files = [file for file in content["attachments"] if not file["confidential"] and file["field_key"] not in secret]
    return {
        "code": content["code"],
        "title": content["title"],
        "title_translations": content["title_translations"],
        "summary": content["summary"],
        "answers": _answers(content, definition, with_confidential=False),
        "authors": [{"full_name": author["full_name"], "unit_name": author["unit_name"]} for author in content["authors"]],
        "attachments": [_shown(file) for file in neutral_names(files)],
        "campaign_id": content["campaign_id"],
        "category_id": content["category_id"],
        "unit_id": content["unit_id"],
        "unit_name": content["unit_name"],
    }


def _answers(content: Content, definition: FormDefinition, *, with_confidential: bool) -> dict[str, Any]:
    """Return the answers to questions of the form, in its order; an answer the form does not know is for nobody."""
    allowed = [f.key for f in fields_of(definition) if f.kind is not FieldKind.FILE and (with_confidential or not f.confidential)]
    return {key: content["answers"][key] for key in allowed if key in content["answers"]}


def neutral_names(files: Iterable[Content]) -> list[Content]:
    """Give each file a name that says only its kind, its number and its format."""
    named = []
    for number, file in enumerate(files, 1):
        stem, dot, ending = str(file["file_name"]).rpartition(".")
        is_format = bool(stem and dot) and ending.isascii() and ending.isalnum() and len(ending) <= 5
        named.append({**file, "file_name": f"{file['kind'] or 'file'}-{number}" + (f".{ending.lower()}" if is_format else "")})
    return named


def _shown(file: Content) -> Content:
    return {key: file[key] for key in ("media_id", "field_key", "kind", "caption", "alt_text", "is_cover", "file_name")}

"""Short ways to write the texts and fields of a ready-made call."""

from typing import Any

from exemplar.campaigns.forms import FieldKind, FieldOption, FileKind, FormField
from exemplar.core.models import LocalText
from exemplar.core.texts import LocalTextBody

Three = tuple[str, str, str]
"""Vietnamese, French, English."""


def local(vi: str, fr: str, en: str) -> LocalText:
    """Return a text in three languages, as tables store it."""
    return {"vi": vi, "fr": fr, "en": en}


def body(words: Three) -> LocalTextBody:
    """Return a text in three languages, as definitions hold it."""
    return LocalTextBody(vi=words[0], fr=words[1], en=words[2])


def question(key: str, kind: FieldKind, label: Three, hint: Three | None = None, **limits: Any) -> FormField:
    """Return a field; ``limits`` are those of ``FormField``."""
    return FormField(key=key, kind=kind, label=body(label), hint=body(hint) if hint else None, **limits)


def option(value: str, label: Three) -> FieldOption:
    """Return one choice."""
    return FieldOption(value=value, label=body(label))


def files(key: str, label: Three, hint: Three, *accept: FileKind, required: bool = True, max_files: int = 10) -> FormField:
    """Return a file field."""
    return question(key, FieldKind.FILE, label, hint, accept=list(accept), required=required, max_files=max_files)

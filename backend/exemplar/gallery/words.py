"""Addresses and search words out of Vietnamese text. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from exemplar.core.models import LocalText

MAX_SLUG = 100
MAX_SEARCHED = 200_000


def slug_of(text: str) -> str:
    """Return ``text`` as part of an address: lower case, no accents, dashes between words, at most 100 characters.

    A text without a single letter or digit gives ``x``.
    """
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d").replace("œ", "oe"))
    ascii_only = "".join(char if char.isascii() and char.isalnum() else "-" for char in plain if not unicodedata.combining(char))
    slug = re.sub("-+", "-", ascii_only).strip("-")
    if len(slug) > MAX_SLUG:
        slug = slug[:MAX_SLUG].rsplit("-", 1)[0]
    return slug or "x"


def searched(*parts: Any) -> str:
    """Return every text in ``parts`` (texts, lists, local texts) as one, NFC, as the search vectors read it."""
    return unicodedata.normalize("NFC", " ".join(_texts(parts)))[:MAX_SEARCHED]


def _texts(part: Any) -> Iterable[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for inner in part.values():
            yield from _texts(inner)
    elif isinstance(part, list | tuple):
        for inner in part:
            yield from _texts(inner)


def in_vietnamese(text: LocalText) -> str:
    """Return the Vietnamese words, which are always there."""
    return text["vi"] or ""

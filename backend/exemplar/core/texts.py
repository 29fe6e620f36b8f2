"""Texts as they cross the wire: in three languages, and on one line."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4_000)]

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories that nobody sees: controls and line breaks, marks of direction and of no width, halves of characters."""

_JOINERS = "\u200c\u200d"
_BEFORE_JOINER = frozenset({"Lo", "Mn", "Mc", "So", "Sk"})
_AFTER_JOINER = frozenset({"Lo", "So"})
"""Scripts without capitals and pictures join their signs so (Persian, Indic, emoji); in Latin letters a joiner only hides."""


def one_line(text: str) -> str:
    """Return a title, name or address in Unicode's composed form, NFC, so that what looks alike is alike.

    Raises ``PydanticCustomError`` of type ``hidden_characters`` when it holds what cannot be seen or turns the line round.
    """
    composed = unicodedata.normalize("NFC", text)
    if any(unicodedata.category(sign) in _HIDDEN and not _joins(composed, at) for at, sign in enumerate(composed)):
        raise PydanticCustomError("hidden_characters", "a text on one line may not hold characters that cannot be seen")
    return composed


def _joins(text: str, at: int) -> bool:
    if text[at] not in _JOINERS or not 0 < at < len(text) - 1:
        return False
    return unicodedata.category(text[at - 1]) in _BEFORE_JOINER and unicodedata.category(text[at + 1]) in _AFTER_JOINER


OneLine = AfterValidator(one_line)
"""For a text that is shown on one line."""


class LocalTextBody(BaseModel):
    """A text in up to three languages. Vietnamese is always there; an empty translation is stored as none."""

    model_config = ConfigDict(title="LocalText", extra="forbid")

    vi: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000)]
    fr: Words | None = None
    en: Words | None = None

    @field_validator("vi", "fr", "en")
    @classmethod
    def _no_nul(cls, text: str | None) -> str | None:
        if text is not None and "\x00" in text:
            message = "a text may not hold the NUL character"
            raise ValueError(message)
        return text

    @field_validator("fr", "en")
    @classmethod
    def _empty_is_none(cls, text: str | None) -> str | None:
        return text or None


def _on_one_line(text: LocalTextBody) -> LocalTextBody:
    return text.model_copy(update={language: one_line(words) for language, words in text if words is not None})


LocalLine = Annotated[LocalTextBody, AfterValidator(_on_one_line)]
"""A title or name in up to three languages, as somebody writes it."""

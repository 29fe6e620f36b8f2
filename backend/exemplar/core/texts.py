"""Texts in three languages, as they cross the wire."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, field_validator

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4_000)]


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

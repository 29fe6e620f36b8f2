"""File names as people gave them, made harmless to show and to save under."""

import unicodedata
from pathlib import PurePosixPath
from uuid import UUID

MAX_LENGTH = 200
_FALLBACK = "file"
OFFICE_COPIES = ("document.docx", "document.xlsx", "document.pptx")
COPIES = ("document.pdf", *OFFICE_COPIES, "captions.vtt")
"""What a reader takes home of a document, one for each file."""


def tidy(name: str) -> str:
    """Return ``name`` without folders, control characters and tricks of writing direction, at most 200 characters."""
    last = name.replace("\\", "/").rsplit("/", maxsplit=1)[-1]
    plain = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co"})
    trimmed = plain.strip(" .")
    if len(trimmed) > MAX_LENGTH:
        ending = PurePosixPath(trimmed).suffix[:20]
        trimmed = trimmed[: MAX_LENGTH - len(ending)] + ending
    return trimmed or _FALLBACK


def for_derivative(original: str, derivative: str) -> str:
    """Return the name to save a derivative under: the original's stem with the derivative's ending."""
    return f"{PurePosixPath(original).stem or _FALLBACK}{PurePosixPath(derivative).suffix}"


def neutral(kind: str, media_id: UUID, derivative: str) -> str:
    """Return the name to save a derivative under for readers who may not learn what its unit calls the file.

    File names often say who and where, which blind review and the public must not learn; the end of the id tells files apart.
    """
    return f"{kind}-{media_id.hex[-8:]}{PurePosixPath(derivative).suffix}"

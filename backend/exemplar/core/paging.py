"""Keyset paging: a page is asked for by an opaque cursor that holds the sort values of the last row seen."""

import base64
import binascii
from typing import Any, Generic, TypeVar

import msgspec

from exemplar.core.errors import Invalid

T = TypeVar("T")

PAGE_SIZE = 24


class BadCursor(Invalid):
    """The cursor is not one of ours."""

    code = "cursor_invalid"


class Page(msgspec.Struct, Generic[T]):
    """One page: ``items``, and ``next_cursor`` to ask for the following one (``None`` on the last)."""

    items: list[T]
    next_cursor: str | None


def encode_cursor(*values: Any) -> str:
    """Return the cursor for a row's sort values (JSON scalars, moments, UUIDs)."""
    return base64.urlsafe_b64encode(msgspec.json.encode(values)).decode().rstrip("=")


def decode_cursor(cursor: str, shape: type[T]) -> T:
    """Return the sort values in ``cursor``, checked against ``shape`` (a tuple type).

    Raises:
        BadCursor: it was not made by ``encode_cursor`` for this list.
    """
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        return msgspec.json.decode(base64.urlsafe_b64decode(padded), type=shape)
    except (binascii.Error, msgspec.DecodeError, ValueError) as error:
        raise BadCursor from error

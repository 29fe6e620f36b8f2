"""Numbers and codes of certificates.

Numbers run without a gap within a year: the counter's row stays locked until the issuing transaction ends, and a
transaction that fails gives its number back. See decisions/0070-numbers-without-gaps.md.
"""

import base64
import secrets

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.core.models import new_id

_CODE_BYTES = 16
_TAKE = text(
    """
    INSERT INTO certificate_number AS counter (id, year, last) VALUES (:id, :year, 1)
    ON CONFLICT (year) DO UPDATE SET last = counter.last + 1, updated_at = clock_timestamp()
    RETURNING last
    """
)


async def take_number(session: AsyncSession, year: int) -> str:
    """Return the next number of ``year``, e.g. ``2026-0042``; whoever comes second waits for this transaction to end."""
    last = (await session.execute(_TAKE, {"id": new_id(), "year": year})).scalar_one()
    return f"{year}-{last:04d}"


def make_code() -> str:
    """Return 128 random bits as 26 letters and digits (base32): what the QR code holds, and nobody can guess."""
    return base64.b32encode(secrets.token_bytes(_CODE_BYTES)).decode().rstrip("=")


def normalised_code(typed: str) -> str:
    """Return a code as stored, from what somebody typed off paper: any case, with spaces or dashes."""
    return "".join(char for char in typed.upper() if char.isalnum())


def readable_code(code: str) -> str:
    """Return the code in groups of four, as printed."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))

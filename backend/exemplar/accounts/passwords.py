"""Passwords: argon2id, in threads, at most two at a time, so that sign-in cannot eat the machine.

Parameters: 19 MiB, two passes, one lane (the OWASP minimum for argon2id). Length follows NIST SP 800-63B-4: at least
15 characters, no rules of composition, common ones refused.
"""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from exemplar.accounts.errors import WeakPassword

MIN_LENGTH = 15
MAX_LENGTH = 200
_COMMON = ("password", "matkhau", "motdepasse", "123456", "qwerty", "azerty", "exemplar")
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_GATE = asyncio.Semaphore(2)
_NOBODY = _HASHER.hash("nobody has this password: it only keeps the time equal")


def require_strength(password: str) -> None:
    """Raise ``WeakPassword`` unless it is long enough and not one repeated common word."""
    plain = password.lower()
    bare = plain
    for word in _COMMON:
        bare = bare.replace(word, "")
    if len(password) < MIN_LENGTH or len(password) > MAX_LENGTH or len(set(plain)) < 5 or len(bare.strip("0123456789!.-_ ")) == 0:
        raise WeakPassword(min_length=MIN_LENGTH)


async def hash_password(password: str) -> str:
    """Return the encoded argon2id hash."""
    async with _GATE:
        return await asyncio.to_thread(_HASHER.hash, password)


async def matches(password_hash: str | None, password: str) -> bool:
    """Say whether the password fits; takes as long when there is no such account (``None``)."""
    async with _GATE:
        return await asyncio.to_thread(_verify, password_hash or _NOBODY, password) and password_hash is not None


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False

"""Signatures of certificates: Ed25519 over canonical JSON, with keys that are files of the installation.

Keys live in ``<secrets>/certificate-keys/NNNN.pem`` (PKCS 8, 0600, folder 0700). The highest number signs; the others
only verify what they signed before, so an operator changes the key by adding a file. See
decisions/0071-certificates-verify-offline.md.
"""

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

FOLDER = "certificate-keys"
_FIRST = "0001.pem"


class KeyUnusable(RuntimeError):
    """A key file is there but is not an Ed25519 private key. An operator must look at it."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What proves a payload: 64 bytes, and the id of the key that made them."""

    value: bytes
    key_id: str


def canonical(payload: dict[str, Any]) -> bytes:
    """Return the bytes that are signed: UTF-8 JSON, keys sorted, no spaces. Source: RFC 8785 for strings and lists."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def key_id_of(public_key: bytes) -> str:
    """Return the first eight bytes of the SHA-256 of the raw public key, in hex (16 characters)."""
    return hashlib.sha256(public_key).hexdigest()[:16]


def is_genuine(payload: bytes, signature: bytes, public_key: bytes) -> bool:
    """Say whether ``signature`` was made over exactly ``payload`` by the owner of the raw 32-byte ``public_key``."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, payload)
    except (InvalidSignature, ValueError):
        return False
    return True


class Signer:
    """The installation's signing keys, read (and on first use made) in ``secrets``."""

    def __init__(self, secrets: Path) -> None:
        self._folder = secrets / FOLDER

    def sign(self, payload: dict[str, Any]) -> Signature:
        """Sign with the newest key.

        Raises:
            KeyUnusable: a key file cannot be read as an Ed25519 key.
        """
        key = self._keys()[-1]
        return Signature(key.sign(canonical(payload)), key_id_of(_raw(key)))

    def public_keys(self) -> dict[str, bytes]:
        """Return key id → raw 32-byte public key of every key that ever signed here, oldest first."""
        raw = [_raw(key) for key in self._keys()]
        return {key_id_of(public_key): public_key for public_key in raw}

    def _keys(self) -> list[Ed25519PrivateKey]:
        files = sorted(self._folder.glob("*.pem"))
        if not files:
            self._make_first()
            files = sorted(self._folder.glob("*.pem"))
        return [_load(file) for file in files]

    def _make_first(self) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        # mkstemp makes the file 0600; a hard link appears whole or not at all, and of two starters only one makes it.
        handle, name = tempfile.mkstemp(dir=self._folder, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(pem)
                file.flush()
                os.fsync(file.fileno())
            os.link(name, self._folder / _FIRST)
        except FileExistsError:
            return
        finally:
            Path(name).unlink()


def _load(file: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except (ValueError, TypeError) as error:
        raise KeyUnusable(file.name) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyUnusable(file.name)
    return key


def _raw(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

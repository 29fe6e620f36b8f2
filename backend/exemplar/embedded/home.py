"""The folder that holds what is not in PostgreSQL or S3: who owns it now, and the secrets in it."""

import fcntl
import json
import os
import secrets
from pathlib import Path
from typing import IO

from exemplar.embedded.errors import CannotStart

PASS_THROUGH = 0o711  # where root runs PostgreSQL as another user, that one must reach its data


class Claim:
    """An exclusive hold on a folder, given back by the kernel when this process ends, however it ends.

    The file's text tells the next one who holds it; it is a courtesy, only the lock counts.
    """

    def __init__(self, folder: Path, what: str) -> None:
        self._path = folder / "lock"
        self._what = what
        self._file: IO[str] | None = None

    def take(self, note: str = "") -> None:
        """Hold the folder, making it when it is missing: others may pass through to what they own in it, not look round.

        Raises:
            CannotStart: another process holds it, or the folder cannot be written.
        """
        make_private(self._path.parent, PASS_THROUGH)
        try:
            file = self._path.open("a+")
        except OSError as error:
            raise CannotStart(f"Cannot write in {self._path.parent}: {error.strerror}. Set EXEMPLAR_HOME to a folder you own.") from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.close()
            raise CannotStart(self._refusal()) from error
        file.seek(0)
        file.truncate()
        file.write(f"{os.getpid()} {note}\n")
        file.flush()
        self._file = file

    def _refusal(self) -> str:
        pid, note = owner(self._path.parent) or (0, "")
        who = f"process {pid}" if pid else "another process"
        advice = f" ({note}). `make stop` ends it" if note else ""
        return f"{self._what} in {self._path.parent} is already in use by {who}{advice}."

    def give_back(self) -> None:
        """Let go; harmless when nothing is held."""
        if self._file is not None:
            self._file.close()
            self._file = None


def owner(folder: Path) -> tuple[int, str] | None:
    """Return process id and note of whoever holds ``folder`` now, ``None`` when nobody does."""
    try:
        file = (folder / "lock").open("r+")
    except OSError:
        return None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            pid, _, note = file.read().strip().partition(" ")
            return (int(pid) if pid.isdigit() else 0), note
    return None


def make_private(folder: Path, mode: int = 0o700) -> None:
    """Make ``folder`` and its parents, the folder itself for this user alone. One that is there keeps its permissions.

    Raises:
        CannotStart: the disk or the permissions do not allow it.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=mode, exist_ok=True)
    except OSError as error:
        raise CannotStart(f"Cannot make the folder {folder}: {error.strerror}. Set EXEMPLAR_HOME to one you own.") from error


def write_private(path: Path, text: str) -> None:
    """Write a file that only this user reads; a half-written one is never seen under its name."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def secret(path: Path) -> str:
    """Return the random word kept in ``path``, inventing it the first time (192 bits, safe in a URL)."""
    if not path.exists():
        write_private(path, secrets.token_hex(24))
    return path.read_text().strip()


def secret_set(path: Path, names: tuple[str, ...]) -> dict[str, str]:
    """Return one random word for each name, kept together in ``path`` as JSON; new names are added to old files."""
    known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    missing = [name for name in names if name not in known]
    if missing:
        known |= {name: secrets.token_hex(20) for name in missing}
        write_private(path, json.dumps(known))
    return known

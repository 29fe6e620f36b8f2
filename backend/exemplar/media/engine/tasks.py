"""The two tasks of the child process: say what a file is, and make what readers get."""

from pathlib import Path
from typing import Any

from exemplar.media.engine import documents, films, pictures, probe, sounds
from exemplar.media.engine.findings import Derived, Finding, Limits, MediaKind, RefusalCode, Refused
from exemplar.media.engine.formats import Format, recognise


def answer(task: dict[str, Any]) -> dict[str, Any]:
    """Do ``task`` and return the JSON answer; a refusal is an answer too."""
    pictures.prepare()
    path, limits = Path(task["path"]), Limits(**task["limits"])
    try:
        if task["action"] == "inspect":
            return {"finding": inspect(path, limits, task["expected_bytes"]).as_dict()}
        return {"derived": derive(path, Finding.of(task["finding"]), limits, Path(task["folder"])).as_dict()}
    except Refused as refused:
        return {"refused": {"code": refused.code.value, "facts": refused.facts}}
    except MemoryError:
        return {"refused": {"code": RefusalCode.TOO_HEAVY.value, "facts": {}}}


def inspect(path: Path, limits: Limits, expected_bytes: int) -> Finding:
    """Say what the file at ``path`` is.

    Raises:
        Refused: it is nothing we take, or more than we take.
    """
    found_bytes = path.stat().st_size
    if found_bytes == 0:
        raise Refused(RefusalCode.EMPTY)
    if found_bytes != expected_bytes:
        raise Refused(RefusalCode.SIZE_MISMATCH, expected_bytes=expected_bytes, found_bytes=found_bytes)
    found = recognise(path)
    finding = _inspect_as(path, found, limits)
    limit = limits.max_bytes[finding.kind.value]
    if found_bytes > limit:
        raise Refused(RefusalCode.TOO_LARGE, limit_bytes=limit, found_bytes=found_bytes, kind=finding.kind.value)
    return finding


def _inspect_as(path: Path, found: Format, limits: Limits) -> Finding:
    if found.kind is MediaKind.IMAGE:
        return pictures.inspect(path, found, limits)
    if found.kind is MediaKind.DOCUMENT:
        return documents.inspect(path, found, limits)
    return probe.inspect(path, found, limits)


def derive(path: Path, finding: Finding, limits: Limits, folder: Path) -> Derived:
    """Make what readers get of the inspected file at ``path``, in ``folder``.

    Raises:
        Refused: it turned out to be damaged further in.
    """
    found = recognise(path)
    if finding.kind is MediaKind.IMAGE:
        return pictures.derive(path, found, folder)
    if finding.kind is MediaKind.DOCUMENT:
        return documents.derive(path, folder)
    if finding.kind is MediaKind.VIDEO:
        return films.derive(path, found, finding, limits, folder)
    return sounds.derive(path, found, limits, folder)

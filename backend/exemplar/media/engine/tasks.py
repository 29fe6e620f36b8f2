"""The tasks of the child process: say what a file is, and make what readers get, one step at a time."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from exemplar.media.engine import (
    blind,
    blind_scan,
    captions,
    documents,
    films,
    hearing,
    ladder,
    office,
    pictures,
    posters,
    probe,
    sounds,
    sprites,
)
from exemplar.media.engine.findings import Derived, Finding, Limits, MediaKind, RefusalCode, Refused
from exemplar.media.engine.formats import PDF, SRT, VTT, Format, recognise

BEGIN, MAKE, HEAR = "begin", "make", "hear"


def answer(task: dict[str, Any]) -> dict[str, Any]:
    """Do ``task`` and return the JSON answer; a refusal is an answer too."""
    pictures.prepare()
    path, limits = Path(task["path"]), Limits(**task["limits"])
    try:
        if task["action"] == MAKE:
            step = task["step"]
            return {"derived": make(step, path, Finding.of(task["finding"]), limits, Path(task["folder"])).as_dict()}
        if task["action"] == HEAR:
            return {"cues": [asdict(cue) for cue in hearing.heard(path, Path(task["folder"]), task["order"])]}
        return begin(path, limits, task["expected_bytes"], Path(task["folder"]))
    except Refused as refused:
        return {"refused": {"code": refused.code.value, "facts": refused.facts}}
    except MemoryError:
        return {"refused": {"code": RefusalCode.TOO_HEAVY.value, "facts": {}}}


def begin(path: Path, limits: Limits, expected_bytes: int, folder: Path) -> dict[str, Any]:
    """Say what the file at ``path`` is; a picture is drawn at once, which spares it a second process.

    Raises:
        Refused: as ``inspect``, or the picture turned out damaged.
    """
    finding = inspect(path, limits, expected_bytes)
    if finding.kind is not MediaKind.IMAGE:
        return {"finding": finding.as_dict(), "derived": None}
    return {"finding": finding.as_dict(), "derived": make("pictures", path, finding, limits, folder).as_dict()}


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
    if found.kind is not MediaKind.DOCUMENT:
        return probe.inspect(path, found, limits)
    if found is PDF:
        return documents.inspect(path, found, limits)
    return captions.inspect(path, found, limits) if found in {SRT, VTT} else office.inspect(path, found, limits)


def make(step: str, path: Path, finding: Finding, limits: Limits, folder: Path) -> Derived:
    """Do one step of the recipe for the inspected file at ``path``; what it builds upon lies in ``folder``.

    Raises:
        Refused: the file turned out to be damaged further in.
    """
    found = recognise(path)
    steps: dict[str, Callable[[], Derived]] = {
        "pictures": lambda: pictures.derive(path, folder),
        "pages": lambda: documents.derive(path, limits, folder),
        office.STEP: lambda: office.derive(path, found, limits, folder),
        "captions": lambda: captions.derive(path, folder),
        "listening": lambda: sounds.derive(path, found, limits, folder),
        "poster": lambda: posters.derive(path, found, finding, folder),
        "film_sound": lambda: films.derive_sound(path, found, limits, folder),
        "ladder": lambda: ladder.derive(path, found, finding, limits, folder),
        "play": lambda: films.derive(path, found, finding, limits, folder),
        "sprite": lambda: sprites.derive(finding, folder),
        blind.STEP: lambda: blind.derive(path, found, finding, limits, folder),
        blind_scan.STEP: lambda: blind_scan.derive(path, limits, folder),
    }
    return steps[step]()

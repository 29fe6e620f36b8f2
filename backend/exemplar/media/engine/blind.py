"""The blind set of a file: made anew without what its masks cover. The masks lie beside it in the working folder.

Nothing is taken from the plain set but the pages of documents, so nothing can be left over in it: what this step does not
write does not exist for a jury.
"""

import json
from pathlib import Path

from exemplar.media.engine import blind_documents, blind_films, blind_pictures, blind_sounds
from exemplar.media.engine.findings import Derived, Finding, Limits, MediaKind
from exemplar.media.engine.formats import VTT, Format
from exemplar.media.masks import Cover, of_dict

STEP = "blind"
MASKS = "masks.json"
"""Where the one who starts the child puts the masks."""


def derive(path: Path, found: Format, finding: Finding, limits: Limits, folder: Path) -> Derived:
    """Write the blind set of the picture, film, sound or document at ``path``; of an office file, ``path`` is its PDF.

    Raises:
        Refused: it cannot be drawn or played through.
    """
    covers = covers_in(folder)
    if finding.kind is MediaKind.IMAGE:
        return blind_pictures.derive(path, covers, folder)
    if finding.kind is MediaKind.VIDEO:
        return blind_films.derive(path, found, finding, limits, covers, folder)
    if finding.kind is MediaKind.AUDIO:
        return blind_sounds.derive(path, found, covers, folder)
    if found is VTT:
        return blind_documents.derive_captions(path, covers, folder)
    return blind_documents.derive(path, limits, covers, folder)


def covers_in(folder: Path) -> list[Cover]:
    """Return the masks."""
    return [of_dict(document) for document in json.loads((folder / MASKS).read_text(encoding="utf-8"))]

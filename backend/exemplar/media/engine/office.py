"""Office files (DOCX, XLSX, PPTX): a ZIP that is looked through before it is believed, and a copy without names of people.

The copy is for downloading; what it looks like is shown only where LibreOffice is installed, which turns it into a PDF for
``documents``.
"""

import zipfile
import zlib
from pathlib import Path

from exemplar.media.engine import office_archive, office_cleaning, office_drawing
from exemplar.media.engine.findings import Derived, Finding, Limits, Made, RefusalCode, Refused
from exemplar.media.engine.formats import Format

STEP = "office_copy"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, RuntimeError)
"""What ``zipfile`` says of archives that are not what they list."""


def inspect(path: Path, found: Format, limits: Limits) -> Finding:
    """Look through the archive, unpacking every entry into nothing.

    Raises:
        Refused: a bomb, entries outside the archive, a lock, macros, or a broken ZIP.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            office_archive.require_harmless(archive, limits)
    except _BROKEN as error:
        raise Refused(RefusalCode.BROKEN) from error
    return Finding(found.kind, found.name, found.content_type)


def derive(path: Path, found: Format, limits: Limits, folder: Path) -> Derived:
    """Write a copy that names nobody, and, where LibreOffice is installed, what a PDF gets.

    Raises:
        Refused: it has no main part that can be read.
    """
    copy = folder / f"document.{found.name}"
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as fresh:
        office_cleaning.write_copy(archive, fresh, limits)
    made = [Made(copy.name, found.content_type)]
    shown = office_drawing.preview(copy, limits, folder)
    if shown is None:
        return Derived(made)
    return Derived([*shown.files, *made], shown.average_colour, blurhash=shown.blurhash, text=shown.text, prints=shown.prints)

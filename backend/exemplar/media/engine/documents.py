"""PDF: how many pages, what the first looks like, and a copy with the pages alone."""

from pathlib import Path
from typing import Any

import pypdfium2
import pyvips

from exemplar.media.engine import pictures
from exemplar.media.engine.findings import Derived, Finding, Limits, Made, RefusalCode, Refused
from exemplar.media.engine.formats import Format

_PASSWORD_NEEDED = 4
"""PDFium's ``FPDF_ERR_PASSWORD``."""

MAX_SCALE = 4.0


def _open(path: Path) -> Any:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == _PASSWORD_NEEDED
        raise Refused(RefusalCode.ENCRYPTED if is_locked else RefusalCode.BROKEN) from error


def inspect(path: Path, found: Format, limits: Limits) -> Finding:
    """Count the pages.

    Raises:
        Refused: locked with a password, unreadable, without pages or with too many.
    """
    document = _open(path)
    pages = len(document)
    if pages == 0:
        raise Refused(RefusalCode.BROKEN)
    if pages > limits.max_pages:
        raise Refused(RefusalCode.TOO_MANY_PAGES, limit_pages=limits.max_pages, found_pages=pages)
    return Finding(found.kind, found.name, found.content_type, page_count=pages)


def derive(path: Path, folder: Path) -> Derived:
    """Write pictures of the first page, and ``document.pdf``: the pages without authors, scripts and attachments.

    Raises:
        Refused: the first page cannot be drawn.
    """
    source = _open(path)
    try:
        drawn = pictures.write(_first_page(source), folder)
        _copy_pages(source, folder / "document.pdf")
    except pypdfium2.PdfiumError as error:
        raise Refused(RefusalCode.BROKEN) from error
    return Derived([*drawn.files, Made("document.pdf", "application/pdf")], average_colour=drawn.average_colour)


def _first_page(source: Any) -> Any:
    """Return the first page on white, as wide as the largest picture; a page much higher than wide comes out narrower."""
    page = source[0]
    width, height = page.get_size()
    largest = pictures.WIDTHS[-1]
    scale = min(largest / max(width, 1), largest * pictures.MAX_RATIO / max(height, 1), MAX_SCALE)
    drawn = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False).to_numpy()
    rows, columns, bands = drawn.shape
    image = pyvips.Image.new_from_memory(drawn.tobytes(), columns, rows, bands, "uchar").copy(interpretation="srgb")
    return image[0:3] if bands == 4 else image


def _copy_pages(source: Any, target: Path) -> None:
    """Import the pages into a fresh document: what belongs to the document as a whole stays behind."""
    fresh = pypdfium2.PdfDocument.new()
    fresh.import_pages(source)
    fresh.save(target)

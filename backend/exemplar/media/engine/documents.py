"""PDF: how many pages, what they look like, what they say, and a copy with the pages alone."""

import time
from pathlib import Path
from typing import Any

import pyvips

from exemplar.media.engine import pdf_cleaning, pictures, prints
from exemplar.media.engine.findings import Derived, Finding, Limits, Made, RefusalCode, Refused
from exemplar.media.engine.formats import Format

COPY = "document.pdf"
PAGE_WIDTH = 1280
MAX_SCALE = 4.0
MAX_TEXT_LENGTH = 1_000_000
_PASSWORD_NEEDED = 4
"""PDFium's ``FPDF_ERR_PASSWORD``."""


def _open(path: Path) -> Any:
    import pypdfium2

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


def derive(path: Path, limits: Limits, folder: Path) -> Derived:
    """Write pictures of the pages, and ``document.pdf``: the pages without authors, notes, scripts and attachments.

    Raises:
        Refused: the first page cannot be drawn.
    """
    import pypdfium2

    source = _open(path)
    try:
        first = _drawn(source, 0)
        front = pictures.write(first, folder, pictures.SMALL_WIDTHS)
        pages = _draw_pages(source, first, folder, limits)
        text = _text(source)
        _copy_pages(source, folder / COPY)
    except (pypdfium2.PdfiumError, pyvips.Error) as error:
        raise Refused(RefusalCode.BROKEN) from error
    found = prints.of_text(text)
    return Derived(
        [*front.files, *pages, Made(COPY, "application/pdf")],
        average_colour=front.average_colour,
        blurhash=front.blurhash,
        text=text or None,
        prints={prints.TEXT: found} if found else {},
    )


def _draw_pages(source: Any, first: Any, folder: Path, limits: Limits) -> list[Made]:
    """Draw the first pages, as many as there is time for: the others stay without a picture, rather than the file being refused."""
    made: list[Made] = []
    began = time.process_time()
    for index in range(min(len(source), limits.max_page_pictures)):
        if index and time.process_time() - began > limits.draw_seconds:
            break
        picture = _drawn(source, index) if index else first
        name = f"page{index + 1}.webp"
        picture.webpsave(str(folder / name), Q=80, effort=3, keep="none")
        made.append(Made(name, "image/webp", width=picture.width, height=picture.height))
    return made


def _drawn(source: Any, index: int) -> Any:
    """Return a page on white, ``PAGE_WIDTH`` wide; one much higher than wide comes out narrower."""
    page = source[index]
    width, height = page.get_size()
    scale = min(PAGE_WIDTH / max(width, 1), PAGE_WIDTH * pictures.MAX_RATIO / max(height, 1), MAX_SCALE)
    drawn = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False).to_numpy()
    rows, columns, bands = drawn.shape
    image = pyvips.Image.new_from_memory(drawn.tobytes(), columns, rows, bands, "uchar").copy(interpretation="srgb")
    return image[0:3] if bands == 4 else image


def _text(source: Any) -> str:
    """Return what the pages say, a form feed between them, as long as it is stored."""
    parts: list[str] = []
    length = 0
    for page in source:
        words = page.get_textpage().get_text_bounded().replace("\x00", "").strip()
        parts.append(words)
        length += len(words) + 1
        if length > MAX_TEXT_LENGTH:
            break
    return "\f".join(parts).strip("\f")[:MAX_TEXT_LENGTH]


def _copy_pages(source: Any, target: Path) -> None:
    """Import the pages into a fresh document, clean it, and do so again: what nothing names any more stays behind."""
    for page in source:
        pdf_cleaning.drop_notes(page)
    _imported(source, target)
    pdf_cleaning.clean(target)
    _imported(_open(target), target)


def _imported(source: Any, target: Path) -> None:
    import pypdfium2

    fresh = pypdfium2.PdfDocument.new()
    fresh.import_pages(source)
    source.close()
    fresh.save(target)
    fresh.close()

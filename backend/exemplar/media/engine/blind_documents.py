"""Documents with boxes over their pages: pictures of the pages, and a PDF that is nothing but these pictures.

A box drawn into a PDF leaves the words underneath to be selected and copied; a picture of a page has no underneath.
"""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyvips

from exemplar.media.engine import blind_pictures, captions, documents, pictures
from exemplar.media.engine.findings import Derived, Limits, Made, RefusalCode, Refused
from exemplar.media.masks import Cover, MaskKind, masked

PRINT_WIDTH = 1600
"""Of a page in the PDF: words of ten points stay easy to read on paper of A4."""
_POINTS_WIDE = 595.0


def derive(path: Path, limits: Limits, covers: Iterable[Cover], folder: Path) -> Derived:
    """Write the pages of the PDF at ``path`` with their boxes: ``w*`` of the first, ``page*.webp``, and ``document.pdf``.

    A cover that names no page lies on each of them.

    Raises:
        Refused: a page cannot be drawn.
    """
    import pypdfium2

    boxes: dict[int | None, list[blind_pictures.Box]] = defaultdict(list)
    for cover in covers:
        boxes[cover.page] += cover.boxes if cover.kind is not MaskKind.SOUND else ()
    try:
        source, fresh = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
        first: Any = None
        pages: list[Made] = []
        for index in range(min(len(source), limits.max_pages)):
            drawn = blind_pictures.covered(_drawn(source[index]), [*boxes[None], *boxes[index + 1]])
            first = drawn if first is None else first
            _add_page(fresh, drawn, folder / "page.jpg")
            if index < limits.max_page_pictures:
                pages.append(_write_page(drawn, index + 1, folder))
        front = pictures.write(_narrowed(first), folder, pictures.SMALL_WIDTHS)
        fresh.save(folder / documents.COPY)
    except (pypdfium2.PdfiumError, pyvips.Error) as error:
        raise Refused(RefusalCode.BROKEN) from error
    (folder / "page.jpg").unlink()
    made = [*front.files, *pages, Made(documents.COPY, "application/pdf")]
    return Derived(made, average_colour=front.average_colour, blurhash=front.blurhash)


def _drawn(page: Any) -> Any:
    """Return a page on white, ``PRINT_WIDTH`` wide; one much higher than wide comes out narrower."""
    width, height = page.get_size()
    scale = min(PRINT_WIDTH / max(width, 1), PRINT_WIDTH * pictures.MAX_RATIO / max(height, 1), documents.MAX_SCALE)
    drawn = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False).to_numpy()
    rows, columns, bands = drawn.shape
    image = pyvips.Image.new_from_memory(drawn.tobytes(), columns, rows, bands, "uchar").copy(interpretation="srgb")
    return (image[0:3] if bands == 4 else image).copy_memory()


def _narrowed(picture: Any) -> Any:
    return picture.thumbnail_image(documents.PAGE_WIDTH, height=documents.PAGE_WIDTH * pictures.MAX_RATIO, size="down").copy_memory()


def _write_page(drawn: Any, number: int, folder: Path) -> Made:
    picture, name = _narrowed(drawn), f"page{number}.webp"
    picture.webpsave(str(folder / name), Q=80, effort=3, keep="none")
    return Made(name, "image/webp", width=picture.width, height=picture.height)


def _add_page(fresh: Any, drawn: Any, jpeg: Path) -> None:
    """Append a page that holds one picture; through a file that the next page overwrites, so memory holds one page."""
    import pypdfium2

    drawn.jpegsave(str(jpeg), Q=80, keep="none", optimize_coding=True)
    width, height = _POINTS_WIDE, _POINTS_WIDE * drawn.height / drawn.width
    page = fresh.new_page(width, height)
    image = pypdfium2.PdfImage.new(fresh)
    image.load_jpeg(jpeg, inline=True)
    image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
    page.insert_obj(image)
    page.gen_content()
    page.close()


def derive_captions(path: Path, covers: Iterable[Cover], folder: Path) -> Derived:
    """Write the captions at ``path`` without the words that are masked.

    Raises:
        Refused: as ``captions.read``.
    """
    cues = masked(captions.read(path), [cover.words for cover in covers if cover.kind is MaskKind.TEXT])
    target = folder / captions.COPY
    target.write_text(captions.as_vtt(cues), encoding="utf-8")
    return Derived([Made(target.name, "text/vtt")])

"""Looking for words on the pages of a PDF, and in the addresses its links lead to, with the boxes that would cover them.

The terms lie in the working folder, and what is found is written there: one list for all pages.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from exemplar.media.engine import pdf_cleaning
from exemplar.media.engine.blind_terms import Place, Term, TermKind, around, places_of
from exemplar.media.engine.findings import Derived, Limits, RefusalCode, Refused

STEP = "blind_scan"
TERMS, FOUND = "terms.json", "found.json"
_MOST_ON_A_PAGE = 100_000
_MOST_FOUND = 4_000
"""In one document. What stands behind is for a person to look at, and the last line of what is found says so."""
_FINE = 100_000
_WHOLE = 1_000
_BETWEEN_WORDS = re.compile(r"[-_.+/?=&]")
_PADDING = 3
"""Thousandths round a word: accents and tails of letters reach beyond their boxes."""


def derive(path: Path, limits: Limits, folder: Path) -> Derived:
    """Write what is found in the PDF at ``path``: a list of ``{kind, page, words, before, after, boxes}``.

    Where there is more than anybody would go through, the last one is ``null``: the document was not read to its end.

    Raises:
        Refused: it cannot be read.
    """
    import pypdfium2

    terms = [Term(TermKind(kind), words) for kind, words in json.loads((folder / TERMS).read_text(encoding="utf-8"))]
    found: list[dict[str, Any] | None] = []
    try:
        source = pypdfium2.PdfDocument(path)
        for index in range(min(len(source), limits.max_pages)):
            page = source[index]
            found += _on_page(page, index + 1, terms)
            page.close()
            if len(found) > _MOST_FOUND:
                found[_MOST_FOUND:] = [None]
                break
    except pypdfium2.PdfiumError as error:
        raise Refused(RefusalCode.BROKEN) from error
    (folder / FOUND).write_text(json.dumps(found), encoding="utf-8")
    return Derived()


def _on_page(page: Any, number: int, terms: list[Term]) -> list[dict[str, Any]]:
    words = page.get_textpage()
    text = _text(words)
    found = [_as_found(text, place, number, _boxes(page, words, place)) for place in places_of(text, terms, with_addresses=True)]
    return found + [hit for address, box in _links(page) for hit in _in_address(address, box, number, terms)]


def _as_found(text: str, place: Place, number: int, boxes: list[list[int]]) -> dict[str, Any]:
    before, after = around(text, place)
    found = {**asdict(place), "words": " ".join(text[place.start : place.end].split()), "before": before, "after": after}
    return {**found, "page": number, "boxes": boxes}


def _links(page: Any) -> Iterator[tuple[str, list[int]]]:
    """Return the addresses of the web and of mailboxes that a page leads to, each with the box to press on."""
    import pypdfium2.raw as pdfium

    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        note, corners = pdfium.FPDFPage_GetAnnot(page.raw, index), pdfium.FS_RECTF()
        address = pdf_cleaning.address_of(page, note)
        if address and pdfium.FPDFAnnot_GetRect(note, corners):
            yield address, _box(page, corners.left, corners.bottom, corners.right, corners.top)
        pdfium.FPDFPage_CloseAnnot(note)


def _in_address(address: str, box: list[int], number: int, terms: list[Term]) -> list[dict[str, Any]]:
    """Return what an address says, whether its words are divided by spaces or by what addresses have in their place."""
    text = unquote(address)
    spaced = _BETWEEN_WORDS.sub(" ", text)
    found = {(place.start, place.end): place for place in [*places_of(text, terms, with_addresses=True), *places_of(spaced, terms)]}
    return [_as_found(text, place, number, [box]) for place in found.values()]


def _text(words: Any) -> str:
    """Return the letters of a page, one for each that PDFium counts, so that places in it are PDFium's own."""
    import pypdfium2.raw as pdfium

    count = min(words.count_chars(), _MOST_ON_A_PAGE)
    codes = (pdfium.FPDFText_GetUnicode(words.raw, index) for index in range(count))
    return "".join(chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)


def _boxes(page: Any, words: Any, place: Place) -> list[list[int]]:
    """Return the boxes round some letters, one for each line they stand on, in thousandths of the page as it is seen."""
    return [_box(page, *words.get_rect(index)) for index in range(words.count_rects(place.start, place.end - place.start))]


def _box(page: Any, left: float, bottom: float, right: float, top: float) -> list[int]:
    """Return a box of the page's own measure as it is seen, with some room round it."""
    import pypdfium2.raw as pdfium

    corners = []
    for across, up in ((left, top), (right, bottom), (left, bottom), (right, top)):
        x, y = pdfium.c_int(), pdfium.c_int()
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, _FINE, _FINE, 0, across, up, x, y)
        corners.append((x.value * _WHOLE // _FINE, y.value * _WHOLE // _FINE))
    return _padded([x for x, _ in corners], [y for _, y in corners])


def _padded(across: list[int], down: list[int]) -> list[int]:
    height = max(down) - min(down)
    room = _PADDING + height // 5
    left, top = max(0, min(across) - _PADDING), max(0, min(down) - room)
    right, bottom = min(_WHOLE, max(across) + _PADDING + 1), min(_WHOLE, max(down) + room + 1)
    return [left, top, max(1, right - left), max(1, bottom - top)]

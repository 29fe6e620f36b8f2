"""Looking for words on the pages of a PDF, with the boxes that would cover them.

The terms lie in the working folder, and what is found is written there: one list for all pages.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from exemplar.media.engine.blind_terms import Place, Term, TermKind, around, places_of
from exemplar.media.engine.findings import Derived, Limits, RefusalCode, Refused

STEP = "blind_scan"
TERMS, FOUND = "terms.json", "found.json"
_MOST_ON_A_PAGE = 100_000
_MOST_FOUND = 4_000
"""In one document. What stands behind is for a person to look at, and the last line of what is found says so."""
_FINE = 100_000
_WHOLE = 1_000
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
    return [_as_found(page, words, text, number, place) for place in places_of(text, terms, with_addresses=True)]


def _as_found(page: Any, words: Any, text: str, number: int, place: Place) -> dict[str, Any]:
    before, after = around(text, place)
    found = {**asdict(place), "words": " ".join(text[place.start : place.end].split()), "before": before, "after": after}
    return {**found, "page": number, "boxes": _boxes(page, words, place)}


def _text(words: Any) -> str:
    """Return the letters of a page, one for each that PDFium counts, so that places in it are PDFium's own."""
    import pypdfium2.raw as pdfium

    count = min(words.count_chars(), _MOST_ON_A_PAGE)
    codes = (pdfium.FPDFText_GetUnicode(words.raw, index) for index in range(count))
    return "".join(chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)


def _boxes(page: Any, words: Any, place: Place) -> list[list[int]]:
    """Return the boxes round some letters, one for each line they stand on, in thousandths of the page as it is seen."""
    import pypdfium2.raw as pdfium

    boxes = []
    for index in range(words.count_rects(place.start, place.end - place.start)):
        left, bottom, right, top = words.get_rect(index)
        corners = []
        for across, up in ((left, top), (right, bottom), (left, bottom), (right, top)):
            x, y = pdfium.c_int(), pdfium.c_int()
            pdfium.FPDF_PageToDevice(page.raw, 0, 0, _FINE, _FINE, 0, across, up, x, y)
            corners.append((x.value * _WHOLE // _FINE, y.value * _WHOLE // _FINE))
        boxes.append(_padded([x for x, _ in corners], [y for _, y in corners]))
    return boxes


def _padded(across: list[int], down: list[int]) -> list[int]:
    height = max(down) - min(down)
    room = _PADDING + height // 5
    left, top = max(0, min(across) - _PADDING), max(0, min(down) - room)
    right, bottom = min(_WHOLE, max(across) + _PADDING + 1), min(_WHOLE, max(down) + room + 1)
    return [left, top, max(1, right - left), max(1, bottom - top)]

"""What importing the pages of a PDF brings along and readers must not get: notes, scripts, metadata inside the pages.

PDFium writes every object plainly, so names are seen in the bytes; each is overwritten by another of the same length,
which leaves the table of places right.
"""

import re
from pathlib import Path
from typing import Any

from exemplar.media.engine import jpeg_cleaning

_LINK = 2
"""PDFium's ``FPDF_ANNOT_LINK``; other notes carry names of who wrote them."""

_NAMES = (
    b"JavaScript", b"JS", b"AA", b"OpenAction", b"Launch", b"EmbeddedFile", b"EmbeddedFiles", b"RichMedia", b"SubmitForm",
    b"ImportData", b"GoToR", b"GoToE", b"PieceInfo", b"Metadata", b"LastModified", b"Rendition", b"Movie", b"Sound",
)  # fmt: skip
_ACTIVE = re.compile(rb"/(" + b"|".join(_NAMES) + rb")(?=[\s/<>\[\]()])")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def drop_notes(page: Any) -> None:
    """Draw forms and notes into the page, then remove all of them but links."""
    import pypdfium2.raw as pdfium

    pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw) - 1, -1, -1):
        note = pdfium.FPDFPage_GetAnnot(page.raw, index)
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        pdfium.FPDFPage_CloseAnnot(note)
        if kind != _LINK:
            pdfium.FPDFPage_RemoveAnnot(page.raw, index)


def clean(path: Path) -> None:
    """Overwrite what is active, and metadata of the pages and of the photographs in them."""
    data = path.read_bytes()
    pieces: list[bytes] = []
    place = 0
    for stream in _STREAM.finditer(data):
        head = data[place : stream.start()]
        pieces += [_harmless(head), data[stream.start() : stream.start(1)], _content(head, stream[1])]
        place = stream.end(1)
    pieces.append(_harmless(data[place:]))
    path.write_bytes(b"".join(pieces))


def _harmless(words: bytes) -> bytes:
    return _ACTIVE.sub(lambda name: b"/" + b"X" * len(name[1]), words)


def _content(head: bytes, stream: bytes) -> bytes:
    """Return a stream without what it tells of its maker; ``head`` ends with the stream's dictionary."""
    dictionary = head[head.rfind(b" obj") :]
    if re.search(rb"/Type\s*/Metadata", dictionary):
        return b" " * len(stream)
    return jpeg_cleaning.blanked(stream) if b"/DCTDecode" in dictionary and b"/FlateDecode" not in dictionary else stream

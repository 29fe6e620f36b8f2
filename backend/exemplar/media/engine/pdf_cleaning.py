"""What importing the pages of a PDF brings along and readers must not get: notes, scripts, metadata inside the pages.

Notes are taken from the source before its pages are imported. PDFium then writes every object plainly, so entries are
seen in the bytes and can be emptied without moving anything; a second import leaves behind what nothing names any more.
"""

import re
from pathlib import Path
from typing import Any

from exemplar.media.engine import jpeg_cleaning

_LINK = 2
"""PDFium's ``FPDF_ANNOT_LINK``; other notes carry names of who wrote them."""
_GOTO, _URI = 1, 3
"""PDFium's kinds of action that lead somewhere and start nothing."""
_ADDRESSES = ("http://", "https://", "mailto:")

_EMPTIED = re.compile(rb"/(AA|OpenAction|PieceInfo|Metadata|LastModified|Next|JS|AF|EF|StructParents|ID)(?=[\s/<>\[\]()])")
"""Entries whose value is replaced by nothing."""
_ACTIVE = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|GoTo[RE]|Rendition|Movie)(?=[\s/<>\[\]()])")
"""Names that are written over where they still stand."""
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_SIMPLE = re.compile(rb"\s*(\d+\s+\d+\s+R|/[^\s/<>\[\]()]*|[-+.\w]+)")
_NOTHING = b" null"


def drop_notes(page: Any) -> None:
    """Draw forms and notes into the page, then remove all of them but plain links."""
    import pypdfium2.raw as pdfium

    pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw) - 1, -1, -1):
        note = pdfium.FPDFPage_GetAnnot(page.raw, index)
        is_plain = pdfium.FPDFAnnot_GetSubtype(note) == _LINK and _leads_somewhere(page, note)
        pdfium.FPDFPage_CloseAnnot(note)
        if not is_plain:
            pdfium.FPDFPage_RemoveAnnot(page.raw, index)


def _leads_somewhere(page: Any, note: Any) -> bool:
    """Say whether a link leads to a page of the document or an address of the web."""
    import pypdfium2.raw as pdfium

    action = pdfium.FPDFLink_GetAction(pdfium.FPDFAnnot_GetLink(note))
    if not action:
        return True
    kind = pdfium.FPDFAction_GetType(action)
    if kind != _URI:
        return bool(kind == _GOTO)
    return address_of(page, note).lower().startswith(_ADDRESSES)


def address_of(page: Any, note: Any) -> str:
    """Return the address that a note on a page leads to; nothing where it leads to none."""
    import pypdfium2.raw as pdfium

    link = pdfium.FPDFAnnot_GetLink(note)
    action = pdfium.FPDFLink_GetAction(link) if link else None
    if not action or pdfium.FPDFAction_GetType(action) != _URI:
        return ""
    length = pdfium.FPDFAction_GetURIPath(page.pdf.raw, action, None, 0)
    buffer = bytearray(max(1, length))
    pdfium.FPDFAction_GetURIPath(page.pdf.raw, action, (pdfium.ctypes.c_char * len(buffer)).from_buffer(buffer), length)
    return bytes(buffer).strip(b"\x00 ").decode(errors="replace")


def clean(path: Path) -> None:
    """Empty what is active or tells of the maker, in the pages and in the photographs on them."""
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
    """Return text between streams with the entries emptied; its length stays."""
    clean_words = bytearray(words)
    for entry in _EMPTIED.finditer(words):
        end = _value_end(words, entry.end())
        if end - entry.end() >= len(_NOTHING):
            clean_words[entry.end() : end] = _NOTHING.ljust(end - entry.end())
    return _ACTIVE.sub(lambda name: b"/" + b"X" * len(name[1]), bytes(clean_words))


def _value_end(words: bytes, place: int) -> int:
    """Return where the value that begins at ``place`` ends: a simple one, or everything up to its closing bracket."""
    simple = _SIMPLE.match(words, place)
    if simple is not None:
        return simple.end()
    depth = 0
    while place < len(words):
        sign = words[place : place + 1]
        if sign == b"(":
            place = _text_end(words, place)
        elif sign in b"<[":
            depth += 1
        elif sign in b">]":
            depth -= 1
        place += sign != b"("
        if depth <= 0 and not sign.isspace():
            break
    return min(place, len(words))


def _text_end(words: bytes, place: int) -> int:
    """Return where the text in round brackets that begins at ``place`` ends; brackets inside nest, strokes escape."""
    depth = 0
    while place < len(words):
        sign = words[place]
        if sign == 0x5C:
            place += 1
        depth += (sign == 0x28) - (sign == 0x29)
        place += 1
        if depth == 0:
            break
    return place


def _content(head: bytes, stream: bytes) -> bytes:
    """Return a stream without what a photograph tells; ``head`` ends with the stream's dictionary."""
    dictionary = head[head.rfind(b" obj") :]
    return jpeg_cleaning.blanked(stream) if b"/DCTDecode" in dictionary and b"/FlateDecode" not in dictionary else stream

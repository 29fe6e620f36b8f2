"""Odd documents and captions: scripts, attachments, names of people, bombs, locks, and archives that are not what they list."""

import io
import tempfile
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests import samples
from tests.media.corpus import SCRIPT, Odd, of_bytes

BROKEN, UNSAFE, NOT_ALLOWED = "media_broken", "media_archive_unsafe", "media_type_not_allowed"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
INFO = b"<< /Author (Secret) /Title (Secret) >>"
JS = b"<< /S /JavaScript /JS (app.alert\\('Secret'\\)) >>"


def pdf(*objects: bytes) -> bytes:
    """Return a PDF of these objects: catalog, pages, first page, information, and what they refer to."""
    body, offsets = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n".encode() + text + b"\nendobj\n"
    table = b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    count = len(objects) + 1
    head = f"xref\n0 {count}\n0000000000 65535 f \n".encode()
    end = f"trailer << /Size {count} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{len(body)}\n%%EOF\n".encode()
    return body + head + table + end


def stream(content: bytes, words: bytes = b"") -> bytes:
    return b"<< " + words + f" /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"


def page(more: bytes) -> bytes:
    return PAGE[:-2] + more + b" >>"


def _photo() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return samples.jpeg(Path(folder, "a.jpg"), 64, 48).read_bytes()


def _pictured() -> bytes:
    photo = stream(
        _photo(), b"/Type /XObject /Subtype /Image /Width 64 /Height 48 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode"
    )
    drawn = page(b" /Resources << /XObject << /I 6 0 R >> >> /Contents 5 0 R")
    return pdf(CATALOG, PAGES, drawn, INFO, stream(b"q 200 0 0 150 20 20 cm /I Do Q"), photo)


def _with_note(note: bytes) -> bytes:
    return pdf(CATALOG, PAGES, page(b" /Annots [5 0 R]"), INFO, note)


PDFS: dict[str, bytes] = {
    "plain.pdf": pdf(CATALOG, PAGES, PAGE, INFO),
    "opens-script.pdf": pdf(CATALOG[:-2] + b" /OpenAction " + JS + b" >>", PAGES, PAGE, INFO),
    "named-script.pdf": pdf(CATALOG[:-2] + b" /Names << /JavaScript << /Names [(a) " + JS + b"] >> >> >>", PAGES, PAGE, INFO),
    "page-script.pdf": pdf(CATALOG, PAGES, page(b" /AA << /O " + JS + b" >>"), INFO),
    "link-script.pdf": _with_note(b"<< /Type /Annot /Subtype /Link /Rect [0 0 90 90] /A " + JS + b" >>"),
    "launch.pdf": _with_note(b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /Launch /F (Secret.exe) >> >>"),
    "comment.pdf": _with_note(b"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /T (Secret) /Contents (Secret) >>"),
    "attached.pdf": pdf(
        CATALOG, PAGES, page(b" /Annots [5 0 R]"), INFO,
        b"<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS << /Type /Filespec /F (Secret.exe) /EF << /F 6 0 R >> >> >>",
        stream(SCRIPT, b"/Type /EmbeddedFile"),
    ),
    "form.pdf": pdf(CATALOG[:-2] + b" /AcroForm << /Fields [] /XFA 5 0 R >> >>", PAGES, PAGE, INFO, stream(b"<xdp>Secret</xdp>")),
    "told.pdf": pdf(
        CATALOG[:-2] + b" /Metadata 5 0 R >>", PAGES, page(b" /Metadata 5 0 R /PieceInfo << /X << /Private (Secret) >> >>"), INFO,
        stream(b"<x:xmpmeta>Secret</x:xmpmeta>", b"/Type /Metadata /Subtype /XML"),
    ),
    "photo.pdf": _pictured(),
    "poster.pdf": pdf(CATALOG, PAGES, PAGE.replace(b"300 400", b"14400 14400"), INFO),
    "ribbon.pdf": pdf(CATALOG, PAGES, PAGE.replace(b"300 400", b"3 14000"), INFO),
    "broken-table.pdf": pdf(CATALOG, PAGES, PAGE, INFO).replace(b"startxref\n", b"startxref\n9"),
    "script-after.pdf": pdf(CATALOG, PAGES, PAGE, INFO) + SCRIPT,
    "packed-blanks.pdf": pdf(
        CATALOG, PAGES, page(b" /Contents 5 0 R"), INFO, stream(zlib.compress(b" " * 30_000_000, 9), b"/Filter /FlateDecode")
    ),
}  # fmt: skip


_PACKED = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LED_TO = {"comments": "comments", "commentAuthors": "commentAuthors", "media": "image"}


def office(kind: str = "docx", more: dict[str, bytes] | None = None, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a small office file that names its author, with more parts."""
    main = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}[kind]
    told = b'<w:ins w:author="Secret" w:date="2026"/><w:t>Xin ch\xc3\xa0o</w:t>'
    space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    parts = {
        "[Content_Types].xml": b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": _relations(("officeDocument", main), ("extended-properties", "docProps/app.xml")),
        "docProps/core.xml": b"<cp:coreProperties><dc:creator>Secret</dc:creator></cp:coreProperties>",
        "docProps/app.xml": b"<Properties><Company>Secret</Company></Properties>",
        main: b'<w:document xmlns:w="' + space + b'">' + told + b"</w:document>",
        main.replace("/", "/_rels/") + ".rels": _relations(*((kind, name) for name in more or {} if (kind := _kind_of(name)))),
        **(more or {}),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _kind_of(name: str) -> str | None:
    return next((kind for word, kind in _LED_TO.items() if f"/{word}" in name), None)


def _relations(*targets: tuple[str, str]) -> bytes:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="/{target}"/>' for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKED}">{lines}</Relationships>'.encode()


def _locked(content: bytes) -> bytes:
    """Set the mark of a lock on every entry of the archive, where it is listed."""
    changed = bytearray(content)
    place = content.find(b"PK\x01\x02")
    while place >= 0:
        changed[place + 8] |= 1
        place = content.find(b"PK\x01\x02", place + 4)
    return bytes(changed)


def _twice() -> bytes:
    packed = io.BytesIO(office())
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("word/document.xml", SCRIPT)
    return packed.getvalue()


RELS = b'<Relationships><Relationship Type="http://x/relationships/%s" Target="http://127.0.0.1/a.dotm"/></Relationships>'
OFFICE: dict[str, bytes] = {
    "letter.docx": office(),
    "table.xlsx": office("xlsx"),
    "slides.pptx": office(
        "pptx", {"ppt/commentAuthors.xml": b'<p:cmAuthorLst><p:cmAuthor id="1" name="Secret" initials="Secret"/></p:cmAuthorLst>'}
    ),
    "commented.docx": office(more={"word/comments.xml": b'<w:comment w:author="Secret" w:initials="Secret">ok</w:comment>'}),
    "photo.docx": office(more={"word/media/image1.jpeg": _photo()}),
    "odd-words.xlsx": office("xlsx", {"xl/comments1.xml": b"<comments><authors><author>Secret</author></authors></comments>"}),
}
BAD_OFFICE: dict[str, tuple[bytes, str, dict[str, Any]]] = {
    "bomb.docx": (office(more={"word/media/a.bin": bytes(50_000_000)}), UNSAFE, {"reason": "ratio"}),
    "crowd.docx": (office(more={f"word/{number}.xml": b"" for number in range(5_001)}), UNSAFE, {"reason": "entries"}),
    "climbs.docx": (office(more={"../../etc/cron.d/x": b"x"}), UNSAFE, {"reason": "name"}),
    "rooted.xlsx": (office("xlsx", {"/etc/passwd": b"x"}), UNSAFE, {"reason": "name"}),
    "drive.docx": (office(more={"C:/x": b"x"}), UNSAFE, {"reason": "name"}),
    "twice.docx": (_twice(), UNSAFE, {"reason": "name"}),
    "macros.docx": (office(more={"word/vbaProject.bin": b"x"}), NOT_ALLOWED, {"found": "macros"}),
    "macros.docm": (
        office(more={"x.xml": b'ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"'}),
        NOT_ALLOWED,
        {"found": "macros"},
    ),
    "sheet.xlsm": (office("xlsx", {"xl/macrosheets/sheet1.xml": b"x"}), NOT_ALLOWED, {"found": "macros"}),
    "control.pptx": (office("pptx", {"ppt/activeX/activeX1.bin": b"x"}), NOT_ALLOWED, {"found": "macros"}),
    "remote.docx": (office(more={"word/_rels/settings.xml.rels": RELS % b"attachedTemplate"}), NOT_ALLOWED, {"found": "macros"}),
    "laughs.docx": (office(more={"word/x.xml": b"<!DOCTYPE a [<!ENTITY a 'ha'>]><a>&a;</a>"}), BROKEN, {}),
    "locked.docx": (_locked(office()), "media_encrypted", {}),
    "packed.docx": (office(method=zipfile.ZIP_BZIP2), BROKEN, {}),
    "wrong-sum.docx": (office(method=zipfile.ZIP_STORED).replace(b"Xin ch", b"Xem ch"), BROKEN, {}),
}

SRT = "1\n00:00:01,000 --> 00:00:02,500\nXin chào <i>bạn</i>\n\n2\n00:00:03,000 --> 00:00:04,000\n<script>alert(1)</script>Tạm biệt\n"
CAPTIONS: dict[str, bytes] = {
    "plain.srt": SRT.encode(),
    "windows.srt": SRT.replace("\n", "\r\n").encode("utf-8-sig"),
    "wide.srt": SRT.encode("utf-16"),
    "western.srt": "1\n00:00:01,000 --> 00:00:02,000\nDéjà vu\n".encode("cp1252"),
    "plain.vtt": ("WEBVTT\n\n" + SRT.replace(",", ".")).encode(),
    "styled.vtt": b"WEBVTT\n\nSTYLE\n::cue { background: url(http://127.0.0.1/) }\n\n"
    b"NOTE Secret\n\n00:01.000 --> 00:02.000 align:start\n<v Secret>A &lt;b&gt;\n",
    "turned.srt": "1\n00:00:01,000 --> 00:00:02,000\n\u202eevil\u202c\n".encode(),
}
BAD_CAPTIONS: dict[str, tuple[bytes, str]] = {
    "none.vtt": (b"WEBVTT\n\nNOTE nothing\n", BROKEN),
    "backwards.srt": (b"1\n00:00:05,000 --> 00:00:01,000\nx\n", BROKEN),
    "hundred-hours.srt": (b"1\n00:00:01,000 --> 100:00:00,000\nx\n", "media_too_long"),
    "heavy.srt": (b"1\n00:00:01,000 --> 00:00:02,000\n" + b"x" * 5_000_000, "media_too_large"),
}


def _pages(count: int) -> Callable[[Path], Any]:
    return lambda path: samples.pdf(path, count)


FILES = [
    Odd(name, lambda path, data=data: path.write_bytes(data), None, kind="document") for name, data in (PDFS | OFFICE | CAPTIONS).items()
]
FILES += [of_bytes(name, data, code, **facts) for name, (data, code, facts) in BAD_OFFICE.items()]
FILES += [of_bytes(name, data, code) for name, (data, code) in BAD_CAPTIONS.items()]
FILES += [
    Odd("locked.pdf", samples.locked_pdf, "media_encrypted"),
    Odd("many.pdf", _pages(401), "media_too_many_pages", {"limit_pages": 400, "found_pages": 401}),
    of_bytes("no-pages.pdf", pdf(CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>", PAGE, INFO), BROKEN),
    of_bytes("loop.pdf", pdf(CATALOG, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>", PAGE, INFO), BROKEN),
]

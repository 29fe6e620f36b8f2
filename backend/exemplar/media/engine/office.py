"""Office files (DOCX, XLSX, PPTX): a ZIP that is looked through before it is believed, and a copy without names of people.

They are handed on for downloading; what they look like is shown only where LibreOffice is installed, which turns them
into a PDF for ``documents``.
"""

import json
import re
import shutil
import zipfile
import zlib
from pathlib import Path

from exemplar.media.engine import confined, documents, jpeg_cleaning
from exemplar.media.engine.findings import Derived, Finding, Limits, Made, RefusalCode, Refused
from exemplar.media.engine.formats import PDF, Format

_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_LOCKED = 0x1
_SMALL = 64 * 1024
"""A short entry of one repeated letter packs well and harms nobody."""
_ACTIVE_PARTS = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml|activeX/.*|macrosheets/.*|attachedToolbars\.bin)$", re.IGNORECASE)
_ACTIVE_WORDS = re.compile(rb"macroEnabled|relationships/(attachedTemplate|frameset|vbaProject|control)\"", re.IGNORECASE)
_CHUNK_BYTES = 1024**2

_EMPTY_PARTS = {
    "docProps/core.xml": b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PEOPLE = re.compile(
    rb'(?P<before>\b(?:w:author|w:initials|w15:author|w15:userId|displayName|userId|initials|userName)=")[^"]*(?=")'
    rb"|(?P<open><author>)[^<]*(?=</author>)"
)
_OUTSIDE = re.compile(rb"""<(?:\w+:)?Relationship\b[^>]*\bTargetMode\s*=\s*["']External["'][^>]*?(?:/>|>\s*</(?:\w+:)?Relationship>)""")
_EXPORTS = {".docx": "writer_pdf_Export", ".xlsx": "calc_pdf_Export", ".pptx": "impress_pdf_Export"}
_BEGIN_AGAIN = 81
"""What LibreOffice ends with when it has just made its profile."""
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "2"),
    ("Calc/Formula/Load", "OOXMLRecalcMode", "1"),
    ("Java/VirtualMachine", "Enable", "false"),
)
_COMMENTERS = re.compile(rb'(\bname=")[^"]*(?=")')


def inspect(path: Path, found: Format, limits: Limits) -> Finding:
    """Look through the archive, unpacking every entry into nothing.

    Raises:
        Refused: a bomb, entries outside the archive, a lock, macros, or a broken ZIP.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _require_harmless(archive, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, RuntimeError) as error:
        raise Refused(RefusalCode.BROKEN) from error
    return Finding(found.kind, found.name, found.content_type)


def _require_harmless(archive: zipfile.ZipFile, limits: Limits) -> None:
    entries = archive.infolist()
    if len(entries) > limits.max_archive_entries:
        raise Refused(RefusalCode.ARCHIVE_UNSAFE, reason="entries")
    if len({entry.filename.casefold() for entry in entries}) != len(entries) or any(_strays(entry.filename) for entry in entries):
        raise Refused(RefusalCode.ARCHIVE_UNSAFE, reason="name")
    if sum(entry.file_size for entry in entries) > limits.max_archive_bytes:
        raise Refused(RefusalCode.ARCHIVE_UNSAFE, reason="size")
    for entry in entries:
        _require_sound_entry(entry, limits)
    for entry in entries:
        _require_passive(archive, entry)


def _strays(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name


def _require_sound_entry(entry: zipfile.ZipInfo, limits: Limits) -> None:
    if entry.flag_bits & _LOCKED:
        raise Refused(RefusalCode.ENCRYPTED)
    if entry.compress_type not in _METHODS:
        raise Refused(RefusalCode.BROKEN)
    if entry.file_size > max(_SMALL, entry.compress_size * limits.max_archive_ratio):
        raise Refused(RefusalCode.ARCHIVE_UNSAFE, reason="ratio")
    if _ACTIVE_PARTS.search(entry.filename):
        raise Refused(RefusalCode.TYPE_NOT_ALLOWED, found="macros")


def _require_passive(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Read an entry to its end (its length and sum are checked by that) and look for what starts programs."""
    is_words = entry.filename.lower().endswith((".xml", ".rels"))
    with archive.open(entry) as file:
        rest = b""
        while chunk := file.read(_CHUNK_BYTES):
            text = rest + chunk
            if is_words and _ACTIVE_WORDS.search(text):
                raise Refused(RefusalCode.TYPE_NOT_ALLOWED, found="macros")
            if is_words and (b"<!DOCTYPE" in text or b"<!ENTITY" in text):
                raise Refused(RefusalCode.BROKEN)
            rest = chunk[-200:]


def derive(path: Path, found: Format, limits: Limits, folder: Path) -> Derived:
    """Write a copy that names nobody, and, where LibreOffice is installed, what a PDF gets.

    Raises:
        Refused: as ``inspect``.
    """
    copy = folder / f"document.{found.name}"
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as fresh:
        for entry in archive.infolist():
            if not entry.is_dir():
                fresh.writestr(zipfile.ZipInfo(entry.filename), _nameless(entry.filename, archive.read(entry)), zipfile.ZIP_DEFLATED)
    made = [Made(copy.name, found.content_type)]
    shown = _preview(copy, limits, folder)
    if shown is None:
        return Derived(made)
    return Derived([*shown.files, *made], shown.average_colour, blurhash=shown.blurhash, text=shown.text, prints=shown.prints)


def _nameless(name: str, data: bytes) -> bytes:
    """Return a part without names of people, or with what photographs tell about themselves overwritten."""
    if name in _EMPTY_PARTS:
        return _DECLARATION + _EMPTY_PARTS[name]
    if name.lower().endswith((".jpg", ".jpeg")):
        return jpeg_cleaning.blanked(data)
    if not name.lower().endswith(".xml"):
        return data
    if name.endswith("commentAuthors.xml"):
        return _COMMENTERS.sub(rb"\1", data)
    return _PEOPLE.sub(lambda match: match["before"] or match["open"] or b"", data)


def _preview(copy: Path, limits: Limits, folder: Path) -> Derived | None:
    """Return what a PDF gets, made of the copy; ``None`` where nothing can draw it: that is no reason to refuse the file."""
    program = _program()
    drawn = None if program is None else _as_pdf(program, copy, folder, limits)
    if drawn is None:
        return None
    try:
        documents.inspect(drawn, PDF, limits)
        return documents.derive(drawn, limits, folder)
    except Refused:
        return None


def _program() -> Path | None:
    """Return LibreOffice: the program itself, since the script around it cannot be stopped reliably."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        return None
    script = Path(found).resolve()
    inner = script.with_name("soffice.bin")
    return inner if inner.exists() else script


def _as_pdf(program: Path, copy: Path, folder: Path, limits: Limits) -> Path | None:
    place = folder / "office"
    (place / "profile" / "user").mkdir(parents=True)
    (place / "profile" / "user" / "registrymodifications.xcu").write_text(_settings())
    source = place / f"source{copy.suffix}"
    _write_without_outside(copy, source)
    pages = json.dumps({"PageRange": {"type": "string", "value": f"1-{limits.max_pages}"}})
    wanted = f"pdf:{_EXPORTS[copy.suffix]}:{pages}"
    quiet = ["--headless", "--norestore", "--nologo", "--nodefault", f"-env:UserInstallation=file://{place}/profile"]
    command = [str(program), *quiet, "--convert-to", wanted, "--outdir", str(place), str(source)]
    if confined.run_offline(command, limits.office_seconds) == _BEGIN_AGAIN:
        confined.run_offline(command, limits.office_seconds)
    drawn = place / "source.pdf"
    return drawn if drawn.exists() else None


def _write_without_outside(copy: Path, source: Path) -> None:
    """Write the package without its relations to anything outside: pictures, sheets and texts that would be fetched from there."""
    with zipfile.ZipFile(copy) as archive, zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as fresh:
        for entry in archive.infolist():
            data = archive.read(entry)
            is_list = entry.filename.lower().endswith(".rels")
            fresh.writestr(zipfile.ZipInfo(entry.filename), _OUTSIDE.sub(b"", data) if is_list else data, zipfile.ZIP_DEFLATED)


def _settings() -> str:
    """Return LibreOffice's own settings: no macros, no Java, nothing fetched, nothing counted anew."""
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'

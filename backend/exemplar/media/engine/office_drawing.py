"""What an office file looks like: LibreOffice, where it is installed, makes a PDF of the copy. See decisions/0098-libreoffice.md."""

import json
import re
import shutil
import zipfile
from pathlib import Path

from exemplar.media.engine import confined, documents
from exemplar.media.engine.findings import Derived, Limits, Refused
from exemplar.media.engine.formats import PDF

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


def preview(copy: Path, limits: Limits, folder: Path) -> Derived | None:
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

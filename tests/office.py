"""Office files that office programs open: small, whole, and with more in them where a test wants it."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SLIDE = "http://schemas.openxmlformats.org/presentationml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def docx(path: Path, body: str = "", relations: tuple[str, ...] = ()) -> Path:
    """Write a letter of one line and ``body`` (paragraphs in WordprocessingML)."""
    text = f"<w:p><w:r><w:t>Xin chào các thầy cô</w:t></w:r></w:p>{body}"
    document = f'<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}" xmlns:a="{_DRAWING}"><w:body>{text}</w:body></w:document>'
    kinds = {"/word/document.xml": f"{_KIND}.wordprocessingml.document.main+xml"}
    parts = {"word/document.xml": document, "word/_rels/document.xml.rels": _relations(*relations)}
    return _packed(path, kinds, parts, "word/document.xml")


def xlsx(path: Path, rows: int = 1, formula: str = "") -> Path:
    """Write a table of so many rows; ``formula`` stands in the first cell."""
    first = f'<c r="A1"><f>{formula}</f></c>' if formula else '<c r="A1" t="inlineStr"><is><t>Điểm trung bình</t></is></c>'
    more = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(2, rows + 1))
    sheet = f'<worksheet xmlns="{_SHEET}"><sheetData><row r="1">{first}</row>{more}</sheetData></worksheet>'
    book = f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets><sheet name="Bảng" sheetId="1" r:id="rId1"/></sheets></workbook>'
    kinds = {
        "/xl/workbook.xml": f"{_KIND}.spreadsheetml.sheet.main+xml",
        "/xl/worksheets/sheet1.xml": f"{_KIND}.spreadsheetml.worksheet+xml",
    }
    relations = _relations(relation("rId1", "worksheet", "worksheets/sheet1.xml"))
    parts = {"xl/workbook.xml": book, "xl/worksheets/sheet1.xml": sheet, "xl/_rels/workbook.xml.rels": relations}
    return _packed(path, kinds, parts, "xl/workbook.xml")


def pptx(path: Path, slides: int = 1) -> Path:
    """Write slides of one line each."""
    tree = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
    spaces = f'xmlns:p="{_SLIDE}" xmlns:a="{_DRAWING}" xmlns:r="{_OFFICE}"'
    listed = "".join(f'<p:sldId id="{255 + number}" r:id="rId{number}"/>' for number in range(1, slides + 1))
    show = f'<p:presentation {spaces}><p:sldIdLst>{listed}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/></p:presentation>'
    relations = _relations(*(relation(f"rId{number}", "slide", f"slides/slide{number}.xml") for number in range(1, slides + 1)))
    kinds = {"/ppt/presentation.xml": f"{_KIND}.presentationml.presentation.main+xml"}
    parts = {"ppt/presentation.xml": show, "ppt/_rels/presentation.xml.rels": relations}
    for number in range(1, slides + 1):
        place = '<p:spPr><a:xfrm><a:off x="500000" y="500000"/><a:ext cx="8000000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></p:spPr>'
        words = f"<p:txBody><a:bodyPr/><a:p><a:r><a:t>Sáng kiến số {number}</a:t></a:r></a:p></p:txBody>"
        shape = f'<p:sp><p:nvSpPr><p:cNvPr id="2" name=""/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>{place}{words}</p:sp>'
        parts[f"ppt/slides/slide{number}.xml"] = f"<p:sld {spaces}><p:cSld><p:spTree>{tree}{shape}</p:spTree></p:cSld></p:sld>"
        kinds[f"/ppt/slides/slide{number}.xml"] = f"{_KIND}.presentationml.slide+xml"
    return _packed(path, kinds, parts, "ppt/presentation.xml")


def relation(name: str, kind: str, target: str, *, is_outside: bool = False) -> str:
    """Return one relationship of a part."""
    mode = ' TargetMode="External"' if is_outside else ""
    return f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'


def _relations(*relations: str) -> str:
    return f'<Relationships xmlns="{_RELATIONS}">{"".join(relations)}</Relationships>'


def _packed(path: Path, kinds: dict[str, str], parts: dict[str, str], main: str) -> Path:
    defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    whole = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}">{defaults}{overrides}</Types>',
        "_rels/.rels": _relations(relation("rId1", "officeDocument", main)),
        **parts,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in whole.items():
            archive.writestr(name, _HEAD + content)
    return path


@dataclass(frozen=True, slots=True)
class Part:
    """One part more, and the relation that leads to it. ``of`` is the part it hangs on: the main one, or ``""`` for the package."""

    name: str
    kind: str
    content: bytes
    type: str = "application/xml"
    of: str | None = None
    id: str = ""
    base: str = _OFFICE


def enriched(path: Path, *parts: Part, relations: tuple[str, ...] = (), changes: dict[str, bytes] | None = None) -> Path:
    """Write an office file anew with more parts, more relations of its main part, and some parts changed."""
    with zipfile.ZipFile(path) as archive:
        whole = {name: archive.read(name) for name in archive.namelist()} | (changes or {})
    main = next(name for name in ("word/document.xml", "xl/workbook.xml", "ppt/presentation.xml") if name in whole)
    whole[_list_of(main)] = _ended(whole.get(_list_of(main)), "".join(relations))
    for number, part in enumerate(parts):
        whole[part.name] = part.content
        override = f'<Override PartName="/{part.name}" ContentType="{part.type}"/>'
        whole["[Content_Types].xml"] = whole["[Content_Types].xml"].replace(b"</Types>", override.encode() + b"</Types>")
        held = _list_of(main if part.of is None else part.of)
        line = f'<Relationship Id="{part.id or f"rIdMore{number}"}" Type="{part.base}/{part.kind}" Target="/{part.name}"/>'
        whole[held] = _ended(whole.get(held), line if part.kind else "")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in whole.items():
            archive.writestr(name, content)
    return path


def _list_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _ended(listed: bytes | None, more: str) -> bytes:
    return (listed or _relations().encode()).replace(b"</Relationships>", more.encode() + b"</Relationships>")

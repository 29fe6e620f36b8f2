"""Office files that name their people, machines and folders, in every place where office programs put that."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests import office
from tests.media import telling_pictures as pictures
from tests.media.corpus import SCRIPT, Odd
from tests.office import Part, enriched, relation

_MICROSOFT = "http://schemas.microsoft.com/office"
_NEWER = f"{_MICROSOFT}/2018/10/relationships"
_PACKED = "http://schemas.openxmlformats.org/package/2006/relationships"
_OPEN = "http://schemas.openxmlformats.org"
_R = f"{_OPEN}/officeDocument/2006/relationships"
_PIC, _WP = f"{_OPEN}/drawingml/2006/picture", f"{_OPEN}/drawingml/2006/wordprocessingDrawing"
_KIND = "application/vnd.openxmlformats-officedocument"
_BYTES = "application/octet-stream"
_SPACES = {
    "w": f"{_OPEN}/wordprocessingml/2006/main", "x": f"{_OPEN}/spreadsheetml/2006/main", "p": f"{_OPEN}/presentationml/2006/main",
    "a": f"{_OPEN}/drawingml/2006/main", "r": _R, "w15": f"{_MICROSOFT}/word/2012/wordml", "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office", "e": "urn:schemas-microsoft-com:office:excel",
    "p188": f"{_MICROSOFT}/powerpoint/2018/8/main", "t": f"{_MICROSOFT}/spreadsheetml/2018/threadedcomments",
    "cp": f"{_OPEN}/package/2006/metadata/core-properties", "dc": "http://purl.org/dc/elements/1.1/",
}  # fmt: skip
PERSON = "w:author='Secret' w:initials = 'Secret' w:date='2026-01-01T00:00:00Z'"


def root(name: str, body: str, *more: str) -> bytes:
    """Return a part whose root is called ``name``, with the namespaces of it and of ``more``."""
    spaces = " ".join(f"xmlns:{prefix}='{_SPACES[prefix]}'" for prefix in [name.partition(":")[0], *more] if prefix in _SPACES)
    return f"<?xml version='1.0' encoding='UTF-8'?><{name} {spaces}>{body}</{name}>".encode()


_CREATOR = root("cp:coreProperties", "<dc:creator>Secret</dc:creator>", "dc")
PROPERTIES = Part("docProps/core.xml", "core-properties", _CREATOR, of="", base=f"{_PACKED}/metadata")


def part_of(path: Path, name: str) -> str:
    """Return the text of a part."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def shown(*ids: str, linked: str = "") -> str:
    """Return paragraphs that show the pictures behind these relations."""
    return "".join(_framed(f'<a:blip r:embed="{one}"/>') for one in ids) + (_framed(f'<a:blip r:link="{linked}"/>') if linked else "")


def _framed(blip: str) -> str:
    names = '<pic:nvPicPr><pic:cNvPr id="1" name="Secret.png" descr="D:\\Secret\\a.png"/><pic:cNvPicPr/></pic:nvPicPr>'
    place = '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr>'
    filled = f"<pic:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
    graphic = (
        f'<a:graphic><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}">{names}{filled}{place}</pic:pic></a:graphicData></a:graphic>'
    )
    size = '<wp:extent cx="900000" cy="600000"/><wp:docPr id="1" name="Secret" descr="Secret.jpg"/>'
    return f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{_WP}">{size}{graphic}</wp:inline></w:drawing></w:r></w:p>'


def pictured(path: Path, *shots: tuple[str, str, bytes]) -> Path:
    """Write a letter that shows pictures (name, type, bytes); their relations are rId1 and on."""
    office.docx(path, shown(*(f"rId{number}" for number in range(1, len(shots) + 1))))
    parts = [Part(f"word/media/{name}", "image", data, type_, id=f"rId{number}") for number, (name, type_, data) in enumerate(shots, 1)]
    return enriched(path, *parts)


def run(words: str, deleted: str = "t") -> str:
    """Return words of a letter."""
    return f'<w:r w:rsidR="005ec2e7"><w:{deleted}>{words}</w:{deleted}></w:r>'


def table(*rows: str) -> str:
    """Return a table of one column."""
    grid = "<w:tblPr><w:tblW w:w='2000' w:type='dxa'/></w:tblPr><w:tblGrid><w:gridCol w:w='2000'/></w:tblGrid>"
    return f"<w:tbl>{grid}{''.join(rows)}</w:tbl><w:p/>"


def row(words: str, mark: str = "") -> str:
    """Return a row of one cell; ``mark`` says what happened to it."""
    width = "<w:tcPr><w:tcW w:w='2000' w:type='dxa'/></w:tcPr>"
    return f"<w:tr><w:trPr>{mark}</w:trPr><w:tc>{width}<w:p>{run(words)}</w:p></w:tc></w:tr>"


def changed(path: Path) -> Path:
    """Write a letter with every kind of tracked change: what was deleted, moved away, and how it was before, says the word."""
    before = f"<w:rPr><w:b/><w:rPrChange w:id='7' {PERSON}><w:rPr><w:rFonts w:ascii='Secret'/></w:rPr></w:rPrChange></w:rPr>"
    gone = f"<w:del w:id='1' {PERSON}>{run('Secret', 'delText')}</w:del>"
    new = f"<w:ins w:id='2' {PERSON}>{run('được thêm')}</w:ins>"
    moved = f"<w:moveFrom w:id='4' {PERSON}>{run('Secret')}</w:moveFrom>"
    left = f"<w:moveFromRangeStart w:id='3' w:name='m' {PERSON}/>{moved}<w:moveFromRangeEnd w:id='3'/>"
    there = f"<w:moveTo w:id='6' {PERSON}>{run('chuyển tới')}</w:moveTo>"
    reached = f"<w:moveToRangeStart w:id='5' w:name='m' {PERSON}/>{there}<w:moveToRangeEnd w:id='5'/>"
    lost = f"<w:p><w:pPr><w:rPr><w:del w:id='8' {PERSON}/></w:rPr></w:pPr>{gone}</w:p>"
    mark = f"<w:del w:id='9' {PERSON}/>"
    tables = table(row("Secret", mark), row("còn lại")) + table(row("Secret", mark))
    return office.docx(path, f"<w:p><w:r>{before}<w:t>đậm</w:t></w:r>{gone}{new}{left}{reached}</w:p>{lost}{tables}")


def remarked(path: Path) -> Path:
    """Write a letter with remarks, their authors, and answers to them."""
    begins, ends = "<w:commentRangeStart w:id='0'/>", "<w:commentRangeEnd w:id='0'/><w:r><w:commentReference w:id='0'/></w:r>"
    remark = f"<w:comment w:id='0' {PERSON}><w:p><w:r><w:t>Secret</w:t></w:r></w:p></w:comment>"
    newer = f"{_MICROSOFT}/2011/relationships"
    return enriched(
        office.docx(path, f"<w:p>{begins}<w:r><w:t>chữ</w:t></w:r>{ends}</w:p>"),
        Part("word/comments.xml", "comments", root("w:comments", remark), f"{_KIND}.wordprocessingml.comments+xml"),
        Part("word/commentsExtended.xml", "commentsExtended", root("w15:commentsEx", "Secret"), base=newer),
        Part("word/people.xml", "people", root("w15:people", "<w15:person w15:author='Secret'/>"), base=newer),
        PROPERTIES,
    )


def remarked_sheet(path: Path) -> Path:
    """Write a table with notes of both kinds, their frames, the people who wrote them, and a printer."""
    data = "<e:ClientData ObjectType='Note'><e:Row>0</e:Row></e:ClientData>"
    frame = root("xml", f"<v:shape id='s1'><v:textbox>Secret</v:textbox>{data}</v:shape>", "v", "e")
    note = "<x:commentList><x:comment ref='A1' authorId='0'><x:text><x:t>Secret</x:t></x:text></x:comment></x:commentList>"
    notes = root("x:comments", f"<x:authors><x:author >Secret</x:author></x:authors>{note}")
    threaded = root("t:ThreadedComments", "<t:threadedComment ref='A1'><t:text>Secret</t:text></t:threadedComment>")
    people = root("t:personList", "<t:person displayName='Secret' userId='S::secret' id='1'/>")
    sheet, newer = "xl/worksheets/sheet1.xml", f"{_MICROSOFT}/2017/10/relationships"
    printer = "Secret".encode("utf-16-le")
    drawn = part_of(office.xlsx(path), sheet).replace("</worksheet>", f"<legacyDrawing xmlns:r='{_R}' r:id='rIdV'/></worksheet>")
    return enriched(
        path,
        Part("xl/comments1.xml", "comments", notes, of=sheet),
        Part("xl/drawings/vmlDrawing1.vml", "vmlDrawing", frame, f"{_KIND}.vmlDrawing", of=sheet, id="rIdV"),
        Part("xl/threadedComments/threadedComment1.xml", "threadedComment", threaded, of=sheet, base=newer),
        Part("xl/persons/person.xml", "person", people, base=newer),
        Part("xl/printerSettings/printerSettings1.bin", "printerSettings", printer, _BYTES, of=sheet),
        changes={sheet: drawn.encode()},
    )


def bookish(path: Path) -> Path:
    """Write a table that says in its book where it lay, who shared it, and where another table lies that it takes numbers from."""
    spaces = f"xmlns:mc='{_OPEN}/markup-compatibility/2006' xmlns:x15ac='{_MICROSOFT}/spreadsheetml/2010/11/ac'"
    folder = "<mc:Choice Requires='x15ac'><x15ac:absPath url='C:\\Users\\Secret\\Documents\\'/></mc:Choice>"
    place = f"<fileSharing userName='Secret'/><mc:AlternateContent {spaces}>{folder}</mc:AlternateContent><sheets>"
    book = part_of(office.xlsx(path, formula="HYPERLINK(&quot;C:\\Users\\Secret\\a.xlsx&quot;,[1]S!A1)"), "xl/workbook.xml")
    book = book.replace("<sheets>", place).replace(
        "</sheets>", "</sheets><externalReferences><externalReference r:id='rIdE'/></externalReferences>"
    )
    other = root("x:externalLink", "<x:externalBook r:id='rId1'><x:sheetNames><x:sheetName val='S'/></x:sheetNames></x:externalBook>", "r")
    lies = relation("rId1", "externalLinkPath", "file:///C:\\Users\\Secret\\b.xlsx", is_outside=True)
    listed = f'<Relationships xmlns="{_PACKED}">{lies}</Relationships>'
    part = Part("xl/externalLinks/externalLink1.xml", "externalLink", other, f"{_KIND}.spreadsheetml.externalLink+xml", id="rIdE")
    changes = {"xl/workbook.xml": book.encode(), "xl/externalLinks/_rels/externalLink1.xml.rels": listed.encode()}
    return enriched(path, part, PROPERTIES, changes=changes)


def within(path: Path) -> Path:
    """Write a letter with a table in it that names its author and holds a letter that does so too, and an object of old."""
    letter = remarked(path.with_name("inmost.docx")).read_bytes()
    inmost = Part("xl/embeddings/a.docx", "package", letter, f"{_KIND}.wordprocessingml.document", of="xl/worksheets/sheet1.xml")
    inner = enriched(remarked_sheet(path.with_name("inner.xlsx")), PROPERTIES, inmost).read_bytes()
    objects = "".join(
        f"<w:p><w:r><w:object><o:OLEObject xmlns:o='{_SPACES['o']}' Type='Embed' r:id='{one}'/></w:object></w:r></w:p>"
        for one in ("rId1", "rId2")
    )
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1Secret"
    return enriched(
        office.docx(path, objects),
        Part("word/embeddings/Secret.xlsx", "package", inner, f"{_KIND}.spreadsheetml.sheet", id="rId1"),
        Part("word/embeddings/oleObject1.bin", "oleObject", old, f"{_KIND}.oleObject", id="rId2"),
    )


def custom(path: Path) -> Path:
    """Write a letter with custom XML, a small picture of itself, a signature, and settings that tell of folders and sessions."""
    sessions = "<w:rsids><w:rsidRoot w:val='00AB12CD'/></w:rsids><w:docVars><w:docVar w:name='a' w:val='Secret'/></w:docVars>"
    settings = root("w:settings", f"{sessions}<w:mailMerge><w:connectString w:val='C:\\Secret'/></w:mailMerge>")
    binding = "<w:sdtPr><w:dataBinding w:xpath='/Secret' w:storeItemID='{1}'/></w:sdtPr>"
    return enriched(
        office.docx(path, f"<w:sdt>{binding}<w:sdtContent><w:p>{run('điền vào')}</w:p></w:sdtContent></w:sdt>"),
        Part("customXml/item1.xml", "customXml", b"<root><owner>Secret</owner></root>"),
        Part("docProps/thumbnail.jpeg", "thumbnail", pictures.jpeg(), "image/jpeg", of="", base=f"{_PACKED}/metadata"),
        Part("docProps/app.xml", "extended-properties", b"<Properties><Company>Secret</Company></Properties>", of=""),
        Part("_xmlsignatures/origin.sigs", "origin", b"Secret", _BYTES, of="", base=f"{_PACKED}/digital-signature"),
        Part("word/settings.xml", "settings", settings, f"{_KIND}.wordprocessingml.settings+xml"),
        Part("word/unlisted.xml", "", b"<a>Secret</a>"),
        PROPERTIES,
    )


def leading(path: Path) -> Path:
    """Write a letter that leads to folders of its author, in relations and in a field that is cut into pieces."""
    begin, separate, end = (f"<w:r><w:fldChar w:fldCharType='{mark}'/></w:r>" for mark in ("begin", "separate", "end"))
    cut = (' INCLUDEPICTURE "C:\\\\Us', "ers\\\\Sec", 'ret\\\\a.png" ')
    pieces = "".join(f"<w:r><w:instrText xml:space='preserve'>{one}</w:instrText></w:r>" for one in cut)
    field = f"<w:p>{begin}{pieces}{separate}{run('hình')}{end}</w:p>"
    links = "".join(f"<w:hyperlink r:id='{one}'>{run('liên kết')}</w:hyperlink>" for one in ("rId1", "rId2", "rId3"))
    targets = ["file:///C:/Users/Secret/a.docx", "\\\\server\\Secret\\b.docx", "https://example.org/"]
    relations = [relation(f"rId{number}", "hyperlink", target, is_outside=True) for number, target in enumerate(targets, 1)]
    relations.append(relation("rId4", "image", "file:///C:/Users/Secret/c.png", is_outside=True))
    return office.docx(path, f"<w:p>{links}</w:p>{shown(linked='rId4')}{field}", tuple(relations))


def note_slide(words: str) -> bytes:
    """Return a note for the speaker."""
    group = "<p:nvGrpSpPr><p:cNvPr id='1' name='Secret'/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>"
    named = "<p:nvSpPr><p:cNvPr id='2' name='Secret'/><p:cNvSpPr/><p:nvPr><p:ph type='body' idx='1'/></p:nvPr></p:nvSpPr>"
    shape = f"<p:sp>{named}<p:spPr/><p:txBody><a:bodyPr/><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp>"
    return root("p:notes", f"<p:cSld><p:spTree>{group}{shape}</p:spTree></p:cSld>", "a")


def spoken(path: Path) -> Path:
    """Write slides with remarks of both kinds, their authors, and a note for the speaker whose frame is named."""
    slide, kind = "ppt/slides/slide1.xml", f"{_KIND}.presentationml.notesSlide+xml"
    authors = root("p188:authorLst", "<p188:author id='1' name=\"Secret\" initials='S' userId='Secret'/>")
    older = root("p:cmAuthorLst", "<p:cmAuthor id='1' name='Secret' initials='S'/>")
    return enriched(
        office.pptx(path),
        Part("ppt/authors.xml", "authors", authors, base=_NEWER),
        Part("ppt/commentAuthors.xml", "commentAuthors", older),
        Part("ppt/comments/modernComment_1.xml", "comments", root("p188:cmLst", "Secret"), of=slide, base=_NEWER),
        Part("ppt/comments/comment1.xml", "comments", root("p:cmLst", "Secret"), of=slide),
        Part("ppt/notesSlides/notesSlide1.xml", "notesSlide", note_slide("Lời người nói"), kind, of=slide),
        PROPERTIES,
    )


def in_utf16(path: Path, name: str, change: Callable[[str], str] = lambda text: text) -> Path:
    """Write one part of an office file in UTF-16, changed."""
    text = change(part_of(path, name)).replace("UTF-8", "UTF-16")
    return enriched(path, changes={name: text.encode("utf-16")})


def pivoted(path: Path) -> Path:
    """Write a table with a summary that says who counted last, and views that are called after people."""
    cache = "<cacheSource type='worksheet'/><cacheFields/></pivotCacheDefinition>"
    cache = f"<pivotCacheDefinition xmlns='{_SPACES['x']}' refreshedBy=\"Secret\" refreshedDate='1'>{cache}"
    views = "<customWorkbookViews><customWorkbookView name='Secret' guid='{1}'/></customWorkbookViews>"
    more = f"</sheets>{views}<pivotCaches><pivotCache cacheId='1' r:id='rIdC'/></pivotCaches>"
    book = part_of(office.xlsx(path), "xl/workbook.xml").replace("</sheets>", more)
    kind = f"{_KIND}.spreadsheetml.pivotCacheDefinition+xml"
    part = Part("xl/pivotCache/pivotCacheDefinition1.xml", "pivotCacheDefinition", cache.encode(), kind, id="rIdC")
    return enriched(path, part, PROPERTIES, changes={"xl/workbook.xml": book.encode()})


def drawings(path: Path) -> Path:
    """Write a letter with pictures of every kind but photographs, and one that is none."""
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><title>Secret</title>" + SCRIPT + b"</svg>"
    return pictured(
        path, ("a.emf", "image/x-emf", pictures.emf()), ("b.wmf", "image/x-wmf", pictures.wmf()), ("c.gif", "image/gif", pictures.gif()),
        ("d.tiff", "image/tiff", pictures.tiff()), ("e.bmp", "image/bmp", pictures.bmp()), ("f.svg", "image/svg+xml", svg),
        ("g.png", "image/png", b"Secret"),
    )  # fmt: skip


def rootless(path: Path) -> Path:
    """Write a letter whose package leads nowhere."""
    return enriched(office.docx(path), changes={"_rels/.rels": f'<Relationships xmlns="{_PACKED}"/>'.encode()})


NAMED: dict[str, Callable[[Path], Any]] = {
    "png.docx": lambda path: pictured(path, ("image1.png", "image/png", pictures.png())),
    "photo-by-another-ending.docx": lambda path: pictured(
        path, ("Secret.jpe", "image/jpeg", pictures.jpeg()), ("b.bin", "image/jpeg", pictures.jpeg())
    ),
    "drawings.docx": drawings,
    "tables-within.docx": within,
    "custom-and-thumbnail.docx": custom,
    "people.pptx": spoken,
    "changes-by-single-quotes.docx": changed,
    "changes-in-utf16.docx": lambda path: in_utf16(changed(path), "word/document.xml"),
    "remarks.docx": remarked,
    "remarks.xlsx": remarked_sheet,
    "folders.xlsx": bookish,
    "folders.docx": leading,
    "summary.xlsx": pivoted,
}
BAD: dict[str, tuple[Callable[[Path], Any], str, dict[str, Any]]] = {
    "macros-in-utf16.docx": (
        lambda path: in_utf16(office.docx(path), "[Content_Types].xml", lambda text: text.replace("wordprocessingml", "macroEnabled")),
        "media_type_not_allowed",
        {"found": "macros"},
    ),
    "laughs-in-utf16.docx": (
        lambda path: in_utf16(office.docx(path), "word/document.xml", lambda text: text.replace("<w:document", "<!DOCTYPE a><w:document")),
        "media_broken",
        {},
    ),
    "rootless.docx": (rootless, "media_broken", {}),
}

FILES = [Odd(name, make, None, kind="document") for name, make in NAMED.items()]
FILES += [Odd(name, make, code, facts) for name, (make, code, facts) in BAD.items()]

"""Office files as a real LibreOffice draws them: offline, without macros, for a while at most, and never at the file's expense."""

import asyncio
import json
import shutil
import socket
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from exemplar.core.settings import MediaSettings
from exemplar.media.engine import blind_scan, confined
from exemplar.media.engine.blind_terms import TermKind, plain
from exemplar.media.engine.child import Engine
from exemplar.media.engine.findings import Derived, Finding, MediaKind
from exemplar.media.limits import engine_limits
from tests import office
from tests.media import redacted
from tests.media.corpus import named

PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
PLACED = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
LIMITS = engine_limits(MediaSettings())


@pytest.fixture(autouse=True)
def _there_is_an_office():
    assert shutil.which("soffice"), "LibreOffice is not installed; see infra/system.py"


async def drawn(path: Path, folder: Path, engine: Engine | None = None) -> Derived:
    """Do with an office file what the worker does, in the confined child."""
    engine = engine or Engine(LIMITS)
    finding, _ = await engine.begin(path, path.stat().st_size, folder)
    return await engine.make("office_copy", path, finding, folder)


@pytest.mark.parametrize(
    ("make", "pages", "words"),
    [(office.docx, 1, "Xin chào các thầy cô"), (office.xlsx, 1, "trung bình"), (lambda path: office.pptx(path, 3), 3, "Sáng ki")],
    ids=["docx", "xlsx", "pptx"],
)
async def test_it_is_drawn_page_by_page_and_its_words_are_kept(make: object, pages: int, words: str, tmp_path: Path, folder: Path):
    path = make(tmp_path / "a")  # type: ignore[operator]

    derived = await drawn(path, folder)

    names = [made.name for made in derived.files]
    assert [name for name in names if name.startswith("page")] == [f"page{number}.webp" for number in range(1, pages + 1)]
    assert {"w320.avif", "document.pdf"} <= set(names)
    assert words in (derived.text or "")
    assert derived.blurhash


def field(words: str) -> str:
    """Return a paragraph with a field of Word that shows what is elsewhere."""
    marks = ("begin", "separate", "end")
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>' for mark in marks)
    shown = "<w:r><w:t>before</w:t></w:r>"
    return f"<w:p>{begin}<w:r><w:instrText> {words} </w:instrText></w:r>{separate}{shown}{end}</w:p>"


def linked_picture(relation: str) -> str:
    """Return a paragraph with a picture that lies elsewhere."""
    named = '<pic:nvPicPr><pic:cNvPr id="1" name="a"/><pic:cNvPicPr/></pic:nvPicPr>'
    picture = f'<pic:pic xmlns:pic="{PICTURE}">{named}<pic:blipFill><a:blip r:link="{relation}"/></pic:blipFill><pic:spPr/></pic:pic>'
    graphic = f'<a:graphic><a:graphicData uri="{PICTURE}">{picture}</a:graphicData></a:graphic>'
    size = '<wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="a"/>'
    return f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{PLACED}">{size}{graphic}</wp:inline></w:drawing></w:r></w:p>'


async def test_nothing_from_elsewhere_gets_into_it(tmp_path: Path, folder: Path):
    asked: list[bytes] = []

    async def note(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.read(100))
        writer.close()

    (tmp_path / "near.txt").write_text("Secret of this machine")
    server = await asyncio.start_server(note, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/a.png"
    fields = field(f'INCLUDETEXT "{tmp_path / "near.txt"}"') + field(f'INCLUDEPICTURE "{address}"')
    link = office.relation("rId1", "image", address, is_outside=True)
    path = office.docx(tmp_path / "a", fields + linked_picture("rId1"), (link,))

    async with server:
        derived = await drawn(path, folder)

    assert "document.pdf" in [made.name for made in derived.files], "it was drawn, without what would have to be fetched"
    assert "Secret" not in (derived.text or "")
    assert asked == []


async def test_a_sheet_asks_nobody_for_its_numbers(tmp_path: Path, folder: Path):
    path = office.xlsx(tmp_path / "a", formula="WEBSERVICE(&quot;http://127.0.0.1:9/&quot;)")

    assert "document.pdf" in [made.name for made in (await drawn(path, folder)).files]


async def test_what_takes_too_long_to_draw_can_still_be_downloaded(tmp_path: Path, folder: Path):
    derived = await drawn(office.docx(tmp_path / "a"), folder, Engine(replace(LIMITS, office_seconds=0)))

    assert [made.name for made in derived.files] == ["document.docx"]


async def test_only_so_many_pages_are_drawn(tmp_path: Path, folder: Path):
    derived = await drawn(office.pptx(tmp_path / "a", 4), folder, Engine(replace(LIMITS, max_pages=2)))

    assert [made.name for made in derived.files if made.name.startswith("page")] == ["page1.webp", "page2.webp"]


def test_a_confined_program_has_no_network_and_ends_in_time(tmp_path: Path):
    asks = "import socket, sys\ntry: socket.create_connection(('127.0.0.1', int(sys.argv[1])), 2)\nexcept OSError: sys.exit(7)"
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        assert confined.run([sys.executable, "-c", asks, port]) == 0
        assert confined.run_offline([sys.executable, "-c", asks, port], 20) == 7
    assert confined.run_offline([sys.executable, "-c", "import time; time.sleep(60)"], 0.5) == -9


@pytest.mark.parametrize("name", named.NAMED)
async def test_a_file_that_named_its_people_opens_once_it_is_cleaned(name: str, tmp_path: Path, folder: Path):
    path = tmp_path / name
    named.NAMED[name](path)

    derived = await drawn(path, folder)

    assert {"document.pdf", "page1.webp"} <= {made.name for made in derived.files}
    assert "Xin chào" in (derived.text or "") or not name.endswith(".docx")


def remarked(path: Path) -> Path:
    """Write a letter that says a name in what was deleted, in a remark, and unseen; and once to be read."""
    gone = f"<w:p><w:del w:id='1' w:author='a'>{named.run(redacted.NAME, 'delText')}</w:del></w:p>"
    unseen = f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{redacted.NAME}</w:t></w:r></w:p>"
    office.docx(path, f"{gone}{unseen}<w:p>{named.run(redacted.NAME)}<w:r><w:commentReference w:id='0'/></w:r></w:p>")
    remark = f"<w:comment w:id='0' w:author='{redacted.NAME}'><w:p>{named.run(redacted.NAME)}</w:p></w:comment>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    return office.enriched(path, office.Part("word/comments.xml", "comments", named.root("w:comments", remark), kind))


def hidden(path: Path) -> Path:
    """Write a table with a sheet that is hidden and one that is very hidden, both of which say a name, and one to be read."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    words = f"<x:sheetData><x:row r='1'><x:c r='A1' t='inlineStr'><x:is><x:t>{redacted.NAME}</x:t></x:is></x:c></x:row></x:sheetData>"
    parts = [
        office.Part(f"xl/worksheets/sheet{n}.xml", "worksheet", named.root("x:worksheet", words), kind, id=f"rId{n}") for n in (2, 3, 4)
    ]
    states = {2: " state='hidden'", 3: " state='veryHidden'", 4: ""}
    more = "".join(f"<sheet name='S{n}' sheetId='{n}'{shown} r:id='rId{n}'/>" for n, shown in states.items())
    book = named.part_of(office.xlsx(path), "xl/workbook.xml").replace("</sheets>", f"{more}</sheets>")
    return office.enriched(path, *parts, changes={"xl/workbook.xml": book.encode()})


def spoken(path: Path) -> Path:
    """Write slides with a name in the notes for the speaker, on a slide that is not shown, and on one to be read."""
    kind = "application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml"
    note = office.Part("ppt/notesSlides/notesSlide1.xml", "notesSlide", named.note_slide(redacted.NAME), kind, of="ppt/slides/slide1.xml")
    office.pptx(path, 2)
    said = {f"ppt/slides/slide{n}.xml": named.part_of(path, f"ppt/slides/slide{n}.xml").replace(f"số {n}", redacted.NAME) for n in (1, 2)}
    said["ppt/slides/slide2.xml"] = said["ppt/slides/slide2.xml"].replace("<p:sld ", "<p:sld show='0' ")
    return office.enriched(path, note, changes={name: text.encode() for name, text in said.items()})


@pytest.mark.parametrize(("make", "ending"), [(remarked, "docx"), (hidden, "xlsx"), (spoken, "pptx")], ids=["docx", "xlsx", "pptx"])
async def test_what_is_searched_is_what_a_juror_can_read(
    make: Callable[[Path], Path], ending: str, engine_of_media: Engine, tmp_path: Path, folder: Path
):
    path = make(tmp_path / f"a.{ending}")
    with zipfile.ZipFile(path) as archive:
        assert sum(archive.read(name).decode().count(redacted.NAME) for name in archive.namelist()) >= 3

    derived = await drawn(path, folder)
    terms = [[TermKind.AUTHOR.value, redacted.NAME]]
    (folder / blind_scan.TERMS).write_text(json.dumps(terms))
    await engine_of_media.make(blind_scan.STEP, folder / "document.pdf", Finding(MediaKind.DOCUMENT, "pdf", ""), folder)

    assert [one["words"] for one in json.loads((folder / blind_scan.FOUND).read_text())] == [redacted.NAME]
    assert plain(redacted.words_of(folder / "document.pdf")).count(plain(redacted.NAME)) == 1
    assert plain(derived.text or "").count(plain(redacted.NAME)) == 1

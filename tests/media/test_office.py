"""Office files as a real LibreOffice draws them: offline, without macros, for a while at most, and never at the file's expense."""

import asyncio
import shutil
import socket
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from exemplar.core.settings import MediaSettings
from exemplar.media.engine import confined
from exemplar.media.engine.child import Engine
from exemplar.media.engine.findings import Derived
from exemplar.media.limits import engine_limits
from tests import office

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
    return await engine.make("office", path, finding, folder)


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

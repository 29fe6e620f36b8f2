"""What is left of an office file: its words, its pictures and its shape, and nobody's name. ``test_office`` has LibreOffice open it."""

import io
import posixpath
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import pyvips

from exemplar.core.settings import MediaSettings
from exemplar.media.engine import jpeg_cleaning, metafile_cleaning, office_cleaning, office_pictures, office_xml
from exemplar.media.engine.findings import RefusalCode, Refused
from exemplar.media.engine.office_names import kind_of, shown, without_folders
from exemplar.media.engine.office_xml import NotPlain
from exemplar.media.limits import engine_limits
from tests import office, samples
from tests.media import telling_pictures
from tests.media.corpus import named
from tests.media.telling import secrets_in
from tests.office import Part, enriched

LIMITS = engine_limits(MediaSettings())
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORDS = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
MAIN = "word/document.xml"


def copied(path: Path) -> dict[str, bytes]:
    """Return the parts of the copy of an office file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as fresh:
        office_cleaning.write_copy(archive, fresh, LIMITS)
    with zipfile.ZipFile(packed) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def rewritten(text: str, *lost: str) -> str:
    """Return a part as it is handed on, without its declaration."""
    target = io.BytesIO()
    office_xml.rewrite(io.BytesIO(text.encode()), target, lost)
    return target.getvalue().decode().split("\n", maxsplit=1)[1]


def in_word(body: str, *lost: str) -> str:
    """Return what becomes of something in a letter."""
    return rewritten(f'<w:body xmlns:w="{W}" xmlns:r="{office._OFFICE}">{body}</w:body>', *lost).partition(">")[2].removesuffix("</w:body>")


def loose_ends(parts: dict[str, bytes]) -> list[str]:
    """Return what an office program would stumble over: relations to nowhere, parts without a type, ids that are not listed."""
    found = []
    types = dict(re.findall(r'PartName="/([^"]+)" ContentType="([^"]+)"', parts["[Content_Types].xml"].decode()))
    lists = {name for name in parts if name.endswith(".rels")}
    found += [f"no type: {name}" for name in set(parts) - lists - set(types) - {"[Content_Types].xml"}]
    found += [f"no part: {name}" for name in set(types) - set(parts)]
    for name in lists:
        folder, of = posixpath.split(name.replace("_rels/", "").removesuffix(".rels"))
        listed = re.findall(r'Id="([^"]+)" Type="[^"]+" Target="([^"]+)"( TargetMode="External")?', parts[name].decode())
        targets = [posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") for _, target, outside in listed if not outside]
        found += [f"leads nowhere: {target}" for target in targets if target not in parts]
        used = set(re.findall(r'\br:(?:id|embed|link|pict)="([^"]+)"', parts.get(posixpath.join(folder, of), b"").decode()))
        found += [f"not listed: {one} in {name}" for one in used - {id_ for id_, *_ in listed}]
    return found


@pytest.mark.parametrize("name", named.NAMED)
def test_a_copy_is_whole_and_names_nobody(name: str, tmp_path: Path):
    path = tmp_path / name
    named.NAMED[name](path)
    with zipfile.ZipFile(path) as archive:
        before = {one: archive.read(one) for one in archive.namelist()}
    assert [one for one, content in before.items() if secrets_in(content)] != []

    parts = copied(path)

    assert [one for one, content in parts.items() if secrets_in(content) or secrets_in(one.encode())] == []
    assert loose_ends(parts) == []
    for content in (inner for inner in parts.values() if inner.startswith(b"PK")):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert loose_ends({one: archive.read(one) for one in archive.namelist()}) == []


@pytest.mark.parametrize("make", [named.changed, named.NAMED["changes-in-utf16.docx"]], ids=["utf8", "utf16"])
def test_all_changes_are_accepted(make: Callable[[Path], Any], tmp_path: Path):
    text = copied(make(tmp_path / "a.docx"))[MAIN].decode()

    assert WORDS.findall(text) == ["Xin chào các thầy cô", "đậm", "được thêm", "chuyển tới", "còn lại"]
    assert text.count("<w:tbl>") == text.count("<w:tr>") == 2
    assert "<w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>" in text, "a table that was deleted row by row stays a table"
    assert re.findall(r"w:(?:author|rsid|del|ins|move|id=)\w*", text) == []


def test_a_deleted_paragraph_is_gone_and_one_with_something_in_it_stays():
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"

    assert in_word(f"<w:p>{mark}<w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p><w:p/>") == "<w:p/>"
    assert "<w:t>còn</w:t>" in in_word(f"<w:p>{mark}<w:r><w:t>còn</w:t></w:r></w:p>")
    assert "<w:sectPr/>" in in_word("<w:p><w:pPr><w:rPr><w:del/></w:rPr><w:sectPr/></w:pPr></w:p>")
    assert in_word(f"<w:tc><w:p>{mark}</w:p></w:tc>") == "<w:tc><w:p><w:pPr><w:rPr/></w:pPr></w:p></w:tc>", "a cell needs a paragraph"


def test_what_wraps_an_insertion_leaves_its_names_of_namespaces_behind():
    text = in_word('<w:ins xmlns:q="urn:q"><w:r><q:a q:b="1"/></w:r><w:ins xmlns:z="urn:z"><z:c/></w:ins></w:ins><w:r/>')

    assert text == '<w:r xmlns:q="urn:q"><q:a q:b="1"/></w:r><z:c xmlns:q="urn:q" xmlns:z="urn:z"/><w:r/>'


def test_words_and_values_are_written_as_they_were_read():
    text = '<a xml:space="preserve" b="&lt;&amp;&quot;\'&#10;&#9;">&lt;b&gt; &amp; <![CDATA[<c>]]>&#13; ảnh ☂</a>'

    assert rewritten(f"<?go there?><!-- Secret -->{text}") == text.replace("<![CDATA[<c>]]>", "&lt;c&gt;")
    assert rewritten(rewritten(text)) == rewritten(text)


def test_an_element_that_hangs_on_what_stays_behind_goes_and_its_words_stay():
    assert in_word('<w:hyperlink r:id="rId1"><w:r/></w:hyperlink><w:subDoc r:id="rId1"/><w:subDoc r:id="rId2"/>', "rId1") == (
        '<w:hyperlink><w:r/></w:hyperlink><w:subDoc r:id="rId2"/>'
    )
    space = "http://schemas.openxmlformats.org/drawingml/2006/main"
    drawn = f'<a:blip xmlns:a="{space}" r:embed="rId1"><a:extLst><a:ext uri="1"><b r:embed="rId2"/>'
    kept = in_word(f"{drawn}</a:ext><a:ext uri='2'/></a:extLst></a:blip>", "rId2")
    assert kept.partition("<a:extLst>")[2] == '<a:ext uri="2"/></a:extLst></a:blip>', "an extension may not be empty"


def test_a_field_in_pieces_shows_no_folder_and_others_stay_as_they_are(tmp_path: Path):
    parts = copied(named.leading(tmp_path / "a.docx"))
    text = parts[MAIN].decode()

    assert "".join(re.findall(r"<w:instrText[^>]*>([^<]*)<", text)) == ' INCLUDEPICTURE "a.png" '
    assert WORDS.findall(text)[1:] == ["liên kết"] * 3 + ["hình"]
    assert re.findall(r'Target="([^"]+)"', parts["word/_rels/document.xml.rels"].decode()) == ["https://example.org/"]
    assert in_word('<w:p><w:r><w:instrText> TOC \\o "1-3" \\h </w:instrText></w:r></w:p>').count('TOC \\o "1-3" \\h') == 1
    unended = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>C:\\Secret\\</w:instrText><w:instrText>b</w:instrText></w:r>'
    assert "Secret" not in in_word(unended)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("C:\\Users\\Lan\\a.png", "a.png"),
        ("file:///C:/Users/Lan%20Mai/a.png", "a.png"),
        ("file://server/Lan/a.png", "a.png"),
        ("\\\\server\\Lan\\a.png", "a.png"),
        ("/Users/lan/Documents/a.png", "a.png"),
        ("/home/lan/a.png", "a.png"),
        ("D:\\", ""),
        ('INCLUDETEXT "D:\\\\Lan\\\\a.docx" \\* MERGEFORMAT', 'INCLUDETEXT "a.docx" \\* MERGEFORMAT'),
        ("SUM('C:\\Lan\\[a.xlsx]S'!A1)", "SUM('[a.xlsx]S'!A1)"),
        ("http://example.org/users/lan/a.png", "http://example.org/users/lan/a.png"),
        ("tỉ lệ 1:2/3", "tỉ lệ 1:2/3"),
        ("urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:vml"),
        ("../media/a.png", "../media/a.png"),
    ],
)
def test_folders_are_told_from_addresses(text: str, clean: str):
    assert without_folders(text) == clean


def test_a_description_that_is_the_name_of_a_file_says_nothing():
    described = {"descr": "Lò Thị Mai.JPG", "title": "C:\\Lan\\a", "alt": "Ảnh lớp học / sân", "name": "a.png"}

    assert {name: shown(name, value) for name, value in described.items()} == {**described, "descr": "", "title": ""}


def test_kinds_of_relations_are_known_by_their_makers():
    assert kind_of("http://schemas.openxmlformats.org/officeDocument/2006/relationships/image") == "image"
    assert kind_of("http://purl.oclc.org/ooxml/officeDocument/relationships/slide") == "slide"
    assert kind_of("http://secret.example/relationships/image") == ""


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE a><a/>",
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        '<?xml version="1.0" encoding="cp037"?><a/>',
        "<a><b></a>",
        "<w:a/>",
        "",
    ],
)
def test_what_no_office_program_writes_is_no_part(text: str, tmp_path: Path):
    with pytest.raises(NotPlain):
        rewritten(text)
    path = enriched(office.docx(tmp_path / "a.docx"), Part("word/styles.xml", "styles", text.encode()))
    assert "word/styles.xml" not in copied(path)
    with pytest.raises(Refused) as refused:
        copied(enriched(office.docx(tmp_path / "b.docx"), changes={MAIN: text.encode()}))
    assert refused.value.code is RefusalCode.BROKEN


def test_a_list_of_relations_that_cannot_be_read_leads_nowhere(tmp_path: Path):
    path = enriched(office.docx(tmp_path / "a.docx"), changes={"word/_rels/document.xml.rels": b"<broken"})
    assert set(copied(path)) == {MAIN, "_rels/.rels", "[Content_Types].xml"}
    with pytest.raises(Refused):
        copied(enriched(office.docx(tmp_path / "b.docx"), changes={"[Content_Types].xml": b"<broken"}))


def test_a_sheet_of_many_rows_keeps_them_all(tmp_path: Path):
    text = copied(office.xlsx(tmp_path / "a.xlsx", rows=5_000))["xl/worksheets/sheet1.xml"].decode()

    assert len(re.findall(r'<row r="\d+"><c r="A\d+"><v>\d+</v></c></row>', text)) == 4_999


def test_frames_of_notes_go_and_other_shapes_stay(tmp_path: Path):
    spaces = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"'
    shapes = [
        f'<v:shape id="{kind}"><v:textbox>{kind}</v:textbox><x:ClientData ObjectType="{kind}"/></v:shape>' for kind in ("Note", "Checkbox")
    ]

    assert rewritten(f"<xml {spaces}>{''.join(shapes)}</xml>").partition(">")[2] == f"{shapes[1]}</xml>"


def test_numbers_from_another_table_stay_and_where_it_lay_does_not(tmp_path: Path):
    parts = copied(named.bookish(tmp_path / "a.xlsx"))

    assert b'<x:sheetName val="S"/>' in parts["xl/externalLinks/externalLink1.xml"]
    assert b'Target="linked.xlsx" TargetMode="External"' in parts["xl/externalLinks/_rels/externalLink1.xml.rels"]
    assert b'<f>HYPERLINK("a.xlsx",[1]S!A1)</f>' in parts["xl/worksheets/sheet1.xml"]


def test_files_within_are_cleaned_two_deep_and_no_deeper(tmp_path: Path):
    letter = named.remarked(tmp_path / "0.docx").read_bytes()
    for depth in range(1, 4):
        part = Part("word/embeddings/a.docx", "package", letter, named._BYTES, id="rId1")
        letter = enriched(office.docx(tmp_path / f"{depth}.docx"), part).read_bytes()

    parts, depth = copied(tmp_path / "3.docx"), 0
    while (inner := parts.get("word/embeddings/package1.docx")) is not None:
        depth += 1
        with zipfile.ZipFile(io.BytesIO(inner)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}

    assert depth == 2


def test_a_file_within_that_may_do_harm_stays_behind(tmp_path: Path):
    harmful = enriched(office.docx(tmp_path / "i.docx"), Part("word/vbaProject.bin", "vbaProject", b"x")).read_bytes()
    bomb = enriched(office.docx(tmp_path / "j.docx"), Part("word/a.xml", "", b" " * 50_000_000)).read_bytes()
    inner = [harmful, bomb, b"PK\x03\x04", b"", office.docx(tmp_path / "k.docx").read_bytes()]
    parts = [Part(f"word/embeddings/{number}.docx", "package", data) for number, data in enumerate(inner)]

    assert [name for name in copied(enriched(office.docx(tmp_path / "a.docx"), *parts)) if "embeddings" in name] == [
        "word/embeddings/package5.docx"
    ]


def pixels(data: bytes, options: str = "") -> bytes:
    return pyvips.Image.new_from_buffer(data, options).write_to_memory()


@pytest.mark.parametrize("make", [telling_pictures.png, telling_pictures.jpeg, telling_pictures.gif, telling_pictures.tiff])
def test_a_picture_keeps_its_pixels_and_tells_nothing(make: Callable[[], bytes]):
    data = make()
    assert secrets_in(data) != []

    cleaned = office_pictures.cleaned(data, LIMITS)

    assert cleaned is not None
    assert secrets_in(cleaned[2]) == []
    assert pixels(cleaned[2]) == pixels(data)
    assert not [one for one in pyvips.Image.new_from_buffer(cleaned[2], "").get_fields() if one.startswith(("exif", "xmp", "icc", "png-c"))]


def test_a_moving_picture_goes_on_moving():
    frames = pyvips.Image.arrayjoin([samples.gradient(20, 10).invert() if odd else samples.gradient(20, 10) for odd in (0, 1, 0)], across=1)
    moving = frames.copy()
    moving.set_type(pyvips.GValue.gint_type, "page-height", 10)
    data = moving.gifsave_buffer(keep="all")

    cleaned = office_pictures.cleaned(data, LIMITS)

    assert cleaned is not None
    assert pixels(cleaned[2], "n=-1") == pixels(data, "n=-1") != pixels(data)
    assert b"NETSCAPE2.0" in cleaned[2]


def test_a_bitmap_keeps_its_pixels_alone():
    data = telling_pictures.bmp()

    cleaned = office_pictures.cleaned(data, LIMITS)

    assert cleaned is not None
    assert len(cleaned[2]) == 54 + 16
    assert cleaned[2][54:] == bytes(range(16))
    assert struct.unpack_from("<I", cleaned[2], 10) == (54,)


def test_a_metafile_goes_on_drawing():
    line = struct.pack("<IIii", 54, 16, 90, 90)
    assert secrets_in(telling_pictures.emf()) != []

    clean = metafile_cleaning.emf(telling_pictures.emf())

    assert clean is not None
    assert secrets_in(clean) == []
    assert line in clean
    assert struct.unpack_from("<I", clean, 48) == (len(clean),)
    assert struct.unpack_from("<II", clean, 100) == (30_000, 30_000)
    old = metafile_cleaning.wmf(telling_pictures.wmf())
    assert old is not None
    assert secrets_in(old) == []
    assert struct.pack("<IHHH", 5, 0x0213, 90, 90) in old


@pytest.mark.parametrize(
    "data",
    [
        telling_pictures.png()[:60],
        telling_pictures.png()[:33],
        telling_pictures.gif()[:40],
        b"GIF89a",
        telling_pictures.bmp()[:60],
        b"BM",
        telling_pictures.emf()[:150],
        telling_pictures.emf()[:108],
        telling_pictures.wmf()[:60],
        telling_pictures.tiff()[:60],
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"",
    ],
)  # fmt: skip
def test_a_picture_that_is_cut_or_of_no_known_kind_stays_behind(data: bytes):
    assert office_pictures.cleaned(data, LIMITS) is None


def test_a_metafile_that_holds_a_photograph_stays_behind():
    packed = struct.pack("<IiiHHI", 40, 1, 1, 1, 24, 4)
    record = struct.pack("<II", 81, 104) + bytes(40) + struct.pack("<IIII", 64, 40, 0, 0) + packed + bytes(20)
    head, rest = telling_pictures.emf()[:172], telling_pictures.emf()[172:]

    assert metafile_cleaning.emf(head + rest) is not None
    assert metafile_cleaning.emf(head + record + rest) is None
    assert metafile_cleaning.emf(head + record.replace(struct.pack("<HI", 24, 4), struct.pack("<HI", 24, 0)) + rest) is not None


def test_a_picture_of_too_many_pixels_is_not_drawn_anew(tmp_path: Path):
    samples.picture(tmp_path / "a.tif", 300, 300)

    assert office_pictures.cleaned((tmp_path / "a.tif").read_bytes(), engine_limits(MediaSettings(max_pixels=80_000))) is None


def test_a_photograph_keeps_its_length_and_what_is_none_stays_as_it_is():
    photo = telling_pictures.jpeg()

    clean = jpeg_cleaning.blanked(photo)

    assert (len(clean), secrets_in(clean), secrets_in(photo)) == (len(photo), [], [""])
    assert jpeg_cleaning.blanked(b"Secret") == b"Secret"
    assert jpeg_cleaning.blanked(photo[:30])[:2] == b"\xff\xd8"
    assert secrets_in(jpeg_cleaning.blanked(photo[:2] + b"Secret" + photo[2:])) == []

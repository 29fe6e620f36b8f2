"""What the engine makes for a jury, looked at byte by byte, pixel by pixel and sample by sample."""

import json
import unicodedata
from pathlib import Path

import pypdfium2
import pytest
import pyvips

from exemplar.media.engine import blind, blind_scan
from exemplar.media.engine.blind_pictures import pixels
from exemplar.media.engine.blind_terms import Place, Term, TermKind, foremost, places_of
from exemplar.media.engine.captions import Cue
from exemplar.media.engine.child import Engine
from exemplar.media.engine.findings import Derived, Finding, MediaKind, Refused
from exemplar.media.masks import Cover, MaskKind, as_dict, digest_of, masked, of_dict, stretches
from tests import samples
from tests.media import redacted

BLACK = 12
"""What a compressor may leave of black."""


async def found_in(engine: Engine, path: Path, folder: Path, *terms: tuple[TermKind, str]) -> list[dict]:
    """Scan a paper for words."""
    (folder / blind_scan.TERMS).write_text(json.dumps([[kind.value, words] for kind, words in terms]))
    await engine.make(blind_scan.STEP, path, Finding(MediaKind.DOCUMENT, "pdf", "application/pdf"), folder)
    return json.loads((folder / blind_scan.FOUND).read_text())


async def blinded(engine: Engine, path: Path, folder: Path, covers: list[Cover]) -> Derived:
    """Make the blind set of a file."""
    finding, _ = await engine.begin(path, path.stat().st_size, folder)
    for left in folder.iterdir():
        left.unlink()
    (folder / blind.MASKS).write_text(json.dumps([as_dict(cover) for cover in covers]))
    return await engine.make(blind.STEP, path, finding, folder)


async def test_a_name_in_a_paper_is_found_whatever_its_case_and_an_address_whosever_it_is(
    engine_of_media: Engine, folder: Path, tmp_path: Path
):
    lines = ["Sáng kiến của chị LÒ THỊ MAI HƯƠNG và tổ.", "Điện thoại 0912 345 678, thư mai\\@hoaban.vn", "Năm 2024 có 1 200 vé."]
    paper = redacted.paper(tmp_path / "a.pdf", *lines)

    found = await found_in(engine_of_media, paper, folder, (TermKind.AUTHOR, redacted.NAME))

    assert [(one["kind"], one["words"], one["page"]) for one in found] == [
        ("author", "LÒ THỊ MAI HƯƠNG", 1), ("phone", "0912 345 678", 1), ("email", "mai@hoaban.vn", 1),
    ]  # fmt: skip
    assert (found[0]["before"], found[0]["after"][:5]) == ("Sáng kiến của chị", "và tổ")


async def test_a_name_in_the_address_of_a_link_is_found_and_the_box_to_press_on_covers_its_words(
    engine_of_media: Engine, folder: Path, tmp_path: Path
):
    links = [("https://hoaban.vn/lo-thi-mai-huong?ban=1", "đây"), ("mailto:mai.huong%40hoaban.vn", "viết"), ("https://vi.du/", "khác")]
    paper = redacted.paper(tmp_path / "a.pdf", *(f'Xem #link("{address}")[{words}].' for address, words in links), pages=1)
    assert redacted.NAME not in redacted.words_of(paper)

    found = await found_in(engine_of_media, paper, folder, (TermKind.AUTHOR, redacted.NAME))

    assert [(one["kind"], one["words"], one["page"]) for one in found] == [
        ("author", "lo-thi-mai-huong", 1), ("email", "mai.huong@hoaban.vn", 1),
    ]  # fmt: skip
    assert [one["before"] for one in found] == ["https://hoaban.vn/", "mailto:"]
    cover = Cover(MaskKind.TEXT, 1, tuple(tuple(box) for one in found for box in one["boxes"]))
    await blinded(engine_of_media, paper, folder, [cover])
    assert pypdfium2.raw.FPDFPage_GetAnnotCount(pypdfium2.PdfDocument(folder / "document.pdf")[0].raw) == 0


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
async def test_the_boxes_of_a_name_cover_all_of_its_ink(engine_of_media: Engine, folder: Path, tmp_path: Path, turn: int):
    paper = redacted.paper(tmp_path / "a.pdf", "Lò Thị Mai Hương", pages=1)
    document = pypdfium2.PdfDocument(paper)
    document[0].set_rotation(turn)
    document.save(tmp_path / "turned.pdf")

    (found,) = await found_in(engine_of_media, tmp_path / "turned.pdf", folder, (TermKind.AUTHOR, redacted.NAME))

    page = redacted.page_of(tmp_path / "turned.pdf")
    boxes = [pixels(tuple(box), page.width, page.height) for box in found["boxes"]]
    assert page.min() < 60
    wiped = page
    for box in boxes:
        wiped = wiped.draw_rect([255] * 3, *box, fill=True)
    assert wiped.min() > 200
    assert sum(width * height for *_, width, height in boxes) < page.width * page.height / 8


async def test_a_masked_paper_has_no_letter_left_and_its_pages_are_black_in_the_box(engine_of_media: Engine, folder: Path, tmp_path: Path):
    paper = redacted.paper(tmp_path / "a.pdf", "Sáng kiến của Lò Thị Mai Hương", "Kết quả: tiết kiệm 45 giờ.")
    (found,) = await found_in(engine_of_media, paper, folder, (TermKind.AUTHOR, redacted.NAME))
    cover = Cover(MaskKind.TEXT, 1, tuple(tuple(box) for box in found["boxes"]), words=found["words"])

    derived = await blinded(engine_of_media, paper, folder, [cover])

    assert redacted.NAME in redacted.words_of(paper)
    assert redacted.words_of(folder / "document.pdf").strip() == ""
    data = (folder / "document.pdf").read_bytes()
    assert b"/Font" not in data and b"/Author" not in data and b"Mai" not in data
    assert {made.name for made in derived.files} == {
        "document.pdf", "page1.webp", "page2.webp", *(f"w{width}.{kind}" for width in (320, 640, 1280) for kind in ("avif", "webp")),
    }  # fmt: skip
    (box,) = cover.boxes
    shown = [redacted.page_of(folder / "document.pdf"), *(picture_at(folder / name) for name in ("page1.webp", "w1280.avif", "w320.webp"))]
    for picture in shown:
        assert redacted.inside(picture, box).max() <= BLACK
        assert picture.avg() > 200
    assert redacted.page_of(folder / "document.pdf", 1).min() < 100
    assert len(pypdfium2.PdfDocument(folder / "document.pdf")) == 2


async def test_a_masked_picture_is_black_in_the_box_at_every_size(engine_of_media: Engine, folder: Path, tmp_path: Path):
    path = samples.picture(tmp_path / "a.png", 800, 600)
    box = (250, 250, 500, 250)

    derived = await blinded(engine_of_media, path, folder, [Cover(MaskKind.REGION, boxes=(box,))])

    assert len(derived.files) == 6
    for made in derived.files:
        picture = picture_at(folder / made.name)
        assert redacted.inside(picture, box).max() <= BLACK, made.name
        assert redacted.inside(picture, (0, 0, 200, 1000)).avg() > 50


async def test_a_box_on_a_picture_that_lets_light_through_is_black_all_the_same(engine_of_media: Engine, folder: Path, tmp_path: Path):
    clear = samples.gradient(200, 200).bandjoin(0)
    clear.write_to_file(str(tmp_path / "a.png"))

    await blinded(engine_of_media, tmp_path / "a.png", folder, [Cover(MaskKind.REGION, boxes=((0, 0, 500, 1000),))])

    half = pyvips.Image.new_from_file(str(folder / "w320.webp")).crop(0, 0, 98, 200)
    assert half.bands == 4
    assert half[3].min() == 255
    assert half[0:3].max() <= BLACK


async def test_a_masked_stretch_of_a_film_is_silent_and_black_and_the_rest_is_not(engine_of_media: Engine, folder: Path, tmp_path: Path):
    film = samples.film(tmp_path / "a.mp4", 4)
    box = (100, 100, 400, 500)
    covers = [Cover(MaskKind.REGION, boxes=(box,), start_ms=1000, end_ms=2000), Cover(MaskKind.SOUND, start_ms=2000, end_ms=3000)]

    derived = await blinded(engine_of_media, film, folder, covers)

    assert {made.name for made in derived.files} == {
        "play.mp4", "play.m4a", *(f"w{width}.{kind}" for width in (320, 640, 1280) for kind in ("avif", "webp")),
    }  # fmt: skip
    for name in ("play.mp4", "play.m4a"):
        assert redacted.loudness(folder / name, 2.0, 0.99) <= -90
        assert redacted.loudness(folder / name, 0.5, 1.0) > -30
        assert redacted.loudness(folder / name, 3.2, 0.5) > -30
    for moment, is_black in ((0.5, False), (1.0, True), (1.5, True), (1.96, True), (2.5, False)):
        seen = redacted.inside(redacted.frame(folder / "play.mp4", moment, tmp_path / "frame.png"), box)
        assert (seen.max() <= 30) == is_black, moment
    assert derived.waveform is not None
    assert max(derived.waveform[410:590]) == 0 < max(derived.waveform[650:])


async def test_a_box_comes_and_goes_in_time_where_one_picture_stands_for_seconds(engine_of_media: Engine, folder: Path, tmp_path: Path):
    slides = samples.film(tmp_path / "a.mp4", 10, 320, 240, "-r", "0.2", "-g", "1")

    await blinded(engine_of_media, slides, folder, [Cover(MaskKind.REGION, boxes=((0, 0, 1000, 1000),), start_ms=6_000, end_ms=9_000)])

    moments = (2, 4, 5.5, 6.1, 7, 8.9, 9.5)
    seen = {at: redacted.frame(folder / "play.mp4", at, tmp_path / "frame.png").max() for at in moments}
    assert {at for at, brightest in seen.items() if brightest <= 30} == {6.1, 7, 8.9}


async def test_a_masked_sound_is_silent_there_in_both_forms_and_in_its_waveform(engine_of_media: Engine, folder: Path, tmp_path: Path):
    sound = samples.sound(tmp_path / "a.mp3", 3)

    derived = await blinded(engine_of_media, sound, folder, [Cover(MaskKind.SOUND, start_ms=1000, end_ms=2000)])

    for name in ("play.m4a", "play.opus"):
        assert redacted.loudness(folder / name, 1.03, 0.94) <= -65
        assert redacted.loudness(folder / name, 2.2, 0.5) > -30
    assert derived.waveform is not None
    assert max(derived.waveform[280:520]) == 0 < max(derived.waveform[600:])


async def test_masked_captions_lose_the_words_wherever_they_stand(engine_of_media: Engine, folder: Path, tmp_path: Path):
    path = tmp_path / "a.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:02,000\nTôi là Lò Thị\n\n2\n00:00:02,000 --> 00:00:03,000\nMai Hương ở nhà hát\n")
    (folder / "captions.vtt").write_text("")
    finding, _ = await engine_of_media.begin(path, path.stat().st_size, folder)
    await engine_of_media.make("captions", path, finding, folder)
    plain_copy = (folder / "captions.vtt").rename(tmp_path / "captions.vtt")
    (folder / blind.MASKS).write_text(json.dumps([as_dict(Cover(MaskKind.TEXT, words=redacted.NAME))]))

    await engine_of_media.make(blind.STEP, plain_copy, finding, folder)

    assert (folder / "captions.vtt").read_text().split("\n\n")[1:] == [
        "00:00:01.000 --> 00:00:02.000\nTôi là […]", "00:00:02.000 --> 00:00:03.000\n[…] ở nhà hát\n",
    ]  # fmt: skip


async def test_what_cannot_be_read_is_refused(engine_of_media: Engine, folder: Path, tmp_path: Path):
    (folder / blind.MASKS).write_text("[]")
    (folder / blind_scan.TERMS).write_text("[]")
    broken = tmp_path / "a.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing")
    finding = Finding(MediaKind.DOCUMENT, "pdf", "application/pdf")

    for step in (blind.STEP, blind_scan.STEP):
        with pytest.raises(Refused):
            await engine_of_media.make(step, broken, finding, folder)


def picture_at(path: Path) -> pyvips.Image:
    """Open a picture, its colours alone."""
    return pyvips.Image.new_from_file(str(path))[0:3]


def test_words_are_found_without_accents_and_case_but_only_whole():
    text = "Đoàn ĐẶNG  thị\nLan, dang thi lanh; Ðặng Thị Lan's"

    found = places_of(text, [Term(TermKind.AUTHOR, "Đặng Thị Lan")])

    assert [text[place.start : place.end] for place in found][:1] == ["ĐẶNG  thị\nLan"]
    assert all("lanh" not in text[place.start : place.end] for place in found)


def test_a_name_said_a_thousand_times_is_hidden_every_time():
    cues = [Cue(n * 1_000, n * 1_000 + 900, f"Nguyễn Văn An: câu {n}") for n in range(1_200)]

    shown = masked(cues, ["Nguyễn Văn An"])

    assert {cue.text.split(":")[0] for cue in cues} == {"Nguyễn Văn An"}
    assert {cue.text.split(":")[0] for cue in shown} == {"[…]"}


def test_of_many_places_the_first_are_listed_and_one_of_all_other_words():
    text = "An " * 600 + "Bình An Bình"
    places = places_of(text, [Term(TermKind.AUTHOR, "An"), Term(TermKind.AUTHOR, "Bình")])

    listed = foremost(text, places)

    assert len(places) == 603
    assert [text[place.start : place.end] for place in listed] == ["An"] * 500 + ["Bình"]


async def test_a_paper_with_more_than_anybody_goes_through_says_that_it_was_not_read_to_its_end(
    engine_of_media: Engine, folder: Path, tmp_path: Path
):
    paper = redacted.paper(tmp_path / "a.pdf", *["An, An, An, An, An, An, An, An, An, An."] * 10, pages=1)
    whole = pypdfium2.PdfDocument.new()
    for _ in range(45):
        whole.import_pages(pypdfium2.PdfDocument(paper))
    whole.save(tmp_path / "long.pdf")

    found = await found_in(engine_of_media, tmp_path / "long.pdf", folder, (TermKind.AUTHOR, "An"))

    assert (len(found), found[-2]["page"], found[-1]) == (4_001, 40, None)


async def test_a_cover_that_names_no_page_lies_on_each(engine_of_media: Engine, folder: Path, tmp_path: Path):
    paper = redacted.paper(tmp_path / "a.pdf", redacted.NAME, pages=3)

    await blinded(engine_of_media, paper, folder, [Cover(MaskKind.REGION, boxes=((0, 0, 1000, 1000),))])

    assert all(redacted.page_of(folder / "document.pdf", index).max() <= BLACK for index in range(3))


def test_letters_written_in_parts_are_found_with_their_accents():
    text = unicodedata.normalize("NFD", "chị Mai Hường đây")

    (place,) = places_of(text, [Term(TermKind.AUTHOR, "mai huong")])

    assert text[: place.start] + text[place.end :] == unicodedata.normalize("NFD", "chị  đây")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("gọi 024 3825 1234 nhé", ["phone"]),
        ("+84 912 345 678", ["phone"]),
        ("(+84) 912.345.678", ["phone"]),
        ("viết cho lan.nguyen+vé@example.com.vn.", ["email"]),
        ("1.200.000.000 đồng năm 2024-2025", []),
        ("mã 20240612345", []),
        ("0,123456789", []),
    ],
)
def test_addresses_and_numbers_are_told_from_sums(text: str, kinds: list[str]):
    assert [place.kind.value for place in places_of(text, [], with_addresses=True)] == kinds


def test_of_places_that_overlap_the_longer_is_kept():
    terms = [Term(TermKind.PLACE, "Hoa Ban"), Term(TermKind.UNIT, "Nhà hát Hoa Ban")]

    assert places_of("ở Nhà hát Hoa Ban đó", terms) == [Place(TermKind.UNIT, 2, 17)]
    assert places_of("", terms) == places_of("ở đó", [Term(TermKind.UNIT, " ")]) == []


def test_the_digest_of_masks_knows_no_order_and_every_detail():
    one, two = Cover(MaskKind.SOUND, start_ms=0, end_ms=10), Cover(MaskKind.REGION, boxes=((1, 2, 3, 4),))

    assert digest_of([one, two]) == digest_of([two, one, one])
    assert len({digest_of([one]), digest_of([two]), digest_of([]), digest_of([Cover(MaskKind.SOUND, start_ms=0, end_ms=11)])}) == 4
    assert of_dict(json.loads(json.dumps(as_dict(two)))) == two


def test_stretches_that_meet_are_one():
    covers = [Cover(MaskKind.SOUND, start_ms=start, end_ms=end) for start, end in ((5, 9), (0, 5), (20, 30), (22, 25))]

    assert stretches([*covers, Cover(MaskKind.REGION, start_ms=0, end_ms=99)], MaskKind.SOUND) == [(0, 9), (20, 30)]


def test_captions_without_hidden_words_stay_as_they_are():
    cues = [Cue(0, 1, "một"), Cue(1, 2, "hai")]

    assert masked(cues, []) == masked(cues, ["ba"]) == cues


def test_a_box_stays_inside_the_picture():
    assert pixels((0, 0, 1000, 1000), 640, 480) == (0, 0, 640, 480)
    assert pixels((999, 999, 1, 1), 100, 100) == (97, 97, 3, 3)

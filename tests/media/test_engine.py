"""The engine on real files: what it takes, what it makes, what it refuses, and what it leaves behind."""

import time
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pypdfium2
import pytest
import pyvips

from exemplar.core.settings import MediaSettings
from exemplar.media.engine import loudness, probe
from exemplar.media.engine.child import Engine
from exemplar.media.engine.findings import Derived, Finding, MediaKind, RefusalCode, Refused
from exemplar.media.engine.formats import MP4, recognise
from exemplar.media.engine.recipe import steps_of
from exemplar.media.limits import engine_limits
from tests import samples
from tests.media.conftest import in_this_process

FILM = [
    *("w320.webp", "w320.avif", "w640.webp", "w640.avif", "w1280.webp", "w1280.avif"),
    *("play.m4a", "sound.m3u8", "sound.mp4", "play.mp4", "hls.m3u8", "v240.m3u8", "v240.mp4", "sprite.webp", "sprite.vtt"),
]
PICTURES = ["w320.webp", "w320.avif", "w640.webp", "w640.avif", "w1280.webp", "w1280.avif"]


async def whole(engine: Engine, path: Path, expected_bytes: int, folder: Path) -> tuple[Finding, Derived]:
    """Do every step, and join what they made."""
    finding, derived = await engine.begin(path, expected_bytes, folder)
    parts = [derived] if derived else [await engine.make(step.name, path, finding, folder) for step in steps_of(finding)]
    joined = Derived([made for part in parts for made in part.files])
    for part in parts:
        known = {name: getattr(part, name) or getattr(joined, name) for name in ("average_colour", "waveform", "blurhash", "text")}
        joined = replace(joined, **known, prints={**joined.prints, **part.prints})
    return finding, joined


async def run(engine: Engine, path: Path, folder: Path) -> tuple[Finding, Derived]:
    return await whole(engine, path, path.stat().st_size, folder)


async def refusal(engine: Engine, path: Path, folder: Path, expected_bytes: int | None = None) -> Refused:
    with pytest.raises(Refused) as refused:
        await whole(engine, path, expected_bytes if expected_bytes is not None else path.stat().st_size, folder)
    return refused.value


def metadata_of(path: Path) -> str:
    image = pyvips.Image.new_from_file(str(path))
    return " ".join(f"{name}={image.get(name)}" for name in image.get_fields() if name.startswith(("exif", "xmp", "iptc", "icc")))


async def test_a_jpeg_stands_upright_in_three_sizes_without_its_metadata(engine_of_media: Engine, tmp_path: Path, folder: Path):
    path = samples.jpeg(tmp_path / "a", 1600, 1000, orientation=6)
    assert "SecretCam" in metadata_of(path)
    assert "GPSLatitude" in metadata_of(path)

    finding, derived = await run(engine_of_media, path, folder)

    assert finding == Finding(MediaKind.IMAGE, "jpeg", "image/jpeg", width=1000, height=1600)
    assert [(made.name, made.width, made.height) for made in derived.files] == [
        (name, width, height)
        for width, height, names in ((320, 512, PICTURES[:2]), (640, 1024, PICTURES[2:4]), (1000, 1600, PICTURES[4:]))
        for name in names
    ]
    for made in derived.files:
        assert metadata_of(folder / made.name) == ""
        assert b"Secret" not in (folder / made.name).read_bytes()
    top = pyvips.Image.new_from_file(str(folder / "w320.webp")).crop(100, 4, 1, 1).getpoint(0, 0)
    assert top[0] > 200, "the left edge, red, is on top after the turn"
    assert top[2] < 60
    assert derived.average_colour is not None
    assert derived.average_colour[1:3] == derived.average_colour[5:7]


@pytest.mark.parametrize(
    ("name", "content_type"),
    [("a.png", "image/png"), ("a.webp", "image/webp"), ("a.gif", "image/gif"), ("a.tiff", "image/tiff"), ("a.avif", "image/avif")],
)
async def test_pictures_are_known_by_content_whatever_their_name(
    name: str, content_type: str, engine_of_media: Engine, tmp_path: Path, folder: Path
):
    path = samples.picture(tmp_path / name).rename(tmp_path / "film.mp4")

    finding, derived = await run(engine_of_media, path, folder)

    assert (finding.content_type, finding.width, finding.height) == (content_type, 400, 300)
    assert [made.name for made in derived.files] == PICTURES
    assert {made.width for made in derived.files} == {320, 400}, "never larger than the original"


async def test_colours_are_managed_to_srgb_and_transparency_stays(engine_of_media: Engine, tmp_path: Path, folder: Path):
    cmyk = samples.gradient(64, 48).icc_transform("cmyk", input_profile="srgb")
    cmyk.jpegsave(str(tmp_path / "a"))
    _, derived = await run(engine_of_media, tmp_path / "a", folder)

    assert pyvips.Image.new_from_file(str(folder / "w320.webp")).bands == 3
    assert len(derived.files) == 6

    clear = samples.gradient(64, 48).bandjoin(128).cast("ushort") * 257
    clear.copy(interpretation="rgb16").pngsave(str(tmp_path / "b"))
    await run(engine_of_media, tmp_path / "b", folder)
    assert pyvips.Image.new_from_file(str(folder / "w320.webp"), revalidate=True).bands == 4


async def test_a_polyglot_comes_out_as_nothing_but_a_picture(engine_of_media: Engine, tmp_path: Path, folder: Path):
    path = samples.polyglot(tmp_path / "a.gif")
    assert b"<script>" in path.read_bytes()

    _, derived = await run(engine_of_media, path, folder)

    assert all(b"script" not in (folder / made.name).read_bytes() for made in derived.files)


async def test_bombs_are_refused_before_they_are_opened(engine_of_media: Engine, tmp_path: Path, folder: Path):
    path = samples.png_bomb(tmp_path / "bomb.png")
    started = time.monotonic()

    refused = await refusal(engine_of_media, path, folder)

    assert (refused.code, refused.facts) == (RefusalCode.TOO_MANY_PIXELS, {"limit_pixels": 80_000_000, "found_pixels": 900_000_000})
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    ("content", "code", "facts"),
    [
        (b"", "media_empty", {}),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "media_type_not_allowed", {"found": "svg"}),
        (b"<?xml version='1.0'?><svg/>", "media_type_not_allowed", {"found": "svg"}),
        (b"\xef\xbb\xbf <!DOCTYPE html><script>alert(1)</script>", "media_type_not_allowed", {"found": "web page"}),
        (b"<?xml version='1.0'?><a/>", "media_type_not_allowed", {"found": "xml"}),
        (b"PK\x03\x04word/document.xml", "media_type_not_allowed", {"found": "zip"}),
        (b"\x7fELF\x02\x01\x01", "media_type_not_allowed", {"found": "program"}),
        (b"#EXTM3U\nfile:///etc/passwd\n", "media_type_not_allowed", {"found": "text"}),
        (b"\x00\x01\x02\x03", "media_type_not_allowed", {"found": "unknown"}),
        (b"\xff\xd8\xff\xe0 and no picture", "media_broken", {}),
        (b"\x89PNG\r\n\x1a\n", "media_broken", {}),
        (b"GIF89a", "media_broken", {}),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "media_broken", {}),
        (b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isomiso2", "media_broken", {}),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "media_broken", {}),
        (b"\x1a\x45\xdf\xa3 nothing", "media_broken", {}),
        (b"OggS nothing", "media_broken", {}),
        (b"ID3\x04nothing", "media_broken", {}),
        (b"%PDF-1.7 nothing", "media_broken", {}),
    ],
)
async def test_what_is_not_taken_says_why(
    content: bytes, code: str, facts: dict[str, str], engine_of_media: Engine, tmp_path: Path, folder: Path
):
    path = tmp_path / "photo.jpg"
    path.write_bytes(content)

    refused = await refusal(engine_of_media, path, folder)

    assert (refused.code.value, refused.facts) == (code, facts)


async def test_a_picture_or_film_cut_short_is_broken(engine_of_media: Engine, tmp_path: Path, folder: Path):
    picture = samples.jpeg(tmp_path / "a.jpg")
    picture.write_bytes(picture.read_bytes()[: picture.stat().st_size // 2])
    film = samples.film(tmp_path / "a.mp4", 4, 320, 240, "-movflags", "+faststart")
    film.write_bytes(film.read_bytes()[: film.stat().st_size // 2])

    assert (await refusal(engine_of_media, picture, folder)).code is RefusalCode.BROKEN
    assert (await refusal(engine_of_media, film, folder)).code is RefusalCode.BROKEN


async def test_another_size_than_announced_is_refused(engine_of_media: Engine, tmp_path: Path, folder: Path):
    path = samples.picture(tmp_path / "a.png")
    size = path.stat().st_size

    refused = await refusal(engine_of_media, path, folder, size + 1)

    assert (refused.code, refused.facts) == (RefusalCode.SIZE_MISMATCH, {"expected_bytes": size + 1, "found_bytes": size})


async def test_each_limit_is_named_with_what_was_found(tmp_path: Path, folder: Path):
    tight = Engine(engine_limits(MediaSettings(max_pages=2, max_duration_seconds=1, max_image_bytes=100)), in_this_process)
    picture = samples.picture(tmp_path / "a.png")

    pages = await refusal(tight, samples.pdf(tmp_path / "a.pdf", 3), folder)
    length = await refusal(tight, samples.sound(tmp_path / "a.wav", 2), folder)
    weight = await refusal(tight, picture, folder)

    assert (pages.code, pages.facts) == (RefusalCode.TOO_MANY_PAGES, {"limit_pages": 2, "found_pages": 3})
    assert (length.code, length.facts) == (RefusalCode.TOO_LONG, {"limit_seconds": 1, "found_seconds": 2})
    assert weight.code is RefusalCode.TOO_LARGE
    assert weight.facts == {"limit_bytes": 100, "found_bytes": picture.stat().st_size, "kind": "image"}


def texts_in(path: Path) -> str:
    with av.open(str(path)) as container:
        return str({**container.metadata, **{f"{s.index}": s.metadata for s in container.streams}})


@pytest.mark.parametrize(("name", "content_type"), [("a.mp4", "video/mp4"), ("a.mov", "video/quicktime"), ("a.mkv", "video/x-matroska")])
async def test_a_film_browsers_play_already_is_only_repacked(
    name: str, content_type: str, engine_of_media: Engine, tmp_path: Path, folder: Path
):
    path = samples.film(tmp_path / name)
    assert "Secret title" in texts_in(path)

    finding, derived = await run(engine_of_media, path, folder)

    assert (finding.kind, finding.content_type, finding.width, finding.height) == (MediaKind.VIDEO, content_type, 320, 240)
    assert finding.duration_ms == pytest.approx(2000, abs=60)
    assert [made.name for made in derived.files] == FILM
    played = (folder / "play.mp4").read_bytes()
    assert played.index(b"moov") < played.index(b"mdat"), "it plays from the first bytes"
    assert "Secret" not in texts_in(folder / "play.mp4")
    assert b"+21.0285" not in played
    with av.open(str(path)) as before, av.open(str(folder / "play.mp4")) as after:
        assert sum(1 for _ in before.demux(video=0)) == sum(1 for _ in after.demux(video=0)), "copied, not encoded anew"


async def test_other_films_are_encoded_at_most_720_high(engine_of_media: Engine, tmp_path: Path, folder: Path):
    path = samples.film(tmp_path / "tall.mkv", 1, 1088, 1920)
    _, derived = await run(engine_of_media, path, folder)
    played = {made.name: made for made in derived.files}["play.mp4"]
    assert (played.width, played.height) == (720, 1270)

    finding, _ = await run(engine_of_media, samples.webm(tmp_path / "a.webm"), folder)
    assert finding.content_type == "video/webm"
    with av.open(str(folder / "play.mp4")) as film:
        assert [stream.codec_context.name for stream in film.streams] == ["h264", "aac"]


async def test_the_same_film_gives_the_same_bytes_twice(engine_of_media: Engine, tmp_path: Path, folder: Path):
    path = samples.webm(tmp_path / "a.webm")

    await run(engine_of_media, path, folder)
    first = {file.name: file.read_bytes() for file in folder.iterdir()}
    await run(engine_of_media, path, folder)

    assert {file.name: file.read_bytes() for file in folder.iterdir()} == first


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("a.mp3", "audio/mpeg"),
        ("a.m4a", "audio/mp4"),
        ("a.aac", "audio/aac"),
        ("a.ogg", "audio/ogg"),
        ("a.flac", "audio/flac"),
        ("a.wav", "audio/wav"),
    ],
)
async def test_a_sound_gets_its_length_its_shape_and_a_playable_file(
    name: str, content_type: str, engine_of_media: Engine, tmp_path: Path, folder: Path
):
    finding, derived = await run(engine_of_media, samples.sound(tmp_path / name), folder)

    assert (finding.kind, finding.content_type) == (MediaKind.AUDIO, content_type)
    assert finding.duration_ms == pytest.approx(3000, abs=150)
    assert [made.name for made in derived.files] == ["play.m4a", "play.opus"]
    assert derived.waveform is not None
    assert len(derived.waveform) == 800
    assert derived.waveform[0] < 10
    assert np.mean(derived.waveform[-100:-20]) > 2 * np.mean(derived.waveform[300:400]), "it grows louder"
    for name in ("play.m4a", "play.opus"):
        heard = loudness.measure(folder / name, recognise(folder / name))
        assert heard.lufs == pytest.approx(-16, abs=1)
        assert heard.peak_db <= -1
    assert "Secret" not in texts_in(folder / "play.m4a")


async def test_a_film_container_with_sound_alone_is_a_sound(engine_of_media: Engine, tmp_path: Path, folder: Path):
    path = samples.sound(tmp_path / "a.mp4")

    finding, derived = await run(engine_of_media, path, folder)

    assert (finding.kind, finding.content_type) == (MediaKind.AUDIO, "audio/mp4")
    assert derived.waveform is not None


async def test_a_pdf_is_counted_drawn_and_copied_without_author_or_script(engine_of_media: Engine, tmp_path: Path, folder: Path):
    finding, derived = await run(engine_of_media, samples.annotated_pdf(tmp_path / "a"), folder)

    assert finding == Finding(MediaKind.DOCUMENT, "pdf", "application/pdf", page_count=1)
    assert [made.name for made in derived.files] == [*PICTURES, "page1.webp", "document.pdf"]
    assert derived.average_colour == "#ffffff"
    copied = (folder / "document.pdf").read_bytes()
    assert b"Secret" not in copied
    assert b"JavaScript" not in copied
    assert len(pypdfium2.PdfDocument(folder / "document.pdf")) == 1


async def test_a_film_without_a_stated_length_is_counted_through(engine_of_media: Engine, tmp_path: Path, folder: Path):
    path = samples.webm(tmp_path / "a.webm", 2)
    data = path.read_bytes()
    stated = data.index(b"\x44\x89\x88")
    path.write_bytes(data[:stated] + b"\xec\x89" + data[stated + 2 :])

    finding, _ = await run(engine_of_media, path, folder)

    assert finding.duration_ms == pytest.approx(2000, abs=100)


async def test_a_film_under_the_name_of_a_sound_is_refused(engine_of_media: Engine, tmp_path: Path, folder: Path):
    path = samples.film(tmp_path / "a.mp4", 1, 160, 120, "-f", "ipod")
    data = path.read_bytes()
    path.write_bytes(data[:8] + b"M4A " + data[12:])

    refused = await refusal(engine_of_media, path, folder)

    assert (refused.code.value, refused.facts) == ("media_type_not_allowed", {"found": "film in a sound file"})


def test_a_film_under_lock_and_key_is_known_whatever_its_noise_looks_like(tmp_path: Path):
    locked = ["-encryption_scheme", "cenc-aes-ctr", "-encryption_key", "00" * 16, "-encryption_kid", "11" * 16]
    for number in range(6):  # each begins with numbers of its own, and so makes another noise
        film = samples.film(tmp_path / f"{number}.mp4", 1, 160, 120, *locked)

        with pytest.raises(Refused) as refused:
            probe.read(film, MP4, 10**8)

        assert refused.value.code is RefusalCode.ENCRYPTED


def test_an_index_that_points_at_itself_is_left(tmp_path: Path):
    film = tmp_path / "a.mp4"
    film.write_bytes((1).to_bytes(4) + b"free" + (0).to_bytes(8) + b"x" * 100)

    with pytest.raises(Refused) as refused:
        probe.read(film, MP4, 10**8)

    assert refused.value.code is RefusalCode.BROKEN


async def test_a_pdf_with_a_password_is_refused_as_locked(engine_of_media: Engine, tmp_path: Path, folder: Path):
    refused = await refusal(engine_of_media, samples.locked_pdf(tmp_path / "a.pdf"), folder)

    assert refused.code is RefusalCode.ENCRYPTED

"""Files that are the same, look, sound or read like another: found across seasons."""

from pathlib import Path

import numpy as np
import pytest
import pyvips
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.media.engine import prints
from exemplar.media.lookalikes import pairs_alike
from exemplar.media.models import MediaFile
from exemplar.media.repository import MediaRepository
from tests import samples
from tests.media.conftest import Desk
from tests.media.corpus.read import PAGE, PAGES, pdf, stream

WORDS = ["stage", "light", "music", "children", "school", "village", "theatre", "touring", "dance", "puppet", "river", "solar"]


def scene(seed: int) -> pyvips.Image:
    """Return a picture of soft patches, different for each seed."""
    patches = np.random.default_rng(seed).integers(0, 255, (6, 8, 3)).astype(np.uint8)
    small = pyvips.Image.new_from_memory(patches.tobytes(), 8, 6, 3, "uchar").copy(interpretation="srgb")
    return small.resize(80, kernel="cubic").cast("uchar")


def melody(path: Path, seed: int, seconds: int = 30) -> Path:
    """Write a tune of random chords."""
    random = np.random.default_rng(seed)
    time = np.arange(seconds * 11_025) / 11_025
    notes = 220 * 2 ** (random.integers(0, 24, (seconds * 4, 3)) / 12)
    tune = sum(np.sin(2 * np.pi * notes[(time * 4).astype(int), voice] * time) for voice in range(3))
    raw = path.with_suffix(".raw")
    raw.write_bytes((np.asarray(tune) * 8_000).astype("<i2").tobytes())
    return samples.ffmpeg(path, "-f", "s16le", "-ar", "11025", "-ac", "1", "-i", str(raw))


def report(path: Path, words: list[str]) -> Path:
    """Write a PDF that says these words in ASCII."""
    lines = b"".join(b"0 -14 Td (" + " ".join(words[at : at + 8]).encode("ascii", "ignore") + b") Tj " for at in range(0, len(words), 8))
    drawn = PAGE[:-2] + b" /Contents 5 0 R /Resources << /Font << /F 6 0 R >> >> >>"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    text = stream(b"BT /F 8 Tf 10 390 Td " + lines + b" ET")
    path.write_bytes(pdf(b"<< /Type /Catalog /Pages 2 0 R >>", PAGES, drawn, b"<< >>", text, font))
    return path


async def alike(session: AsyncSession, media: MediaFile) -> list[tuple[str, str]]:
    """Return name and likeness of what is found for a file."""
    found = await pairs_alike(session, [media.id])
    names = {one.id: one.file_name for one in await MediaRepository(session).all([pair.other_id for pair in found])}
    return [(names[pair.other_id], pair.likeness.value) for pair in found]


async def test_a_picture_is_found_cut_brightened_small_and_pressed(desk: Desk, session: AsyncSession, tmp_path: Path):
    first = scene(1)
    first.write_to_file(str(tmp_path / "first.png"))
    first.resize(0.4).jpegsave(str(tmp_path / "small.jpg"), Q=30)
    (first * 1.15 + 8).cast("uchar").crop(12, 10, first.width - 24, first.height - 20).write_to_file(str(tmp_path / "bright.webp"))
    scene(2).write_to_file(str(tmp_path / "other.png"))
    (tmp_path / "again.png").write_bytes((tmp_path / "first.png").read_bytes())
    names = ["first.png", "small.jpg", "bright.webp", "other.png", "again.png"]
    media = {name: await desk.hand_in(tmp_path / name, f"fingerprint-{name}") for name in names}

    found = await alike(session, media["first.png"])

    assert found[0] == ("again.png", "same_bytes")
    assert sorted(found[1:]) == [("bright.webp", "looks"), ("small.jpg", "looks")]
    assert await alike(session, media["other.png"]) == []


async def test_a_tune_is_found_in_another_format_and_under_a_film(desk: Desk, session: AsyncSession, tmp_path: Path):
    tune = melody(tmp_path / "tune.wav", 1)
    samples.ffmpeg(tmp_path / "pressed.mp3", "-i", str(tune), "-b:a", "64k", "-af", "volume=-9dB")
    film = ["-f", "lavfi", "-i", "testsrc2=size=64x64:rate=5:duration=30", "-i", str(tune), "-shortest", "-pix_fmt", "yuv420p"]
    samples.ffmpeg(tmp_path / "under.mp4", *film)
    melody(tmp_path / "other.wav", 2)
    media = {
        path: await desk.hand_in(tmp_path / path, f"fingerprint-{path}") for path in ("tune.wav", "pressed.mp3", "under.mp4", "other.wav")
    }

    assert sorted(await alike(session, media["tune.wav"])) == [("pressed.mp3", "sounds"), ("under.mp4", "sounds")]
    assert await alike(session, media["other.wav"]) == []


async def test_a_film_is_found_smaller_and_encoded_again(desk: Desk, session: AsyncSession, tmp_path: Path):
    for number in range(10):
        scene(number).write_to_file(str(tmp_path / f"scene{number}.png"))
    slides = ["-framerate", "1", "-i", str(tmp_path / "scene%d.png"), "-pix_fmt", "yuv420p"]
    samples.ffmpeg(tmp_path / "first.mp4", *slides, "-r", "10")
    samples.ffmpeg(tmp_path / "small.webm", "-i", str(tmp_path / "first.mp4"), "-vf", "scale=240:-2", "-c:v", "libvpx", "-b:v", "300k")
    samples.film(tmp_path / "other.mp4", 2)
    media = {name: await desk.hand_in(tmp_path / name, f"fingerprint-{name}") for name in ("first.mp4", "small.webm", "other.mp4")}

    assert await alike(session, media["first.mp4"]) == [("small.webm", "looks")]


async def test_a_report_is_found_with_a_paragraph_changed(desk: Desk, session: AsyncSession, tmp_path: Path):
    random = np.random.default_rng(3)
    words = [
        f"{WORDS[place]}{number}" for place, number in zip(random.integers(0, len(WORDS), 300), random.integers(0, 90, 300), strict=True)
    ]
    report(tmp_path / "first.pdf", words)
    report(tmp_path / "changed.pdf", [*words[:120], "hoan", "toan", "moi", *words[140:]])
    report(tmp_path / "other.pdf", words[::-1])
    media = {name: await desk.hand_in(tmp_path / name, f"fingerprint-{name}") for name in ("first.pdf", "changed.pdf", "other.pdf")}

    assert await alike(session, media["first.pdf"]) == [("changed.pdf", "reads")]


def test_blank_pictures_and_short_texts_have_no_print():
    blank = pyvips.Image.black(64, 64, bands=3).copy(interpretation="srgb")

    assert prints.of_picture(blank + 200) == []
    assert prints.of_text("một hai ba") == []


@pytest.mark.parametrize("seed", range(4))
def test_strangers_differ_in_many_bits(seed: int):
    (mine,) = prints.of_picture(scene(seed))
    (theirs,) = prints.of_picture(scene(seed + 10))

    assert sum((a ^ b & 2**64 - 1).bit_count() for a, b in zip(mine, theirs, strict=True)) > 30

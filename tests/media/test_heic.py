"""Pictures of telephones: upright, in their colours, without what they tell about their makers."""

from pathlib import Path

import pytest
import pyvips

from exemplar.core.settings import MediaSettings
from exemplar.media.engine.child import Engine
from exemplar.media.engine.findings import Finding, MediaKind, Refused
from exemplar.media.limits import engine_limits
from tests.heic import heic
from tests.media.conftest import in_this_process


def colour(path: Path, x: int, y: int) -> list[float]:
    return pyvips.Image.new_from_file(str(path), revalidate=True).getpoint(x, y)


async def test_it_stands_upright_by_its_own_turn_alone_and_tells_nothing(tmp_path: Path, folder: Path):
    path = heic(tmp_path / "a.jpg", 640, 480, turns=1)
    assert b"SecretCam" in path.read_bytes()

    finding, derived = await Engine(engine_limits(MediaSettings())).begin(path, path.stat().st_size, folder)

    assert finding == Finding(MediaKind.IMAGE, "heic", "image/heic", width=480, height=640)
    assert derived is not None
    assert [(made.name, made.width, made.height) for made in derived.files][:2] == [("w320.webp", 320, 427), ("w320.avif", 320, 427)]
    shown = folder / "w320.webp"
    assert colour(shown, 10, 420)[0] > 200 > 60 > colour(shown, 10, 420)[2], "the left edge, red, is at the bottom"
    assert colour(shown, 10, 8)[2] > 200 > 60 > colour(shown, 10, 8)[0]
    assert all(b"Secret" not in (folder / made.name).read_bytes() for made in derived.files)
    assert derived.prints.keys() == {"picture"}


async def test_its_colour_profile_counts_and_is_dropped(engine_of_media: Engine, tmp_path: Path, folder: Path):
    profile = (
        pyvips.Image.black(1, 1, bands=3).copy(interpretation="srgb").icc_transform("p3", input_profile="srgb").get("icc-profile-data")
    )
    plain = heic(tmp_path / "plain", 640, 480)
    await engine_of_media.begin(plain, plain.stat().st_size, folder)
    before = colour(folder / "w320.webp", 80, 100)
    wide = heic(tmp_path / "wide", 640, 480, profile=profile)

    await engine_of_media.begin(wide, wide.stat().st_size, folder)

    after = colour(folder / "w320.webp", 80, 100)
    assert after[0] > before[0] + 3, "the same numbers mean a stronger red in the wider space"
    fields = pyvips.Image.new_from_file(str(folder / "w320.webp"), revalidate=True).get_fields()
    assert [name for name in fields if name.startswith(("icc", "exif", "xmp"))] == []


async def test_many_pictures_in_one_file_are_counted_before_any_is_decoded(tmp_path: Path, folder: Path):
    path = heic(tmp_path / "a")
    engine = Engine(engine_limits(MediaSettings(max_frames=0)), in_this_process)

    with pytest.raises(Refused) as refused:
        await engine.begin(path, path.stat().st_size, folder)

    assert (refused.value.code, refused.value.facts) == ("media_too_many_frames", {"limit_frames": 0, "found_frames": 1})

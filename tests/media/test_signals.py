"""Films of telephones and camcorders: whatever light and fields they come in, what is made of them is what browsers show rightly."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import pyvips

from exemplar.core.settings import MediaSettings
from exemplar.media.engine import blind_films, ffmpeg, films, ladder, posters, probe, signals
from exemplar.media.engine.findings import Finding, MediaKind
from exemplar.media.engine.formats import MP4
from exemplar.media.engine.signals import Signal
from exemplar.media.limits import engine_limits
from exemplar.media.masks import Cover, MaskKind
from tests import samples

LIMITS = engine_limits(MediaSettings())
GREY_CARD, PAPER = 0.38, 0.75
"""Signal in HLG of a card of 18 % grey and of white paper. Source: ITU-R BT.2408, table 1; in PQ they are 0.38 and 0.58."""
SHOWN_GREY, SHOWN_PAPER = 108, 217
"""The same in standard range, of 255: the card at the 42 % it has ever had, paper where there is some room left for what shines."""
HLG, PQ = "arib-std-b67", "smpte2084"


def looked(path: Path) -> Finding:
    return probe.inspect(path, MP4, LIMITS)


def first_frame(path: Path) -> Any:
    with av.open(str(path)) as container:
        return next(container.decode(video=0))


def rows(path: Path, number: int = 5) -> np.ndarray:
    """Return the greys of a frame in the middle of a film, row by row."""
    with av.open(str(path)) as container:
        frame = [frame for _, frame in zip(range(number + 1), container.decode(video=0), strict=False)][-1]
        return frame.to_ndarray(format="gray").astype(int)


def combing(greys: np.ndarray) -> float:
    """Return how much neighbouring rows differ; upright bars differ only where fields were caught at two moments."""
    return float(np.abs(np.diff(greys, axis=0)).mean())


def shown(folder: Path, name: str = "w640.webp") -> pyvips.Image:
    return pyvips.Image.new_from_file(str(folder / name), revalidate=True)


def plain(path: Path) -> Signal:
    return probe.read(path, MP4, LIMITS.max_pixels).signal


def is_everywhere(path: Path) -> bool:
    """Say whether a film is 8 bits of 4:2:0 in H.264, in whole frames, and says that its light and colours are BT.709."""
    streams = probe.read(path, MP4, LIMITS.max_pixels)
    return (streams.video_codec, streams.pixel_format, streams.signal) == ("h264", "yuv420p", Signal(1, 1, 1))


@pytest.mark.parametrize(("transfer", "card", "paper"), [(HLG, GREY_CARD, PAPER), (PQ, GREY_CARD, 0.58)], ids=["HLG", "PQ"])
def test_a_telephones_light_becomes_what_every_browser_shows(transfer: str, card: float, paper: float, tmp_path: Path, folder: Path):
    for level, expected in ((card, SHOWN_GREY), (paper, SHOWN_PAPER)):
        path = samples.telephone_film(tmp_path / "a.mp4", transfer, level)
        finding = looked(path)
        assert plain(path).is_high, "the sample is what it should be"
        assert first_frame(path).format.name == "yuv420p10le"

        poster = posters.derive(path, MP4, finding, folder)
        films.derive(path, MP4, finding, LIMITS, folder)
        ladder.derive(path, MP4, finding, LIMITS, folder)

        assert [is_everywhere(folder / name) for name in ("play.mp4", "v240.mp4", "v360.mp4")] == [True] * 3
        assert [word for word in (b"mdcv", b"clli") if word in (folder / "play.mp4").read_bytes()] == [], "nothing about another screen"
        middle = first_frame(folder / "play.mp4").to_ndarray(format="rgb24")[200, 320]
        assert middle == pytest.approx([expected] * 3, abs=8)
        assert shown(folder).getpoint(320, 200)[:3] == pytest.approx([expected] * 3, abs=8)
        assert poster.average_colour is not None
        for made in folder.iterdir():
            made.unlink()


def test_a_telephone_held_upright_films_upright(tmp_path: Path, folder: Path):
    path = samples.turned(samples.telephone_film(tmp_path / "a.mp4", HLG, GREY_CARD))
    finding = looked(path)

    posters.derive(path, MP4, finding, folder)
    films.derive(path, MP4, finding, LIMITS, folder)

    assert (finding.width, finding.height) == (360, 640)
    film, poster = first_frame(folder / "play.mp4").to_ndarray(format="rgb24"), shown(folder)
    assert film.shape[:2] == (640, 360)
    assert (poster.width, poster.height) == (360, 640)
    for left, right in ((film[300, 10], film[300, 350]), (poster.getpoint(10, 300), poster.getpoint(350, 300))):
        assert left[0] > 80, "what was below is on the left"
        assert right[0] < 40, "what was above is on the right"


@pytest.mark.parametrize("poster_at_ms", [None, 0, 900], ids=["best of ten", "first frame", "towards the end"])
def test_two_fields_become_one_picture(poster_at_ms: int | None, tmp_path: Path, folder: Path):
    path = samples.woven_film(tmp_path / "a.mp4")

    posters.derive(path, MP4, replace(looked(path), poster_at_ms=poster_at_ms), folder)

    assert combing(np.asarray(shown(folder, "w320.webp").colourspace("b-w")).astype(int)) < combing(rows(path)) / 5


def test_two_fields_become_one_frame_and_none_is_lost(tmp_path: Path, folder: Path):
    path = samples.woven_film(tmp_path / "a.mp4")
    finding = looked(path)
    before = combing(rows(path))
    assert plain(path).parity is not None
    assert before > 20, "the sample is woven"

    films.derive(path, MP4, finding, LIMITS, folder)

    played = folder / films.PLAY
    assert plain(played).is_plain
    assert combing(rows(played)) < before / 10
    with av.open(str(path)) as old, av.open(str(played)) as new:
        assert sum(1 for _ in old.demux(video=0)) == sum(1 for _ in new.demux(video=0)), "one frame for each"


def test_a_jurys_copy_of_a_telephones_film_is_shown_as_rightly(tmp_path: Path, folder: Path):
    path = samples.telephone_film(tmp_path / "a.mp4", HLG, GREY_CARD)
    cover = Cover(MaskKind.REGION, boxes=((0, 0, 100, 100),))

    blind_films.derive(path, MP4, looked(path), LIMITS, [cover], folder)

    assert is_everywhere(folder / films.PLAY)
    assert shown(folder).getpoint(320, 200)[:3] == pytest.approx([SHOWN_GREY] * 3, abs=8)


def test_a_film_of_standard_range_goes_through_no_filter_more(tmp_path: Path):
    path = samples.film(tmp_path / "a.mp4")

    assert plain(path) == Signal()
    assert signals.filters(Signal(), (320, 240)) == signals.filters(Signal(1, 1, 1), (320, 240)) == []
    assert "-filter_complex" in (options := ladder.command(ladder.Source(path, MP4, (320, 240), plain(path)), tmp_path))
    assert options[options.index("-filter_complex") + 1].startswith("[0:v:0]split=1[s240];[s240]scale=320:240")


@pytest.mark.parametrize("tools", [{"colorspace", "yadif"}, {"colorspace"}], ids=["no zscale, no bwdif", "no yadif either"])
def test_an_ffmpeg_that_lacks_filters_does_it_less_well(tools: set[str], tmp_path: Path):
    high, woven = samples.telephone_film(tmp_path / "a.mp4", HLG, GREY_CARD), samples.woven_film(tmp_path / "b.mp4")
    made = {path: tmp_path / f"made-{path.name}" for path in (high, woven)}

    for path, target in made.items():
        look = ",".join(["null", *signals.filters(plain(path), (320, 180), tools)])
        ffmpeg.run([*ffmpeg.source(path, MP4), "-vf", look, "-c:v", "libx264", "-pix_fmt", "yuv420p", str(target)])

    assert is_everywhere(made[high])
    assert first_frame(made[high]).to_ndarray(format="gray")[100, 160] == pytest.approx(SHOWN_GREY, abs=25)
    assert (combing(rows(made[woven])) < 5) is ("yadif" in tools)


@pytest.mark.parametrize(
    "signal", [Signal(2, 18, 2), Signal(3, 16, 0), Signal(255, 18, 10), Signal(9, 255, 77), Signal(12, 2, 1), Signal(9, 14, 9)], ids=str
)
def test_a_header_that_says_half_of_it_or_nonsense_is_no_reason_to_refuse(signal: Signal, tmp_path: Path):
    path = samples.telephone_film(tmp_path / "a.mp4", HLG, GREY_CARD)
    look = ",".join(signals.filters(signal, (320, 180)))

    ffmpeg.run([*ffmpeg.source(path, MP4), "-vf", look, "-c:v", "libx264", str(tmp_path / "b.mp4")])

    assert is_everywhere(tmp_path / "b.mp4")


def test_only_plain_films_are_copied():
    streams = probe.Streams(1000, 1_000_000, "h264", "yuv420p", 640, 360)

    assert films.may_copy(streams)
    for signal in (Signal(9, 18, 9), Signal(9, 16, 9), Signal(9, 14, 9), Signal(12, 1, 1), Signal(1, 1, 1, "tff"), Signal(parity="auto")):
        assert not films.may_copy(probe.Streams(1000, 1_000_000, "h264", "yuv420p", 640, 360, signal=signal))


def test_a_chosen_moment_is_drawn_in_the_same_light(tmp_path: Path, folder: Path):
    path = samples.telephone_film(tmp_path / "a.mp4", PQ, GREY_CARD)
    finding = Finding(MediaKind.VIDEO, "mp4", "video/mp4", 640, 360, 1_000, poster_at_ms=500)

    posters.derive(path, MP4, finding, folder)

    assert shown(folder).getpoint(320, 200)[:3] == pytest.approx([SHOWN_GREY] * 3, abs=8)
    assert sorted(made.name for made in folder.iterdir()) == sorted(f"w{w}.{kind}" for w in (320, 640, 1280) for kind in ("webp", "avif"))

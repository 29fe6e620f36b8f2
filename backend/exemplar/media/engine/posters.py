"""The poster of a film: the moment that was chosen, or of ten the sharpest that is neither dark nor washed out."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyvips

from exemplar.media.engine import pictures, prints, probe
from exemplar.media.engine.findings import Derived, Finding, RefusalCode, Refused
from exemplar.media.engine.formats import Format

MOMENTS = 10
_MOST_DECODED = 120
"""Frames decoded on the way from a key frame to the moment wanted; then the one at hand will do."""
_JUDGED_WIDTH = 320
_LAPLACIAN = [[0, 1, 0], [1, -4, 1], [0, 1, 0]]
_QUARTER_TURNS = {0: 0, 90: 270, 180: 180, 270: 90}
"""What the film says (against the clock) → what libvips is told (with the clock)."""


def derive(path: Path, found: Format, finding: Finding, folder: Path) -> Derived:
    """Write the chosen frame in every picture size; or else the best of ten, and take a print of each.

    Raises:
        Refused: no frame can be drawn.
    """
    chosen = _chosen(path, found, finding.poster_at_ms)
    if chosen is not None:
        drawn = pictures.write(_picture(chosen), folder, pictures.SMALL_WIDTHS)
        return Derived(drawn.files, drawn.average_colour, blurhash=drawn.blurhash)
    best: Any = None
    best_score = -1.0
    marks: list[prints.Pair] = []
    for frame in _frames(path, found, finding.duration_ms or 0):
        picture = _picture(frame)
        small = picture.thumbnail_image(_JUDGED_WIDTH)
        marks += [mark for mark in prints.of_picture(small) if mark not in marks]
        judged = score(small)
        if judged > best_score:
            best, best_score = picture.copy_memory(), judged
    if best is None:
        raise Refused(RefusalCode.BROKEN)
    drawn = pictures.write(best, folder, pictures.SMALL_WIDTHS)
    found_prints = {prints.FRAME: marks} if marks else {}
    return Derived(drawn.files, drawn.average_colour, blurhash=drawn.blurhash, prints=found_prints)


def score(picture: Any) -> float:
    """Return how good a poster the picture is: sharpness and contrast, less where it is nearly black or nearly white."""
    grey = picture.colourspace("b-w")[0]
    brightness = grey.avg()
    edges = grey.cast("float").conv(pyvips.Image.new_from_array(_LAPLACIAN)).deviate()
    exposure = max(0.02, 1 - (abs(brightness - 120) / 120) ** 2)
    return float((1 + edges) * (1 + grey.deviate()) * exposure)


def _chosen(path: Path, found: Format, at_ms: int | None) -> Any:
    """Return the frame at a moment; nothing when none was chosen, or none is there."""
    if at_ms is None:
        return None
    with probe.opened(path, found) as container:
        return _frame_at(container, _stream(container), Fraction(at_ms, 1000))


def _stream(container: Any) -> Any:
    stream = next(stream for stream in container.streams.video if not probe.is_cover(stream))
    stream.thread_type = "AUTO"
    return stream


def _frames(path: Path, found: Format, duration_ms: int) -> Iterator[Any]:
    """Yield up to ten frames spread over the film; at least its first."""
    last = None
    with probe.opened(path, found) as container:
        stream = _stream(container)
        for moment in range(MOMENTS):
            wanted = Fraction(duration_ms * (2 * moment + 1), 2 * MOMENTS * 1000)
            frame = _frame_at(container, stream, wanted)
            if frame is not None and (last is None or frame.pts != last):
                last = frame.pts
                yield frame
        if last is None:
            container.seek(0)
            yield from [frame for frame in [next(container.decode(stream), None)] if frame is not None]


def _frame_at(container: Any, stream: Any, wanted: Fraction) -> Any:
    """Return the frame shown at a moment, or the last that could be decoded before it."""
    start = Fraction(stream.start_time or 0) * stream.time_base
    target = start + wanted
    container.seek(int(target / stream.time_base), stream=stream)
    at_hand = None
    for number, frame in enumerate(container.decode(stream)):
        at_hand = frame
        if number >= _MOST_DECODED or (frame.pts is not None and frame.pts * stream.time_base >= target):
            break
    return at_hand


def _picture(frame: Any) -> Any:
    """Return a frame in sRGB, upright, at most as large as the largest size."""
    pixels = frame.to_ndarray(format="rgb24")
    image = pyvips.Image.new_from_memory(pixels.tobytes(), frame.width, frame.height, 3, "uchar").copy(interpretation="srgb")
    turned = image.rot(f"d{_QUARTER_TURNS.get(int(getattr(frame, 'rotation', 0) or 0) % 360, 0)}")
    widest = pictures.SMALL_WIDTHS[-1]
    return turned.thumbnail_image(widest, height=widest * pictures.MAX_RATIO, size="down").copy_memory()

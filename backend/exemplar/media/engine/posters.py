"""The poster of a film: the moment that was chosen, or of ten the sharpest that is neither dark nor washed out."""

from collections import deque
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any

import pyvips

from exemplar.media.engine import pictures, prints, probe, stills
from exemplar.media.engine.findings import Derived, Finding, RefusalCode, Refused
from exemplar.media.engine.formats import Format

MOMENTS = 10
_MOST_DECODED = 120
"""Frames decoded on the way from a key frame to the moment wanted; then the one at hand will do."""
_JUDGED_WIDTH = 320
_LAPLACIAN = [[0, 1, 0], [1, -4, 1], [0, 1, 0]]


def derive(path: Path, found: Format, finding: Finding, folder: Path) -> Derived:
    """Write the chosen frame in every picture size; or else the best of ten, and take a print of each.

    Raises:
        Refused: no frame can be drawn.
    """
    chosen = _chosen(path, found, finding.poster_at_ms, folder)
    if chosen is not None:
        drawn = pictures.write(chosen, folder, pictures.SMALL_WIDTHS)
        return Derived(drawn.files, drawn.average_colour, blurhash=drawn.blurhash)
    best: Any = None
    best_score = -1.0
    marks: list[prints.Pair] = []
    for picture in _pictures(path, found, finding.duration_ms or 0, folder):
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


def _chosen(path: Path, found: Format, at_ms: int | None, folder: Path) -> Any:
    """Return the picture at a moment; nothing when none was chosen, or none is there."""
    if at_ms is None:
        return None
    with probe.opened(path, found) as container:
        stream = _stream(container)
        around = _frames_at(container, stream, Fraction(at_ms, 1000))
        return _picture(stream, around, folder) if around else None


def _stream(container: Any) -> Any:
    stream = next(stream for stream in container.streams.video if not probe.is_cover(stream))
    stream.thread_type = "AUTO"
    return stream


def _pictures(path: Path, found: Format, duration_ms: int, folder: Path) -> Iterator[Any]:
    """Yield up to ten pictures spread over the film; at least its first."""
    last = None
    with probe.opened(path, found) as container:
        stream = _stream(container)
        for moment in range(MOMENTS):
            wanted = Fraction(duration_ms * (2 * moment + 1), 2 * MOMENTS * 1000)
            around = _frames_at(container, stream, wanted)
            if around and (last is None or around[-1].pts != last):
                last = around[-1].pts
                yield _picture(stream, around, folder)
        if last is None:
            container.seek(0)
            yield from [_picture(stream, [frame], folder) for frame in islice(container.decode(stream), 1)]


def _frames_at(container: Any, stream: Any, wanted: Fraction) -> list[Any]:
    """Return the frame shown at a moment, or the last that could be decoded before it, behind the one before it.

    Of a film whose frames are two fields, the one after it is there as well, since all three are needed to draw it.
    """
    start = Fraction(stream.start_time or 0) * stream.time_base
    target = start + wanted
    container.seek(int(target / stream.time_base), stream=stream)
    around: deque[Any] = deque(maxlen=2)
    decoding = container.decode(stream)
    for number, frame in enumerate(decoding):
        around.append(frame)
        if number >= _MOST_DECODED or (frame.pts is not None and frame.pts * stream.time_base >= target):
            break
    is_woven = bool(around) and probe.signal_of(stream, around[-1]).parity is not None
    return [*around, *(islice(decoding, 3 - len(around)) if is_woven else [])]


def _picture(stream: Any, around: list[Any], folder: Path) -> Any:
    return stills.picture(around, probe.signal_of(stream, around[0]), folder)

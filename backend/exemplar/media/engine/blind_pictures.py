"""Pictures with boxes over them: black and opaque, drawn before any size is made, so no size has anything underneath."""

from collections.abc import Iterable, Sequence
from math import ceil, floor
from pathlib import Path
from typing import Any

import pyvips

from exemplar.media.engine import pictures
from exemplar.media.engine.findings import Derived, RefusalCode, Refused
from exemplar.media.masks import Cover, MaskKind

Box = tuple[int, int, int, int]
_WHOLE = 1000
_MARGIN = 2
"""Pixels round a box: enlarging and compressing carry a little of what is inside across its edge."""


def derive(path: Path, covers: Iterable[Cover], folder: Path) -> Derived:
    """Write the pictures of the file at ``path`` with its regions covered.

    Raises:
        Refused: the pixels are cut short or damaged.
    """
    boxes = [box for cover in covers if cover.kind is MaskKind.REGION for box in cover.boxes]
    try:
        return pictures.write(covered(pictures.shrunk(path), boxes), folder)
    except pyvips.Error as error:
        raise Refused(RefusalCode.BROKEN) from error


def covered(picture: Any, boxes: Sequence[Box]) -> Any:
    """Return the picture with black boxes, in its own memory."""
    ink = [0] * (picture.bands - 1) + [255] if picture.hasalpha() else [0] * picture.bands
    drawn = picture
    for box in boxes:
        drawn = drawn.draw_rect(ink, *pixels(box, picture.width, picture.height), fill=True)
    return drawn.copy_memory()


def pixels(box: Box, width: int, height: int) -> Box:
    """Return a box in pixels (left, top, width, height), rounded outwards and inside the picture."""
    left, top = (max(0, floor(place * size / _WHOLE) - _MARGIN) for place, size in ((box[0], width), (box[1], height)))
    right = min(width, ceil((box[0] + box[2]) * width / _WHOLE) + _MARGIN)
    bottom = min(height, ceil((box[1] + box[3]) * height / _WHOLE) + _MARGIN)
    return left, top, max(1, right - left), max(1, bottom - top)

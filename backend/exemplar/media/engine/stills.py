"""One frame of a film as a picture: upright, in sRGB, and as browsers show the film itself."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyvips

from exemplar.media.engine import ffmpeg, pictures, signals
from exemplar.media.engine.signals import Signal

_LARGEST = pictures.SMALL_WIDTHS[-1]
_QUARTER_TURNS = {0: 0, 90: 270, 180: 180, 270: 90}
"""What the film says (against the clock) → what libvips is told (with the clock)."""


def picture(around: Sequence[Any], signal: Signal, folder: Path) -> Any:
    """Return the frame that ``middle`` names, at most as large as the largest size.

    Raises:
        Refused: it cannot be drawn.
    """
    frame = around[middle(around)]
    if signal.is_plain:
        pixels, width, height = frame.to_ndarray(format="rgb24").tobytes(), frame.width, frame.height
    else:
        pixels, width, height = _shown(around, signal, folder)
    image = pyvips.Image.new_from_memory(pixels, width, height, 3, "uchar").copy(interpretation="srgb")
    turned = image.rot(f"d{_QUARTER_TURNS.get(int(getattr(frame, 'rotation', 0) or 0) % 360, 0)}")
    return turned.thumbnail_image(_LARGEST, height=_LARGEST * pictures.MAX_RATIO, size="down").copy_memory()


def middle(around: Sequence[Any]) -> int:
    """Return which of up to three frames in a row is meant: the second, whose fields have neighbours on both sides."""
    return min(1, len(around) - 1)


def _shown(around: Sequence[Any], signal: Signal, folder: Path) -> tuple[bytes, int, int]:
    """Return pixels, width and height after the filters that the film itself goes through."""
    raw, drawn = folder / "frames.nut", folder / "frame.rgb"
    _write(around, raw)
    frame = around[middle(around)]
    scale = min(1.0, _LARGEST / min(frame.width, frame.height))
    width, height = (max(2, int(side * scale + 0.5) // 2 * 2) for side in (frame.width, frame.height))
    # What is written for ffmpeg here says nothing of colours by itself.
    named = f"setparams=colorspace={signal.matrix}:range={int(frame.color_range) or -1}"
    chosen = [f"select=eq(n\\,{middle(around)})", f"scale={width}:{height}:flags=bicubic"]
    look = ",".join([named, *signals.filters(signal, (width, height)), *chosen])
    ffmpeg.run(["-f", "nut", "-i", str(raw), "-vf", look, "-frames:v", "1", "-pix_fmt", "rgb24", "-f", "rawvideo", str(drawn)])
    pixels = drawn.read_bytes()
    raw.unlink()
    drawn.unlink()
    return pixels, width, height


def _write(around: Sequence[Any], target: Path) -> None:
    """Write frames as they were decoded, one after the other."""
    import av

    first, tick = around[0], Fraction(1, 25)
    with av.open(str(target), "w", format="nut") as container:
        stream = container.add_stream("rawvideo", rate=25, time_base=tick)
        stream.width, stream.height, stream.pix_fmt = first.width, first.height, first.format.name
        for number, frame in enumerate(around):
            frame.pts, frame.time_base = number, tick
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))

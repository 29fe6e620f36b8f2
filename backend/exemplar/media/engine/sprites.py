"""Small pictures along the seek bar: one sheet, and a VTT that says which part of it belongs to which seconds."""

from math import ceil
from pathlib import Path

import pyvips

from exemplar.media.engine import ffmpeg
from exemplar.media.engine.captions import clock
from exemplar.media.engine.findings import Derived, Finding, Made
from exemplar.media.engine.formats import MP4
from exemplar.media.engine.ladder import RUNGS

SHEET, LIST = "sprite.webp", "sprite.vtt"
MOST = 100
_ACROSS = 10
_SIDE = 160


def derive(finding: Finding, folder: Path) -> Derived:
    """Write sheet and list out of the lowest rung, which lies in ``folder``.

    Raises:
        Refused: the rung cannot be played.
    """
    seconds = max(1, (finding.duration_ms or 0) / 1000)
    every = max(1, ceil(seconds / MOST))
    count = min(MOST, ceil(seconds / every))
    width, height = tile(finding.width or 16, finding.height or 9)
    raw = folder / "sprite.png"
    rows = ceil(count / _ACROSS)
    look = f"fps=1/{every}:round=up,scale={width}:{height},tile={min(_ACROSS, count)}x{rows}"
    source = ffmpeg.source(folder / RUNGS[0].film, MP4)
    ffmpeg.run([*source, "-map", "0:v:0", "-vf", look, "-frames:v", "1", "-f", "image2", "-c:v", "png", str(raw)])
    sheet = pyvips.Image.new_from_file(str(raw))
    sheet.webpsave(str(folder / SHEET), Q=70, effort=3, keep="none")
    raw.unlink()
    (folder / LIST).write_text(_list(count, every, seconds, (width, height)))
    return Derived([Made(SHEET, "image/webp", width=sheet.width, height=sheet.height), Made(LIST, "text/vtt")])


def tile(width: int, height: int) -> tuple[int, int]:
    """Return the size of one small picture: the longer side ``_SIDE``, even numbers."""
    scale = _SIDE / max(width, height)
    return max(2, int(width * scale) // 2 * 2), max(2, int(height * scale) // 2 * 2)


def _list(count: int, every: int, seconds: float, size: tuple[int, int]) -> str:
    cues = ["WEBVTT\n"]
    for number in range(count):
        row, column = divmod(number, _ACROSS)
        until = min(seconds, (number + 1) * every)
        place = f"{column * size[0]},{row * size[1]},{size[0]},{size[1]}"
        cues.append(f"{clock(number * every * 1000)} --> {clock(int(until * 1000))}\n{SHEET}#xywh={place}\n")
    return "\n".join(cues)

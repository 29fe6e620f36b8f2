"""Papers, films and sounds that say a name, and ways to look whether they still do."""

import re
import subprocess
from pathlib import Path

import pypdfium2
import pyvips
import typst

from exemplar.media.engine.ffmpeg import program
from tests import samples

NAME = "Lò Thị Mai Hương"
EDGE = 2
"""Pixels."""


def paper(path: Path, *lines: str, pages: int = 2) -> Path:
    """Write a PDF of A5 with these lines on its first page, set in real letters that can be copied."""
    fonts = Path(__file__).parents[2] / "backend/exemplar/awards/fonts"
    text = " \\\n".join(lines)
    rest = "#pagebreak()\nTrang sau không nói ai.\n" * (pages - 1)
    source = f'#set page(paper: "a5")\n#set text(size: 12pt)\n{text}\n{rest}'
    path.write_bytes(typst.compile(source.encode(), font_paths=[str(fonts)] if fonts.exists() else []))
    return path


def words_of(path: Path) -> str:
    """Return every letter of a PDF that can be selected."""
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))


def page_of(path: Path, index: int = 0) -> pyvips.Image:
    """Draw a page as a reader sees it."""
    pixels = pypdfium2.PdfDocument(path)[index].render(scale=2, rev_byteorder=True).to_numpy()
    return pyvips.Image.new_from_memory(pixels.tobytes(), pixels.shape[1], pixels.shape[0], pixels.shape[2], "uchar")[0:3]


def inside(picture: pyvips.Image, box: list[int] | tuple[int, ...]) -> pyvips.Image:
    """Return what is inside a box given in thousandths, but for its edge, where compressing mixes it with what is round it."""
    left, top, width, height = box
    across, down = left * picture.width // 1000 + EDGE, top * picture.height // 1000 + EDGE
    return picture.crop(across, down, width * picture.width // 1000 - 2 * EDGE, height * picture.height // 1000 - 2 * EDGE)


def loudness(path: Path, start: float, seconds: float) -> float:
    """Return the loudest sample of a stretch in dB of full scale; silence is -91 or less."""
    command = [program(), "-hide_banner", "-nostdin", "-ss", str(start), "-t", str(seconds), "-i", str(path)]
    said = subprocess.run([*command, "-vn", "-af", "volumedetect", "-f", "null", "-"], capture_output=True, check=True, text=True).stderr
    found = re.search(r"max_volume: (-?[\d.]+|-inf) dB", said)
    assert found, said
    return float(found[1])


def frame(path: Path, moment: float, target: Path) -> pyvips.Image:
    """Return what a film shows at a moment."""
    samples.ffmpeg(target, "-ss", str(moment), "-i", str(path), "-frames:v", "1")
    return pyvips.Image.new_from_file(str(target))[0:3]

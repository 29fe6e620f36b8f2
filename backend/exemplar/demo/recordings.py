"""A short film, a sound recording and a report for the demo, made by ffmpeg and Typst."""

import asyncio
import json
from pathlib import Path

FILM_COLOURS = (("0x6f1414", "0xc8973b"), ("0x1f4a86", "0xe8c778"), ("0x1b6346", "0xd6b25e"), ("0x572a5c", "0xe0b25a"))
MELODIES = ((262, 294, 349, 392, 440), (294, 330, 392, 440, 523), (220, 262, 294, 330, 392))
"""Five-note scales in hertz."""

_REPORT = """
#set page(paper: "a4", margin: 22mm)
#set text(lang: "vi", size: 11pt)
#let data = json(bytes(sys.inputs.data))
#align(center)[#text(size: 9pt, fill: rgb("#7a5410"))[TÀI LIỆU MINH CHỨNG] #v(4mm) #text(size: 18pt, weight: "bold")[#data.title.vi]]
#v(8mm)
== Trước khi áp dụng
#data.before
== Cách làm
#data.solution
== Kết quả
#data.summary
#table(columns: (1fr, 1fr, 1fr), [Trước], [Sau], [Đơn vị đo], [#data.measure.at(0)], [#data.measure.at(1)], [#data.measure.at(2)])
#pagebreak()
== Điều kiện áp dụng
#data.conditions
== Khả năng nhân rộng
#data.spread
"""


async def _ffmpeg(*arguments: str) -> None:
    import imageio_ffmpeg

    process = await asyncio.create_subprocess_exec(
        imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-y", *arguments, stderr=asyncio.subprocess.PIPE
    )
    _, errors = await process.communicate()
    if process.returncode:
        raise RuntimeError(errors.decode(errors="replace")[-500:])


def _melody(seed: int, seconds: int) -> str:
    notes = MELODIES[seed % len(MELODIES)]
    tones = "+".join(f"0.16*sin(2*PI*{note}*t)*exp(-3*mod(t+{index * 0.45},2.25))" for index, note in enumerate(notes))
    return f"aevalsrc='{tones}':s=44100:d={seconds}"


async def film(path: Path, seed: int, seconds: int = 8) -> None:
    """Write an MP4 of slowly moving colour with a plucked melody."""
    first, second = FILM_COLOURS[seed % len(FILM_COLOURS)]
    picture = f"gradients=s=1280x720:c0={first}:c1={second}:c2=0xfbf7ef:n=3:speed=0.03:duration={seconds}:rate=24"
    await _ffmpeg(
        *("-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", _melody(seed, seconds)),
        *("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest", str(path)),
    )


async def sound(path: Path, seed: int, seconds: int = 20) -> None:
    """Write an M4A of a plucked melody: the place of a spoken bulletin."""
    await _ffmpeg("-f", "lavfi", "-i", _melody(seed, seconds), "-c:a", "aac", "-b:a", "96k", str(path))


async def report(path: Path, story: dict[str, object]) -> None:
    """Write a two-page PDF from a story's own words."""
    import typst

    inputs = {"data": json.dumps(story, ensure_ascii=False)}
    await asyncio.to_thread(lambda: path.write_bytes(typst.compile(_REPORT.encode(), sys_inputs=inputs)))

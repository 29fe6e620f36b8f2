"""A film in several sizes for lines of several speeds: HLS in fragmented MP4, one file and one playlist for each rung.

Every rung is one file, and its playlist names byte ranges of it: few objects, and one permission for each. Key frames
stand every two seconds at the same moments in all rungs, so that a player may change at any of them. See
decisions/0091-films-in-rungs.md.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from exemplar.media.engine import ffmpeg, probe, signals
from exemplar.media.engine.findings import Derived, Finding, Limits, Made, RefusalCode, Refused
from exemplar.media.engine.formats import M4A, Format
from exemplar.media.engine.signals import PLAIN, Signal

MASTER = "hls.m3u8"
SOUND, SOUND_LIST = "sound.mp4", "sound.m3u8"
PLAYLIST_TYPE = "application/vnd.apple.mpegurl"
SEGMENT_SECONDS = 4
KEY_SECONDS = 2
SOUND_RATE = 128_000
_LOST_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Rung:
    """One size: the shorter side in pixels, and the most bits per second."""

    height: int
    bits_per_second: int

    @property
    def film(self) -> str:
        """Return the name of its file."""
        return f"v{self.height}.mp4"

    @property
    def playlist(self) -> str:
        """Return the name of its playlist."""
        return f"v{self.height}.m3u8"


@dataclass(frozen=True, slots=True)
class Source:
    """A film to be encoded. ``size`` is width and height as a viewer sees them."""

    path: Path
    found: Format
    size: tuple[int, int]
    signal: Signal = PLAIN


RUNGS = (Rung(240, 350_000), Rung(360, 800_000), Rung(480, 1_400_000), Rung(720, 2_800_000), Rung(1080, 5_000_000))


def rungs_of(width: int, height: int) -> list[Rung]:
    """Return the rungs for a film of this size: none larger than it is, and always the lowest."""
    return [rung for rung in RUNGS if rung.height <= min(width, height)] or [RUNGS[0]]


def fitted(width: int, height: int, rung: Rung) -> tuple[int, int]:
    """Return the size to encode at: even numbers, the shorter side as the rung says, never larger than the original."""
    scale = min(1.0, rung.height / min(width, height), rung.height * 16 / 9 * 1.5 / max(width, height))
    return max(2, int(width * scale + 0.5) // 2 * 2), max(2, int(height * scale + 0.5) // 2 * 2)


def derive(path: Path, found: Format, finding: Finding, limits: Limits, folder: Path) -> Derived:
    """Write the rungs, their playlists and the list of them all (which names the sound where there is one).

    A rung that lies in ``folder`` already, with its playlist, is taken as it is.

    Raises:
        Refused: the film cannot be played through.
    """
    size = finding.width or 2, finding.height or 2
    rungs = rungs_of(*size)
    waiting = [rung for rung in rungs if not (folder / rung.film).exists() or not (folder / rung.playlist).exists()]
    if waiting:
        source = Source(path, found, size, probe.read(path, found, limits.max_pixels).signal)
        ffmpeg.watched(command(source, folder, waiting), folder)
    if _seconds((folder / rungs[0].playlist).read_text()) * 1000 < (finding.duration_ms or 0) * (1 - _LOST_SHARE):
        raise Refused(RefusalCode.BROKEN)
    (folder / MASTER).write_text(_master(rungs, size, folder, has_sound=finding.has_sound))
    return Derived([Made(MASTER, PLAYLIST_TYPE), *(made for rung in waiting for made in _made(rung, size))])


def write_rung(source: Source, rung: Rung, folder: Path) -> list[Made]:
    """Write one rung alone, to be played before the others are there.

    Raises:
        Refused: the film cannot be played through.
    """
    ffmpeg.watched(command(source, folder, [rung]), folder)
    return _made(rung, source.size)


def _made(rung: Rung, size: tuple[int, int]) -> list[Made]:
    width, height = fitted(*size, rung)
    return [Made(rung.playlist, PLAYLIST_TYPE), Made(rung.film, "video/mp4", width=width, height=height)]


def command(source: Source, folder: Path, wanted: list[Rung] | None = None) -> list[str]:
    """Return the options of the one run that decodes once and encodes every rung, or those wanted."""
    rungs = wanted or rungs_of(*source.size)
    shown = signals.filters(source.signal, fitted(*source.size, rungs[-1]))
    split = "".join(f"[s{rung.height}]" for rung in rungs)
    scaled = [
        f"[s{rung.height}]scale={width}:{height}:flags=bicubic,setsar=1,format=yuv420p[o{rung.height}]"
        for rung in rungs
        for width, height in [fitted(*source.size, rung)]
    ]
    first = ",".join([*shown, f"split={len(rungs)}{split}"])
    options = [*ffmpeg.source(source.path, source.found), "-filter_complex", f"[0:v:0]{first};" + ";".join(scaled)]
    for rung in rungs:
        options += ["-map", f"[o{rung.height}]", *_encoding(rung), *ffmpeg.CLEAN, *listed(folder, rung.film, rung.playlist)]
    return options


def _encoding(rung: Rung) -> list[str]:
    rate = str(rung.bits_per_second)
    keys = ["-force_key_frames", f"expr:gte(t,n_forced*{KEY_SECONDS})", "-g", "600", "-sc_threshold", "0"]
    quality = ["-preset", "veryfast", "-crf", "22", "-maxrate", rate, "-bufsize", str(2 * rung.bits_per_second)]
    return ["-c:v", "libx264", *quality, *keys, "-threads", "2", "-fpsmax", "60", "-bsf:v", "filter_units=remove_types=6"]


def listed(folder: Path, film: str, playlist: str) -> list[str]:
    """Return the options that write one file of fragments with a playlist of its byte ranges."""
    kind = ["-f", "hls", "-hls_segment_type", "fmp4", "-hls_flags", "single_file", "-hls_playlist_type", "vod"]
    return [*kind, "-hls_time", str(SEGMENT_SECONDS), "-hls_segment_filename", str(folder / film), str(folder / playlist)]


def write_sound(heard: Path, folder: Path) -> list[Made]:
    """Write the film's sound as a rung of its own, out of ``play.m4a`` and without encoding it again."""
    ffmpeg.run([*ffmpeg.source(heard, M4A), "-map", "0:a:0", "-c:a", "copy", *ffmpeg.CLEAN, *listed(folder, SOUND, SOUND_LIST)])
    return [Made(SOUND_LIST, PLAYLIST_TYPE), Made(SOUND, "audio/mp4")]


def _master(rungs: list[Rung], size: tuple[int, int], folder: Path, *, has_sound: bool) -> str:
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    group, codec, more = "", "", 0
    if has_sound:
        lines.append(f'#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="sound",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="{SOUND_LIST}"')
        group, codec, more = ',AUDIO="sound"', ",mp4a.40.2", SOUND_RATE
    for rung in rungs:
        width, height = fitted(*size, rung)
        rates = _rates((folder / rung.playlist).read_text())
        peak, mean = max(rates) + more, int(sum(rates) / len(rates)) + more
        words = f'CODECS="{_codec(folder / rung.film)}{codec}",RESOLUTION={width}x{height}{group}'
        lines += [f"#EXT-X-STREAM-INF:BANDWIDTH={peak},AVERAGE-BANDWIDTH={mean},{words}", rung.playlist]
    return "\n".join(lines) + "\n"


_SEGMENT = re.compile(r"#EXTINF:([\d.]+),\s*#EXT-X-BYTERANGE:(\d+)@\d+")


def _rates(playlist: str) -> list[int]:
    """Return the bits per second of each segment."""
    return [int(8 * int(size) / max(0.1, float(seconds))) for seconds, size in _SEGMENT.findall(playlist)] or [1]


def _seconds(playlist: str) -> float:
    return sum(float(seconds) for seconds, _ in _SEGMENT.findall(playlist))


def _codec(film: Path) -> str:
    """Return the name that players want, out of the box that says how to decode: profile, constraints, level."""
    with film.open("rb") as file:
        head = file.read(65_536)
    place = head.find(b"avcC")
    return "avc1." + (head[place + 5 : place + 8].hex() if place > 0 else "640028")

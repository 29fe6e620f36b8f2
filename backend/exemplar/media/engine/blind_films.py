"""Films with boxes over their pictures and silence in their sound: one MP4, the sound apart, and a poster of what is left.

No ladder and no strip of small pictures: a jury is few people, and what is not made cannot show anything.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from exemplar.media.engine import blind_pictures, blind_sounds, ffmpeg, films, ladder, posters, probe, signals, sounds
from exemplar.media.engine.findings import Derived, Finding, Limits, Made, RefusalCode, Refused
from exemplar.media.engine.formats import M4A, MP4, Format
from exemplar.media.masks import Cover, MaskKind, stretches

_LOST_SHARE = 0.1
_FRAMES = 30
_MARGIN_SECONDS = 0.1
"""A box comes and goes so much earlier and later: the frames next to a stretch show the same."""


def derive(path: Path, found: Format, finding: Finding, limits: Limits, covers: Sequence[Cover], folder: Path) -> Derived:
    """Write ``play.mp4``, ``play.m4a`` where there is sound, and the poster in every picture size.

    Raises:
        Refused: the film cannot be played through.
    """
    heard = blind_sounds.write(path, found, stretches(covers, MaskKind.SOUND), folder) if finding.has_sound else None
    rung = films.best_rung(finding)
    size = ladder.fitted(finding.width or 2, finding.height or 2, rung)
    shown = signals.filters(probe.read(path, found, limits.max_pixels).signal, size)
    scaled = f"scale={size[0]}:{size[1]}:flags=bicubic,setsar=1,format=yuv420p"
    looks = ",".join([*shown, *_frames_for(covers), scaled, *_boxes(covers, size)])
    sources = [*ffmpeg.source(path, found), *(ffmpeg.source(heard, M4A) if heard else [])]
    wanted = ["-map", "0:v:0", *(["-map", "1:a:0", "-c:a", "copy"] if heard else []), "-sn", "-dn", "-vf", looks, *_encoding(rung)]
    wanted += ["-t", f"{(finding.duration_ms or 0) / 1000:.3f}"] if _frames_for(covers) else []
    target = folder / films.PLAY
    ffmpeg.watched([*sources, *wanted, *ffmpeg.CLEAN, "-movflags", "+faststart", "-f", "mp4", str(target)], folder)
    made = probe.read(target, MP4, limits.max_pixels)
    if made.duration_ms < (finding.duration_ms or 0) * (1 - _LOST_SHARE):
        raise Refused(RefusalCode.BROKEN)
    poster = posters.derive(target, MP4, finding, folder)
    sound = [Made(sounds.PLAY, "audio/mp4")] if heard else []
    film = Made(films.PLAY, "video/mp4", width=size[0], height=size[1])
    waveform = sounds.waveform(heard) if heard else None
    return Derived([film, *sound, *poster.files], poster.average_colour, waveform=waveform, blurhash=poster.blurhash)


def _frames_for(covers: Iterable[Cover]) -> list[str]:
    """Return the filters that give a film a frame for every moment at which a box may come or go.

    A box is drawn on frames, not on moments: where one picture stands for seconds, such as in recorded slides, a box that
    begins in between would come with the next picture, or never.
    """
    is_timed = any(cover.kind is MaskKind.REGION and cover.start_ms is not None for cover in covers)
    return [f"fps={_FRAMES}", "tpad=stop=-1:stop_mode=clone"] if is_timed else []


def _boxes(covers: Iterable[Cover], size: tuple[int, int]) -> list[str]:
    """Return the filters that draw the boxes, after everything else that is done to a frame."""
    filters = []
    for cover in covers:
        if cover.kind is not MaskKind.REGION:
            continue
        when = ""
        if cover.start_ms is not None and cover.end_ms is not None:
            from_s, to_s = max(0.0, cover.start_ms / 1000 - _MARGIN_SECONDS), cover.end_ms / 1000 + _MARGIN_SECONDS
            when = f":enable='between(t,{from_s:.3f},{to_s:.3f})'"
        for box in cover.boxes:
            left, top, width, height = blind_pictures.pixels(box, *size)
            filters.append(f"drawbox=x={left}:y={top}:w={width}:h={height}:color=black:t=fill{when}")
    return filters


def _encoding(rung: ladder.Rung) -> list[str]:
    rates = ["-maxrate", str(rung.bits_per_second), "-bufsize", str(2 * rung.bits_per_second)]
    return ["-c:v", "libx264", "-preset", "veryfast", "-crf", "22", *rates, "-threads", "2", "-fpsmax", "60"]

"""How much a unit may hand in, and into how many parts a file is cut. Pure arithmetic on the settings."""

from exemplar.core.settings import MediaSettings
from exemplar.media.engine.child import Budget
from exemplar.media.engine.findings import Limits, MediaKind
from exemplar.media.engine.lanes import Lane

MIB = 1024**2
SMALLEST_PART_BYTES = 5 * MIB
"""S3 takes no smaller part, but for the last."""
MAX_PARTS = 10_000
"""S3 takes no more parts than this in one upload."""
LARGEST_STEP_BYTES = 32 * MIB
_STEPS = ((128 * MIB, SMALLEST_PART_BYTES), (1_024 * MIB, 8 * MIB), (8_192 * MIB, 16 * MIB))
"""Up to which size of the file, which size of its parts."""


def engine_limits(settings: MediaSettings) -> Limits:
    """Return the limits in the engine's own words."""
    return Limits(
        max_pixels=settings.max_pixels,
        max_pages=settings.max_pages,
        max_duration_seconds=settings.max_duration_seconds,
        max_frames=settings.max_frames,
        max_page_pictures=settings.max_page_pictures,
        max_archive_entries=settings.max_archive_entries,
        max_archive_ratio=settings.max_archive_ratio,
        max_archive_bytes=settings.max_archive_bytes,
        draw_seconds=settings.draw_seconds,
        office_seconds=settings.office_seconds,
        max_bytes={kind.value: most for kind, most in max_file_bytes(settings).items()},
    )


def max_file_bytes(settings: MediaSettings) -> dict[MediaKind, int]:
    """Return the largest file of each kind."""
    return {
        MediaKind.IMAGE: settings.max_image_bytes,
        MediaKind.VIDEO: settings.max_video_bytes,
        MediaKind.AUDIO: settings.max_audio_bytes,
        MediaKind.DOCUMENT: settings.max_document_bytes,
    }


def engine_budget(settings: MediaSettings) -> Budget:
    """Return what one child process may use."""
    return Budget(
        memory_bytes=settings.engine_memory_bytes,
        film_memory_bytes=settings.engine_film_memory_bytes,
        cpu_seconds=settings.engine_cpu_seconds,
        cpu_percent=settings.engine_cpu_percent,
        wall_factor=settings.engine_wall_factor,
        at_once=lane_widths(settings),
    )


def lane_widths(settings: MediaSettings) -> dict[Lane, int]:
    """Return how many files each lane works on at once."""
    return {
        Lane.LOOK: settings.concurrent_looks,
        Lane.PAPER: settings.concurrent_papers,
        Lane.FILM: settings.concurrent_films,
        Lane.SOUND: settings.concurrent_sounds,
        Lane.LATER: settings.concurrent_ladders,
    }


def max_bytes_declared(kind: MediaKind | None, settings: MediaSettings) -> int:
    """Return the largest size for what a file claims to be; see ``declared``.

    Where nobody knows, the largest of all holds for now, and the inspection judges by what the file really is.
    """
    by_kind = max_file_bytes(settings)
    return max(by_kind.values()) if kind is None else by_kind[kind]


def part_size_bytes(size_bytes: int) -> int:
    """Return the size of every part but the last, in whole MiB.

    Small files get small parts, so that a line which is cut every minute still brings one over; large ones get larger parts,
    since each has its own link, its own check and its own line in the answer of S3, and never more than 10,000 of them.
    """
    step = next((part for limit, part in _STEPS if size_bytes <= limit), LARGEST_STEP_BYTES)
    needed = -(-size_bytes // MAX_PARTS)
    return max(step, -(-needed // MIB) * MIB)


def part_sizes(size_bytes: int, part_bytes: int) -> dict[int, int]:
    """Return part number (from 1) → bytes."""
    whole, rest = divmod(size_bytes, part_bytes)
    sizes = dict.fromkeys(range(1, whole + 1), part_bytes)
    if rest:
        sizes[whole + 1] = rest
    return sizes

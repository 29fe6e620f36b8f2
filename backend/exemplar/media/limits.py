"""How much a unit may hand in, and into how many parts a file is cut. Pure arithmetic on the settings."""

from exemplar.core.settings import MediaSettings
from exemplar.media.engine.child import Budget
from exemplar.media.engine.findings import Limits, MediaKind

MIB = 1024**2
SMALLEST_PART_BYTES = 16 * MIB
MAX_PARTS = 10_000
"""S3 takes no more parts than this in one upload."""


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
        max_bytes={
            MediaKind.IMAGE.value: settings.max_image_bytes,
            MediaKind.VIDEO.value: settings.max_video_bytes,
            MediaKind.AUDIO.value: settings.max_audio_bytes,
            MediaKind.DOCUMENT.value: settings.max_document_bytes,
        },
    )


def engine_budget(settings: MediaSettings) -> Budget:
    """Return what one child process may use."""
    return Budget(
        memory_bytes=settings.engine_memory_bytes,
        film_memory_bytes=settings.engine_film_memory_bytes,
        cpu_seconds=settings.engine_cpu_seconds,
        cpu_percent=settings.engine_cpu_percent,
        wall_factor=settings.engine_wall_factor,
    )


def max_bytes_declared(declared_type: str, settings: MediaSettings) -> int:
    """Return the largest size for what the browser says the file is.

    A browser may not know (``""`` or a general type): then the largest of all holds for now, and the inspection judges
    by what the file really is.
    """
    by_family = {"image": settings.max_image_bytes, "video": settings.max_video_bytes, "audio": settings.max_audio_bytes}
    if declared_type == "application/pdf":
        return settings.max_document_bytes
    largest = max(*by_family.values(), settings.max_document_bytes)
    return by_family.get(declared_type.split("/", maxsplit=1)[0], largest)


def part_size_bytes(size_bytes: int) -> int:
    """Return the size of every part but the last: 16 MiB, or more where that would need over 10,000 parts; whole MiB."""
    needed = -(-size_bytes // MAX_PARTS)
    return max(SMALLEST_PART_BYTES, -(-needed // MIB) * MIB)


def part_sizes(size_bytes: int, part_bytes: int) -> dict[int, int]:
    """Return part number (from 1) → bytes."""
    whole, rest = divmod(size_bytes, part_bytes)
    sizes = dict.fromkeys(range(1, whole + 1), part_bytes)
    if rest:
        sizes[whole + 1] = rest
    return sizes

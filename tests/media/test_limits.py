"""Sizes: what a file may weigh, and how it is cut."""

from exemplar.core.settings import MediaSettings
from exemplar.media.engine.findings import MediaKind
from exemplar.media.limits import MAX_PARTS, MIB, max_bytes_declared, part_size_bytes, part_sizes

GIB = 1024 * MIB


def test_parts_grow_with_the_file_and_are_never_too_many():
    sizes = (1, 128 * MIB, 128 * MIB + 1, GIB, GIB + 1, 8 * GIB, 8 * GIB + 1, 20 * GIB, 400 * GIB)

    assert [part_size_bytes(size) // MIB for size in sizes] == [5, 5, 8, 8, 16, 16, 32, 32, 41]


def test_no_file_has_more_parts_than_s3_takes():
    for size in (1, 5 * MIB, 16 * MIB, 160_000 * MIB, 160_000 * MIB + 1, 5_000 * GIB - 1):
        sizes = part_sizes(size, part_size_bytes(size))

        assert len(sizes) <= MAX_PARTS
        assert sum(sizes.values()) == size
        assert list(sizes) == list(range(1, len(sizes) + 1))


def test_a_declared_kind_chooses_the_limit_and_an_unknown_one_the_largest():
    settings = MediaSettings(max_image_bytes=1, max_video_bytes=9, max_audio_bytes=2, max_document_bytes=3)

    kinds = (MediaKind.IMAGE, MediaKind.VIDEO, MediaKind.AUDIO, MediaKind.DOCUMENT, None)

    assert [max_bytes_declared(kind, settings) for kind in kinds] == [1, 9, 2, 3, 9]

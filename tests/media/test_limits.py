"""Sizes: what a file may weigh, and how it is cut."""

from exemplar.core.settings import MediaSettings
from exemplar.media.limits import MAX_PARTS, MIB, max_bytes_declared, part_size_bytes, part_sizes

GIB = 1024 * MIB


def test_parts_are_sixteen_mebibytes_until_there_would_be_too_many():
    assert part_size_bytes(1) == 16 * MIB
    assert part_size_bytes(20 * GIB) == 16 * MIB
    assert part_size_bytes(200 * GIB) == 21 * MIB


def test_no_file_has_more_parts_than_s3_takes():
    for size in (1, 16 * MIB, 160_000 * MIB, 160_000 * MIB + 1, 5_000 * GIB - 1):
        sizes = part_sizes(size, part_size_bytes(size))

        assert len(sizes) <= MAX_PARTS
        assert sum(sizes.values()) == size
        assert list(sizes) == list(range(1, len(sizes) + 1))


def test_a_declared_type_chooses_the_limit_and_an_unknown_one_the_largest():
    settings = MediaSettings(max_image_bytes=1, max_video_bytes=9, max_audio_bytes=2, max_document_bytes=3)

    declared = ("image/png", "video/mp4", "audio/ogg", "application/pdf", "", "application/octet-stream", "text/html")

    assert [max_bytes_declared(name, settings) for name in declared] == [1, 9, 2, 3, 9, 9, 9]

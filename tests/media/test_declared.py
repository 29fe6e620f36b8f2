"""What a file claims to be, before anybody has looked."""

import pytest

from exemplar.media.declared import kind_declared
from exemplar.media.engine.findings import MediaKind

OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("declared", "name", "kind"),
    [
        ("video/mp4", "phim", MediaKind.VIDEO),
        ("image/heic", "IMG_1.HEIC", MediaKind.IMAGE),
        ("audio/ogg", "loi.pdf", MediaKind.AUDIO),
        ("application/pdf", "bao-cao.pdf", MediaKind.DOCUMENT),
        (OFFICE, "Đề án.DOCX", MediaKind.DOCUMENT),
        ("", "phim.vi.srt", MediaKind.DOCUMENT),
        ("", "phim.mkv", MediaKind.VIDEO),
        ("application/octet-stream", "IMG_1.heic", MediaKind.IMAGE),
        ("application/zip", "anh.zip", None),
        ("", "mp4", None),
        ("", "", None),
    ],
)
def test_the_kind_follows_from_the_type_or_else_from_the_name(declared: str, name: str, kind: MediaKind | None):
    assert kind_declared(declared, name) is kind

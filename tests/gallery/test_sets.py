"""Names, places and headers of published sets."""

from uuid import UUID, uuid4

import pytest

from exemplar.core.storage import PUBLISHED_PREFIX
from exemplar.gallery import sets
from exemplar.gallery.answers import Answer
from exemplar.media.engine.findings import MediaKind
from exemplar.media.models import MediaDerivative

FILE = UUID(int=7)
BASE = "https://files.example.org/exemplar/published"


def made(name: str, sha256: str = "0", content_type: str = "image/webp") -> MediaDerivative:
    return MediaDerivative(name=name, sha256=sha256, content_type=content_type)


def test_a_set_is_named_by_its_content_whatever_the_order():
    digest = sets.digest_of(FILE, [made("a"), made("b")])

    assert digest == sets.digest_of(FILE, [made("b"), made("a")])
    others = [
        sets.digest_of(FILE, [made("a")]),
        sets.digest_of(FILE, [made("a"), made("c")]),
        sets.digest_of(FILE, [made("a"), made("b", "1")]),
        sets.digest_of(FILE, [made("a"), made("b", content_type="image/avif")]),
        sets.digest_of(uuid4(), [made("a"), made("b")]),
    ]
    assert len({digest, *others}) == 6
    assert len(digest) == 64


def test_every_key_tells_its_set():
    key = sets.key_of("ab" * 32, "w320.webp")

    assert key == f"{PUBLISHED_PREFIX}{'ab' * 32}/w320.webp"
    assert sets.digest_in(key) == "ab" * 32
    assert key.startswith(sets.key_of("ab" * 32))


@pytest.mark.parametrize(
    ("name", "content_type", "sent_type", "how"),
    [
        ("w320.avif", "image/avif", "image/avif", "inline"),
        ("play.mp4", "video/mp4", "video/mp4", "inline"),
        ("hls.m3u8", "application/vnd.apple.mpegurl", "application/vnd.apple.mpegurl", "inline"),
        ("document.pdf", "application/pdf", "application/pdf", "attachment"),
        ("captions.vtt", "text/vtt; charset=utf-8", "text/vtt; charset=utf-8", "attachment"),
        ("odd.html", "text/html", "application/octet-stream", "attachment"),
        ("odd.svg", "image/svg+xml", "application/octet-stream", "attachment"),
    ],
)
def test_only_what_browsers_draw_or_play_is_opened_in_place(name: str, content_type: str, sent_type: str, how: str):
    served = sets.served_as(MediaKind.IMAGE, FILE, made(name, content_type=content_type))

    assert served.content_type == sent_type
    assert served.disposition.startswith(f'{how}; filename="image-00000007.')
    assert served.cache_control == "public, max-age=31536000, immutable"


def test_places_become_addresses_and_nobody_can_write_one():
    written = '"base": "published:/abc/'
    content = {"text": written, written: 1, "url": "published:/abc/"}

    body = Answer.of(content, BASE).body
    place = sets.with_addresses(b'{"base": "published:/abc/"}', BASE)

    assert BASE.encode() not in body
    assert place == f'{{"base": "{BASE}/abc/"}}'.encode()


def test_the_name_of_an_answer_changes_with_the_address_of_the_store():
    import msgspec

    content = {"cover": msgspec.Raw(b'{"base": "published:/abc/"}')}

    assert Answer.of(content, BASE).etag != Answer.of(content, "https://elsewhere.example.org").etag

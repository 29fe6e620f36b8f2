"""What leaves the storage through the proxy: a real nginx with our configuration in front of the bundled server."""

import asyncio
import http.client
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from exemplar import doctor
from exemplar.core.settings import Settings, StorageSettings
from exemplar.core.storage import S3Storage, ServedAs
from exemplar.embedded.objects import Objects
from tests.embedded.test_proxy import running

PAGE = "http://localhost:8000"
SET = "ab" * 32
YEAR = "public, max-age=31536000, immutable"
PICTURE = ServedAs("image/webp", 'inline; filename="image-1.webp"', YEAR)
FILM = ServedAs("video/mp4", 'inline; filename="video-1.mp4"', YEAR)
PAPER = ServedAs("application/pdf", 'attachment; filename="document-1.pdf"', YEAR)
MEBIBYTE = 1024**2


@dataclass
class Host:
    """The media host as browsers see it, and the port behind it."""

    settings: StorageSettings
    folder: Path

    def work(self, *names: str, **objects: tuple[bytes, ServedAs]) -> None:
        """Publish, or without objects remove ``names``."""

        async def run() -> None:
            port = S3Storage(self.settings)
            await port.ensure_bucket()
            for name, (data, served) in objects.items():
                key = name.replace("_", ".")
                await port.put_bytes(f"derivatives/{key}", data, served.content_type)
                await port.copy_as(f"derivatives/{key}", f"published/{SET}/{key}", served)
            for name in names:
                await port.delete(f"published/{SET}/{name}")
            await port.close()

        asyncio.run(run())

    def ask(self, name: str, method: str = "GET", **headers: str) -> httpx.Response:
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        return httpx.request(method, f"{self.settings.published_base}/{SET}/{name}", headers=named)

    def link(self, key: str, **changes: Any) -> str:
        wanted: dict[str, Any] = {"content_type": "application/octet-stream", "file_name": "Tệp.bin", "inline": False, **changes}
        port = S3Storage(self.settings)
        return port.sign_get(key, **wanted)


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    folder = tmp_path_factory.mktemp("stored")
    server = Objects(folder / "objects", origins=(PAGE,)).start()
    try:
        with running(folder, "http://127.0.0.1:9", server.endpoint) as found:
            yield Host(
                StorageSettings(
                    s3_endpoint=server.endpoint,
                    s3_public_endpoint=f"http://127.0.0.1:{found.storage}",
                    s3_access_key=server.access_key,
                    s3_secret_key=server.secret_key,
                    s3_bucket="exemplar",
                ),
                folder,
            )
    finally:
        server.stop()


def test_a_published_picture_comes_to_everybody_with_a_year_and_no_room_for_mischief(host: Host):
    host.work(w320_webp=(b"0123456789", PICTURE))

    answer = host.ask("w320.webp", Origin=PAGE)

    assert (answer.status_code, answer.content) == (200, b"0123456789")
    headers = answer.headers
    assert (headers["content-type"], headers["cache-control"], headers["content-disposition"]) == (
        "image/webp",
        YEAR,
        PICTURE.disposition,
    )
    assert headers.get_list("x-content-type-options") == ["nosniff"]
    assert headers["content-security-policy"].startswith("sandbox; default-src 'none'; ")
    assert "allow-" not in headers["content-security-policy"]
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["access-control-allow-origin"] == PAGE
    assert "access-control-allow-origin" not in host.ask("w320.webp", Origin="http://other.example").headers


@pytest.mark.parametrize("name", ["w640.webp", "play.mp4"])
def test_pieces_heads_and_what_the_browser_has_already(host: Host, name: str):
    host.work(**{name.replace(".", "_"): (b"0123456789", PICTURE if name.endswith("webp") else FILM)})

    whole, piece, head = host.ask(name), host.ask(name, Range="bytes=2-4"), host.ask(name, "HEAD")
    again = host.ask(name, If_None_Match=whole.headers["etag"])
    beyond = host.ask(name, Range="bytes=90-99")

    assert (piece.status_code, piece.content, piece.headers["content-range"]) == (206, b"234", "bytes 2-4/10")
    assert (head.status_code, head.headers["content-length"]) == (200, "10")
    assert (again.status_code, again.content) == (304, b"")
    assert beyond.status_code == 416


def test_pages_may_ask_before_they_fetch_pieces(host: Host):
    host.work(play_mp4=(b"0123456789", FILM))

    answer = host.ask("play.mp4", "OPTIONS", Origin=PAGE, Access_Control_Request_Method="GET", Access_Control_Request_Headers="range")

    assert (answer.is_success, answer.headers["access-control-allow-origin"]) == (True, PAGE)


def test_a_long_film_is_streamed_from_where_the_reader_jumps(host: Host):
    film = bytes(range(256)) * (24 * MEBIBYTE // 256)
    host.work(long_mp4=(film, FILM))

    started = time.monotonic()
    piece = host.ask("long.mp4", Range=f"bytes={20 * MEBIBYTE}-{20 * MEBIBYTE + 999}")

    assert (piece.status_code, piece.content) == (206, film[20 * MEBIBYTE :][:1000])
    assert time.monotonic() - started < 5
    kept = sum(file.stat().st_size for file in (host.folder / "published").rglob("*") if file.is_file())
    assert kept < MEBIBYTE, "films do not fill the proxy's cache"


def test_a_crowd_costs_one_question_and_what_was_taken_down_is_gone_within_a_minute(host: Host):
    host.work(gone_webp=(b"picture", PICTURE), gone_mp4=(b"film", FILM))
    assert host.ask("gone.webp").status_code == 200

    host.work("gone.webp", "gone.mp4")

    assert host.ask("gone.mp4").status_code == 404
    assert host.ask("gone.webp").status_code == 200, "half a minute it is kept, so this shows that a crowd is spared"
    until = time.monotonic() + 60
    while host.ask("gone.webp").status_code != 404 and time.monotonic() < until:
        time.sleep(1)
    assert host.ask("gone.webp").status_code == 404
    host.work(gone_webp=(b"back", PICTURE))
    # Kept for two seconds, and the proxy counts whole ones: up to three.
    time.sleep(3.1)
    assert host.ask("gone.webp").content == b"back", "what is put back is not missed for long"


def test_an_odd_address_does_not_take_a_picture_from_others(host: Host):
    host.work(odd_webp=(b"picture", PICTURE))
    address = urlsplit(f"{host.settings.published_base}/{SET}/odd.webp")
    browser = http.client.HTTPConnection(address.hostname or "", address.port)

    for odd in ("#x", "%23", "/../odd.webp#"):
        browser.putrequest("GET", f"{address.path}{odd}")
        browser.endheaders()
        browser.getresponse().read()

    assert host.ask("odd.webp").status_code == 200
    browser.close()


def test_what_is_not_there_is_missing_and_not_forbidden_and_is_not_remembered_by_browsers(host: Host):
    for name in ("nothing.webp", "nothing.mp4"):
        answer = host.ask(name)

        assert (answer.status_code, answer.headers["cache-control"]) == (404, "no-store")
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_published_paper_is_taken_home(host: Host):
    host.work(document_pdf=(b"%PDF-1.7", PAPER))

    answer = host.ask("document.pdf")

    assert (answer.headers["content-type"], answer.headers["content-disposition"]) == ("application/pdf", PAPER.disposition)
    assert answer.headers["content-security-policy"].startswith("sandbox;")


def test_an_original_leaves_as_a_download_in_a_sandbox_by_a_link_for_it_alone(host: Host):
    key = "derivatives/secret.bin"
    host.work(secret_bin=(b"<script>1</script>", PICTURE))
    link = host.link(key)

    answer = httpx.get(link)

    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/octet-stream")
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers.get_list("x-content-type-options") == ["nosniff"]
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert httpx.get(link.replace("secret.bin", "other.bin")).status_code == 403
    assert httpx.get(link.replace("octet-stream", "xhtml%2Bxml")).status_code == 403
    assert httpx.get(link.replace("attachment", "inline")).status_code == 403
    assert httpx.get(link.replace("X-Amz-Expires=60", "X-Amz-Expires=3600")).status_code == 403


def test_a_link_ends_when_it_says(host: Host):
    host.work(secret_bin=(b"x", PICTURE))
    short = host.link("derivatives/secret.bin", ttl_seconds=1)
    assert httpx.get(short).status_code == 200

    time.sleep(2.1)

    assert httpx.get(short).status_code == 403
    assert "X-Amz-Expires=60&" in host.link("derivatives/secret.bin", ttl_seconds=61), "no link is signed for longer"


def test_a_certificate_is_opened_by_the_browser_s_own_viewer(host: Host):
    host.work(certificate_pdf=(b"%PDF-1.7", PAPER))

    answer = httpx.get(host.link("derivatives/certificate.pdf", content_type="application/pdf", inline=True))

    assert answer.headers["content-disposition"].startswith("inline; ")
    assert "sandbox" not in answer.headers["content-security-policy"]
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; ")


def test_no_log_holds_a_signature(host: Host):
    host.work(secret_bin=(b"x", PICTURE))
    link = host.link("derivatives/secret.bin")

    httpx.get(link)
    httpx.get(link.replace("exemplar", "nowhere"))
    httpx.get(f"{link}&padding={'x' * 40_000}")  # too long for the proxy, which complains
    written = (host.folder / "access.log").read_text() + (host.folder / "said").read_text()

    assert "/exemplar/derivatives/secret.bin" in written
    assert "Signature" not in written
    assert "X-Amz" not in written


def test_a_storage_that_is_away_is_said_to_be_away_without_a_word_about_the_link(tmp_path: Path):
    with running(tmp_path, "http://127.0.0.1:9", "http://127.0.0.1:9") as found:
        address = f"http://127.0.0.1:{found.storage}/exemplar"
        published = httpx.get(f"{address}/published/{SET}/w320.webp")
        signed = httpx.get(f"{address}/originals/a?X-Amz-Signature={'a' * 64}")

    assert (published.status_code, published.headers["retry-after"], signed.status_code) == (503, "10", 502)
    assert "Signature" not in (tmp_path / "said").read_text() + (tmp_path / "access.log").read_text()


def test_the_doctor_finds_nothing_wrong_with_a_storage_behind_the_proxy(host: Host):
    settings = Settings()
    settings.storage, settings.web.public_url = host.settings, PAGE

    findings = asyncio.run(doctor.prepare_storage(settings))

    assert [doctor.spoken(finding) for finding in findings if finding.verdict is not doctor.Verdict.FINE] == []

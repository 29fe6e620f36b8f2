"""The proxy's configuration in a real nginx, rendered as its image does, in front of stand-ins for API and storage."""

import contextlib
import http.client
import http.server
import json
import os
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from exemplar.embedded import ports

PROJECT = Path(__file__).resolve().parents[2]
TEMPLATE = PROJECT / "infra" / "proxy" / "nginx.conf.template"
ENVIRONMENT = {"NGINX_LOCAL_RESOLVERS": "127.0.0.1", "TRUSTED_PROXY": "127.0.0.9", "S3_BUCKET": "exemplar"}
SIGNED = "X-Amz-Signature=" + "a" * 64


@dataclass
class StandIn:
    """Answers everything, remembers what reached it, and counts: the number of the answer is its body."""

    seen: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    received_bytes: int = 0
    gate: threading.Event = field(default_factory=threading.Event)

    def serve(self) -> http.server.ThreadingHTTPServer:
        stand_in = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                pass

            def answer(self) -> None:
                stand_in.received_bytes += len(self.rfile.read(int(self.headers.get("Content-Length", 0))))
                stand_in.seen.append((self.command, self.path, {name.lower(): value for name, value in self.headers.items()}))
                if self.path.endswith("/events"):
                    self.stream()
                    return
                body = str(len(stand_in.seen)).encode()
                self.send_response(200)
                for name, value in {**stand_in.headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            def stream(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.send_header("Connection", "close")
                self.end_headers()
                self.wfile.write(b"data: first\n\n")
                self.wfile.flush()
                stand_in.gate.wait(10)

        for method in ("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS"):
            setattr(Handler, f"do_{method}", Handler.answer)

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server


@dataclass
class Proxy:
    """A running nginx between us and the stand-ins."""

    web_port: int
    storage_port: int
    api: StandIn
    storage: StandIn

    def ask(self, method: str, path: str, body: bytes = b"", *, storage: bool = False, **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.storage_port if storage else self.web_port, timeout=10)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body or None, named)
        answer = connection.getresponse()
        found = (answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        connection.close()
        return found


def nginx() -> str:
    """Return the program; without it these tests fail, for then nothing is known of the configuration."""
    found = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    assert found, "nginx is missing: sudo apt-get install nginx"
    return found


def render(**changes: str) -> str:
    environment = ENVIRONMENT | changes
    return re.sub(r"\$\{([A-Z0-9_]+)\}", lambda variable: environment[variable.group(1)], TEMPLATE.read_text())


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the running nginx listens: for the web app, and for the storage."""

    web: int
    storage: int


@contextlib.contextmanager
def running(folder: Path, api: str, storage: str, bucket: str = "exemplar") -> Iterator[Ports]:
    """Run nginx with the configuration in front of an API and a storage (``http://host:port``); its logs are in ``folder``."""
    web_port, storage_port = sorted(ports.kept(folder / "ports.json", ("web", "storage")).values())
    text = render(S3_BUCKET=bucket)
    for plain, here in (
        ("listen 8080", f"listen 127.0.0.1:{web_port}"),
        ("listen 9000", f"listen 127.0.0.1:{storage_port}"),
        ("http://api:8000", api),
        ("http://storage:9000", storage),
        (" /tmp/", f" {folder}/"),
        ("/dev/stdout", str(folder / "access.log")),
    ):
        assert plain in text
        text = text.replace(plain, here)
    configuration = folder / "nginx.conf"
    configuration.write_text(text)
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(
            [nginx(), "-c", str(configuration), "-g", f"daemon off;{' user root;' if os.geteuid() == 0 else ''}"], stderr=said
        )
    until = time.monotonic() + 10
    while ports.is_free(storage_port) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    assert process.poll() is None, (folder / "said").read_text()
    try:
        yield Ports(web_port, storage_port)
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[Proxy]:
    api, storage = StandIn(), StandIn()
    servers = [api.serve(), storage.serve()]
    addresses = [f"http://127.0.0.1:{server.server_address[1]}" for server in servers]
    with running(tmp_path, *addresses) as found:
        yield Proxy(found.web, found.storage, api, storage)
    for server in servers:
        server.shutdown()
        server.server_close()


def test_the_configuration_is_valid_and_only_the_names_of_the_compose_file_are_filled_in(tmp_path: Path):
    assert set(re.findall(r"\$\{(\w+)\}", TEMPLATE.read_text())) == set(ENVIRONMENT)
    configuration = tmp_path / "nginx.conf"
    configuration.write_text(render().replace("/tmp/", f"{tmp_path}/"))

    tested = subprocess.run([nginx(), "-t", "-c", str(configuration)], capture_output=True, text=True, check=False)

    assert tested.returncode == 0, tested.stderr
    assert "warn" not in tested.stderr


def test_who_the_visitor_is_says_the_connection_and_not_the_visitor(proxy: Proxy):
    proxy.ask("GET", "/", X_Forwarded_For="9.9.9.9", Forwarded="for=9.9.9.9", X_Request_ID="mine")

    _, _, headers = proxy.api.seen[0]
    assert (headers["x-forwarded-for"], "forwarded" in headers) == ("127.0.0.1", False)
    assert headers["x-request-id"] != "mine"


def test_what_is_public_is_asked_for_once_and_never_shown_after_its_time(proxy: Proxy):
    proxy.api.headers["Cache-Control"] = "public, max-age=0, s-maxage=1"

    first, second = proxy.ask("GET", "/list")[2], proxy.ask("GET", "/list")[2]
    time.sleep(2.1)

    assert (first, second) == (b"1", b"1")
    assert proxy.ask("GET", "/list")[2] == b"2"


def test_nothing_is_kept_of_or_for_somebody_with_a_session_nor_what_is_not_marked_public(proxy: Proxy):
    proxy.api.headers["Cache-Control"] = "public, max-age=0, s-maxage=60"
    mine, theirs = proxy.ask("GET", "/list", Cookie="a=b")[2], proxy.ask("GET", "/list")[2]
    mine_again = proxy.ask("GET", "/list", Cookie="a=b")[2]
    proxy.api.headers["Cache-Control"] = "no-cache"

    assert (mine, theirs, mine_again) == (b"1", b"2", b"3")
    assert proxy.ask("GET", "/page")[2] != proxy.ask("GET", "/page")[2]


def test_bodies_beyond_the_limit_and_an_api_that_is_away_get_problems_like_the_api_s_own(proxy: Proxy):
    status, headers, body = proxy.ask("POST", "/api/v1/initiatives", b"x" * (3 * 1024**2 + 1))

    assert (status, headers["content-type"], json.loads(body)["code"]) == (413, "application/problem+json", "too_large")
    assert proxy.api.seen == []


def test_a_flood_of_sign_ins_ends_at_the_proxy(proxy: Proxy):
    answers = [proxy.ask("POST", "/api/v1/session", b"{}") for _ in range(60)]

    refused = [json.loads(body)["code"] for status, _, body in answers if status == 429]
    assert set(refused) == {"too_many_requests"}
    assert len(refused) >= 10
    assert proxy.ask("GET", "/api/v1/session")[0] == 200


def test_events_come_while_the_answer_is_still_open(proxy: Proxy):
    connection = http.client.HTTPConnection("127.0.0.1", proxy.web_port, timeout=5)
    connection.request("GET", "/api/v1/council-sessions/1/events")

    assert connection.getresponse().readline() == b"data: first\n"
    proxy.api.gate.set()
    connection.close()


def test_parts_of_any_length_reach_the_storage_under_the_name_they_were_signed_for(proxy: Proxy):
    part = b"x" * (8 * 1024**2)

    status, headers, _ = proxy.ask("PUT", f"/exemplar/originals/a?partNumber=1&{SIGNED}", part, storage=True, Host="files.example.org")

    assert (status, headers["x-content-type-options"], proxy.storage.received_bytes) == (200, "nosniff", len(part))
    assert proxy.storage.seen[0][1] == f"/exemplar/originals/a?partNumber=1&{SIGNED}"
    assert proxy.storage.seen[0][2]["host"] == "files.example.org"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/minio/admin/v3/info", 404),
        ("GET", "/minio/v2/metrics/cluster", 404),
        ("GET", f"/other/a?{SIGNED}", 404),
        ("GET", f"/exemplar/?{SIGNED}", 404),
        ("GET", "/exemplar/originals/a", 403),
        ("GET", "/exemplar/published/a", 403),
        ("GET", "/exemplar/published/../originals/a", 403),
        ("GET", f"/exemplar/published/{'a' * 64}/%2e%2e/%2e%2e/originals/a", 403),
        ("GET", f"/exemplar/published/{'a' * 64}/w320.webp?response-content-type=text/html", 404),
        ("GET", f"/exemplar/published/{'a' * 64}/play.mp4?{SIGNED}", 404),
        ("PUT", f"/exemplar/published/{'a' * 64}/w320.webp", 404),
        ("DELETE", f"/exemplar/published/{'a' * 64}/play.mp4", 404),
        ("GET", f"/exemplar/published/{'a' * 63}/w320.webp", 403),
        ("PUT", "/exemplar/originals/a", 403),
        ("DELETE", f"/exemplar/originals/a?{SIGNED}", 403),
        ("POST", f"/exemplar/originals/a?{SIGNED}", 403),
    ],
)
def test_the_storage_shows_signed_objects_of_the_bucket_and_nothing_else(proxy: Proxy, method: str, path: str, status: int):
    assert proxy.ask(method, path, storage=True)[0] == status
    assert proxy.storage.seen == []


def test_keys_and_copies_in_headers_do_not_reach_the_storage(proxy: Proxy):
    proxy.ask("PUT", f"/exemplar/a?{SIGNED}", b"x", storage=True, Authorization="AWS4-HMAC-SHA256 x", X_Amz_Copy_Source="/exemplar/b")

    assert {"authorization", "x-amz-copy-source"} & set(proxy.storage.seen[0][2]) == set()
    assert proxy.ask("OPTIONS", "/exemplar/a", storage=True)[0] == 200

"""The whole product as a newcomer starts it, in a folder of its own, with a mail server that keeps what it gets."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from pathlib import Path

from aiosmtpd.controller import Controller

ROOT = Path(__file__).parents[2]
READY_SECONDS = 420
PASSWORD = "Exemplar-2026-demo"


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


class Letterbox:
    """An SMTP server's handler that keeps every letter."""

    def __init__(self) -> None:
        self.letters: list[Message] = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the name the library calls
        self.letters.append(message_from_bytes(envelope.content))
        return "250 kept"


@dataclass
class Stack:
    """A running product. ``url`` is what people open."""

    home: Path
    port: int = field(default_factory=free_port)
    letters: Letterbox = field(default_factory=Letterbox)
    process: subprocess.Popen | None = None
    mail: Controller | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> Path:
        return self.home.parent / "start.log"

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("EXEMPLAR_")}
        smtp = f"smtp://127.0.0.1:{self.mail.port}" if self.mail else ""
        return {
            **kept,
            "EXEMPLAR_HOME": str(self.home),
            "EXEMPLAR_PORT": str(self.port),
            "EXEMPLAR_SMTP_URL": smtp,
            "PYTHONPATH": str(ROOT / "backend"),
        }

    def start(self) -> None:
        """Start everything and wait until the API answers and the demo data is there."""
        if self.mail is None:
            self.mail = Controller(self.letters, hostname="127.0.0.1", port=free_port())
            self.mail.start()
        self.home.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "exemplar", "start"],
                env=self.environment(),
                cwd=ROOT,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )
        until = time.monotonic() + READY_SECONDS
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the stack did not start:\n{self.log.read_text(errors='replace')[-4000:]}")
            time.sleep(0.25)

    def is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/api/v1/health", timeout=2) as answer:
                return json.load(answer)["status"] == "ok"
        except (OSError, ValueError, KeyError, urllib.error.URLError):
            return False

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(60)
        if self.mail is not None:
            self.mail.stop()

    def mails_to(self, address: str) -> list[Message]:
        return [letter for letter in self.letters.letters if letter["To"] == address]

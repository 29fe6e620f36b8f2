"""A private PostgreSQL: made, started, watched and stopped as a child of this process, reachable from this machine only."""

import contextlib
import json
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Self

from exemplar.embedded import binaries, ports, processes
from exemplar.embedded.errors import CannotStart
from exemplar.embedded.home import Claim, make_private, secret
from exemplar.embedded.processes import Program, RunAs

USER = "app"
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "timezone": "UTC",
    "shared_buffers": "128MB",
    "jit": "off",
    # No value that a person typed belongs in a log, a ballot least of all.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}
UNSAFE_AND_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
# What the log says while children of a killed predecessor are still on their way out. They need about 0.3 s.
PASSING = ("still in use", "already exists", "Address already in use", "could not bind", "is already running")


class Postgres:
    """One cluster in ``folder``. Its password is random, its port is kept, one process owns it at a time.

    ``fast`` gives up durability, for tests; ``bin_folder`` and ``run_as`` overrule what is found out about this machine.
    """

    name = "PostgreSQL"

    def __init__(self, folder: Path, *, fast: bool = False, bin_folder: Path | None = None, run_as: RunAs | None = None) -> None:
        self.folder = folder.resolve()
        self.data = self.folder / "data"
        self.log = self.folder / "postgres.log"
        self._fast = fast
        self._preferred = bin_folder
        self._claim = Claim(self.folder, "The database")
        self._password = ""
        self._port = 0
        self._programs = Path()
        self._identity = run_as
        self._run_as = RunAs()
        self._process: subprocess.Popen[bytes] | None = None
        self._log_start = 0

    def prepare(self) -> None:
        """Take the folder, choose programs and port, and make the cluster the first time.

        Raises:
            CannotStart: with what is in the way.
        """
        self._claim.take()
        self._programs = binaries.choose(self.data, self._preferred)
        self._run_as = self._identity or binaries.identity(self._programs)
        self._password = secret(self.folder / "password")
        self._port = ports.kept(self.folder / "ports.json", ("postgresql",))["postgresql"]
        if not (self.data / "PG_VERSION").exists():
            self._make_cluster()

    def program(self) -> Program:
        """Return how to run the server."""
        settings = SETTINGS | (UNSAFE_AND_FAST if self._fast else {})
        self._log_start = self.log.stat().st_size if self.log.exists() else 0
        return Program(
            argv=[
                str(self._programs / "postgres"), "-D", str(self.data), "-p", str(self._port),
                *(word for name, value in settings.items() for word in ("-c", f"{name}={value}")),
            ],
            env=ENVIRONMENT,
            cwd=Path("/"),
            log=self.log,
            stop=((signal.SIGINT, 15.0), (signal.SIGQUIT, 10.0)),
            death_signal=signal.SIGINT,
            run_as=self._run_as,
        )  # fmt: skip

    def is_ready(self, pid: int) -> bool:
        """Say whether our own child ``pid`` answers; a file left by a dead predecessor does not count."""
        try:
            lines = (self.data / "postmaster.pid").read_text().split("\n")
        except OSError:
            return False
        return len(lines) > 7 and lines[0] == str(pid) and lines[7].strip() == "ready"

    def may_retry(self) -> bool:
        """Say whether the last words of the server name a hindrance that passes by itself."""
        with contextlib.suppress(OSError), self.log.open("rb") as file:
            file.seek(min(self._log_start, self.log.stat().st_size))
            said = file.read().decode(errors="replace")
            return any(phrase in said for phrase in PASSING)
        return False

    def release(self) -> None:
        """Give the folder back."""
        self._claim.give_back()

    def start(self) -> Self:
        """Start the server and return when it answers.

        Raises:
            CannotStart: it did not come up; the text ends with the server's own words.
        """
        try:
            self.prepare()
            self._process = processes.start_and_wait(self)
        except CannotStart:
            self.release()
            raise
        return self

    def stop(self) -> None:
        """Stop the server and give the folder back; harmless when it is not running."""
        if self._process is not None:
            processes.end(self._process, self.program())
            self._process = None
        self.release()

    @property
    def pid(self) -> int:
        """Return the server's process id, 0 when it was not started from here."""
        return self._process.pid if self._process else 0

    def url(self, database: str) -> str:
        """Return the address of ``database``, password included."""
        return f"postgresql://{USER}:{self._password}@127.0.0.1:{self._port}/{database}"

    def _make_cluster(self) -> None:
        """Run ``initdb`` beside the final place and move the result there, so that ``data`` is whole or absent."""
        if self.data.exists() and any(self.data.iterdir()):
            raise CannotStart(
                f"{self.data} is half-made: it has files but no PG_VERSION. Nothing in it can be used. "
                f"Remove it (`rm -r {self.data}`) and start again."
            )
        draft = self.folder / "data.new"
        shutil.rmtree(draft, ignore_errors=True)  # ours, and left by an interrupted first start
        make_private(draft)
        self._run_as.own(draft)
        password_file = self.folder / "password"
        self._run_as.own(password_file)
        command = [
            *self._run_as.prefix, str(self._programs / "initdb"), "-D", str(draft), "-U", USER, "--pwfile", str(password_file),
            "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums",
        ]  # fmt: skip
        made = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            env=ENVIRONMENT,
            cwd="/",
            **self._run_as.options(),  # type: ignore[call-overload]
        )
        if made.returncode != 0:
            shutil.rmtree(draft, ignore_errors=True)
            raise CannotStart(f"PostgreSQL could not make its data folder in {self.folder}:\n{made.stderr.strip()}{self._hint()}")
        if self.data.exists():
            self.data.rmdir()
        draft.rename(self.data)

    def _hint(self) -> str:
        if self._run_as.uid is None:
            return ""
        return "\nThe user it runs as must reach this folder: set EXEMPLAR_HOME to a place open to all, such as /var/lib/exemplar."


def address_of(folder: Path, database: str) -> str | None:
    """Return the address of ``database`` in the cluster in ``folder``, running or not; ``None`` where there is none."""
    password, kept = folder / "password", folder / "ports.json"
    if not (password.is_file() and kept.is_file()):
        return None
    port = json.loads(kept.read_text(encoding="utf-8"))["postgresql"]
    return f"postgresql://{USER}:{password.read_text(encoding='utf-8').strip()}@127.0.0.1:{port}/{database}"

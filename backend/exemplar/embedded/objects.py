"""A private S3 server (SeaweedFS): loopback only, its side doors closed, its keys random, its ports kept."""

import json
import shutil
import signal
import subprocess
import sysconfig
import tempfile
import urllib.request
from pathlib import Path
from typing import Self

from exemplar.embedded import ports, processes
from exemplar.embedded.errors import CannotStart
from exemplar.embedded.home import Claim, make_private, secret_set, write_private
from exemplar.embedded.processes import Program

KEYS = ("access", "secret", "volume_write", "volume_read", "filer_write", "filer_read", "admin")
PORTS = ("s3", "s3_grpc", "master", "master_grpc", "volume", "volume_grpc", "filer", "filer_grpc", "admin", "admin_grpc")
TAKEN = ("address already in use", "is not available on")  # the server's words for a port that somebody has
SOCKET_PATH_LIMIT = 70  # the kernel refuses socket paths beyond 107 bytes; the server adds up to 35 of its own


class Objects:
    """One object store in ``folder``, which browsers at ``origins`` may upload to.

    Acknowledged objects survive ``kill -9``; a power cut may take the last moments, since nothing is synced before
    the answer. Production runs another server.
    """

    name = "S3 storage"

    def __init__(self, folder: Path, origins: tuple[str, ...] = ("http://localhost:8000", "http://127.0.0.1:8000")) -> None:
        self.folder = folder.resolve()
        self.log = self.folder / "weed.log"
        self._origins = origins
        self._claim = Claim(self.folder, "The object store")
        self._keys: dict[str, str] = {}
        self._ports: dict[str, int] = {}
        self._sockets = self.folder / "run"
        self._process: subprocess.Popen[bytes] | None = None

    def prepare(self) -> None:
        """Take the folder, and settle keys and ports.

        Raises:
            CannotStart: somebody else owns the folder.
        """
        self._claim.take()
        make_private(self.folder / "data")
        if len(str(self._sockets)) > SOCKET_PATH_LIMIT:
            self._sockets = Path(tempfile.mkdtemp(prefix="exemplar-"))
        make_private(self._sockets)
        self._keys = secret_set(self.folder / "keys.json", KEYS)
        self._ports = ports.kept(self.folder / "ports.json", PORTS)
        identity = {
            "name": "app",
            "credentials": [{"accessKey": self.access_key, "secretKey": self.secret_key}],
            "actions": ["Admin", "Read", "Write", "List", "Tagging"],
        }
        write_private(self.folder / "s3.json", json.dumps({"identities": [identity]}))

    def program(self) -> Program:
        """Return how to run the server."""
        return Program(
            argv=[str(find()), "-logtostderr", "mini", *self._addresses(), *self._rules()],
            env={
                "PATH": "/usr/bin:/bin",
                "HOME": str(self.folder),
                "TMPDIR": str(self._sockets),
                # Unset, it peaks above 1 GB; much lower and the collector eats a quarter of a core while idle.
                "GOMEMLIMIT": "400MiB",
                # Without these anybody on this machine may read, write and delete around the S3 keys.
                "WEED_JWT_SIGNING_KEY": self._keys["volume_write"],
                "WEED_JWT_SIGNING_READ_KEY": self._keys["volume_read"],
                "WEED_JWT_FILER_SIGNING_KEY": self._keys["filer_write"],
                "WEED_JWT_FILER_SIGNING_READ_KEY": self._keys["filer_read"],
            },
            cwd=self.folder,
            log=self.log,
            # It sometimes takes half a minute to go by itself; what it acknowledged survives the harder way.
            stop=((signal.SIGTERM, 5.0),),
            death_signal=signal.SIGKILL,
        )

    def _addresses(self) -> list[str]:
        port = self._ports
        return [
            f"-dir={self.folder / 'data'}",
            "-ip=127.0.0.1",
            "-ip.bind=127.0.0.1",
            f"-master.port={port['master']}",
            f"-master.port.grpc={port['master_grpc']}",
            f"-volume.port={port['volume']}",
            f"-volume.port.public={port['volume']}",
            f"-volume.port.grpc={port['volume_grpc']}",
            f"-filer.port={port['filer']}",
            f"-filer.port.grpc={port['filer_grpc']}",
            f"-filer.localSocket={self._sockets / 'filer.sock'}",
            f"-admin.port={port['admin']}",
            f"-admin.port.grpc={port['admin_grpc']}",
            f"-s3.port={port['s3']}",
            f"-s3.port.grpc={port['s3_grpc']}",
            f"-s3.localSocket={self._sockets / 's3.sock'}",
            "-s3.port.iceberg=0",
            "-s3.port.lance=0",
            "-webdav=false",
        ]

    def _rules(self) -> list[str]:
        """Return what it may do: nothing over the side doors, no surprises with buckets, no reports home."""
        return [
            f"-admin.password={self._keys['admin']}",
            "-admin.ui=false",
            "-master.telemetry=false",
            f"-s3.config={self.folder / 's3.json'}",
            f"-s3.allowedOrigins={','.join(self._origins)}",
            "-s3.allowDeleteBucketNotEmpty=false",
            "-s3.autoCreateBucket=false",
            "-s3.concurrentUploadLimitMB=128",
            "-filer.allowedOrigins=http://closed.invalid",
            "-filer.exposeDirectoryData=false",
            "-filer.ui.deleteDir=false",
            "-volume.max=2000",
            "-master.volumeSizeLimitMB=1024",
        ]

    def is_ready(self, pid: int) -> bool:  # noqa: ARG002 - the port is ours alone
        """Say whether it answers and has found its volumes.

        After a crash the S3 door is open seconds before the volumes have reported to the master; until then every
        object it holds is answered with 500.
        """
        try:
            with urllib.request.urlopen(f"{self.endpoint}/healthz", timeout=2) as answer:
                is_open = bool(answer.status == 200)
            with urllib.request.urlopen(f"http://127.0.0.1:{self._ports['master']}/dir/status", timeout=2) as answer:
                return is_open and bool(json.load(answer)["Topology"]["DataCenters"])
        except OSError:
            return False

    def may_retry(self) -> bool:
        """Say whether a second try can help: when a port was taken it does, the predecessor goes or we move aside.

        The S3 port never moves here: signed links and our own other parts name it.
        """
        if not any(words in processes.tail(self.log) for words in TAKEN):
            return False
        self._ports = ports.kept(self.folder / "ports.json", PORTS, patience_seconds=0.0, never_moved=("s3",))
        return True

    def release(self) -> None:
        """Give the folder back."""
        if self._sockets.parent != self.folder:
            shutil.rmtree(self._sockets, ignore_errors=True)
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

    @property
    def endpoint(self) -> str:
        """Return the address of the S3 interface, without a slash at the end."""
        return f"http://127.0.0.1:{self._ports['s3']}"

    @property
    def filer_port(self) -> int:
        """Return the side door that must stay shut."""
        return self._ports["filer"]

    @property
    def access_key(self) -> str:
        """Return the name half of the credentials."""
        return self._keys["access"]

    @property
    def secret_key(self) -> str:
        """Return the secret half of the credentials."""
        return self._keys["secret"]


def keys_of(folder: Path) -> tuple[str, str, str] | None:
    """Return (endpoint, access key, secret key) of the server in ``folder``, running or not; ``None`` where there is none."""
    kept, ports_kept = folder / "keys.json", folder / "ports.json"
    if not (kept.is_file() and ports_kept.is_file()):
        return None
    keys = json.loads(kept.read_text(encoding="utf-8"))
    return f"http://127.0.0.1:{json.loads(ports_kept.read_text(encoding='utf-8'))['s3']}", keys["access"], keys["secret"]


def find() -> Path:
    """Return the server's program.

    Raises:
        CannotStart: it is not installed.
    """
    beside_python = Path(sysconfig.get_path("scripts")) / "weed"
    on_path = shutil.which("weed")
    if beside_python.exists():
        return beside_python
    if on_path:
        return Path(on_path)
    raise CannotStart(
        "No S3 server found. Run `make start` once more to install it, or set EXEMPLAR_S3_ENDPOINT, "
        "EXEMPLAR_S3_ACCESS_KEY and EXEMPLAR_S3_SECRET_KEY to one you have."
    )

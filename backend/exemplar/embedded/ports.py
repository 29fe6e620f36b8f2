"""Loopback ports that stay the same from one start to the next, and who sits on one that is taken."""

import errno
import json
import random
import socket
import time
from pathlib import Path

from exemplar.embedded.home import write_private

# Below the range from which the kernel gives ports to outgoing connections, so that no browser tab takes ours meanwhile.
LOWEST, HIGHEST = 20_000, 32_000
LISTENING = "0A"  # state column of /proc/net/tcp


def is_free(port: int) -> bool:
    """Say whether a server could listen on ``port`` of 127.0.0.1 now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def is_allowed(port: int) -> bool:
    """Say whether this user may listen on ``port`` at all: the low ones are for root."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            return error.errno != errno.EACCES
    return True


def kept(file: Path, names: tuple[str, ...], patience_seconds: float = 3.0, never_moved: tuple[str, ...] = ()) -> dict[str, int]:
    """Return a port for each name, the ones written in ``file`` whenever they are free.

    Links that were signed yesterday name the port, so it should not move. A server that is still going down gets
    ``patience_seconds``; only then is its port taken for somebody else's and another one chosen and written down.
    Those ``never_moved`` stay even so.
    """
    known: dict[str, int] = json.loads(file.read_text()) if file.exists() else {}
    until = time.monotonic() + patience_seconds
    while any(not is_free(known[name]) for name in names if name in known) and time.monotonic() < until:
        time.sleep(0.05)
    chosen = {name: known[name] for name in names if name in known and (name in never_moved or is_free(known[name]))}
    for name in names:
        if name not in chosen:
            chosen[name] = _pick(set(chosen.values()))
    if chosen != known:
        write_private(file, json.dumps(chosen))
    return chosen


def _pick(taken: set[int]) -> int:
    while True:
        port = random.randrange(LOWEST, HIGHEST)
        if port not in taken and is_free(port):
            return port


def holder(port: int) -> str:
    """Name the process that listens on ``port``, as far as this user may see; empty when nobody can be named."""
    inodes = _listening_inodes(port)
    for entry in Path("/proc").iterdir() if inodes else ():
        if entry.name.isdigit() and _holds(entry, inodes):
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
            return f"process {entry.name}: {command[:80]}"
    return ""


def _listening_inodes(port: int) -> set[str]:
    found = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            rows = Path(table).read_text().splitlines()[1:]
        except OSError:
            continue
        for columns in map(str.split, rows):
            if columns[3] == LISTENING and int(columns[1].rpartition(":")[2], 16) == port:
                found.add(f"socket:[{columns[9]}]")
    return found


def _holds(process: Path, inodes: set[str]) -> bool:
    try:
        return any(str(link.readlink()) in inodes for link in (process / "fd").iterdir())
    except OSError:  # gone meanwhile, or another user's
        return False

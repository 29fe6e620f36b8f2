"""System packages that only the tests need: a real browser, letters for it to draw, the compose file's proxy, a virus scanner, an office.

As root they are installed; anybody else is told the one command to type.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# what to look for → the Debian packages that have it
PROGRAMS = {
    "chromium": "chromium",
    "ffmpeg": "ffmpeg",
    "fc-list": "fontconfig",
    "nginx": "nginx",
    "clamd": "clamav-daemon",
    "soffice": "libreoffice-writer libreoffice-calc libreoffice-impress",
}
FONT_PACKAGE = "fonts-noto-core"
PLACES = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"))
"""Ordinary users do not have the folders of server programs on their path."""

POLICY = Path("/usr/sbin/policy-rc.d")


def missing() -> list[str]:
    """Return the packages that have to be installed."""
    wanted = [name for program, packages in PROGRAMS.items() if shutil.which(program, path=PLACES) is None for name in packages.split()]
    if not has_vietnamese_letters():
        wanted.append(FONT_PACKAGE)
    return wanted


def has_vietnamese_letters() -> bool:
    """Say whether a font with every Vietnamese letter is there."""
    if shutil.which("fc-list") is None:
        return False
    found = subprocess.run(["fc-list", ":lang=vi", "family"], capture_output=True, text=True, check=False)
    return bool(found.stdout.strip())


@contextlib.contextmanager
def nothing_started() -> Iterator[None]:
    """Keep Debian from starting what it installs: the tests want nginx the program, not a web server on port 80."""
    if POLICY.exists():
        yield
        return
    POLICY.write_text("#!/bin/sh\nexit 101\n")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink(missing_ok=True)


def ensure() -> bool:
    """Install what is missing, or say how; return whether everything is there."""
    wanted = missing()
    if not wanted:
        return True
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *wanted]
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        print(f"The tests need system packages that are missing here. Type:\n\n    sudo {' '.join(command)}\n", file=sys.stderr)
        return False
    print(f"Installing {', '.join(wanted)} …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["apt-get", "update", "-qq"], command):
        with nothing_started():
            done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            print(f"`{' '.join(words)}` failed:\n{done.stdout[-1500:]}{done.stderr[-1500:]}", file=sys.stderr)
            return False
    return not missing()


if __name__ == "__main__":
    sys.exit(0 if ensure() else 1)

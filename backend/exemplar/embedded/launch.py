"""From nothing to a running Exemplar: servers, schema, demo data, API, worker, and one line with the address."""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from exemplar.core.settings import PROJECT, Settings, StorageSettings
from exemplar.embedded import given, home, ports, processes
from exemplar.embedded.application import HEALTH_PATH, Application
from exemplar.embedded.console import Console
from exemplar.embedded.errors import CannotStart, StopRequested
from exemplar.embedded.home import Claim
from exemplar.embedded.objects import Objects
from exemplar.embedded.postgres import Postgres
from exemplar.embedded.processes import Program
from exemplar.embedded.supervisor import Supervisor

DATABASE = "exemplar"
DEMO_PASSWORD = "Exemplar-2026-demo"
SMALLEST_DISK_BYTES = 512 * 1024**2
FOLDERS = ("postgres", "objects", "secrets", "logs")


class LaunchSettings(BaseSettings):
    """What only the start needs to know. ``postgres_bin`` is a folder with ``initdb`` and ``postgres``."""

    model_config = SettingsConfigDict(env_prefix="EXEMPLAR_")

    demo: bool = True
    postgres_bin: Path | None = None


@dataclass(frozen=True)
class Plan:
    """What to start, as read from the environment. ``None`` for a server means that another one is given by address."""

    settings: Settings
    launch: LaunchSettings
    postgres: Postgres | None
    objects: Objects | None

    @property
    def folder(self) -> Path:
        """Return the folder of everything that is kept."""
        return self.settings.home.home.resolve()


def read_plan(settings: Settings) -> Plan:
    """Decide which servers are ours to run: those whose address nobody has given."""
    folder = settings.home.home.resolve()
    launch = LaunchSettings()
    port = settings.web.port
    origins = dict.fromkeys((f"http://localhost:{port}", f"http://127.0.0.1:{port}", settings.web.public_url))
    own_database = "database_url" not in settings.database.model_fields_set
    own_objects = "s3_endpoint" not in settings.storage.model_fields_set
    return Plan(
        settings=settings,
        launch=launch,
        postgres=Postgres(folder / "postgres", bin_folder=launch.postgres_bin) if own_database else None,
        objects=Objects(folder / "objects", tuple(origins)) if own_objects else None,
    )


def start(settings: Settings) -> int:
    """Start everything, keep it running, and return the exit code when somebody has asked for the end."""
    console = Console()
    try:
        plan = read_plan(settings)
    except ValidationError as error:
        console.warn(f"\nExemplar cannot start. EXEMPLAR_{str(error.errors()[0]['loc'][0]).upper()}: {error.errors()[0]['msg']}.")
        return 1
    claim = Claim(plan.folder, "Exemplar")
    supervisor = Supervisor(console)
    try:
        check_settings(plan)
        claim.take(settings.web.public_url)
        check_disk(plan.folder, console)
        check_port(settings.web.port)
        supervisor.listen()
        _bring_up(plan, supervisor, console)
        supervisor.watch()
    except CannotStart as error:
        console.warn(f"\nExemplar cannot start. {error}")
        return 1
    except StopRequested:
        console.say("\nStopped before everything was up.")
        return 130
    finally:
        if supervisor.has_children:
            console.say("\nStopping (Ctrl-C once more to force) …")
        supervisor.stop(lambda name: console.say(f"  {name}"))
        claim.give_back()
    console.say("Stopped. Nothing was lost; `make start` continues where you were.")
    return 0


def check_port(port: int) -> None:
    """Make sure that people will be able to reach us.

    Raises:
        CannotStart: something else listens on ``port``; the text names it as far as this user may know.
    """
    if not ports.is_allowed(port):
        raise CannotStart(
            f"Port {port} is for root alone. Type:  EXEMPLAR_PORT=8000 make start\nand let a web server on {port} pass on to it."
        )
    if processes.wait_until(lambda: ports.is_free(port), 2.0):
        return
    who = ports.holder(port)
    other = next((number for number in range(port + 1, min(port + 100, 65_536)) if ports.is_free(number)), 8000)
    raise CannotStart(f"Port {port} is taken{f' by {who}' if who else ''}.\nStop that one, or type:  EXEMPLAR_PORT={other} make start")


def check_disk(folder: Path, console: Console) -> None:
    """Warn while the disk of ``folder`` can still be cleared.

    Raises:
        CannotStart: so little is left that a database would stop in the middle of a day.
    """
    free = shutil.disk_usage(folder).free
    text = f"The disk of {folder} has {free / 1024**2:.0f} MB left. Make room, or set EXEMPLAR_HOME to a folder on another disk."
    if free < SMALLEST_DISK_BYTES:
        raise CannotStart(text)
    if free < 4 * SMALLEST_DISK_BYTES:
        console.warn(f"  {text}")


def _bring_up(plan: Plan, supervisor: Supervisor, console: Console) -> None:
    console.say("Starting Exemplar")
    environment = {**os.environ, **_base_environment(plan)}
    if plan.postgres is not None:
        with console.step("PostgreSQL ready"):
            supervisor.start(plan.postgres)
        environment["EXEMPLAR_DATABASE_URL"] = plan.postgres.url(DATABASE)
    if plan.objects is not None:
        with console.step("S3 storage ready"):
            supervisor.start(plan.objects)
        environment |= {
            "EXEMPLAR_S3_ENDPOINT": plan.objects.endpoint,
            "EXEMPLAR_S3_PUBLIC_ENDPOINT": plan.objects.endpoint,
            "EXEMPLAR_S3_ACCESS_KEY": plan.objects.access_key,
            "EXEMPLAR_S3_SECRET_KEY": plan.objects.secret_key,
        }
    with console.step("Database and bucket there"):
        database = plan.settings.database
        given.make_database(environment.get("EXEMPLAR_DATABASE_URL", database.database_url), unsafe=database.unsafe)
        given.make_bucket(_storage(plan, environment))
    logs = plan.folder / "logs"
    home.make_private(logs)
    _prepare(plan, supervisor, console, environment)
    health = f"http://127.0.0.1:{plan.settings.web.port}{HEALTH_PATH}"
    with console.step("API and worker ready"):
        supervisor.start(Application("Worker", ("worker",), environment, logs / "worker.log"))
        supervisor.start(Application("API", ("api",), environment, logs / "api.log", health))
    console.say(f"  {'Everything':<28} {console.seconds:5.1f} s\n\n{_invitation(plan)}")


def _storage(plan: Plan, environment: dict[str, str]) -> StorageSettings:
    """Return the settings of the S3 server as the other parts will read them."""
    names = ("endpoint", "public_endpoint", "access_key", "secret_key")
    ours = {f"s3_{name}": environment[f"EXEMPLAR_S3_{name.upper()}"] for name in names} if plan.objects is not None else {}
    return plan.settings.storage.model_copy(update=ours)


def check_settings(plan: Plan) -> None:
    """Refuse what cannot be right before anything is started.

    Raises:
        CannotStart: a port or an address is none, or a server is given without its keys.
    """
    port = plan.settings.web.port
    if not 0 < port < 65_536:
        raise CannotStart(f"EXEMPLAR_PORT is {port}; ports go from 1 to 65535.")
    given.web_address("EXEMPLAR_PUBLIC_URL", plan.settings.web.public_url)
    storage = plan.settings.storage
    missing = [f"EXEMPLAR_{name.upper()}" for name in ("s3_access_key", "s3_secret_key") if name not in storage.model_fields_set]
    if plan.objects is None and missing:
        raise CannotStart(f"EXEMPLAR_S3_ENDPOINT names a server; it needs {' and '.join(missing)} too.")


def _base_environment(plan: Plan) -> dict[str, str]:
    return {
        "EXEMPLAR_HOME": str(plan.folder),
        "EXEMPLAR_PORT": str(plan.settings.web.port),
        "EXEMPLAR_PUBLIC_URL": plan.settings.web.public_url,
        "PYTHONPATH": os.pathsep.join(filter(None, (str(PROJECT / "backend"), os.environ.get("PYTHONPATH", "")))),
        "PYTHONUNBUFFERED": "1",
    }


def _prepare(plan: Plan, supervisor: Supervisor, console: Console, environment: dict[str, str]) -> None:
    """Run migrations and, in a new database, load the demo data; in a child, so that we stay small."""
    word, done, notice = "migrate", "Schema there", "  Bringing the database to the newest schema …"
    if plan.launch.demo:
        word, done = "prepare", "Schema and demo data there"
        notice = "  Bringing the database up to date; a new one gets its demo data now, pictures and films too …"
    log = plan.folder / "logs" / "prepare.log"
    program = Program(argv=[sys.executable, "-m", "exemplar", word], env=environment, cwd=Path.cwd(), log=log)
    with console.step(done):
        code = supervisor.run(program, notice)
        if code != 0:
            raise CannotStart(
                f"The database could not be prepared ({processes.fate(code)}). The last words, in {log}:\n{processes.tail(log, 3000)}"
            )


def _invitation(plan: Plan) -> str:
    """Return the one line that tells where to go and how to get in."""
    address = f"Open {plan.settings.web.public_url}"
    if not plan.launch.demo:
        return f"{address} – Ctrl-C stops it."
    return (
        f"{address} – sign in as contributor@, manager@, juror1@, chair@ … demo.exemplar.test, "
        f"password {DEMO_PASSWORD} (all of them: README) – Ctrl-C stops it."
    )

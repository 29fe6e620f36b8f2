"""The command line: one function for each word, imports inside where they would slow the others down."""

import argparse
import asyncio
import getpass
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from typing import Any

from exemplar.core import settings as environment
from exemplar.core.settings import PROJECT, Settings, SettingsWrong

Command = Callable[[Settings, argparse.Namespace], int]


def main(words: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit code; 2 when the environment or the words make no sense."""
    arguments = _parser().parse_args(words)
    command: Command = arguments.command
    try:
        settings = environment.read()
    except SettingsWrong as error:
        print(error, file=sys.stderr)
        return 2
    return command(settings, arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="exemplar", description="Finds good practice, has it judged fairly, honours it.")
    words = parser.add_subparsers(required=True, metavar="COMMAND")

    def word(name: str, command: Command, summary: str) -> argparse.ArgumentParser:
        made = words.add_parser(name, help=summary, description=summary)
        made.set_defaults(command=command)
        return made

    word("start", start, "run everything, with its own PostgreSQL and S3 server where none is given")
    word("stop", stop, "end the start that runs on this data folder")
    api_words = word("api", api, "run the API and the web app")
    api_words.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    api_words.add_argument("--trust-proxy", default="127.0.0.1", help="addresses whose X-Forwarded-For is believed")
    word("worker", worker, "run the jobs")
    word("migrate", migrate, "bring the database to the newest schema")
    word("demo", demo, "load the demo data, unless there is data already")
    word("prepare", prepare, "migrate, then load the demo data")
    word("verify", verify, "check the audit log and every sealed sheet, and name the first bad one")
    word("doctor", doctor, "ask every part whether it does what is needed, and say what to do if not")
    storage_words = word("storage", storage, "set up the object store")
    storage_words.add_argument("what", choices=["init"], help="make the bucket and its rules, then ask whether all is well")
    media_words = word("media", media, "work on files that units have handed in")
    what = "remake: make of ready files what an older version did not make; sweep: mend now what crashes left behind"
    media_words.add_argument("what", choices=["remake", "sweep"], help=what)
    media_words.add_argument("--dry-run", action="store_true", help="with sweep: look, count, and mend nothing")
    reset_words = word("reset", reset, "throw away the data of the bundled servers")
    reset_words.add_argument("--yes", action="store_true", help="do not ask")
    word("openapi", openapi, "write the contract that the web app is generated from")
    first_accounts = (("create-admin", create_admin, "an administrator"), ("create-auditor", create_auditor, "an auditor"))
    for name, command, whom in first_accounts:
        account_words = word(name, command, f"make an account for {whom}")
        account_words.add_argument("email")
        account_words.add_argument("full_name")
    return parser


def start(settings: Settings, _arguments: argparse.Namespace) -> int:
    """Run everything until Ctrl-C."""
    from exemplar.embedded import launch

    return launch.start(settings)


def stop(settings: Settings, _arguments: argparse.Namespace) -> int:
    """Ask the running start to end, and wait until it has."""
    from exemplar.embedded import home

    folder = settings.home.home.resolve()
    owner = home.owner(folder)
    if owner is None:
        print(f"Nothing runs on {folder}.")
        return 0
    os.kill(owner[0], signal.SIGTERM)
    until = time.monotonic() + 60
    while home.owner(folder) is not None and time.monotonic() < until:
        time.sleep(0.1)
    stopped = home.owner(folder) is None
    print("Stopped." if stopped else f"Process {owner[0]} is still stopping.")
    return 0 if stopped else 1


def api(settings: Settings, arguments: argparse.Namespace) -> int:
    """Serve HTTP. Streams that a browser keeps open end at once when the server does."""
    import uvicorn

    from exemplar.app import create_app

    application = create_app()

    class Server(uvicorn.Server):
        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            application.state.media_line.close()
            await super().shutdown(sockets)

    words = uvicorn.Config(
        application,
        host=arguments.host,
        port=settings.web.port,
        loop="uvloop",
        http="httptools",
        access_log=False,
        proxy_headers=True,
        forwarded_allow_ips=arguments.trust_proxy,
        server_header=False,
        timeout_graceful_shutdown=4,
    )
    server = Server(words)
    with suppress(KeyboardInterrupt):
        server.run()
    return 0 if server.started else 3


def worker(_settings: Settings, _arguments: argparse.Namespace) -> int:
    """Do jobs until told to end."""
    from exemplar import worker as door

    door.run()
    return 0


def migrate(settings: Settings, _arguments: argparse.Namespace) -> int:
    """Bring the database to the newest schema."""
    from exemplar.core import migrations

    migrations.upgrade(settings.database.database_url)
    return 0


def demo(settings: Settings, _arguments: argparse.Namespace) -> int:
    """Load the demo data once."""
    from exemplar import demo as data

    print("Demo data loaded." if asyncio.run(data.load(settings)) else "There is data already; nothing was changed.")
    return 0


def prepare(settings: Settings, arguments: argparse.Namespace) -> int:
    """Do what a start needs before the API may answer."""
    return migrate(settings, arguments) or demo(settings, arguments)


def verify(settings: Settings, _arguments: argparse.Namespace) -> int:
    """Prove the audit log and the sealed sheets."""
    from exemplar import wiring

    return asyncio.run(wiring.verify(_reaching(settings)))


def doctor(settings: Settings, _arguments: argparse.Namespace) -> int:
    """Examine everything."""
    from exemplar import doctor as surgery

    return _told(surgery.examine(_reaching(settings)))


def storage(settings: Settings, _arguments: argparse.Namespace) -> int:
    """Set the object store up."""
    from exemplar import doctor as surgery

    return _told(surgery.prepare_storage(_reaching(settings)))


def media(settings: Settings, arguments: argparse.Namespace) -> int:
    """Have the worker make of older files what they lack, or sweep the object store."""
    from exemplar import wiring

    if arguments.what == "remake":
        return asyncio.run(wiring.remake(_reaching(settings)))
    tally = asyncio.run(wiring.sweep(_reaching(settings), is_dry=arguments.dry_run))
    for category, count in tally.found.items():
        print(f"{category.value}: {count.found} found, {count.mended} mended")
    for fault in tally.faults:
        print(f"FAULT: {fault.value}", file=sys.stderr)
    print(f"{sum(count.found for count in tally.found.values())} found in all; the report is on the page of operations.")
    return int(bool(tally.faults))


def _told(examination: Coroutine[Any, Any, Any]) -> int:
    from exemplar import doctor as surgery

    findings = asyncio.run(examination)
    for finding in findings:
        print(surgery.spoken(finding))
    return surgery.exit_code(findings)


def _reaching(settings: Settings) -> Settings:
    """Return the settings with the bundled servers' addresses, where no others are named."""
    from exemplar.embedded import launch, objects, postgres

    home = settings.home.home.resolve()
    if "EXEMPLAR_DATABASE_URL" not in os.environ:
        address = postgres.address_of(home / "postgres", launch.DATABASE)
        settings.database.database_url = address or settings.database.database_url
    bundled = objects.keys_of(home / "objects") if "EXEMPLAR_S3_ENDPOINT" not in os.environ else None
    if bundled is not None:
        at = settings.storage
        at.s3_endpoint, at.s3_access_key, at.s3_secret_key = bundled
        at.s3_public_endpoint = at.s3_endpoint
    return settings


def reset(settings: Settings, arguments: argparse.Namespace) -> int:
    """Throw away what the bundled servers hold; servers given by address are not touched."""
    from exemplar.embedded import home, launch

    folder = settings.home.home.resolve()
    if home.owner(folder) is not None:
        print("Exemplar is running. Stop it first (Ctrl-C, or `make stop`).", file=sys.stderr)
        return 1
    doomed = [folder / name for name in launch.FOLDERS if (folder / name).exists()]
    if not doomed:
        print(f"There is nothing in {folder}.")
        return 0
    if not arguments.yes and not _agrees(f"Throw away all data in {folder}? Type yes: "):
        print("Nothing was thrown away.")
        return 1
    for path in doomed:
        shutil.rmtree(path)
    print(f"Thrown away: {', '.join(path.name for path in doomed)}. `make start` begins anew.")
    return 0


def _agrees(question: str) -> bool:
    try:
        return input(question).strip().lower() == "yes"
    except EOFError:
        return False


def openapi(_settings: Settings, _arguments: argparse.Namespace) -> int:
    """Write the description of the API and the list of problem codes into the front end."""
    from exemplar import app, wiring

    (PROJECT / "frontend" / "src" / "api").mkdir(parents=True, exist_ok=True)
    wiring.write_contract(PROJECT / "frontend", app.schema_document())
    return 0


def create_admin(settings: Settings, arguments: argparse.Namespace) -> int:
    """Make the first account of a real installation, which makes the others and gives them roles."""
    from exemplar.accounts.roles import Role

    return _create(settings, arguments, Role.ADMIN)


def create_auditor(settings: Settings, arguments: argparse.Namespace) -> int:
    """Make the first auditor, without whom nobody could confirm a juror, a council or another auditor."""
    from exemplar.accounts.roles import Role

    return _create(settings, arguments, Role.AUDITOR)


def _create(settings: Settings, arguments: argparse.Namespace, role: Any) -> int:
    """Make an account with a role; the password is typed, or piped in as one line."""
    from exemplar import wiring
    from exemplar.core.texts import one_line

    try:
        email, full_name = one_line(arguments.email), one_line(arguments.full_name)
    except ValueError as unseen:
        print(f"Not taken: {unseen}.", file=sys.stderr)
        return 2
    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    asyncio.run(wiring.create_first(_reaching(settings), role, email, full_name, password))
    print(f"{arguments.email} may now sign in.")
    return 0

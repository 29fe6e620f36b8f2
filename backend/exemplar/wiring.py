"""Joins the modules: routes, events to subscribers, job names to handlers. Knows every module; nobody knows it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from litestar import Controller
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

import exemplar.accounts.jobs
import exemplar.accounts.routes
import exemplar.audit.routes
import exemplar.audit.service
import exemplar.awards.jobs
import exemplar.awards.routes
import exemplar.awards.subscribers
import exemplar.campaigns.jobs
import exemplar.campaigns.routes
import exemplar.campaigns.subscribers
import exemplar.gallery.captioning
import exemplar.gallery.copies
import exemplar.gallery.grants
import exemplar.gallery.jobs
import exemplar.gallery.routes
import exemplar.gallery.subscribers
import exemplar.initiatives.grants
import exemplar.initiatives.holds
import exemplar.initiatives.jobs
import exemplar.initiatives.routes
import exemplar.initiatives.subscribers
import exemplar.media.jobs
import exemplar.media.routes
import exemplar.notifications.jobs
import exemplar.operations.routes
import exemplar.review.grants
import exemplar.review.jobs
import exemplar.review.routes
import exemplar.review.subscribers
import exemplar.review.ties
import exemplar.units.routes
import exemplar.voting.jobs
import exemplar.voting.routes
import exemplar.voting.subscribers
from exemplar.accounts.proof import prove_roles
from exemplar.accounts.roles import Role
from exemplar.accounts.service import AccountService, everywhere
from exemplar.audit.chain import Verdict
from exemplar.audit.proof import Fault, Head, Proof, head_of
from exemplar.awards.proof import known_keys, prove_certificates, prove_decisions
from exemplar.core import problems
from exemplar.core.clock import utc_now
from exemplar.core.database import SessionMaker, make_engine, make_session_maker, transaction
from exemplar.core.errors import DomainError
from exemplar.core.events import INFO_KEY, Events
from exemplar.core.jobs import Handler
from exemplar.core.mail import Mailer, SmtpMailer
from exemplar.core.settings import Settings
from exemplar.core.storage import PUBLISHED_PREFIX, S3Storage, Storage
from exemplar.gallery.copies import FOLLOW_ALL_JOB
from exemplar.gallery.copies import SWEEP_JOB as SWEEP_PUBLISHED_JOB
from exemplar.initiatives import conflicts
from exemplar.initiatives.proof import prove_revisions
from exemplar.media import grants, holds, sweep_claims, track_editors
from exemplar.media.remaking import RemakeService
from exemplar.media.sweep_findings import Tally
from exemplar.media.sweeping import SWEEP_JOB, SweepService
from exemplar.notifications.service import SEND_WAITING_JOB
from exemplar.review.proof import SheetVerdict, verify_sheets
from exemplar.voting.proof import prove_items

_ROUTED = [
    exemplar.accounts.routes,
    exemplar.audit.routes,
    exemplar.operations.routes,
    exemplar.units.routes,
    exemplar.media.routes,
    exemplar.campaigns.routes,
    exemplar.initiatives.routes,
    exemplar.review.routes,
    exemplar.voting.routes,
    exemplar.awards.routes,
    exemplar.gallery.routes,
]
_SUBSCRIBING = [
    exemplar.campaigns.subscribers,
    exemplar.initiatives.subscribers,
    exemplar.review.subscribers,
    exemplar.voting.subscribers,
    exemplar.awards.subscribers,
    exemplar.gallery.subscribers,
]
_WORKING = [
    exemplar.notifications.jobs,
    exemplar.accounts.jobs,
    exemplar.media.jobs,
    exemplar.campaigns.jobs,
    exemplar.initiatives.jobs,
    exemplar.review.jobs,
    exemplar.voting.jobs,
    exemplar.awards.jobs,
    exemplar.gallery.jobs,
]
PERIODIC_JOBS = {SWEEP_JOB: "17 3 * * *", SEND_WAITING_JOB: "*/10 * * * *", FOLLOW_ALL_JOB: "23 * * * *", SWEEP_PUBLISHED_JOB: "37 3 * * *"}
"""Job name → when it runs by itself (cron, UTC)."""

_SHOWING = [exemplar.initiatives.grants, exemplar.review.grants, exemplar.gallery.grants]
_HOLDING = [exemplar.initiatives.holds]
_MENDING = [exemplar.gallery.captioning]
_TYING = [exemplar.review.ties]


@dataclass(frozen=True, slots=True)
class Services:
    """What a door carries: settings, the database, and the outside world behind ports (``mailer`` may be absent)."""

    settings: Settings
    engine: AsyncEngine
    session_maker: SessionMaker
    storage: Storage
    mailer: Mailer | None


def controllers() -> list[type[Controller]]:
    """Return every module's controllers."""
    return [controller for module in _ROUTED for controller in module.CONTROLLERS]


def events() -> Events:
    """Return the registry of who reacts to which fact."""
    return Events([pair for module in _SUBSCRIBING for pair in module.SUBSCRIPTIONS])


def session_info() -> dict[str, Any]:
    """Return what every session carries: who reacts to facts, who may open a file, what holds it, and what ties are conflicts."""
    return {
        INFO_KEY: events(),
        sweep_claims.INFO_KEY: {PUBLISHED_PREFIX: exemplar.gallery.copies.wanted_keys},
        grants.INFO_KEY: grants.ReadGrants([grant for module in _SHOWING for grant in module.READ_GRANTS]),
        holds.INFO_KEY: holds.Holds([hold for module in _HOLDING for hold in module.HOLDS]),
        track_editors.INFO_KEY: track_editors.TrackEditors([editor for module in _MENDING for editor in module.TRACK_EDITORS]),
        conflicts.INFO_KEY: [tie for module in _TYING for tie in module.CONFLICT_TIES],
        conflicts.BLIND_KEY: [tie for module in _TYING for tie in module.BLIND_TIES],
    }


def job_handlers() -> dict[str, Handler]:
    """Return job name → handler of every module."""
    return {name: handler for module in _WORKING for name, handler in module.HANDLERS.items()}


def make_services(settings: Settings) -> Services:
    """Build what a door carries."""
    engine = make_engine(settings.database)
    return Services(
        settings=settings,
        engine=engine,
        session_maker=make_session_maker(engine, session_info()),
        storage=S3Storage(settings.storage),
        mailer=SmtpMailer(settings.mail) if settings.mail.smtp_url else None,
    )


def _families(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _families(child)


def problem_codes() -> list[str]:
    """Return every code the API can answer with; the front end has a sentence for each."""
    return sorted(problems.CODES | {kind.code for kind in _families(DomainError) if hasattr(kind, "code")})


async def verify(settings: Settings) -> int:
    """Verify the audit log and all that it proves, in one view of the database; print the findings; return 0 (sound) or 1."""
    services = make_services(settings)
    async with transaction(services.session_maker) as session:
        await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        findings = [_finding_of_log(await exemplar.audit.service.verify(session)), _finding_of_sheets(await verify_sheets(session))]
        findings += [_finding_of_rows(words, proof) for words, proof in await _proofs(session, settings)]
        head = await head_of(session)
    await services.engine.dispose()
    for words in [*(words for _, words in findings), _words_of_head(head)]:
        print(words)  # noqa: T201 - the command line's answer
    return 0 if all(is_sound for is_sound, _ in findings) else 1


async def remake(settings: Settings) -> int:
    """Queue what older ready files lack, and say how many these are; return 0."""
    services = make_services(settings)
    found = await RemakeService(services.session_maker, settings.media).remake()
    await services.engine.dispose()
    print(f"{found.looked} ready files looked at, {found.queued} queued to be improved.")  # noqa: T201 - the command line's answer
    return 0


async def _proofs(session: AsyncSession, settings: Settings) -> list[tuple[str, Proof]]:
    return [
        ("revisions", await prove_revisions(session)),
        ("opened agenda items with rule, roll, votes and tally", await prove_items(session)),
        ("released decisions", await prove_decisions(session)),
        ("certificates", await prove_certificates(session, known_keys(settings.home.secrets))),
        ("roles", await prove_roles(session)),
    ]


def _finding_of_log(verdict: Verdict) -> tuple[bool, str]:
    if verdict.is_sound:
        return True, f"audit log sound: {verdict.checked} entries"
    return False, f"audit log BROKEN at entry {verdict.bad_seq} ({verdict.reason}); {verdict.checked} sound before it"


def _finding_of_sheets(verdict: SheetVerdict) -> tuple[bool, str]:
    if verdict.is_sound:
        return True, f"sealed sheets sound: {verdict.checked}"
    return False, f"sealed sheet of assignment {verdict.assignment_id} BROKEN ({verdict.fault}); {verdict.checked} sound before it"


def _finding_of_rows(words: str, proof: Proof) -> tuple[bool, str]:
    if proof.is_sound:
        return True, f"{words} sound: {proof.checked}"
    # What is gone has no row of its own: the log names the account or the thing it was about.
    named = f"{proof.table}, log entry about {proof.bad_id}" if proof.fault == Fault.MISSING else f"{proof.table} {proof.bad_id}"
    return False, f"{named} BROKEN ({proof.fault}); {proof.checked} {words} sound before it"


def _words_of_head(head: Head) -> str:
    written = head.at.isoformat() if head.at else "never"
    return (
        f"head of the log: entry {head.seq}, hash {head.hash.hex()}, written {written}\n"
        "A tail cut off the log can only be seen by comparing this head with one that was noted elsewhere before."
    )


async def sweep(settings: Settings, *, is_dry: bool) -> Tally:
    """Compare object store and database now, and unless dry mend what is found."""
    services = make_services(settings)
    tally = await SweepService(services.session_maker, services.storage, utc_now).sweep(is_dry=is_dry)
    await services.storage.close()
    await services.engine.dispose()
    return tally


async def create_first(settings: Settings, role: Role, email: str, full_name: str, password: str) -> None:
    """Create the first account with a role that reaches everywhere: the administrator, or the auditor who confirms all others."""
    services = make_services(settings)
    async with transaction(services.session_maker) as session:
        accounts = AccountService(session, utc_now)
        account = await accounts.create(None, email=email, full_name=full_name, password=password)
        await accounts.grant(None, account.id, everywhere(role))
    await services.engine.dispose()


def write_contract(folder: Path, openapi: dict[str, Any]) -> None:
    """Write ``openapi.json`` and the list of problem codes into the front end's ``folder``."""
    (folder / "openapi.json").write_text(json.dumps(openapi, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    codes = json.dumps(problem_codes(), indent=1) + "\n"
    (folder / "src" / "api" / "problem-codes.gen.json").write_text(codes, encoding="utf-8")

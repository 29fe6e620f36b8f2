"""The worker's door: what becomes of a job that fails."""

from dataclasses import replace

from sqlalchemy import text
from structlog.testing import capture_logs

from exemplar import worker
from exemplar.accounts.roles import Role
from exemplar.core.clock import utc_now
from exemplar.core.database import transaction
from exemplar.core.jobs import enqueue
from exemplar.notifications.service import NotificationService, Reader
from exemplar.operations.service import LAST, FailedJobService
from tests.factories import everywhere, make_account, make_actor


class BrokenMailer:
    """A mailer whose error says to whom it could not write."""

    async def send(self, *mail):
        await self._reach(mail)

    async def _reach(self, mail):
        try:
            raise OSError("lan@example.test is unreachable")
        except OSError as error:
            raise RuntimeError(f"no way to {mail}") from error


async def worked(services):
    """Let a worker do whatever waits now."""
    app = worker.make_app(services)
    async with app.open_async():
        await app.run_worker_async(wait=False, listen_notify=False, install_signal_handlers=False, delete_jobs="successful")


async def test_a_job_that_fails_says_where_and_nothing_about_whom(own_services):
    services = replace(own_services, mailer=BrokenMailer())
    async with transaction(services.session_maker) as session:
        account = await make_account(session, email="lan@example.test")
        await NotificationService(session, "http://localhost:8000").tell(
            Reader(account.id, account.email, "vi"),
            "initiative_submitted",
            fact="revision:1",
            link="/initiatives/1",
            code="SK-2026-0001",
            title="Vé điện tử",
            receipt="R-1",
        )

    with capture_logs() as logs:
        await worked(services)

    (told,) = [line for line in logs if line["event"] == "job_failed"]
    assert (told["log_level"], told["task"], told["attempt"]) == ("error", "notifications.send_mail", 1)
    assert (told["error"], type(told["job"])) == ("builtins.RuntimeError", int)
    assert [line.rsplit(" ", 1)[-1] for line in told["trail"]][-4:] == ["send", "_reach", "builtins.OSError", "_reach"]
    assert "lan@" not in str(told)


async def test_a_job_that_is_given_up_tells_the_operator_the_kind_of_its_error_and_no_word_of_it(own_services):
    async with transaction(own_services.session_maker) as session:
        operator = await make_actor(session, everywhere(Role.ADMIN))
        await enqueue(session, "media.blind", media_id="lan@example.test")
        await enqueue(session, "nobody.does_this")
        await session.execute(text("UPDATE procrastinate_jobs SET attempts = 8"))

    await worked(own_services)

    async with transaction(own_services.session_maker) as session:
        listed = await FailedJobService(session, utc_now).page(operator, LAST, 10)
    assert [(job.name, job.error, job.attempts, job.about_id) for job in listed] == [
        ("nobody.does_this", None, 9, None),
        ("media.blind", "builtins.ValueError", 9, None),
    ]
    assert not any("lan@" in str(job) for job in listed)

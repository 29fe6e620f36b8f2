"""The worker's door: what becomes of a job that fails."""

from dataclasses import replace

from structlog.testing import capture_logs

from exemplar import worker
from exemplar.core.database import transaction
from exemplar.notifications.service import NotificationService, Reader
from tests.factories import make_account


class BrokenMailer:
    """A mailer whose error says to whom it could not write."""

    async def send(self, *mail):
        await self._reach(mail)

    async def _reach(self, mail):
        try:
            raise OSError("lan@example.test is unreachable")
        except OSError as error:
            raise RuntimeError(f"no way to {mail}") from error


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
    app = worker.make_app(services)

    with capture_logs() as logs:
        async with app.open_async():
            await app.run_worker_async(wait=False, listen_notify=False, install_signal_handlers=False)

    (told,) = [line for line in logs if line["event"] == "job_failed"]
    assert (told["log_level"], told["task"], told["attempt"]) == ("error", "notifications.send_mail", 1)
    assert (told["error"], type(told["job"])) == ("builtins.RuntimeError", int)
    assert [line.rsplit(" ", 1)[-1] for line in told["trail"]][-4:] == ["send", "_reach", "builtins.OSError", "_reach"]
    assert "lan@" not in str(told)

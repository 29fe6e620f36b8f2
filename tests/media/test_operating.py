"""What the operator sees: parts, work, room, failures and sweeps; only the operator, and acts only with a fresh password."""

import asyncio
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import event, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from exemplar import wiring
from exemplar.accounts.actor import Actor
from exemplar.accounts.roles import Role
from exemplar.core.clock import utc_now
from exemplar.core.jobs import enqueue
from exemplar.core.settings import MailSettings, NeighbourSettings, Settings
from exemplar.core.storage import S3Storage, StorageUnavailable
from exemplar.media import jobs, operating_work
from exemplar.media.models import MediaFile, SweepReport
from exemplar.media.operating import OperatingService
from exemplar.media.operating_health import Absent, HealthService, PartName, PartState, asked
from exemplar.media.operating_sweeps import SweepDesk
from exemplar.media.workflow import MediaState
from tests import samples
from tests.factories import everywhere, make_actor, problem, settled, sign_in_as
from tests.media.conftest import Desk

LOOKING = ("/operations/health", "/operations/work", "/operations/storage", "/operations/sweeps", "/media/failed", "/media/quotas")


@pytest.fixture
async def operator(session: AsyncSession) -> Actor:
    """Who runs the installation."""
    actor = await make_actor(session, everywhere(Role.ADMIN))
    await settled(session)
    return actor


async def given_up(desk: Desk, session: AsyncSession, path: Path, fingerprint: str = "fingerprint-1", **how: object) -> UUID:
    """Add a file whose work was given up."""
    ticket = await desk.uploads.start(desk.actor, desk.wanted(path, fingerprint))
    await desk.send(ticket, path)
    await desk.uploads.complete(desk.actor, ticket.media.id)
    values = {"failed_at": utc_now(), "failure": "EngineFailed", "state": MediaState.PROCESSING, "attempts": 6, **how}
    await session.execute(update(MediaFile).where(MediaFile.id == ticket.media.id).values(**values))
    await session.commit()
    return ticket.media.id


async def test_looking_needs_the_role_and_acting_a_fresh_password(client: httpx.AsyncClient, desk: Desk, session: AsyncSession, operator):
    asking = ("/operations/sweeps", {"is_dry": True}), ("/media/failed/retry", {"media_ids": [str(uuid4())]})
    await sign_in_as(client, session, desk.actor.account_id)
    assert [(await client.get(address)).status_code for address in LOOKING] == [403] * len(LOOKING)
    assert [(await client.post(address, json=body)).status_code for address, body in asking] == [403, 403]

    await sign_in_as(client, session, operator.account_id, confirmed=False)
    assert [(await client.get(address)).status_code for address in LOOKING] == [200] * len(LOOKING)
    assert [problem(await client.post(address, json=body))[1] for address, body in asking] == ["confirmation_required"] * 2
    assert problem(await client.post("/media/failed/retry", json={"media_ids": []}))[0] == 422

    await sign_in_as(client, session, operator.account_id)
    assert (await client.post("/media/failed/retry", json=asking[1][1])).json() == {"count": 0}


async def test_failed_and_lost_files_are_listed_and_those_chosen_tried_again(
    client: httpx.AsyncClient, desk: Desk, session: AsyncSession, operator: Actor, tmp_path: Path
):
    path = samples.picture(tmp_path / "a.png")
    ids = [await given_up(desk, session, path, f"fingerprint-{number}") for number in range(3)]
    lost = await given_up(desk, session, path, "fingerprint-lost", failed_at=None, failure=None, attempts=0, lost_at=utc_now())
    await sign_in_as(client, session, operator.account_id)

    listed = (await client.get("/media/failed")).json()
    assert {item["id"] for item in listed} == {*map(str, ids), str(lost)}
    assert {item["unit_name"]["vi"] for item in listed} == {"Nhà hát Hoa Ban"}
    assert not any("file_name" in item for item in listed), "the operator need not know what a unit calls its files"
    answer = await client.post("/media/failed/retry", json={"media_ids": [str(ids[0]), str(ids[1]), str(lost)]})

    assert answer.json() == {"count": 2}
    assert {item["id"] for item in (await client.get("/media/failed")).json()} == {str(ids[2]), str(lost)}
    queued = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'media.again' AND args->>'media_id' = ANY(:ids)"
    assert await session.scalar(text(queued), {"ids": [str(one) for one in ids]}) == 2
    noted = text("SELECT count(*) FROM audit_entry WHERE action = 'media.retried' AND actor_id = :id")
    assert await session.scalar(noted, {"id": operator.account_id}) == 2


async def test_work_is_counted_by_lane_and_unit(desk: Desk, session: AsyncSession, tmp_path: Path):
    path = samples.picture(tmp_path / "a.png")
    for number in range(2):
        ticket = await desk.uploads.start(desk.actor, desk.wanted(path, f"fingerprint-{number}"))
        await desk.send(ticket, path)
        await desk.uploads.complete(desk.actor, ticket.media.id)
    await session.execute(text("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = (SELECT min(id) FROM procrastinate_jobs)"))
    await enqueue(session, "notifications.send_mail")
    await session.commit()

    found = {(line.lane, line.unit_id): line for line in await operating_work.work(session)}

    assert set(found) == {("look", desk.unit_id), ("notifications", None)}
    look = found["look", desk.unit_id]
    assert (look.doing, look.waiting, look.later, look.unit_name["vi"]) == (1, 1, 0, "Nhà hát Hoa Ban")
    assert look.waiting_since is not None


async def test_room_is_told_by_kind_and_by_the_units_that_take_most(desk: Desk, session: AsyncSession, tmp_path: Path):
    before = await operating_work.use(session)
    media = await desk.hand_in(samples.picture(tmp_path / "a.png"))
    await desk.hand_in(tmp_path / "a.png", "fingerprint-again")

    use = await operating_work.use(session)

    taken = {kind.kind: (kind.files, kind.used_bytes) for kind in use.kinds}
    assert taken["image"] == (2, 2 * media.size_bytes)
    assert [(unit.unit_id, unit.files, unit.used_bytes) for unit in use.units if unit.unit_id == desk.unit_id] == [
        (desk.unit_id, 2, 2 * media.size_bytes)
    ]
    assert use.derivatives - before.derivatives == 4, "what two files share counts once"


async def statements(connection: AsyncConnection, question) -> int:
    """Return how many statements a question takes."""
    counted: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        counted.append(statement)

    event.listen(connection.sync_connection, "before_cursor_execute", note)
    await question()
    event.remove(connection.sync_connection, "before_cursor_execute", note)
    return len([one for one in counted if not one.startswith(("SAVEPOINT", "RELEASE"))])


async def test_lists_take_as_many_statements_for_three_rows_as_for_one(
    connection: AsyncConnection, desk: Desk, session: AsyncSession, operator: Actor, tmp_path: Path
):
    path = samples.picture(tmp_path / "a.png")
    questions = (
        lambda: OperatingService(session, utc_now).failed(operator),
        lambda: operating_work.work(session),
        lambda: operating_work.use(session),
        lambda: SweepDesk(session, utc_now).reports(operator),
    )
    counts: list[list[int]] = []
    for more in (1, 2):
        for number in range(more):
            other = Desk(desk.services, desk.actor, desk.unit_id)
            await given_up(other, session, path, f"fingerprint-{more}-{number}")
            session.add(SweepReport(is_dry=True, started_at=utc_now(), ended_at=utc_now()))
        await session.commit()
        session.expunge_all()
        counts.append([await statements(connection, question) for question in questions])

    assert counts == [[1, 1, 3, 1]] * 2


async def test_a_sweep_is_asked_for_once_at_a_time_done_by_the_worker_and_written_in_the_log(
    client: httpx.AsyncClient, desk: Desk, session: AsyncSession, operator: Actor, objects: S3Storage
):
    await sign_in_as(client, session, operator.account_id)

    asked_for = await client.post("/operations/sweeps", json={"is_dry": True})
    again = await client.post("/operations/sweeps", json={"is_dry": False})

    report = asked_for.json()
    assert (asked_for.status_code, report["by_hand"], report["is_dry"], report["started_at"]) == (202, True, True, None)
    assert problem(again)[:2] == (409, "media_sweep_under_way")
    queued = text("SELECT args->>'report_id' FROM procrastinate_jobs WHERE task_name = 'media.sweep' AND lock = 'media.sweep'")
    job = await session.scalar(queued)
    assert job == report["id"]
    await objects.put_bytes("originals/planted", b"x", "image/webp")

    await jobs.sweep(desk.services, job)

    (ended,) = (await client.get("/operations/sweeps")).json()
    assert (ended["id"], ended["faults"], ended["ended_at"] is not None, ended["objects"] >= 1) == (report["id"], [], True, True)
    assert (await client.post("/operations/sweeps", json={"is_dry": False})).status_code == 202
    noted = select(text("action, actor_id")).select_from(text("audit_entry")).where(text("action = 'media_sweep.asked'"))
    assert {tuple(row) for row in await session.execute(noted)} == {("media_sweep.asked", operator.account_id)}


async def test_the_nightly_sweep_leaves_a_report_of_its_own(desk: Desk, session: AsyncSession, objects: S3Storage):
    assert wiring.PERIODIC_JOBS["media.sweep"] == "17 3 * * *"

    await jobs.sweep(desk.services)

    (report,) = await session.scalars(select(SweepReport))
    assert (report.asked_by, report.is_dry, report.ended_at is not None) == (None, False, True)


async def server(answers: dict[bytes, bytes], greeting: bytes = b"") -> tuple[asyncio.Server, int]:
    """Listen on this machine and answer what is asked."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(greeting)
        heard = b""
        while piece := await reader.read(65536):
            heard += piece
            for question, said in answers.items():
                if question in heard:
                    writer.write(said)
                    heard = b""
        writer.close()

    listening = await asyncio.start_server(answer, "127.0.0.1", 0)
    return listening, listening.sockets[0].getsockname()[1]


def with_parts(settings: Settings, **parts: object) -> Settings:
    """Return the settings with other mail or scanning."""
    changed = Settings()
    changed.__dict__.update(settings.__dict__ | parts)
    return changed


async def found(session: AsyncSession, storage: S3Storage, settings: Settings) -> dict[PartName, PartState]:
    return {one.name: one.state for one in await HealthService(session, storage, settings, 0.5).conditions()}


async def test_every_part_is_asked_and_what_is_not_set_up_is_absent(session: AsyncSession, objects: S3Storage, settings: Settings):
    await session.execute(text("INSERT INTO procrastinate_workers DEFAULT VALUES"))

    parts = await found(session, objects, with_parts(settings, mail=MailSettings(smtp_url=""), neighbours=NeighbourSettings(clamd_url="")))

    assert list(parts) == list(PartName)
    working = {part: parts[part] for part in (PartName.DATABASE, PartName.STORAGE, PartName.WORKER, PartName.FILMS)}
    assert set(working.values()) == {PartState.FINE}
    assert {parts[part] for part in (PartName.MAIL, PartName.ANTIVIRUS)} == {PartState.ABSENT}


async def test_parts_that_answer_are_fine_and_those_that_do_not_are_failing(session: AsyncSession, settings: Settings):
    class Silent(S3Storage):
        """A store that takes its time."""

        async def stat(self, key: str):
            await asyncio.sleep(30)
            raise StorageUnavailable(service="s3")

    silent = Silent(settings.storage)
    post, post_port = await server({}, b"220 ready\r\n")
    scanner, scanner_port = await server({b"zVERSION\0": b"ClamAV 1.0.7/27000/Mon\0"})
    there = with_parts(
        settings,
        mail=MailSettings(smtp_url=f"smtp://127.0.0.1:{post_port}"),
        neighbours=NeighbourSettings(clamd_url=f"tcp://127.0.0.1:{scanner_port}"),
    )
    gone = with_parts(settings, mail=MailSettings(smtp_url="smtp://127.0.0.1:9"), neighbours=NeighbourSettings(clamd_url="unix:///nowhere"))

    answering, failing = await found(session, silent, there), await found(session, silent, gone)
    post.close()
    scanner.close()
    await silent.close()

    assert (answering[PartName.MAIL], answering[PartName.ANTIVIRUS]) == (PartState.FINE, PartState.FINE)
    assert {failing[part] for part in (PartName.MAIL, PartName.ANTIVIRUS, PartName.STORAGE, PartName.WORKER)} == {PartState.FAILING}


async def test_a_probe_that_hangs_is_cut_off_and_nothing_of_its_error_is_told():
    async def hangs() -> dict[str, str]:
        await asyncio.sleep(30)
        return {}

    async def breaks() -> dict[str, str]:
        raise RuntimeError("password=secret at 10.0.0.1")

    async def absent() -> dict[str, str]:
        raise Absent

    conditions = [await asked(PartName.MAIL, probe, 0.05) for probe in (hangs, breaks, absent)]

    assert [(one.state, one.facts) for one in conditions] == [(PartState.FAILING, {}), (PartState.FAILING, {}), (PartState.ABSENT, {})]
    assert conditions[0].milliseconds < 1000

"""The doctor: what is well is called so, what is ill is named with what to do, and one illness does not hide another."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from exemplar import doctor
from exemplar.core import migrations
from exemplar.core.settings import DatabaseSettings, Settings, StorageSettings
from exemplar.doctor import Finding, Verdict, database, machine, setting_up, storage
from exemplar.doctor.finding import Lacking
from exemplar.embedded.objects import Objects

PAGE = "http://localhost:8000"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Objects]:
    objects = Objects(tmp_path_factory.mktemp("examined"), (PAGE,)).start()
    yield objects
    objects.stop()


def settings_of(server: Objects, bucket: str, **changes: str) -> StorageSettings:
    plain = {"s3_endpoint": server.endpoint, "s3_access_key": server.access_key, "s3_secret_key": server.secret_key, "s3_bucket": bucket}
    return StorageSettings(**{**plain, **changes})


def prepared(server: Objects, bucket: str) -> Settings:
    settings = Settings()
    settings.storage = settings_of(server, bucket)
    settings.web.public_url = PAGE
    return settings


def verdicts(findings: list[Finding]) -> dict[str, str]:
    return {finding.subject: finding.verdict.value for finding in findings}


def advice(findings: list[Finding], subject: str) -> str:
    return next(finding.advice for finding in findings if finding.subject == subject)


async def test_a_store_that_was_set_up_is_fine_and_setting_up_twice_changes_nothing(server: Objects):
    settings = prepared(server, "well")

    await doctor.prepare_storage(settings)
    findings = await doctor.prepare_storage(settings)

    assert set(verdicts(findings).values()) == {"fine"}
    assert len(findings) == 9
    assert not list(setting_up.client(settings.storage).list_objects("well", recursive=True)), "nothing is left behind"


async def test_without_its_bucket_the_store_says_what_to_type(server: Objects):
    findings = await storage.examine(settings_of(server, "not-there"), PAGE)

    assert verdicts(findings) == {"object store": "FAILS"}
    assert "exemplar storage init" in advice(findings, "object store")


async def test_wrong_keys_and_a_wrong_address_are_told_apart(server: Objects):
    await doctor.prepare_storage(prepared(server, "keys"))

    bad_key = await storage.examine(settings_of(server, "keys", s3_secret_key="wrong"), PAGE)
    bad_address = await storage.examine(settings_of(server, "keys", s3_endpoint="http://127.0.0.1:9"), PAGE)

    assert "EXEMPLAR_S3_SECRET_KEY" in advice(bad_key, "object store")
    assert "check EXEMPLAR_S3_ENDPOINT" in advice(bad_address, "object store")


async def test_a_bucket_that_anybody_may_read_is_found_out(server: Objects):
    settings = prepared(server, "open")
    await doctor.prepare_storage(settings)
    everybody = {"Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::open/*"]}
    setting_up.client(settings.storage).set_bucket_policy("open", json.dumps({"Version": "2012-10-17", "Statement": [everybody]}))

    findings = await storage.examine(settings.storage, PAGE)

    assert verdicts(findings)["strangers"] == "FAILS"
    assert "public policy" in advice(findings, "strangers")


async def test_pages_from_another_address_could_not_upload_and_that_is_said(server: Objects):
    settings = prepared(server, "pages")
    await doctor.prepare_storage(settings)

    findings = await storage.examine(settings.storage, "https://exemplar.example")

    assert verdicts(findings)["pages that may upload"] == "FAILS"
    assert "MINIO_API_CORS_ALLOW_ORIGIN=https://exemplar.example" in advice(findings, "pages that may upload")


async def test_a_public_address_that_is_not_the_store_is_found_out(server: Objects):
    settings = prepared(server, "public")
    await doctor.prepare_storage(settings)
    elsewhere = settings_of(server, "public", s3_public_endpoint="http://127.0.0.1:9")

    findings = verdicts(await storage.examine(elsewhere, PAGE))

    assert (findings["object store"], findings["signed links"], findings["uploads in parts"]) == ("fine", "FAILS", "FAILS")


async def test_setting_up_lets_our_pages_in_where_the_bucket_keeps_such_rules(server: Objects):
    settings = prepared(server, "welcome")
    settings.web.public_url = "https://exemplar.example"

    findings = await doctor.prepare_storage(settings)

    assert verdicts(findings)["pages that may upload"] == "fine", advice(findings, "pages that may upload")
    assert verdicts(findings)["what is published"] == "fine", advice(findings, "what is published")


async def test_a_bucket_that_shows_nothing_to_strangers_lacks_but_works(server: Objects):
    settings = prepared(server, "shut")
    await doctor.prepare_storage(settings)
    setting_up.client(settings.storage).delete_bucket_policy("shut")

    findings = await storage.examine(settings.storage, PAGE)

    assert verdicts(findings)["what is published"] == "lacks"
    assert "exemplar storage init" in advice(findings, "what is published")
    assert doctor.exit_code(findings) == 0
    assert verdicts(await doctor.prepare_storage(settings))["what is published"] == "fine"


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/exemplar/published", "{}/elsewhere/published"])
async def test_an_address_under_which_nothing_is_published_is_found_out(server: Objects, address: str):
    await doctor.prepare_storage(prepared(server, "astray"))
    settings = settings_of(server, "astray", published_url=address.format(server.endpoint))

    findings = await storage.examine(settings, PAGE)

    assert verdicts(findings)["what is published"] == "FAILS"
    assert "EXEMPLAR_PUBLISHED_URL" in advice(findings, "what is published")


async def test_setting_up_keeps_what_the_site_allows_itself(server: Objects):
    settings = prepared(server, "kept")
    await doctor.prepare_storage(settings)
    logos = {"Effect": "Allow", "Principal": {"AWS": ["*"]}, "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::kept/logos/*"]}
    client = setting_up.client(settings.storage)
    client.set_bucket_policy("kept", json.dumps({"Version": "2012-10-17", "Statement": [logos]}))

    await doctor.prepare_storage(settings)
    await doctor.prepare_storage(settings)

    statements = json.loads(client.get_bucket_policy("kept"))["Statement"]
    assert sorted(str(statement["Resource"]).strip("[']") for statement in statements) == [
        "arn:aws:s3:::kept/logos/*",
        "arn:aws:s3:::kept/published/*",
    ]


async def test_without_a_rule_for_abandoned_parts_the_store_lacks_but_does_not_fail(server: Objects):
    settings = settings_of(server, "untidy")
    setting_up.client(settings).make_bucket("untidy")

    findings = await storage.examine(settings, PAGE)

    assert verdicts(findings)["abandoned uploads"] == "lacks"
    assert doctor.exit_code(findings) == 0


async def test_a_hasty_database_behind_our_schema_is_named_for_both(postgres):
    name = "examined"
    connection = await asyncpg.connect(postgres.url("postgres"))
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()

    findings = await database.examine(DatabaseSettings(database_url=postgres.url(name)))

    found = verdicts(findings)
    assert (found["database"], found["database's care"], found["schema"], found["worker"]) == ("fine", "FAILS", "FAILS", "lacks")
    assert "fsync" in advice(findings, "database's care")
    assert "exemplar migrate" in advice(findings, "schema")


async def test_a_database_on_our_schema_is_fine_and_a_silent_worker_is_missed(postgres, template, engine):
    findings = await database.examine(DatabaseSettings(database_url=engine.url.set(drivername="postgresql").render_as_string(False)))

    found = verdicts(findings)
    assert (found["schema"], found["worker"], found["jobs"]) == ("fine", "lacks", "fine")
    assert migrations.SCRIPTS.exists()


async def test_a_database_that_does_not_answer_is_one_finding():
    findings = await database.examine(DatabaseSettings(database_url="postgresql://app@127.0.0.1:9/none"))

    assert verdicts(findings) == {"database": "FAILS"}
    assert "EXEMPLAR_DATABASE_URL" in advice(findings, "database")
    assert doctor.exit_code(findings) == 1


async def test_a_machine_without_room_or_mail_says_so(tmp_path: Path):
    settings = Settings()
    settings.home.home = tmp_path
    settings.media.max_video_bytes = 2**60
    settings.mail.smtp_url = "smtp://127.0.0.1:9"

    findings = await machine.examine(settings)

    found = verdicts(findings)
    assert (found["room for work"], found["room for keys and logs"], found["films and sound"]) == ("FAILS", "fine", "fine")
    assert found["films of telephones and camcorders"] == "fine"
    assert "check EXEMPLAR_SMTP_URL" in advice(findings, "mail")
    assert found["virus scanner"] == "lacks"
    settings.mail.smtp_url = ""
    settings.neighbours.clamd_url = "tcp://127.0.0.1:9"
    found = await machine.examine(settings)
    assert (verdicts(found)["mail"], verdicts(found)["virus scanner"]) == ("lacks", "FAILS")
    assert "EXEMPLAR_CLAMD_URL" in advice(found, "virus scanner")
    assert verdicts(found)["speech recognition"] == "lacks"
    settings.neighbours.speech_command = "sh -c"
    assert "EXEMPLAR_SPEECH_MODEL" in advice(await machine.examine(settings), "speech recognition")
    settings.neighbours.speech_command = "/nowhere/whisper-cli"
    assert "EXEMPLAR_SPEECH_COMMAND" in advice(await machine.examine(settings), "speech recognition")


async def test_room_is_counted_for_every_lane(tmp_path: Path):
    settings = Settings()
    settings.home.home = tmp_path
    free = shutil.disk_usage(tempfile.gettempdir()).free
    verdict = {}

    for name, size in (("small", 1), ("some", free // 8), ("too large", free)):
        for kind in ("video", "audio", "document"):
            setattr(settings.media, f"max_{kind}_bytes", size)
        verdict[name] = {one.subject: one for one in await machine.examine(settings)}["room for work"]

    assert {name: one.verdict for name, one in verdict.items()} == {"small": "fine", "some": "lacks", "too large": "FAILS"}
    assert "large files may wait for each other" in verdict["some"].advice


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"tonemap", "bwdif"}, "films in HDR look dull without zscale; install"),
        ({"yadif"}, "look dull without zscale and tonemap; interlaced films show coarser edges without bwdif"),
        ({"zscale", "tonemap"}, "interlaced films show combs without bwdif"),
    ],
)
def test_an_ffmpeg_without_filters_for_light_or_fields_is_said_to_show_such_films_less_well(filters: set[str], words: str):
    with pytest.raises(Lacking, match=words):
        machine.judged(filters)


async def test_the_line_for_the_terminal_names_verdict_subject_and_advice():
    finding = Finding("mail", Verdict.FAILS, "check EXEMPLAR_SMTP_URL")

    assert doctor.spoken(finding) == " FAILS  mail: check EXEMPLAR_SMTP_URL"

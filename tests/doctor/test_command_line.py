"""The doctor as an operator calls it."""

import json
import os
import subprocess
import sys
from pathlib import Path

from exemplar.core.settings import PROJECT, StorageSettings
from exemplar.embedded.objects import keys_of
from tests.contracts import storages


def exemplar(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    everything = os.environ | {"PYTHONPATH": str(PROJECT / "backend")} | environment
    return subprocess.run(
        [sys.executable, "-m", "exemplar", *words], check=False, capture_output=True, text=True, env=everything, timeout=120
    )


def addresses(postgres, store: StorageSettings) -> dict[str, str]:
    return {
        "EXEMPLAR_DATABASE_URL": postgres.url("postgres"),
        "EXEMPLAR_S3_ENDPOINT": store.s3_endpoint,
        "EXEMPLAR_S3_ACCESS_KEY": store.s3_access_key,
        "EXEMPLAR_S3_SECRET_KEY": store.s3_secret_key,
        "EXEMPLAR_S3_BUCKET": "from-the-command-line",
    }


def test_a_foreign_store_is_set_up_and_examined_and_what_is_ill_ends_with_one(postgres, tmp_path: Path):
    with storages.bundled(tmp_path / "store") as store:
        given = addresses(postgres, store)

        before = exemplar("doctor", **given)
        made = exemplar("storage", "init", **given)
        after = exemplar("doctor", **given)

    assert (made.returncode, made.stderr) == (0, "")
    assert [line.split()[0] for line in made.stdout.splitlines()] == ["fine"] * 9
    assert (before.returncode, after.returncode) == (1, 1), "the tests' own database is on no schema of ours"
    assert "there is no bucket 'from-the-command-line'; type `exemplar storage init`" in before.stdout
    assert " FAILS  schema: at nothing, newest is " in after.stdout
    assert "  fine  signed links: " in after.stdout


def test_the_keys_of_a_bundled_store_are_found_in_its_folder(tmp_path: Path):
    assert keys_of(tmp_path) is None

    (tmp_path / "keys.json").write_text(json.dumps({"access": "A", "secret": "S"}))
    (tmp_path / "ports.json").write_text(json.dumps({"s3": 9}))

    assert keys_of(tmp_path) == ("http://127.0.0.1:9", "A", "S")

"""The compose file, as far as parsing can tell: hardened, watched, and without a secret of its own."""

import re
from pathlib import Path

import pytest
import yaml

from exemplar.core.settings import HomeSettings, MailSettings, StorageSettings, WebSettings

PROJECT = Path(__file__).resolve().parents[2]
TEXT = (PROJECT / "docker-compose.yml").read_text()
SERVICES = yaml.safe_load(TEXT)["services"]
LASTING = {"database", "storage", "api", "worker", "proxy"}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_container_is_read_only_and_cannot_gain_rights(name: str):
    service = SERVICES[name]

    assert service["cap_drop"] == ["ALL"]
    assert service["read_only"] is True
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_only_the_one_that_hands_out_folders_is_root_and_it_has_no_network():
    assert {name for name, service in SERVICES.items() if service["user"].startswith("0")} == {"volume-owner"}
    assert SERVICES["volume-owner"]["network_mode"] == "none"


def test_everything_that_lasts_is_watched():
    assert {name for name, service in SERVICES.items() if "healthcheck" in service} == LASTING


def test_secrets_come_from_the_environment_and_have_no_default():
    secrets = re.findall(r"\$\{(\w*(?:PASSWORD|KEY))(.*?)\}", TEXT)

    assert {name for name, _ in secrets} == {"POSTGRES_PASSWORD", "S3_ACCESS_KEY", "S3_SECRET_KEY"}
    assert {rest for _, rest in secrets} == {":?"}


def test_every_variable_is_in_the_example():
    used = set(re.findall(r"\$\{(\w+)", TEXT))
    given = set(re.findall(r"^(\w+)=", (PROJECT / "infra" / "compose.env.example").read_text(), re.MULTILINE))

    assert used == given


def test_the_application_is_told_nothing_that_it_does_not_know():
    known = {"EXEMPLAR_DATABASE_URL"}
    for settings in (HomeSettings, MailSettings, StorageSettings, WebSettings):
        known |= {f"EXEMPLAR_{name.upper()}" for name in settings.model_fields}

    assert set(SERVICES["api"]["environment"]) <= known
    assert SERVICES["api"]["environment"] == SERVICES["worker"]["environment"] == SERVICES["migrate"]["environment"]

"""The compose file, as far as parsing can tell: hardened, watched, and without a secret of its own."""

import re
from pathlib import Path

import pytest
import yaml

from exemplar.core.settings import HomeSettings, MailSettings, StorageSettings, WebSettings

PROJECT = Path(__file__).resolve().parents[2]
TEXT = (PROJECT / "docker-compose.yml").read_text()
SERVICES = yaml.safe_load(TEXT)["services"]
NETWORKS = {name: network or {} for name, network in yaml.safe_load(TEXT)["networks"].items()}
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

    assert {name for name, _ in secrets} == {"POSTGRES_PASSWORD", "DATABASE_PASSWORD", "S3_ACCESS_KEY", "S3_SECRET_KEY"}
    assert {rest for _, rest in secrets} == {":?"}


def test_every_variable_is_in_the_example():
    used = set(re.findall(r"\$\{(\w+)", TEXT))
    given = set(re.findall(r"^(\w+)=", (PROJECT / "infra" / "compose.env.example").read_text(), re.MULTILINE))

    assert used == given


def test_the_application_is_told_nothing_that_it_does_not_know():
    known = {"EXEMPLAR_DATABASE_URL"}
    for settings in (HomeSettings, MailSettings, StorageSettings, WebSettings):
        known |= {f"EXEMPLAR_{name.upper()}" for name in settings.model_fields}

    api = SERVICES["api"]["environment"]
    assert set(api) <= known
    assert api == SERVICES["migrate"]["environment"]
    assert SERVICES["worker"]["environment"] == api | {"TMPDIR": "/var/lib/exemplar/work"}


def test_database_and_storage_listen_to_insiders_alone():
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"proxy"}
    assert all(port.startswith("${BIND:-127.0.0.1}:") for port in SERVICES["proxy"]["ports"])
    assert {name for name, network in NETWORKS.items() if not network.get("internal")} == {"outside"}
    assert {name for name, service in SERVICES.items() if "outside" in service.get("networks", ())} == {"proxy", "worker"}


def test_only_the_proxy_may_tell_the_api_who_the_visitor_is():
    front = {name for name, service in SERVICES.items() if "front" in service.get("networks", ())}

    assert front == {"proxy", "api"}
    assert NETWORKS["front"]["ipam"]["config"] == [{"subnet": SERVICES["api"]["command"][-1]}]


def test_films_are_converted_on_disk_in_a_folder_that_the_image_gives_to_the_worker():
    work = SERVICES["worker"]["environment"]["TMPDIR"]

    assert work in SERVICES["worker"]["volumes"]
    assert re.search(rf"--owner exemplar .*{work}$", (PROJECT / "infra/images/Dockerfile").read_text(), re.MULTILINE)


def test_every_image_names_its_version():
    images = {service["image"] for service in SERVICES.values()} - {"exemplar:local"}

    assert all(re.search(r":[^:@]*\d", image) for image in images)


def test_the_proxy_is_given_what_its_configuration_names():
    given = set(SERVICES["proxy"]["environment"]) | {"NGINX_LOCAL_RESOLVERS"}  # the image finds that one out itself
    wanted = set(re.findall(r"\$\{(\w+)\}", (PROJECT / "infra/proxy/nginx.conf.template").read_text()))

    assert wanted <= given
    assert all(re.search(rf"\b{name}\b", SERVICES["proxy"]["environment"]["NGINX_ENVSUBST_FILTER"]) for name in wanted)
    assert SERVICES["proxy"]["environment"]["S3_BUCKET"] == SERVICES["api"]["environment"]["EXEMPLAR_S3_BUCKET"]

"""Every route is mapped: to an action of the policy table, and the public ones are a known list."""

import re
from uuid import UUID

import pytest

from exemplar import app, wiring
from exemplar.accounts import permissions
from exemplar.core.settings import Settings

PUBLIC = {
    "readHealth",
    "readSession",
    "signIn",
    "listCampaigns",
    "readCampaign",
    "listPublications",
    "readPublication",
    "listPublicationFacets",
    "listRelatedPublications",
    "readShareCard",
    "readCertificate",
    "openCertificateDocument",
    "listCertificateKeys",
    "openMediaFile",
    "readPlayback",
    "findMoments",
    "readTrack",
    "readShowcaseFacets",
}


@pytest.fixture(scope="module")
def handlers():
    application = app.build(wiring.make_services(Settings()))
    return [
        h
        for route in application.routes
        for h in getattr(route, "route_handlers", [])
        if route.path.startswith("/api/v1") and h.operation_id
    ]


def test_every_route_names_an_action_of_the_policy_table(handlers):
    assert {h.operation_id for h in handlers if h.opt.get("action") not in permissions.TABLE} == set()


def test_public_routes_are_a_known_list(handlers):
    assert {h.operation_id for h in handlers if h.opt.get("public")} - PUBLIC == set()


def test_a_public_route_names_an_action_that_visitors_may_do(handlers):
    assert {h.operation_id for h in handlers if h.opt.get("public") and None not in permissions.TABLE[h.opt["action"]]} - {
        "openMediaFile"
    } == set()


def test_operation_ids_are_unique(handlers):
    ids = [h.operation_id for h in handlers]

    assert sorted(ids) == sorted(set(ids))


@pytest.fixture(scope="module")
def protected():
    application = app.build(wiring.make_services(Settings()))
    return [
        (
            handler.operation_id,
            method,
            re.sub(r"\{\w+:(\w+)\}", lambda m: "1" if m[1] == "int" else str(UUID(int=0)), route.path).removeprefix("/api/v1"),
        )
        for route in application.routes
        for handler in getattr(route, "route_handlers", [])
        for method in handler.http_methods - {"OPTIONS", "HEAD"}
        if route.path.startswith("/api/v1") and handler.operation_id and not handler.opt.get("public")
    ]


async def test_no_protected_route_answers_a_visitor(protected, client):
    answers = {name: (await client.request(method, path, json={})).status_code for name, method, path in protected}

    assert len(answers) > 10
    assert {name: status for name, status in answers.items() if status != 401} == {}

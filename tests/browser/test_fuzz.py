"""Bad input of every kind, from a visitor and four roles: never a 5xx, never an answer the contract does not know."""

import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.browser.conftest import session_cookie
from tests.browser.stack import ROOT, Stack

ENDING = "^(signOut|signOutEverywhere|changePassword|endSessions|signIn)$"
"""Operations that would end the very session that is testing, or lock it out."""


@pytest.fixture(scope="module")
def own_stack(tmp_path_factory):
    stack = Stack(tmp_path_factory.mktemp("fuzzed") / "home")
    stack.start()
    yield stack
    stack.stop()


def csrf_token(stack: Stack, cookie: dict[str, str]) -> str:
    import json

    request = urllib.request.Request(f"{stack.url}/api/v1/session", headers={"cookie": f"{cookie['name']}={cookie['value']}"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)["csrf_token"]


def run(stack: Stack, headers: list[str], examples: int) -> subprocess.CompletedProcess[str]:
    words = [str(Path(sys.executable).with_name("schemathesis")), "run", f"{stack.url}/api/v1/schema/openapi.json"]
    words += [
        "--phases",
        "fuzzing",
        "--checks",
        "not_a_server_error",
        "--max-examples",
        str(examples),
        "--exclude-operation-id-regex",
        ENDING,
    ]
    words += ["--seed", "7", "--no-color", *(part for header in headers for part in ("-H", header))]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=840, check=False)


@pytest.mark.parametrize("name", [None, "lead", "manager", "secretary", "admin"])
def test_no_input_makes_the_api_fail(own_stack, name):
    headers = []
    if name is not None:
        cookie = session_cookie(own_stack.url, f"{name}@demo.exemplar.test")
        headers = [f"Cookie: {cookie['name']}={cookie['value']}", f"X-CSRF-Token: {csrf_token(own_stack, cookie)}"]

    result = run(own_stack, headers, examples=12)

    assert result.returncode == 0, result.stdout[-6000:] + result.stderr[-2000:]

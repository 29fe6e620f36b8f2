"""Who judges an entry in a blind review learns from no answer whose it is, whatever else they are; a new route joins by itself."""

import itertools
import json
import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import update

from exemplar.accounts.roles import Role
from exemplar.campaigns.models import Phase
from exemplar.core.clock import utc_now
from exemplar.review.models import PanelMember
from tests.factories import actor_of, in_campaign, make_account, make_unit, sign_in_as
from tests.review.arrange import AUTHOR, FILE_NAME, UNIT_NAME, add_media, make_assignment, make_call, make_entry, make_juror, make_sealed

CONTRACT = json.loads((Path(__file__).parents[2] / "frontend" / "openapi.json").read_text(encoding="utf-8"))["paths"]
READS = {path.removeprefix("/api/v1"): methods["get"] for path, methods in CONTRACT.items() if "get" in methods}
"""Every address that answers a question."""

STREAMS = {"/media/events"}
"""Told without end; their words are those of ``/media/{media_id}``."""

BESIDE = [(), (Role.MEMBER,), (Role.SECRETARY,), (Role.CHAIR,), (Role.SCREENER,), (Role.MANAGER,)]
"""What a juror may be in the same campaign, too."""


@dataclass(frozen=True, slots=True)
class Secret:
    """What a juror may know of an entry (marks), and what they may not (origins); ``places`` fill in addresses."""

    marks: tuple[str, ...]
    origins: tuple[str, ...]
    places: dict[str, list[str]]

    def leaks(self, address: str, answer: httpx.Response) -> set[str]:
        """Return what an answer tells of the origin, if it tells or was asked of the entry. The file's own name always tells."""
        told = answer.text + json.dumps(dict(answer.headers))
        if any(mark in told or mark in address for mark in self.marks):
            return {origin for origin in self.origins if origin in told}
        return {FILE_NAME} & {origin for origin in self.origins if origin in told}


async def arrange(session, call, beside: tuple[Role, ...]) -> tuple[UUID, Secret]:
    """Let somebody judge an entry whose every trace of origin is known."""
    unit = await make_unit(session, "BI-MAT-01", parent=call.root, name=UNIT_NAME)
    author = await make_account(session, name=AUTHOR, email="tacgia@bimat.test")
    media_id = await add_media(session, unit, author)
    entry = await make_entry(session, call, unit=unit, author=author, media_id=media_id)
    await make_sealed(session, call, await make_juror(session, call, name="Giám Khảo Kia"), entry)
    grants = [in_campaign(role, call.campaign.id) for role in (Role.JUROR, *beside)]
    juror = actor_of(await make_account(session, *grants, name="Người Xem"), *grants)
    session.add(PanelMember(campaign_id=call.campaign.id, account_id=juror.account_id, max_load=9))
    await session.flush()
    assignment = await make_assignment(session, call, juror, entry)
    places = {
        "campaign_id": [str(call.campaign.id)],
        "campaign": [str(call.campaign.id)],
        "category": [str(call.category.id)],
        "initiative_id": [str(entry.id)],
        "assignment_id": [str(assignment.id)],
        "media_id": [str(media_id)],
        "ids": [str(media_id)],
        "unit_id": [str(unit.id)],
        "sha256": ["0" * 64],
        "rubric_id": [str(call.category.rubric_version_id)],
        "number": ["1"],
        "name": ["original", "w640.webp", "document.pdf"],
        "edition": ["plain", "blind"],
        "kind": ["captions"],
        "language": ["vi"],
        "q": ["Sổ trực"],
        "about": [str(entry.id)],
        **{missing: [str(uuid4())] for missing in ("rule_id", "session_id", "publication_id")},
        **{key: ["khong-co"] for key in ("code", "slug")},
    }
    origins = (AUTHOR, UNIT_NAME, FILE_NAME, "tacgia@bimat.test", "BI-MAT-01", str(author.id), str(unit.id))
    marks = (str(entry.id), entry.code or "", entry.title, str(assignment.id), str(media_id))
    return juror.account_id, Secret(marks, origins, places)


def addresses(path: str, operation: dict[str, Any], places: dict[str, list[str]]) -> list[str]:
    """Return every way to ask at a path, with all that can be asked for filled in."""
    asked = [one for one in operation.get("parameters", []) if one["in"] == "query" and (one.get("required") or one["name"] in places)]
    names = [*re.findall(r"{(\w+)}", path), *(one["name"] for one in asked)]
    unknown = [name for name in names if name not in places]
    assert unknown == [], f"{path} asks for {unknown}: say in this test what a curious juror would give"
    found = []
    for values in itertools.product(*(places[name] for name in names)):
        given = dict(zip(names, values, strict=True))
        query = "&".join(f"{one['name']}={given[one['name']]}" for one in asked)
        found.append(path.format(**given) + (f"?{query}" if query else ""))
    return found


@pytest.mark.parametrize("beside", BESIDE, ids=lambda roles: "-".join(roles) or "alone")
async def test_no_answer_tells_a_juror_whose_the_entry_is(client, session, beside):
    account_id, secret = await arrange(session, await make_call(session), beside)
    await sign_in_as(client, session, account_id)

    asked, told = 0, {}
    for path, operation in READS.items():
        for address in addresses(path, operation, secret.places) if path not in STREAMS else ():
            asked += 1
            answer = await client.get(address)
            assert answer.status_code < 500, address
            if found := secret.leaks(address, answer):
                told[address] = (answer.status_code, found)

    assert asked > len(READS)
    assert told == {}


async def test_once_the_review_is_over_a_chair_who_judged_reads_the_names(client, session):
    call = await make_call(session)
    account_id, secret = await arrange(session, call, (Role.CHAIR,))
    await session.execute(update(Phase).where(Phase.campaign_id == call.campaign.id).values(closes_at=utc_now() - timedelta(seconds=1)))
    await sign_in_as(client, session, account_id)

    told = await client.get(f"/initiatives/{secret.places['initiative_id'][0]}")

    assert (told.status_code, AUTHOR in told.text) == (200, True)


async def test_the_suite_would_see_a_leak(client, session):
    account_id, secret = await arrange(session, await make_call(session, blind=False), (Role.SCREENER,))
    await sign_in_as(client, session, account_id)

    told = await client.get(f"/initiatives/{secret.places['initiative_id'][0]}")

    assert {AUTHOR, UNIT_NAME} <= secret.leaks(str(told.url), told)

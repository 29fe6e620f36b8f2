"""Review over HTTP: status, shape, permission, bad input; blindness; the number of statements."""

import json
from uuid import uuid4

import pytest
from sqlalchemy import event, text

from exemplar.core.clock import utc_now
from exemplar.review.grants import may_read
from exemplar.review.models import ConflictKind
from exemplar.review.scoring import ScoringService
from tests.factories import make_account, make_unit, problem, sign_in_as
from tests.review.arrange import (
    AUTHOR,
    FILE_NAME,
    UNIT_NAME,
    add_media,
    make_assignment,
    make_call,
    make_entry,
    make_juror,
    make_sealed,
    post_at,
)


@pytest.fixture
async def call(session):
    return await make_call(session)


async def as_manager(client, session, call):
    await sign_in_as(client, session, call.manager.account_id)


async def test_the_manager_seats_jurors_proposes_and_applies(client, session, call):
    juror = await make_juror(session, call, seat=False, name="Bùi Ân")
    await make_entry(session, call)
    await as_manager(client, session, call)
    at = f"/campaigns/{call.campaign.id}"

    panel = await client.post(f"{at}/panel", json={"account_id": str(juror.account_id), "max_load": 5})
    member = panel.json()["members"][0]
    changed = await client.patch(f"/panel-members/{member['id']}", json={"max_load": 6})
    proposal = (await client.post(f"{at}/assignment-proposals")).json()
    applied = await client.post(f"{at}/assignment-proposals/application", json={k: proposal[k] for k in ("digest", "additions")})
    matrix = (await client.get(f"{at}/assignments")).json()
    cancelled = await client.post(f"/assignments/{matrix['cells'][0]['assignment_id']}/cancellation")
    removed = await client.delete(f"/panel-members/{member['id']}")

    assert (panel.status_code, member["full_name"], changed.json()["members"][0]["max_load"]) == (201, "Bùi Ân", 6)
    assert (proposal["covered"], proposal["shortages"][0]["reason"]) == (0, "too_few_jurors")
    assert (applied.status_code, applied.json()) == (201, {"assigned": 1})
    assert [c["state"] for c in matrix["cells"]] == ["open"] and matrix["cells"][0]["open_actions"] == ["cancel"]
    assert (cancelled.status_code, removed.json()) == (204, {"cancelled": 0})


async def test_assigning_across_a_conflict_is_a_problem_with_its_reasons(client, session, call):
    entry = await make_entry(session, call)
    juror = await make_juror(session, call)
    await post_at(session, juror.account_id, call.root)
    await as_manager(client, session, call)

    response = await client.post(
        f"/campaigns/{call.campaign.id}/assignments", json={"initiative_id": str(entry.id), "juror_id": str(juror.account_id)}
    )

    assert problem(response) == (409, "assignment_conflict", {"reasons": ["unit_line"]})


async def test_a_juror_scores_seals_and_steps_aside(client, session, call):
    juror = await make_juror(session, call)
    first, second = [await make_assignment(session, call, juror) for _ in range(2)]
    await sign_in_as(client, session, juror.account_id)
    sheet = {"points": {"novelty": 2400, "effect": 3000, "reuse": 2000}, "comments": {}, "private_note": "", "comment_to_unit": "Tốt"}

    saved = await client.patch(f"/jury/{first.id}", json={"version": 1, **sheet})
    stale = await client.patch(f"/jury/{first.id}", json={"version": 1, **sheet})
    sealed = await client.post(f"/jury/{first.id}/seal", json={"version": saved.json()["version"]})
    aside = await client.post(f"/jury/{second.id}/recusal", json={"kind": "declared", "reason": "Quen biết"})
    queue = (await client.get("/jury")).json()
    opened = (await client.get(f"/jury/{first.id}")).json()

    assert (saved.status_code, saved.json()["version"]) == (200, 2)
    assert problem(stale)[:2] == (409, "stale_version")
    assert (sealed.status_code, aside.status_code) == (200, 204)
    assert [(item["state"], item["scored"]) for item in queue["items"]] == [("sealed", 3)]
    assert (opened["sealed"], opened["open_actions"]) == (sealed.json(), [])


@pytest.mark.parametrize(
    ("method", "path", "body", "fields"),
    [
        (
            "PATCH",
            "/jury/{a}",
            {"version": 0, "points": {"novelty": -1}, "comments": {}, "private_note": "a\x00b", "comment_to_unit": ""},
            {("version",), ("points", "novelty"), ("private_note",)},
        ),
        ("POST", "/jury/{a}/seal", {"version": 2**40}, {("version",)}),
        ("POST", "/jury/{a}/recusal", {"kind": "bored", "reason": " "}, {("kind",), ("reason",)}),
        ("POST", "/conflicts", {"unit_id": "x", "kind": "author"}, {("unit_id",), ("kind",)}),
    ],
)
async def test_bad_input_is_told_field_by_field(client, session, call, method, path, body, fields):
    juror = await make_juror(session, call)
    assignment = await make_assignment(session, call, juror)
    await sign_in_as(client, session, juror.account_id)

    response = await client.request(method, path.format(a=assignment.id), json=body)

    assert response.status_code == 422
    assert {tuple(error["path"]) for error in response.json()["errors"]} == fields


@pytest.mark.parametrize(
    ("method", "path", "body", "fields"),
    [
        ("POST", "/campaigns/{c}/panel", {"account_id": 5, "max_load": 0}, {("account_id",), ("max_load",)}),
        ("POST", "/campaigns/{c}/assignments", {"juror_id": "no"}, {("initiative_id",), ("juror_id",)}),
        ("POST", "/campaigns/{c}/assignment-proposals/application", {"digest": "short", "additions": []}, {("digest",)}),
    ],
)
async def test_bad_input_of_a_manager_is_told_field_by_field(client, session, call, method, path, body, fields):
    await as_manager(client, session, call)

    response = await client.request(method, path.format(c=call.campaign.id), json=body)

    assert response.status_code == 422
    assert {tuple(error["path"]) for error in response.json()["errors"]} == fields


async def test_nobody_but_the_manager_gets_near_panel_and_ranking(client, session, call):
    juror = await make_juror(session, call)
    await sign_in_as(client, session, juror.account_id)
    at = f"/campaigns/{call.campaign.id}"

    answers = [await client.get(f"{at}/{what}") for what in ("panel", "assignments", "review", "ranking")]

    assert [answer.status_code for answer in answers] == [403] * 4
    assert (await client.get(f"/jury/{uuid4()}")).status_code == 404


async def test_the_manager_reads_progress_and_ranking_and_releases(client, session, call):
    entry = await make_entry(session, call)
    await make_sealed(session, call, await make_juror(session, call), entry)
    await as_manager(client, session, call)
    at = f"/campaigns/{call.campaign.id}"

    review = (await client.get(f"{at}/review")).json()
    ranked = (await client.get(f"{at}/ranking", params={"category": str(call.category.id)})).json()
    released = await client.post(f"{at}/feedback-release")
    again = await client.post(f"{at}/feedback-release")
    told = (await client.get(f"/initiatives/{entry.id}/feedback")).json()

    assert (review["sealed"], review["total"]) == (1, 1)
    assert {k: ranked["entries"][0][k] for k in ("rank", "sheets", "assigned", "percent", "percent_hundredths", "spread", "passes")} == {
        "rank": 1,
        "sheets": 1,
        "assigned": 1,
        "percent": "74.00",
        "percent_hundredths": 7400,
        "spread": None,
        "passes": True,
    }
    assert (released.status_code, problem(again)[:2]) == (201, (409, "feedback_already_released"))
    assert told["percent"] == "74.00"


async def test_a_conflict_is_declared_by_unit(client, session, call):
    person = await make_account(session)
    unit = await make_unit(session)
    await sign_in_as(client, session, person.id)

    declared = await client.post("/conflicts", json={"unit_id": str(unit.id), "kind": "family", "reason": ""})
    listed = (await client.get("/conflicts")).json()
    unknown = await client.post("/conflicts", json={"unit_id": str(uuid4()), "kind": "family"})

    assert declared.status_code == 201
    assert [(c["unit_id"], c["kind"]) for c in listed] == [(str(unit.id), ConflictKind.FAMILY.value)]
    assert problem(unknown)[:2] == (404, "unit_not_found")


async def arrange_secret(session, call):
    unit = await make_unit(session, "BI-MAT-01", parent=call.root, name=UNIT_NAME)
    author = await make_account(session, name=AUTHOR, email="tacgia@bimat.test")
    media_id = await add_media(session, unit, author)
    entry = await make_entry(session, call, unit=unit, author=author, media_id=media_id)
    return (
        entry,
        media_id,
        [AUTHOR, UNIT_NAME, FILE_NAME, "tacgia@bimat.test", "BI-MAT-01", entry.code, str(author.id), str(unit.id), str(entry.id)],
    )


async def test_blind_means_blind_in_everything_a_juror_reads(client, session, call):
    entry, media_id, sentinels = await arrange_secret(session, call)
    juror, other = await make_juror(session, call, name="Giám Khảo Kia"), await make_juror(session, call)
    await make_sealed(session, call, juror, entry)
    assignment = await make_assignment(session, call, other, entry)
    stored = json.dumps((await session.execute(text("SELECT content FROM revision"))).scalar_one(), ensure_ascii=False)
    assert all(secret in stored for secret in (AUTHOR, UNIT_NAME, FILE_NAME, entry.code)), "the secrets are there to be found"
    await sign_in_as(client, session, other.account_id)
    sheet = {
        "version": 1,
        "points": {"novelty": 2000, "effect": 2000, "reuse": 2000},
        "comments": {},
        "private_note": "",
        "comment_to_unit": "",
    }

    answers = [
        await client.get("/jury"),
        await client.get(f"/jury/{assignment.id}"),
        await client.patch(f"/jury/{assignment.id}", json=sheet),
        await client.patch(f"/jury/{assignment.id}", json=sheet),
        await client.post(f"/jury/{assignment.id}/seal", json={"version": 2}),
        await client.post(f"/jury/{assignment.id}/seal", json={"version": 2}),
        await client.get(f"/jury/{assignment.id}"),
        await client.get("/jury"),
        await client.get("/conflicts"),
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 409, 200, 409, 200, 200, 200]
    assert str(media_id) in answers[1].text
    told = [answer.text + json.dumps(dict(answer.headers)) for answer in answers]
    found = {secret for secret in [*sentinels, "Giám Khảo Kia", str(juror.account_id)] for body in told if secret in body}
    assert found == set()


async def test_where_the_call_is_not_blind_the_jury_reads_the_names(client, session):
    call = await make_call(session, blind=False)
    entry, *_ = await arrange_secret(session, call)
    juror = await make_juror(session, call)
    assignment = await make_assignment(session, call, juror, entry)
    await sign_in_as(client, session, juror.account_id)

    content = (await client.get(f"/jury/{assignment.id}")).json()["content"]

    assert (content["authors"], content["unit_name"]["vi"]) == ([{"full_name": AUTHOR}], UNIT_NAME)


async def test_the_shape_that_a_juror_reads_is_this_and_no_more(client, session, call):
    entry, *_ = await arrange_secret(session, call)
    juror = await make_juror(session, call)
    assignment = await make_assignment(session, call, juror, entry)
    await sign_in_as(client, session, juror.account_id)

    body = (await client.get(f"/jury/{assignment.id}")).json()

    assert set(body) == {
        "assignment_id", "position", "state", "campaign", "category_name", "content", "form", "rubric", "sheet", "sealed", "open_actions",
    }  # fmt: skip
    assert set(body["content"]) == {"title", "title_translations", "summary", "answers", "files", "authors", "unit_name"}
    assert (body["content"]["authors"], body["content"]["unit_name"]) == (None, None)
    file = body["content"]["files"][0]
    assert set(file) == {"media_id", "field_key", "kind", "caption", "alt_text", "file_name", "facts"}
    assert file["facts"] is None or set(file["facts"]) == {
        "width", "height", "duration_ms", "page_count", "average_colour", "waveform",
    }  # fmt: skip


async def test_a_juror_opens_what_is_attached_to_the_own_entries_but_never_the_original(session, call):
    entry, media_id, _ = await arrange_secret(session, call)
    juror, other = await make_juror(session, call), await make_juror(session, call)
    assignment = await make_assignment(session, call, juror, entry)

    assert await may_read(session, juror, media_id, "w640.webp")
    assert not await may_read(session, juror, media_id, "original")
    assert not await may_read(session, juror, uuid4(), "w640.webp")
    assert not await may_read(session, other, media_id, "w640.webp")
    assert not await may_read(session, None, media_id, "w640.webp")

    await ScoringService(session, utc_now).recuse(juror, assignment.id, ConflictKind.DECLARED, "Quen")
    assert not await may_read(session, juror, media_id, "w640.webp")


async def count_statements(connection, client, path):
    statements = []
    listener = lambda *arguments: statements.append(arguments[2])  # noqa: E731
    event.listen(connection.sync_connection, "before_cursor_execute", listener)
    response = await client.get(path)
    event.remove(connection.sync_connection, "before_cursor_execute", listener)
    assert response.status_code == 200
    return len(statements)


@pytest.mark.parametrize("what", ["panel", "assignments", "review", "ranking"])
async def test_more_rows_take_no_more_statements_for_the_manager(client, session, connection, call, what):
    await make_sealed(session, call, await make_juror(session, call), await make_entry(session, call))
    await as_manager(client, session, call)
    one = await count_statements(connection, client, f"/campaigns/{call.campaign.id}/{what}")
    for _ in range(2):
        await make_sealed(session, call, await make_juror(session, call), await make_entry(session, call))
    await session.commit()

    assert await count_statements(connection, client, f"/campaigns/{call.campaign.id}/{what}") == one


async def test_more_rows_take_no_more_statements_for_the_juror(client, session, connection, call):
    juror = await make_juror(session, call)
    await make_assignment(session, call, juror)
    await sign_in_as(client, session, juror.account_id)
    one = await count_statements(connection, client, "/jury")
    for _ in range(2):
        await make_assignment(session, call, juror)
    await session.commit()

    assert await count_statements(connection, client, "/jury") == one

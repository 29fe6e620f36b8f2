"""The checklist of a blind campaign: what is found, who decides, and that nothing reaches a jury undecided."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import event, select, text

from exemplar.accounts.roles import Role
from exemplar.campaigns.models import Phase
from exemplar.campaigns.workflow import PhaseKind
from exemplar.core.clock import utc_now
from exemplar.core.models import new_id
from exemplar.initiatives import redaction_rows as rows
from exemplar.initiatives.drafting import DraftService
from exemplar.initiatives.errors import (
    InitiativeNotFound,
    RedactionClosed,
    RedactionHitNotFound,
    RedactionMaskShared,
    RedactionNotNeeded,
    RedactionOpen,
    RedactionReasonMissing,
)
from exemplar.initiatives.evidence import EvidenceService, FileWanted
from exemplar.initiatives.models import Initiative, Redaction, RedactionHit
from exemplar.initiatives.redaction import RedactionService
from exemplar.initiatives.redaction_search import FileSearch
from exemplar.initiatives.redaction_terms import orders, places_in, terms_of
from exemplar.initiatives.redaction_words import Found, Hidden, HitDecision, HitSpot, in_typed, keyed, title_without, without
from exemplar.initiatives.subscribers import search_file
from exemplar.initiatives.workflow import InitiativeState
from exemplar.media.engine.blind_terms import Term, TermKind
from exemplar.media.engine.findings import MediaKind, RefusalCode, Refused
from exemplar.media.errors import MaskNotFound, MediaNotFound
from exemplar.media.events import TracksChanged
from exemplar.media.masks import MaskKind
from exemplar.media.models import MediaFile, MediaMask
from exemplar.media.redaction import MaskService, NewMask
from exemplar.media.redaction_scanning import Hit, Spot
from exemplar.media.workflow import MediaState
from tests.factories import in_campaign, problem, settled, sign_in_as
from tests.initiatives.arrange import (
    accepting,
    make_draft,
    make_person,
    make_season,
    make_submitted,
    returning,
    screenings,
    submissions,
)

BOX = [10, 10, 100, 100]
NAMED = "Vé giấy của Nguyễn Thị Lan"


@pytest.fixture
async def season(session):
    return await make_season(session)


@pytest.fixture
async def named(session, season):
    """An entry whose title names its author, handed in."""
    draft = await make_draft(session, season, title=NAMED)
    await session.execute(text("UPDATE contribution SET full_name = 'Nguyễn Thị Lan' WHERE initiative_id = :id"), {"id": draft.id})
    return await submissions(session).submit(season.lead, draft.id, draft.version, oath=True)


class Scanner:
    """Finds in files what it is told to."""

    def __init__(self, *hits):
        self.hits = list(hits)

    async def scan(self, media, terms):
        if isinstance(self.hits[0], Exception):
            raise self.hits[0]
        return self.hits


def spoken(words="Nguyễn Thị Lan", start=0, before="Tôi là"):
    return Hit(Spot.CAPTIONS, TermKind.AUTHOR, words, before, "", language="vi", start_ms=start, end_ms=start + 900)


async def listed(session, season, handed_in):
    return list((await RedactionService(session).read(season.screener, handed_in.initiative.id)).hits)


async def as_film(session, handed_in):
    media = await session.get_one(MediaFile, handed_in.revision.media_ids[0])
    media.kind, media.duration_ms, media.content_type = MediaKind.VIDEO, 5000, "video/mp4"
    await session.flush()
    return media


async def ask(session, handed_in):
    await search_file(session, TracksChanged(handed_in.revision.media_ids[0]))


async def searched(services, session, handed_in, *hits):
    """Run the worker's search, with files that say this."""
    await settled(session)
    await FileSearch(services.session_maker, Scanner(*hits)).go(handed_in.initiative.id)
    forget(session)


def forget(session):
    """Read anew what another session has written."""
    for one in list(session.identity_map.values()):
        if isinstance(one, RedactionHit | Redaction | MediaMask):
            session.expire(one)


async def test_a_name_in_the_words_is_found_when_the_entry_is_handed_in(session, season, named):
    (hit,) = await listed(session, season, named)

    assert (hit.spot, hit.kind, hit.words, hit.before, hit.decision) == (
        HitSpot.TITLE,
        TermKind.AUTHOR,
        "Nguyễn Thị Lan",
        "Vé giấy của",
        None,
    )


async def test_an_entry_reaches_a_blind_jury_only_when_every_hit_is_decided(session, season, named):
    with pytest.raises(RedactionOpen) as refused:
        await screenings(session).decide(season.screener, named.initiative.id, accepting(named.revision.id))
    assert refused.value.facts == {"left": 1, "is_searched": True}

    (hit,) = await listed(session, season, named)
    await RedactionService(session).decide(season.screener, named.initiative.id, hit.id, HitDecision.MASK, "")

    accepted = await screenings(session).decide(season.screener, named.initiative.id, accepting(named.revision.id))
    assert accepted.state.value == "accepted"


async def test_it_may_be_returned_with_hits_undecided_and_what_is_found_again_keeps_its_decision(session, season, named):
    (hit,) = await listed(session, season, named)
    await RedactionService(session).decide(season.screener, named.initiative.id, hit.id, HitDecision.LEAVE, "Tên của vở diễn")
    await screenings(session).decide(season.screener, named.initiative.id, returning(named.revision.id))
    drafts, initiative = DraftService(session, utc_now), await session.get_one(Initiative, named.initiative.id)
    await drafts.save(season.contributor, initiative.id, initiative.version, {"summary": "Gọi 0912 345 678."})
    await session.refresh(initiative)
    await submissions(session).submit(season.lead, initiative.id, initiative.version, oath=True)

    hits = await listed(session, season, named)

    assert [(one.spot, one.decision) for one in hits] == [(HitSpot.TITLE, HitDecision.LEAVE), (HitSpot.SUMMARY, None)]


async def test_what_is_found_no_more_is_set_aside(session, season, named):
    await screenings(session).decide(season.screener, named.initiative.id, returning(named.revision.id))
    initiative = await session.get_one(Initiative, named.initiative.id)
    await DraftService(session, utc_now).save(season.contributor, initiative.id, initiative.version, {"title": "Vé giấy"})
    await session.refresh(initiative)
    await submissions(session).submit(season.lead, initiative.id, initiative.version, oath=True)

    assert await listed(session, season, named) == []
    assert len(list(await session.scalars(select(RedactionHit)))) == 1


async def test_words_are_left_only_for_a_reason_and_a_decision_can_be_replaced_or_taken_back(session, season, named):
    (hit,) = await listed(session, season, named)
    service, place = RedactionService(session), (season.screener, named.initiative.id, hit.id)

    with pytest.raises(RedactionReasonMissing):
        await service.decide(*place, HitDecision.LEAVE, "  ")
    await service.decide(*place, HitDecision.MASK, "")
    await service.decide(*place, HitDecision.MASK, "")
    await service.decide(*place, HitDecision.LEAVE, "Tên vở")
    assert (hit.decision, hit.reason) == (HitDecision.LEAVE, "Tên vở")
    await service.reopen(*place)
    assert (hit.decision, hit.reason, hit.decided_by) == (None, "", None)


async def test_a_film_is_searched_in_a_job_and_holds_the_entry_until_then(services, session, season):
    handed_in = await make_submitted(session, season)
    await as_film(session, handed_in)
    await ask(session, handed_in)
    with pytest.raises(RedactionOpen) as refused:
        await screenings(session).decide(season.screener, handed_in.initiative.id, accepting(handed_in.revision.id))
    assert refused.value.facts == {"left": 0, "is_searched": False}

    await searched(services, session, handed_in, spoken(), spoken("NGUYEN THI LAN", 2000, "với"))

    assert [(hit.words, hit.start_ms) for hit in await listed(session, season, handed_in)] == [
        ("Nguyễn Thị Lan", 0),
        ("NGUYEN THI LAN", 2000),
    ]


async def test_one_mask_covers_the_same_words_in_all_captions_also_in_those_that_come_later(services, session, season):
    handed_in = await make_submitted(session, season)
    await as_film(session, handed_in)
    await ask(session, handed_in)
    await searched(services, session, handed_in, spoken(), spoken("NGUYEN THI LAN", 2000, "với"), spoken("0912", 3000))
    hits = await listed(session, season, handed_in)

    await RedactionService(session).decide(season.screener, handed_in.initiative.id, hits[0].id, HitDecision.MASK, "tên")

    assert [hit.decision for hit in await listed(session, season, handed_in)] == [HitDecision.MASK, HitDecision.MASK, None]
    (mask,) = await session.scalars(select(MediaMask))
    assert (mask.words, mask.reason, mask.kind) == ("Nguyễn Thị Lan", "tên", MaskKind.TEXT)
    await ask(session, handed_in)
    await searched(services, session, handed_in, spoken(), spoken(start=4000, before="và chị"))
    found = await listed(session, season, handed_in)
    assert [(hit.start_ms, hit.decision, hit.mask_id) for hit in found] == [
        (0, HitDecision.MASK, mask.id),
        (4000, HitDecision.MASK, mask.id),
    ]

    await RedactionService(session).reopen(season.screener, handed_in.initiative.id, found[1].id)
    assert [hit.decision for hit in await listed(session, season, handed_in)] == [None, None]
    await session.refresh(mask)
    assert mask.removed_at is not None


async def test_a_file_that_cannot_be_read_is_the_screeners_to_look_at(services, session, season):
    handed_in = await make_submitted(session, season)
    media = await session.get_one(MediaFile, handed_in.revision.media_ids[0])
    media.kind = MediaKind.DOCUMENT
    await ask(session, handed_in)
    await searched(services, session, handed_in, Refused(RefusalCode.BROKEN))

    (hit,) = await listed(session, season, handed_in)
    assert (hit.spot, hit.kind) == (HitSpot.UNREAD, None)
    await RedactionService(session).decide(season.screener, handed_in.initiative.id, hit.id, HitDecision.MASK, "")
    (mask,) = await session.scalars(select(MediaMask))
    assert (mask.kind, mask.page, mask.boxes) == (MaskKind.REGION, None, [[0, 0, 1000, 1000]]), "every page of it"
    assert (await session.scalar(select(Redaction.failure))) == "media_broken"


async def test_a_file_still_being_looked_at_holds_the_entry(services, session, season):
    handed_in = await make_submitted(session, season)
    media = await session.get_one(MediaFile, handed_in.revision.media_ids[0])
    media.state, media.ready_at, media.kind = MediaState.PROCESSING, None, None
    await ask(session, handed_in)
    await searched(services, session, handed_in, spoken())

    with pytest.raises(RedactionOpen) as refused:
        await screenings(session).decide(season.screener, handed_in.initiative.id, accepting(handed_in.revision.id))

    assert refused.value.facts == {"left": 0, "is_searched": False}


async def test_a_search_called_for_while_one_runs_is_still_outstanding_after_it(services, session, season):
    handed_in = await make_submitted(session, season)
    await as_film(session, handed_in)
    await ask(session, handed_in)
    await settled(session)

    class Overtaken(Scanner):
        async def scan(self, media, terms):
            async with services.session_maker() as other, other.begin():
                await ask(other, handed_in)
            return [spoken()]

    await FileSearch(services.session_maker, Overtaken(None)).go(handed_in.initiative.id)
    forget(session)

    redaction = await rows.find(session, handed_in.initiative.id)
    assert (redaction.asked, redaction.done) == (2, 1)


async def test_more_can_be_covered_and_uncovered_until_the_review_opens(session, season):
    handed_in = await make_submitted(session, season)
    (media_id,) = handed_in.revision.media_ids
    service, entry = RedactionService(session), handed_in.initiative.id
    mask = await service.mask(season.screener, entry, media_id, NewMask(MaskKind.REGION, boxes=[BOX]))
    other = await service.mask(season.screener, entry, media_id, NewMask(MaskKind.REGION, boxes=[[0, 0, 5, 5]]))
    await screenings(session).decide(season.screener, entry, accepting(handed_in.revision.id))

    await service.unmask(season.screener, entry, other.id)
    with pytest.raises(MaskNotFound):
        await service.unmask(season.screener, entry, other.id)
    opens = utc_now() - timedelta(hours=1)
    session.add(Phase(campaign_id=season.campaign.id, kind=PhaseKind.REVIEW, opens_at=opens, closes_at=opens + timedelta(days=9)))
    await session.flush()

    with pytest.raises(RedactionClosed):
        await service.unmask(season.screener, entry, mask.id)
    late = await service.mask(season.screener, entry, media_id, NewMask(MaskKind.REGION, boxes=[[500, 500, 5, 5]]))
    view = await service.read(season.screener, entry)
    assert (view.may_mask, view.may_uncover) == (True, False)
    assert [one.id for one in view.files[0].redacted.masks] == [mask.id, late.id]
    with pytest.raises(MediaNotFound):
        await service.mask(season.screener, entry, new_id(), NewMask(MaskKind.REGION, boxes=[BOX]))


async def with_the_same_file(session, season, handed_in):
    """Hand in another entry of the same unit that shows the same file."""
    other = await make_draft(session, season, title="Vé dùng lại, bản hai")
    files = [FileWanted(handed_in.revision.media_ids[0], "photos", "Quầy vé", "Hai người ở quầy vé", is_cover=True)]
    await EvidenceService(session, utc_now).replace(season.contributor, other.id, other.version, files)
    return await submissions(session).submit(season.lead, other.id, other.version, oath=True)


async def test_a_mask_that_another_entry_counts_on_stays(services, session, season):
    first = await make_submitted(session, season)
    second = await with_the_same_file(session, season, first)
    await as_film(session, first)
    service, (media_id,) = RedactionService(session), first.revision.media_ids
    drawn = await service.mask(season.screener, first.initiative.id, media_id, NewMask(MaskKind.REGION, boxes=[BOX]))
    await ask(session, second)
    await searched(services, session, second, spoken())
    (hit,) = await listed(session, season, second)
    await service.decide(season.screener, second.initiative.id, hit.id, HitDecision.MASK, "")

    with pytest.raises(RedactionMaskShared):
        await service.unmask(season.screener, second.initiative.id, drawn.id)
    with pytest.raises(RedactionMaskShared):
        await service.unmask(season.screener, first.initiative.id, hit.mask_id)
    await service.reopen(season.screener, second.initiative.id, hit.id)
    await service.decide(season.screener, second.initiative.id, hit.id, HitDecision.MASK, "")
    first.initiative.state, first.initiative.screened_at = InitiativeState.ACCEPTED, utc_now()
    await session.flush()
    with pytest.raises(RedactionMaskShared):
        await service.reopen(season.screener, second.initiative.id, hit.id)


async def test_words_stay_hidden_when_a_unit_is_renamed_after_the_decision(session, season, named):
    (hit,) = await listed(session, season, named)
    service = RedactionService(session)
    await service.decide(season.screener, named.initiative.id, hit.id, HitDecision.MASK, "")
    await session.execute(
        text("UPDATE contribution SET full_name = 'Trần Văn Bình' WHERE initiative_id = :id"), {"id": named.initiative.id}
    )
    hit.is_current = False
    await session.flush()

    hidden = await rows.hidden_words(session, [named.initiative.id])

    assert [one.words for one in hidden[named.initiative.id]] == ["Nguyễn Thị Lan"]


async def test_after_acceptance_a_hit_is_never_open_again(session, season, named):
    (hit,) = await listed(session, season, named)
    service, place = RedactionService(session), (season.screener, named.initiative.id, hit.id)
    await service.decide(*place, HitDecision.MASK, "")
    await screenings(session).decide(season.screener, named.initiative.id, accepting(named.revision.id))

    with pytest.raises(RedactionClosed):
        await service.reopen(*place)
    await service.decide(*place, HitDecision.LEAVE, "Tên vở")
    assert hit.decision is HitDecision.LEAVE


async def test_only_its_screeners_see_the_checklist_and_only_where_the_review_is_blind(session, season, named):
    service = RedactionService(session)
    juror = await make_person(session, {}, "Giám khảo", in_campaign(Role.JUROR, season.campaign.id))
    for actor in (season.lead, season.contributor, season.manager, season.stranger, juror):
        with pytest.raises(InitiativeNotFound):
            await service.read(actor, named.initiative.id)
    with pytest.raises(RedactionHitNotFound):
        await service.decide(season.screener, named.initiative.id, new_id(), HitDecision.MASK, "")

    season.campaign.blind_review = False
    await session.flush()
    with pytest.raises(RedactionNotNeeded):
        await service.read(season.screener, named.initiative.id)
    await screenings(session).decide(season.screener, named.initiative.id, accepting(named.revision.id))


async def test_accepting_and_taking_a_decision_back_at_once_never_lets_it_through_open(own_services):
    async with own_services.session_maker() as session, session.begin():
        season = await make_season(session)
        draft = await make_draft(session, season, title=NAMED)
        await session.execute(text("UPDATE contribution SET full_name = 'Nguyễn Thị Lan' WHERE initiative_id = :id"), {"id": draft.id})
        named = await submissions(session).submit(season.lead, draft.id, draft.version, oath=True)
        (hit,) = await listed(session, season, named)
        await RedactionService(session).decide(season.screener, named.initiative.id, hit.id, HitDecision.MASK, "")

    async def accept():
        async with own_services.session_maker() as one, one.begin():
            await screenings(one).decide(season.screener, named.initiative.id, accepting(named.revision.id))

    async def reopen():
        async with own_services.session_maker() as one, one.begin():
            await RedactionService(one).reopen(season.screener, named.initiative.id, hit.id)

    done = await asyncio.gather(accept(), reopen(), return_exceptions=True)

    assert sum(isinstance(one, (RedactionOpen, RedactionClosed)) for one in done) == 1
    async with own_services.session_maker() as session:
        state = (await session.get_one(Initiative, named.initiative.id)).state.value
        decision = (await session.get_one(RedactionHit, hit.id)).decision
    assert (state, decision) in {("accepted", HitDecision.MASK), ("submitted", None)}


async def test_the_checklist_over_http(client, session, season, named):
    (hit,) = await listed(session, season, named)
    await settled(session)
    await sign_in_as(client, session, season.screener.account_id)
    base = f"/screening/{named.initiative.id}/redaction"
    (media_id,) = named.revision.media_ids

    body = (await client.get(base)).json()
    assert (body["search"], body["total"], body["decided"], body["may_mask"]) == ("done", 1, 0, True)
    assert body["files"][0]["file_name"] == "image-1.jpg"
    assert body["files"][0]["own_name"].startswith("anh-"), "the screener finds the file among those of the entry"
    assert problem(await client.put(f"{base}/hits/{hit.id}/decision", json={"decision": "leave"}))[:2] == (422, "redaction_reason_missing")
    assert problem(await client.post(f"/screening/{named.initiative.id}/decision", json={
        "revision_id": str(named.revision.id), "outcome": "accept", "reason_codes": [], "reason": "", "resubmit_until": None,
    }))[:2] == (409, "redaction_open")  # fmt: skip
    body = (await client.put(f"{base}/hits/{hit.id}/decision", json={"decision": "mask"})).json()
    assert (body["decided"], body["hits"][0]["decision"]) == (1, "mask")
    body = (await client.request("DELETE", f"{base}/hits/{hit.id}/decision")).json()
    assert body["decided"] == 0
    body = (await client.post(f"{base}/masks", json={"media_id": str(media_id), "kind": "region", "boxes": [BOX]})).json()
    assert (body["files"][0]["state"], body["files"][0]["masks"][0]["boxes"]) == ("preparing", [BOX])
    mask_id = body["files"][0]["masks"][0]["id"]
    body = (await client.request("DELETE", f"{base}/masks/{mask_id}")).json()
    assert (body["files"][0]["state"], body["files"][0]["masks"]) == ("plain", [])
    assert (await client.post(f"{base}/search")).json()["total"] == 1
    for bad in ({"boxes": [[0, 0, 0]]}, {"boxes": [[0, 0, 1001, 1]]}, {"kind": "smell"}, {"start_ms": -1}, {"media_id": "x"}):
        answer = await client.post(f"{base}/masks", json={"media_id": str(media_id), "kind": "region", "boxes": [BOX], **bad})
        assert problem(answer)[0] == 422
    await sign_in_as(client, session, season.lead.account_id)
    assert problem(await client.get(base))[0] == 403


async def test_the_checklist_takes_as_many_queries_for_three_hits_as_for_one(connection, client, session, season, named):
    await settled(session)
    await sign_in_as(client, session, season.screener.account_id)
    base = f"/screening/{named.initiative.id}/redaction"
    counts = []
    for number in range(2):
        statements = []
        listener = lambda *arguments, kept=statements: kept.append(arguments[2])  # noqa: E731
        event.listen(connection.sync_connection, "before_cursor_execute", listener)
        body = (await client.get(base)).json()
        event.remove(connection.sync_connection, "before_cursor_execute", listener)
        counts.append((len(statements), body["total"], len(body["files"][0]["masks"])))
        for place in range(2):
            hit = RedactionHit(
                initiative_id=named.initiative.id, key=f"{number}-{place}", spot=HitSpot.SUMMARY, kind=TermKind.PHONE, words="x"
            )
            session.add(hit)
            await MaskService(session).add(season.screener.account_id, named.revision.media_ids[0], NewMask(MaskKind.REGION, boxes=[BOX]))
        await settled(session)

    assert [count[1:] for count in counts] == [(1, 0), (3, 2)]
    assert counts[0][0] == counts[1][0]


def content(**changes):
    plain = {
        "code": "SK-12",
        "title": "Tên",
        "title_translations": {"vi": "Tên", "fr": "Titre de Lan Nguyen", "en": None},
        "summary": "Tóm tắt",
        "answers": {"problem": "Gọi 0912 345 678", "saving": 4},
        "authors": [{"full_name": "Nguyễn Thị Lan", "unit_name": {"vi": "Tổ kịch", "fr": None, "en": None}}],
        "attachments": [{"media_id": str(new_id()), "caption": "Chị Lan Nguyễn", "alt_text": "Nhà hát Hoa Ban"}],
        "unit_name": {"vi": "Nhà hát Hoa Ban tỉnh Sơn La", "fr": "Théâtre Hoa Ban", "en": None},
    }
    return {**plain, **changes}


def test_names_are_looked_for_in_every_order_but_never_by_one_syllable():
    assert orders("Nguyễn Thị Lan") == ["Nguyễn Thị Lan", "Lan Nguyễn Thị", "Thị Lan Nguyễn", "Nguyễn Lan", "Lan Nguyễn", "Thị Lan"]
    assert orders("Lan") == []
    assert orders("Marguerite") == ["Marguerite"]


def test_units_codes_and_places_are_terms():
    terms = {
        (term.kind, term.words)
        for term in terms_of(content(), [({"vi": "Sở Văn hóa", "fr": None, "en": None}, "SVH-SL"), ({"vi": "x"}, "X")])
    }

    assert {
        (TermKind.UNIT, "Nhà hát Hoa Ban tỉnh Sơn La"),
        (TermKind.UNIT, "Théâtre Hoa Ban"),
        (TermKind.UNIT, "Sở Văn hóa"),
        (TermKind.UNIT, "Tổ kịch"),
        (TermKind.UNIT, "Hoa Ban"),
        (TermKind.PLACE, "Sơn La"),
        (TermKind.CODE, "SK-12"),
        (TermKind.CODE, "SVH-SL"),
    } <= terms
    assert (TermKind.CODE, "X") not in terms
    assert places_in(["Bảo tàng huyện Mộc Châu, tỉnh Sơn La"]) == ["Sơn La", "Mộc Châu"]


def test_words_are_found_and_hidden_in_the_text_where_they_stand_and_in_no_other():
    entry = content()
    terms = terms_of(entry, [])
    found = in_typed(entry, terms)
    assert [(one.spot, one.words) for one in found] == [
        (HitSpot.TITLE, "Lan Nguyen"),
        (HitSpot.ANSWER, "0912 345 678"),
        (HitSpot.CAPTION, "Lan Nguyễn"),
        (HitSpot.ALT_TEXT, "Hoa Ban"),
    ]  # fmt: skip

    shown = without(entry, [Hidden(one.spot, one.media_id, one.field_key, one.words) for one in found])

    assert shown["title_translations"] == {"vi": "Tên", "fr": "Titre de […]", "en": None}
    assert shown["answers"] == {"problem": "Gọi […]", "saving": 4}
    assert (shown["attachments"][0]["caption"], shown["attachments"][0]["alt_text"]) == ("Chị […]", "Nhà hát […]")
    assert without(entry, []) == entry
    assert title_without("Vé của Lan Nguyễn", [Hidden(HitSpot.TITLE, None, None, "lan nguyen")]) == "Vé của […]"
    assert (
        without(content(title="Vé Lan Nguyễn", title_translations=None), [Hidden(HitSpot.TITLE, None, None, "Lan Nguyễn")])["title"]
        == "Vé […]"
    )


def test_what_is_found_twice_has_two_keys_that_stay():
    one = Found(HitSpot.PAGE, TermKind.AUTHOR, "Lan", "chị", "đi", page=1, boxes=((0, 0, 1, 1),))
    moved = Found(HitSpot.PAGE, TermKind.AUTHOR, "LAN", "Chị", "đi", page=1, boxes=((5, 5, 1, 1),))

    keys = [found.key for found in keyed([one, one])]

    assert len(set(keys)) == 2
    assert [found.key for found in keyed([moved, moved])] == keys
    assert Term(TermKind.AUTHOR, "Lan").words == "Lan"

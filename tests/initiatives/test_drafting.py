"""Starting a draft and writing it, alone and together."""

import pytest
from sqlalchemy import event, select

from exemplar.accounts.roles import Role
from exemplar.audit.models import AuditEntry
from exemplar.campaigns.errors import CampaignNotFound, PhaseClosed
from exemplar.core.clock import utc_now
from exemplar.core.models import new_id
from exemplar.initiatives.authorship import AuthorService, AuthorWanted
from exemplar.initiatives.drafting import DraftService
from exemplar.initiatives.errors import (
    CategoryUnknown,
    DraftInvalid,
    InitiativeNotFound,
    NotYourInitiative,
    PartsChanged,
    ShareChanged,
    ShareNotYours,
    WrongState,
)
from exemplar.initiatives.evidence import EvidenceService, FileWanted
from exemplar.initiatives.repository import InitiativeRepository
from exemplar.initiatives.service import InitiativeService
from exemplar.initiatives.workflow import InitiativeState
from exemplar.media.errors import MediaNotFound
from exemplar.media.workflow import MediaState
from tests.factories import actor_of, in_unit, make_account, settled
from tests.initiatives.arrange import make_draft, make_media, make_person, make_season, make_submitted, move_deadline


@pytest.fixture
async def season(session):
    return await make_season(session)


def drafts(session):
    return DraftService(session, utc_now)


def elsewhere(season):
    """Return the unit that the stranger leads."""
    (unit_id,) = season.stranger.scope_ids(Role.LEAD)
    return unit_id


async def authors_of(session, draft):
    rows = await InitiativeRepository(session).authors(draft.id)
    return [(r.Contribution.full_name, r.Contribution.share_hundredths, r.Contribution.confirmed_at is not None) for r in rows]


def faults(refusal):
    return [(tuple(f.path), f.code) for f in refusal.value.fields]


async def test_a_draft_starts_with_its_writer_as_the_only_author(session, season):
    draft = await make_draft(session, season, complete=False)
    await settled(session)

    assert (draft.state, draft.version, draft.title) == (InitiativeState.DRAFT, 1, "Vé giấy tái dùng")
    assert await authors_of(session, draft) == [("Nguyễn Thị Lan", 10_000, True)]
    assert (await session.scalars(select(AuditEntry.action).where(AuditEntry.object_id == draft.id))).all() == ["initiative.started"]


async def test_nobody_starts_a_draft_for_another_unit(session, season):
    with pytest.raises(NotYourInitiative):
        await drafts(session).start(season.stranger, season.campaign.id, season.category.id, season.unit.id)


async def test_a_draft_belongs_to_a_category_of_its_campaign(session, season):
    other = await make_season(session)

    with pytest.raises(CategoryUnknown):
        await drafts(session).start(season.lead, season.campaign.id, other.category.id, season.unit.id)
    with pytest.raises(CampaignNotFound):
        await drafts(session).start(season.lead, new_id(), season.category.id, season.unit.id)


async def test_no_draft_starts_before_or_after_the_call(session, season):
    await move_deadline(session, season, "submission", -1)

    with pytest.raises(PhaseClosed) as refusal:
        await make_draft(session, season)

    assert set(refusal.value.facts) == {"phase", "opens_at", "closes_at"}


async def test_drafts_are_hidden_from_everybody_outside_the_unit(session, season):
    draft = await make_draft(session, season)
    service = InitiativeService(session, utc_now)

    for actor in (season.stranger, season.screener, season.manager):
        with pytest.raises(InitiativeNotFound):
            await service.read(actor, draft.id)
        with pytest.raises(InitiativeNotFound):
            await drafts(session).save(actor, draft.id, 1, {"title": "Sửa trộm"})
    assert (await service.read(season.lead, draft.id)).content["title"] == "Vé giấy tái dùng"


async def test_parts_are_saved_one_by_one_and_count_the_version_up(session, season):
    draft = await make_draft(session, season, complete=False)

    first = await drafts(session).save(season.contributor, draft.id, 1, {"title": "Vé", "answers.problem": "Bỏ phí"})
    second = await drafts(session).save(season.contributor, draft.id, first.version, {"answers.problem": None, "summary": "Ngắn"})

    assert (first.version, second.version) == (2, 3)
    assert (draft.title, draft.summary, draft.answers) == ("Vé", "Ngắn", {})
    assert draft.key_versions == {"title": 2, "answers.problem": 3, "summary": 3}


async def test_a_save_sent_again_after_a_lost_answer_changes_nothing(session, season):
    draft = await make_draft(session, season, complete=False)
    await drafts(session).save(season.contributor, draft.id, 1, {"title": "Vé"})

    again = await drafts(session).save(season.contributor, draft.id, 1, {"title": "Vé"})

    assert (again.version, again.others) == (2, [])


async def test_two_writers_of_different_parts_are_merged_and_told(session, season):
    draft = await make_draft(session, season, complete=False)
    await drafts(session).save(season.lead, draft.id, 1, {"title": "Tên của trưởng"})

    saved = await drafts(session).save(season.contributor, draft.id, 1, {"summary": "Tóm tắt của Lan"})

    assert (draft.title, draft.summary) == ("Tên của trưởng", "Tóm tắt của Lan")
    assert (saved.version, saved.others) == (3, ["title"])


async def test_a_part_somebody_else_changed_is_never_overwritten(session, season):
    draft = await make_draft(session, season, complete=False)
    await drafts(session).save(season.lead, draft.id, 1, {"title": "Tên của trưởng"})

    with pytest.raises(PartsChanged) as refusal:
        await drafts(session).save(season.contributor, draft.id, 1, {"title": "Tên của Lan", "summary": "Cũng không lưu"})

    assert refusal.value.facts == {"yours": 1, "current": 2, "parts": ["title"]}
    assert (draft.title, draft.summary) == ("Tên của trưởng", "")


async def test_a_draft_keeps_what_is_too_long_and_refuses_what_the_form_does_not_know(session, season):
    draft = await make_draft(session, season, complete=False)
    long = "từ " * 80

    await drafts(session).save(season.contributor, draft.id, 1, {"answers.problem": long, "answers.saving": -5})
    with pytest.raises(DraftInvalid) as refusal:
        await drafts(session).save(
            season.contributor,
            draft.id,
            2,
            {"answers.nope": "x", "answers.field": "circus", "answers.problem": "\x00", "answers.photos": ["x"]},
        )

    assert draft.answers == {"problem": long, "saving": -5}
    assert faults(refusal) == [
        (("answers", "nope"), "field_unknown"),
        (("answers", "photos"), "field_unknown"),
        (("answers", "problem"), "field_invalid"),
        (("answers", "field"), "field_not_an_option"),
    ]


async def test_what_was_handed_in_is_not_edited(session, season):
    handed_in = await make_submitted(session, season)

    with pytest.raises(WrongState):
        await drafts(session).save(season.contributor, handed_in.initiative.id, handed_in.initiative.version, {"title": "Khác"})


async def test_authors_are_found_by_address_or_are_plain_names(session, season):
    draft = await make_draft(session, season, complete=False)
    minh = await make_account(session, name="Đỗ Văn Minh", email="minh@example.test")
    service = AuthorService(session, utc_now)
    wanted = [
        AuthorWanted("", "", 5_000, account_id=season.contributor.account_id),
        AuthorWanted("ignored", "Kỹ thuật viên", 3_000, email="Minh@Example.test"),
        AuthorWanted("Bà Tư", "", 2_000),
    ]

    await service.replace(season.contributor, draft.id, 1, wanted)

    assert await authors_of(session, draft) == [("Nguyễn Thị Lan", 5_000, True), ("Đỗ Văn Minh", 3_000, False), ("Bà Tư", 2_000, False)]
    minh_actor = await make_person(session, {}, "Khác")
    with pytest.raises(InitiativeNotFound):
        await service.confirm_share(minh_actor, draft.id, 3_000)
    with pytest.raises(ShareChanged):
        await service.confirm_share(actor_of(minh), draft.id, 9_000)
    await service.confirm_share(actor_of(minh), draft.id, 3_000)
    with pytest.raises(ShareNotYours):
        await service.confirm_share(season.lead, draft.id, 3_000)
    await service.replace(season.contributor, draft.id, draft.version, [wanted[1]])
    assert await authors_of(session, draft) == [("Đỗ Văn Minh", 3_000, True)]


async def test_bad_authors_are_told_one_by_one(session, season):
    draft = await make_draft(session, season, complete=False)
    lan = season.contributor.account_id
    wanted = [
        AuthorWanted("", "", 1, email="nobody@example.test"),
        AuthorWanted("", "", 1),
        AuthorWanted("", "", 1, account_id=lan),
        AuthorWanted("", "", 1, account_id=lan),
        AuthorWanted("A", "", 1, unit_id=new_id()),
    ]

    with pytest.raises(DraftInvalid) as refusal:
        await AuthorService(session, utc_now).replace(season.lead, draft.id, 1, wanted)

    assert faults(refusal) == [
        (("authors", "0", "email"), "author_without_account"),
        (("authors", "1", "full_name"), "field_required"),
        (("authors", "3", "email"), "author_listed_twice"),
        (("authors", "4", "unit_id"), "field_invalid"),
    ]


async def test_a_list_that_changed_meanwhile_is_not_replaced(session, season):
    draft = await make_draft(session, season, complete=False)
    authors, files = AuthorService(session, utc_now), EvidenceService(session, utc_now)
    await authors.replace(season.lead, draft.id, 1, [AuthorWanted("Bà Tư", "", 10_000)])
    await files.replace(season.lead, draft.id, 1, [])

    with pytest.raises(PartsChanged):
        await authors.replace(season.contributor, draft.id, 1, [])
    with pytest.raises(PartsChanged):
        await files.replace(season.contributor, draft.id, 1, [])


async def test_files_are_the_units_own_and_fit_their_field(session, season):
    draft = await make_draft(session, season, complete=False)
    photo, still_coming = await make_media(session, season), await make_media(session, season, state=MediaState.UPLOADING)
    foreign = await make_media(session, season, unit_id=elsewhere(season))
    service = EvidenceService(session, utc_now)

    with pytest.raises(MediaNotFound):
        await service.replace(season.contributor, draft.id, 1, [FileWanted(foreign.id, "photos")])
    with pytest.raises(DraftInvalid) as refusal:
        wrong = [FileWanted(photo.id, "contract", is_cover=True), FileWanted(photo.id, "nope", is_cover=True)]
        await service.replace(season.contributor, draft.id, 1, wanted=wrong)
    await service.replace(season.contributor, draft.id, 1, [FileWanted(still_coming.id, "photos"), FileWanted(photo.id, "photos")])

    assert faults(refusal) == [
        (("attachments", "nope"), "field_unknown"),
        (("attachments", "contract"), "attachment_kind_not_taken"),
        (("attachments",), "attachment_listed_twice"),
        (("attachments",), "attachment_two_covers"),
    ]
    rows = await InitiativeRepository(session).attachments(draft.id)
    assert [row.Attachment.media_id for row in rows] == [still_coming.id, photo.id]


async def test_the_own_list_is_one_query_whatever_its_length(session, season, connection):
    seen = []
    event.listen(connection.sync_connection, "before_cursor_execute", lambda *args: seen.append(args[2]))
    service, counts = InitiativeService(session, utc_now), []
    for _ in range(3):
        await make_draft(session, season, complete=False)
        seen.clear()
        found = await service.own(season.lead, None, 25)
        counts.append((len(found), len(seen)))

    assert counts == [(1, 1), (2, 1), (3, 1)]


async def test_the_own_list_pages_newest_first_and_names_what_can_be_done(session, season):
    older, newer = await make_draft(session, season, title="Cũ"), await make_draft(session, season, title="Mới")
    service = InitiativeService(session, utc_now)

    first = await service.own(season.contributor, None, 1)
    second = await service.own(season.contributor, newer.id, 1)

    assert [(r.Initiative.id, [a.value for a in actions]) for r, actions in (*first, *second)] == [
        (newer.id, ["edit", "delete_draft"]),
        (older.id, ["edit", "delete_draft"]),
    ]
    assert [a.value for a in (await service.own(season.lead, None, 1))[0][1]] == ["edit", "delete_draft", "submit"]
    assert await service.own(season.stranger, None, 5) == []


async def test_a_named_author_of_elsewhere_sees_the_draft_and_only_confirms(session, season):
    draft = await make_draft(session, season, complete=False)
    guest = await make_person(session, {}, "Khách", in_unit(Role.CONTRIBUTOR, elsewhere(season)))
    await AuthorService(session, utc_now).replace(season.lead, draft.id, 1, [AuthorWanted("", "", 10_000, account_id=guest.account_id)])

    view = await InitiativeService(session, utc_now).read(guest, draft.id)

    assert view.actions == []
    with pytest.raises(NotYourInitiative):
        await drafts(session).save(guest, draft.id, draft.version, {"title": "Sửa"})

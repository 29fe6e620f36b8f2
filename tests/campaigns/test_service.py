"""Opening a call and setting it up."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from exemplar.accounts.roles import Role
from exemplar.audit.models import AuditEntry
from exemplar.campaigns.errors import (
    CampaignCodeTaken,
    CampaignFrozen,
    CampaignNotFound,
    CampaignNotReady,
    CategoriesInvalid,
    MovementNotFound,
    PhaseClosed,
    RubricInUse,
    RubricNotFound,
    WrongState,
)
from exemplar.campaigns.events import CampaignPublished, CampaignPublishing
from exemplar.campaigns.forms import FormDefinition
from exemplar.campaigns.models import FormVersion, Phase
from exemplar.campaigns.preparation import CategoryEntry, PreparationService
from exemplar.campaigns.publishing import PublishingService
from exemplar.campaigns.rubrics import RubricDefinition
from exemplar.campaigns.service import CampaignDetails, CampaignService
from exemplar.campaigns.templates import CampaignTemplate, blueprint
from exemplar.campaigns.workflow import PhaseKind
from exemplar.core.clock import utc_now
from exemplar.core.errors import NotAllowed, StaleVersion
from exemplar.core.events import INFO_KEY, Events
from exemplar.core.models import new_id
from tests.campaigns.arrange import alone, make_draft, make_manager, make_published, make_ready, year
from tests.campaigns.arrange import text as words
from tests.factories import everywhere, in_campaign, make_actor, settled

EMPTY = FormDefinition()


def campaigns(session):
    return CampaignService(session, utc_now)


def preparation(session):
    return PreparationService(session, utc_now)


def publishing(session):
    return PublishingService(session, utc_now)


async def test_a_draft_starts_with_what_its_template_brings(session):
    manager = await make_manager(session)

    draft = await make_draft(session, manager, CampaignTemplate.MEDIA_CONTEST)

    form = await campaigns(session).form_of(draft.form_version_id)
    (category,) = await campaigns(session).categories_of(draft.id)
    assert [section.key for section in form.sections] == ["work", "access"]
    assert (category.code, draft.sheets_per_entry, draft.version) == ("A3", 5, 1)
    assert (await campaigns(session).rubric_of(category.rubric_version_id)).pass_percent == 60


async def test_only_managers_of_everything_open_calls(session):
    here = await make_draft(session, await make_manager(session))
    manager_here = await make_actor(session, in_campaign(Role.MANAGER, here.id))

    with pytest.raises(NotAllowed):
        await make_draft(session, manager_here)


async def test_a_code_is_used_once(session):
    manager = await make_manager(session)
    draft = await make_draft(session, manager)

    with pytest.raises(CampaignCodeTaken):
        await campaigns(session).create(manager, draft.code, CampaignDetails(words("Khác")), blueprint(None))


async def test_a_draft_is_hidden_from_all_but_its_managers(session):
    draft = await make_draft(session, await make_manager(session))
    manager_here = await make_actor(session, in_campaign(Role.MANAGER, draft.id))
    manager_elsewhere = await make_actor(session, in_campaign(Role.MANAGER, new_id()))

    assert (await campaigns(session).get(manager_here, draft.id)).id == draft.id
    for stranger in (None, manager_elsewhere, await make_actor(session, everywhere(Role.AUDITOR))):
        with pytest.raises(CampaignNotFound):
            await campaigns(session).get(stranger, draft.id)


async def test_a_published_campaign_is_seen_but_not_changed_by_others(session):
    campaign = await make_published(session, await make_manager(session))
    stranger = await make_actor(session)

    assert (await campaigns(session).get(None, campaign.id)).id == campaign.id
    with pytest.raises(NotAllowed):
        await publishing(session).close(stranger, campaign.id, campaign.version)


async def test_details_are_replaced_and_noted(session):
    manager = await make_manager(session)
    movement = await campaigns(session).create_movement(
        manager, name=words("Thi đua"), summary=None, starts_on=utc_now().date(), ends_on=None
    )
    draft = await make_draft(session, manager)

    details = CampaignDetails(words("Tên mới"), words("Tóm tắt"), movement.id, blind_review=False, sheets_per_entry=4)
    edited = await campaigns(session).edit(manager, draft.id, 1, details)

    assert (edited.name["vi"], edited.movement_id, edited.blind_review, edited.sheets_per_entry) == ("Tên mới", movement.id, False, 4)
    assert edited.version == 2
    await settled(session)
    assert "campaign.edited" in list(await session.scalars(select(AuditEntry.action).where(AuditEntry.object_id == draft.id)))


async def test_a_movement_must_exist(session):
    manager = await make_manager(session)
    draft = await make_draft(session, manager)

    with pytest.raises(MovementNotFound):
        await campaigns(session).edit(manager, draft.id, 1, CampaignDetails(words("Tên"), movement_id=new_id()))


async def test_an_edit_of_an_older_version_changes_nothing(session):
    manager = await make_manager(session)
    draft = await make_draft(session, manager)
    await preparation(session).set_form(manager, draft.id, 1, EMPTY)

    with pytest.raises(StaleVersion) as refusal:
        await preparation(session).set_phases(manager, draft.id, 1, year())

    assert refusal.value.facts == {"yours": 1, "current": 2}
    assert await session.scalar(select(Phase.id).where(Phase.campaign_id == draft.id)) is None


async def test_two_managers_at_once_do_not_overwrite_each_other(own_services):
    async with own_services.session_maker() as session:
        manager = await make_manager(session)
        draft = await make_draft(session, manager)
        await settled(session)
    async with own_services.session_maker() as first, own_services.session_maker() as second:
        await campaigns(first).edit(manager, draft.id, 1, CampaignDetails(words("Của tôi")))
        await settled(first)

        with pytest.raises(StaleVersion):
            await campaigns(second).edit(manager, draft.id, 1, CampaignDetails(words("Của bạn")))


async def test_categories_keep_their_ids_swap_codes_and_go_when_left_out(session):
    manager = await make_manager(session)
    draft = await make_draft(session, manager, None)
    new = [CategoryEntry(None, code, words(code), words("Giải")) for code in ("A", "B", "C")]
    await preparation(session).set_categories(manager, draft.id, 1, new)
    a, b, _ = await campaigns(session).categories_of(draft.id)

    swapped = [CategoryEntry(b.id, "A", words("b"), words("Giải")), CategoryEntry(a.id, "B", words("a"), words("Giải"), statutory=True)]
    await preparation(session).set_categories(manager, draft.id, 2, swapped)

    rows = await campaigns(session).categories_of(draft.id)
    assert [(row.id, row.code, row.statutory, row.position) for row in rows] == [(b.id, "A", False, 0), (a.id, "B", True, 1)]


async def test_a_list_of_categories_that_makes_no_sense_is_refused_whole(session):
    manager = await make_manager(session)
    draft = await make_draft(session, manager, None)
    foreign = CategoryEntry(new_id(), "A", words("a"), words("Giải"))
    twice = CategoryEntry(None, "A", words("a"), words("Giải"), rubric_id=new_id())

    with pytest.raises(CategoriesInvalid) as refusal:
        await preparation(session).set_categories(manager, draft.id, 1, [foreign, twice])

    assert [fault.path for fault in refusal.value.fields] == [
        ["categories", "0", "id"],
        ["categories", "1", "code"],
        ["categories", "1", "rubric_id"],
    ]


async def test_rubrics_are_added_edited_and_removed_unless_used(session):
    manager = await make_manager(session)
    draft = await make_draft(session, manager)
    (used,) = await campaigns(session).rubrics_of(draft.id)
    extra = await preparation(session).add_rubric(manager, draft.id, 1, words("Khác"), RubricDefinition(pass_percent=50))
    await preparation(session).edit_rubric(manager, draft.id, 2, extra.id, name=words("Tên"), definition=RubricDefinition(pass_percent=55))

    assert (await campaigns(session).rubric_of(extra.id)).pass_percent == 55
    with pytest.raises(RubricInUse):
        await preparation(session).remove_rubric(manager, draft.id, 3, used.id)


async def test_an_unused_rubric_goes(session):
    manager = await make_manager(session)
    draft = await make_draft(session, manager)
    extra = await preparation(session).add_rubric(manager, draft.id, 1, words("Khác"), RubricDefinition(pass_percent=50))

    await preparation(session).remove_rubric(manager, draft.id, 2, extra.id)

    assert extra.id not in [one.id for one in await campaigns(session).rubrics_of(draft.id)]
    with pytest.raises(RubricNotFound):
        await preparation(session).remove_rubric(manager, draft.id, 3, extra.id)


async def test_an_empty_campaign_is_told_everything_it_lacks(session):
    manager = await make_manager(session)
    draft = await make_draft(session, manager, None)

    with pytest.raises(CampaignNotReady) as refusal:
        await publishing(alone(session)).publish(manager, draft.id, 1)

    assert refusal.value.facts == {
        "missing": [
            "phase_missing_submission",
            "phase_missing_screening",
            "phase_missing_review",
            "phase_missing_council",
            "form_empty",
            "category_missing",
        ]
    }


async def test_dates_that_cannot_work_are_told(session):
    manager = await make_manager(session)
    draft = await make_draft(session, manager)
    past = year(timedelta(days=-60))
    await preparation(session).set_phases(manager, draft.id, 1, [*past[:2], past[3], year()[2]])

    assert await publishing(alone(session)).missing(manager, draft.id) == ["submission_in_the_past", "phases_out_of_order"]


async def test_other_modules_may_say_what_is_missing(session):
    async def objector(_, fact):
        fact.faults.append("council_rule_missing")

    session.info[INFO_KEY] = Events([(CampaignPublishing, objector)])
    manager = await make_manager(session)
    draft = await make_ready(session, manager)

    with pytest.raises(CampaignNotReady) as refusal:
        await publishing(session).publish(manager, draft.id, draft.version)

    assert refusal.value.facts == {"missing": ["council_rule_missing"]}


async def test_publishing_freezes_and_announces(session):
    heard = []

    async def listener(_, fact):
        heard.append(fact)

    manager = await make_manager(session)
    draft = await make_ready(session, manager)
    session.info[INFO_KEY] = Events([(CampaignPublished, listener)])

    published = await publishing(session).publish(manager, draft.id, draft.version)

    form = await session.get_one(FormVersion, published.form_version_id, populate_existing=True)
    assert (published.state, heard) == ("published", [CampaignPublished(published.id)])
    assert form.frozen_at == published.published_at


async def test_a_published_campaign_refuses_every_edit(session):
    manager = await make_manager(session)
    campaign = await make_published(session, manager)
    service = preparation(session)
    tries = [
        lambda: campaigns(session).edit(manager, campaign.id, campaign.version, CampaignDetails(words("Tên"))),
        lambda: service.set_form(manager, campaign.id, campaign.version, EMPTY),
        lambda: service.set_phases(manager, campaign.id, campaign.version, year()),
        lambda: service.set_categories(manager, campaign.id, campaign.version, []),
        lambda: service.add_rubric(manager, campaign.id, campaign.version, words("Tên"), RubricDefinition(pass_percent=0)),
    ]

    for attempt in tries:
        with pytest.raises(CampaignFrozen):
            await attempt()


async def test_the_database_itself_keeps_a_frozen_form(session):
    campaign = await make_published(session, await make_manager(session))

    with pytest.raises(DBAPIError, match="never changes"):
        await session.execute(text("UPDATE form_version SET definition = '{}' WHERE id = :id"), {"id": campaign.form_version_id})


async def test_a_campaign_is_published_once(session):
    manager = await make_manager(session)
    campaign = await make_published(session, manager)

    with pytest.raises(WrongState):
        await publishing(session).publish(manager, campaign.id, campaign.version)


async def test_open_calls_are_those_whose_submission_runs(session):
    manager = await make_manager(session)
    running = await make_published(session, manager)
    draft = await make_draft(session, manager)
    await preparation(session).set_phases(manager, draft.id, 1, year(timedelta(days=5)))
    waiting = await publishing(alone(session)).publish(manager, draft.id, 2)

    found = [one.id for one in await campaigns(session).open_calls(None)]

    assert running.id in found
    assert waiting.id not in found
    assert (await campaigns(session).require_open(running.id, PhaseKind.SUBMISSION)).is_open
    for campaign_id in (waiting.id, new_id()):
        with pytest.raises(PhaseClosed):
            await campaigns(session).require_open(campaign_id, PhaseKind.SUBMISSION)


async def test_closing_ends_it(session):
    manager = await make_manager(session)
    campaign = await make_published(session, manager)

    closed = await publishing(session).close(manager, campaign.id, campaign.version)

    assert (closed.state, closed.closed_at is not None) == ("closed", True)


async def test_last_year_s_campaign_is_copied_without_name_and_dates(session):
    manager = await make_manager(session)
    earlier = await make_published(session, manager)

    plan = await campaigns(session).blueprint_of(manager, earlier.id)
    copy = await campaigns(session).create(manager, "COPY-1", CampaignDetails(words("Năm sau")), plan)

    assert await campaigns(session).form_of(copy.form_version_id) == await campaigns(session).form_of(earlier.form_version_id)
    assert copy.form_version_id != earlier.form_version_id
    assert [one.code for one in await campaigns(session).categories_of(copy.id)] == ["A1"]
    assert await campaigns(session).phases_of(copy.id) == {}

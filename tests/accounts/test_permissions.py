"""The policy table: read as a reviewer reads the law."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor, Grant
from exemplar.accounts.errors import ScopeWrong
from exemplar.accounts.permissions import NOWHERE, Relation, Scope, may, require
from exemplar.accounts.roles import Role, ScopeKind, collides_with, require_scope
from exemplar.core.errors import ConfirmationRequired, NotAllowed, Unauthenticated

NOW = datetime(2026, 10, 1, 8, tzinfo=UTC)
UNIT, CAMPAIGN = uuid4(), uuid4()


def actor(role, scope_id=None, confirmed=NOW):
    kind = ScopeKind.UNIT if scope_id == UNIT else ScopeKind.CAMPAIGN if scope_id else ScopeKind.EVERYWHERE
    return Actor(uuid4(), frozenset({Grant(role, kind, scope_id)}), confirmed)


def test_a_lead_submits_the_own_unit_s_initiative_only():
    lead = actor(Role.LEAD, UNIT)

    assert may(lead, "initiative.submit", {Relation.OWN}, Scope(unit_id=UNIT))
    assert not may(lead, "initiative.submit", {Relation.OWN}, Scope(unit_id=uuid4()))
    assert not may(lead, "initiative.submit", set(), Scope(unit_id=UNIT))


def test_a_contributor_drafts_but_never_submits():
    contributor = actor(Role.CONTRIBUTOR, UNIT)

    assert may(contributor, "draft.edit", {Relation.OWN}, Scope(unit_id=UNIT))
    assert not may(contributor, "initiative.submit", {Relation.OWN}, Scope(unit_id=UNIT))


def test_without_the_relation_no_role_helps():
    everything = Actor(uuid4(), frozenset(Grant(role, ScopeKind.EVERYWHERE) for role in Role if role is not Role.STAFF), NOW)
    needs_relation = [a for a, row in permissions.TABLE.items() if all(cell.relation for cell in row.values())]

    assert [a for a in needs_relation if may(everything, a, set(), NOWHERE)] == []


def test_nobody_reads_the_log_but_the_auditor():
    readers = set(permissions.TABLE["audit.read"])

    assert readers == {Role.AUDITOR}


def test_the_administrator_judges_nothing():
    judged = {
        "sheet.enter",
        "vote.cast",
        "screening.decide",
        "decision.propose",
        "decision.release",
        "scores.view",
        "jury.study",
        "submission.view",
    }

    assert {action for action in judged if Role.ADMIN in permissions.TABLE[action]} == set()


def test_visitors_see_the_showcase_calls_and_certificates_and_nothing_else():
    assert {action for action, row in permissions.TABLE.items() if None in row} == {"showcase.view", "certificate.verify", "campaign.view"}


def test_grave_acts_ask_for_the_password_again():
    chair = actor(Role.CHAIR, CAMPAIGN, confirmed=NOW - timedelta(minutes=6))
    scope = Scope(campaign_id=CAMPAIGN)

    with pytest.raises(ConfirmationRequired):
        require(chair, "council.open", NOW, {Relation.ASSIGNED}, scope)

    require(actor(Role.CHAIR, CAMPAIGN, confirmed=NOW - timedelta(minutes=4)), "council.open", NOW, {Relation.ASSIGNED}, scope)


def test_a_refusal_says_whether_signing_in_would_help():
    with pytest.raises(Unauthenticated):
        require(None, "draft.edit", NOW)
    with pytest.raises(NotAllowed):
        require(actor(Role.EDITOR), "draft.edit", NOW)


@pytest.mark.parametrize(
    ("role", "held", "clash"),
    [
        (Role.JUROR, {Role.ADMIN}, Role.ADMIN),
        (Role.ADMIN, {Role.CHAIR}, Role.CHAIR),
        (Role.AUDITOR, {Role.LEAD}, Role.LEAD),
        (Role.LEAD, {Role.AUDITOR}, Role.AUDITOR),
        (Role.JUROR, {Role.CONTRIBUTOR}, None),
    ],
)
def test_some_roles_exclude_each_other(role, held, clash):
    assert collides_with(role, frozenset(held)) == clash


def test_a_role_is_granted_in_its_own_kind_of_scope_only():
    with pytest.raises(ScopeWrong):
        require_scope(Role.LEAD, ScopeKind.EVERYWHERE, names_a_place=False)
    with pytest.raises(ScopeWrong):
        require_scope(Role.STAFF, ScopeKind.EVERYWHERE, names_a_place=False)

    with pytest.raises(ScopeWrong):
        require_scope(Role.JUROR, ScopeKind.CAMPAIGN, names_a_place=False)
    with pytest.raises(ScopeWrong):
        require_scope(Role.EDITOR, ScopeKind.EVERYWHERE, names_a_place=True)

    require_scope(Role.MANAGER, ScopeKind.CAMPAIGN, names_a_place=True)

"""Who may do what to a decision, as a matrix that a reviewer can read."""

from uuid import UUID

import pytest

from exemplar.accounts.actor import Actor
from exemplar.accounts.roles import Role
from exemplar.awards import policies
from exemplar.awards.policies import Standing
from exemplar.awards.workflow import CertificateState, DecisionState
from exemplar.voting.models import Office
from tests.factories import everywhere, in_campaign

HERE, ELSEWHERE, ME, OTHER = UUID(int=1), UUID(int=2), UUID(int=3), UUID(int=4)


def actor(role, campaign=HERE):
    return Actor(ME, frozenset({in_campaign(role, campaign)}))


MATRIX = {
    # who, office on the council, propose, release, revoke
    "secretary of the council": (actor(Role.SECRETARY), Office.SECRETARY, True, False, False),
    "secretary elsewhere": (actor(Role.SECRETARY), None, False, False, False),
    "secretary of another campaign": (actor(Role.SECRETARY, ELSEWHERE), Office.SECRETARY, False, False, False),
    "chair of the council": (actor(Role.CHAIR), Office.CHAIR, False, True, True),
    "chair elsewhere": (actor(Role.CHAIR), None, False, False, False),
    "member": (actor(Role.MEMBER), Office.MEMBER, False, False, False),
    "manager of the campaign": (actor(Role.MANAGER), None, False, True, True),
    "manager everywhere": (Actor(ME, frozenset({everywhere(Role.MANAGER)})), None, False, True, True),
    "manager of another campaign": (actor(Role.MANAGER, ELSEWHERE), None, False, False, False),
    "auditor": (Actor(ME, frozenset({everywhere(Role.AUDITOR)})), None, False, False, False),
    "administrator": (Actor(ME, frozenset({everywhere(Role.ADMIN)})), None, False, False, False),
    "staff": (Actor(ME), None, False, False, False),
}


@pytest.mark.parametrize("who", MATRIX)
def test_the_matrix(who):
    person, office, *expected = MATRIX[who]
    standing = Standing(HERE, office, is_conflicted=False)

    assert [policies.may(person, action, standing) for action in (policies.PROPOSE, policies.RELEASE, policies.REVOKE)] == expected


@pytest.mark.parametrize("who", MATRIX)
def test_nobody_decides_about_their_own_initiative(who):
    person, office, *_ = MATRIX[who]
    standing = Standing(HERE, office, is_conflicted=True)

    assert not any(policies.may(person, action, standing) for action in (policies.PROPOSE, policies.RELEASE, policies.REVOKE))


def test_whoever_proposed_is_not_offered_the_release():
    standing = Standing(HERE, None, is_conflicted=False)
    manager = actor(Role.MANAGER)

    assert policies.decision_actions(manager, DecisionState.PROPOSED, OTHER, standing) == ["release", "drop"]
    assert policies.decision_actions(manager, DecisionState.PROPOSED, ME, standing) == ["drop"]
    assert policies.decision_actions(manager, DecisionState.RELEASED, OTHER, standing) == []


def test_a_revoked_certificate_offers_nothing():
    standing = Standing(HERE, None, is_conflicted=False)

    assert policies.certificate_actions(actor(Role.MANAGER), CertificateState.ISSUED, standing) == ["revoke"]
    assert policies.certificate_actions(actor(Role.MANAGER), CertificateState.REVOKED, standing) == []

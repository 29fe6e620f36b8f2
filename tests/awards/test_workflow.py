"""The two tables, spelled out a second time."""

import pytest

from exemplar.awards.errors import WrongState
from exemplar.awards.workflow import (
    CertificateAction,
    CertificateState,
    DecisionAction,
    DecisionState,
    certificate_actions,
    certificate_after,
    decision_actions,
    decision_after,
)

DECISIONS = {
    ("proposed", "release"): "released",
    ("proposed", "drop"): "dropped",
    ("released", "release"): None,
    ("released", "drop"): None,
    ("dropped", "release"): None,
    ("dropped", "drop"): None,
}
CERTIFICATES = {("issued", "revoke"): "revoked", ("revoked", "revoke"): None}


@pytest.mark.parametrize(("step", "target"), DECISIONS.items())
def test_decisions_move_only_as_the_table_says(step, target):
    state, action = DecisionState(step[0]), DecisionAction(step[1])

    if target is None:
        with pytest.raises(WrongState) as refusal:
            decision_after(state, action)
        assert refusal.value.facts == {"state": step[0], "action": step[1]}
    else:
        assert decision_after(state, action) == target


@pytest.mark.parametrize(("step", "target"), CERTIFICATES.items())
def test_certificates_move_only_as_the_table_says(step, target):
    state, action = CertificateState(step[0]), CertificateAction(step[1])

    if target is None:
        with pytest.raises(WrongState):
            certificate_after(state, action)
    else:
        assert certificate_after(state, action) == target


def test_every_step_is_in_this_file():
    assert {(state.value, action.value) for state in DecisionState for action in DecisionAction} == set(DECISIONS)
    assert {(state.value, action.value) for state in CertificateState for action in CertificateAction} == set(CERTIFICATES)


def test_open_actions_follow_the_table():
    assert decision_actions(DecisionState.PROPOSED) == ["release", "drop"]
    assert decision_actions(DecisionState.RELEASED) == []
    assert certificate_actions(CertificateState.ISSUED) == ["revoke"]
    assert certificate_actions(CertificateState.REVOKED) == []

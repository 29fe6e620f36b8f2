"""The lives of a decision and of a certificate, as tables. Pure: no database, no clock, no actor."""

from enum import StrEnum

from exemplar.awards.errors import WrongState


class DecisionState(StrEnum):
    """Where a decision is: taken, then published."""

    PROPOSED = "proposed"
    RELEASED = "released"
    DROPPED = "dropped"


class DecisionAction(StrEnum):
    """What can be done to a decision."""

    RELEASE = "release"
    DROP = "drop"


class CertificateState(StrEnum):
    """Where a certificate is."""

    ISSUED = "issued"
    REVOKED = "revoked"


class CertificateAction(StrEnum):
    """What can be done to a certificate."""

    REVOKE = "revoke"


DECISION_STEPS: dict[tuple[DecisionState, DecisionAction], DecisionState] = {
    (DecisionState.PROPOSED, DecisionAction.RELEASE): DecisionState.RELEASED,
    (DecisionState.PROPOSED, DecisionAction.DROP): DecisionState.DROPPED,
}
CERTIFICATE_STEPS: dict[tuple[CertificateState, CertificateAction], CertificateState] = {
    (CertificateState.ISSUED, CertificateAction.REVOKE): CertificateState.REVOKED,
}


def decision_after(state: DecisionState, action: DecisionAction) -> DecisionState:
    """Return the state that ``action`` leads to, or raise ``WrongState``."""
    try:
        return DECISION_STEPS[state, action]
    except KeyError:
        raise WrongState(state=state.value, action=action.value) from None


def certificate_after(state: CertificateState, action: CertificateAction) -> CertificateState:
    """Return the state that ``action`` leads to, or raise ``WrongState``."""
    try:
        return CERTIFICATE_STEPS[state, action]
    except KeyError:
        raise WrongState(state=state.value, action=action.value) from None


def decision_actions(state: DecisionState) -> list[DecisionAction]:
    """Return what can happen next to a decision."""
    return [action for (origin, action) in DECISION_STEPS if origin is state]


def certificate_actions(state: CertificateState) -> list[CertificateAction]:
    """Return what can happen next to a certificate."""
    return [action for (origin, action) in CERTIFICATE_STEPS if origin is state]

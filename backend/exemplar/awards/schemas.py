"""What crosses the wire about decisions and certificates."""

import base64
from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints, field_validator

from exemplar.accounts.actor import Actor
from exemplar.awards import policies
from exemplar.awards.certificates import HOME_ZONE
from exemplar.awards.models import Certificate
from exemplar.awards.policies import Standing
from exemplar.awards.repository import Found
from exemplar.awards.signing import canonical
from exemplar.awards.workflow import CertificateAction, CertificateState, DecisionAction, DecisionState
from exemplar.core.texts import LocalTextBody

MOST_AT_ONCE = 200
Ids = Annotated[list[UUID], Field(min_length=1, max_length=MOST_AT_ONCE)]


class DecisionsPropose(BaseModel):
    """Counted agenda items to turn into proposals."""

    item_ids: Ids


class DecisionsRelease(BaseModel):
    """Proposals to publish, all or none."""

    decision_ids: Ids


class CertificateRevoke(BaseModel):
    """Why a certificate no longer holds; shown to everybody who checks it."""

    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=5, max_length=500)]

    @field_validator("reason")
    @classmethod
    def _no_nul(cls, text: str) -> str:
        if "\x00" in text:
            message = "a text may not hold the NUL character"
            raise ValueError(message)
        return text


class AwardCandidateRead(BaseModel):
    """A counted agenda item without a decision."""

    item_id: UUID
    initiative_id: UUID
    campaign_id: UUID
    code: str
    title: str
    unit: LocalTextBody
    category: LocalTextBody
    award: LocalTextBody
    campaign: LocalTextBody
    council: LocalTextBody
    session: LocalTextBody
    passed: bool
    counts: dict[str, int]
    closed_at: datetime
    may_propose: bool

    @classmethod
    def of(cls, row: Found, *, may_propose: bool) -> Self:
        """Build from a row of ``DecisionRepository.candidates``."""
        item, initiative = row.AgendaItem, row.Initiative
        return cls(
            item_id=item.id,
            initiative_id=initiative.id,
            campaign_id=initiative.campaign_id,
            code=initiative.code,
            title=initiative.title,
            unit=row.unit_name,
            category=row.Category.name,
            award=row.Category.award_name,
            campaign=row.campaign_name,
            council=row.council_name,
            session=row.session_title,
            passed=item.tally["passed"],
            counts=item.tally.get("counts", {}),
            closed_at=item.closed_at,
            may_propose=may_propose,
        )


class IssuedCertificateRead(BaseModel):
    """The certificate of a decision, as the back office lists it."""

    number: str
    code: str
    state: CertificateState
    has_document: bool
    revocation_reason: str | None
    open_actions: list[CertificateAction]


class DecisionRead(BaseModel):
    """A decision with what a list shows of it."""

    id: UUID
    item_id: UUID
    initiative_id: UUID
    campaign_id: UUID
    code: str
    title: str
    unit: LocalTextBody
    category: LocalTextBody
    award: LocalTextBody
    campaign: LocalTextBody
    council: LocalTextBody
    recognised: bool
    state: DecisionState
    proposed_by: str
    is_own_proposal: bool
    proposed_at: datetime
    released_at: datetime | None
    certificate: IssuedCertificateRead | None
    open_actions: list[DecisionAction]

    @classmethod
    def of(cls, row: Found, actor: Actor) -> Self:
        """Build from a row of ``DecisionRepository``, with what ``actor`` may do."""
        decision = row.Decision
        standing = Standing(decision.campaign_id, row.office, row.is_conflicted)
        return cls(
            id=decision.id,
            item_id=decision.item_id,
            initiative_id=decision.initiative_id,
            campaign_id=decision.campaign_id,
            code=row.code,
            title=row.content["title"],
            unit=row.unit_name,
            category=row.category_name,
            award=decision.award_name,
            campaign=row.campaign_name,
            council=row.council_name,
            recognised=decision.recognised,
            state=decision.state,
            proposed_by=row.proposer,
            is_own_proposal=decision.proposed_by == actor.account_id,
            proposed_at=decision.created_at,
            released_at=decision.released_at,
            certificate=_issued(row.Certificate, actor, standing) if row.Certificate else None,
            open_actions=policies.decision_actions(actor, decision.state, decision.proposed_by, standing),
        )


def _issued(certificate: Certificate, actor: Actor, standing: Standing) -> IssuedCertificateRead:
    return IssuedCertificateRead(
        number=certificate.number,
        code=certificate.public_code,
        state=certificate.state,
        has_document=certificate.document_key is not None,
        revocation_reason=certificate.revocation_reason,
        open_actions=policies.certificate_actions(actor, certificate.state, standing),
    )


class CertificateProof(BaseModel):
    """What proves the certificate without us: the signed text, the signature and the key, the latter two in base64."""

    payload: str
    signature: str
    public_key: str
    key_id: str


class CertificateRead(BaseModel):
    """What anybody who holds the code may know, and nothing more."""

    number: str
    code: str
    state: CertificateState
    title: str
    recipients: list[str]
    unit: str
    award: str
    council: str
    campaign: str
    decided_on: date
    revoked_on: date | None
    revocation_reason: str | None
    has_document: bool
    proof: CertificateProof

    @classmethod
    def of(cls, certificate: Certificate, public_key: bytes) -> Self:
        """Build from the row; ``public_key`` belongs to the row's ``key_id``."""
        proof = CertificateProof(
            payload=canonical(certificate.payload).decode(),
            signature=base64.b64encode(certificate.signature).decode(),
            public_key=base64.b64encode(public_key).decode(),
            key_id=certificate.key_id,
        )
        return cls(
            **certificate.payload,
            state=certificate.state,
            revoked_on=certificate.revoked_at.astimezone(HOME_ZONE).date() if certificate.revoked_at else None,
            revocation_reason=certificate.revocation_reason,
            has_document=certificate.document_key is not None and certificate.state is CertificateState.ISSUED,
            proof=proof,
        )


class CertificateKeyRead(BaseModel):
    """A key that signs, or signed, certificates: raw Ed25519 public key in base64."""

    key_id: str
    public_key: str

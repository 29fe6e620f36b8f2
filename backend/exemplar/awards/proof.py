"""Proof that decisions are those that were released, and certificates those that were signed."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.audit.models import AuditEntry
from exemplar.audit.proof import Fault, Proof, prove_rows, with_missing
from exemplar.awards.models import Certificate, Decision
from exemplar.awards.signing import FOLDER, Signer, canonical, is_genuine
from exemplar.awards.workflow import CertificateState, DecisionState
from exemplar.voting.models import AgendaItem

RELEASED, ISSUED, REVOKED = "decision.released", "certificate.issued", "certificate.revoked"


class AwardFault(StrEnum):
    """What is wrong with a decision or a certificate.

    ``tally``: the decision says otherwise than the council's count. ``key``: signed with a key that is not among the keys of this
    installation. ``signature``: the payload is not what was signed. ``figures``: number, code or award beside the payload differ.
    ``revocation``: revoked without an entry, or the log has a revocation that the row has not.
    """

    TALLY = "tally"
    KEY = "key"
    SIGNATURE = "signature"
    FIGURES = "figures"
    REVOCATION = "revocation"


async def prove_decisions(session: AsyncSession) -> Proof:
    """Check every released decision, then look for released ones that are gone or released no more."""
    query = (
        select(Decision, AgendaItem.tally["passed"].label("passed"), AuditEntry)
        .join(AgendaItem, AgendaItem.id == Decision.item_id)
        .outerjoin(AuditEntry, (AuditEntry.object_id == Decision.id) & (AuditEntry.action == RELEASED))
        .where(Decision.state == DecisionState.RELEASED)
    )
    proof = await prove_rows(session, Decision, query, lambda row: _fault_of_decision(*row))
    there = exists().where(Decision.id == AuditEntry.object_id, Decision.state == DecisionState.RELEASED)
    return await with_missing(session, proof, RELEASED, there)


def _fault_of_decision(decision: Decision, passed: object, entry: AuditEntry | None) -> str | None:
    if entry is None:
        return Fault.UNLOGGED
    told = (entry.body["recognised"], entry.body["initiative"], entry.actor_id)
    if told != (decision.recognised, str(decision.initiative_id), decision.released_by):
        return Fault.LOG
    return None if decision.recognised is passed else AwardFault.TALLY


def known_keys(secrets: Path) -> dict[str, bytes]:
    """Return id → raw public key of every key here; none where none was made yet, because asking the signer would make one."""
    return Signer(secrets).public_keys() if (secrets / FOLDER).is_dir() else {}


async def prove_certificates(session: AsyncSession, public_keys: Mapping[str, bytes]) -> Proof:
    """Check every certificate with ``public_keys`` (id → raw key), then look for issued ones that are gone."""
    revoked = exists().where(AuditEntry.object_id == Certificate.id, AuditEntry.action == REVOKED)
    number = select(AuditEntry.body["number"].astext).where(AuditEntry.object_id == Certificate.id, AuditEntry.action == ISSUED)
    query = select(Certificate, Decision.award_name, number.limit(1).scalar_subquery(), revoked).join(
        Decision, Decision.id == Certificate.decision_id
    )
    proof = await prove_rows(session, Certificate, query, lambda row: _fault_of_certificate(public_keys, *row))
    return await with_missing(session, proof, ISSUED, exists().where(Certificate.id == AuditEntry.object_id))


def _fault_of_certificate(
    public_keys: Mapping[str, bytes], certificate: Certificate, award: Mapping[str, Any], logged: str | None, was_revoked: bool
) -> str | None:
    key = public_keys.get(certificate.key_id)
    if key is None:
        return AwardFault.KEY
    if not is_genuine(canonical(certificate.payload), certificate.signature, key):
        return AwardFault.SIGNATURE
    signed = tuple(certificate.payload[name] for name in ("number", "code", "award"))
    if signed != (certificate.number, certificate.public_code, award["vi"]):
        return AwardFault.FIGURES
    if logged != certificate.number:
        return Fault.UNLOGGED if logged is None else Fault.LOG
    return None if (certificate.state is CertificateState.REVOKED) is was_revoked else AwardFault.REVOCATION

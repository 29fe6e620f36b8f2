"""Facts about awards."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AwardReleased:
    """A decision to honour an initiative was released."""

    decision_id: UUID
    initiative_id: UUID
    revision_id: UUID


@dataclass(frozen=True, slots=True)
class CertificateRevoked:
    """A certificate was revoked."""

    certificate_id: UUID
    initiative_id: UUID

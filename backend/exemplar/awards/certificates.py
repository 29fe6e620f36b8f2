"""Certificates: issued with a decision, checked by anybody, revoked for ever."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.audit import service as audit
from exemplar.awards import numbering, policies, workflow
from exemplar.awards.document import certificate_pdf
from exemplar.awards.errors import CertificateNotFound, CertificateWithdrawn, DocumentPending
from exemplar.awards.events import CertificateRevoked
from exemplar.awards.models import Certificate, Decision
from exemplar.awards.policies import Standing
from exemplar.awards.repository import DecisionRepository, Found, certificate_by_code
from exemplar.awards.signing import Signature, Signer
from exemplar.awards.workflow import CertificateAction, CertificateState
from exemplar.core.database import SessionMaker, transaction
from exemplar.core.events import announce
from exemplar.core.jobs import enqueue
from exemplar.core.models import new_id
from exemplar.core.storage import Storage
from exemplar.notifications.service import NotificationService

RENDER_JOB = "awards.render_certificate"
HOME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
"""Days on certificates and the year of their numbers are those of the place where councils meet."""


def payload_of(row: Found) -> dict[str, Any]:
    """Return what a certificate says, in Vietnamese: ``{title, recipients, unit, award, council, decided_on, campaign}``.

    ``decided_on`` is the day (ISO) on which the council's vote closed. Number and code join when it is issued.
    """
    return {
        "title": row.content["title"],
        "recipients": [author["full_name"] for author in row.content["authors"]],
        "unit": row.unit_name["vi"],
        "award": row.Decision.award_name["vi"],
        "council": row.council_name["vi"],
        "decided_on": row.closed_at.astimezone(HOME_ZONE).date().isoformat(),
        "campaign": row.campaign_name["vi"],
    }


class CertificateService:
    """Use cases of certificates."""

    def __init__(
        self, session: AsyncSession, now: Callable[[], datetime], signer: Signer, notifications: NotificationService, storage: Storage
    ) -> None:
        self._session = session
        self._now = now
        self._signer = signer
        self._notifications = notifications
        self._storage = storage

    async def issue(self, actor: Actor, decision: Decision, payload: dict[str, Any], issued_at: datetime) -> Certificate:
        """Give the next number, sign, and have the PDF made. Called by ``DecisionService.release`` in its transaction."""
        number = await numbering.take_number(self._session, issued_at.astimezone(HOME_ZONE).year)
        code = numbering.make_code()
        signed = {"number": number, "code": code, **payload}
        signature = self._signer.sign(signed)
        certificate = Certificate(
            id=new_id(),
            decision_id=decision.id,
            number=number,
            public_code=code,
            payload=signed,
            signature=signature.value,
            key_id=signature.key_id,
            issued_at=issued_at,
        )
        self._session.add(certificate)
        await self._session.flush()
        audit.record(
            self._session, actor_id=actor.account_id, action="certificate.issued", about=("certificate", certificate.id), number=number
        )
        await enqueue(self._session, RENDER_JOB, certificate_id=certificate.id)
        return certificate

    async def find(self, typed_code: str) -> Certificate:
        """Return a certificate for anybody who holds its code.

        Raises:
            CertificateNotFound: no such code, or not the shape of one.
        """
        code = numbering.normalised_code(typed_code)
        certificate = await self._session.scalar(select(Certificate).where(Certificate.public_code == code))
        if certificate is None:
            raise CertificateNotFound
        return certificate

    async def document_link(self, typed_code: str) -> str:
        """Return an address that gives the PDF for a minute.

        Raises:
            CertificateNotFound: no such code.
            CertificateWithdrawn: it was revoked, so its document is not handed out.
            DocumentPending: the document is still being made.
        """
        certificate = await self.find(typed_code)
        if certificate.state is CertificateState.REVOKED:
            raise CertificateWithdrawn
        if certificate.document_key is None:
            raise DocumentPending
        name = f"Giấy chứng nhận {certificate.number}.pdf"
        return self._storage.sign_get(certificate.document_key, content_type="application/pdf", file_name=name, inline=True)

    async def revoke(self, actor: Actor, typed_code: str, reason: str) -> Certificate:
        """Revoke a certificate; its public page says so, with the reason, from now on.

        Raises:
            CertificateNotFound: no such code.
            NotAllowed: neither chair of the council nor manager of the campaign, or in conflict.
            ConfirmationRequired: the password was confirmed too long ago.
            WrongState: it is revoked already.
        """
        query = certificate_by_code(self._session, numbering.normalised_code(typed_code), actor).with_for_update(of=Certificate)
        row = (await self._session.execute(query.execution_options(populate_existing=True))).one_or_none()
        if row is None:
            raise CertificateNotFound
        standing = Standing(row.Decision.campaign_id, row.office, row.is_conflicted)
        permissions.require(actor, policies.REVOKE, self._now(), policies.relations(actor, policies.REVOKE, standing), scope=standing.scope)
        certificate: Certificate = row.Certificate
        revoked_at = await DecisionRepository(self._session).clock()
        certificate.state = workflow.certificate_after(certificate.state, CertificateAction.REVOKE)
        certificate.revoked_by, certificate.revocation_reason = actor.account_id, reason
        certificate.revoked_at = revoked_at
        await self._session.flush()
        audit.record(
            self._session,
            actor_id=actor.account_id,
            action="certificate.revoked",
            about=("certificate", certificate.id),
            number=certificate.number,
        )
        await announce(self._session, CertificateRevoked(certificate.id, row.Decision.initiative_id))
        await self._tell_authors(certificate, row.Decision.initiative_id, reason)
        return certificate

    async def _tell_authors(self, certificate: Certificate, initiative_id: UUID, reason: str) -> None:
        for reader in await DecisionRepository(self._session).readers(initiative_id):
            await self._notifications.tell(
                reader,
                "certificate_revoked",
                fact=f"certificate:{certificate.id}",
                link=f"/c/{certificate.public_code}",
                number=certificate.number,
                reason=reason,
            )


async def make_document(session_maker: SessionMaker, storage: Storage, public_url: str, certificate_id: UUID) -> None:
    """Make and store the PDF of a certificate unless that was done; holds no transaction while it works."""
    async with transaction(session_maker) as session:
        certificate = await session.get(Certificate, certificate_id)
    if certificate is None or certificate.document_key is not None:
        return
    signature = Signature(certificate.signature, certificate.key_id)
    pdf = await asyncio.to_thread(certificate_pdf, certificate.payload, signature, public_url)
    key = f"certificates/{certificate.id}.pdf"
    await storage.put_bytes(key, pdf, "application/pdf")
    async with transaction(session_maker) as session:
        stored = await session.get(Certificate, certificate_id, with_for_update=True)
        if stored is not None:
            stored.document_key = key

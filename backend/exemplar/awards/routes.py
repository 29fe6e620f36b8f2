"""Decisions and certificates over HTTP."""

import base64
from uuid import UUID

from litestar import Controller, Response, delete, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect
from litestar.status_codes import HTTP_200_OK, HTTP_302_FOUND
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.awards.certificates import CertificateService
from exemplar.awards.schemas import (
    AwardCandidateRead,
    CertificateKeyRead,
    CertificateRead,
    CertificateRevoke,
    DecisionRead,
    DecisionsPropose,
    DecisionsRelease,
)
from exemplar.awards.service import DecisionService
from exemplar.awards.signing import Signer
from exemplar.core.clock import utc_now
from exemplar.initiatives.service import InitiativeService
from exemplar.notifications.service import NotificationService

FRESH = {"cache-control": "no-cache"}


def provide_signer(state: State) -> Signer:
    """Return the installation's signing keys."""
    return Signer(state.settings.home.secrets)


def provide_certificates(session: NamedDependency[AsyncSession], signer: NamedDependency[Signer], state: State) -> CertificateService:
    """Build the service for one request."""
    notifications = NotificationService(session, state.settings.web.public_url)
    return CertificateService(session, utc_now, signer, notifications, state.storage)


def provide_decisions(
    session: NamedDependency[AsyncSession], certificates: NamedDependency[CertificateService], state: State
) -> DecisionService:
    """Build the service for one request."""
    notifications = NotificationService(session, state.settings.web.public_url)
    initiatives = InitiativeService(session, utc_now)
    return DecisionService(session, utc_now, initiatives, certificates, notifications)


DEPENDENCIES = {
    "signer": Provide(provide_signer, sync_to_thread=False),
    "certificates": Provide(provide_certificates, sync_to_thread=False),
    "decisions": Provide(provide_decisions, sync_to_thread=False),
}


class DecisionController(Controller):
    """What councils decided, before and after it is published."""

    path = "/decisions"
    tags = ["awards"]
    dependencies = DEPENDENCIES

    @get("/candidates", operation_id="listAwardCandidates", opt={"action": "tally.view"})
    async def candidates(self, actor: NamedDependency[Actor], decisions: NamedDependency[DecisionService]) -> list[AwardCandidateRead]:
        """List the counted agenda items that wait for a decision."""
        return [AwardCandidateRead.of(row, may_propose=may_propose) for row, may_propose in await decisions.candidates(actor)]

    @get("/", operation_id="listDecisions", opt={"action": "tally.view"})
    async def all(self, actor: NamedDependency[Actor], decisions: NamedDependency[DecisionService]) -> list[DecisionRead]:
        """List proposed and released decisions of the campaigns in which the reader has a part, newest first."""
        return [DecisionRead.of(row, actor) for row in await decisions.all(actor)]

    @post("/", operation_id="proposeDecisions", opt={"action": "decision.propose"})
    async def propose(
        self, actor: NamedDependency[Actor], decisions: NamedDependency[DecisionService], data: JSONBody[DecisionsPropose]
    ) -> list[DecisionRead]:
        """Propose decisions from counted items, as their tallies say."""
        return [DecisionRead.of(row, actor) for row in await decisions.propose(actor, data.item_ids)]

    @delete("/{decision_id:uuid}", operation_id="dropDecision", opt={"action": "tally.view"})
    async def drop(self, actor: NamedDependency[Actor], decisions: NamedDependency[DecisionService], decision_id: FromPath[UUID]) -> None:
        """Take a proposal back."""
        await decisions.drop(actor, decision_id)

    @post("/release", operation_id="releaseDecisions", opt={"action": "decision.release"}, status_code=HTTP_200_OK)
    async def release(
        self, actor: NamedDependency[Actor], decisions: NamedDependency[DecisionService], data: JSONBody[DecisionsRelease]
    ) -> list[DecisionRead]:
        """Publish proposals, all or none, and issue their certificates."""
        return [DecisionRead.of(row, actor) for row in await decisions.release(actor, data.decision_ids)]


class CertificateController(Controller):
    """The public check of certificates."""

    path = "/certificates"
    tags = ["awards"]
    dependencies = DEPENDENCIES

    @get("/{code:str}", operation_id="readCertificate", opt={"public": True, "action": "certificate.verify"})
    async def read(
        self, certificates: NamedDependency[CertificateService], signer: NamedDependency[Signer], code: FromPath[str]
    ) -> Response[CertificateRead]:
        """Say whether a certificate is valid or revoked, with what it takes to verify it offline."""
        certificate = await certificates.find(code)
        public_key = signer.public_keys().get(certificate.key_id, b"")
        return Response(CertificateRead.of(certificate, public_key), headers=FRESH)

    @get("/{code:str}/document", operation_id="openCertificateDocument", opt={"public": True, "action": "certificate.verify"})
    async def document(self, certificates: NamedDependency[CertificateService], code: FromPath[str]) -> Redirect:
        """Send the browser to the PDF, under an address that works for a minute."""
        link = await certificates.document_link(code)
        return Redirect(link, status_code=HTTP_302_FOUND, headers={"cache-control": "no-store", "referrer-policy": "no-referrer"})

    @post("/{code:str}/revocation", operation_id="revokeCertificate", opt={"action": "certificate.revoke"}, status_code=HTTP_200_OK)
    async def revoke(
        self,
        actor: NamedDependency[Actor],
        certificates: NamedDependency[CertificateService],
        signer: NamedDependency[Signer],
        code: FromPath[str],
        data: JSONBody[CertificateRevoke],
    ) -> CertificateRead:
        """Revoke a certificate, with a reason that everybody can read."""
        certificate = await certificates.revoke(actor, code, data.reason)
        return CertificateRead.of(certificate, signer.public_keys().get(certificate.key_id, b""))


class CertificateKeyController(Controller):
    """The keys that certificates are verified with."""

    path = "/certificate-keys"
    tags = ["awards"]
    dependencies = DEPENDENCIES

    @get("/", operation_id="listCertificateKeys", opt={"public": True, "action": "certificate.verify"})
    async def all(self, signer: NamedDependency[Signer]) -> Response[list[CertificateKeyRead]]:
        """List the public keys, oldest first, so that certificates can be verified offline."""
        keys = [
            CertificateKeyRead(key_id=key_id, public_key=base64.b64encode(raw).decode()) for key_id, raw in signer.public_keys().items()
        ]
        return Response(keys, headers=FRESH)


CONTROLLERS = [DecisionController, CertificateController, CertificateKeyController]

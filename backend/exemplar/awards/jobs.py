"""Jobs of the module: name → handler."""

from typing import Any
from uuid import UUID

from exemplar.awards.certificates import RENDER_JOB, make_document
from exemplar.core.jobs import Handler


async def render_certificate(services: Any, certificate_id: str) -> None:
    """Make the PDF of a certificate."""
    await make_document(services.session_maker, services.storage, services.settings.web.public_url, UUID(certificate_id))


HANDLERS: dict[str, Handler] = {RENDER_JOB: render_certificate}

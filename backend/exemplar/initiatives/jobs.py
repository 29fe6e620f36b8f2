"""Jobs of the module: name → handler."""

from typing import Any
from uuid import UUID

from exemplar.campaigns.deadlines import DeadlineService
from exemplar.campaigns.workflow import PhaseKind
from exemplar.core.clock import utc_now
from exemplar.core.database import transaction
from exemplar.core.jobs import Handler
from exemplar.initiatives.redaction_search import SEARCH_JOB, FileSearch
from exemplar.initiatives.repository import InitiativeRepository
from exemplar.initiatives.telling import TELL_JOB
from exemplar.media.engine.child import Engine
from exemplar.media.limits import engine_budget, engine_limits
from exemplar.media.redaction_scanning import FileScanner
from exemplar.notifications.service import NotificationService


async def tell_of_deadline(services: Any, campaign_id: str, phase: str, change_id: str) -> None:
    """Tell the people of drafts and entries that a deadline they plan by has moved."""
    async with transaction(services.session_maker) as session:
        people = await InitiativeRepository(session).people_waiting(UUID(campaign_id), PhaseKind(phase))
        notifications = NotificationService(session, services.settings.web.public_url)
        await DeadlineService(session, utc_now, notifications).tell_of_move(UUID(change_id), people)


async def search_for_names(services: Any, initiative_id: str) -> None:
    """Search the files of an entry for what gives its people away."""
    settings = services.settings.media
    engine = Engine(engine_limits(settings), budget=engine_budget(settings))
    scanner = FileScanner(services.session_maker, services.storage, engine)
    await FileSearch(services.session_maker, scanner).go(UUID(initiative_id))


HANDLERS: dict[str, Handler] = {TELL_JOB: tell_of_deadline, SEARCH_JOB: search_for_names}

"""Telling the people of an initiative what happened to it."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.initiatives.models import Initiative
from exemplar.initiatives.repository import InitiativeRepository
from exemplar.notifications.service import NotificationService, Reader

TELL_JOB = "initiatives.tell_of_deadline"


async def tell_people(
    session: AsyncSession, notifications: NotificationService, initiative: Initiative, kind: str, fact: UUID, **facts: str
) -> None:
    """Tell who started it, its authors and the leads of its unit; once for each ``fact`` (the id of what happened)."""
    for row in await InitiativeRepository(session).people_told(initiative):
        reader = Reader(row.id, row.email, row.language)
        link = f"/initiatives/{initiative.id}"
        await notifications.tell(reader, kind, fact=str(fact), link=link, code=initiative.code, title=initiative.title, **facts)

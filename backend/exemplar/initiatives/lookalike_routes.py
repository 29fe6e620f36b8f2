"""Alike files of an entry over HTTP."""

from datetime import datetime
from uuid import UUID

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from pydantic import BaseModel, ConfigDict
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.core.texts import LocalTextBody
from exemplar.initiatives.lookalikes import EntryLookalikes
from exemplar.initiatives.workflow import InitiativeState
from exemplar.media.engine.findings import MediaKind
from exemplar.media.lookalikes import Likeness


class ElsewhereRead(BaseModel):
    """An alike file of another entry; its pictures may be opened with ``can_view``, its entry with ``can_open``."""

    model_config = ConfigDict(from_attributes=True)

    media_id: UUID
    kind: MediaKind | None
    likeness: Likeness
    percent: int
    initiative_id: UUID
    code: str
    title: str
    state: InitiativeState
    unit_name: LocalTextBody
    campaign_name: LocalTextBody
    submitted_at: datetime | None
    can_view: bool
    can_open: bool


class FileAlikeRead(BaseModel):
    """A file of the entry, and where else something like it was handed in, the likest first; at most 20."""

    model_config = ConfigDict(from_attributes=True)

    media_id: UUID
    file_name: str
    kind: MediaKind
    elsewhere: list[ElsewhereRead]


class LookalikeController(Controller):
    """What a screener learns of other entries."""

    path = "/screening"
    tags = ["screening"]  # noqa: RUF012

    @get("/{initiative_id:uuid}/lookalikes", operation_id="listEntryLookalikes", opt={"action": "screening.view"})
    async def alike(
        self, actor: NamedDependency[Actor], session: NamedDependency[AsyncSession], initiative_id: FromPath[UUID]
    ) -> list[FileAlikeRead]:
        """List the files of this entry that are the same as, or look, sound or read like, files of other entries."""
        return [FileAlikeRead.model_validate(file) for file in await EntryLookalikes(session).of(actor, initiative_id)]

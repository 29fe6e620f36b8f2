"""What crosses the wire about room for files."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from exemplar.media.engine.findings import MediaKind

Bytes = Annotated[int, Field(ge=0, le=2**53 - 1)]
Version = Annotated[int, Field(ge=1, le=2**31 - 1)]


class QuotaCreate(BaseModel):
    """A limit to set: for one unit or for each, or for what each hands in for one call; of one kind or of all together."""

    model_config = ConfigDict(extra="forbid")

    unit_id: UUID | None = None
    campaign_id: UUID | None = None
    kind: MediaKind | None = None
    max_bytes: Bytes

    @model_validator(mode="after")
    def _about_one_thing(self) -> Self:
        if self.unit_id is not None and self.campaign_id is not None:
            message = "a quota is of a unit or of a call"
            raise ValueError(message)
        return self


class QuotaChange(BaseModel):
    """Another limit; ``version`` is the one that was seen."""

    model_config = ConfigDict(extra="forbid")

    version: Version
    max_bytes: Bytes


class QuotaRead(BaseModel):
    """A limit as it stands."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    unit_id: UUID | None
    campaign_id: UUID | None
    kind: MediaKind | None
    max_bytes: int
    version: int


class FileLimitsRead(BaseModel):
    """The largest file of each kind, in bytes."""

    image: int
    video: int
    audio: int
    document: int


class RoomRead(BaseModel):
    """A limit that holds for the unit asked about, with what is taken of it."""

    model_config = ConfigDict(from_attributes=True)

    campaign_id: UUID | None
    kind: MediaKind | None
    limit_bytes: int
    used_bytes: int
    free_bytes: int


class RoomForFilesRead(BaseModel):
    """What a unit may hand in: every limit that holds for its files together, and how large one file may be."""

    rooms: list[RoomRead]
    max_file_bytes: FileLimitsRead

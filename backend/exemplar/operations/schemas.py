"""What crosses the wire about jobs that were given up."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

MOST_AT_ONCE = 200
Number = Annotated[int, Field(ge=1, le=2**53 - 1)]


class FailedJobRead(BaseModel):
    """A job that was given up. ``name`` is the kind of work, ``error`` the kind of error (``module.Class``, null where unknown)."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    name: str
    about: str | None = Field(description="What sort of thing ``about_id`` names; null for work about no one thing.")
    about_id: UUID | None
    attempts: int
    failed_at: datetime | None
    error: str | None


class JobsChosen(BaseModel):
    """Jobs to try again or to drop."""

    model_config = ConfigDict(extra="forbid")

    job_ids: Annotated[list[Number], Field(min_length=1, max_length=MOST_AT_ONCE)]


class JobsSettled(BaseModel):
    """How many it was; those that were not given up any more are not counted."""

    count: int

"""What crosses the wire about the running of the installation."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from exemplar.core.texts import LocalTextBody
from exemplar.media.engine.findings import MediaKind
from exemplar.media.models import SweepReport
from exemplar.media.operating import MAX_FAILED, FailedFile
from exemplar.media.operating_health import PartName, PartState
from exemplar.media.sweep_findings import SweepCategory, SweepFault
from exemplar.media.workflow import MediaState


class FailedMediaRead(BaseModel):
    """Work that was given up, or a file whose original is gone (``lost_at``): what it was and why. ``failure`` names the error."""

    id: UUID
    unit_id: UUID
    unit_name: LocalTextBody
    state: MediaState
    kind: MediaKind | None
    size_bytes: int
    step: str | None
    percent: int
    failure: str | None
    failed_at: datetime | None
    lost_at: datetime | None

    @classmethod
    def of(cls, failed: FailedFile) -> Self:
        """Return the file with its unit's name."""
        same = ("id", "unit_id", "state", "kind", "size_bytes", "step", "percent", "failure", "failed_at", "lost_at")
        return cls(unit_name=LocalTextBody.model_validate(failed.unit_name), **{name: getattr(failed.media, name) for name in same})


class RetryMany(BaseModel):
    """Files to be worked on again."""

    model_config = ConfigDict(extra="forbid")

    media_ids: Annotated[list[UUID], Field(min_length=1, max_length=MAX_FAILED)]


class Retried(BaseModel):
    """How many are worked on again."""

    count: int


class ConditionRead(BaseModel):
    """How one part of the installation is; ``absent`` means not set up, and that Exemplar works without it."""

    model_config = ConfigDict(from_attributes=True)

    name: PartName
    state: PartState
    milliseconds: int
    facts: dict[str, Any]


class WaitingWorkRead(BaseModel):
    """Jobs of one lane about files of one unit. ``later`` wait for a moment that has not come."""

    model_config = ConfigDict(from_attributes=True)

    lane: str
    unit_id: UUID | None
    unit_name: LocalTextBody | None
    doing: int
    waiting: int
    later: int
    waiting_since: datetime | None


class KindUseRead(BaseModel):
    """Originals of one kind; null while nobody has looked at them."""

    model_config = ConfigDict(from_attributes=True)

    kind: MediaKind | None
    files: int
    used_bytes: int


class UnitUseRead(BaseModel):
    """Originals of one unit."""

    model_config = ConfigDict(from_attributes=True)

    unit_id: UUID
    unit_name: LocalTextBody
    files: int
    used_bytes: int


class StorageUseRead(BaseModel):
    """What lies in the store, as the rows say. ``max_unit_bytes`` is the limit of a unit for which no other is set."""

    kinds: list[KindUseRead]
    units: list[UnitUseRead]
    derivatives: int
    derivative_bytes: int
    max_unit_bytes: int


class SweepWanted(BaseModel):
    """A sweep to begin; a dry one looks and mends nothing."""

    model_config = ConfigDict(extra="forbid")

    is_dry: bool


class SweepCountRead(BaseModel):
    """How many of one kind were found and mended, with keys or ids of some."""

    category: SweepCategory
    found: int
    mended: int
    examples: list[str]


class SweepReportRead(BaseModel):
    """One sweep; ``started_at`` is null while it waits for a worker, ``by_hand`` when somebody asked for it."""

    id: UUID
    by_hand: bool
    is_dry: bool
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    objects: int
    used_bytes: int
    files: int
    counts: list[SweepCountRead]
    faults: list[SweepFault]

    @classmethod
    def of(cls, report: SweepReport) -> Self:
        """Return the report in the order of the sweep."""
        looked = report.looked
        kinds = [category for category in SweepCategory if category.value in report.found]
        return cls(
            id=report.id,
            by_hand=report.asked_by is not None,
            is_dry=report.is_dry,
            asked_at=report.created_at,
            started_at=report.started_at,
            ended_at=report.ended_at,
            objects=sum(number for name, number in looked.items() if name.startswith("objects_")),
            used_bytes=sum(number for name, number in looked.items() if name.startswith("bytes_")),
            files=looked.get("files", 0),
            counts=[SweepCountRead(category=category, **report.found[category.value]) for category in kinds],
            faults=[SweepFault(code) for code in report.errors],
        )

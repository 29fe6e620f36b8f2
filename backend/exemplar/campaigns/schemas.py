"""What crosses the wire about calls."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from exemplar.accounts.two_person_schemas import Reason, TwoPersonRead
from exemplar.campaigns.forms import FormDefinition
from exemplar.campaigns.rubrics import RubricDefinition
from exemplar.campaigns.templates import CampaignTemplate
from exemplar.campaigns.workflow import CampaignAction, CampaignState, PhaseKind
from exemplar.core.texts import LocalLine, LocalTextBody

Version = Annotated[int, Field(ge=1, le=2**31 - 2)]
Code = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Z0-9][A-Z0-9-]{1,39}$")]
CategoryCode = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Z0-9][A-Z0-9-]{0,19}$")]


def _of_this_age(day: date) -> date:
    """Refuse years that only a slip of the finger gives."""
    if not 1945 <= day.year < 2200:
        message = "a year between 1945 and 2199"
        raise ValueError(message)
    return day


Moment = Annotated[AwareDatetime, AfterValidator(_of_this_age)]
Day = Annotated[date, AfterValidator(_of_this_age)]


class MovementRead(BaseModel):
    """A movement that campaigns belong to."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: LocalTextBody
    summary: LocalTextBody | None
    starts_on: date
    ends_on: date | None


class MovementCreate(BaseModel):
    """A movement to add."""

    name: LocalLine
    summary: LocalTextBody | None = None
    starts_on: Day
    ends_on: Day | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends_on is not None and self.ends_on < self.starts_on:
            message = "a movement ends after it starts"
            raise ValueError(message)
        return self


class PhaseRead(BaseModel):
    """A phase: open from ``opens_at`` (included) to ``closes_at`` (excluded); ``is_open`` is the database's word."""

    model_config = ConfigDict(from_attributes=True)

    kind: PhaseKind
    opens_at: datetime
    closes_at: datetime
    is_open: bool


class CategoryRead(BaseModel):
    """An award category."""

    id: UUID
    code: str
    name: LocalTextBody
    summary: LocalTextBody | None
    award_name: LocalTextBody
    statutory: bool
    rubric_id: UUID | None


class RubricRead(BaseModel):
    """A rubric of a campaign."""

    id: UUID
    name: LocalTextBody
    definition: RubricDefinition
    frozen_at: datetime | None


class DeadlineChangeRead(TwoPersonRead):
    """A later deadline that one manager asked for and another confirms; ``closes_before`` is the deadline as it stood then."""

    phase: PhaseKind
    closes_before: datetime
    closes_at: datetime


class CampaignSummary(BaseModel):
    """A call as lists show it."""

    id: UUID
    code: str
    name: LocalTextBody
    summary: LocalTextBody | None
    state: CampaignState
    version: int
    movement: MovementRead | None
    phases: list[PhaseRead]
    open_actions: list[CampaignAction]


class CampaignList(BaseModel):
    """Calls, and the moment by the database clock at which their phases were judged."""

    now: datetime
    items: list[CampaignSummary]


class CampaignRead(CampaignSummary):
    """A call in full; ``now`` is the database clock, so time left needs no trust in the reader's own.

    ``deadline_changes``, the newest first, are for its managers; everybody else gets none.
    """

    now: datetime
    blind_review: bool
    sheets_per_entry: int
    published_at: datetime | None
    closed_at: datetime | None
    form_version_id: UUID
    form_frozen_at: datetime | None
    form: FormDefinition
    categories: list[CategoryRead]
    rubrics: list[RubricRead]
    deadline_changes: list[DeadlineChangeRead]


class CampaignReadiness(BaseModel):
    """Codes of what is missing before the campaign can be published; empty when nothing is."""

    missing: list[str]


class CampaignCreate(BaseModel):
    """A call to open: from nothing, from a template, or from an earlier campaign."""

    code: Code
    name: LocalLine
    summary: LocalTextBody | None = None
    movement_id: UUID | None = None
    template: CampaignTemplate | None = None
    copy_of: UUID | None = None


class VersionSeen(BaseModel):
    """The version of the campaign that the sender saw."""

    version: Version


class CampaignUpdate(VersionSeen):
    """New details; all of them."""

    name: LocalLine
    summary: LocalTextBody | None = None
    movement_id: UUID | None = None
    blind_review: bool
    sheets_per_entry: Annotated[int, Field(ge=1, le=15)]


class PhaseInput(BaseModel):
    """The dates of one phase."""

    kind: PhaseKind
    opens_at: Moment
    closes_at: Moment

    @model_validator(mode="after")
    def _closes_after_it_opens(self) -> Self:
        if self.closes_at <= self.opens_at:
            message = "a phase closes after it opens"
            raise ValueError(message)
        return self


class PhasesUpdate(VersionSeen):
    """All phases of a draft; each kind at most once."""

    phases: Annotated[list[PhaseInput], Field(max_length=len(PhaseKind))]

    @model_validator(mode="after")
    def _each_kind_once(self) -> Self:
        if len({phase.kind for phase in self.phases}) < len(self.phases):
            message = "a kind of phase occurs once"
            raise ValueError(message)
        return self


class DeadlineChangeRequest(VersionSeen):
    """A later deadline for one phase, and why."""

    phase: PhaseKind
    closes_at: Moment
    reason: Reason


class CategoryInput(BaseModel):
    """One award category; ``id`` is null for a new one."""

    id: UUID | None = None
    code: CategoryCode
    name: LocalLine
    award_name: LocalLine
    summary: LocalTextBody | None = None
    statutory: bool = False
    rubric_id: UUID | None = None


class CategoriesUpdate(VersionSeen):
    """All categories of a draft, in order."""

    categories: Annotated[list[CategoryInput], Field(max_length=30)]


class FormUpdate(VersionSeen):
    """The whole form of a draft."""

    form: FormDefinition


class RubricInput(VersionSeen):
    """A rubric with its name."""

    name: LocalLine
    definition: RubricDefinition

"""Facts about campaigns."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CampaignPublishing:
    """A campaign is about to be published; whoever knows why it may not raises. ``faults`` collects what is missing."""

    campaign_id: UUID
    faults: list[str]


@dataclass(frozen=True, slots=True)
class CampaignPublished:
    """A campaign was published and its versions frozen."""

    campaign_id: UUID

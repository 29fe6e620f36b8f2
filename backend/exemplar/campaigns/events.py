"""Facts about campaigns."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CampaignPublishing:
    """Somebody asks what a campaign still lacks, on its page or right before it is published.

    Subscribers append a code to ``faults`` (``council_rule_missing``) and change nothing.
    """

    campaign_id: UUID
    faults: list[str]


@dataclass(frozen=True, slots=True)
class CampaignPublished:
    """A campaign was published and its versions frozen."""

    campaign_id: UUID


@dataclass(frozen=True, slots=True)
class DeadlineExtended:
    """A phase of a published campaign closes later than announced. ``phase`` is a ``PhaseKind``, ``change_id`` the confirmed request."""

    campaign_id: UUID
    phase: str
    closes_at: datetime
    change_id: UUID


@dataclass(frozen=True, slots=True)
class CampaignClosed:
    """A campaign is over; nothing new happens in it."""

    campaign_id: UUID

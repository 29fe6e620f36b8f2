"""What can go wrong with a campaign, each with a stable code."""

from exemplar.core.errors import Conflict, NotFound


class CampaignNotFound(NotFound):
    """No such campaign, or a draft that the actor does not manage."""

    code = "campaign_not_found"


class WrongState(Conflict):
    """Facts: ``state`` it is in, ``action`` that was asked."""

    code = "campaign_wrong_state"

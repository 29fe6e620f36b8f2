"""What can go wrong with a campaign, each with a stable code."""

from exemplar.core.errors import Conflict, Invalid, NotFound


class CampaignNotFound(NotFound):
    """No such campaign, or a draft that the actor does not manage."""

    code = "campaign_not_found"


class MovementNotFound(NotFound):
    """No such movement."""

    code = "movement_not_found"


class RubricNotFound(NotFound):
    """No such rubric in this campaign."""

    code = "rubric_not_found"


class PhaseNotFound(NotFound):
    """The campaign has no phase of this kind. Facts: ``phase``."""

    code = "campaign_phase_not_found"


class WrongState(Conflict):
    """Facts: ``state`` it is in, ``action`` that was asked."""

    code = "campaign_wrong_state"


class CampaignFrozen(WrongState):
    """It is published, so form, rubrics, categories and details stay as they are. Facts: ``state``, ``action``."""

    code = "campaign_frozen"


class CampaignNotReady(Conflict):
    """Something is missing before it can be published. Facts: ``missing``, a list of codes."""

    code = "campaign_not_ready"


class CampaignCodeTaken(Conflict):
    """Another campaign has this code."""

    code = "campaign_code_taken"


class PhaseClosed(Conflict):
    """The phase is not open by the database clock. Facts: ``phase``, ``opens_at``, ``closes_at`` (absent when never planned)."""

    code = "campaign_phase_closed"


class DeadlineNotLater(Invalid):
    """A deadline of a published campaign moves only later. Facts: ``phase``, ``closes_at`` as it stands."""

    code = "campaign_deadline_not_later"


class DeadlineChangeNotFound(NotFound):
    """The campaign has no such request."""

    code = "deadline_change_not_found"


class DeadlineChangePending(Conflict):
    """Another change of this deadline waits for the second person. Facts: ``phase``."""

    code = "deadline_change_pending"


class RubricInUse(Conflict):
    """A category is scored by this rubric, so it cannot be removed."""

    code = "rubric_in_use"


class CategoriesInvalid(Invalid):
    """The list of categories names one twice, or one that is not of this campaign."""

    code = "campaign_categories_invalid"

"""What can go wrong in review, each with a stable code."""

from exemplar.core.errors import Conflict, Invalid, NotAllowed, NotFound


class AssignmentNotFound(NotFound):
    """Unknown, not the actor's, or of an entry that the actor may not judge."""

    code = "assignment_not_found"


class PanelMemberNotFound(NotFound):
    """No such place on a panel that the actor manages."""

    code = "panel_member_not_found"


class FeedbackNotReleased(NotFound):
    """The manager has not released the feedback of this campaign yet."""

    code = "feedback_not_released"


class CategoryNotFound(NotFound):
    """The campaign has no such category."""

    code = "review_category_not_found"


class JurorsStayOut(NotAllowed):
    """Who judges in a campaign, or has judged there, does not see how its jurors compare."""

    code = "jury_study_not_for_jurors"


class WrongState(Conflict):
    """Facts: ``state`` it is in, ``action`` that was asked."""

    code = "assignment_wrong_state"


class AssignmentConflict(Conflict):
    """The juror has a conflict of interest with the entry. Facts: ``reasons`` (see ``conflicts.ConflictReason``)."""

    code = "assignment_conflict"


class AlreadyAssigned(Conflict):
    """The juror already judges this entry."""

    code = "assignment_exists"


class NotOnPanel(Conflict):
    """The juror does not sit on the panel of the entry's category."""

    code = "assignment_not_on_panel"


class LoadReached(Conflict):
    """The juror has as many entries as agreed. Facts: ``max_load``."""

    code = "assignment_load_reached"


class EntryNotInReview(Conflict):
    """The entry is not accepted for review. Facts: ``state``."""

    code = "assignment_entry_not_in_review"


class RubricMissing(Conflict):
    """The entry's category has no rubric to score by."""

    code = "assignment_rubric_missing"


class ProposalStale(Conflict):
    """Entries, panel, conflicts or assignments changed since the proposal was made; nothing was assigned."""

    code = "assignment_proposal_stale"


class NotAJuror(Invalid):
    """The account does not hold the juror role in this campaign."""

    code = "panel_member_not_a_juror"


class AlreadyOnPanel(Conflict):
    """The juror already sits there."""

    code = "panel_member_exists"


class SheetIncomplete(Invalid):
    """The sheet cannot be sealed yet; ``fields`` name what is missing."""

    code = "sheet_incomplete"


class SheetInvalid(Invalid):
    """Points outside the rubric; ``fields`` name them."""

    code = "sheet_invalid"


class ReviewRunning(Conflict):
    """Jurors are still at work, so nothing is released. Facts: ``open`` sheets."""

    code = "feedback_review_running"


class FeedbackReleased(Conflict):
    """It was released before."""

    code = "feedback_already_released"

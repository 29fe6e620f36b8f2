"""What can go wrong with an initiative, each with a stable code."""

from exemplar.core.errors import Conflict, Invalid, NotAllowed, NotFound, StaleVersion


class InitiativeNotFound(NotFound):
    """Unknown, or hidden from the actor."""

    code = "initiative_not_found"


class RevisionNotFound(NotFound):
    """The initiative has no revision with this number."""

    code = "revision_not_found"


class WrongState(Conflict):
    """Facts: ``state`` it is in, ``action`` that was asked."""

    code = "initiative_wrong_state"


class NotYourInitiative(NotAllowed):
    """It is visible, but the actor may not do this to it."""

    code = "initiative_not_yours"


class PartsChanged(StaleVersion):
    """Somebody changed the same parts in between; nothing was saved. The draft as it stands is one read away.

    Facts: ``yours``, ``current`` (versions), ``parts`` (names of the parts, never their text).
    """


class DraftInvalid(Invalid):
    """What was to be saved does not fit the form. The fields say where."""

    code = "draft_invalid"


class InitiativeIncomplete(Invalid):
    """Something is missing or does not fit, so it cannot be handed in. The fields list everything at once."""

    code = "initiative_incomplete"


class CategoryUnknown(Invalid):
    """The category is not one of the campaign's."""

    code = "initiative_category_unknown"


class ShareNotYours(NotAllowed):
    """The actor is not an author of this initiative."""

    code = "share_not_yours"


class ShareChanged(Conflict):
    """The share is no longer the one that was shown. Facts: ``share_hundredths``."""

    code = "share_changed"


class ReturnDatePast(Invalid):
    """The date until which a returned entry may come back is not within the year ahead."""

    code = "return_date_past"


class RedactionNotNeeded(NotFound):
    """The jury of this campaign may know whose an entry is, so nothing is hidden from it."""

    code = "redaction_not_needed"


class RedactionHitNotFound(NotFound):
    """It is not among what was found in the entry last."""

    code = "redaction_hit_not_found"


class RedactionReasonMissing(Invalid):
    """What gives somebody away is left for the jury to read only with a reason."""

    code = "redaction_reason_missing"


class RedactionOpen(Conflict):
    """Something that gives the authors away may still be in the entry. Facts: ``left`` (hits to decide), ``is_searched``."""

    code = "redaction_open"


class RedactionClosed(Conflict):
    """It is too late to take away what hides something: the review has begun, or the entry is decided."""

    code = "redaction_closed"


class RedactionMaskShared(Conflict):
    """Another entry with the same file has been prepared for its jury under this mask."""

    code = "redaction_mask_shared"


class DecisionInvalid(Invalid):
    """The reasons do not go with the decision."""

    code = "screening_decision_invalid"

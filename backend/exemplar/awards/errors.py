"""What can go wrong with an award, each with a stable code."""

from exemplar.core.errors import Conflict, NotAllowed, NotFound


class DecisionNotFound(NotFound):
    """Unknown, or of a campaign the actor has no part in."""

    code = "decision_not_found"


class CertificateNotFound(NotFound):
    """No certificate has this code. Says the same for a malformed code."""

    code = "certificate_not_found"


class WrongState(Conflict):
    """Facts: ``state`` it is in, ``action`` that was asked."""

    code = "award_wrong_state"


class ItemNotTallied(Conflict):
    """The council has not finished with this agenda item. Facts: ``state`` of the item."""

    code = "award_item_not_tallied"


class AlreadyDecided(Conflict):
    """A decision about the initiative is already proposed or released. Facts: ``code`` of the initiative."""

    code = "award_already_decided"


class SecondPersonRequired(NotAllowed):
    """Whoever proposed a decision may not release it. Facts: ``codes`` of the initiatives."""

    code = "award_second_person_required"


class DocumentPending(Conflict):
    """The certificate is valid, its PDF is still being made."""

    code = "certificate_document_pending"


class CertificateWithdrawn(Conflict):
    """The certificate was revoked: its PDF is no longer handed out."""

    code = "certificate_revoked"

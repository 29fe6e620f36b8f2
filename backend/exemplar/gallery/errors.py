"""What can go wrong in the showcase, each with a stable code."""

from exemplar.core.errors import Conflict, Invalid, NotFound


class PublicationNotFound(NotFound):
    """No such publication, or it is no longer published."""

    code = "publication_not_found"


class WrongState(Conflict):
    """Facts: ``state`` it is in, ``action`` that was asked."""

    code = "publication_wrong_state"


class AwardRevoked(Conflict):
    """The certificate of the award was revoked, so the initiative cannot be shown again."""

    code = "publication_award_revoked"


class DescriptionMissing(Invalid):
    """A picture cannot be shown without words for those who do not see it."""

    code = "publication_description_missing"

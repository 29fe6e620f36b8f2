"""The ways a use case can refuse. Knows nothing of HTTP."""

from typing import Any, ClassVar


class DomainError(Exception):
    """A refusal the caller can understand and act on.

    ``code`` is stable and public: every locale has a sentence for it. ``facts`` are the values that sentence may need;
    they never hold personal data.
    """

    code: ClassVar[str]

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code)
        self.facts = facts


class NotFound(DomainError):
    """The thing does not exist, or the actor may not know that it does."""

    code = "not_found"


class NotAllowed(DomainError):
    """The actor can see the thing but may not do this to it."""

    code = "not_allowed"


class Conflict(DomainError):
    """The thing is in a state in which this cannot be done."""

    code = "conflict"


class Invalid(DomainError):
    """The values are well-formed but break a rule of the domain.

    ``fields`` is a list of ``FieldFault``; empty when no single field is to blame.
    """

    code = "invalid"

    def __init__(self, fields: "list[FieldFault] | None" = None, **facts: Any) -> None:
        super().__init__(**facts)
        self.fields = fields or []


class FieldFault:
    """One bad field: ``path`` from the root of the body, ``code`` for a sentence, ``facts`` for its numbers."""

    def __init__(self, path: list[str], code: str, **facts: Any) -> None:
        self.path = path
        self.code = code
        self.facts = facts

    def as_dict(self) -> dict[str, Any]:
        """Return the shape that crosses the wire: ``{path, code, facts}``."""
        return {"path": self.path, "code": self.code, "facts": self.facts}


class TooOften(DomainError):
    """It was tried too often in a short time. Facts: ``retry_after_seconds``."""

    code = "too_many_requests"


class Unauthenticated(NotAllowed):
    """Nobody is signed in and the route is not public."""

    code = "sign_in_required"


class ConfirmationRequired(NotAllowed):
    """The act needs the password again (at most five minutes ago)."""

    code = "confirmation_required"


class ForgedRequest(NotAllowed):
    """The request did not prove that it comes from our own pages."""

    code = "csrf_failed"


class StaleVersion(Conflict):
    """Somebody saved in between. Facts: ``yours``, ``current`` (version numbers)."""

    code = "stale_version"


class Unavailable(DomainError):
    """A service we stand on does not answer; nothing was stored. Facts: ``service``."""

    code = "service_unavailable"

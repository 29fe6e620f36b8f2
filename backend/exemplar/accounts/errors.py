"""What can go wrong with people and sign-in."""

from exemplar.core.errors import Conflict, Invalid, NotAllowed, NotFound, TooOften


class WrongCredentials(NotAllowed):
    """E-mail or password is wrong; which of the two is never told."""

    code = "wrong_credentials"


class TooManyAttempts(TooOften):
    """Too many wrong tries. Facts: ``retry_after_seconds``."""

    code = "too_many_attempts"


class AccountNotFound(NotFound):
    """No such account, or not one the actor may see."""

    code = "account_not_found"


class EmailTaken(Conflict):
    """Another account has this address."""

    code = "account_email_taken"


class WeakPassword(Invalid):
    """The password is too short or on the list of common ones. Facts: ``min_length``."""

    code = "password_weak"


class RolesCollide(Conflict):
    """One person may not hold both roles. Facts: ``role``, ``held``."""

    code = "roles_collide"


class ScopeWrong(Invalid):
    """The role needs another kind of scope. Facts: ``role``, ``needs``."""

    code = "role_scope_wrong"


class RoleScopeUnknown(Invalid):
    """There is no such unit or campaign."""

    code = "role_scope_unknown"


class RoleNotYoursToGive(NotAllowed):
    """The actor may not grant this role. Facts: ``role``."""

    code = "role_not_yours_to_give"


class SecondPersonRequired(NotAllowed):
    """Whoever asked for it may not confirm it; another person has to."""

    code = "second_person_required"


class RequestWrongState(Conflict):
    """The request was settled before. Facts: ``state`` it is in, ``action`` that was asked."""

    code = "request_wrong_state"


class RequestLapsed(Conflict):
    """Nobody confirmed the request in time; it has to be made again. Facts: ``lapsed_at``."""

    code = "request_lapsed"


class RoleNeedsRequest(NotAllowed):
    """The role takes two persons, so nobody gives it alone. Facts: ``role``."""

    code = "role_needs_request"


class RoleGivenDirectly(Invalid):
    """The role needs no second person; it is given, not asked for. Facts: ``role``."""

    code = "role_given_directly"


class RoleAlreadyHeld(Conflict):
    """The account has this role already. Facts: ``role``."""

    code = "role_already_held"


class RoleRequestPending(Conflict):
    """The same role for the same person waits for an auditor. Facts: ``role``."""

    code = "role_request_pending"


class RoleRequestNotFound(NotFound):
    """No such request, or not one the actor may see."""

    code = "role_request_not_found"

"""The roles, the scope each needs, and which of them one person may not hold together."""

from enum import StrEnum

from exemplar.accounts.errors import ScopeWrong


class Role(StrEnum):
    """What somebody is here to do. ``STAFF`` comes with being signed in and is never granted."""

    STAFF = "staff"
    CONTRIBUTOR = "contributor"
    LEAD = "lead"
    SCREENER = "screener"
    JUROR = "juror"
    MEMBER = "member"
    SECRETARY = "secretary"
    CHAIR = "chair"
    MANAGER = "manager"
    EDITOR = "editor"
    AUDITOR = "auditor"
    ADMIN = "admin"


class ScopeKind(StrEnum):
    """How far a role reaches."""

    EVERYWHERE = "everywhere"
    UNIT = "unit"
    CAMPAIGN = "campaign"


_UNIT = frozenset({Role.CONTRIBUTOR, Role.LEAD})
_ANYWHERE = frozenset({Role.EDITOR, Role.AUDITOR, Role.ADMIN})
_EITHER = frozenset({Role.MANAGER})

_COLUMNS = {
    "STF": Role.STAFF,
    "CTR": Role.CONTRIBUTOR,
    "LED": Role.LEAD,
    "SCR": Role.SCREENER,
    "JUR": Role.JUROR,
    "CMB": Role.MEMBER,
    "SEC": Role.SECRETARY,
    "CHR": Role.CHAIR,
    "MGR": Role.MANAGER,
    "EDT": Role.EDITOR,
    "AUD": Role.AUDITOR,
    "SYS": Role.ADMIN,
}
COLUMN_ROLES = {"VIS": None, **_COLUMNS}
"""Column of ``policy.tsv`` → role; ``None`` is a visitor."""

COLLISIONS: tuple[tuple[Role, frozenset[Role]], ...] = (
    (Role.ADMIN, frozenset({Role.JUROR, Role.MEMBER, Role.SECRETARY, Role.CHAIR, Role.MANAGER, Role.AUDITOR})),
    (Role.AUDITOR, frozenset(set(Role) - {Role.AUDITOR, Role.STAFF})),
)
"""Who may not be the same person: the administrator never manages, judges or audits, the auditor does nothing else."""

GIVEN_BY_MANAGER = frozenset({Role.SCREENER, Role.JUROR, Role.MEMBER, Role.SECRETARY, Role.CHAIR})
"""Roles in a campaign; its manager gives them. The administrator gives the others and has no path to these."""


TAKES_TWO = frozenset({Role.JUROR, Role.MEMBER, Role.SECRETARY, Role.CHAIR, Role.AUDITOR})
"""Roles that judge, decide or check: a manager asks for them, an auditor confirms, and nobody gives them alone."""


def scopes_of(role: Role) -> frozenset[ScopeKind]:
    """Return the kinds of scope in which ``role`` may be granted."""
    if role in _UNIT:
        return frozenset({ScopeKind.UNIT})
    if role in _ANYWHERE:
        return frozenset({ScopeKind.EVERYWHERE})
    if role in _EITHER:
        return frozenset({ScopeKind.EVERYWHERE, ScopeKind.CAMPAIGN})
    return frozenset({ScopeKind.CAMPAIGN})


def require_scope(role: Role, kind: ScopeKind, *, names_a_place: bool) -> None:
    """Raise ``ScopeWrong`` when ``role`` has no scope of this kind, or when a unit or campaign is missing or too many."""
    allowed = scopes_of(role)
    if role is Role.STAFF or kind not in allowed or names_a_place == (kind is ScopeKind.EVERYWHERE):
        raise ScopeWrong(role=role.value, needs=sorted(allowed))


def collides_with(role: Role, held: frozenset[Role]) -> Role | None:
    """Return a held role that forbids granting ``role``, or ``None``."""
    for one, others in COLLISIONS:
        if role is one:
            for other in sorted(held & others):
                return other
        if role in others and one in held:
            return one
    return None

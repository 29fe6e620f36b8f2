"""Facts about people and roles."""

from dataclasses import dataclass
from uuid import UUID

from exemplar.accounts.roles import ScopeKind


@dataclass(frozen=True, slots=True)
class RoleScopeNamed:
    """Somebody is about to give, or asks for, a role in this unit or campaign. Subscribers refuse places that do not exist.

    Units and campaigns live above this module, so it cannot look for itself. ``scope_id`` is ``None`` for everywhere.
    """

    scope_kind: ScopeKind
    scope_id: UUID | None

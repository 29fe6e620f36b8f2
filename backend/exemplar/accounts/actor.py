"""Who is acting. Built once per request or job, then passed down by hand."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from exemplar.accounts.roles import Role, ScopeKind


@dataclass(frozen=True, slots=True)
class Grant:
    """One role with its scope; ``scope_id`` is ``None`` exactly when the scope is everywhere."""

    role: Role
    scope_kind: ScopeKind
    scope_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in account with its roles and the moment its password was last confirmed."""

    account_id: UUID
    grants: frozenset[Grant] = field(default_factory=frozenset)
    confirmed_at: datetime | None = None
    session_id: UUID | None = None
    language: str = "vi"

    def holds(self, role: Role) -> bool:
        """Say whether the actor has ``role`` in any scope."""
        return role is Role.STAFF or any(grant.role is role for grant in self.grants)

    def roles_at(self, unit_id: UUID | None, campaign_id: UUID | None) -> set[Role]:
        """Return the roles that reach a thing of this unit and campaign."""
        reached = {
            grant.role
            for grant in self.grants
            if grant.scope_kind is ScopeKind.EVERYWHERE
            or (grant.scope_kind is ScopeKind.UNIT and grant.scope_id == unit_id)
            or (grant.scope_kind is ScopeKind.CAMPAIGN and grant.scope_id == campaign_id)
        }
        return reached | {Role.STAFF}

    def scope_ids(self, *roles: Role) -> frozenset[UUID]:
        """Return the units or campaigns in which the actor has one of ``roles``."""
        return frozenset(grant.scope_id for grant in self.grants if grant.role in roles and grant.scope_id is not None)

    def is_everywhere(self, *roles: Role) -> bool:
        """Say whether the actor has one of ``roles`` without a limit of scope."""
        return any(grant.role in roles and grant.scope_kind is ScopeKind.EVERYWHERE for grant in self.grants)

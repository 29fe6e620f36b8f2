"""What crosses the wire about people and sign-in."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from exemplar.accounts.roles import Role, ScopeKind
from exemplar.accounts.two_person_schemas import Reason, TwoPersonRead
from exemplar.core.texts import OneLine

Language = Literal["vi", "fr", "en"]
Email = Annotated[str, StringConstraints(strip_whitespace=True, max_length=320, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$"), OneLine]


class SignIn(BaseModel):
    """E-mail and password."""

    email: Annotated[str, StringConstraints(strip_whitespace=True, max_length=320)]
    password: Annotated[str, Field(max_length=200)]


class Confirmation(BaseModel):
    """The password, once more."""

    password: Annotated[str, Field(max_length=200)]


class RoleRead(BaseModel):
    """One role with its scope."""

    model_config = ConfigDict(from_attributes=True)

    role: Role
    scope_kind: ScopeKind
    scope_id: UUID | None


class SessionAccount(BaseModel):
    """Who is signed in and what they could do somewhere: ``open_actions`` are keys of the policy table."""

    id: UUID
    email: str
    full_name: str
    language: Language
    roles: list[RoleRead]
    unit_ids: list[UUID]
    open_actions: list[str]


class SessionRead(BaseModel):
    """The session as the pages need it; both fields are ``None`` for a visitor."""

    account: SessionAccount | None
    csrf_token: str | None


class AccountCreate(BaseModel):
    """A new person."""

    email: Email
    full_name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=120), OneLine]
    job_title: Annotated[str, StringConstraints(strip_whitespace=True, max_length=120), OneLine] = ""
    language: Language = "vi"
    password: Annotated[str, Field(max_length=200)]


class AccountRead(BaseModel):
    """A person with their roles, as staff with that right see them."""

    id: UUID
    email: str
    full_name: str
    job_title: str
    disabled: bool
    roles: list[RoleRead]


class RoleChange(BaseModel):
    """A role to grant or take away."""

    role: Role
    scope_kind: ScopeKind
    scope_id: UUID | None = None


class PreferencesUpdate(BaseModel):
    """What people set for themselves."""

    language: Language


class PasswordChange(BaseModel):
    """The old and the new password."""

    current: Annotated[str, Field(max_length=200)]
    wanted: Annotated[str, Field(max_length=200)]


class NotificationRead(BaseModel):
    """One thing told; the screen makes the sentence from ``kind`` and ``facts``."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    kind: str
    facts: dict[str, Any]
    link: str
    created_at: datetime
    read_at: datetime | None


class PersonNamed(BaseModel):
    """A person by name."""

    id: UUID
    full_name: str


class RoleRequestCreate(RoleChange):
    """A role that takes two persons, for whom and why."""

    account_id: UUID
    reason: Reason


class RoleRequestRead(TwoPersonRead):
    """A role that a manager asked for and an auditor confirms."""

    person: PersonNamed
    role: Role
    scope_kind: ScopeKind
    scope_id: UUID | None

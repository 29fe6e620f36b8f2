"""Tables of people and their sign-in, and the columns of every request that needs a second person."""

from datetime import datetime
from uuid import UUID

from advanced_alchemy.base import DefaultBase
from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from exemplar.accounts.roles import Role, ScopeKind
from exemplar.accounts.two_persons import RequestState
from exemplar.core.models import Moment, Record, Row, text_enum


class Account(Record):
    """A person who may sign in. ``email`` is stored lower-case; ``language`` is ``vi``, ``fr`` or ``en``."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_lower_case"),
        CheckConstraint("language IN ('vi', 'fr', 'en')", name="language_known"),
        UniqueConstraint("email", name="account_email_once"),
    )

    email: Mapped[str] = mapped_column(String(320))
    full_name: Mapped[str] = mapped_column(String(120))
    job_title: Mapped[str] = mapped_column(String(120), default="")
    password_hash: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2), default="vi")
    disabled_at: Mapped[datetime | None] = mapped_column(Moment)


class RoleGrant(Record):
    """A role of an account in a scope. ``scope_id`` has no foreign key: units and campaigns live above this module."""

    __tablename__ = "role_grant"
    __table_args__ = (
        CheckConstraint("(scope_kind = 'everywhere') = (scope_id IS NULL)", name="scope_id_iff_limited"),
        CheckConstraint("role <> 'staff'", name="staff_is_never_granted"),
        UniqueConstraint("account_id", "role", "scope_kind", "scope_id", name="role_granted_once", postgresql_nulls_not_distinct=True),
        Index("role_grant_by_scope", "scope_id", "role"),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    role: Mapped[Role] = mapped_column(text_enum(Role))
    scope_kind: Mapped[ScopeKind] = mapped_column(text_enum(ScopeKind))
    scope_id: Mapped[UUID | None]
    granted_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))


class SignInSession(Row):
    """One browser that is signed in. The cookie's token is stored only as SHA-256."""

    __tablename__ = "sign_in_session"
    __table_args__ = (UniqueConstraint("token_hash", name="session_token_once"), Index("session_of_account", "account_id"))

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    csrf_token: Mapped[str] = mapped_column(String(64))
    user_agent: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime] = mapped_column(Moment, server_default=func.clock_timestamp())
    seen_at: Mapped[datetime] = mapped_column(Moment, server_default=func.clock_timestamp())
    confirmed_at: Mapped[datetime] = mapped_column(Moment, server_default=func.clock_timestamp())


class SignInAttempt(DefaultBase):
    """Wrong tries under one key in the current window; ``sign_in`` says which keys there are."""

    __tablename__ = "sign_in_attempt"

    key: Mapped[str] = mapped_column(String(360), primary_key=True)
    window_started_at: Mapped[datetime] = mapped_column(Moment, server_default=func.clock_timestamp())
    failures: Mapped[int] = mapped_column(server_default=text("0"))


class TwoPersonRequest(Record):
    """Who asked, why, until when, and who settled it. ``settled_at`` is also when it lapsed, which nobody settles.

    PostgreSQL itself refuses that one person asks and confirms.
    """

    __abstract__ = True

    @staticmethod
    def promises() -> tuple[CheckConstraint, ...]:
        """Return the constraints of each such table."""
        return (
            CheckConstraint("state <> 'confirmed' OR settled_by <> requested_by", name="confirmed_by_another"),
            CheckConstraint("(state IN ('confirmed', 'declined')) = (settled_by IS NOT NULL)", name="settled_by_somebody"),
            CheckConstraint("(state = 'requested') = (settled_at IS NULL)", name="settled_at_iff_settled"),
            CheckConstraint("reason <> ''", name="reason_given"),
        )

    state: Mapped[RequestState] = mapped_column(text_enum(RequestState), default=RequestState.REQUESTED)
    reason: Mapped[str] = mapped_column(String(1000))
    answer: Mapped[str] = mapped_column(String(1000), default="")
    requested_at: Mapped[datetime] = mapped_column(Moment)
    lapses_at: Mapped[datetime] = mapped_column(Moment)
    requested_by: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    settled_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    settled_at: Mapped[datetime | None] = mapped_column(Moment)


class RoleRequest(TwoPersonRequest):
    """A role that a manager asks for and an auditor confirms; nobody confirms a role of their own."""

    __tablename__ = "role_request"
    __table_args__ = (
        *TwoPersonRequest.promises(),
        CheckConstraint("(scope_kind = 'everywhere') = (scope_id IS NULL)", name="scope_id_iff_limited"),
        CheckConstraint("state <> 'confirmed' OR settled_by <> account_id", name="nobody_confirms_the_own_role"),
        Index(
            "one_role_request_waits",
            "account_id",
            "role",
            "scope_id",
            unique=True,
            postgresql_where=text("state = 'requested'"),
            postgresql_nulls_not_distinct=True,
        ),
        Index("role_request_by_time", "requested_at"),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    role: Mapped[Role] = mapped_column(text_enum(Role))
    scope_kind: Mapped[ScopeKind] = mapped_column(text_enum(ScopeKind))
    scope_id: Mapped[UUID | None]

"""Turn errors into RFC 9457 problem documents. The only place that maps to HTTP."""

from traceback import walk_tb
from typing import Any
from uuid import uuid4

import asyncpg
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.serialization import decode_json
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from exemplar.core import logging
from exemplar.core.errors import Conflict, DomainError, FieldFault, Invalid, NotAllowed, NotFound, TooOften, Unauthenticated, Unavailable

log = logging.get(__name__)

MEDIA_TYPE = "application/problem+json"
STATUS: tuple[tuple[type[DomainError], int], ...] = (
    (Unauthenticated, 401),
    (NotFound, 404),
    (NotAllowed, 403),
    (Conflict, 409),
    (Invalid, 422),
    (TooOften, 429),
    (Unavailable, 503),
)
_HTTP_CODES = {
    400: "malformed",
    401: "sign_in_required",
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "malformed",
    429: "too_many_requests",
}
_FIELD_CODES = {
    "missing": "field_required",
    "string_too_short": "field_too_short",
    "string_too_long": "field_too_long",
    "too_short": "field_too_few",
    "too_long": "field_too_many",
    "greater_than": "field_too_small",
    "greater_than_equal": "field_too_small",
    "less_than": "field_too_large",
    "less_than_equal": "field_too_large",
    "hidden_characters": "field_hidden_characters",
}
_FIELD_FACTS = ("min_length", "max_length", "gt", "ge", "lt", "le")
CODES = frozenset(
    {
        "unexpected",
        "database_unavailable",
        "field_invalid",
        "invalid",
        "already_exists",
        "still_in_use",
        *_HTTP_CODES.values(),
        *_FIELD_CODES.values(),
    }
)
"""Codes that this module gives out itself, besides those of the modules' own errors."""

BAD_VALUE = "22"
"""SQLSTATE class of values that no column can hold: the NUL character, a number out of range."""

_UNREACHABLE = ("08", "53", "57P")
"""SQLSTATE of a server that is gone, full, or going down."""

CONSTRAINT_CODES: dict[str, str] = {}
"""Constraint name → public code, filled by ``wiring`` from the modules; unknown ones become ``already_exists``."""


def document(status: int, code: str, facts: dict[str, Any] | None = None, **more: Any) -> Response[dict[str, Any]]:
    """Return the problem as an answer: ``{type, title, status, code, facts}`` plus ``errors`` or ``request_id``."""
    body = {"type": f"urn:problem:{code}", "title": code, "status": status, "code": code, "facts": facts or {}, **more}
    return Response(body, status_code=status, media_type=MEDIA_TYPE, headers={"cache-control": "no-store"})


def domain_error(_: Request[Any, Any, Any], error: DomainError) -> Response[dict[str, Any]]:
    """Answer a refusal of a use case."""
    status = next((number for kind, number in STATUS if isinstance(error, kind)), 409)
    more = {"errors": [fault.as_dict() for fault in error.fields]} if isinstance(error, Invalid) and error.fields else {}
    answer = document(status, error.code, error.facts, **more)
    if isinstance(error, TooOften) and "retry_after_seconds" in error.facts:
        answer.headers["retry-after"] = str(error.facts["retry_after_seconds"])
    return answer


def _field_fault(entry: dict[str, Any]) -> FieldFault:
    context = entry.get("ctx") or {}
    path = [str(step) for step in entry.get("loc") or str(entry.get("key", "")).split(".") if step not in ("", "data")]
    code = _FIELD_CODES.get(str(entry.get("type", "")), "field_invalid")
    return FieldFault(path, code, **{name: context[name] for name in _FIELD_FACTS if isinstance(context.get(name), int | float)})


def validation_error(_: Request[Any, Any, Any], error: ValidationException) -> Response[dict[str, Any]]:
    """Answer a body or parameter of the wrong shape, with every bad field at once."""
    # Litestar keeps the message of each fault only; what pydantic said in full is on the cause.
    entries = getattr(error.__cause__, "errors", None) or (error.extra if isinstance(error.extra, list) else [])
    faults = [_field_fault(entry).as_dict() for entry in entries if isinstance(entry, dict)]
    return document(422, "invalid", errors=faults)


def http_error(_: Request[Any, Any, Any], error: HTTPException) -> Response[dict[str, Any]]:
    """Answer what the framework itself refuses: no such route, wrong method, unreadable body."""
    answer = document(error.status_code, _HTTP_CODES.get(error.status_code, "unexpected"))
    if error.status_code == 405 and error.headers:
        answer.headers.update(error.headers)
    return answer


def too_deep(request: Request[Any, Any, Any], error: RecursionError) -> Response[dict[str, Any]]:
    """Answer a body that is nested deeper than its reader can follow; any other endless recursion is a bug of ours."""
    innermost = list(walk_tb(error.__traceback__))[-1:]
    if any(frame.f_code is decode_json.__code__ for frame, _ in innermost):
        return document(400, "malformed")
    return unexpected_error(request, error)


def _constraint_of(error: IntegrityError) -> str | None:
    cause = getattr(error.orig, "__cause__", None)
    name = getattr(cause, "constraint_name", None)
    return str(name) if name else None


def database_error(request: Request[Any, Any, Any], error: DBAPIError) -> Response[dict[str, Any]]:
    """Answer what PostgreSQL refused, never with its own words: they may hold a row."""
    if isinstance(error, IntegrityError):
        name = _constraint_of(error)
        if name is not None and name in CONSTRAINT_CODES:
            return document(409, CONSTRAINT_CODES[name])
        kind = type(getattr(error.orig, "__cause__", None)).__name__
        if kind == "UniqueViolationError":
            return document(409, "already_exists")
        if kind == "ForeignKeyViolationError":
            return document(409, "still_in_use")
    if isinstance(error, OperationalError | InterfaceError):
        return document(503, "database_unavailable")
    if str(getattr(getattr(error.orig, "__cause__", None), "sqlstate", "")).startswith(BAD_VALUE):
        return document(422, "invalid")
    return unexpected_error(request, error)


def driver_error(request: Request[Any, Any, Any], error: asyncpg.PostgresError | asyncpg.InterfaceError) -> Response[dict[str, Any]]:
    """Answer what PostgreSQL refused to a statement in plain SQL, as ``database_error`` does for the mapper's."""
    state = str(getattr(error, "sqlstate", "") or "")
    if isinstance(error, asyncpg.InterfaceError) or state.startswith(_UNREACHABLE):
        return document(503, "database_unavailable")
    if state.startswith(BAD_VALUE):
        return document(422, "invalid")
    return unexpected_error(request, error)


def pool_timeout(_: Request[Any, Any, Any], __: PoolTimeout) -> Response[dict[str, Any]]:
    """Answer when no database connection came free in time."""
    return document(503, "database_unavailable")


def unexpected_error(request: Request[Any, Any, Any], error: Exception) -> Response[dict[str, Any]]:
    """Answer a bug: logged with an id that the screen shows, nothing of it told."""
    request_id = uuid4().hex[:12]
    is_of_the_database = isinstance(error, DBAPIError | asyncpg.PostgresError)
    detail = type(error).__name__ if is_of_the_database else repr(error)
    log.error(
        "unexpected",
        request_id=request_id,
        path=request.url.path,
        method=request.method,
        error=detail,
        exc_info=not is_of_the_database,
    )
    return document(500, "unexpected", request_id=request_id)


HANDLERS: dict[Any, Any] = {
    DomainError: domain_error,
    ValidationException: validation_error,
    HTTPException: http_error,
    DBAPIError: database_error,
    asyncpg.PostgresError: driver_error,
    asyncpg.InterfaceError: driver_error,
    PoolTimeout: pool_timeout,
    RecursionError: too_deep,
    ConnectionError: lambda _request, _error: document(503, "database_unavailable"),
    Exception: unexpected_error,
}

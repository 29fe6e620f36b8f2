"""Time, as the application sees it. Deadlines are judged by the database clock, not by this."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Return the moment, aware, in UTC."""
    return datetime.now(UTC)

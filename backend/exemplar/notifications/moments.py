"""Moments as mails write them out."""

from datetime import datetime, timedelta, timezone

LOCAL_TIME = timezone(timedelta(hours=7))
"""The organisation's own time (Indochina time has no summer time)."""


def written(moment: datetime) -> str:
    """Return day and minute in the organisation's own time, the same in every language."""
    return moment.astimezone(LOCAL_TIME).strftime("%d/%m/%Y %H:%M")

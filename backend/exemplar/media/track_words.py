"""What a track is called: its kind, where it came from, and the tag of its language. Pure."""

import re
from enum import StrEnum

_TAG = re.compile(r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?", re.IGNORECASE)


class TrackKind(StrEnum):
    """What the cues of a track are: words as they are said, or titles of parts."""

    CAPTIONS = "captions"
    CHAPTERS = "chapters"


class TrackSource(StrEnum):
    """Where the cues of a version came from."""

    WRITTEN = "written"
    UPLOADED = "uploaded"
    RECOGNISED = "recognised"


def language_tag(text: str) -> str | None:
    """Return a simple BCP 47 tag (language, perhaps script and region) as it is usually written, or ``None``: ``ZH-hant`` → ``zh-Hant``."""
    found = _TAG.fullmatch(text)
    if found is None:
        return None
    script, region = found["script"], found["region"]
    parts = [found["language"].lower(), script.title() if script else None, region.upper() if region else None]
    return "-".join(part for part in parts if part)

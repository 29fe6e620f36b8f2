"""The one thing a bucket allows everybody: to read what lies under a prefix. Pure: policies in and out as JSON."""

import json
from typing import Any


def allowing(policy: str | None, bucket: str, prefix: str) -> str | None:
    """Return ``policy`` with leave for everybody to read (not to list) under ``prefix``; ``None`` when it says so already.

    Whatever else the policy holds is somebody's wish and stays.
    """
    wanted = {
        "Effect": "Allow",
        "Principal": {"AWS": ["*"]},
        "Action": ["s3:GetObject"],
        "Resource": [f"arn:aws:s3:::{bucket}/{prefix}*"],
    }
    whole: dict[str, Any] = json.loads(policy) if policy else {"Version": "2012-10-17", "Statement": []}
    if any(_says_the_same(wanted, said) for said in whole["Statement"]):
        return None
    return json.dumps(whole | {"Statement": [*whole["Statement"], wanted]})


def _says_the_same(wanted: dict[str, Any], said: dict[str, Any]) -> bool:
    """Compare two statements; some servers give lists of one back as the one."""
    same = all(_listed(wanted[name]) == _listed(said.get(name)) for name in ("Effect", "Action", "Resource"))
    return same and "*" in json.dumps(said.get("Principal")) and not said.get("Condition")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]

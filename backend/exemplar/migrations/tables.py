"""Every model of every module, imported once, so that the migrations see all tables."""

from types import ModuleType
from typing import Any

import exemplar.accounts.models
import exemplar.audit.models
import exemplar.awards.models
import exemplar.campaigns.models
import exemplar.gallery.models
import exemplar.initiatives.models
import exemplar.media.models
import exemplar.notifications.models
import exemplar.operations.models
import exemplar.review.models
import exemplar.units.models
import exemplar.voting.models

MODULES: list[ModuleType] = [
    exemplar.audit.models,
    exemplar.notifications.models,
    exemplar.accounts.models,
    exemplar.operations.models,
    exemplar.units.models,
    exemplar.media.models,
    exemplar.campaigns.models,
    exemplar.initiatives.models,
    exemplar.review.models,
    exemplar.voting.models,
    exemplar.awards.models,
    exemplar.gallery.models,
]


def is_ours(_: Any, name: str | None, kind: str, reflected: bool, compare_to: Any) -> bool:
    """Leave procrastinate's tables to procrastinate."""
    del reflected, compare_to
    return not (kind == "table" and name is not None and name.startswith("procrastinate_"))

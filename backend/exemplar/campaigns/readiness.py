"""What a campaign still lacks before it can be published. No I/O."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from exemplar.campaigns.forms import FormDefinition, fields_of
from exemplar.campaigns.models import Category
from exemplar.campaigns.repository import PhaseWindow
from exemplar.campaigns.rubrics import WHOLE, RubricDefinition, weighted_maximum
from exemplar.campaigns.workflow import PhaseKind

NEEDED = (PhaseKind.SUBMISSION, PhaseKind.SCREENING, PhaseKind.REVIEW, PhaseKind.COUNCIL)
"""Phases without which a campaign cannot run; awards may be handed out whenever the decision is ready."""


def missing_dates(phases: Sequence[PhaseWindow], now: datetime) -> list[str]:
    """Return codes for phases never planned, over before they began, or in an order that cannot work.

    ``phases`` come in the order of the year.
    """
    kinds = {phase.kind for phase in phases}
    missing = [f"phase_missing_{kind}" for kind in NEEDED if kind not in kinds]
    if any(phase.kind is PhaseKind.SUBMISSION and phase.closes_at <= now for phase in phases):
        missing.append("submission_in_the_past")
    if any(later.opens_at < earlier.opens_at or later.closes_at < earlier.closes_at for earlier, later in pairwise(phases)):
        missing.append("phases_out_of_order")
    return missing


def missing_questions(form: FormDefinition) -> list[str]:
    """Return a code when the form asks nothing, or a section of it is empty."""
    if not any(True for _ in fields_of(form)):
        return ["form_empty"]
    return ["form_section_empty"] if any(not section.fields for section in form.sections) else []


def missing_awards(categories: Sequence[Category], rubrics: Sequence[RubricDefinition]) -> list[str]:
    """Return codes for categories that cannot be judged; ``rubrics`` are those that categories use."""
    if not categories:
        return ["category_missing"]
    missing = ["category_without_rubric"] if any(one.rubric_version_id is None for one in categories) else []
    return [*missing, *(["rubric_not_whole"] if any(weighted_maximum(one) != WHOLE for one in rubrics) else [])]

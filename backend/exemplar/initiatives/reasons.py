"""What a screener may decide, and the fixed list of reasons for it. Pure.

Source of the reasons: the conditions of recognition (Law 06/2022/QH15 art. 3; Điều lệ Sáng kiến, Decree 13/2012, art. 3–4)
and the rule that state secrets and other people's data stay out.
"""

from enum import StrEnum

from exemplar.core.errors import FieldFault


class ScreeningOutcome(StrEnum):
    """What a screener decided about one revision."""

    ACCEPT = "accept"
    RETURN = "return"
    REFUSE = "refuse"


class ScreeningReason(StrEnum):
    """Why an entry is returned or refused; the front end has a sentence for each."""

    INCOMPLETE = "incomplete"
    UNCLEAR = "unclear"
    EVIDENCE_MISSING = "evidence_missing"
    FILE_UNUSABLE = "file_unusable"
    WRONG_CATEGORY = "wrong_category"
    AUTHORS_UNCLEAR = "authors_unclear"
    PERSONAL_DATA = "personal_data"
    CONFIDENTIAL = "confidential"
    NOT_APPLIED = "not_applied"
    NOT_NEW = "not_new"
    DUPLICATE = "duplicate"
    NOT_ELIGIBLE = "not_eligible"
    PROTECTED = "protected"


R = ScreeningReason

REASONS: dict[ScreeningOutcome, tuple[ScreeningReason, ...]] = {
    ScreeningOutcome.ACCEPT: (),
    ScreeningOutcome.RETURN: (
        R.INCOMPLETE,
        R.UNCLEAR,
        R.EVIDENCE_MISSING,
        R.FILE_UNUSABLE,
        R.WRONG_CATEGORY,
        R.AUTHORS_UNCLEAR,
        R.PERSONAL_DATA,
        R.CONFIDENTIAL,
    ),
    ScreeningOutcome.REFUSE: (R.NOT_APPLIED, R.NOT_NEW, R.DUPLICATE, R.NOT_ELIGIBLE, R.PROTECTED, R.CONFIDENTIAL),
}
"""outcome → reasons that go with it, in the order shown. What a unit can mend is returned; what it cannot is refused."""


def faults(outcome: ScreeningOutcome, codes: list[ScreeningReason], text: str) -> list[FieldFault]:
    """Return what is wrong with the reasons given: a return or a refusal needs at least one code and words."""
    found = [FieldFault(["reason_codes"], "reason_not_for_outcome", reason=code.value) for code in codes if code not in REASONS[outcome]]
    if outcome is not ScreeningOutcome.ACCEPT:
        if not codes:
            found.append(FieldFault(["reason_codes"], "field_required"))
        if not text.strip():
            found.append(FieldFault(["reason"], "field_required"))
    return found

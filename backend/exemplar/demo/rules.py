"""The demo's three council rules. Thresholds of V1 and V3 are invented; V2 follows decree 152/2025 art. 33.5."""

from datetime import date

from exemplar.core.models import LocalText
from exemplar.voting.rulebook import RuleContent
from exemplar.voting.rules import (
    AbsentPolicy,
    Denominator,
    Electorate,
    RecusalEffect,
    RuleDefinition,
    RuleQuorum,
    RuleThreshold,
    ScoreGate,
    TieBreak,
)

_ALL = (Denominator.ALL_APPOINTED, AbsentPolicy.COUNTED_AS_NOT_AGREE)


def _rule(quorum: tuple[int, int], threshold: tuple[int, int], gate: ScoreGate | None, text: str) -> RuleDefinition:
    return RuleDefinition(
        electorate=Electorate.FULL_COUNCIL,
        quorum=RuleQuorum(num=quorum[0], den=quorum[1], chair_or_delegate_required=True),
        denominator=_ALL[0],
        threshold=RuleThreshold(num=threshold[0], den=threshold[1], strict=False),
        absent_policy=_ALL[1],
        recusal_effect=RecusalEffect.KEEP,
        abstain_offered=True,
        score_gate=gate,
        tie_break=[TieBreak.MEAN_SCORE, TieBreak.CHAIR_DECIDES],
        legal_text=text,
    )


_NAMES: dict[str, LocalText] = {
    "V1": {
        "vi": "Hội đồng sáng kiến Bộ (demo)",
        "fr": "Conseil des initiatives du ministère (démo)",
        "en": "Ministry initiative council (demo)",
    },
    "V2": {
        "vi": "Hội đồng TĐKT: đề nghị danh hiệu cấp Nhà nước (demo)",
        "fr": "Conseil d’émulation : titres d’État (démo)",
        "en": "Emulation council: state titles (demo)",
    },
    "V3": {"vi": "Ban giám khảo truyền thông (demo)", "fr": "Jury des médias (démo)", "en": "Media jury (demo)"},
}
RULES: dict[str, RuleDefinition] = {
    "V1": _rule((2, 3), (7, 10), ScoreGate(min_percent=70, min_sheets=3), "Ngưỡng và túc số trong bản demo do hệ thống đặt ra."),
    "V2": _rule((2, 3), (9, 10), None, "Ít nhất 90% tổng số thành viên hội đồng tán thành."),
    "V3": _rule((5, 7), (2, 3), None, "Ngưỡng và túc số trong bản demo do hệ thống đặt ra."),
}
_BASIS = {"V1": "", "V2": "Nghị định 152/2025/NĐ-CP, Điều 33.5", "V3": ""}


def rule_content(code: str) -> RuleContent:
    """Return what the rule book stores for ``code``."""
    return RuleContent(name=_NAMES[code], legal_basis=_BASIS[code], valid_from=date(2025, 7, 1), valid_until=None, definition=RULES[code])

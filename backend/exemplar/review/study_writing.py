"""From a study of the jury to what crosses the wire. Pure."""

from exemplar.core.texts import LocalTextBody
from exemplar.review.schemas import ChangeRead, SpanRead, StudiedCriterionRead, StudiedEntryRead, StudiedJurorRead, StudyRead
from exemplar.review.statistics.agreement import Reading, reading
from exemplar.review.statistics.severity import Span
from exemplar.review.studying import StudiedCriterion, StudiedEntry, StudiedJuror, Study
from exemplar.review.writing import hundredths

DIGITS = 3
"""Decimals of what is no percent: z-scores and α."""


def study(read: Study) -> StudyRead:
    """Return all figures of a category."""
    return StudyRead(
        category_id=read.category_id,
        places=read.places,
        sheets=read.sheets,
        running=read.running,
        withheld=read.withheld,
        unfit=read.unfit,
        alpha=_short(read.alpha),
        reading=_reading(read.alpha),
        entries=[_entry(one) for one in read.entries],
        criteria=[_criterion(one) for one in read.criteria],
        jurors=[_juror(one) for one in read.jurors],
        changes=[
            ChangeRead(kind=one.kind, juror_id=one.juror_id, criterion=one.criterion, enters=one.enters, leaves=one.leaves)
            for one in read.changes
        ],
    )


def _entry(one: StudiedEntry) -> StudiedEntryRead:
    entry, corrected = one.entry, one.corrected
    return StudiedEntryRead(
        initiative_id=entry.initiative_id,
        code=entry.code,
        title=entry.title,
        rank=entry.rank,
        sheets=entry.sheets,
        percent_hundredths=None if entry.percent is None else hundredths(entry.percent),
        trimmed_hundredths=None if one.trimmed is None else hundredths(one.trimmed),
        z_score=_short(one.z_score),
        corrected=_span(corrected.score) if corrected else None,
        best_rank=corrected.best_rank if corrected else None,
        worst_rank=corrected.worst_rank if corrected else None,
        in_tie_zone=one.in_tie_zone,
        on_edge=one.on_edge,
    )


def _criterion(one: StudiedCriterion) -> StudiedCriterionRead:
    return StudiedCriterionRead(
        key=one.key,
        name=LocalTextBody.model_validate(one.name),
        mean_hundredths=hundredths(one.mean),
        alpha=_short(one.alpha),
        reading=_reading(one.alpha),
    )


def _juror(one: StudiedJuror) -> StudiedJurorRead:
    span = one.severity
    return StudiedJurorRead(
        juror_id=one.juror_id,
        full_name=one.full_name,
        sheets=one.sheets,
        mean_hundredths=hundredths(one.mean),
        severity=_span(span) if span else None,
        stands_out=span is not None and (span.low > 0 or span.high < 0),
    )


def _span(span: Span) -> SpanRead:
    return SpanRead(value_hundredths=round(span.value * 100), low_hundredths=round(span.low * 100), high_hundredths=round(span.high * 100))


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)


def _reading(alpha: float | None) -> Reading | None:
    return None if alpha is None else reading(alpha)

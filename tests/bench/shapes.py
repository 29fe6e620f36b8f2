"""The lists that readers ask for, in the mix that is measured: each as the statement it becomes and as an address."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from exemplar.gallery import queries
from exemplar.gallery.filters import Filters
from exemplar.gallery.schemas import PublicationSort
from tests.bench import publications

LIST = "/api/v1/publications"


@dataclass(frozen=True, slots=True)
class Shape:
    """One list. ``query`` is what comes after the question mark."""

    name: str
    statement: str
    values: list[Any]
    query: str


def _shape(name: str, filters: Filters, sort: PublicationSort = PublicationSort.NEWEST, cursor: str | None = None, **query: Any) -> Shape:
    statement, values = queries.list_statement(filters, sort, cursor)
    asked = {**query, **({"cursor": cursor} if cursor else {}), **({} if sort is PublicationSort.NEWEST else {"sort": sort.value})}
    return Shape(name, statement, values, urlencode(asked))


def make(cursor: str, unit: UUID) -> list[Shape]:
    """Return what visitors ask for most: the newest, further pages, a category, a part of the organisation, a year."""
    return [
        _shape("newest", Filters()),
        _shape("a later page", Filters(), cursor=cursor),
        _shape("one category", Filters(categories=("hang-muc-3",)), category="hang-muc-3"),
        _shape("one branch of units", Filters(units=(unit,)), unit=unit),
        _shape("category and branch", Filters(categories=("hang-muc-3",), units=(unit,)), category="hang-muc-3", unit=unit),
        _shape("one year", Filters(years=(2025,)), year=2025),
    ]


def rare() -> list[Shape]:
    """Return lists that are planned with the others but not measured under load."""
    word = publications.COMMON_WORD
    return [
        _shape("by title", Filters(), PublicationSort.TITLE),
        _shape("search, by relevance", Filters(text=word), PublicationSort.RELEVANCE, q=word),
    ]


def addresses(chosen: list[Shape], count: int = 3_000) -> list[str]:
    """Return ``count`` addresses, no two alike, so that no answer can be taken from a shelf."""
    return [f"{LIST}?{shape.query}{'&' if shape.query else ''}n={number}" for number in range(count // len(chosen)) for shape in chosen]

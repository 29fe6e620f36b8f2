"""The choices beside a list and how many initiatives each would give; one statement, counted over the newest 5,000 at most.

The count of a choice heeds every other filter but not its own, so that a second choice of the same filter can be judged.
"""

from typing import Any

import asyncpg

from exemplar.gallery.filters import NAMES, Arguments, Filters, condition
from exemplar.gallery.schemas import FacetValue, PublicationFacets, as_json

SAMPLE = 5_000
MAX_CHOICES = 60
_SEARCH = """
    AND search @@ (websearch_to_tsquery('public.exemplar_vi', {0}) || websearch_to_tsquery('public.exemplar_en', {0})
        || websearch_to_tsquery('public.exemplar_fr', {0}))"""
_CHOICES = {
    "categories": "category_key, count(*), 0, NULL::uuid[] FROM sample WHERE {0} GROUP BY category_key",
    "awards": "award_key, count(*), 0, NULL::uuid[] FROM sample WHERE award_key IS NOT NULL AND {0} GROUP BY award_key",
    "kinds": "kind, count(*), 0, NULL::uuid[] FROM sample, jsonb_array_elements_text(media_kinds) kind WHERE {0} GROUP BY kind",
    "years": "year::text, count(*), 0, NULL::uuid[] FROM sample WHERE {0} GROUP BY year",
    "campaigns": "campaign_id::text, count(*), 0, NULL::uuid[] FROM sample WHERE {0} GROUP BY campaign_id",
    "units": """part.id::text, sum(own.found)::bigint, cardinality(part.line) - 1, part.line FROM (
        SELECT unit_id, count(*) AS found FROM sample WHERE {0} GROUP BY unit_id
    ) own JOIN unit leaf ON leaf.id = own.unit_id JOIN unit part ON part.id = ANY(leaf.line) GROUP BY part.id""",
}
_LABELS = {
    "categories": "(SELECT category_name FROM publication WHERE state = 'published' AND category_key = value LIMIT 1)",
    "awards": "(SELECT award_name FROM publication WHERE state = 'published' AND award_key = value LIMIT 1)",
    "campaigns": "(SELECT name FROM campaign WHERE id = value::uuid)",
    "units": "(SELECT name FROM unit WHERE id = value::uuid)",
}
_LABEL = " ".join(f"WHEN '{name}' THEN {label}" for name, label in _LABELS.items())


def facets_statement(filters: Filters) -> tuple[str, list[Any]]:
    """Return the one statement that counts every choice, and its values."""
    arguments = Arguments()
    search = _SEARCH.format(arguments.add(filters.words)) if filters.words else ""
    wanted = {name: condition(filters, name, arguments) for name in NAMES}
    branches = [f"SELECT '{facet}' AS facet, {choices.format(_others(wanted, facet))}" for facet, choices in _CHOICES.items()]
    statement = f"""
        WITH sample AS MATERIALIZED (
            SELECT category_key, award_key, unit_id, campaign_id, year, media_kinds FROM publication
            WHERE state = 'published' {search} ORDER BY published_at DESC, id DESC LIMIT {SAMPLE}
        ), choice (facet, value, found, depth, line) AS ({" UNION ALL ".join(f"({branch})" for branch in branches)})
        SELECT facet, value, found, depth, (CASE facet {_LABEL} END)::text AS label, (SELECT count(*) FROM sample) AS looked_at
        FROM choice ORDER BY facet, line, found DESC, value DESC
    """  # noqa: S608 - built of constants; values are numbered arguments
    return statement, arguments.values


def _others(wanted: dict[str, str | None], facet: str) -> str:
    return " AND ".join(each for name, each in wanted.items() if each and name != facet) or "true"


async def count_choices(connection: asyncpg.Connection, filters: Filters) -> PublicationFacets:
    """Return the choices of every filter with their counts."""
    statement, values = facets_statement(filters)
    rows = await connection.fetch(statement, *values)
    found: dict[str, list[FacetValue]] = {name: [] for name in _CHOICES}
    for row in rows:
        choices = found[row["facet"]]
        if len(choices) < MAX_CHOICES:
            choices.append(FacetValue(row["value"], as_json(row["label"]), row["found"], row["depth"]))
    found["years"].sort(key=lambda choice: choice.value, reverse=True)
    return PublicationFacets(**found, is_capped=bool(rows) and rows[0]["looked_at"] >= SAMPLE)

"""Hot reads of the showcase: plain SQL on the session's own asyncpg connection, one statement per list.

A page is chosen in a subselect that reads an index alone (the filters are carried by it), and only its 25 rows are fetched.
Searching is two-tier: of what matches, the newest 500 are ranked. See decisions/0074-search-without-accents.md.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from exemplar.core.paging import PAGE_SIZE, decode_cursor, encode_cursor
from exemplar.gallery.filters import Arguments, Filters, conditions
from exemplar.gallery.schemas import (
    Excerpt,
    PublicationCard,
    PublicationPage,
    PublicationRead,
    PublicationSort,
    RelatedPublications,
    as_json,
)
from exemplar.gallery.workflow import PublicationState

CANDIDATES = 500
COUNTED = 1_001
RELATED = 3
_START, _STOP = "\x02", "\x03"
# JSON leaves the database as text: the session's connection would decode it, and it would only be encoded again.
_CARD = """p.id, p.slug, p.title::text AS title, p.unit_name::text AS unit_name, p.category_name::text AS category_name,
    p.award_name::text AS award_name, p.year, p.media_kinds::text AS media_kinds, p.cover::text AS cover, p.published_at"""
_MATCH = """(
    SELECT websearch_to_tsquery('public.exemplar_vi', {0}) || websearch_to_tsquery('public.exemplar_en', {0})
        || websearch_to_tsquery('public.exemplar_fr', {0}) AS query
) asked"""
# Asking first is five times cheaper than normalising, and nearly every title is normalised already.
_TITLE_NFC = "CASE WHEN title ->> 'vi' IS NFC NORMALIZED THEN title ->> 'vi' ELSE normalize(title ->> 'vi', NFC) END"
_MARKS = "StartSel=\x02,StopSel=\x03"
_HEADLINE = f""", ts_headline('public.exemplar_vi', p.title ->> 'vi', asked.query, 'HighlightAll=true,{_MARKS}') AS found_title,
    ts_headline('public.exemplar_vi', p.summary, asked.query, 'MaxWords=36,MinWords=18,{_MARKS}') AS found_text"""


def _where(filters: Filters, arguments: Arguments, words: str) -> tuple[str, str]:
    """Return the source and the condition of everything that fits; ``words`` is the place of the searched text, or empty."""
    wanted = conditions(filters, arguments)
    if words:
        wanted.append("publication.search @@ asked.query")
    return (f"publication, {_MATCH.format(words)}" if words else "publication"), " AND ".join(wanted)


def list_statement(filters: Filters, sort: PublicationSort, cursor: str | None, page_size: int = PAGE_SIZE) -> tuple[str, list[Any]]:
    """Return the one statement of a list, and its values.

    Raises:
        BadCursor: the cursor belongs to another list.
    """
    arguments = Arguments()
    words = arguments.add(filters.words) if filters.words else ""
    source, wanted = _where(filters, arguments, words)
    # Asked for in order, a search is counted along an index; without, the planner reads the table from its beginning.
    in_order = " ORDER BY published_at DESC, id DESC" if words else ""
    counted = f"SELECT count(*) FROM (SELECT 1 FROM {source} WHERE {wanted}{in_order} LIMIT {COUNTED}) counted"  # noqa: S608 - built of constants; values are numbered arguments
    if sort is PublicationSort.RELEVANCE and words:
        page, kept = _ranked(source, wanted, arguments, words, cursor), "page.score"
        order = "page.score DESC, page.published_at DESC, page.id DESC"
    elif sort is PublicationSort.TITLE:
        page, kept = _by_title(source, wanted, arguments, cursor), "page.title_sort"
        order = "page.title_sort, page.id"
    else:
        page, kept = _newest(source, wanted, arguments, cursor), "true AS is_newest"
        order = "page.published_at DESC, page.id DESC"
    statement = f"""
        SELECT {_CARD}, {kept}, ({counted}) AS total {_HEADLINE if words else ""}
        FROM ({page} LIMIT {page_size + 1}) page JOIN publication p ON p.id = page.id {", " + _MATCH.format(words) if words else ""}
        ORDER BY {order}
    """  # noqa: S608 - built of constants; values are numbered arguments
    return statement, arguments.values


def _newest(source: str, wanted: str, arguments: Arguments, cursor: str | None) -> str:
    after = ""
    if cursor:
        published_at, last_id = decode_cursor(cursor, tuple[datetime, UUID])
        after = f" AND (published_at, id) < ({arguments.add(published_at)}, {arguments.add(last_id)})"
    return f"SELECT id, published_at FROM {source} WHERE {wanted}{after} ORDER BY published_at DESC, id DESC"  # noqa: S608 - as above


def _by_title(source: str, wanted: str, arguments: Arguments, cursor: str | None) -> str:
    after = ""
    if cursor:
        title_sort, last_id = decode_cursor(cursor, tuple[str, UUID])
        after = f" AND (title_sort, id) > ({arguments.add(title_sort)}, {arguments.add(last_id)})"
    return f"SELECT id, title_sort FROM {source} WHERE {wanted}{after} ORDER BY title_sort, id"  # noqa: S608 - as above


def _ranked(source: str, wanted: str, arguments: Arguments, words: str, cursor: str | None) -> str:
    """Rank the newest matches by how near the words stand in title and summary; accents typed as written weigh most."""
    after = ""
    if cursor:
        score, published_at, last_id = decode_cursor(cursor, tuple[int, datetime, UUID])
        after = f"WHERE (score, published_at, id) < ({arguments.add(score)}, {arguments.add(published_at)}, {arguments.add(last_id)})"
    return f"""
        SELECT id, published_at, score FROM (
            SELECT id, published_at, (1e5 * ts_rank_cd(search_rank, query))::bigint
                + CASE WHEN strpos(lower({_TITLE_NFC}), lower({words})) > 0 THEN 10000000 ELSE 0 END AS score
            FROM (
                SELECT id, published_at, search_rank, title, asked.query FROM {source}
                WHERE {wanted} ORDER BY published_at DESC, id DESC LIMIT {CANDIDATES}
            ) matching
        ) ranked {after} ORDER BY score DESC, published_at DESC, id DESC
    """  # noqa: S608 - as above


async def list_publications(connection: asyncpg.Connection, filters: Filters, sort: PublicationSort, cursor: str | None) -> PublicationPage:
    """Return one page of what is published; one statement.

    Raises:
        BadCursor: the cursor belongs to another list.
    """
    statement, values = list_statement(filters, sort, cursor)
    rows = await connection.fetch(statement, *values)
    return page_of(rows, filters, sort)


def page_of(rows: list[Any], filters: Filters, sort: PublicationSort, page_size: int = PAGE_SIZE) -> PublicationPage:
    """Return the page that the rows of ``list_statement`` make."""
    is_search = bool(filters.words)
    total = rows[0]["total"] if rows else 0
    next_cursor = _cursor_after(rows[page_size - 1], sort, is_search=is_search) if len(rows) > page_size else None
    items = [_card(row, is_search=is_search) for row in rows[:page_size]]
    return PublicationPage(items, next_cursor, min(total, COUNTED - 1), total >= COUNTED)


def _cursor_after(row: Any, sort: PublicationSort, *, is_search: bool) -> str:
    if sort is PublicationSort.RELEVANCE and is_search:
        return encode_cursor(row["score"], row["published_at"], row["id"])
    if sort is PublicationSort.TITLE:
        return encode_cursor(row["title_sort"], row["id"])
    return encode_cursor(row["published_at"], row["id"])


def _card(row: Any, *, is_search: bool) -> PublicationCard:
    return PublicationCard(
        id=row["id"],
        slug=row["slug"],
        title=as_json(row["title"]),
        unit=as_json(row["unit_name"]),
        category=as_json(row["category_name"]),
        award=as_json(row["award_name"]),
        year=row["year"],
        media_kinds=as_json(row["media_kinds"]),
        cover=as_json(row["cover"]),
        published_at=row["published_at"],
        found_title=excerpts(row["found_title"]) if is_search else None,
        found_text=excerpts(row["found_text"]) if is_search else None,
    )


def excerpts(marked: str) -> list[Excerpt]:
    """Return a text that PostgreSQL marked, in pieces. Markup never crosses the wire, so there is nothing to escape."""
    found: list[Excerpt] = []
    for number, piece in enumerate(marked.split(_START)):
        match, _, rest = piece.partition(_STOP) if number else ("", "", piece)
        found += [Excerpt(text, is_match) for text, is_match in ((match, True), (rest, False)) if text]
    return found


DETAIL = """
    SELECT id, slug, title::text AS title, summary, unit_id, unit_name::text AS unit_name, category_key,
        category_name::text AS category_name, award_name::text AS award_name, campaign_name::text AS campaign_name, campaign_id,
        year, cover::text AS cover, story::text AS story, share_card_key IS NOT NULL AS has_share_card, published_at
    FROM publication WHERE slug = $1 AND state = 'published'
"""


async def find_publication(connection: asyncpg.Connection, slug: str) -> tuple[PublicationRead, UUID] | None:
    """Return a published initiative and its campaign; one statement."""
    row = await connection.fetchrow(DETAIL, slug)
    return None if row is None else (read_of(row), row["campaign_id"])


def read_of(row: Any) -> PublicationRead:
    """Return the page of a row of ``DETAIL``, as everybody sees it."""
    return PublicationRead(
        id=row["id"],
        slug=row["slug"],
        state=PublicationState.PUBLISHED,
        title=as_json(row["title"]),
        summary=row["summary"],
        unit_id=row["unit_id"],
        unit=as_json(row["unit_name"]),
        category_key=row["category_key"],
        category=as_json(row["category_name"]),
        award=as_json(row["award_name"]),
        campaign=as_json(row["campaign_name"]),
        year=row["year"],
        cover=as_json(row["cover"]),
        story=as_json(row["story"]),
        has_share_card=row["has_share_card"],
        published_at=row["published_at"],
        open_actions=[],
    )


_RELATED = f"""
    WITH this AS (SELECT id, category_key, unit_id FROM publication WHERE slug = $1 AND state = 'published')
    SELECT {_CARD}, nearby.relation FROM (
        (SELECT o.id, 'category' AS relation, o.published_at FROM publication o, this
         WHERE o.state = 'published' AND o.category_key = this.category_key AND o.id <> this.id
         ORDER BY o.published_at DESC, o.id DESC LIMIT {RELATED})
        UNION ALL
        (SELECT o.id, 'unit', o.published_at FROM publication o, this
         WHERE o.state = 'published' AND o.unit_id = this.unit_id AND o.id <> this.id
         ORDER BY o.published_at DESC, o.id DESC LIMIT {RELATED})
    ) nearby JOIN publication p ON p.id = nearby.id
    ORDER BY nearby.published_at DESC, p.id DESC
"""  # noqa: S608 - constants only


async def related(connection: asyncpg.Connection, slug: str) -> RelatedPublications:
    """Return the newest others of the same category, and of the same unit that are not there already; one statement."""
    rows = await connection.fetch(_RELATED, slug)
    by_category = [row for row in rows if row["relation"] == "category"]
    shown = {row["id"] for row in by_category}
    by_unit = [row for row in rows if row["relation"] == "unit" and row["id"] not in shown]
    return RelatedPublications(
        same_category=[_card(row, is_search=False) for row in by_category],
        same_unit=[_card(row, is_search=False) for row in by_unit],
    )

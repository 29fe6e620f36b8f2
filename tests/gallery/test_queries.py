"""Each list is one statement, however much it shows."""

import asyncio

import pytest

from exemplar.core.database import raw_connection
from exemplar.gallery import facets, queries
from exemplar.gallery.filters import Filters
from exemplar.gallery.schemas import PublicationSort
from tests.awards.season import make_season
from tests.gallery.shown import make_publication

READS = {
    "list": lambda connection, slug: queries.list_publications(connection, Filters(), PublicationSort.NEWEST, None),
    "search": lambda connection, slug: queries.list_publications(connection, Filters(text="so"), PublicationSort.RELEVANCE, None),
    "facets": lambda connection, slug: facets.count_choices(connection, Filters()),
    "page": queries.find_publication,
    "related": queries.related,
}


@pytest.mark.parametrize("name", READS)
async def test_one_row_or_three_it_is_one_statement(session, name):
    season = await make_season(session)
    first = await make_publication(session, season)
    connection = await raw_connection(session)
    seen = []
    counts = []

    for more in (0, 2):
        for _ in range(more):
            await make_publication(session, season)
        seen.clear()
        with connection.query_logger(seen.append):
            await READS[name](connection, first.slug)
            await asyncio.sleep(0)  # the driver tells its loggers on the next turn of the loop
        counts.append(len(seen))

    assert counts == [1, 1]

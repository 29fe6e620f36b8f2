"""A grant names an edition: the most that any allows counts, and a bare yes opens nothing."""

from uuid import uuid4

import pytest

from exemplar.media.editions import Edition, narrowed, wider
from exemplar.media.grants import INFO_KEY, ReadGrants, granted_edition, is_granted

PLAIN, BLIND = Edition.PLAIN, Edition.BLIND


@pytest.mark.parametrize(
    ("found", "answer"),
    [([], None), ([None], None), ([BLIND], BLIND), ([BLIND, PLAIN], PLAIN), ([PLAIN, BLIND], PLAIN), ([None, BLIND, None], BLIND)],
)
def test_the_most_that_any_grant_allows_counts(found, answer):
    assert wider(found) is answer


@pytest.mark.parametrize("answer", [True, "plain", 1, False])
async def test_a_grant_that_forgets_to_name_an_edition_opens_nothing(session, answer):
    async def forgetful(*_):
        return answer

    session.info[INFO_KEY] = ReadGrants([forgetful])

    with pytest.raises(TypeError):
        await granted_edition(session, None, uuid4(), "w640.webp")


async def test_without_grants_nothing_is_allowed_and_the_blind_edition_is_not_everything(session):
    async def to_jurors(*_):
        return BLIND

    assert await granted_edition(session, None, uuid4(), "w640.webp") is None or INFO_KEY in session.info
    session.info[INFO_KEY] = ReadGrants([to_jurors])
    assert await granted_edition(session, None, uuid4(), "w640.webp") is BLIND
    assert not await is_granted(session, None, uuid4(), "w640.webp")


def test_asking_never_widens_what_is_allowed():
    assert [narrowed(allowed, wanted) for allowed in (PLAIN, BLIND) for wanted in (None, PLAIN, BLIND)] == [
        PLAIN, PLAIN, BLIND, BLIND, BLIND, BLIND,
    ]  # fmt: skip

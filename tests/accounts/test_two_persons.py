"""The life of a request that needs a second person, spelled out a second time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest

from exemplar.accounts.errors import RequestLapsed, RequestWrongState, SecondPersonRequired
from exemplar.accounts.two_persons import RequestAction, RequestState, after, lapse, open_actions, settle, state_at

LAW = {("requested", "confirm"): "confirmed", ("requested", "decline"): "declined", ("requested", "lapse"): "lapsed"}
FIRST, SECOND = UUID(int=1), UUID(int=2)
DUE = datetime(2026, 3, 8, 12, tzinfo=UTC)
BEFORE, AFTER = DUE - timedelta(seconds=1), DUE


@dataclass
class Asked:
    """A request as a row would hold it."""

    state: RequestState = RequestState.REQUESTED
    requested_by: UUID = FIRST
    lapses_at: datetime = DUE
    settled_by: UUID | None = None
    settled_at: datetime | None = None
    answer: str = ""


@pytest.mark.parametrize(("state", "action"), list(product(RequestState, RequestAction)))
def test_the_table_says_what_the_law_says(state, action):
    following = LAW.get((state.value, action.value))

    if following is None:
        with pytest.raises(RequestWrongState) as refusal:
            after(state, action)
        assert refusal.value.facts == {"state": state.value, "action": action.value}
    else:
        assert after(state, action).value == following


def test_the_second_person_confirms_and_either_declines():
    assert open_actions(Asked(), SECOND, BEFORE) == ["confirm", "decline"]
    assert open_actions(Asked(), FIRST, BEFORE) == ["decline"]
    confirmed, declined = Asked(), Asked()

    settle(confirmed, RequestAction.CONFIRM, SECOND, BEFORE)
    settle(declined, RequestAction.DECLINE, FIRST, BEFORE, "Thôi")

    assert confirmed == Asked(RequestState.CONFIRMED, settled_by=SECOND, settled_at=BEFORE)
    assert declined == Asked(RequestState.DECLINED, settled_by=FIRST, settled_at=BEFORE, answer="Thôi")
    assert open_actions(confirmed, SECOND, BEFORE) == []


def test_whoever_asked_never_confirms():
    request = Asked()

    with pytest.raises(SecondPersonRequired):
        settle(request, RequestAction.CONFIRM, FIRST, BEFORE)

    assert request == Asked()


def test_a_request_lapses_with_its_time_noted_or_not():
    request = Asked()
    assert (state_at(request, BEFORE), lapse(request, BEFORE)) == (RequestState.REQUESTED, False)
    assert (state_at(request, AFTER), open_actions(request, SECOND, AFTER)) == (RequestState.LAPSED, [])
    with pytest.raises(RequestLapsed):
        settle(request, RequestAction.CONFIRM, SECOND, AFTER)

    assert (lapse(request, AFTER), lapse(request, AFTER)) == (True, False)
    assert request == Asked(RequestState.LAPSED, settled_at=AFTER)

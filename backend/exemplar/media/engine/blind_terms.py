"""Finding words in a text without regard to accents, case and line breaks: names of people, units and places, addresses, numbers.

Pure. What is found is given by its place in the text as it was, so that it can be covered there.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_LISTED = 500
"""Places of one text that are put before a person, before only words not met yet are added."""
_AROUND = 60


class TermKind(StrEnum):
    """What a word gives away."""

    AUTHOR = "author"
    UNIT = "unit"
    PLACE = "place"
    CODE = "code"
    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Term:
    """Words to look for."""

    kind: TermKind
    words: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was found: from ``start`` to before ``end``, counted in characters of the text."""

    kind: TermKind
    start: int
    end: int


_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE = re.compile(r"(?<![\w.,])(?:\(?\+\d{1,3}\)?[ .-]?\(?0?\)?|\(?0)\d(?:[ .()-]{0,2}\d){7,9}(?![\w])")
_LETTERS = str.maketrans({"đ": "d", "Đ": "d", "ı": "i", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o"})
_UNSEEN = frozenset({"Cf", "Cc"})


def folded(text: str) -> tuple[str, list[int]]:
    """Return the text without accents and case, every run of spaces as one, and where each of its characters stood."""
    signs: list[str] = []
    origins: list[int] = []
    for place, sign in enumerate(text):
        if sign.isspace() or sign == "\xad":
            if sign != "\xad" and signs and signs[-1] != " ":
                signs.append(" ")
                origins.append(place)
            continue
        for part in unicodedata.normalize("NFKD", sign.translate(_LETTERS)).casefold():
            if not unicodedata.combining(part) and unicodedata.category(part) not in _UNSEEN:
                signs.append(part)
                origins.append(place)
    return "".join(signs), origins


def plain(words: str) -> str:
    """Return words as they are compared."""
    return folded(words)[0].strip()


def places_of(text: str, terms: Iterable[Term], *, with_addresses: bool = False) -> list[Place]:
    """Return where any of ``terms`` stands in ``text`` as whole words, in order; of two that overlap, the longer.

    ``with_addresses`` looks for e-mail addresses and telephone numbers besides, whosever they are.
    """
    signs, origins = folded(text)
    found = [place for term in terms for place in _places(signs, origins, term, len(text))]
    if with_addresses:
        for kind, pattern in ((TermKind.EMAIL, _EMAIL), (TermKind.PHONE, _PHONE)):
            found += [Place(kind, match.start(), match.end()) for match in pattern.finditer(text)]
    return _apart(found)


def foremost(text: str, places: Sequence[Place], most: int = MOST_LISTED) -> list[Place]:
    """Return the first ``most`` places, and of those behind them one for all words that do not stand among these.

    For texts in which hiding words hides them wherever they stand, so that one place of each speaks for the others.
    """
    met = {plain(text[place.start : place.end]) for place in places[:most]}
    listed = list(places[:most])
    for place in places[most:]:
        words = plain(text[place.start : place.end])
        if words not in met:
            met.add(words)
            listed.append(place)
    return listed


def _places(signs: str, origins: list[int], term: Term, length: int) -> Iterable[Place]:
    words = plain(term.words)
    at = signs.find(words) if words else -1
    while at >= 0:
        after = at + len(words)
        is_whole = not (at and signs[at - 1].isalnum()) and not (after < len(signs) and signs[after].isalnum())
        if is_whole:
            # The accents that belong to the last letter stand behind it where a text is written in parts.
            yield Place(term.kind, origins[at], origins[after] if after < len(origins) else length)
        at = signs.find(words, at + 1)


def _apart(found: Iterable[Place]) -> list[Place]:
    kept: list[Place] = []
    for place in sorted(set(found), key=lambda one: (one.start, -one.end, one.kind)):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
        elif place.end > kept[-1].end:
            kept[-1] = Place(kept[-1].kind, kept[-1].start, place.end)
    return kept


def around(text: str, place: Place) -> tuple[str, str]:
    """Return some words before and after a place, on one line."""
    before = " ".join(text[max(0, place.start - _AROUND) : place.start].split())
    after = " ".join(text[place.end : place.end + _AROUND].split())
    return before, after

"""Which words give away who hands an entry in: names of its authors, its unit and its place. Pure.

A given name of one syllable is shared by thousands and stands in every other sentence, so of a Vietnamese name only the
whole, its last two syllables and its orders count. Addresses and telephone numbers are found by their shape, whosever they are.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from exemplar.core.models import LocalText
from exemplar.initiatives.redaction_places import PLACE_WORDS, PROVINCES
from exemplar.media.engine.blind_terms import Term, TermKind, places_of, plain

_SHORTEST_CODE = 3


def terms_of(content: dict[str, Any], units: Sequence[tuple[LocalText, str]]) -> list[Term]:
    """Return what to look for in an entry; ``units`` are names and codes of its unit and those above it.

    The unit at the top is left out by the caller: everybody's is the same.
    """
    unit_names = [content["unit_name"], *(author["unit_name"] for author in content["authors"]), *(name for name, _ in units)]
    written = {words for name in unit_names if name for words in name.values() if words}
    found = [Term(TermKind.AUTHOR, words) for author in content["authors"] for words in orders(author["full_name"])]
    found += [Term(TermKind.PLACE, words) for words in places_in(written)]
    found += [Term(TermKind.UNIT, words) for name in written for words in (name, *_own_parts(name))]
    found += [Term(TermKind.CODE, code) for code in (content["code"], *(code for _, code in units)) if len(code) >= _SHORTEST_CODE]
    return sorted({plain(term.words): term for term in reversed(found) if plain(term.words)}.values(), key=lambda term: plain(term.words))


def orders(full_name: str) -> list[str]:
    """Return the ways a name is written: as given, the given name first, without what stands between, its last two syllables."""
    parts = full_name.split()
    if len(parts) < 2:
        return [full_name] if len(full_name) > _SHORTEST_CODE else []
    family, given = parts[0], parts[-1]
    whole = [full_name, " ".join([given, *parts[:-1]]), " ".join([*parts[1:], family])]
    return list(dict.fromkeys([*whole, f"{family} {given}", f"{given} {family}", " ".join(parts[-2:])]))


def places_in(names: Iterable[str]) -> list[str]:
    """Return provinces that stand in the names of units, and what follows a word such as "tỉnh" or "huyện"."""
    found: dict[str, None] = {}
    for name in names:
        found.update(dict.fromkeys(one for one in PROVINCES if places_of(name, [Term(TermKind.PLACE, one)])))
        for word in PLACE_WORDS:
            for match in re.finditer(rf"(?i:\b{word})\s+((?:[A-ZÀ-ỸĐ][^\s,;]*\s?)+)", name):
                found[match[1].strip()] = None
    return [one for one in found if len(one.split()) > 1 or len(one) > _SHORTEST_CODE]


def _own_parts(name: str) -> list[str]:
    """Return what a unit's name says of it alone: "Hoa Ban" of "Nhà hát Hoa Ban", two capitals or more after its first word."""
    runs: list[list[str]] = [[]]
    for word in name.split()[1:]:
        if word[:1].isupper():
            runs[-1].append(word.strip(",.;:"))
        else:
            runs.append([])
    return [" ".join(run) for run in runs if len(run) > 1]

"""Vietnamese order of names, as a stored key: no database collation has it everywhere.

Order of the alphabet: a ă â b c d đ e ê … o ô ơ … u ư …; then tones: none, huyền, hỏi, ngã, sắc, nặng.
Source: TCVN 6909 letters in dictionary order, as school dictionaries sort.
"""

import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: chr(0x41 + index) for index, letter in enumerate(_LETTERS)}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_KEPT = {"\u0306", "\u0302", "\u031b"}


def sort_key(text: str) -> str:
    """Return an ASCII key whose byte order is the Vietnamese order of ``text``; letters first, tones break ties."""
    letters, tones = [], []
    for cluster in _clusters(unicodedata.normalize("NFD", text.lower())):
        base = unicodedata.normalize("NFC", "".join(char for char in cluster if char not in _TONES))
        letters.append(_RANK.get(base, base if base.isascii() else _RANK.get(base[:1], "~")))
        tones.append(next((_TONES[char] for char in cluster if char in _TONES), "0"))
    return ("".join(letters) + "!" + "".join(tones))[:300]


def _clusters(text: str) -> list[str]:
    clusters: list[str] = []
    for char in text:
        if unicodedata.combining(char) and clusters:
            clusters[-1] += char if char in _KEPT or char in _TONES else ""
        else:
            clusters.append(char)
    return clusters

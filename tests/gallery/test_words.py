"""Addresses and search words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exemplar.gallery.queries import excerpts
from exemplar.gallery.schemas import Excerpt
from exemplar.gallery.words import MAX_SLUG, searched, slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Số hoá sổ trực phòng thí nghiệm", "so-hoa-so-truc-phong-thi-nghiem"),
        ("Đổi mới: “Ươm mầm” 24/7", "doi-moi-uom-mam-24-7"),
        ("Cœur à l'ouvrage", "coeur-a-l-ouvrage"),
        ("!!!", "x"),
    ],
)
def test_a_title_becomes_an_address_without_accents(title, slug):
    assert slug_of(title) == slug


@given(st.text())
def test_an_address_is_always_short_and_plain(text):
    slug = slug_of(text)

    assert 1 <= len(slug) <= MAX_SLUG
    assert slug.strip("-abcdefghijklmnopqrstuvwxyz0123456789") == ""


def test_search_words_are_gathered_from_everything():
    assert searched("a", {"vi": "b", "fr": None}, ["c", {"vi": "d"}], None, 5) == "a b c d"


@given(st.lists(st.tuples(st.text(st.characters(exclude_characters="\x02\x03"), min_size=1), st.booleans()), max_size=6))
def test_marked_text_comes_out_in_pieces(pieces):
    marked = "".join(f"\x02{text}\x03" if is_match else text for text, is_match in pieces)

    found = excerpts(marked)

    assert "".join(piece.text for piece in found) == "".join(text for text, _ in pieces)
    assert [piece.text for piece in found if piece.is_match] == [text for text, is_match in pieces if is_match]


def test_markup_in_a_title_stays_text():
    assert excerpts("<script>\x02alert\x03(1)") == [Excerpt("<script>", False), Excerpt("alert", True), Excerpt("(1)", False)]

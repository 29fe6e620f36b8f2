"""Vietnamese order, by a stored key."""

from exemplar.units.sorting import sort_key


def test_letters_with_marks_are_letters_of_their_own():
    names = ["ăn", "an", "ân", "ban", "đa", "da", "e", "ê", "oan", "ông", "ơn", "u", "ư", "x"]

    assert sorted(names, key=sort_key) == ["an", "ăn", "ân", "ban", "da", "đa", "e", "ê", "oan", "ông", "ơn", "u", "ư", "x"]


def test_tones_break_ties_in_the_order_of_the_dictionary():
    assert sorted(["mạ", "má", "ma", "mả", "mà", "mã"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]


def test_upper_and_lower_case_and_both_normal_forms_sort_alike():
    assert sort_key("Bảo tàng") == sort_key("ba\u0309o ta\u0300ng")

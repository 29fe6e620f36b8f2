"""File names as people give them."""

from uuid import UUID

import pytest

from exemplar.media.names import MAX_LENGTH, for_derivative, neutral, tidy


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Ảnh sân khấu.jpg", "Ảnh sân khấu.jpg"),
        ("C:\\Users\\lan\\film.mp4", "film.mp4"),
        ("../../etc/passwd", "passwd"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("a\x00b\r\nc.png", "abc.png"),
        ("...", "file"),
        ("", "file"),
    ],
)
def test_a_name_keeps_its_words_and_loses_its_tricks(given: str, kept: str):
    assert tidy(given) == kept


def test_a_long_name_keeps_its_ending():
    kept = tidy("ố" * 500 + ".jpeg")

    assert len(kept) == MAX_LENGTH
    assert kept.endswith(".jpeg")


def test_a_derivative_is_saved_under_the_name_of_its_original():
    assert for_derivative("Biểu diễn.final.mov", "play.mp4") == "Biểu diễn.final.mp4"
    assert for_derivative(".mov", "play.mp4") == ".mov.mp4"


def test_a_neutral_name_says_the_kind_and_nothing_of_the_unit():
    media_id = UUID("01a20b00-0000-7000-8000-0000deadbeef")

    assert neutral("video", media_id, "play.mp4") == "video-deadbeef.mp4"

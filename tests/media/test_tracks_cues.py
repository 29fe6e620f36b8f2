"""Rules of cues: what is refused, and how hostile or careless texts are made to fit."""

import pytest

from exemplar.media.engine.captions import Cue, as_vtt
from exemplar.media.errors import TrackInvalid, TrackUnreadable
from exemplar.media.track_cues import MAX_CUES, MAX_FAULTS, checked, fitted, uploaded
from exemplar.media.track_words import TrackKind, language_tag

CAPTIONS, CHAPTERS = TrackKind.CAPTIONS, TrackKind.CHAPTERS


def faults(kind: TrackKind, cues: list[Cue], duration_ms: int | None = 10_000) -> list[tuple[list[str], str]]:
    with pytest.raises(TrackInvalid) as raised:
        checked(kind, cues, duration_ms)
    return [(fault.path, fault.code) for fault in raised.value.fields]


def test_each_bad_cue_is_named_by_its_place():
    cues = [Cue(1_000, 1_000, "a"), Cue(500, 900, "b"), Cue(9_000, 10_001, "c"), Cue(10_000, 11_000, "d")]

    assert faults(CAPTIONS, cues) == [
        (["cues", "0", "end_ms"], "cue_ends_before_start"),
        (["cues", "1", "start_ms"], "cue_out_of_order"),
        (["cues", "2", "end_ms"], "cue_after_end"),
        (["cues", "3", "start_ms"], "cue_after_end"),
    ]


def test_captions_may_overlap_and_end_with_the_film():
    cues = [Cue(0, 5_000, "a"), Cue(0, 6_000, "b"), Cue(4_000, 10_000, "c")]

    assert checked(CAPTIONS, cues, 10_000) == cues


def test_no_more_faults_are_told_than_anybody_reads():
    assert len(faults(CAPTIONS, [Cue(5, 5, "x")] * 200)) == MAX_FAULTS


def test_a_chapter_ends_where_the_next_begins_and_the_last_with_the_film():
    cues = [Cue(0, 1, "Mở đầu"), Cue(4_000, 4_001, "Kết")]

    assert checked(CHAPTERS, cues, 10_000) == [Cue(0, 4_000, "Mở đầu"), Cue(4_000, 10_000, "Kết")]
    assert faults(CHAPTERS, [Cue(0, 1, "a"), Cue(0, 1, "b")])[-1] == (["cues", "1", "start_ms"], "cue_out_of_order")


SRT = "1\r\n00:00:01,000 --> 00:00:02,500\r\n<b>Xin chào</b>\r\n{\\an8}các bạn\r\n\r\n2\r\n00:00:09,000 --> 00:00:59,000\r\nTạm biệt\r\n"


def test_subrip_is_read_and_cut_to_the_length_of_the_film():
    assert uploaded(CAPTIONS, SRT, 10_000) == [Cue(1_000, 2_500, "Xin chào\ncác bạn"), Cue(9_000, 10_000, "Tạm biệt")]
    assert uploaded(CHAPTERS, SRT, 10_000)[0].end_ms == 9_000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "WEBVTT\n\n",
        "<html><script>alert(1)</script></html>",
        "\x00" * 1_000,
        "WEBVTT\n\n00:00:20.000 --> 00:00:21.000\nAfter the end\n",
    ],
)
def test_a_text_without_captions_inside_the_film_is_refused(text: str):
    with pytest.raises(TrackUnreadable):
        uploaded(CAPTIONS, text, 10_000)


def test_more_cues_than_a_film_may_have_are_refused():
    text = "WEBVTT\n\n" + "".join(f"00:00:01.000 --> 00:00:02.000\n{n}\n\n" for n in range(MAX_CUES + 1))

    with pytest.raises(TrackUnreadable) as raised:
        uploaded(CAPTIONS, text, 10_000)
    assert raised.value.facts == {"limit_cues": MAX_CUES, "found_cues": MAX_CUES + 1}


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("<script>alert(1)</script>Chào", "alert(1)Chào"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("a\x00b\x07c", "abc"),
        ("soft\u00adhyphen \u2060and tag\U000e0041", "softhyphen and tag"),
        ("Toa\u0300n", "Toàn"),
        ("x" * 900, "x" * 500),
        ("<c.yellow><v Lan>Chào</v></c>", "Chào"),
        ("👩\u200d🌾", "👩\u200d🌾"),
    ],
)
def test_hostile_words_lose_what_nobody_sees(words: str, kept: str):
    cues = uploaded(
        CAPTIONS, f"WEBVTT\n\nSTYLE\n::cue {{ background: url(http://x) }}\n\n00:01.000 --> 00:02.000 line:0\n{words}\n", 10_000
    )

    assert [cue.text for cue in cues] == [kept]


def test_no_markup_or_times_can_be_slipped_into_what_is_given_out():
    shown = as_vtt([Cue(0, 1_000, "<script>alert(1)</script>")])

    assert "<script>" not in shown
    assert shown.count("-->") == 1


def test_a_two_megabyte_line_is_read_in_no_time():
    assert uploaded(CAPTIONS, "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<" * 2_000_000, 10_000)[0].text == "<" * 500


def test_what_a_machine_heard_is_put_in_order():
    assert fitted([Cue(3_000, 4_000, "b"), Cue(1_000, 2_000, "a"), Cue(2_000, 1_000, "c")], None) == [
        Cue(1_000, 2_000, "a"),
        Cue(3_000, 4_000, "b"),
    ]


@pytest.mark.parametrize(
    ("text", "tag"),
    [("VI", "vi"), ("zh-hant", "zh-Hant"), ("pt-br", "pt-BR"), ("es-419", "es-419"), ("zh-hant-tw", "zh-Hant-TW")],
)
def test_languages_are_written_as_they_usually_are(text: str, tag: str):
    assert language_tag(text) == tag


@pytest.mark.parametrize("text", ["", "v", "vietnamese", "vi_VN", "../vi", "vi-", "x-klingon", "vi\n"])
def test_other_words_are_no_language(text: str):
    assert language_tag(text) is None

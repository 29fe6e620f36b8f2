"""What changed between two revisions, and which saves get in each other's way."""

from exemplar.initiatives import changes, merging
from exemplar.initiatives.changes import Segment, SegmentKind

SAME, REMOVED, ADDED = SegmentKind.SAME, SegmentKind.REMOVED, SegmentKind.ADDED
EMPTY = {"title": "A", "title_translations": None, "summary": "", "answers": {}, "authors": [], "attachments": []}


def test_words_are_compared_as_words():
    assert changes.segments("Vé giấy bỏ phí", "Vé nhựa bỏ phí rồi") == [
        Segment(SAME, "Vé"),
        Segment(REMOVED, " giấy"),
        Segment(ADDED, " nhựa"),
        Segment(SAME, " bỏ phí"),
        Segment(ADDED, " rồi"),
    ]


def test_segments_spell_both_texts_whatever_the_spaces():
    before, after = "  một\n\nhai  ba ", "hai\tba bốn\n"

    found = changes.segments(before, after)

    assert "".join(s.text for s in found if s.kind is not ADDED) == before
    assert "".join(s.text for s in found if s.kind is not REMOVED) == after


def test_only_what_differs_is_listed_and_numbers_have_no_words():
    newer = {**EMPTY, "title_translations": {"vi": "A", "fr": "B", "en": None}, "answers": {"saving": 45, "gone": None}}

    found = changes.between({**EMPTY, "answers": {"saving": 40, "old": "x"}}, newer)

    assert [(f.part, f.before, f.after, f.segments) for f in found.fields] == [
        ("title_translations.fr", None, "B", []),
        ("answers.saving", 40, 45, []),
        ("answers.old", "x", None, []),
    ]


def test_authors_and_files_come_go_and_change():
    lan, minh = {"full_name": "Lan", "share_hundredths": 10_000}, {"full_name": "Minh", "share_hundredths": 4_000}
    file = {"media_id": "1", "caption": "a"}
    before = {**EMPTY, "authors": [lan], "attachments": [file, {"media_id": "2", "caption": ""}]}
    after = {**EMPTY, "authors": [{**lan, "share_hundredths": 6_000}, minh], "attachments": [file]}

    found = changes.between(before, after)

    assert (found.authors.added, found.authors.removed, found.authors.changed) == ([minh], [], [{**lan, "share_hundredths": 6_000}])
    assert (found.attachments.added, found.attachments.removed, found.attachments.changed) == ([], [{"media_id": "2", "caption": ""}], [])


def test_two_writers_of_different_parts_do_not_collide():
    changed_at = {"title": 5, "summary": 3}

    assert merging.overlapping({"summary": "mine"}, {"summary": "theirs"}, changed_at, seen=4) == []
    assert merging.overlapping({"title": "mine", "summary": "mine"}, {"title": "theirs"}, changed_at, seen=4) == ["title"]


def test_the_same_text_twice_is_no_collision():
    assert merging.overlapping({"title": "same"}, {"title": "same"}, {"title": 5}, seen=1) == []


def test_a_save_of_the_same_text_changes_nothing():
    assert merging.different({"title": "same", "answers.a": None, "summary": "new"}, {"title": "same", "summary": "old"}) == {
        "summary": "new"
    }


def test_a_part_remembers_the_version_of_its_last_change():
    assert merging.stamped({"title": 2, "summary": 3}, ["title", "authors"], 4) == {"title": 4, "summary": 3, "authors": 4}

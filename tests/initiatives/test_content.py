"""What a revision holds, and who sees what of it."""

import json
from uuid import UUID

import pytest

from exemplar.campaigns.forms import FormDefinition
from exemplar.initiatives import content
from exemplar.initiatives.content import AttachedFile, Author, Place, Texts

ID = UUID("01900000-0000-7000-8000-000000000001")
FILE = UUID("01900000-0000-7000-8000-000000000002")
UNIT_NAME = {"vi": "Nhà hát Hoa Ban", "fr": None, "en": None}


def label(text):
    return {"vi": text}


FORM = FormDefinition.model_validate(
    {
        "sections": [
            {
                "key": "what",
                "title": label("Nội dung"),
                "fields": [
                    {"key": "problem", "kind": "long_text", "label": label("Vấn đề"), "required": True},
                    {"key": "saving", "kind": "number", "label": label("Tiết kiệm")},
                    {"key": "recipe", "kind": "long_text", "label": label("Bí quyết"), "confidential": True},
                    {"key": "photos", "kind": "file", "label": label("Ảnh"), "accept": ["image"]},
                    {"key": "contract", "kind": "file", "label": label("Hợp đồng"), "accept": ["document"], "confidential": True},
                ],
            }
        ]
    }
)


def attached(field_key="photos", *, name="Nguyen Thi Lan ve may.JPG", confidential=False, kind="image", is_cover=True):
    return AttachedFile(FILE, field_key, kind, "Quầy vé", "Hai người ở quầy vé", confidential, is_cover, "ab" * 32, name)


@pytest.fixture
def whole():
    texts = Texts(
        "Vé giấy tái dùng",
        "Một tấm vé dùng mười lần.",
        {"problem": "Vé giấy bỏ phí", "saving": 45.0, "recipe": "Mã kho 1234", "gone": "a question the form no longer asks"},
        {"vi": None, "fr": "Billets réutilisables", "en": None},
    )
    author = Author("Nguyễn Thị Lan", "Trưởng phòng", ID, UNIT_NAME, 10_000)
    files = [
        attached(),
        attached("contract", name="hop-dong.pdf", kind="document", is_cover=False),
        attached(confidential=True, is_cover=False),
    ]
    return content.build("SK-2026-0042", texts, Place(ID, ID, ID, UNIT_NAME), [author], files)


def test_content_survives_json_and_the_digest_with_it(whole):
    again = json.loads(json.dumps(whole).replace("45.0", "45"))

    assert again["answers"]["saving"] == 45
    assert content.digest(again) == content.digest(whole)
    assert len(content.digest(whole)) == 32


def test_any_change_of_a_word_or_a_file_changes_the_digest(whole):
    word = {**whole, "summary": whole["summary"] + " "}
    file = {**whole, "attachments": [{**whole["attachments"][0], "sha256": "cd" * 32}]}

    assert len({content.digest(whole), content.digest(word), content.digest(file)}) == 3


def test_the_vietnamese_title_is_in_the_translations_or_there_are_none(whole):
    assert whole["title_translations"] == {"vi": "Vé giấy tái dùng", "fr": "Billets réutilisables", "en": None}
    without = content.build("X", Texts("A", "", {}, {"vi": None, "fr": "", "en": None}), Place(ID, ID, ID, UNIT_NAME), [], [])
    assert without["title_translations"] is None


def test_a_juror_sees_the_answers_and_neither_authors_unit_code_nor_names_of_files(whole):
    shown = content.blinded(whole, FORM)
    text = json.dumps(shown, ensure_ascii=False)

    assert "Nguyễn Thị Lan" in json.dumps(whole, ensure_ascii=False)
    for secret in ("Nguyễn", "Trưởng phòng", "Hoa Ban", "SK-2026-0042", "Nguyen", "hop-dong", "gone", "abab"):
        assert secret not in text
    assert shown["answers"] == {"problem": "Vé giấy bỏ phí", "saving": 45.0, "recipe": "Mã kho 1234"}
    assert [f["file_name"] for f in shown["attachments"]] == ["image-1.jpg", "document-2.pdf", "image-3.jpg"]


def test_the_public_sees_authors_by_name_and_nothing_confidential(whole):
    shown = content.public(whole, FORM)

    assert shown["answers"] == {"problem": "Vé giấy bỏ phí", "saving": 45.0}
    assert shown["authors"] == [{"full_name": "Nguyễn Thị Lan", "unit_name": UNIT_NAME}]
    assert shown["attachments"] == [
        {
            "media_id": str(FILE),
            "field_key": "photos",
            "kind": "image",
            "caption": "Quầy vé",
            "alt_text": "Hai người ở quầy vé",
            "is_cover": True,
            "file_name": "image-1.jpg",
        }
    ]


def test_a_file_without_an_ending_or_a_kind_gets_a_plain_name():
    texts, place = Texts("A", "", {}), Place(ID, ID, ID, UNIT_NAME)
    whole = content.build("X", texts, place, [], [attached(name=".người-viết", kind=None), attached(name="a.người")])

    assert [f["file_name"] for f in content.public(whole, FORM)["attachments"]] == ["file-1", "image-2"]

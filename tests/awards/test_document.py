"""The PDF says what was signed, in correct Vietnamese, and carries its proof."""

import base64
import json

import pypdfium2
import pytest

from exemplar.awards.document import certificate_pdf
from exemplar.awards.signing import Signer, is_genuine

PAYLOAD = {
    "number": "2026-0042",
    "code": "ABCDEFGHIJKLMNOPQRSTUVWX23",
    "title": "Ứng dụng mã QR để số hoá sổ trực",
    "recipients": ["Đặng Thị Ngọc Diễm", "Nguyễn Hữu Ưỡng"],
    "unit": "Khoa Công nghệ thông tin",
    "award": "Giải Nhất",
    "council": "Hội đồng Thi đua – Khen thưởng",
    "decided_on": "2026-11-20",
    "campaign": "Giải thưởng Sáng kiến 2026",
}


@pytest.fixture(scope="module")
def signer(tmp_path_factory):
    return Signer(tmp_path_factory.mktemp("secrets"))


def opened(payload, signer):
    return pypdfium2.PdfDocument(certificate_pdf(payload, signer.sign(payload), "https://exemplar.test"))


def test_the_text_can_be_read_back_letter_by_letter(signer):
    pdf = opened(PAYLOAD, signer)

    lines = pdf[0].get_textpage().get_text_range().split("\r\n")
    assert len(pdf) == 1
    assert "Đặng Thị Ngọc Diễm và Nguyễn Hữu Ưỡng" in lines
    assert "“Ứng dụng mã QR để số hoá sổ trực”" in lines
    assert "Số 2026-0042" in lines
    assert "Ngày 20 tháng 11 năm 2026" in lines
    pdf.close()


def test_the_attached_proof_verifies_without_us(signer):
    pdf = opened(PAYLOAD, signer)

    proof = json.loads(bytes(pdf.get_attachment(0).get_data()))
    public_key = signer.public_keys()[proof["key_id"]]
    assert is_genuine(proof["payload"].encode(), base64.b64decode(proof["signature"]), public_key)
    assert json.loads(proof["payload"]) == PAYLOAD
    pdf.close()


def test_markup_in_a_name_stays_a_name(signer):
    pdf = opened({**PAYLOAD, "recipients": ["#strong[x] *y* $z$ \\u{41}"]}, signer)

    assert "#strong[x] *y* $z$ \\u{41}" in pdf[0].get_textpage().get_text_range()
    pdf.close()


def test_twenty_authors_and_the_longest_title_still_fit_one_page(signer):
    names = [f"Nguyễn Thị Phương Thảo {number}" for number in range(20)]
    pdf = opened({**PAYLOAD, "recipients": names, "title": "Nghiêng ngả " * 16}, signer)

    assert len(pdf) == 1
    pdf.close()

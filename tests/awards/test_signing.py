"""Signatures hold for exactly what was signed, and keys survive."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exemplar.awards.numbering import make_code, normalised_code, readable_code
from exemplar.awards.signing import FOLDER, KeyUnusable, Signer, canonical, is_genuine, key_id_of

PAYLOAD = {"number": "2026-0001", "title": "Số hoá sổ trực", "recipients": ["Đặng Thị Ngọc Diễm"]}


def test_a_signature_verifies_with_the_public_key_alone(tmp_path):
    signer = Signer(tmp_path)

    signature = signer.sign(PAYLOAD)

    public_key = signer.public_keys()[signature.key_id]
    assert key_id_of(public_key) == signature.key_id
    assert is_genuine(canonical(PAYLOAD), signature.value, public_key)


@given(data=st.data())
def test_flipping_any_bit_of_the_payload_breaks_it(tmp_path_factory, data):
    signer = Signer(tmp_path_factory.getbasetemp() / "flipped")
    signature = signer.sign(PAYLOAD)
    public_key = signer.public_keys()[signature.key_id]
    text = bytearray(canonical(PAYLOAD))
    bit = data.draw(st.integers(0, len(text) * 8 - 1))

    text[bit // 8] ^= 1 << (bit % 8)

    assert not is_genuine(bytes(text), signature.value, public_key)


def test_a_wrong_key_or_a_broken_signature_is_not_genuine(tmp_path):
    signer, stranger = Signer(tmp_path / "a"), Signer(tmp_path / "b")
    signature = signer.sign(PAYLOAD)
    theirs = next(iter(stranger.public_keys().values()))

    assert not is_genuine(canonical(PAYLOAD), signature.value, theirs)
    assert not is_genuine(canonical(PAYLOAD), b"short", signer.public_keys()[signature.key_id])
    assert not is_genuine(canonical(PAYLOAD), signature.value, b"no key")


def test_the_key_file_is_private_and_made_once_even_by_many_at_the_same_time(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(lambda _: Signer(tmp_path).sign(PAYLOAD).key_id, range(16)))

    files = list((tmp_path / FOLDER).iterdir())
    assert len(ids) == 1
    assert [file.name for file in files] == ["0001.pem"]
    assert stat.S_IMODE(files[0].stat().st_mode) == 0o600


def test_a_new_key_signs_and_the_old_one_still_verifies(tmp_path):
    signer = Signer(tmp_path)
    old = signer.sign(PAYLOAD)
    Signer(tmp_path / "other").sign(PAYLOAD)
    (tmp_path / "other" / FOLDER / "0001.pem").rename(tmp_path / FOLDER / "0002.pem")

    new = signer.sign(PAYLOAD)

    assert new.key_id != old.key_id
    assert list(signer.public_keys()) == [old.key_id, new.key_id]


def test_a_spoiled_key_file_is_said_so(tmp_path):
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "0001.pem").write_text("not a key")

    with pytest.raises(KeyUnusable, match=r"0001\.pem"):
        Signer(tmp_path).sign(PAYLOAD)


def test_codes_hold_128_bits_and_survive_being_typed():
    codes = {make_code() for _ in range(1_000)}

    assert len(codes) == 1_000
    assert {len(code) for code in codes} == {26}
    code = codes.pop()
    assert normalised_code(f" {readable_code(code).lower()} ") == code

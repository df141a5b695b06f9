"""Encodings are told apart, and damage is neither hidden nor fatal."""

import pytest

from pirules.errors import InputError
from pirules.text.decode import decode

TEXT = (
    "○花野市個人情報の保護に関する条例\r\n（目的）\n第１条　この条例は、①から⑳までの事項を定める。\r２　市長は、㈱に限る。\n"
    * 3
)


@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-8", "utf-8"), ("cp932", "cp932"), ("euc_jis_2004", "euc_jp"), ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be")],
)  # fmt: skip
def test_each_encoding_gives_the_same_text_with_its_line_ends(codec, name):
    decoded = decode(TEXT.encode(codec))
    assert (decoded.text, decoded.encoding, decoded.damaged) == (TEXT, name, False)


@pytest.mark.parametrize(
    "text", ["第一条", "条例\n", "あ", "第１条　目的", "附則\n", "個人情報保護条例", "（趣旨）"]
)
@pytest.mark.parametrize("codec", ["utf-8", "cp932", "euc_jp"])
def test_short_texts_are_told_apart_too(text, codec):
    assert decode(text.encode(codec)).text == text


def test_seven_bit_japanese_is_read():
    text = "第１条　この条例は、公布の日から施行する。\n"
    assert decode(text.encode("iso2022_jp")).text == text


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_kept_out(codec):
    assert decode("第1条".encode(codec)).text == "第1条"


def test_a_text_cut_in_the_middle_of_a_character_is_damaged_not_lost():
    decoded = decode((TEXT + "条").encode()[:-1])
    assert decoded.damaged
    assert decoded.encoding == "utf-8"
    assert decoded.text == TEXT + "\ufffd"


def test_broken_bytes_in_shift_jis_stay_in_place():
    data = TEXT.encode("cp932").replace("条例".encode("cp932"), "条例".encode("cp932") + b"\xff", 1)
    decoded = decode(data)
    assert decoded.encoding == "cp932"
    assert decoded.damaged
    assert decoded.text.replace("\ufffd", "") == TEXT


def test_a_nul_in_a_text_is_kept():
    assert decode("第1条\0　目的を定める。".encode()).text == "第1条\0　目的を定める。"


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\x00\x01\x02\x03" * 500])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(InputError) as caught:
        decode(data)
    assert caught.value.code in ("P104", "P105")

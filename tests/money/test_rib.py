"""A RIB as people type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.money.rib import RibWrong, iban_of, rib_key, rib_read, rib_shown

RIB = "011450000012345678901275"


@pytest.mark.parametrize(
    "typed",
    [
        RIB,
        "011 450 0000123456789012 75",
        "011-450-0000.1234.5678.9012-75",
        "\u2066011 450\u2069 0000123456789012 75\n",
        "٠١١٤٥٠٠٠٠٠١٢٣٤٥٦٧٨٩٠١٢٧٥",
        "۰۱۱۴۵۰۰۰۰۰۱۲۳۴۵۶۷۸۹۰۱۲۷۵",
        "MA64 0114 5000 0012 3456 7890 1275",
        "ma64" + RIB,
    ],
)
def test_blanks_arabic_digits_and_ibans_are_forgiven(typed):
    assert rib_read(typed) == RIB


@pytest.mark.parametrize(
    ("typed", "code", "count"),
    [
        (RIB[:-1], "length", 23),
        (RIB + "0", "length", 25),
        ("", "length", 0),
        ("O11450000012345678901275", "signs", 0),
        ("0114500000123456789012²5", "signs", 0),
        (RIB[:-2] + "76", "key", 0),
        ("011450000021345678901275", "key", 0),
        ("MA65" + RIB, "key", 0),
    ],
)
def test_what_is_wrong_is_named(typed, code, count):
    with pytest.raises(RibWrong) as wrong:
        rib_read(typed)
    assert (wrong.value.code, wrong.value.count) == (code, count)


@given(st.integers(0, 10**22 - 1), st.integers(0, 23), st.integers(1, 9))
def test_the_key_makes_a_rib_and_one_wrong_digit_is_always_found(number, place, shift):
    """Fails without the remainder of 97."""
    first = f"{number:022d}"
    rib = first + rib_key(first)
    assert rib_read(rib) == rib
    wrong = rib[:place] + str((int(rib[place]) + shift) % 10) + rib[place + 1 :]
    with pytest.raises(RibWrong):
        rib_read(wrong)


def test_it_is_shown_in_groups_and_read_back():
    assert rib_shown(RIB) == "011 450 0000 1234 5678 9012 75"
    assert rib_read(rib_shown(RIB)) == RIB
    assert iban_of(RIB) == "MA64011450000012345678901275"

"""Numbers as people type them."""

import pytest

from marketplace.accounts.phones import NotAPhone, phone_display, phone_normalise, phone_takes_sms


@pytest.mark.parametrize(
    "typed",
    [
        "06 12 34 56 78", "0612345678", "06-12-34-56-78", "06.12.34.56.78", "+212612345678", "+212 6 12 34 56 78",
        "00212612345678", "00212 612 345 678", "+212 (0) 612345678", "٠٦١٢٣٤٥٦٧٨", " 0612345678 ",
    ],
)  # fmt: skip
def test_every_shape_of_a_moroccan_number_is_one_number(typed):
    assert phone_normalise(typed) == "+212612345678"


@pytest.mark.parametrize("typed", ["", "12", "06 12 34", "couscous", "+999123456789", "06123456789999"])
def test_what_cannot_be_dialled_is_refused(typed):
    with pytest.raises(NotAPhone):
        phone_normalise(typed)


def test_a_foreign_number_needs_its_country():
    assert phone_normalise("+33 6 12 34 56 78") == "+33612345678"


def test_a_fixed_line_takes_no_sms():
    assert phone_takes_sms("+212612345678")
    assert not phone_takes_sms(phone_normalise("05 24 47 12 34"))


def test_numbers_are_shown_as_people_read_them():
    assert phone_display("+212612345678") == "06 12 34 56 78"
    assert phone_display("+33612345678") == "+33 6 12 34 56 78"
    assert phone_display("name@example.com") == "name@example.com"

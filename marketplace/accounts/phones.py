"""Telephone numbers: typed as people write them in Morocco, kept as E.164, shown as people read them."""

from __future__ import annotations

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

# Whose national form (06 12 34 56 78) is understood without a country code.
HOME_REGION = "MA"
HOME_COUNTRY_CODE = 212
# Some countries do not tell mobiles from fixed lines by their numbers.
_MOBILE = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


class NotAPhone(ValueError):
    """This is no telephone number that can be dialled."""


def phone_normalise(typed: str) -> str:
    """E.164 of a number typed as 06 12 34 56 78, +212 6..., 00212 6..., or a foreign +33 6...

    Raises NotAPhone.
    """
    return phonenumbers.format_number(_parse(typed), PhoneNumberFormat.E164)


def phone_takes_sms(e164: str) -> bool:
    """Whether the number is a mobile's: a code sent to a fixed line never arrives."""
    return phonenumbers.number_type(_parse(e164)) in _MOBILE


def phone_display(e164: str) -> str:
    """06 12 34 56 78 for a Moroccan number, +33 6 12 34 56 78 for a foreign one; other text as it is."""
    try:
        number = _parse(e164)
    except NotAPhone:
        return e164
    if number.country_code != HOME_COUNTRY_CODE:
        return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    digits = "0" + str(number.national_number)
    return " ".join(digits[i : i + 2] for i in range(0, len(digits), 2))


def _parse(typed: str) -> phonenumbers.PhoneNumber:
    try:
        number = phonenumbers.parse(typed, HOME_REGION)
    except NumberParseException as error:
        raise NotAPhone(typed) from error
    if not phonenumbers.is_valid_number(number):
        raise NotAPhone(typed)
    return number

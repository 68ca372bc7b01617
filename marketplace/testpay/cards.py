"""The test cards, and how a bank answers for each (docs.stripe.com/testing)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """code, decline_code: as in Stripe's card_error."""

    code: str
    message: str
    decline_code: str | None = None


@dataclass(frozen=True)
class Card:
    number: str
    asks_bank: bool = False  # 3-D Secure: the cardholder confirms on a page of her bank
    refusal: Refusal | None = None

    @property
    def last4(self) -> str:
        return self.number[-4:]


DECLINED = Refusal("card_declined", "Your card was declined.", "generic_decline")
NO_FUNDS = Refusal("card_declined", "Your card has insufficient funds.", "insufficient_funds")
NOT_A_TEST_CARD = Refusal("card_declined", "Only test cards can be used here.", "test_mode_live_card")
WRONG_NUMBER = Refusal("incorrect_number", "Your card number is incorrect.")
BANK_REFUSED = Refusal("payment_intent_authentication_failure", "The bank did not confirm that it is you.")

SUCCESS = "4242424242424242"
CARDS = {
    card.number: card
    for card in (
        Card(SUCCESS),
        Card("4000002500003155", asks_bank=True),
        Card("4000000000000002", refusal=DECLINED),
        Card("4000000000009995", refusal=NO_FUNDS),
    )
}


def card_of(number: str) -> Card:
    """Whatever was typed. A number that is no test card is refused as Stripe's test mode refuses it."""
    digits = "".join(letter for letter in number if letter.isascii() and letter.isdigit())
    known = CARDS.get(digits)
    if known is not None:
        return known
    return Card(digits, refusal=NOT_A_TEST_CARD if len(digits) >= 12 and _checks(digits) else WRONG_NUMBER)


def grouped(number: str) -> str:
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def _checks(digits: str) -> bool:
    """The last digit proves the others (Luhn, ISO/IEC 7812-1)."""
    doubled = [int(digit) * (1 if place % 2 else 2) for place, digit in enumerate(reversed(digits), start=1)]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0

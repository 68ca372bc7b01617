"""The same journeys as with the test payment server, at checkout.stripe.com."""

from __future__ import annotations

from tests.journeys import test_card as journeys
from tests.journeys.test_card import (  # noqa: F401 - collected here, with this folder's market and till
    test_a_closed_tab_after_paying_loses_nothing,
    test_a_closed_tab_without_paying_frees_the_goods_and_says_so,
    test_a_double_click_is_one_order_and_one_payment,
    test_back_to_the_shop_keeps_it_held_and_the_basket_can_be_changed,
    test_declined_then_accepted_is_one_order,
)


def test_a_card_that_asks_its_bank_pays_and_comes_back_by_itself(phone, market, till):
    """With script: Stripe's page needs it."""
    journeys.test_a_card_that_asks_its_bank_pays_and_comes_back_by_itself(phone, market, till, script=True)

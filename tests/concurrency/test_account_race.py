"""The first sales of two cooperatives at once, in baskets of either order: their accounts are opened without a circle.

Fails (a deadlock, most times) without the order in which services/sale.py opens accounts.
"""

from functools import partial

import pytest

from marketplace.money.choices import AccountKind
from marketplace.money.models import Account, Posting
from marketplace.money.services.sale import sale_post
from marketplace.shop.order.services.waiting import order_confirm
from tests.factories import make_cooperative, make_order, make_product
from tests.factories.money import make_rule, make_two_bands

from .crowd import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 5


def test_purchases_that_open_the_same_accounts_do_not_wait_in_a_circle():
    make_rule(1000)
    make_two_bands()
    for _round in range(ROUNDS):
        goods = [make_product(cooperative=make_cooperative(), stock=20) for _ in range(4)]
        baskets = [goods, goods[::-1]] * 3
        orders = [make_order(*[(one, 1) for one in basket], payment_method="card") for basket in baskets]
        jobs = [partial(sale_post, order=order_confirm(order=order), paid_into=AccountKind.GATEWAY) for order in orders]
        assert all_at_once(jobs) == [None] * len(jobs)
        assert Account.objects.filter(cooperative__in=[one.cooperative for one in goods]).count() == len(goods)
    assert Posting.objects.count() == ROUNDS * 6 * 4

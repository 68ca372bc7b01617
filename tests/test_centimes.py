"""Amounts are shared without losing or inventing a centime."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.centimes import allocate, centimes, mad, percent_of, portion

WEIGHTS = st.dictionaries(st.integers(1, 50), st.integers(1, 100_000), min_size=1, max_size=12)


def test_an_amount_goes_to_centimes_and_back():
    assert centimes(Decimal("33.34")) == 3334
    assert mad(3334) == Decimal("33.34")
    assert str(mad(100)) == "1.00"
    with pytest.raises(ValueError, match=r"0.001 MAD"):
        centimes(Decimal("0.001"))


def test_percentages_are_rounded_half_up():
    assert percent_of(1050, Decimal(10)) == 105
    assert percent_of(1005, Decimal(10)) == 101  # 100.5
    assert percent_of(333, Decimal("12.5")) == 42  # 41.625


def test_the_largest_remainder_gets_the_odd_centime_and_the_smallest_key_among_equals():
    assert allocate(1000, {1: 3333, 2: 3333, 3: 3334}) == {1: 333, 2: 333, 3: 334}
    assert allocate(100, {7: 1, 5: 1, 6: 1}) == {7: 33, 5: 34, 6: 33}
    assert allocate(0, {1: 0}) == {1: 0}


@pytest.mark.parametrize("weights", [{}, {1: 0}, {1: -1, 2: 3}])
def test_nothing_to_share_over_is_an_error(weights):
    with pytest.raises(ValueError, match="nothing to share"):
        allocate(1, weights)


@given(WEIGHTS, st.integers(0, 100))
def test_shares_add_up_and_never_exceed_their_weight(weights, percent):
    amount = sum(weights.values()) * percent // 100
    shares = allocate(amount, weights)
    assert sum(shares.values()) == amount
    assert all(0 <= shares[key] <= weights[key] for key in weights)
    assert shares == allocate(amount, dict(reversed(weights.items())))


@given(st.integers(0, 10_000), st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_portions_of_a_line_add_up_whatever_the_parcels(amount, parcels):
    whole, first, total = sum(parcels), 0, 0
    for count in parcels:
        total += portion(amount, whole=whole, first=first, count=count)
        first += count
    assert total == amount

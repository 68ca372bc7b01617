"""What the demo's shopper likes: there once, and never again over what a visitor changed."""

import pytest

from marketplace.demo.likes import likes_load
from marketplace.interest.models import Favourite, Follow, StockAlert
from tests.factories import make_product, make_user
from tests.factories.stories import make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def shopper():
    user = make_user("shopper@example.com")
    for _ in range(3):
        make_product(cooperative=make_story().cooperative)
    make_product(stock=0)
    return user


def test_the_shopper_likes_follows_and_waits(shopper):
    assert likes_load() > 0
    assert Follow.objects.filter(user=shopper).count() == 2
    assert Favourite.objects.filter(user=shopper).count() == 3
    assert StockAlert.objects.get(user=shopper).confirmed_at


def test_loading_again_leaves_what_a_visitor_changed(shopper):
    likes_load()
    Favourite.objects.all().delete()
    assert likes_load() == 0 and not Favourite.objects.exists()

"""What waits for the delegation in the demo."""

import pytest

from catalogue.models import Product, StagedEdit
from cooperatives.models import Cooperative
from marketplace.demo.desk import desk_load
from marketplace.demo.fill import demo_is_full
from marketplace.outbox.models import Message

pytestmark = pytest.mark.usefixtures("lived")


def test_applications_listings_and_changes_wait_and_loading_again_adds_nothing():
    assert not demo_is_full()  # a filling that broke off goes on at the next start
    assert desk_load() == 11
    assert demo_is_full()
    assert desk_load() == 0
    waiting = Cooperative.objects.filter(status=Cooperative.Status.SUBMITTED)
    assert waiting.count() == 3
    assert all(cooperative.is_fictitious for cooperative in waiting)
    assert Product.objects.waiting().count() == 6
    assert StagedEdit.objects.waiting().count() == 2
    live = Product.objects.get(listing_code="couscous-belboula")
    assert "deux passages" not in live.description_fr  # the live version stays
    assert Message.objects.filter(address="candidature2@example.com", language="ar").exists()

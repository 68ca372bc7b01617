"""Case 13: the listing archived, the cooperative renamed and closed, the picture removed: the order's page, a claim, a
refund and a parcel that comes back still say what was bought, and still work.

Fails without: the titles on the line and the cooperative's name on the part (snapshots), and without charging the
refund to the part's own cooperative whatever its status.
"""

import pytest
from django.urls import reverse
from django.utils import translation

from catalogue.models import Product, ProductImage
from cooperatives.models import Cooperative
from marketplace.money.check import faults
from marketplace.money.models import Refund
from marketplace.money.services.claim import claim_accept, claim_open
from marketplace.money.shares import paid_for
from marketplace.shop.order.tracking import tracking_secret
from tests.factories import make_picture, make_user
from tests.money.test_claim import arrived

pytestmark = pytest.mark.django_db


def test_what_was_bought_can_still_be_read_claimed_and_given_back(client):
    part = arrived()
    line = part.lines.get()
    make_picture(line.product)
    title, name = line.title, part.cooperative_name
    Product.objects.filter(pk=line.product_id).update(state="archived", title_fr="Autre chose", title="Autre chose")
    Cooperative.objects.filter(pk=part.cooperative_id).update(status="closed", name_fr="Un autre nom")
    ProductImage.whole.filter(product=line.product).delete()
    claim = claim_open(part_id=part.pk, kind="damaged", units={line.pk: 2}, words="Cassé")
    claim_accept(claim_id=claim.pk, by=make_user())
    assert (Refund.objects.get().amount_centimes, paid_for(part)) == (12_000, 0)
    with translation.override("fr"):
        url = reverse("storefront:track", args=[part.order.number, tracking_secret(part.order)])
    page = client.get(url).content.decode()
    assert title in page and name in page and "120,00" in page
    assert "Autre chose" not in page
    assert not list(faults())

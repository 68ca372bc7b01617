"""The demo shop, loaded through the real services: complete, repeatable, honest."""

import pytest
from django.core.management import CommandError, call_command

from catalogue.models import Product, ProductImage
from cooperatives.models import Cooperative, Membership
from marketplace.demo.load import content, demo_load
from marketplace.places.load import places_load
from marketplace.places.models import City, Province, Region
from marketplace.shop.delivery.load import carriers_load

pytestmark = pytest.mark.django_db


def test_the_demo_is_complete_and_loading_it_again_changes_nothing():
    assert places_load() == places_load()
    carriers_load()
    listed = len(content("listings"))
    assert demo_load() == listed
    assert demo_load() == 0
    assert Region.objects.count() == 12
    assert Province.objects.count() == 75
    assert City.objects.filter(province__region_id="MA-07").count() >= 40
    listings = Product.objects.visible()
    assert listings.count() == listed == ProductImage.objects.count()
    for listing in listings:
        listing.clean_fields()  # choices of the typed columns, among others
        assert listing.title_fr and listing.title_ar and listing.title_en
    presidents = set(Membership.objects.current().values_list("user__email", "cooperative__slug"))
    assert presidents == {
        ("couscous@example.com", "al-alfia-atalita"),
        ("mogalait@example.com", "kokiaj-mogador"),
    }
    invented = Cooperative.objects.selling().exclude(slug__in=["al-alfia-atalita", "kokiaj-mogador"])
    assert all(cooperative.is_fictitious and "(exemple)" in cooperative.name_fr for cooperative in invented)


def test_the_demo_is_refused_where_its_passwords_would_be_a_danger(settings):
    settings.DEMO_SIGN_INS = False
    with pytest.raises(CommandError, match="demonstration settings only"):
        call_command("demo")
    assert not Product.objects.exists()


def test_what_a_shopper_filters_by_is_told_on_the_product_page(client):
    from tests.factories import make_product

    rug = make_product(weaving="knotted", colour="red", net_unit="piece")
    body = client.get(f"/en/catalogue/{rug.slug}_{rug.pk}/").content.decode()
    assert "Knotted" in body
    assert "Red" in body

"""Price per kilogram, litre or 100 g, and text made harmless."""

from decimal import Decimal

import pytest

from catalogue.sanitise import clean_rich_text
from catalogue.units import UnitPrice, unit_price


@pytest.mark.parametrize(
    ("price", "quantity", "unit", "told"),
    [
        ("42.00", 1000, "g", UnitPrice(Decimal("42.00"), "kg")),
        ("18.00", 500, "g", UnitPrice(Decimal("36.00"), "kg")),
        ("38.00", 250, "g", UnitPrice(Decimal("15.20"), "100g")),
        ("120.00", 250, "ml", UnitPrice(Decimal("48.00"), "100ml")),
        ("90.00", 1000, "ml", UnitPrice(Decimal("90.00"), "l")),
        ("10.00", 333, "g", UnitPrice(Decimal("3.00"), "100g")),
        ("2400.00", 1, "piece", None),
    ],
)
def test_food_tells_its_price_per_unit(price, quantity, unit, told):
    assert unit_price(Decimal(price), Decimal(quantity), unit) == told


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<p>Bon</p><script>alert(1)</script>", "<p>Bon</p>"),
        ('<p style="color:red" onclick="x()">Bon</p>', "<p>Bon</p>"),
        ('<a href="javascript:x()">ici</a>', "ici"),
        ("كسكس <strong>بلدي</strong>", "كسكس <strong>بلدي</strong>"),
    ],
)
def test_text_from_people_keeps_only_harmless_tags(typed, kept):
    assert clean_rich_text(typed) == kept


@pytest.mark.django_db
def test_a_description_is_cleaned_when_it_is_saved():
    from tests.factories import make_product

    product = make_product(description_fr="<p>Bon</p><img src=x onerror=alert(1)>")
    product.refresh_from_db()
    assert product.description_fr == "<p>Bon</p>"

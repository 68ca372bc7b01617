"""What papers say, when they are written, and that they stay as they were."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils.translation import gettext_lazy

from cooperatives.choices import ClosingReason
from cooperatives.models import Cooperative
from cooperatives.services.suspend import cooperative_close
from marketplace.money.models import BuyerIdentity, Paper, PaperCounter, PaperFile
from marketplace.money.papers.invoice import CreditLine, CreditTooLarge
from marketplace.money.services.papers import (
    AlreadyInvoiced,
    NotDelivered,
    StatementRow,
    StatementSum,
    buyer_identify,
    credit_note_write,
    invoice_write,
    slip_write,
    statement_write,
)
from marketplace.money.services.tax import vat_status_set
from marketplace.shop.order.models import Line, Parcel
from marketplace.shop.order.services.fulfil import (
    part_accept,
    part_cancel_rest,
    part_decline,
    part_deliver,
    part_pack,
    part_ship,
)
from marketplace.shop.voucher.services import voucher_put
from tests.factories import (
    make_basket,
    make_carrier,
    make_city,
    make_cooperative,
    make_member,
    make_order,
    make_part,
    make_product,
    make_product_class,
    make_user,
    make_variant,
    make_voucher,
)
from tests.factories.papers import deliver, invoice_of, make_identity, make_invoice

pytestmark = pytest.mark.django_db


# --- when -----------------------------------------------------------------------------------------------------------


def test_the_invoice_is_written_when_the_part_has_arrived_and_not_before():
    part = make_part(quantity=2)
    part_accept(part_id=part.pk, by=None)
    part_ship(part_id=part.pk, by=None)
    assert not Paper.objects.exists()
    with pytest.raises(NotDelivered):
        invoice_write(part_id=part.pk)
    part_deliver(part_id=part.pk, by=None)
    invoice = Paper.objects.get()
    assert (invoice.kind, invoice.part_id, invoice.number) == ("invoice", part.pk, 1)
    assert invoice_write(part_id=part.pk) == invoice
    assert PaperCounter.objects.get().last == 1


def test_goods_that_are_fetched_are_invoiced_when_they_are_handed_over():
    cooperative = make_cooperative(offers_pickup=True)
    product = make_product(cooperative=cooperative)
    part = make_order((product, 1), methods={cooperative.pk: "pickup"}).parts.get()
    part_accept(part_id=part.pk, by=None)
    part_pack(part_id=part.pk, by=None)
    part_deliver(part_id=part.pk, by=None)
    assert invoice_of(part).data["delivery"] is None


def test_what_was_declined_is_never_invoiced():
    part = make_part()
    part_decline(part_id=part.pk, by=None, reason="closed")
    assert not Paper.objects.exists()


def test_only_what_was_delivered_is_invoiced_when_the_rest_was_cancelled():
    part = make_part(make_product(price="42.00"), 3)
    part_accept(part_id=part.pk, by=None)
    part_ship(part_id=part.pk, by=None, quantities={part.lines.get().pk: 2})
    part_cancel_rest(part_id=part.pk, by=None, reason="sold_out")
    part_deliver(part_id=part.pk, by=None)
    part.refresh_from_db()
    row = invoice_of(part).data["lines"][0]
    assert (row["units"], row["gross"]) == (2, 8400)
    assert invoice_of(part).data["due"] == int(part.cash_due * 100)


def test_an_order_of_two_cooperatives_has_an_invoice_from_each_in_its_own_series():
    order = make_order((make_product(), 1), (make_product(), 1))
    for part in order.parts.all():
        deliver(part)
    assert sorted(Paper.objects.values_list("number", flat=True)) == [1, 1]
    assert Paper.objects.of_order(order.pk).count() == 2


def test_numbers_go_on_without_a_gap_and_begin_again_with_the_year_in_morocco():
    product = make_product(stock=50)
    with time_machine.travel("2026-12-31T20:00:00+00:00", tick=True):
        labels = [make_invoice(product, ready=False).label for _ in range(2)]
    # Half past midnight in Morocco, still the old year in Greenwich.
    with time_machine.travel("2026-12-31T23:30:00+00:00", tick=True):
        labels.append(make_invoice(product, ready=False).label)
    assert labels == ["F2026-00001", "F2026-00002", "F2027-00001"]


def test_a_fact_that_is_undone_gives_its_number_back():
    part = make_part()
    part_accept(part_id=part.pk, by=None)
    part_ship(part_id=part.pk, by=None)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        part_deliver(part_id=part.pk, by=None)
        assert Paper.objects.get().number == 1
        raise ZeroDivisionError
    assert not Paper.objects.exists()
    part_deliver(part_id=part.pk, by=None)
    assert Paper.objects.get().number == 1


def test_a_file_is_asked_for_in_the_languages_of_those_who_will_read_it():
    cooperative = make_cooperative()
    make_member(cooperative, user=make_user(language="ar"))
    invoice = make_invoice(make_product(cooperative=cooperative), ready=False, language="en")
    assert invoice.language == "en"
    assert sorted(invoice.files.values_list("language", flat=True)) == ["ar", "en"]


# --- what -----------------------------------------------------------------------------------------------------------


def test_everything_that_the_law_asks_for_is_in_the_snapshot():
    cooperative = make_cooperative(
        "al-alfia", phone="+212524446708", address_fr="Douar Oulad Ali", registration_number="3127",
        registration_court="Benguerir", registered_on=date(2019, 3, 12),
    )  # fmt: skip
    make_identity(cooperative)
    part = make_part(make_product("Couscous d’orge", cooperative=cooperative, price="42.00"), 2)
    buyer_identify(order=part.order, name="Riad Al Bahia SARL", ice="009999999000012")
    data = invoice_of(deliver(part)).data
    seller, buyer = data["seller"], data["buyer"]
    assert seller["name"] == {"fr": "Al Alfia", "ar": "تعاونية al-alfia", "en": "Al Alfia"}
    assert (seller["ice"], seller["fiscal_id"], seller["trade_tax"]) == ("009999999000012", "40123456", "45678901")
    assert seller["register"] == {"number": "3127", "court": "Benguerir", "on": "2019-03-12"}
    assert seller["address"]["fr"] == "Douar Oulad Ali"
    assert (buyer["name"], buyer["person"], buyer["ice"]) == ("Riad Al Bahia SARL", "Salma Idrissi", "009999999000012")
    assert (buyer["street"], buyer["landmark"]) == ("12, rue du Marché", "près de la mosquée")
    line = data["lines"][0]
    assert (line["units"], line["unit"], line["gross"], line["tax"]) == (2, 4200, 8400, 0)
    assert line["title"]["fr"] == "Couscous d’orge" and line["title"]["ar"].startswith("كسكس")
    assert data["order"] == part.number and data["payment"] == "cod"
    assert data["mentions"][0]["fr"].startswith("Exonérée de la TVA")
    assert data["due"] == data["gross"] == int(part.total * 100)
    assert data["confirmed"] is False


def test_vat_stands_apart_rate_by_rate_and_the_rows_add_up():
    cooperative = make_cooperative()
    vat_status_set(cooperative=cooperative, taxable=True, since=date(2025, 1, 1), by=None)
    rug = make_product(cooperative=cooperative, product_class=make_product_class("carpet"), price="2400.00")
    cheese = make_product(cooperative=cooperative, product_class=make_product_class("cheese"), price="35.00")
    part = deliver(make_order((rug, 1), (cheese, 3)).parts.get())
    data = invoice_of(part).data
    charge = int(part.delivery_charge * 100)
    rates = {row["rate_bps"]: row for row in data["rates"]}
    assert set(rates) == {0, 2000}
    assert rates[0]["gross"] == rates[0]["net"] == 240_000
    assert rates[2000]["gross"] == 10_500 + charge
    assert rates[2000]["tax"] == 1_750 + data["delivery"]["tax"]
    assert sum(row["net"] + row["tax"] for row in data["rates"]) == data["gross"] == int(part.total * 100)
    assert len(data["mentions"]) == 1 and "91" in data["mentions"][0]["fr"]


def ordered_with_code(product, quantity: int, **voucher):
    make_carrier()
    make_voucher(value=Decimal(10), **voucher)
    basket = make_basket((product, quantity))
    voucher_put(basket=basket, code="SOUK10")
    return make_order(basket=basket, city=make_city()).parts.get()


def test_the_cooperatives_own_code_lowers_the_price_that_is_taxed():
    product = make_product(price="42.00")
    vat_status_set(cooperative=product.cooperative, taxable=True, since=date(2025, 1, 1), by=None)
    part = deliver(ordered_with_code(product, 1, cooperative=product.cooperative))
    data = invoice_of(part).data
    assert (data["lines"][0]["off"], data["lines"][0]["gross"], data["by_market"]) == (1000, 3200, 0)
    assert data["due"] == int(part.total * 100)


def test_the_markets_code_is_a_payment_by_the_market_and_lowers_no_price():
    product = make_product(price="42.00")
    part = deliver(ordered_with_code(product, 1))
    data = invoice_of(part).data
    assert (data["lines"][0]["off"], data["lines"][0]["gross"], data["by_market"]) == (0, 4200, 1000)
    assert data["gross"] - data["due"] == 1000
    assert data["due"] == int(part.total * 100)


def test_a_variant_is_named_with_its_size():
    parent = make_product("Huile d’argan", stock=None)
    data = make_invoice(make_variant(parent, size="250 ml"), ready=False).data
    assert data["lines"][0]["title"]["fr"] == "Huile d’argan\u00a0· 250\u00a0ml"


# --- for ever -------------------------------------------------------------------------------------------------------


def test_a_paper_stays_as_it_was_when_names_prices_and_addresses_change_and_the_cooperative_closes():
    product = make_product("Couscous d’orge", cooperative=make_cooperative("al-alfia", address_fr="Douar Ali"))
    invoice = make_invoice(product, ready=False)
    before, cooperative = invoice.data, product.cooperative
    cooperative.name_fr, cooperative.address_fr = "Un autre nom", "Ailleurs"
    cooperative.save()
    product.title_fr = "Autre chose"
    product.save()
    make_identity(cooperative)
    cooperative_close(cooperative_id=cooperative.pk, by=make_user(), reason=ClosingReason.values[0], words="Fin")
    invoice = Paper.objects.get(pk=invoice.pk)
    assert invoice.data == before
    assert invoice.data["seller"]["name"]["fr"] == "Al Alfia"
    assert Cooperative.objects.get(pk=cooperative.pk).status == "closed"


@pytest.mark.parametrize("change", [{"number": 7}, {"data": {}}, {"total_centimes": 1}, {"year": 2020}])
def test_the_database_refuses_to_change_a_paper(change):
    invoice = make_invoice(ready=False)
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        Paper.objects.filter(pk=invoice.pk).update(**change)


def test_the_database_refuses_to_remove_a_paper_of_the_accounts():
    invoice = make_invoice(ready=False)
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        invoice.delete()


# --- companies ------------------------------------------------------------------------------------------------------


def test_a_company_is_named_before_the_first_invoice_and_not_after():
    part = make_part()
    buyer_identify(order=part.order, name="Riad", ice="")
    buyer_identify(order=part.order, name="Riad Al Bahia", ice="")
    assert BuyerIdentity.objects.get().name == "Riad Al Bahia"
    deliver(part)
    with pytest.raises(AlreadyInvoiced):
        buyer_identify(order=part.order, name="Autre", ice="")
    assert invoice_of(part).data["buyer"]["name"] == "Riad Al Bahia"


# --- credit notes ---------------------------------------------------------------------------------------------------


@pytest.fixture
def invoiced() -> Paper:
    """Three of 42.00 each, taxed at 20 %, and the delivery."""
    product = make_product(price="42.00", product_class=make_product_class("cheese"))
    vat_status_set(cooperative=product.cooperative, taxable=True, since=date(2025, 1, 1), by=None)
    return invoice_of(deliver(make_part(product, 3)))


def line_of(invoice: Paper) -> int:
    return invoice.data["lines"][0]["line"]


def test_a_credit_note_takes_back_at_the_rate_of_the_sale_in_a_series_of_its_own(invoiced):
    note = credit_note_write(
        part_id=invoiced.part_id, event_key="refund 1", lines=[CreditLine(line_of(invoiced), 1, 4200)],
        reason=gettext_lazy("Damaged"),
    )  # fmt: skip
    assert (note.label[0], note.number, note.corrects) == ("A", 1, invoiced)
    assert note.data["corrects"]["label"] == invoiced.label
    assert (note.data["rates"], note.total_centimes) == (
        [{"rate_bps": 2000, "net": 3500, "tax": 700, "gross": 4200}],
        4200,
    )
    assert set(note.data["reason"]) == {"fr", "ar", "en"}
    assert note.files.count() >= 1
    assert PaperCounter.objects.count() == 2


def test_the_same_refund_writes_one_credit_note(invoiced):
    lines = [CreditLine(line_of(invoiced), 1, 4200)]
    first, second = (credit_note_write(part_id=invoiced.part_id, event_key="refund 1", lines=lines) for _ in range(2))
    assert first == second
    assert Paper.objects.filter(kind="credit_note").count() == 1


def test_everything_can_be_taken_back_once_and_nothing_twice(invoiced):
    line, charge = line_of(invoiced), invoiced.data["delivery"]["gross"]
    credit_note_write(part_id=invoiced.part_id, event_key="refund 1", lines=[CreditLine(line, 1, 4200)])
    credit_note_write(
        part_id=invoiced.part_id, event_key="refund 2", lines=[CreditLine(line, 2, 8400)], delivery=charge
    )
    for wrong in (
        {"lines": [CreditLine(line, 0, 1)]},
        {"lines": [], "delivery": 1},
        {"lines": [CreditLine(line, 1, 0)]},
        {"lines": []},
    ):
        with pytest.raises(CreditTooLarge):
            credit_note_write(part_id=invoiced.part_id, event_key="refund 3", **wrong)
    assert Paper.objects.filter(kind="credit_note").count() == 2


@pytest.mark.parametrize("wrong", [CreditLine(0, 1, 100), CreditLine(-1, 1, 100)])
def test_a_line_of_another_order_cannot_be_taken_back(invoiced, wrong):
    with pytest.raises(CreditTooLarge):
        credit_note_write(part_id=invoiced.part_id, event_key="refund 1", lines=[wrong])


@pytest.mark.parametrize(("units", "gross"), [(4, 4200), (1, 12_601), (-1, 4200), (1, -1)])
def test_more_than_was_invoiced_cannot_be_taken_back(invoiced, units, gross):
    with pytest.raises(CreditTooLarge):
        credit_note_write(
            part_id=invoiced.part_id, event_key="refund 1", lines=[CreditLine(line_of(invoiced), units, gross)]
        )
    assert not Paper.objects.filter(kind="credit_note").exists()


def test_what_was_never_invoiced_needs_no_credit_note():
    part = make_part()
    line = Line.objects.get(part=part)
    note = credit_note_write(part_id=part.pk, event_key="refund 1", lines=[CreditLine(line.pk, 1, 100)])
    assert note is None


# --- slips and statements -------------------------------------------------------------------------------------------


def test_a_slip_says_what_is_still_to_be_sent_and_then_what_was_in_the_parcel():
    part = make_part(make_product("Couscous", price="42.00"), 3)
    part_accept(part_id=part.pk, by=None)
    all_of_it = slip_write(part=part, parcel_id=None, language="fr")
    assert slip_write(part=part, parcel_id=None, language="ar") == all_of_it
    assert sorted(all_of_it.files.values_list("language", flat=True)) == ["ar", "fr"]
    parcel = part_ship(part_id=part.pk, by=None, quantities={part.lines.get().pk: 1}, tracking_number="AB12")
    part.refresh_from_db()
    sent = slip_write(part=part, parcel_id=parcel.pk, language="fr")
    rest = slip_write(part=part, parcel_id=None, language="fr")
    assert [slip.data["lines"][0]["units"] for slip in (all_of_it, sent, rest)] == [3, 1, 2]
    assert sent.data["tracking"] == "AB12"
    assert sum(slip.data["cash"] for slip in (sent, rest)) == all_of_it.data["cash"] == int(part.cash_due * 100)
    assert all_of_it.number is None


def test_a_slip_of_another_parts_parcel_is_refused():
    part, other = make_part(), make_part()
    part_accept(part_id=other.pk, by=None)
    parcel = part_ship(part_id=other.pk, by=None)
    with pytest.raises(Parcel.DoesNotExist):
        slip_write(part=part, parcel_id=parcel.pk, language="fr")


def test_no_price_is_in_a_slips_snapshot():
    part = make_part(make_product(price="42.17"), 2)
    slip = slip_write(part=part, parcel_id=None, language="fr")
    assert set(slip.data["lines"][0]) == {"title", "units"}
    assert not {"gross", "unit", "rates", "due"} & set(slip.data)


def test_a_statement_takes_plain_data_and_a_number_of_its_own_series():
    cooperative = make_cooperative()
    make_member(cooperative, user=make_user(language="ar"))
    given = {
        "cooperative": cooperative, "event_key": "payout 12", "begins": date(2026, 11, 1), "ends": date(2026, 11, 15),
        "rows": [StatementRow(date(2026, 11, 3), gettext_lazy("Delivered"), "K7PQ42XD-1", 12_000),
                 StatementRow(date(2026, 11, 3), {"fr": "Commission", "ar": "العمولة"}, "", -1_200)],
        "sums": [StatementSum(gettext_lazy("Total"), 10_800)],
    }  # fmt: skip
    statement = statement_write(**given)
    assert statement_write(**given) == statement
    assert (statement.label[0], statement.number, statement.total_centimes) == ("R", 1, 10_800)
    assert [row["amount"] for row in statement.data["rows"]] == [12_000, -1_200]
    assert statement.data["rows"][0]["words"]["fr"] == "Livrée" != statement.data["rows"][0]["words"]["ar"]
    assert statement.data["rows"][1]["words"]["en"] == "Commission"
    assert list(PaperFile.objects.values_list("language", flat=True)) == ["ar"]

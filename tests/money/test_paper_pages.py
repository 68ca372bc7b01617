"""Who may open a paper, and what the pages say while it is being made."""

from __future__ import annotations

import re

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse

from marketplace.audit.models import Entry
from marketplace.money.models import BuyerIdentity, Paper, PaperFile, TaxIdentity, VatStatus
from marketplace.money.papers.choices import FileState
from marketplace.money.services.paper_files import papers_make_due
from marketplace.money.services.papers import slip_write
from marketplace.shop.order.services.fulfil import part_accept, part_ship
from marketplace.shop.order.tracking import tracking_secret
from tests.factories import make_cooperative, make_member, make_order, make_part, make_product, make_user
from tests.factories.moderation import make_moderator
from tests.factories.papers import deliver, invoice_of, make_invoice

from .sheets import text_of

pytestmark = pytest.mark.django_db


def track(paper: Paper, name: str = "track", *more: int) -> str:
    order = paper.part.order
    return reverse(f"storefront:{name}", args=[order.number, tracking_secret(order), *more])


@pytest.fixture
def invoice(settings) -> Paper:
    settings.LANGUAGE_CODE = "fr"
    return make_invoice(make_product(cooperative=make_cooperative("al-alfia")))


@pytest.fixture
def member(client: Client, invoice: Paper) -> Client:
    client.force_login(make_member(invoice.cooperative))
    return client


def assert_is_the_pdf(answer, paper: Paper) -> None:
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{paper.label}.pdf"'
    assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex" and answer["X-Content-Type-Options"] == "nosniff"
    assert paper.label in text_of(answer.content)


# --- the buyer ------------------------------------------------------------------------------------------------------


def test_who_holds_the_orders_link_opens_its_invoice(client, invoice):
    page = client.get(track(invoice)).content.decode()
    address = track(invoice, "paper", invoice.pk)
    assert f'href="{address}"' in page and invoice.label in page
    assert_is_the_pdf(client.get(address), invoice)


def test_a_wrong_secret_opens_nothing(client, invoice):
    order = invoice.part.order
    for name in ("paper", "paper-make"):
        address = reverse(f"storefront:{name}", args=[order.number, "x" * 22, invoice.pk])
        assert client.get(address).status_code == client.post(address).status_code == 404


def test_the_link_of_one_order_opens_no_paper_of_another(client, invoice):
    other = make_invoice()
    for name in ("paper", "paper-make"):
        address = track(invoice, name, other.pk)
        assert client.get(address).status_code == client.post(address).status_code == 404


def test_a_slip_is_not_the_buyers_though_it_is_of_her_order(client, invoice):
    slip = slip_write(part=invoice.part, parcel_id=None, language="fr")
    papers_make_due()
    assert client.get(track(invoice, "paper", slip.pk)).status_code == 404
    assert f"/papers/{slip.pk}/" not in client.get(track(invoice)).content.decode()


def test_her_account_leads_to_her_invoices_in_two_queries_for_any_number(client, django_assert_max_num_queries):
    user = make_user()
    papers = [make_invoice(user=user, email=user.email, language="fr") for _ in range(3)]
    client.force_login(user)
    page = client.get("/fr/accounts/").content.decode()
    for paper in papers:
        assert track(paper, "paper", paper.pk) in page
    assert_is_the_pdf(client.get(track(papers[0], "paper", papers[0].pk)), papers[0])


@pytest.mark.parametrize("count", [1, 6])
def test_the_accounts_orders_cost_the_same_for_one_or_six(client, count, django_assert_max_num_queries):
    user = make_user()
    for _ in range(count):
        make_invoice(user=user, email=user.email)
    client.force_login(user)
    with django_assert_max_num_queries(16):
        client.get("/fr/accounts/")


def test_an_invoice_that_is_being_made_says_so_and_looks_again_by_itself(client):
    paper = make_invoice(ready=False)
    page = client.get(track(paper)).content.decode()
    assert re.search(rf'id="papers-{paper.part_id}" data-papers data-waiting', page)
    assert "js/papers.js" in page and "en préparation" in page
    assert client.get(track(paper, "paper", paper.pk)).status_code == 302
    papers_make_due()
    page = client.get(track(paper)).content.decode()
    assert "data-waiting" not in page and track(paper, "paper", paper.pk) in page


def test_in_another_language_it_is_made_when_she_asks(client, invoice):
    arabic = track(invoice).replace("/fr/", "/ar/")
    page = client.get(arabic).content.decode()
    make = f"/ar{track(invoice, 'paper-make', invoice.pk)[3:]}"
    assert f'action="{make}"' in page
    assert PaperFile.objects.count() == 1  # looking writes nothing
    for _ in range(2):
        assert client.post(make).status_code == 302
    assert sorted(PaperFile.objects.values_list("language", flat=True)) == ["ar", "fr"]
    papers_make_due()
    answer = client.get(f"/ar{track(invoice, 'paper', invoice.pk)[3:]}")
    assert "فاتورة" in text_of(answer.content)


def test_one_that_failed_can_be_asked_for_again(client, invoice):
    PaperFile.objects.update(state=FileState.FAILED, attempts=3)
    page = client.get(track(invoice)).content.decode()
    assert "pas pu être préparée" in page
    client.post(track(invoice, "paper-make", invoice.pk))
    papers_make_due()
    assert_is_the_pdf(client.get(track(invoice, "paper", invoice.pk)), invoice)


def test_a_file_that_cannot_be_fetched_is_a_message_and_no_error_page(client, invoice):
    storages["papers"].delete(PaperFile.objects.get().name)
    answer = client.get(track(invoice, "paper", invoice.pk), follow=True)
    assert answer.status_code == 200
    assert "ne peuvent pas être lus" in answer.content.decode()


# --- a company ------------------------------------------------------------------------------------------------------


def test_a_company_is_named_from_the_orders_page_and_stands_on_the_invoice(client):
    part = make_part()
    order = part.order
    address = reverse("storefront:company", args=[order.number, tracking_secret(order)])
    assert address in client.get(reverse("storefront:track", args=address.split("/")[3:5])).content.decode()
    answer = client.post(address, {"name": "Riad Al Bahia", "ice": "1 234 567 000 089"}, follow=True)
    assert answer.status_code == 200
    assert (BuyerIdentity.objects.get().name, BuyerIdentity.objects.get().ice) == ("Riad Al Bahia", "001234567000089")
    assert invoice_of(deliver(part)).data["buyer"]["ice"] == "001234567000089"
    assert address not in client.get(reverse("storefront:track", args=address.split("/")[3:5])).content.decode()
    late = client.post(address, {"name": "Trop tard", "ice": ""})
    assert late.status_code == 422 and "Trop tard" in late.content.decode()


@pytest.mark.parametrize(("name", "ice"), [("", ""), ("x" * 121, ""), ("Riad", "12A4"), ("Riad", "1" * 16)])
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_is_kept(client, name, ice):
    order = make_order()
    answer = client.post(
        reverse("storefront:company", args=[order.number, tracking_secret(order)]), {"name": name, "ice": ice}
    )
    assert answer.status_code == 422 and not BuyerIdentity.objects.exists()
    assert 'aria-invalid="true"' in answer.content.decode() and name[:120] in answer.content.decode()


# --- the cooperative ------------------------------------------------------------------------------------------------


def test_a_member_opens_the_invoice_from_the_order_and_from_the_list(member, invoice):
    address = reverse("seller:paper", args=["al-alfia", invoice.pk])
    for page in (
        reverse("seller:order", args=["al-alfia", invoice.part_id]),
        reverse("seller:papers", args=["al-alfia"]),
    ):
        assert address in member.get(page).content.decode()
    assert_is_the_pdf(member.get(address), invoice)


def test_the_list_of_papers_costs_the_same_for_one_or_twelve(member, invoice, django_assert_max_num_queries):
    product = invoice.part.lines.get().product
    for _ in range(9):
        make_invoice(product, ready=False)
    with django_assert_max_num_queries(12):
        assert member.get(reverse("seller:papers", args=["al-alfia"])).status_code == 200


def test_a_slip_is_made_at_a_click_and_shown_on_the_orders_page(member, invoice):
    part = make_part(make_product(cooperative=invoice.cooperative), 2)
    address = reverse("seller:slip-paper", args=["al-alfia", part.pk])
    order = reverse("seller:order", args=["al-alfia", part.pk])
    assert member.get(address).url == order and not Paper.objects.filter(kind="slip").exists()
    for _ in range(2):
        assert "data-waiting" in member.post(address, follow=True).content.decode()
    slip = Paper.objects.get(kind="slip")
    papers_make_due()
    assert reverse("seller:paper", args=["al-alfia", slip.pk]) in member.get(order).content.decode()
    assert part.number in text_of(member.get(reverse("seller:paper", args=["al-alfia", slip.pk])).content)


def test_the_slip_of_a_parcel_is_that_of_what_was_in_it(member, invoice):
    part = make_part(make_product(cooperative=invoice.cooperative), 3)
    part_accept(part_id=part.pk, by=None)
    parcel = part_ship(part_id=part.pk, by=None, quantities={part.lines.get().pk: 1}, tracking_number="AB12")
    page = member.get(reverse("seller:parcel-slip", args=["al-alfia", part.pk, parcel.pk])).content.decode()
    address = reverse("seller:parcel-slip-paper", args=["al-alfia", part.pk, parcel.pk])
    assert f'action="{address}"' in page
    member.post(address)
    assert Paper.objects.get(kind="slip").data["tracking"] == "AB12"
    other = make_part(make_product(cooperative=invoice.cooperative))
    assert member.post(reverse("seller:parcel-slip-paper", args=["al-alfia", other.pk, parcel.pk])).status_code == 404


def test_a_member_writes_the_numbers_that_stand_on_the_next_invoices(member, invoice):
    address = reverse("seller:identity", args=["al-alfia"])
    answer = member.post(address, {"ice": "9 999 999 000 012", "fiscal_id": "40123456", "trade_tax": ""}, follow=True)
    assert "009999999000012" in answer.content.decode()
    assert "deux derniers chiffres" not in answer.content.decode()
    assert TaxIdentity.objects.get().ice == "009999999000012"
    assert Entry.objects.filter(what="money.tax_identity").count() == 1
    paper = make_invoice(invoice.part.lines.get().product, ready=False)
    assert paper.data["seller"]["ice"] == "009999999000012"
    assert Paper.objects.get(pk=invoice.pk).data["seller"]["ice"] == ""


def test_an_ice_whose_control_digits_do_not_fit_is_kept_with_a_warning(member):
    answer = member.post(reverse("seller:identity", args=["al-alfia"]), {"ice": "009999999000013"}, follow=True)
    assert "deux derniers chiffres" in answer.content.decode()
    assert TaxIdentity.objects.get().ice == "009999999000013"


@pytest.mark.parametrize("data", [{"ice": "1" * 16}, {"ice": "abc"}, {"fiscal_id": "12x"}, {"trade_tax": "1" * 21}])
def test_wrong_numbers_are_said_beside_their_field(member, data):
    answer = member.post(reverse("seller:identity", args=["al-alfia"]), data)
    assert answer.status_code == 422 and not TaxIdentity.objects.exists()
    assert next(iter(data.values())) in answer.content.decode()


# --- the delegation -------------------------------------------------------------------------------------------------


def test_the_delegation_reads_the_papers_of_the_accounts_and_no_slip(client, invoice):
    client.force_login(make_moderator())
    slip = slip_write(part=invoice.part, parcel_id=None, language="fr")
    papers_make_due()
    page = client.get(reverse("delegation:papers", args=["al-alfia"])).content.decode()
    address = reverse("delegation:paper", args=["al-alfia", invoice.pk])
    assert address in page and f"/papers/{slip.pk}/" not in page
    assert_is_the_pdf(client.get(address), invoice)
    assert client.get(reverse("delegation:paper", args=["al-alfia", slip.pk])).status_code == 404
    other = make_invoice()
    assert client.get(reverse("delegation:paper", args=["al-alfia", other.pk])).status_code == 404
    assert (
        reverse("delegation:papers", args=["al-alfia"])
        in client.get(reverse("delegation:cooperative", args=["al-alfia"])).content.decode()
    )


def test_the_delegation_confirms_whether_a_cooperative_charges_vat(client, invoice):
    moderator = make_moderator()
    client.force_login(moderator)
    papers, vat = (reverse(f"delegation:{name}", args=["al-alfia"]) for name in ("papers", "vat"))
    assert "à confirmer" in client.get(papers).content.decode()
    assert client.post(vat, {"charges": "perhaps", "since": "hier"}).status_code == 422
    page = client.post(vat, {"charges": "yes", "since": "2026-01-01"}, follow=True).content.decode()
    assert "à confirmer" not in page
    status = VatStatus.objects.get(cooperative=invoice.cooperative)
    assert (status.taxable, status.confirmed) == (True, True)
    assert Entry.objects.get(what="money.vat_status").who == moderator
    assert client.get(vat).status_code == 200

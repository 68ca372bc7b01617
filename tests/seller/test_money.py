"""My money: what comes, when, what is owed, what was paid and for what; and the account it goes to."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from marketplace.money.models import BankAccount, Claim
from marketplace.money.services.payout import payout_propose
from marketplace.money.services.payout_bank import payout_hand_over, payout_mark_returned, payout_mark_sent
from marketplace.money.services.remittance import remittance_record
from marketplace.shop.order.services.fulfil import part_accept, part_deliver, part_ship
from tests.factories import make_member, make_order, make_paid, make_product, make_rule
from tests.factories.payouts import RIB, make_account, make_arrived, make_payout, make_rib, make_signed

from .conftest import Seller

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def paid_order(seller: Seller, *, days: int | None = 30):
    order = make_order((make_product(cooperative=seller.cooperative, price="100.00"), 1), payment_method="card")
    part = make_paid(order).parts.get()
    if days is not None:
        make_arrived(part, days=days)
    return part


def cash_debt(seller: Seller, price: str = "100.00") -> None:
    part = make_order((make_product(cooperative=seller.cooperative, price=price), 1)).parts.get()
    for step in (part_accept, part_ship, part_deliver):
        step(part_id=part.pk, by=None)


def words_of(seller: Seller, name: str, *args) -> str:
    answer = seller.client.get(reverse(f"seller:{name}", args=[seller.cooperative.slug, *args]))
    assert answer.status_code == 200
    text = answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ")
    return text.replace('<bdi dir="ltr">', "").replace("</bdi>", "")


def test_before_the_first_sale_it_says_when_money_comes(seller: Seller):
    page = words_of(seller, "money")
    assert "No money yet" in page and "on the 1st and on the 16th" in page
    assert "We do not know yet where to pay" in page


def test_each_amount_stands_where_it_belongs(seller: Seller):
    make_rule(1000)
    make_account(seller.cooperative)
    paid_order(seller)
    paid_order(seller, days=1)
    paid_order(seller, days=None)
    page = words_of(seller, "money")
    assert "Next payout" in page and "115.00 MAD" in page
    assert "Comes later" in page and "When the parcels have arrived" in page
    batch = payout_propose()
    assert "On its way to your bank" in words_of(seller, "money")
    line = payout_hand_over(batch_id=make_signed(batch).pk).lines.get()
    assert "With the bank" in words_of(seller, "money")
    payout_mark_sent(line_id=line.pk, by=None)
    assert "R2026-00001" in words_of(seller, "payout", line.pk).replace(str(timezone.localdate().year), "2026")
    page = words_of(seller, "money")
    assert "Paid so far" in page and "On its way" not in page
    payout_mark_returned(line_id=line.pk, by=None, words="Compte clos")
    assert "Came back" in words_of(seller, "money")
    assert "Compte clos" in words_of(seller, "payout", line.pk)


def test_a_debt_says_what_it_is_and_how_to_pay_it(seller: Seller, settings):
    make_rule(1000)
    make_account(seller.cooperative)
    cash_debt(seller)
    page = words_of(seller, "money")
    assert "You owe the market" in page and "10.00 MAD" in page
    assert "Call the delegation" in page
    settings.BANK_RIB, settings.BANK_HOLDER = RIB, "Délégation (exemple)"
    page = words_of(seller, "money")
    assert "011 450 0000 1234 5678 9012 75" in page and "AL-ALFIA" in page
    remittance_record(cooperative=seller.cooperative, amount=1_000, reference="V1", by=None)
    assert "You owe the market" not in words_of(seller, "money")


def test_a_payout_says_what_it_is_for(seller: Seller):
    make_rule(1000)
    make_account(seller.cooperative)
    line = make_payout(make_product(cooperative=seller.cooperative, price="100.00"))
    page = words_of(seller, "payout", line.pk)
    for said in ("100.00 MAD", "25.00 MAD", "−10.00 MAD", "115.00 MAD", line.reference, "Order"):
        assert said in page, said


def test_an_order_says_what_it_brings_before_and_after(seller: Seller):
    make_rule(1000)
    part = make_order((make_product(cooperative=seller.cooperative, price="100.00"), 1)).parts.get()
    page = words_of(seller, "order", part.pk)
    assert "What it brings you" in page and "115.00 MAD" in page and "−10.00 MAD" in page
    for step in (part_accept, part_ship, part_deliver):
        step(part_id=part.pk, by=None)
    page = words_of(seller, "order", part.pk)
    assert "What it brought you" in page and "115.00 MAD" in page


@pytest.mark.parametrize(
    ("rib", "said"),
    [
        ("011 450", "here are 6"),
        (RIB[:-1] + "6", "One digit is wrong"),
        ("O" + RIB[1:], "digits only"),
        ("", "Write the RIB"),
    ],
)
def test_a_wrong_rib_is_said_beside_the_field_and_kept(seller: Seller, rib, said):
    url = reverse("seller:bank-account", args=[seller.cooperative.slug])
    answer = seller.client.post(url, {"rib": rib, "holder": "Coopérative"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert (said in page and f'value="{rib}"' in page) or not rib
    assert not BankAccount.objects.exists()


def test_an_account_is_written_down_checked_and_shown_in_groups(seller: Seller):
    url = reverse("seller:bank-account", args=[seller.cooperative.slug])
    answer = seller.client.post(url, {"rib": "011-450 0000123456789012 75", "holder": "Coopérative"}, follow=True)
    assert "The delegation is checking it" in answer.content.decode()
    account = BankAccount.objects.get()
    assert (account.rib, account.by) == (RIB, seller.user)
    make_account(seller.cooperative, holder="Coopérative", checked=False)
    assert '<bdi dir="ltr">011 450 0000 1234 5678 9012 75</bdi>' in seller.client.get(url).content.decode()


@pytest.mark.parametrize(("role", "may"), [("accounts", True), ("sales", False), ("stock", False)])
def test_only_the_president_and_the_keeper_of_accounts_change_it(seller: Seller, role, may):
    seller.client.force_login(make_member(seller.cooperative, role=role))
    url = reverse("seller:bank-account", args=[seller.cooperative.slug])
    assert ('name="rib"' in seller.client.get(url).content.decode()) is may
    seller.client.post(url, {"rib": RIB, "holder": "Coopérative"})
    assert BankAccount.objects.exists() is may


def test_a_suspended_cooperative_reads_that_its_money_is_kept(seller: Seller):
    make_account(seller.cooperative)
    paid_order(seller)
    type(seller.cooperative).objects.update(status="suspended")
    assert "Your money is kept for you" in words_of(seller, "money")


def test_my_money_costs_the_same_for_one_order_or_twenty(seller: Seller):
    make_rule(1000)
    make_account(seller.cooperative)

    def cost() -> int:
        words_of(seller, "money")
        with CaptureQueriesContext(connection) as queries:
            words_of(seller, "money")
        return len(queries)

    paid_order(seller)
    payout_propose()
    paid_order(seller, days=2)
    one = cost()
    for number in range(20):
        paid_order(seller, days=number)
    payout_propose(on=timezone.localdate() + timedelta(days=40))
    assert cost() == one
    assert one <= 14


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_money_page_opens_in_every_language(seller: Seller, language: str):
    make_account(seller.cooperative, rib=make_rib(3))
    line = make_payout(make_product(cooperative=seller.cooperative))
    cash_debt(seller)
    with translation.override(language):
        for name, args in (("money", []), ("bank-account", []), ("payout", [line.pk])):
            assert f'lang="{language}"' in words_of(seller, name, *args)


def test_what_a_claim_keeps_says_so_and_leads_to_it(seller: Seller):
    make_rule(1000)
    part = paid_order(seller)
    Claim.objects.create(part=part, kind="damaged", answer_by=timezone.now())
    page = words_of(seller, "money")
    assert "Kept for now" in page and "115.00 MAD" in page
    assert "A buyer says that something is wrong with her order" in page
    assert reverse("seller:claims", args=[seller.cooperative.slug]) in page
    assert "buyer's bank" not in page.replace("&#x27;", "'")
    Claim.objects.update(state="refused")
    page = words_of(seller, "money")
    assert "Next payout" in page and "Kept for now" not in page

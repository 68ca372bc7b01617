"""The delegation's money: batches and their signatures, the bank file, the bank's word, debts, accounts, rules."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from marketplace.audit.models import Entry
from marketplace.money.models import BankAccount, CommissionRule, PayoutLine, Remittance
from marketplace.money.services.payout import payout_propose
from marketplace.money.services.payout_bank import payouts_hand_over_due
from marketplace.shop.order.services.fulfil import part_accept, part_deliver, part_ship
from tests.factories import make_category, make_cooperative, make_order, make_paid, make_product, make_rule
from tests.factories.moderation import make_moderator
from tests.factories.payouts import make_account, make_arrived, make_payable, make_rib

from .conftest import Desk

pytestmark = pytest.mark.django_db


def words(answer) -> str:
    text = answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ")
    return text.replace('<bdi dir="ltr">', "").replace("</bdi>", "").replace("<bdi>", "").replace("&#x27;", "'")


def press(desk: Desk, name: str, pk: object, **data):
    return desk.client.post(reverse(f"delegation:{name}", args=[pk]), data, follow=True)


def signed(desk: Desk):
    """Signed by her and by a colleague, handed over by the worker."""
    batch = payout_propose()
    press(desk, "payout-sign", batch.pk)
    desk.client.force_login(make_moderator())
    press(desk, "payout-sign", batch.pk)
    payouts_hand_over_due()
    batch.refresh_from_db()
    return batch


def debtor():
    part = make_order((make_product(cooperative=make_cooperative("debtor"), price="100.00"), 1)).parts.get()
    for step in (part_accept, part_ship, part_deliver):
        step(part_id=part.pk, by=None)
    return part.cooperative


def test_the_same_person_is_told_plainly_that_another_must_sign(desk: Desk):
    make_payable()
    batch = payout_propose()
    assert "I sign this batch" in words(desk.see("payout", batch.pk))
    assert "somebody else must sign too" in words(press(desk, "payout-sign", batch.pk))
    page = words(press(desk, "payout-sign", batch.pk))
    assert "The second signature must be somebody else's" in page
    assert "I sign this batch" not in page
    batch.refresh_from_db()
    assert batch.state == "proposed"
    assert "Waits for a second signature" in words(desk.see("payouts"))


def test_there_is_no_file_before_two_people_signed(desk: Desk):
    make_payable()
    batch = payout_propose()
    press(desk, "payout-sign", batch.pk)
    answer = desk.client.get(reverse("delegation:payout-file", args=[batch.pk]), follow=True)
    assert "There is no bank file yet" in words(answer)


def test_two_sign_the_file_is_fetched_and_all_are_sent(desk: Desk):
    make_payable()
    batch = signed(desk)
    answer = desk.client.get(reverse("delegation:payout-file", args=[batch.pk]))
    text = b"".join(answer.streaming_content).decode()
    assert answer["Content-Disposition"] == f'attachment; filename="{batch.reference}.csv"'
    assert "no-store" in answer["Cache-Control"]
    assert make_rib(1) in text and "110.00" in text
    page = words(press(desk, "payout-all-sent", batch.pk))
    assert "Written down" in page and "Finished" in page
    assert set(PayoutLine.objects.values_list("state", flat=True)) == {"paid"}


def test_what_the_bank_says_of_one_line(desk: Desk):
    _, a, _ = make_payable()
    batch = signed(desk)
    line = batch.lines.get(cooperative=a.cooperative)
    assert a.number in words(desk.see("payout-line", line.pk))
    wrong = press(desk, "payout-line", line.pk, decision="returned")
    assert wrong.status_code == 422 and "Write why the bank sent it back" in words(wrong)
    press(desk, "payout-line", line.pk, decision="sent", **{"sent-bank_reference": "V 7"})
    line.refresh_from_db()
    assert (line.state, line.bank_reference) == ("paid", "V 7")
    assert "already “Paid”" in words(press(desk, "payout-line", line.pk, decision="sent"))
    page = words(press(desk, "payout-line", line.pk, decision="returned", **{"returned-words": "Compte clos"}))
    assert "Returned by the bank: Compte clos" in page
    assert Entry.objects.filter(what="payout.returned", who__isnull=False).exists()
    desk.see("payout-line", line.pk)
    assert press(desk, "payout-line", line.pk, decision="nonsense").status_code == 200


def test_what_stays_is_seen_with_its_reason(desk: Desk):
    make_rule(1000)
    debtor()
    suspended, without = make_cooperative("suspended"), make_cooperative("without")
    for cooperative in (suspended, without):
        order = make_order((make_product(cooperative=cooperative), 1), payment_method="card")
        make_arrived(make_paid(order).parts.get())
    make_account(suspended)
    type(suspended).objects.filter(pk=suspended.pk).update(status="suspended")
    page = words(desk.see("payouts"))
    for said in (
        "The cooperative is suspended",
        "No bank account that the delegation has checked",
        "it is carried to the next time",
    ):
        assert said in page, said


def test_a_debt_is_settled_once_and_never_above_it(desk: Desk):
    make_rule(1000)
    cooperative = debtor()
    assert "10.00 MAD" in words(desk.see("debts"))
    today = timezone.localdate().isoformat()
    data = {"amount": "10,01", "reference": "V 1", "received_on": today}
    answer = press(desk, "debt", cooperative.slug, **data)
    assert answer.status_code == 422 and "Only what is owed can be settled: 10.00 MAD" in words(answer)
    assert 'value="10,01"' in answer.content.decode()
    press(desk, "debt", cooperative.slug, **{**data, "amount": "4"})
    again = press(desk, "debt", cooperative.slug, **{**data, "amount": "4"})
    assert "This reference was written down already" in words(again)
    later = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert "not come yet" in words(press(desk, "debt", cooperative.slug, **{**data, "received_on": later}))
    assert "Owes 6.00 MAD" in words(desk.see("debt", cooperative.slug))
    assert Remittance.objects.get().by == desk.user


def test_an_account_is_accepted_once_or_refused_with_words(desk: Desk):
    cooperative = make_cooperative()
    account = make_account(cooperative, checked=False)
    assert "011 450 0000 1234 5678 9012 75" in words(desk.see("bank-accounts"))
    assert "MA64 0114 5000 0012 3456 7890 1275" in words(desk.see("bank-account", account.pk))
    assert press(desk, "bank-account", account.pk, decision="refuse").status_code == 422
    press(desk, "bank-account", account.pk, decision="accept")
    assert BankAccount.objects.checked().get() == account
    assert "You changed nothing" in words(press(desk, "bank-account", account.pk, decision="refuse", words="x"))
    assert "No account waits" in words(desk.see("bank-accounts"))


def test_a_rule_is_made_for_later_and_taken_back_before_it_begins(desk: Desk):
    today = timezone.localdate()
    category, cooperative = make_category("honey"), make_cooperative()
    url = reverse("delegation:commission")
    past = {"percent": "12", "starts_on": (today - timedelta(days=1)).isoformat()}
    answer = desk.client.post(url, past)
    assert answer.status_code == 422 and "This day is over" in words(answer)
    wanted = {"percent": "7,5", "starts_on": (today + timedelta(days=9)).isoformat()}
    desk.client.post(url, {**wanted, "category": category.pk, "cooperative": cooperative.pk})
    rule = CommissionRule.objects.get()
    assert (rule.rate_bps, rule.category, rule.cooperative) == (750, category, cooperative)
    page = words(desk.see("commission"))
    assert "7.5 %" in page and "Planned" in page
    assert "at most 100" in words(desk.client.post(url, {**wanted, "percent": "101"}))
    press(desk, "commission-withdraw", rule.pk)
    assert not CommissionRule.objects.exists()
    begun = make_rule(1000)
    assert "This rule has begun" in words(press(desk, "commission-withdraw", begun.pk))
    newer = make_rule(900, starts_on=today)
    page = words(desk.see("commission"))
    assert page.index("In force") < page.index("A newer one counts")
    assert CommissionRule.objects.count() == 2 and newer.pk


@pytest.mark.parametrize("name", ["payouts", "debts", "bank-accounts", "commission"])
def test_a_list_costs_the_same_for_one_or_twenty(desk: Desk, name: str):
    def cost() -> int:
        desk.see(name)
        with CaptureQueriesContext(connection) as queries:
            desk.see(name)
        return len(queries)

    make_rule(1000)
    cooperative = debtor()
    account = make_account(make_cooperative(), checked=False)
    payout_propose()
    one = cost()
    for number in range(20):
        part = make_order((make_product(cooperative=make_cooperative()), 1)).parts.get()
        for step in (part_accept, part_ship, part_deliver):
            step(part_id=part.pk, by=None)
        make_account(part.cooperative, rib=make_rib(number), checked=False)
        make_rule(1000 + number)
        payout_propose(on=timezone.localdate() + timedelta(days=32 * number))
    assert cost() == one, (cooperative, account)
    assert one <= 14


@pytest.mark.parametrize("name", ["payout", "payout-line"])
def test_a_page_costs_the_same_whatever_it_holds(desk: Desk, name: str):
    make_payable(units=4)
    batch = payout_propose()
    pk = batch.pk if name == "payout" else batch.lines.first().pk
    desk.see(name, pk)
    with CaptureQueriesContext(connection) as queries:
        desk.see(name, pk)
    assert len(queries) <= 8


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_page_opens_in_every_language(desk: Desk, language: str):
    make_payable()
    cooperative = debtor()
    account = make_account(make_cooperative(), checked=False)
    batch = signed(desk)
    with translation.override(language):
        for name, args in (
            ("payouts", []), ("payout", [batch.pk]), ("payout-line", [batch.lines.first().pk]), ("debts", []),
            ("debt", [cooperative.slug]), ("bank-accounts", []), ("bank-account", [account.pk]), ("commission", []),
        ):  # fmt: skip
            assert f'lang="{language}"' in words(desk.see(name, *args)), name


def test_an_account_of_nobody_and_a_batch_that_is_not_there_are_404(desk: Desk):
    for name, key in (("payout", 99), ("payout-line", 99), ("bank-account", 99), ("debt", "nobody")):
        assert desk.client.get(reverse(f"delegation:{name}", args=[key])).status_code == 404, name
        assert desk.client.post(reverse(f"delegation:{name}", args=[key])).status_code in (404, 405), name

from datetime import timedelta

from django.utils import timezone

from catalogue.models import Product
from cooperatives.models import Cooperative
from marketplace.money.book import Row, account_of_cooperative, account_of_market, post
from marketplace.money.choices import AccountKind, EntryKind, PostingKind
from marketplace.money.models import BankAccount, PayoutBatch, PayoutLine
from marketplace.money.rib import rib_key
from marketplace.money.services.bank_account import bank_account_add, bank_account_review
from marketplace.money.services.payout import payout_approve, payout_propose
from marketplace.money.services.payout_bank import payout_hand_over
from marketplace.money.services.sale import line_rows, lines_with_terms
from marketplace.money.units import units_money
from marketplace.shop.order.models import CooperativeOrder

from .cooperatives import make_user
from .money import make_paid, make_purchase
from .orders import make_order

# Fictitious, like all of them; its check digits are right.
RIB = "011450000012345678901275"


def make_rib(number: int) -> str:
    """A fictitious RIB."""
    first = f"0114500000{number:012d}"
    return first + rib_key(first)


def make_account(cooperative: Cooperative, *, rib: str = RIB, holder: str = "", checked: bool = True) -> BankAccount:
    account = bank_account_add(cooperative=cooperative, rib=rib, holder=holder or cooperative.name, by=None)
    if checked:
        bank_account_review(account_id=account.pk, is_accepted=True, by=None)
    return account


def make_arrived(part: CooperativeOrder, *, days: int = 30) -> None:
    """It arrived so long ago; how it got there is no matter."""
    moment = timezone.now() - timedelta(days=days)
    CooperativeOrder.objects.filter(pk=part.pk).update(status="delivered", delivered_at=moment)


def make_payable(**purchase):
    """The purchase of the acceptance cases, paid by card, arrived, its clock passed, both accounts checked."""
    order, a, b = make_purchase(payment_method="card", **purchase)
    make_paid(order)
    for number, part in enumerate((a, b), start=1):
        make_arrived(part)
        make_account(part.cooperative, rib=make_rib(number))
    return order, a, b


def make_signed(batch: PayoutBatch) -> PayoutBatch:
    payout_approve(batch_id=batch.pk, by=make_user())
    return payout_approve(batch_id=batch.pk, by=make_user())


def make_handed_over(**propose) -> PayoutBatch:
    return payout_hand_over(batch_id=make_signed(payout_propose(**propose)).pk)


def line_of(batch: PayoutBatch, cooperative: Cooperative) -> PayoutLine:
    return batch.lines.get(cooperative=cooperative)


def post_refund(part: CooperativeOrder) -> None:
    """All goods of a part are taken back, the cooperative bears it: rows as a refund writes them."""
    holder, market = account_of_cooperative(part.cooperative), account_of_market(AccountKind.PLATFORM)
    rows, paid = [], 0
    for line in lines_with_terms(part):
        money = units_money(line, first=0, count=line.quantity)
        rows += line_rows(line, money, holder=holder, market=market, sign=-1)
        paid += money.paid
    rows.append(Row(account_of_market(AccountKind.GATEWAY), EntryKind.PAID, paid))
    post(kind=PostingKind.REFUND, event_key=f"refund of part {part.pk}", rows=rows, part=part)


def make_payout(product: Product) -> PayoutLine:
    """A proposed payout to the product's cooperative (its account is checked), for an order of it paid by card."""
    order = make_order((product, 1), payment_method="card")
    make_arrived(make_paid(order).parts.get())
    return line_of(payout_propose(), product.cooperative)

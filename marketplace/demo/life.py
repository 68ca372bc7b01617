"""Sixty days of the demo shop's life: orders in every state, placed and moved through the real services."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from oscar.apps.basket.models import Basket

from catalogue.models import Product
from cooperatives.models import Cooperative, Membership
from marketplace.accounts.models import User
from marketplace.accounts.services.addresses import address_save
from marketplace.money.services.transfer import transfer_match
from marketplace.outbox.models import Message
from marketplace.places.models import City
from marketplace.shop.basket import basket_add
from marketplace.shop.order.choices import DeclineReason, PartStatus, PaymentMethod
from marketplace.shop.order.models import CooperativeOrder, Order
from marketplace.shop.order.services.fulfil import part_accept, part_decline, part_deliver, part_pack, part_ship
from marketplace.shop.order.services.place import BasketBlocked, Customer, Destination, order_place
from marketplace.shop.order.services.returned import parcel_refuse

from .clock import clock_at
from .money import commission_load

CONTENT = Path(__file__).parent / "content"
SHOPPER, DELEGATION = "shopper@example.com", "delegation@example.com"
TRANSFER_TAKES = timedelta(hours=20)
ORDERS, DAYS = 60, 60
# Mail about what happened before that counts as sent at the time: nobody wants sixty days of letters at once.
FRESH = timedelta(days=4)
ENOUGH = Decimal(1_000_000)


@dataclass(frozen=True)
class Plan:
    """One purchase. hours: its age; end: how far its parts have come."""

    number: int
    hours: int
    end: str
    cooperatives: int

    @property
    def payment_method(self) -> PaymentMethod:
        """Of those that arrived two in three were paid in advance, so that there is something to pay out; of one the
        delegation still awaits the transfer."""
        in_advance = self.end == PartStatus.DELIVERED and self.number % 3 != 1
        return PaymentMethod.TRANSFER if in_advance or self.end == PartStatus.AWAITING else PaymentMethod.COD


@transaction.atomic
def life_load() -> int:
    """Place the orders; returns how many. None when there are any already."""
    if Order.objects.exists():
        return 0
    _people_of_the_cooperatives()
    shoppers = json.loads((CONTENT / "shoppers.json").read_text(encoding="utf-8"))
    _address_book(shoppers)
    now, random = timezone.now(), Random("life")
    commission_load(timezone.localdate(now) - timedelta(days=DAYS + 30))
    for plan in _plans():
        purchase(plan, shoppers[plan.number % len(shoppers)], now=now, random=random)
    return ORDERS


def _plans() -> list[Plan]:
    """From the oldest to the newest: the old ones arrived, two wait too long, the rest is in between."""
    ends = {
        2: PartStatus.NEW, 5: PartStatus.NEW, 9: PartStatus.NEW, 14: PartStatus.AWAITING, 20: PartStatus.ACCEPTED,
        26: PartStatus.ACCEPTED, 30: PartStatus.PACKED, 38: PartStatus.ACCEPTED, 46: PartStatus.PACKED,
        54: "partly", 62: PartStatus.SHIPPED, 70: PartStatus.SHIPPED, 78: PartStatus.SHIPPED,
        81: "late", 93: PartStatus.SHIPPED, 101: "late", 110: PartStatus.SHIPPED, 120: "partly",
    }  # fmt: skip
    recent = [Plan(0, hours, end, 1 + index % 2) for index, (hours, end) in enumerate(sorted(ends.items()))]
    count = ORDERS - len(recent)
    step = (DAYS * 24 - 150) / count
    odd = dict.fromkeys((4, 11, 19), PartStatus.DECLINED) | {27: "half declined", 34: PartStatus.RETURNED}
    older = [
        Plan(
            0, round(150 + step * index), odd.get(index, PartStatus.DELIVERED), 1 + (index % 3 == 0) + (index % 7 == 0)
        )
        for index in range(count)
    ]
    plans = sorted([*recent, *older], key=lambda plan: -plan.hours)
    return [Plan(number, plan.hours, plan.end, plan.cooperatives) for number, plan in enumerate(plans)]


def _people_of_the_cooperatives() -> None:
    """Every selling cooperative has somebody to tell; the invented ones' people cannot sign in."""
    for index, cooperative in enumerate(Cooperative.objects.selling().filter(memberships=None).order_by("slug")):
        user = User.objects.create_user(
            f"{cooperative.slug}@example.com", name=cooperative.name_fr, language=("fr", "ar")[index % 2]
        )
        Membership.objects.create(user=user, cooperative=cooperative, role=Membership.Role.PRESIDENT)


def purchase(plan: Plan, shopper: dict, *, now: datetime, random: Random) -> None:
    """Placed at its hour, and each part taken as far as it came."""
    placed = now - timedelta(hours=plan.hours)
    told = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with clock_at(placed):
        order = _order(plan, shopper, random)
    if order.is_awaiting and plan.end != PartStatus.AWAITING:
        placed += TRANSFER_TAKES
        with clock_at(placed):
            transfer_match(payment_id=order.payment.pk, by=User.objects.get(email=DELEGATION))
    for index, part in enumerate(order.parts.order_by("position")):
        _follow(part, _end_of(plan.end, index), placed, random)
    if now - placed > FRESH:
        Message.objects.filter(pk__gt=told).update(state=Message.State.SENT, sent_at=placed)


def _end_of(end: str, index: int) -> str:
    """How a part ends; "half declined": the first says no, the others deliver."""
    if end == "half declined":
        return PartStatus.DELIVERED if index else PartStatus.DECLINED
    return PartStatus.NEW if end == "late" else end


def _address_book(shoppers: list[dict]) -> None:
    """The demo shopper's: her own home, and her mother's."""
    user = User.objects.get(email=SHOPPER)
    for name, home in ((user.name, shoppers[2]), (shoppers[0]["name"], shoppers[0])):
        fields = {"name": name, "phone": home["phone"], "city_id": home["city"], "street": home["street"]}
        address_save(user=user, fields=fields | {"landmark": home["landmark"]})


@transaction.atomic
def _order(plan: Plan, shopper: dict, random: Random) -> Order:
    basket = Basket()
    for product in _goods(plan, random):
        basket_add(basket=basket, product_id=product.pk, quantity=_quantity(plan, product, random))
    try:
        return _place(basket, plan, shopper, shopper["city"])
    except BasketBlocked:
        # Cheese and the like stay near: she buys it for her sister in Marrakech.
        return _place(basket, plan, shopper, "marrakech")


def _goods(plan: Plan, random: Random) -> list[Product]:
    """One or two things from each of the plan's cooperatives, of which plenty is left."""
    plenty = (
        Product.objects.buyable()
        .filter(stockrecords__num_in_stock__gte=F("stockrecords__num_allocated") + 6)
        .select_related("cooperative")
        .order_by("cooperative__slug", "listing_code")
    )
    by_cooperative: dict[str, list[Product]] = {}
    for product in plenty:
        by_cooperative.setdefault(product.cooperative.slug, []).append(product)
    # The two real ones have the fixed sign-ins, so that there is always something on their desks.
    first = (
        ("al-alfia-atalita", "kokiaj-mogador")[plan.number % 2]
        if plan.number % 3
        else random.choice(list(by_cooperative))
    )
    others = random.sample([slug for slug in by_cooperative if slug != first], plan.cooperatives - 1)
    return [
        product
        for slug in [first, *others]
        for product in random.sample(by_cooperative[slug], min(len(by_cooperative[slug]), random.choice((1, 1, 2))))
    ]


def _quantity(plan: Plan, product: Product, random: Random) -> int:
    return 2 if plan.end == "partly" else random.choice((1, 1, 1, 2, 3))


def _place(basket: Basket, plan: Plan, shopper: dict, city: str) -> Order:
    # Every fourth order is the demo shopper's own: her account has a history.
    user = User.objects.get(email=SHOPPER) if plan.number % 4 == 0 else None
    customer = Customer(
        name=user.name if user else shopper["name"],
        email=user.email if user else shopper["email"],
        phone=shopper["phone"],
        language=user.language if user else shopper["language"],
        user=user,
    )
    with translation.override(customer.language):  # as on the pages she would have read
        return order_place(
            basket_id=basket.pk,
            customer=customer,
            destination=Destination(
                city=City.objects.get(pk=city), street=shopper["street"], landmark=shopper.get("landmark", "")
            ),
            methods={},
            agreed_total=ENOUGH,
            terms_version=settings.TERMS_VERSION,
            payment_method=plan.payment_method,
        )


def _follow(part: CooperativeOrder, end: str, placed: datetime, random: Random) -> None:
    """Take a part through its life, each step at its hour after the purchase."""
    by = User.objects.filter(memberships__cooperative=part.cooperative_id).order_by("pk").first()
    hours = random.randint(1, 3)

    def do(step: Callable[..., object], after: int, **how) -> None:
        with clock_at(placed + timedelta(hours=after)):
            step(part_id=part.pk, by=by, **how)

    if end in (PartStatus.NEW, PartStatus.AWAITING):
        return
    if end == PartStatus.DECLINED:
        do(part_decline, hours, reason=DeclineReason.SOLD_OUT)
        return
    do(part_accept, hours, cash_confirmed=True)
    if end == PartStatus.ACCEPTED:
        return
    do(part_pack, hours + 18)
    if end == PartStatus.PACKED or part.delivery_method != "parcel":
        if end == PartStatus.DELIVERED:
            do(part_deliver, hours + 60)
        return
    sent = {"carrier_name": part.carrier_name, "tracking_number": f"DEMO{part.pk:09d}MA"}
    if end == "partly":
        line = part.lines.order_by("pk").first()
        do(part_ship, hours + 24, quantities={line.pk: 1}, **sent)
        return
    do(part_ship, hours + 24, **sent)
    if end == PartStatus.RETURNED:
        with clock_at(placed + timedelta(hours=hours + 72)):
            parcel_refuse(parcel_id=part.parcels.get().pk, by=by)
    if end == PartStatus.DELIVERED:
        do(part_deliver, hours + 24 + 24 * (part.days_max or 2))

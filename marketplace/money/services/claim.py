"""A claim from the shopper's word to its end. Every step locks the order and the part, checks that it is allowed from
here, and writes audit and messages in the same transaction. Doing the same thing again raises ClaimMoved."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from catalogue.pictures import picture_check, picture_render
from marketplace.audit.models import record
from marketplace.centimes import mad
from marketplace.money import claim_messages
from marketplace.money.claim_choices import ClaimState
from marketplace.money.claiming import ClaimRefused, answer_deadline, claim_check, claimable_of
from marketplace.money.models import Claim, ClaimLine, ClaimPhoto
from marketplace.money.refund_choices import Liable
from marketplace.money.rib import rib_read
from marketplace.money.services.refund import refund_ask
from marketplace.money.shares import delivery_of
from marketplace.shop.order.locks import lock_part
from marketplace.shop.order.models import CooperativeOrder
from marketplace.shop.order.services.fulfil import WrongQuantity, by_stock
from marketplace.shop.partner.stock import stock_return


class ClaimMoved(Exception):
    """It is not where this step starts from; somebody was here first. state: where it is."""

    def __init__(self, state: str):
        self.state = state
        super().__init__(state)


def photo_clean(upload: File) -> bytes:
    """What is kept of a photo: upright, smaller, without what the telephone hid in it. Before any transaction: it takes
    a while. Raises PictureRefused (catalogue.pictures)."""
    picture_check(upload, upload.size)
    upload.seek(0)
    return picture_render(upload.read()).jpeg


@transaction.atomic
def claim_open(
    *, part_id: int, kind: str, units: Mapping[int, int], words: str = "", rib: str = "", photo: bytes | None = None
) -> Claim:
    """The shopper's word. units: line id -> how many. photo: what photo_clean made.

    Raises ClaimRefused; RibWrong (marketplace.money.rib).
    """
    part = lock_part(part_id)
    if part.claims.living().exists():
        raise ClaimRefused("living")
    lines = claim_check(part, kind, dict(units))
    claim = Claim.objects.create(
        part=part,
        kind=kind,
        words=words[:600],
        rib=rib_read(rib) if rib else "",
        answer_by=answer_deadline(timezone.now()),
    )
    ClaimLine.objects.bulk_create([ClaimLine(claim=claim, line=line, units=count) for line, count in lines])
    if photo:
        ClaimPhoto.objects.create(claim=claim, jpeg=photo)
    record(who=None, what="claim.opened", about=claim, after={"kind": kind})
    claim_messages.tell_opened(claim)
    return claim


@transaction.atomic
def claim_accept(
    *, claim_id: int, by, liable: str = Liable.COOPERATIVE, words: str = "", by_hand: bool = False, final: bool = False
) -> Claim:
    """Yes: the money goes back now. liable: who bears it, which only the delegation says.

    by_hand: of an order paid in cash: the cooperative gives it back itself. final: the delegation's word.
    Raises ClaimMoved; RefundTooMuch when it went back already by another way.
    """
    claim = _begin(claim_id, final)
    claim.liable = liable
    _settle(claim, by=by, words=words, by_hand=by_hand)
    _decide(claim, ClaimState.SETTLED, by=by, words=words, final=final)
    return claim


@transaction.atomic
def claim_send_back(
    *, claim_id: int, by, liable: str = Liable.COOPERATIVE, words: str = "", final: bool = False
) -> Claim:
    """Yes, once the goods are back. Raises ClaimMoved."""
    claim = _begin(claim_id, final)
    claim.liable = liable
    _decide(claim, ClaimState.SEND_BACK, by=by, words=words, final=final)
    claim_messages.tell_send_back(claim)
    return claim


@transaction.atomic
def claim_refuse(*, claim_id: int, by, words: str, final: bool = False) -> Claim:
    """No, and why. After the cooperative's no the shopper may ask the delegation. Raises ClaimMoved."""
    claim = _begin(claim_id, final)
    _decide(claim, ClaimState.REFUSED, by=by, words=words, final=final)
    claim_messages.tell_refused(claim)
    return claim


@transaction.atomic
def claim_received(*, claim_id: int, by, fit: Mapping[int, int], by_hand: bool = False) -> Claim:
    """The goods are back and were looked at. fit: line id -> units that can be sold again; they are in stock now.

    Raises ClaimMoved, WrongQuantity.
    """
    claim = _locked(claim_id)
    if claim.state != ClaimState.SEND_BACK:
        raise ClaimMoved(claim.state)
    rows = list(claim.lines.select_related("line"))
    if set(fit) - {row.line_id for row in rows} or any(not 0 <= fit.get(row.line_id, 0) <= row.units for row in rows):
        raise WrongQuantity
    for row in rows:
        row.units_fit = fit.get(row.line_id, 0)
    ClaimLine.objects.bulk_update(rows, ["units_fit"])
    stock_return(by_stock((row.line, row.units_fit) for row in rows if row.units_fit and row.line.stockrecord_id))
    _settle(claim, by=by, words=claim.answer, by_hand=by_hand)
    claim.state = ClaimState.SETTLED
    claim.save()
    record(who=by, what="claim.received", about=claim, after={"fit": sum(fit.values())})
    return claim


@transaction.atomic
def claim_escalate(*, claim_id: int) -> Claim:
    """The shopper asks the delegation to look at a refusal. Raises ClaimMoved."""
    claim = _locked(claim_id)
    if not claim.may_escalate:
        raise ClaimMoved(claim.state)
    if claim.part.claims.living().exists():
        raise ClaimMoved(ClaimState.OPEN)
    _to_delegation(claim)
    return claim


def claims_escalate_due(*, limit: int = 100) -> int:
    """Give the delegation what a cooperative let pass; returns how many."""
    ids = list(Claim.objects.unanswered(timezone.now()).values_list("pk", flat=True)[:limit])
    for claim_id in ids:
        _escalate_late(claim_id)
    return len(ids)


@transaction.atomic
def _escalate_late(claim_id: int) -> None:
    claim = _locked(claim_id)
    if claim.state == ClaimState.OPEN and claim.answer_by < timezone.now():
        _to_delegation(claim)


def _to_delegation(claim: Claim) -> None:
    before, claim.state, claim.escalated_at = claim.state, ClaimState.DELEGATION, timezone.now()
    claim.save()
    record(who=None, what="claim.escalated", about=claim, before={"state": before})
    claim_messages.tell_escalated(claim)


def _locked(claim_id: int) -> Claim:
    part = lock_part(Claim.objects.values_list("part_id", flat=True).get(pk=claim_id))
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim_id)
    claim.part = part
    return claim


def _begin(claim_id: int, final: bool) -> Claim:
    """The cooperative answers what is open, the delegation what is with it."""
    claim = _locked(claim_id)
    if claim.state != (ClaimState.DELEGATION if final else ClaimState.OPEN):
        raise ClaimMoved(claim.state)
    return claim


def _decide(claim: Claim, state: str, *, by, words: str, final: bool) -> None:
    before, claim.state, claim.answer, claim.is_final = claim.state, state, words[:600], final
    claim.decided_at, claim.decided_by = timezone.now(), by
    claim.save()
    record(who=by, what=f"claim.{state}", about=claim, before={"state": before}, why=words[:300])


def _settle(claim: Claim, *, by, words: str, by_hand: bool) -> None:
    """The refund of its units; with the delivery charge when with them all of the part is back."""
    part, units = claim.part, {row.line_id: row.units for row in claim.lines.all()}
    delivery = mad(delivery_of(part)) if _is_all(part, units) else None
    claim.refund = refund_ask(
        part_id=part.pk,
        by=by,
        units=units,
        delivery=delivery,
        reason=claim.kind,
        liable=claim.liable or Liable.COOPERATIVE,
        words=words,
        method="by_hand" if by_hand and part.order.is_cash else "",
        rib=claim.rib,
    )


def _is_all(part: CooperativeOrder, units: Mapping[int, int]) -> bool:
    return all(units.get(row.line.pk, 0) == row.units for row in claimable_of(part))

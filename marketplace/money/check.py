"""The invariants of the book, proved over all of it (manage.py ledger_check, and beat)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext_lazy as _

from .check_payments import PAYMENT_FAULTS
from .check_payouts import PAYOUT_FAULTS
from .choices import ORDER_POSTINGS, PAYER_KINDS, SHARE_KINDS

# Each finds what must not be; the first column names it.
_FAULTS = {
    _("a posting does not sum to zero"): """
        SELECT p.event_key, sum(e.amount_centimes) FROM money_posting p JOIN money_entry e ON e.posting_id = p.id
        GROUP BY p.id HAVING sum(e.amount_centimes) <> 0""",
    _("a posting has no entries"): """
        SELECT p.event_key, 0 FROM money_posting p
        WHERE NOT EXISTS (SELECT 1 FROM money_entry e WHERE e.posting_id = p.id)""",
    _("the shares of an order are not what was captured less what was refunded"): """
        SELECT p.order_id::text, sum(e.amount_centimes) FROM money_entry e JOIN money_posting p ON p.id = e.posting_id
        WHERE p.kind = ANY(%(postings)s) AND e.kind = ANY(%(all)s)
        GROUP BY p.order_id HAVING sum(e.amount_centimes) <> 0""",
    _("a cooperative's share of an order is below zero"): """
        SELECT p.order_id || ' cooperative ' || a.cooperative_id, sum(e.amount_centimes)
        FROM money_entry e JOIN money_posting p ON p.id = e.posting_id JOIN money_account a ON a.id = e.account_id
        WHERE p.kind = ANY(%(postings)s) AND e.kind = ANY(%(shares)s) AND a.cooperative_id IS NOT NULL
        GROUP BY p.order_id, a.cooperative_id HAVING sum(e.amount_centimes) < 0""",
    _("the shopper got back more of a part than she paid"): """
        SELECT p.part_id::text, -sum(e.amount_centimes) FROM money_entry e JOIN money_posting p ON p.id = e.posting_id
        WHERE p.kind = ANY(%(postings)s) AND e.kind = ANY(%(payers)s) AND p.part_id IS NOT NULL
        GROUP BY p.part_id HAVING -sum(e.amount_centimes) < 0""",
    _("an entry of a part is on the account of another cooperative"): """
        SELECT p.event_key, e.amount_centimes FROM money_entry e JOIN money_posting p ON p.id = e.posting_id
        JOIN money_account a ON a.id = e.account_id JOIN order_cooperativeorder c ON c.id = p.part_id
        WHERE a.cooperative_id IS NOT NULL AND a.cooperative_id <> c.cooperative_id""",
    _("the commission of a line is not what was frozen"): """
        SELECT t.line_id::text, sum(e.amount_centimes) FROM money_lineterms t
        JOIN money_entry e ON e.line_id = t.line_id JOIN money_account a ON a.id = e.account_id
        WHERE e.kind = 'commission' AND a.cooperative_id IS NULL
        GROUP BY t.line_id, t.commission_centimes
        HAVING sum(e.amount_centimes) < 0 OR sum(e.amount_centimes) > t.commission_centimes""",
    **PAYOUT_FAULTS,
    **PAYMENT_FAULTS,
}


def faults() -> Iterator[str]:
    """One sentence for each thing in the book that cannot be; nothing when it adds up."""
    values = {
        "postings": list(ORDER_POSTINGS),
        "shares": list(SHARE_KINDS),
        "payers": list(PAYER_KINDS),
        "all": [*SHARE_KINDS, *PAYER_KINDS],
    }
    with connection.cursor() as cursor:
        for what, question in _FAULTS.items():
            cursor.execute(question, values)
            for name, amount in cursor.fetchall():
                yield f"{what}: {name} ({amount} centimes)"

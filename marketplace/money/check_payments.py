"""The invariants of payments: what the gateway and the bank took in is in the book, and nothing else is."""

from django.utils.translation import gettext_lazy as _

# Where a payment's money comes in.
_INTO = "CASE y.method WHEN 'card' THEN 'gateway' ELSE 'bank' END"
# Of a dispute's postings, by the keys that they have (services/dispute_book.py), what left the gateway's account.
_OF_DISPUTE = """
    FROM money_dispute d JOIN money_payment y ON y.id = d.payment_id
    LEFT JOIN money_posting p ON p.order_id = y.order_id AND starts_with(p.event_key, {prefix})
    LEFT JOIN (money_entry e JOIN money_account a ON a.id = e.account_id AND a.kind = 'gateway') ON e.posting_id = p.id
    GROUP BY d.id, y.id HAVING coalesce(sum(e.amount_centimes), 0) <> """
_LOSS = _OF_DISPUTE.format(prefix="'dispute ' || d.id || '.'")
_ITS_FEE = _OF_DISPUTE.format(prefix="'fee dispute ' || d.id || ' '")

PAYMENT_FAULTS = {
    _("a payment is not in the book as what came in"): f"""
        SELECT o.number, y.amount_centimes + coalesce(sum(e.amount_centimes), 0)
        FROM money_payment y JOIN order_order o ON o.id = y.order_id
        LEFT JOIN money_posting p ON p.order_id = y.order_id AND p.kind = 'sale'
        LEFT JOIN (money_entry e JOIN money_account a ON a.id = e.account_id)
            ON e.posting_id = p.id AND e.kind = 'paid' AND a.kind = {_INTO}
        WHERE y.state = 'paid' GROUP BY y.id, o.number
        HAVING coalesce(sum(e.amount_centimes), 0) <> -y.amount_centimes""",  # noqa: S608 - our own text
    _("a sale is in the book that nobody paid"): """
        SELECT p.event_key, -sum(e.amount_centimes) FROM money_posting p JOIN money_entry e ON e.posting_id = p.id
        WHERE p.kind = 'sale' AND e.kind = 'paid' AND NOT EXISTS
        (SELECT 1 FROM money_payment y WHERE y.order_id = p.order_id AND y.state = 'paid') GROUP BY p.id""",
    _("the fee of a payment is not in the book as the gateway said it"): """
        SELECT o.number, coalesce(y.fee_centimes, 0) - coalesce(sum(e.amount_centimes), 0)
        FROM money_payment y JOIN order_order o ON o.id = y.order_id
        LEFT JOIN money_posting p ON p.event_key = 'fee payment ' || y.id
        LEFT JOIN (money_entry e JOIN money_account a ON a.id = e.account_id AND a.kind = 'gateway')
            ON e.posting_id = p.id
        WHERE y.state = 'paid' GROUP BY y.id, o.number
        HAVING coalesce(sum(e.amount_centimes), 0) <> coalesce(y.fee_centimes, 0)""",
    _("a fee is in the book of what was not paid or disputed"): """
        SELECT p.event_key, 0 FROM money_posting p WHERE p.kind = 'fee' AND NOT EXISTS
        (SELECT 1 FROM money_payment y LEFT JOIN money_dispute d ON d.payment_id = y.id WHERE y.order_id = p.order_id
         AND (y.state = 'paid' AND p.event_key = 'fee payment ' || y.id
              OR starts_with(p.event_key, 'fee dispute ' || d.id || ' ')))""",
    _("a lost dispute is not in the book, or one that was not lost is"): f"""
        SELECT d.dispute_id, d.amount_centimes {_LOSS}
        CASE WHEN d.state = 'lost' AND y.state = 'paid' THEN d.amount_centimes ELSE 0 END""",
    _("the fee of a dispute is not in the book as the gateway said it"): f"""
        SELECT d.dispute_id, d.fee_centimes {_ITS_FEE} d.fee_centimes""",
    _("a dispute in the book is none that there is"): """
        SELECT p.event_key, 0 FROM money_posting p WHERE p.kind = 'dispute' AND NOT EXISTS
        (SELECT 1 FROM money_dispute d JOIN money_payment y ON y.id = d.payment_id
         WHERE y.order_id = p.order_id AND starts_with(p.event_key, 'dispute ' || d.id || '.'))""",
}

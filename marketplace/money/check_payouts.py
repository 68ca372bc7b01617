"""The invariants of payouts: what they answer for, and what the book says of them."""

from django.utils.translation import gettext_lazy as _

# A line's moves in the book, by the keys of their postings (services/payout_bank.py).
_MOVES = """
    SELECT l.id, l.reference, l.state, l.amount_centimes, l.cooperative_id,
        coalesce(sum(e.amount_centimes) FILTER (WHERE a.kind = 'cooperative'), 0) AS own,
        coalesce(sum(e.amount_centimes) FILTER (WHERE a.kind = 'transit'), 0) AS transit,
        coalesce(sum(e.amount_centimes) FILTER (WHERE a.kind = 'bank'), 0) AS bank,
        bool_or(a.cooperative_id <> l.cooperative_id) AS strangers
    FROM money_payoutline l
    LEFT JOIN money_posting p ON p.event_key IN ('payout line ' || l.id, 'payout sent ' || l.id, 'payout returned ' || l.id)
    LEFT JOIN money_entry e ON e.posting_id = p.id
    LEFT JOIN money_account a ON a.id = e.account_id
    GROUP BY l.id
"""  # noqa: E501 - one join

PAYOUT_FAULTS = {
    _("a payout is not the sum of what it pays"): """
        SELECT l.reference, l.amount_centimes - coalesce(sum(e.amount_centimes), 0) FROM money_payoutline l
        LEFT JOIN money_payoutclaim c ON c.line_id = l.id LEFT JOIN money_entry e ON e.id = c.entry_id
        GROUP BY l.id HAVING l.amount_centimes <> coalesce(sum(e.amount_centimes), 0)""",
    _("an entry is paid twice"): """
        SELECT entry_id::text, count(*) FROM money_payoutclaim WHERE is_living GROUP BY entry_id HAVING count(*) > 1""",
    _("a payout pays what is another cooperative's"): """
        SELECT l.reference, e.amount_centimes FROM money_payoutclaim c JOIN money_payoutline l ON l.id = c.line_id
        JOIN money_entry e ON e.id = c.entry_id JOIN money_account a ON a.id = e.account_id
        WHERE a.cooperative_id IS DISTINCT FROM l.cooperative_id""",
    _("a payout that lives does not hold what it pays, or one that ended does"): """
        SELECT l.reference, count(*) FROM money_payoutline l JOIN money_payoutclaim c ON c.line_id = l.id
        WHERE c.is_living <> (l.state IN ('waiting', 'instructed', 'paid')) GROUP BY l.id""",
    _("the book says something else of a payout than its state"): f"""
        SELECT m.reference, m.amount_centimes FROM ({_MOVES}) m WHERE m.strangers OR (m.own, m.transit, m.bank) <>
        CASE m.state WHEN 'instructed' THEN (-m.amount_centimes::numeric, m.amount_centimes::numeric, 0::numeric)
        WHEN 'paid' THEN (-m.amount_centimes::numeric, 0::numeric, m.amount_centimes::numeric)
        ELSE (0::numeric, 0::numeric, 0::numeric) END""",  # noqa: S608 - our own text
    _("the transfers under way are not the payouts that the bank has"): """
        SELECT 'transit', book.total - lines.total FROM
        (SELECT coalesce(sum(e.amount_centimes), 0) AS total FROM money_entry e
         JOIN money_account a ON a.id = e.account_id WHERE a.kind = 'transit') book,
        (SELECT coalesce(sum(amount_centimes), 0) AS total FROM money_payoutline WHERE state = 'instructed') lines
        WHERE book.total <> lines.total""",
    _("a payout in the book is none that was made"): """
        SELECT p.event_key, 0 FROM money_posting p WHERE p.kind IN ('payout', 'payout_returned') AND NOT EXISTS (
        SELECT 1 FROM money_payoutline l
        WHERE p.event_key IN ('payout line ' || l.id, 'payout sent ' || l.id, 'payout returned ' || l.id))""",
    _("a debt that was settled is not in the book"): """
        SELECT r.reference, r.amount_centimes FROM money_remittance r
        LEFT JOIN money_posting p ON p.event_key = 'remittance ' || r.id
        LEFT JOIN money_entry e ON e.posting_id = p.id
        LEFT JOIN money_account a ON a.id = e.account_id AND a.cooperative_id = r.cooperative_id
        GROUP BY r.id HAVING coalesce(sum(e.amount_centimes) FILTER (WHERE a.id IS NOT NULL), 0) <> r.amount_centimes""",  # noqa: E501 - one condition
}

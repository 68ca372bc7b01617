"""What happens to money, for whoever keeps its book: each is sent inside the transaction of the fact."""

from django.dispatch import Signal

# order, payment: the money is there and the order is confirmed; once per order.
order_paid = Signal()
# payment: its fee_centimes became known; once per payment.
fee_known = Signal()
# payment: it bought nothing (trouble says why) and was given back whole; no order was ever paid by it.
payment_given_back = Signal()
# dispute, before: DisputeState or "" when it is new; sent at each change of its state.
dispute_changed = Signal()
# refund: its payment is disputed, it was not sent; nothing else of it has happened.
refund_held = Signal()
# refund: it was asked for and is in the book, with its lines (RefundLine); the papers credit it.
refund_made = Signal()

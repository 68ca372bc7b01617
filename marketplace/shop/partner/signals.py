"""What happens to stock, for rooms above; received in the same transaction."""

from django.dispatch import Signal

# product_ids: of what was sold out and can be bought again.
back_in_stock = Signal()

"""What a change in a cooperative's life asks of the rooms above, received in the same transaction."""

from django.dispatch import Signal

# Sent before a cooperative is closed, with `cooperative`; a receiver that knows of work still to be done raises
# services.life.StillAtWork, and it stays open.
cooperative_closing = Signal()

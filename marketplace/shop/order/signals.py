"""What happens to orders, for the rooms above: each is sent inside the transaction of the fact, under the order's lock.

A receiver writes rows and asks for nudges; what it raises undoes the fact. Amounts on orders and lines are MAD.
"""

from django.dispatch import Signal

# order: the new one; lines: its lines, with their parts, cooperatives and products known; goods held, whichever way it
# is paid.
order_placed = Signal()
# order: the cooperatives have been told: at once when it is paid in cash, else when the money is there.
order_confirmed = Signal()
# order, reason (ReleaseReason): it was never paid; its goods and codes are free again.
order_released = Signal()
# part, parcels: those that were handed over now, cash_due collected with each.
parcels_delivered = Signal()
# part, units: [(line, count)] that will not come; everything: nothing of the part was or will be sent.
units_cancelled = Signal()
# part, parcel, units: [(line, count)] that came back and were looked at; everything: nothing of the part was kept.
parcel_came_back = Signal()

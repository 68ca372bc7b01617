"""Replaces Oscar's OrderNumberGenerator: random numbers, since basket id + 100000 can be guessed.

OrderCreator and the rest stay Oscar's; `services/place.py` places orders instead of it, because Oscar's allocates
stock without a guard.
"""

from __future__ import annotations

import secrets

from oscar.apps.order import utils

# No 0/O, 1/I/L: read aloud on the telephone and typed from paper. 8 of 31 signs are 39 bits.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH = 8


class OrderNumberGenerator(utils.OrderNumberGenerator):
    """Random, short, unambiguous."""

    def order_number(self, basket=None) -> str:
        """A new number; uniqueness is the database's to say."""
        return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


from oscar.apps.order.utils import OrderCreator, OrderDispatcher  # noqa: E402,F401 - Oscar asks for them here

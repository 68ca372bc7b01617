"""Who carries payouts to the bank. There is one provider today (bank_file.py); settings.PAYOUT_PROVIDER names it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Instruction:
    """One transfer. amount: centimes of MAD; reference: the line's, for ever the same."""

    reference: str
    rib: str
    holder: str
    amount: int


class Provider(Protocol):
    """What every provider can do. It touches no row, and is called outside a transaction."""

    def hand_over(self, *, reference: str, instructions: Sequence[Instruction]) -> str:
        """Give the transfers of a batch to the bank; returns the provider's own name for what it was given.

        Called again with the same batch's reference and the same instructions it must not make a second transfer.
        Raises ProviderAway when it cannot be done now.
        """


class ProviderAway(Exception):
    """Nothing was handed over, or it is not known: the same is asked again later."""


def provider_chosen() -> Provider:
    """The provider of this market."""
    return import_string(settings.PAYOUT_PROVIDER)()

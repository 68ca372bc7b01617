"""The office's own bank account, to which shoppers transfer: from the settings, empty where there is none."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class BankDetails:
    """holder: the account's name; name: of the bank; rib: 24 digits."""

    holder: str
    name: str
    rib: str

    @property
    def rib_spaced(self) -> str:
        """As it stands on cheques: bank, town, account, key."""
        rib = self.rib
        return f"{rib[:3]} {rib[3:6]} {rib[6:22]} {rib[22:]}" if len(rib) == 24 else rib


def bank_details() -> BankDetails | None:
    """None: no transfer is offered."""
    if not (settings.BANK_HOLDER and settings.BANK_RIB):
        return None
    return BankDetails(settings.BANK_HOLDER, settings.BANK_NAME, settings.BANK_RIB.replace(" ", ""))

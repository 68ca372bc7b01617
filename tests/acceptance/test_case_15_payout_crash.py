"""Case 15: the worker dies after the bank file was handed over and before the commit; the bank returns one line.

Fails without the batch's reference as the file's name (two files, two instructions), without settling the lines before
they are handed over (the second file would say something else), and without the state of the batch in _handed.
"""

import csv
import os
import subprocess
import sys
from datetime import date

import pytest

from marketplace.money.check import faults
from marketplace.money.models import Entry, PayoutBatch, PayoutClaim
from marketplace.money.payable import payable_of
from marketplace.money.payout_choices import BatchState, LineState
from marketplace.money.services.payout import payout_propose
from marketplace.money.services.payout_bank import payout_mark_returned, payout_mark_sent, payouts_hand_over_due
from marketplace.money.shares import balance_of
from tests.factories import make_cooperative, make_order, make_paid, make_product, make_rule
from tests.factories.payouts import make_account, make_arrived, make_rib, make_signed
from tests.faults.worker import PROJECT, database_url

pytestmark = pytest.mark.django_db(transaction=True)

DIED = 9
# What the worker runs: the real service with the real provider, which is cut off right after the bank has its file.
WORKER = f"""
import os, django
django.setup()
from marketplace.money.payouts.bank_file import BankFile
from marketplace.money.models import PayoutBatch
from marketplace.money.services.payout_bank import payout_hand_over

class CutOff(BankFile):
    def hand_over(self, **batch):
        super().hand_over(**batch)
        os._exit({DIED})

payout_hand_over(batch_id=PayoutBatch.objects.get().pk, provider=CutOff())
"""


@pytest.fixture
def inbox(settings, tmp_path):
    """The folder that both processes store bank files in: what the bank has been given."""
    folder = tmp_path / "payouts"
    stores = {**settings.STORAGES}
    stores["payouts"] = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": folder, "allow_overwrite": True},
    }
    settings.STORAGES = stores
    return folder


def die_after_the_hand_over(state_dir) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "STATE_DIR": str(state_dir),
        "DJANGO_SETTINGS_MODULE": "marketplace.settings.development",
    }
    done = subprocess.run(
        [sys.executable, "-c", WORKER], cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == DIED, done.stderr


def instructions(folder) -> list[str]:
    """The references of every transfer that the bank was ever asked for, over all files."""
    found = []
    for file in sorted(folder.iterdir()):
        with file.open(newline="") as text:
            found += [row["reference"] for row in csv.DictReader(text)]
    return found


def three_lines() -> PayoutBatch:
    make_rule(1000)
    for number in range(3):
        cooperative = make_cooperative()
        make_account(cooperative, rib=make_rib(number))
        order = make_order((make_product(cooperative=cooperative, price="100.00"), 1), payment_method="card")
        make_paid(order)
        make_arrived(order.parts.get())
    return make_signed(payout_propose())


def test_one_instruction_per_line_ever_whoever_dies(inbox, tmp_path):
    batch = three_lines()
    references = sorted(batch.lines.values_list("reference", flat=True))
    for _ in range(2):
        die_after_the_hand_over(tmp_path)
        assert sorted(instructions(inbox)) == references
        batch.refresh_from_db()
        assert batch.state == BatchState.APPROVED
        assert set(batch.lines.values_list("state", flat=True)) == {LineState.WAITING}
    assert payouts_hand_over_due() == 1
    assert payouts_hand_over_due() == 0
    assert sorted(instructions(inbox)) == references
    batch.refresh_from_db()
    assert batch.state == BatchState.HANDED_OVER
    assert PayoutClaim.objects.count() == Entry.objects.filter(claims__isnull=False).distinct().count()

    first, second, third = batch.lines.select_related("cooperative").order_by("pk")
    payout_mark_sent(line_id=first.pk, by=None)
    payout_mark_sent(line_id=second.pk, by=None)
    # It arrives after "paid", and is not ignored.
    payout_mark_returned(line_id=second.pk, by=None, words="Compte clos")
    payout_mark_sent(line_id=third.pk, by=None)
    second.refresh_from_db()
    assert second.state == LineState.RETURNED
    assert balance_of(first.cooperative) == balance_of(third.cooperative) == 0
    assert payable_of(second.cooperative) == second.amount_centimes
    (again,) = payout_propose(on=date(2030, 1, 1)).lines.all()
    assert (again.cooperative_id, again.amount_centimes) == (second.cooperative_id, second.amount_centimes)
    assert not list(faults())

"""The messages that money sends."""

from marketplace.outbox.kinds import register

LEDGER_BROKEN = "ledger_broken"

register(LEDGER_BROKEN)

"""The test payment server, for cases that need a gateway."""

from tests.money.conftest import bank, opened, payment_server  # noqa: F401 - fixtures

"""The test payment server of `make run`: when there is one, on which port, with secrets that stay."""

from __future__ import annotations

import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from marketplace.runtime.launch import Plan, children
from marketplace.runtime.payments import free_port_after, plan_test_payments, wanted
from marketplace.settings.payment import payment_origin


def planned(state_dir: Path):
    return plan_test_payments(state_dir, host="127.0.0.1", name="localhost", market_port=8000)


def test_without_a_stripe_account_it_is_wanted():
    assert wanted({})
    assert wanted({"DJANGO_SETTINGS_MODULE": "marketplace.settings.development"})


@pytest.mark.parametrize(
    "environ",
    [{"STRIPE_SECRET_KEY": "sk_test_of_somebody"}, {"DJANGO_SETTINGS_MODULE": "marketplace.settings.production"}],
)
def test_with_an_account_or_in_production_it_is_not(environ: dict[str, str]):
    assert not wanted(environ)


def test_it_listens_beside_the_market_or_wherever_is_room():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        assert free_port_after(number - 1, "127.0.0.1") not in (number, number - 1)
    assert free_port_after(number - 1, "127.0.0.1") == number


def test_its_secrets_are_made_once_and_are_nobody_elses_to_read(tmp_path: Path):
    first, second = planned(tmp_path), planned(tmp_path)
    assert (first.secret_key, first.webhook_secret) == (second.secret_key, second.webhook_secret)
    assert first.secret_key.startswith("sk_test_")
    assert [file.stat().st_mode & 0o777 for file in tmp_path.iterdir()] == [0o600]


def test_web_and_worker_are_told_where_it_is(tmp_path: Path):
    payments = planned(tmp_path)
    told = payments.environment()
    programs = children(Plan(tmp_path, "127.0.0.1", 8000), told, payments)
    assert [program.name for program in programs] == ["web", "worker", "beat", "testpay"]
    assert told["STRIPE_TEST_SERVER"] == "1"
    assert urlsplit(told["STRIPE_API_BASE"]).port == payments.port
    command = programs[-1].command
    assert command[command.index("--webhook-url") + 1] == "http://localhost:8000/stripe/webhook/"
    assert command[command.index("--webhook-secret") + 1] == told["STRIPE_WEBHOOK_SECRET"]


@pytest.mark.parametrize(
    ("environ", "origin"),
    [
        ({}, "https://checkout.stripe.com"),
        ({"STRIPE_API_BASE": "http://localhost:8001"}, "https://checkout.stripe.com"),
        ({"STRIPE_API_BASE": "http://localhost:8001/", "STRIPE_TEST_SERVER": "1"}, "http://localhost:8001"),
    ],
)
def test_the_pages_policy_lets_the_pay_button_reach_the_payment_page(environ: dict[str, str], origin: str):
    assert payment_origin(environ) == origin

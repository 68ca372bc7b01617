"""The card journeys against real Stripe, on request: `make stripe STRIPE_SECRET_KEY=sk_test_...` (docs/payments.md)."""

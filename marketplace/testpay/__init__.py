"""A Stripe to test against: a stateful payment server that the real library talks to. No money moves.

It is a process of its own (`python -m marketplace.testpay`). Nothing of the market imports it and it imports nothing of
the market, so that what the market believes about Stripe is never shared with what answers for Stripe.
"""

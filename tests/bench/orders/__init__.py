"""make bench-orders: whole purchases through the real HTTP checkout, ours beside stock Oscar's, in one run.

8 shoppers at once, each from the product page to the thank-you page as a browser without JavaScript goes, redirects
followed: orders per second, p95 of a whole order; then a rush for goods that are few: what was sold of them must not be
more than there was. Cash on delivery in both (stock Oscar asks for no payment). SECONDS=20 RUNS=3 SHOPPERS=8.
"""

"""The cases that serious marketplaces test. Each test says which guard it fails without.

1 refund after payout: test_case_01_*. 2 bounded by its share: test_case_02_*, tests/concurrency/test_refund_race.py.
3 rounding a voucher: tests/money/test_sale.py, test_refund.py, tests/shop/test_vouchers.py. 4 two ways of paying: there
is no store credit. 5 frozen commission: test_case_05_*. 6 to 10, 16, 17: test_payments.py, for 6 and 8 also
tests/concurrency/test_stock_race.py. 11 suspended: test_case_11_*. 12 and 20: test_case_12_*. 13: test_case_13_*.
14 and 18: test_case_14_*. 15: test_case_15_*. 19: test_case_19_*. 21: test_case_21_*. A chargeback: test_case_22_*.
Strangers: tests/architecture/test_strangers.py, test_delegation_strangers.py. Reviews of one's own goods:
tests/shop/test_voices.py. A worker that is down: test_a_worker_that_is_down.py.
"""

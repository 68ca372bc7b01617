"""Search over everything that is read: one table of documents. It knows none of the things that it holds.

A package that is to be found registers a kind (sources.py) and hands over a document whenever one of its things is
written, in the same transaction (index.py); a door asks (query.py).
"""

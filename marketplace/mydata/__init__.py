"""What the market keeps about a person: each package says, in its own mydata.py, what it hands her and what it forgets.

This package knows none of them. A test walks the tables and asks that every column that leads to a person is spoken of.
"""

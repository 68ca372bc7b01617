"""The tables of money, one file per concept."""

"""`make bench-pages`: public pages under load, beside a constant view, Django's cache_page and stock Oscar.

recipe.py says what is sold, seed_ours.py and seed_oscar.py write it into a database each, servers.py starts the
contenders, client.py asks them, report.py prints and keeps what came out. Sizes and lengths come from the environment:
SIZES="10000 100000" SECONDS=5 RUNS=3; PAGES="category, two facets" asks for some kinds only.
"""

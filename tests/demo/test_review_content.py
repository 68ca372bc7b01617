"""The demonstration's reviews: believable, about goods that exist, in three languages. Plain files, no database."""

from __future__ import annotations

import re
from collections import Counter

from marketplace.demo.load import content
from tests.demo.content_files import LISTING
from tests.demo.test_content import COTTON, HEALTH_CLAIMS, PROTECTED_SIGNS
from tests.demo.test_listings import FOOD

REVIEWS = content("reviews")
ARABIC = re.compile(r"[\u0600-\u06ff]")


def test_there_are_enough_reviews_of_enough_goods() -> None:
    listings = {review["listing"] for review in REVIEWS}
    assert len(REVIEWS) >= 40
    assert len(listings) >= 25
    assert listings <= set(LISTING)
    assert sum(LISTING[code]["category"] not in FOOD for code in listings) >= 8


def test_nobody_can_have_bought_what_is_one_of_a_kind_and_still_there() -> None:
    assert not any(LISTING[review["listing"]]["is_unique"] for review in REVIEWS)


def test_scores_are_good_on_the_whole_and_some_are_not() -> None:
    scores = Counter(review["score"] for review in REVIEWS)
    assert set(scores) <= {1, 2, 3, 4, 5}
    assert sum(scores[score] for score in (1, 2, 3)) >= 4
    assert 4 <= sum(score * many for score, many in scores.items()) / len(REVIEWS) <= 4.8


def test_each_language_has_its_share_and_its_script() -> None:
    languages = Counter(review["language"] for review in REVIEWS)
    assert languages["fr"] >= 18
    assert languages["ar"] >= 12
    assert languages["en"] >= 5
    for review in REVIEWS:
        assert set(review) == {"listing", "name", "language", "score", "title", "body"}
        for field in ("name", "title", "body"):
            assert bool(ARABIC.search(review[field])) == (review["language"] == "ar"), review


def test_every_review_says_something_of_its_own() -> None:
    for field in ("title", "body"):
        said = [review[field] for review in REVIEWS]
        assert len(said) == len(set(said)), field
    assert len({review["name"] for review in REVIEWS}) == len(REVIEWS)
    for review in REVIEWS:
        assert len(review["title"]) <= 80
        assert len(review["body"]) >= 60, review["title"]
        for forbidden in (COTTON, HEALTH_CLAIMS, PROTECTED_SIGNS):
            assert not forbidden.search(review["title"] + " " + review["body"]), review["title"]

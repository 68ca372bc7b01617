"""The whole demo, in the order in which its parts need each other. Every part adds only what is missing."""

from __future__ import annotations

from collections.abc import Callable

from .albums import albums_load
from .back import back_load
from .codes import codes_load
from .companions import companions_load
from .desk import desk_is_loaded, desk_load
from .holidays import holidays_load
from .life import life_load
from .likes import likes_load
from .load import demo_load
from .money import money_load
from .programmes import programmes_load
from .reviews import reviews_load
from .stories import stories_load
from .voices import voices_load

Progress = Callable[[int, int], None]


def demo_is_full() -> bool:
    """Whether a filling came to its end: the last thing that it brings is there."""
    return desk_is_loaded()


def demo_fill(*, say: Callable[[str], None], progress: Progress) -> None:
    """Fill the shop. say: takes a line for each part; progress: listings done, of how many."""
    say(f"{demo_load(progress=progress)} listings added, {albums_load()} more pictures of them")
    say(f"{programmes_load()} programmes and events, {stories_load()} stories added")
    say(f"{life_load()} orders placed, {reviews_load()} reviews published")
    say(f"{money_load()} batches of payouts, {back_load()} claims")
    say(f"{voices_load()} questions, replies and messages added")
    say(f"{codes_load()} codes added, {likes_load()} likes, {companions_load()} pairs of goods")
    holidays_load()
    say(f"{desk_load()} things sent to the delegation")

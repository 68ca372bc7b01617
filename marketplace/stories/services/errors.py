"""What can be wrong with a move of a story; the words are those of listings and cooperatives, as doors show both."""

from catalogue.services.errors import Incomplete, Stale, WrongState
from cooperatives.services.life import WordsMissing

__all__ = ["ForeignListing", "Incomplete", "Stale", "WordsMissing", "WrongState"]


class ForeignListing(ValueError):
    """A story leads only to listings of its own cooperative."""

"""The hosted page: what a shopper sees when she is sent to pay."""

from .view import page_answer

__all__ = ["page_answer"]

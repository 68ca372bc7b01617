"""Refusals in the shape and with the HTTP status of Stripe's (docs.stripe.com/api/errors); the sentences are ours."""

from __future__ import annotations

from typing import Any

INVALID = "invalid_request_error"


class ApiError(Exception):
    """A refusal: HTTP status, and what stands under "error" in the answer."""

    def __init__(self, message: str, *, status: int = 400, kind: str = INVALID, **details: Any) -> None:
        super().__init__(message)
        self.status = status
        given = {name: value for name, value in details.items() if value is not None}
        self.error = {"type": kind, "message": message, **given}

    def body(self) -> dict[str, Any]:
        code = self.error.get("code")
        help_page = {"doc_url": f"https://docs.stripe.com/error-codes#{code.replace('_', '-')}"} if code else {}
        return {"error": {**self.error, **help_page}}


def missing(kind: str, name: str, param: str = "id") -> ApiError:
    return ApiError(f"No such {kind}: '{name}'", status=404, code="resource_missing", param=param)


def unauthorised(message: str) -> ApiError:
    return ApiError(message, status=401)


def reused_key(key: str) -> ApiError:
    return ApiError(f"The idempotency key {key} came before with other parameters.", kind="idempotency_error")


def key_in_use(key: str) -> ApiError:
    message = f"A request with the idempotency key {key} is still being worked on."
    return ApiError(message, status=409, kind="idempotency_error", code="idempotency_key_in_use")

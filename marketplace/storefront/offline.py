"""The database cannot be reached: how that is told from other faults, and what the reader sees."""

from __future__ import annotations

import logging

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

logger = logging.getLogger(__name__)

# Seconds after which a page may be asked for again: a restart of the database takes about that long.
RETRY_AFTER = 30
# SQLSTATE of a server that takes no connection: class 08, being shut down or started, or full.
_AWAY = ("08", "57P01", "57P02", "57P03", "53300")


def is_database_away(exception: BaseException | None) -> bool:
    """Whether this is a connection that could not be made or was lost; not a query that failed on a good one."""
    if not isinstance(exception, (OperationalError, InterfaceError)):
        return False
    state = getattr(exception.__cause__, "sqlstate", None)
    if state is not None:
        return state.startswith(_AWAY)
    # No server answered, hence no state; a fault of the client's own leaves its connection open.
    return connection.connection is None or connection.connection.closed


def database_away(request: HttpRequest) -> HttpResponse:
    """503 in the reader's language; its template needs neither database nor session."""
    logger.warning("The database cannot be reached; answered 503 to %s %s", request.method, request.path)
    response = render(request, "storefront/503.html", status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response

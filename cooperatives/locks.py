"""Holding on to cooperatives that sell, against the moves of services/life.py, which lock FOR UPDATE."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

from .models import Cooperative


def selling_held(ids: Collection[int]) -> set[int]:
    """Those of these cooperatives that sell, kept so until the transaction ends: nobody suspends them meanwhile.

    FOR KEY SHARE, which Django has no word for: orders of one cooperative do not wait for each other, only for a
    move, and then look again. Foreign keys would hold the rows too, but only at the commit, which is too late to look.
    """
    table = connection.ops.quote_name(Cooperative._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM {table} WHERE id = ANY(%s) AND status = %s ORDER BY id FOR KEY SHARE",  # noqa: S608 - our own table
            [list(ids), Cooperative.Status.ADMITTED],
        )
        return {row[0] for row in cursor.fetchall()}

"""Rows by the hundred thousand: COPY, with a model's own defaults for the columns that nobody named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain

from django.db import connection, models
from django.utils import timezone
from psycopg import sql


def copy_rows(model: type[models.Model], rows: Iterable[dict]) -> None:
    """Insert rows (attname -> value). Each names its key, and all name the same columns.

    Our triggers sleep meanwhile: one call for each of a million rows takes longer than making anew what they keep.
    """
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    others = (field for field in model._meta.concrete_fields if field.attname not in first)
    usual = {field.attname: value for field in others if (value := _usual(field)) is not None}
    columns = [sql.Identifier(model._meta.get_field(name).column) for name in (*first, *usual)]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(columns)
    )
    with _sleeping_triggers(model), connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in chain([first], rows):
            copy.write_row([*row.values(), *usual.values()])
    _advance_sequence(model)


@contextmanager
def _sleeping_triggers(model: type[models.Model]) -> Iterator[None]:
    """Foreign keys are checked all the same, at the end."""
    table = sql.Identifier(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(table))
        yield
        # A table whose rows still wait for a check cannot be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(table))


def _usual(field: models.Field) -> object:
    """What a new row has in this column when nobody says."""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return timezone.now()
    value = field.get_default()
    return value if value is None else field.get_db_prep_save(value, connection)


def _advance_sequence(model: type[models.Model]) -> None:
    """The next row of the application gets a key of its own."""
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("SELECT setval(pg_get_serial_sequence({}, {}), (SELECT max({}) FROM {}))").format(
                sql.Literal(f'"{table}"'), sql.Literal(key), sql.Identifier(key), sql.Identifier(table)
            )
        )

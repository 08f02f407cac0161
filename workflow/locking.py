"""Locking rows until the transaction ends."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


def locked(record: M) -> M:
    """The row as the database has it now, locked against other writers.

    The lock leaves foreign keys to the row free (PostgreSQL's FOR NO KEY UPDATE): a transaction
    that only points at it need not wait, and cannot end in a deadlock with one that writes it.
    On SQLite the whole transaction has the write lock already. Raises the model's DoesNotExist.
    """
    return type(record)._base_manager.select_for_update(no_key=True).get(pk=record.pk)


def all_locked(rows: models.QuerySet[M]) -> list[M]:
    """Several rows as the database has them now, locked in the order of their keys.

    Whoever locks several does it in that order, so that two cannot wait for each other.
    """
    return list(rows.order_by("pk").select_for_update(no_key=True))

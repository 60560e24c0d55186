"""Rows with the days on which they held: what was true on a day can be read for any day."""

import datetime as dt
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from penata_web.registry.models.batch import Batch

T = TypeVar("T", bound=models.Model)


class DatedRows(models.QuerySet[T]):
    """Rows, by the day on which they held."""

    def on(self, day: dt.date) -> Self:
        """Those that held on a day."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day), valid_from__lte=day)

    def current(self) -> Self:
        """Those that hold until something newer is known."""
        return self.filter(valid_until__isnull=True)


class Dated(models.Model):
    """A version of a row: it holds from ``valid_from`` until the day before ``valid_until`` (null: still)."""

    table: ClassVar[str]

    key = models.TextField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    batch = models.ForeignKey(Batch, on_delete=models.RESTRICT, related_name="+")
    ended_by = models.ForeignKey(Batch, on_delete=models.RESTRICT, null=True, related_name="+")

    objects = DatedRows.as_manager()

    class Meta:
        """Not a table of its own."""

        abstract = True

    def __str__(self) -> str:
        """Its key."""
        return self.key


def one_current(table: str) -> list[models.BaseConstraint]:
    """The constraint that a key has one current row."""
    return [
        models.UniqueConstraint(fields=["key"], condition=Q(valid_until__isnull=True), name=f"{table}_one_current_row")
    ]


def looked_up(table: str, *names: str) -> list[models.Index]:
    """Indexes: versions of a key, rows of a batch, and columns by which rows are looked up."""
    return [
        models.Index(fields=["key", "valid_from"], name=f"{table}_versions"),
        *(models.Index(fields=[name], name=f"{table}_{name}"[:30]) for name in ("batch", "ended_by", *names)),
    ]

"""How long a person has worked in a field (ladder or job family)."""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.merit.points import UNKNOWN, Ints, Mask, PairIndex, Words, whole
from penata.tables import Dataset


@dataclass(frozen=True, slots=True, eq=False)
class Experience:
    """Months of each person in each field; ``field_of_post`` and ``field_of_job`` number the fields.

    ``told`` marks people whose service history is in the dataset: only of them is "never worked there" known.
    """

    index: PairIndex
    months: Ints
    told: Mask
    field_of_post: Ints
    field_of_job: Ints

    @classmethod
    def of(cls, facts: Facts, dataset: Dataset) -> "Experience":
        """The experience that the facts hold, by whole numbers."""
        job_field = dataset["jobs"].select(pl.coalesce("ladder", "family").alias("field"))["field"]
        fields = Words.of(facts.posts["field"], job_field, facts.experience["field"])
        rows = facts.experience.with_columns(pl.Series("field", fields.numbers(facts.experience["field"])))
        rows = rows.sort("person", "field")
        history = dataset["service_history"]["employee_id"].unique()
        return cls(
            index=PairIndex.over(whole(rows["person"]), whole(rows["field"])),
            months=whole(rows["months"]),
            told=facts.persons["employee_id"].is_in(history.implode()).to_numpy(),
            field_of_post=fields.numbers(facts.posts["field"]),
            field_of_job=fields.numbers(job_field),
        )

    def fields_of(self, person: Ints) -> Ints:
        """In how many fields each person has been; 0 where the data does not tell."""
        first, last = person * self.index.width, (person + 1) * self.index.width
        return np.asarray(np.searchsorted(self.index.keys, last) - np.searchsorted(self.index.keys, first))

    def with_months(self, person: int, field: int, months: int) -> "Experience":
        """The same, but that this person has so many months in this field."""
        index, row, new = self.index.including(person, field)
        known = np.insert(self.months, row, months) if new else self.months.copy()
        known[row] = months
        return replace(self, index=index, months=known)

    def in_field(self, person: Ints, field: Ints) -> Ints:
        """Months of each person in each field; UNKNOWN where neither the months nor a history is there."""
        at = self.index.rows(person, field)
        never = np.where(self.told[person] & (field >= 0), 0, UNKNOWN)
        return np.where(at >= 0, np.append(self.months, UNKNOWN)[at], never)

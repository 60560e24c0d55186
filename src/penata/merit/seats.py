"""Which job and which subject a person has on a seat, by whole numbers."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.merit.points import UNKNOWN, Ints, Words, plain, whole
from penata.tables import Dataset


@dataclass(frozen=True, slots=True, eq=False)
class Seats:
    """Job (row of ``jobs``) and subject of every post and of everyone's own seat; UNKNOWN where there is none.

    ``open_ladder_of_post`` is set where a post names a whole ladder without a level: there each keeps the own job.
    """

    job_of_post: Ints
    job_of_person: Ints
    subjects: Words
    subject_of_post: Ints
    subject_of_person: Ints
    open_ladder_of_post: Ints
    ladder_of_person: Ints

    @classmethod
    def of(cls, facts: Facts, dataset: Dataset) -> "Seats":
        """Number the jobs as the rows of ``dataset["jobs"]``."""
        number = dataset["jobs"].select("job_id").with_row_index("job")
        subject = plain(pl.col("subject"))
        of_post, of_person = facts.posts.select(subject)["subject"], facts.persons.select(subject)["subject"]
        subjects, ladders = Words.of(of_post, of_person), Words.of(facts.posts["ladder"])
        return cls(
            job_of_post=_job_rows(facts.posts, number),
            job_of_person=_job_rows(facts.persons, number),
            subjects=subjects,
            subject_of_post=subjects.numbers(of_post),
            subject_of_person=subjects.numbers(of_person),
            open_ladder_of_post=np.where(
                facts.posts["level"].is_null().to_numpy(), ladders.numbers(facts.posts["ladder"]), UNKNOWN
            ),
            ladder_of_person=ladders.numbers(facts.persons["ladder"]),
        )

    def taken(self, person: Ints, post: Ints) -> tuple[Ints, Ints]:
        """Job and subject of each person on each post."""
        ladder = self.open_ladder_of_post[post]
        keeps_level = (ladder >= 0) & (ladder == self.ladder_of_person[person])
        job = np.where(keeps_level, self.job_of_person[person], self.job_of_post[post])
        return job, self.subject_of_post[post]


def _job_rows(frame: pl.DataFrame, number: pl.DataFrame) -> Ints:
    joined = frame.select("job_id").join(number, on="job_id", how="left", validate="m:1", maintain_order="left")
    return whole(joined["job"])

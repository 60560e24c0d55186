"""What became of every wish, in words: who wished what, the answer in a sentence, and the points that lack."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from penata.explain.told.wishes import Answer
from penata.facts import Facts
from penata.report.reasons import place_names
from penata.vocabulary import Stance
from penata.wording import ANSWER_LABELS

STANCES: Final = {Stance.WANT: "Ingin", Stance.ACCEPT: "Bersedia", Stance.REFUSE: "Menolak"}
"""Words of the three stances."""

_GOOD: Final = frozenset({Answer.GRANTED, Answer.ALREADY_THERE, Answer.HONOURED})


@dataclass(frozen=True, slots=True)
class AnswerCount:
    """How many wishes have one answer; ``good``: the person has what was wished."""

    status: str
    label: str
    count: int
    good: bool


def answer_counts(wishes: pl.DataFrame) -> list[AnswerCount]:
    """In the order of ``ANSWER_LABELS``; answers that nobody got are left out."""
    by = dict(wishes.group_by("status").len().iter_rows())
    return [
        AnswerCount(status, label, by[status], status in _GOOD)
        for status, label in ANSWER_LABELS.items()
        if status in by
    ]  # fmt: skip


def answered(wishes: pl.DataFrame, facts: Facts, seats: pl.DataFrame, districts: pl.DataFrame) -> pl.DataFrame:
    """``wishes`` (``penata.explain.told.wishes``) with name, job, unit, wish and answer in words, and points missing.

    Columns: employee_id, name, job, unit, stance_text, wished, answer, words, points, points_needed, missing, ahead,
    status, post_id; by name, then NIP, then as wished.
    """
    people = facts.persons.join(wishes.select("employee_id").unique(), on="employee_id", how="semi").select(
        "employee_id", "name", "job", "unit"
    )
    units = facts.posts.group_by("unit_id").agg(pl.col("unit").first())
    named = (
        wishes.with_row_index("_row")
        .join(people, on="employee_id", how="left", validate="m:1")
        .join(_named(place_names(seats), "post_id", "place"), on="wished_post_id", how="left", validate="m:1")
        .join(_named(units, "unit_id", "unit"), on="wished_unit_id", how="left", validate="m:1")
        .join(_named(districts, "district_id", "name"), on="wished_district_id", how="left", validate="m:1")
        .sort("name", "employee_id", "_row", nulls_last=True)
    )
    wished = pl.coalesce(
        "post_id_text", "unit_id_text",
        pl.format("Kecamatan {}", pl.col("district_id_text").str.strip_prefix("Kecamatan ")),
        "wished_post_id", "wished_unit_id", "wished_district_id", pl.lit("tempat lain"),
    )  # fmt: skip
    stance = pl.col("stance").replace_strict(STANCES, return_dtype=pl.String)
    rank = pl.when(pl.col("rank").is_not_null()).then(pl.format(" ke-{}", "rank")).otherwise(pl.lit(""))
    refused = pl.col("stance") == Stance.REFUSE
    return named.select(
        "employee_id", "name", "job", "unit",
        pl.when(refused).then(stance).otherwise(pl.concat_str(stance, rank)).alias("stance_text"),
        wished.alias("wished"),
        pl.col("status").replace_strict(ANSWER_LABELS, default=pl.col("status"), return_dtype=pl.String)
        .alias("answer"),
        "words", "points", "points_needed", (pl.col("points_needed") - pl.col("points")).alias("missing"), "ahead",
        "status", "post_id",
    )  # fmt: skip


def answers_in_a_sentence(counts: Sequence[AnswerCount]) -> tuple[int, int]:
    """All wishes, and those of whom the person has what was wished."""
    return sum(one.count for one in counts), sum(one.count for one in counts if one.good)


def _named(frame: pl.DataFrame, key: str, name: str) -> pl.DataFrame:
    return frame.select(pl.col(key).alias(f"wished_{key}"), pl.col(name).alias(f"{key}_text"))

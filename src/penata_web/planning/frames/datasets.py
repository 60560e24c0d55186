"""Freezing a cycle's data: the registry of a day as parquet files under one digest, and what is wrong with it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl
from django.utils.translation import gettext as _

from penata.eligibility.rules import rule_set_of
from penata.facts import facts_of
from penata.intake.dataset import read_dataset, write_dataset
from penata.intake.quality.check import check
from penata.policy import Policy, parse_policy
from penata.tables import TABLES, Dataset, InputError
from penata.vocabulary import Severity
from penata.wording import seat_name
from penata_web.planning.frames.folders import dataset_folder, frozen_table

FEW: Final = 20
"""Rows of a finding that are kept with the cycle; the check of the registry has them all."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """What was frozen: digests, the rule set, counts, and the problems with the way to fix them."""

    dataset_digest: str
    rule_set: str
    digest: str
    counts: dict[str, int]
    score: float | None
    refused: list[str]
    problems: list[dict[str, Any]]


def freeze(pk: int, dataset: Dataset, policy_text: str) -> Frozen:
    """Write the tables into the folder of a cycle and read them back as anybody would; rows that cannot stand are
    left out and named.

    Raises InputError where a table without which there is no plan is missing.
    """
    folder = dataset_folder(pk)
    _refuse_without_tables(dataset, [])
    write_dataset(dataset, folder, "parquet")
    reading = read_dataset(folder)
    refused = reading.issues.sentences([Severity.ERROR])
    _refuse_without_tables(reading.dataset, refused)
    if refused:
        write_dataset(reading.dataset, folder, "parquet")
    policy = parse_policy(policy_text)
    rules = rule_set_of(policy)
    data_digest = reading.dataset.digest()
    whole = hashlib.sha256(f"{data_digest}\n{rules.id} {rules.digest}\n{policy_text}".encode()).hexdigest()
    score, problems = _quality(reading.dataset, policy)
    counts = {name: frame.height for name, frame in reading.dataset.frames.items() if frame.height}
    return Frozen(data_digest, f"{rules.id} {rules.digest}", whole, counts, score, refused, problems)


def of_agency(dataset: Dataset, agency_id: str) -> Dataset:
    """The part of a dataset that belongs to one agency: its units, posts and people, and the rows about them."""
    kept = {
        "agency_id": [agency_id],
        "unit_id": dataset["units"].filter(pl.col("agency_id") == agency_id)["unit_id"].to_list(),
    }
    kept["post_id"] = dataset["posts"].filter(pl.col("unit_id").is_in(kept["unit_id"]))["post_id"].to_list()
    kept["employee_id"] = dataset["employees"].filter(pl.col("post_id").is_in(kept["post_id"]))["employee_id"].to_list()
    # Units of the service history may be those of any agency; a wish or a relative beyond the agency is not told.
    rows = {
        name: _about(frame, kept, set() if name != "service_history" else {"unit_id", "post_id"})
        for name, frame in dataset.frames.items()
        if name in dataset.given
    }
    return dataset.replace(**rows)


def people_found(pk: int, query: str, most: int) -> pl.DataFrame:
    """People of a cycle by NIP or name: employee_id, name, post_id, seat."""
    people = frozen_table(pk, "employees").select("employee_id", "name", "post_id")
    found = people.filter(_holds(query, "employee_id", "name")).sort("name").head(most)
    return found.join(_seats(pk), on="post_id", how="left", validate="m:1", maintain_order="left")


def posts_found(pk: int, query: str, most: int) -> pl.DataFrame:
    """Posts of a cycle by name of the job or the unit, or by id: post_id, seat, need."""
    seats = _seats(pk)
    return seats.filter(_holds(query, "post_id", "seat")).sort("seat").head(most)


def names_of(pk: int, employee_ids: Sequence[str], post_ids: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Names of people, and of seats, by their ids."""
    people = frozen_table(pk, "employees").filter(pl.col("employee_id").is_in(list(employee_ids)))
    seats = _seats(pk).filter(pl.col("post_id").is_in(list(post_ids)))
    return dict(people.select("employee_id", "name").iter_rows()), dict(seats.select("post_id", "seat").iter_rows())


def _seats(pk: int) -> pl.DataFrame:
    """post_id, unit_id, need, and the seat in words: job, subject, unit."""
    jobs = frozen_table(pk, "jobs").select("job_id", pl.col("name").alias("job"))
    units = frozen_table(pk, "units").select("unit_id", pl.col("name").alias("unit"))
    posts = frozen_table(pk, "posts").select("post_id", "job_id", "unit_id", "subject", "need")
    seats = posts.join(jobs, on="job_id", how="left", validate="m:1").join(
        units, on="unit_id", how="left", validate="m:1"
    )
    job = seat_name(pl.col("job").fill_null(pl.col("job_id")), pl.col("subject"))
    return seats.select(
        "post_id",
        "unit_id",
        "need",
        "unit",
        pl.concat_str([job, pl.col("unit")], separator=", ", ignore_nulls=True).alias("seat"),
    )


def _holds(query: str, *names: str) -> pl.Expr:
    """Whether every word of the query stands in one of the columns."""
    text = pl.concat_str([pl.col(name).fill_null("") for name in names], separator=" ").str.to_lowercase()
    return pl.all_horizontal(
        [text.str.contains(word, literal=True) for word in query.lower().split()] or [pl.lit(value=False)]
    )


def _refuse_without_tables(dataset: Dataset, refused: list[str]) -> None:
    missing = [table.label for table in TABLES.values() if table.required and not dataset[table.name].height]
    if missing:
        words = _("tabel wajib belum ada isinya pada tanggal itu: %(names)s; impor dahulu di Data")
        raise InputError([*refused, words % {"names": ", ".join(missing)}])


def _quality(dataset: Dataset, policy: Policy) -> tuple[float | None, list[dict[str, Any]]]:
    found = check(dataset, facts_of(dataset, policy))
    problems = [
        {
            "code": finding.code, "name": finding.name, "who": finding.who, "remedy": finding.remedy,
            "tested": finding.tested, "failing": finding.failing,
            "rows": finding.rows.select("table", "id", "name", "unit", "detail").head(FEW).to_dicts(),
            "plan": finding in found.checks,
        }
        for finding in found.findings
        if finding.failing
    ]  # fmt: skip
    return found.score, problems


def _about(frame: pl.DataFrame, kept: dict[str, list[str]], but: set[str]) -> pl.DataFrame:
    for name, ids in kept.items():
        if name in frame.columns and name not in but:
            frame = frame.filter(pl.col(name).is_null() | pl.col(name).is_in(ids))
    return frame

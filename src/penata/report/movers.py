"""Who moves, as people read it: names, seats and units on both sides, and the reason in plain sentences."""

from typing import Final

import polars as pl

from penata.facts import Facts
from penata.tables import Dataset
from penata.vocabulary import Direction, label

_PERSON: Final = ("name", "birth_date", "rank", "employment", "job", "category", "level", "field")
_PLACE: Final = ("unit", "office", "district", "district_id", "unit_id", "office_id")
_COUNTS: Final = ("need", "filled_before", "filled_after", "shortage_before", "shortage_after", "surplus_before")


def move_ends(moves: pl.DataFrame, seats: pl.DataFrame) -> pl.DataFrame:
    """Moves with the seats on both sides: seat, unit, office, district and counts, suffixed ``_from`` and ``_to``."""
    columns = ("seat", "level", "category", *_PLACE, *_COUNTS)
    for side in ("from", "to"):
        ends = seats.select(pl.col("post_id").alias(f"{side}_post_id"), pl.col(*columns).name.suffix(f"_{side}"))
        moves = moves.join(ends, on=f"{side}_post_id", how="left", validate="m:1", maintain_order="left")
    return moves


def listed_moves(ends: pl.DataFrame, limit: int | None = None) -> pl.DataFrame:
    """The moves in the order of the printed list (where to, then who); the first ``limit`` of them."""
    order = ("office_to", "unit_to", "seat_to", "office_from", "unit_from", "employee_id")
    ordered = ends.sort(order, nulls_last=True, maintain_order=False)
    return ordered if limit is None else ordered.head(limit)


def with_people(ends: pl.DataFrame, facts: Facts, dataset: Dataset, parts: pl.DataFrame) -> pl.DataFrame:
    """Listed moves with the person (name, birth_date, rank, job before and after) and ``reason`` in Indonesian.

    ``person_external_id``, ``from_external_id`` and ``to_external_id`` are the ids of the national system.

    It makes sentences: some microseconds a move.
    """
    people = facts.persons.join(ends.select("employee_id"), on="employee_id", how="semi").select(
        "employee_id", *_PERSON, pl.col("external_id").alias("person_external_id")
    )
    for side in ("from", "to"):
        seats = facts.posts.select(
            pl.col("post_id").alias(f"{side}_post_id"), pl.col("external_id").alias(f"{side}_external_id")
        )
        ends = ends.join(seats, on=f"{side}_post_id", how="left", validate="m:1", maintain_order="left")
    whole_ladder = pl.col("level_to").is_null() & pl.col("category_to").eq_missing(pl.col("category"))
    forced = dataset["decisions"].filter(pl.col("kind") == "FORCE").select("employee_id").unique()
    return (
        ends.join(people, on="employee_id", how="left", validate="1:1", maintain_order="left")
        .join(
            forced.with_columns(pl.lit(value=True).alias("forced")),
            on="employee_id", how="left", validate="1:1", maintain_order="left",
        )
        .join(_nearer(parts), on="employee_id", how="left", validate="1:1", maintain_order="left")
        .with_columns(
            pl.when(pl.col("from_post_id").is_not_null()).then("job").alias("job_from"),
            pl.when(whole_ladder & pl.col("seat_to").is_not_null()).then("job").otherwise("seat_to").alias("job_to"),
        )
        .with_columns(_reason().alias("reason"))
    )  # fmt: skip


def kind_of_move() -> pl.Expr:
    """KET: rotasi, promosi, penurunan, alih jabatan; placed or released where a side is missing."""
    names = {code: label(code) for code in Direction}
    return (
        pl.when(pl.col("to_post_id").is_null())
        .then(pl.lit("Dilepas"))
        .when(pl.col("from_post_id").is_null())
        .then(pl.lit("Penempatan"))
        .when(pl.col("direction").is_not_null())
        .then(pl.col("direction").replace_strict(names, default=pl.col("direction"), return_dtype=pl.String))
        .otherwise(pl.lit("Penempatan"))
    )


def flows(ends: pl.DataFrame, level: str) -> pl.DataFrame:
    """People between places of a level ("district", "office", "unit"): from, to, people; most first, ids break ties."""
    return (
        ends.filter(pl.col("from_post_id").is_not_null() & pl.col("to_post_id").is_not_null())
        .group_by(f"{level}_id_from", f"{level}_id_to")
        .agg(pl.col(f"{level}_from").first().alias("from"), pl.col(f"{level}_to").first().alias("to"), pl.len())
        .rename({f"{level}_id_from": "from_id", f"{level}_id_to": "to_id", "len": "people"})
        .with_columns(pl.col("people").cast(pl.Int64))
        .sort("people", "from_id", "to_id", descending=[True, False, False], nulls_last=True)
    )


def _nearer(parts: pl.DataFrame) -> pl.DataFrame:
    """employee_id, nearer: the sign of the part for the distance from home, null where it was not weighed."""
    points = pl.col("distance") if "distance" in parts.columns else pl.lit(None, pl.Int64)
    return parts.select("employee_id", points.sign().alias("nearer"))


def _reason() -> pl.Expr:
    """Why there, why from here, and what it means for the person: up to four short sentences."""
    return pl.concat_str(_why_there(), _why_from_here(), _wish(), _home(), separator=" ", ignore_nulls=True)


def _why_there() -> pl.Expr:
    left = (
        pl.when(pl.col("shortage_after_to") > 0)
        .then(pl.format("masih kurang {}", "shortage_after_to"))
        .otherwise(pl.lit("terpenuhi"))
    )
    short = pl.format(
        "{} kekurangan {} dari {} {}; sesudah rencana {}.", "unit_to", "shortage_before_to", "need_to", "seat_to", left
    )
    return (
        pl.when(pl.col("to_post_id").is_null())
        .then(pl.lit("Dilepas dari jabatan tanpa jabatan baru."))
        .when(pl.col("forced"))
        .then(pl.lit("Ditetapkan dengan keputusan yang dicatat."))
        .when(pl.col("shortage_before_to") > 0)
        .then(short)
        .otherwise(pl.format("Mengisi tempat yang ditinggalkan pegawai yang pindah dari {}.", "unit_to"))
    )


def _why_from_here() -> pl.Expr:
    refilled = (pl.col("shortage_before_from") == 0) & (pl.col("shortage_after_from") == 0)
    return (
        pl.when(pl.col("from_post_id").is_null())
        .then(pl.lit("Sebelumnya belum mempunyai jabatan."))
        .when(pl.col("shortage_after_from") > pl.col("shortage_before_from"))
        .then(pl.format("{} menjadi kurang {}, di atas jumlah minimumnya.", "unit_from", "shortage_after_from"))
        .when(pl.col("surplus_before_from") > 0)
        .then(pl.format("{} kelebihan {}.", "unit_from", "surplus_before_from"))
        .when(refilled)
        .then(pl.format("{} tetap terpenuhi.", "unit_from"))
    )


def _wish() -> pl.Expr:
    return pl.when(pl.col("wish_rank").is_not_null()).then(pl.format("Sesuai aspirasi ke-{}.", "wish_rank"))


def _home() -> pl.Expr:
    return (
        pl.when(pl.col("nearer") > 0)
        .then(pl.lit("Lebih dekat dengan rumah."))
        .when(pl.col("nearer") < 0)
        .then(pl.lit("Lebih jauh dari rumah."))
    )

"""Why each move: what the post needed, what the person brings, the points, the chain, and what came second and third.

Everything is already known (``penata.explain.told.moves``); here it becomes short Indonesian lines.
"""

from typing import Final

import polars as pl

from penata.explain.told.telling import Told
from penata.merit import PARTS
from penata.wording import PART_LABELS, Language, spans, wholes

REASONS: Final = {
    "need_line": "Kebutuhan",
    "brings_line": "Yang dibawa",
    "points_line": "Nilai",
    "chain_line": "Rantai",
    "rivals_line": "Orang lain",
    "second_line": "Pilihan kedua",
    "third_line": "Pilihan ketiga",
}
"""The lines that explain a move, in their order, with their names; a line that cannot be said is null."""

_ID: Final = Language.INDONESIAN


def move_reasons(people: pl.DataFrame, told: Told, seats: pl.DataFrame) -> pl.DataFrame:
    """``people`` (listed moves) with the lines of ``REASONS``, in the same order."""
    chosen = told.moves.drop("from_post_id", "to_post_id", "chain_id", "gain", "need", "subject")
    counts = [name for name in chosen.columns if name in people.columns and name != "employee_id"]
    rows = people.drop(counts).join(chosen, on="employee_id", how="left", validate="1:1", maintain_order="left")
    names = place_names(seats)
    for side in ("chain_from", "chain_to"):
        named = names.select(pl.col("post_id").alias(f"{side}_post_id"), pl.col("place").alias(side))
        rows = rows.join(named, on=f"{side}_post_id", how="left", validate="m:1", maintain_order="left")
    for place, name in ((2, "second_line"), (3, "third_line")):
        other = alternatives(told, names).filter(pl.col("place_number") == place)
        line = pl.concat_str("place", "behind", separator=": ")
        rows = rows.join(
            other.select("employee_id", line.alias(name)), on="employee_id", how="left", validate="1:1",
            maintain_order="left",
        )  # fmt: skip
    lines = rows.select(
        "employee_id", _need().alias("need_line"), _brings().alias("brings_line"), _points().alias("points_line"),
        _chain().alias("chain_line"), _rivals().alias("rivals_line"), "second_line", "third_line",
    )  # fmt: skip
    return people.join(lines, on="employee_id", how="left", validate="1:1", maintain_order="left")


def place_names(seats: pl.DataFrame) -> pl.DataFrame:
    """post_id, place: the seat and its unit in words."""
    place = pl.concat_str("seat", "unit", separator=", ", ignore_nulls=True)
    return seats.select("post_id", pl.when(place != "").then(place).otherwise("post_id").alias("place"))


def alternatives(told: Told, names: pl.DataFrame) -> pl.DataFrame:
    """What came second and third: employee_id, place_number, post_id, place (in words), gain, behind (in words)."""
    own = told.moves.select("employee_id", pl.col("from_post_id").alias("post_id"), pl.lit(value=True).alias("own"))
    rows = (
        told.alternatives.rename({"place": "place_number"})
        .join(names, on="post_id", how="left", validate="m:1", maintain_order="left")
        .join(own.drop_nulls("post_id"), on=["employee_id", "post_id"], how="left", validate="1:1",
              maintain_order="left")
    )  # fmt: skip
    at_home = pl.when("own").then(pl.format("Tetap di {}", "place")).otherwise("place")
    return rows.select("employee_id", "place_number", "post_id", at_home.alias("place"), "gain", _behind())


def _behind() -> pl.Expr:
    """How far behind at least: prices bound what a plan with that seat would lose, level by level."""
    gain = pl.col("behind_gain")
    return (
        pl.when(pl.col("behind_shortage").is_null())
        .then(pl.lit("tidak dapat dibandingkan: batas rencana yang menentukan"))
        .when(pl.col("behind_shortage") > 0)
        .then(pl.lit("dengan itu kekurangan bertambah"))
        .when(gain > 0)
        .then(
            pl.format("dengan itu nilai sekurangnya {} poin lebih rendah, atau kekurangan bertambah", wholes(gain, _ID))
        )
        .otherwise(pl.lit("dengan itu tidak ada susunan yang lebih baik"))
        .alias("behind")
    )


def _need() -> pl.Expr:
    return pl.format(
        "perlu {}, terisi {} → {}, kurang {} → {}", "need_to",
        "filled_before_to", "filled_after_to",
        "shortage_before_to", "shortage_after_to",
    )  # fmt: skip


def _brings() -> pl.Expr:
    """Only what is known; a competency that was never assessed is not one that is lacking."""
    asked, met, unknown = (pl.col(f"competencies_{name}") for name in ("asked", "met", "unknown"))
    experience = pl.when(pl.col("experience_months") > 0).then(
        pl.format("pengalaman di bidang ini {}", spans(pl.col("experience_months"), _ID))
    )
    subject = pl.when("certified_subject").then(pl.lit("sertifikat pendidik mata pelajaran ini"))
    certificates = pl.when(pl.col("certificates_asked") > 0).then(
        pl.format("{} dari {} sertifikat yang diminta", pl.col("certificates").list.len(), "certificates_asked")
    )
    unseen = pl.when(unknown > 0).then(pl.format(", {} belum dinilai", unknown)).otherwise(pl.lit(""))
    competencies = (
        pl.when(unknown.eq(asked) & (asked > 0))
        .then(pl.format("{} kompetensi yang diminta belum dinilai", asked))
        .when(asked > 0)
        .then(pl.format("{} dari {} kompetensi terpenuhi{}", met, asked, unseen))
    )
    said = pl.concat_str(experience, subject, certificates, competencies, separator="; ", ignore_nulls=True)
    return pl.when(said != "").then(said)


def _points() -> pl.Expr:
    """Every part that is not zero, and the sum."""
    parts = [
        pl.when(pl.col(f"part_{part}") != 0).then(
            pl.format("{} {}", pl.lit(PART_LABELS[part]), signed_text(f"part_{part}"))
        )
        for part in PARTS
    ]  # fmt: skip
    said = pl.concat_str(parts, separator=" · ", ignore_nulls=True)
    return pl.when(said != "").then(pl.format("{} = {}", said, signed_text("gain"))).otherwise(pl.lit("0"))


def signed_text(column: str) -> pl.Expr:
    """A column of whole numbers as text with its sign, zero without one.

    >>> pl.DataFrame({"a": [3, -1200, 0]}).select(signed_text("a"))["a"].to_list()
    ['+3', '−1.200', '0']
    """
    value = pl.col(column)
    sign = pl.when(value > 0).then(pl.lit("+")).when(value < 0).then(pl.lit("−")).otherwise(pl.lit(""))
    return pl.concat_str(sign, wholes(value.abs(), _ID)).alias(column)


def _chain() -> pl.Expr:
    closes = (
        pl.when(pl.col("chain_closes") > 0)
        .then(pl.format("menutup {} kekurangan", "chain_closes"))
        .when(pl.col("chain_saved") > 0)
        .then(pl.lit("memindahkan kekurangan ke tempat yang lebih ringan"))
        .otherwise(pl.lit("jumlah kekurangan tetap, nilai penempatan membaik"))
    )
    start = pl.when(pl.col("chain_from").is_not_null()).then(pl.format("dari {} ", "chain_from")).otherwise(pl.lit(""))
    end = pl.when(pl.col("chain_to").is_not_null()).then(pl.format("sampai {}", "chain_to")).otherwise(pl.lit(""))
    people = pl.format("{} orang", "chain_size")
    return (
        pl.when(pl.col("chain_size") == 1)
        .then(pl.format("sendiri; {}", closes))
        .when("chain_ring")
        .then(pl.format("{} bertukar tempat; {}", people, closes))
        .otherwise(pl.format("{}, {}{}; {}", people, start, end, closes))
    )


def _rivals() -> pl.Expr:
    """How many others, and how far the next of them is behind; never who."""
    count, short, gain = pl.col("rivals"), pl.col("next_behind_shortage"), pl.col("next_behind_gain")
    near = (
        pl.when(short.is_null())
        .then(pl.lit("batas rencana yang menentukan di antara mereka"))
        .when(short > 0)
        .then(pl.lit("bila yang terdekat dipilih, kekurangan lebih berat"))
        .when(gain > 0)
        .then(pl.format("yang terdekat sekurangnya {} poin lebih rendah", wholes(gain, _ID)))
        .otherwise(pl.lit("dengan mereka tidak ada susunan yang lebih baik"))
    )
    return (
        pl.when(count > 0)
        .then(pl.format("{} lainnya boleh mengisi kursi ini; {}", wholes(count, _ID), near))
        .when(count == 0)
        .then(pl.lit("tidak ada lagi yang boleh mengisi kursi ini"))
    )

"""The nine talent boxes, IP-ASN of offices, and who could follow in leading posts."""

from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from penata.law.values import value
from penata.merit.ip_asn import DIMENSIONS, ip_asn_of_places
from penata.vocabulary import Employment
from penata_web.planning.frames.choices import succession_table
from penata_web.planning.frames.grounds import Ground

ASN: Final = [Employment.PNS.value, Employment.CPNS.value, Employment.PPPK.value]
NO_BOX: Final = "tanpa"
"""The address's word for people without a box."""


@dataclass(frozen=True, slots=True)
class Box:
    """One of the nine boxes: its number, how many people stand in it, and what is advised for them."""

    number: int
    people: int
    advice: str
    in_pool: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """The boxes as rows from high to low performance, how many have one, and what the others lack."""

    rows: tuple[tuple[int, tuple[Box, ...]], ...]
    boxed: int
    total: int
    missing: dict[str, int]
    sources: dict[str, int]


def people(ground: Ground) -> pl.DataFrame:
    """Civil servants with their box: employee_id, name, job, unit, office, box, year, source, axes, missing."""
    return ground.kept(("talent",), lambda: _people(ground))


def _people(ground: Ground) -> pl.DataFrame:
    persons = ground.facts.persons.filter(pl.col("employment").is_in(ASN) & pl.col("counted")).select(
        "person", "name", "job", "unit", "office", "rank"
    )
    found = ground.boxes.join(persons, on="person", how="inner", validate="1:1", maintain_order="left")
    return found.with_columns(
        pl.col("box").cast(pl.String).fill_null(NO_BOX).alias("box_text"),
        pl.col("missing").list.join(" "),
        pl.concat_str(["job", "unit"], separator=", ", ignore_nulls=True).alias("place"),
    ).drop("person")


def grid(ground: Ground, office: str) -> Grid:
    """The nine boxes of the agency, or of one office."""
    rows = people(ground)
    if office:
        rows = rows.filter(pl.col("office") == office)
    on = ground.facts.effective_date
    numbers: dict[str, int] = value("talent.boxes", on)
    advice = {int(number): words for number, words in value("talent.recommendations", on).items()}
    pool = set(value("talent.pool", on))
    counts: dict[int, int] = dict(rows.drop_nulls("box").group_by("box").len().iter_rows())
    lines = tuple(
        (performance, tuple(
            Box(number, counts.get(number, 0), advice[number], number in pool)
            for number in (numbers[f"{performance},{potential}"] for potential in (1, 2, 3))
        ))
        for performance in (3, 2, 1)
    )  # fmt: skip
    without = rows.filter(pl.col("box").is_null())
    missing = {
        axis: without.filter(pl.col("missing").str.contains(axis)).height for axis in ("performance", "potential")
    }
    sources: dict[str, int] = dict(rows.drop_nulls("source").group_by("source").len().iter_rows())
    return Grid(lines, sum(counts.values()), rows.height, missing, sources)


def offices(ground: Ground) -> list[str]:
    """Offices with civil servants, by name."""
    return people(ground)["office"].drop_nulls().unique().sort().to_list()


def index_of_offices(ground: Ground) -> pl.DataFrame:
    """IP-ASN of each office: means over its people, the least and the most that the index can be."""

    def told() -> pl.DataFrame:
        names = ground.facts.posts.select("office_id", "office").unique("office_id", maintain_order=True)
        found = ip_asn_of_places(ground.facts, ground.index, "office_id")
        return found.join(names, on="office_id", how="left", validate="m:1", maintain_order="left")

    return ground.kept(("index",), told)


def index_of_agency(ground: Ground) -> dict[str, Any] | None:
    """IP-ASN of all civil servants together; None where there are none."""
    rows = ip_asn_of_places(ground.facts, ground.index, "agency_id").to_dicts()
    return rows[0] if rows else None


def most_points(ground: Ground) -> dict[str, float]:
    """The most points that each dimension of IP-ASN gives."""
    weights: dict[str, float] = value("ip_asn.weights", ground.facts.effective_date)
    return {name: float(weights[name]) for name in DIMENSIONS}


def succession(ground: Ground) -> pl.DataFrame:
    """Every leading post with when its holder leaves (``when``: NOW, YEAR, TWO, LATER) and who could follow."""
    months = pl.col("months")
    when = (
        pl.when(pl.col("holder").is_null()).then(pl.lit("NOW")).when(months <= 0).then(pl.lit("NOW"))
        .when(months <= 12).then(pl.lit("YEAR")).when(months <= 24).then(pl.lit("TWO")).otherwise(pl.lit("LATER"))
    )  # fmt: skip
    return succession_table(ground).with_columns(when.alias("when"))

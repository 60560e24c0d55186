"""Frames of need as the pages show them: posts with a gap, places on the map, units by job family."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from penata.needs import GRADE_WORDS
from penata.vocabulary import label
from penata_web.needs.enums import Direction
from penata_web.needs.frames.readings import Seen

ROWS: Final = {"opd": ("office_id", "office"), "kecamatan": ("district_id", "district"), "unit": ("unit_id", "unit")}
"""Ways to cut the heat table, with the columns that name a row."""


def field_names(posts: pl.DataFrame) -> dict[str, str]:
    """Ladders and job families as people call them: what the names of their jobs begin with, else the code in words."""
    jobs: dict[str, list[list[str]]] = {}
    for field, job in posts.select("field", "job").drop_nulls().unique().sort("field", "job").iter_rows():
        jobs.setdefault(field, []).append(job.split())
    return {field: _shared(names) or in_words(field) for field, names in jobs.items()}


def in_words(code: str) -> str:
    """A code as words, where nothing better is known."""
    known = label(code)
    return known if known != code else code.replace("_", " ").capitalize()


def _shared(names: list[list[str]]) -> str:
    first = []
    for words in zip(*names, strict=False):
        if len(set(words)) > 1 or words[0] in {"Ahli", "Terampil", "Mahir", "Penyelia", "Pemula"}:
            break
        first.append(words[0])
    return " ".join(first)


def gaps(seen: Seen, direction: Direction, unit_id: str = "") -> pl.DataFrame:
    """Posts of a direction, with ``share`` of the need that is short and the grade of EJ in words."""
    wanted = {
        Direction.SHORT: pl.col("shortage") > 0,
        Direction.OVER: pl.col("surplus") > 0,
        Direction.WITHOUT: pl.col("need").is_null(),
        Direction.ALL: pl.lit(value=True),
    }[direction]
    rows = seen.posts.filter(wanted)
    if unit_id:
        rows = rows.filter(pl.col("unit_id") == unit_id)
    names = pl.col("field").replace_strict(field_names(seen.facts.posts), default=None, return_dtype=pl.String)
    return rows.with_columns(
        (pl.col("shortage") / pl.col("need")).alias("share"),
        names.alias("field_name"),
        pl.concat_str("job", "subject", separator=", ", ignore_nulls=True).alias("what"),
        pl.col("grade").replace_strict(GRADE_WORDS, default=None, return_dtype=pl.String).alias("load"),
    )


def worst_units(seen: Seen, *, relative: bool, least_need: int, most: int) -> list[dict[str, object]]:
    """Units by people short, or by the share of their need that is short."""
    units = seen.overview.units.filter((pl.col("shortage") > 0) & (pl.col("need") >= (least_need if relative else 0)))
    units = units.with_columns((pl.col("shortage") / pl.col("need")).alias("share"))
    by = ("share", "shortage") if relative else ("shortage", "share")
    return units.sort(*by, "unit_id", descending=[True, True, False]).head(most).to_dicts()


@dataclass(frozen=True, slots=True)
class Heat:
    """Gap by place and job family. ``rows``: key, name, need, gap, and ``g_…`` and ``n_…`` (gap, need) a family."""

    rows: pl.DataFrame
    fields: tuple[str, ...]
    """Families by what is short and over there, the largest first."""


def heat(seen: Seen, by: str, *, office_id: str = "", most: int | None = None) -> Heat:
    """The heat table: places by job family, all posts with a need; those without a place come last."""
    key, name = ROWS[by]
    posts = seen.overview.posts.filter(pl.col("need").is_not_null() & pl.col("field").is_not_null())
    if office_id:
        posts = posts.filter(pl.col("office_id") == office_id)
    weight = pl.col("shortage").sum() + pl.col("surplus").sum()
    fields = posts.group_by("field").agg(weight.alias("w"), pl.col("need").sum()).sort(
        "w", "need", "field", descending=[True, True, False]
    )["field"].to_list()[:most]  # fmt: skip
    by_field = [
        expression.filter(pl.col("field") == field).sum().alias(f"{mark}_{field}")
        for field in fields
        for mark, expression in (("g", pl.col("gap")), ("n", pl.col("need")), ("f", pl.col("filled")))
    ]
    there = [(pl.col("field") == field).any().alias(f"t_{field}") for field in fields]
    rows = posts.group_by(key).agg(
        pl.col(name).first().alias("name"), pl.col("need").sum(), pl.col("gap").sum(), pl.col("shortage").sum(),
        pl.col("surplus").sum(), *by_field, *there,
    ).with_columns(
        pl.when(pl.col(f"t_{field}")).then(pl.col(f"g_{field}")).alias(f"g_{field}") for field in fields
    ).rename({key: "key"}).sort("shortage", "key", descending=[True, False], nulls_last=True)  # fmt: skip
    return Heat(rows, tuple(fields))


MOST_PLACES: Final = 300
"""More points than this nobody can tell apart: then a map shows districts."""


def places(seen: Seen) -> pl.DataFrame:
    """Places that have coordinates, a unit's own or its district's, with everything that stands there.

    Columns: lat, lon, units, unit_id, unit, district_id, district, need, filled, gap, shortage, surplus; sorted by gap.
    """
    return _placed(seen, "lat", "lon").sort("gap", "lat", "lon")


def points(seen: Seen) -> pl.DataFrame:
    """The places as a map can show them: where there are very many, one a district, in the middle of its units."""
    found = places(seen)
    if found.height <= MOST_PLACES:
        return found
    return _placed(seen, "district_id").sort("gap", "district_id", nulls_last=True)


def _placed(seen: Seen, *keys: str) -> pl.DataFrame:
    posts = seen.posts.filter(pl.col("lat").is_not_null() & pl.col("lon").is_not_null() & pl.col("need").is_not_null())
    names = [name for name in ("unit_id", "unit", "district_id", "district") if name not in keys]
    middle = [pl.col(name).mean() for name in ("lat", "lon") if name not in keys]
    return posts.group_by(keys).agg(
        pl.col("unit_id").n_unique().alias("units"), pl.col(names).first(), *middle,
        pl.col("need", "filled", "gap", "shortage", "surplus").sum(),
    )  # fmt: skip


def without_place(seen: Seen) -> int:
    """How many units have no coordinates, nor their district."""
    return int(seen.posts.filter(pl.col("lat").is_null() | pl.col("lon").is_null())["unit_id"].n_unique())

"""Units and jobs of different files made one: by id where files share ids, else by name; what does not match is listed.

A part that names a table in ``by_name`` has ids of its own. Its units take the id of the one unit with the same
name in a more believed file (the unit above decides between namesakes); its jobs take the id of the job of that
name in the same unit, else of the one job of that name, else of the one job of that ladder and level.
"""

import difflib
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import polars as pl

from penata.intake.issues import Issue, Issues
from penata.intake.joining.gather import Part
from penata.intake.joining.people_by_name import update_people
from penata.intake.reader import name_key, post_id_of, structural_job_id
from penata.intake.text.grid import ROW
from penata.intake.typed import FILE, SHEET
from penata.tables import TABLES
from penata.vocabulary import LEADING, Severity

_MOST_SUGGESTIONS: Final = 50


def on_common_ids(part: Part, known: Mapping[str, pl.DataFrame], issues: Issues) -> Part:
    """The part with its units and jobs under the ids that ``known`` (the more believed rows) uses for them.

    Rows of a unit whose name several known units bear are refused; a unit or job of an unknown name is new.
    """
    tables = dict(part.tables)
    if "units" in part.by_name and "units" in tables and _has(known, "units"):
        tables = _with_units(tables, known["units"], issues)
    if "jobs" in part.by_name and "jobs" in tables and _has(known, "jobs"):
        tables = _with_jobs(tables, known, issues)
    if "districts" in part.by_name and "districts" in tables and _has(known, "districts"):
        tables = _with_districts(tables, known["districts"])
    if "employees" in part.by_name and "employees" in tables:
        tables = update_people(tables, known, issues)
    return replace(part, tables=tables)


def _has(known: Mapping[str, pl.DataFrame], name: str) -> bool:
    return name in known and known[name].height > 0


def _with_units(tables: dict[str, pl.DataFrame], known: pl.DataFrame, issues: Issues) -> dict[str, pl.DataFrame]:
    mine = _keyed_units(tables["units"])
    theirs = _keyed_units(known).group_by("key").agg(pl.col("unit_id").alias("ids"))
    found = mine.join(theirs, on="key", how="left", validate="m:1", maintain_order="left")
    alone = pl.len().over("key") == 1
    one = pl.when((pl.col("ids").list.len() == 1) & alone).then(pl.col("ids").list.first())
    found = found.with_columns(one.alias("to")).join(
        _by_name_and_above(mine, _keyed_units(known)), on="unit_id", how="left", validate="1:1", maintain_order="left"
    ).with_columns(pl.coalesce("to", "to_above").alias("to"))  # fmt: skip
    many = found.filter(pl.col("to").is_null() & pl.col("ids").is_not_null())
    message = many.select(
        pl.when(pl.col("ids").list.len() > 1)
        .then(pl.format("nama unit ini dipakai oleh {} unit", pl.col("ids").list.len()))
        .otherwise(pl.lit("beberapa unit di berkas ini bernama sama"))
    ).to_series()
    refused = _refuse_units(tables, many["unit_id"], message, issues)
    new = found.filter(pl.col("to").is_null() & pl.col("ids").is_null())
    _list_unmatched(new, known["name"], "unit", issues)
    ids = {mine: to for mine, to in found.select("unit_id", "to").iter_rows() if to is not None}
    return _renamed(refused, "units", ids)


def _with_districts(tables: dict[str, pl.DataFrame], known: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Districts under the known id of the one district of that name; others are new."""
    theirs = known.group_by(name_key(pl.col("name")).alias("key")).agg(pl.col("district_id").unique().alias("ids"))
    one = theirs.filter(pl.col("ids").list.len() == 1).select("key", pl.col("ids").list.first().alias("to"))
    mine = tables["districts"].select("district_id", name_key(pl.col("name")).alias("key"))
    return _renamed(tables, "districts", dict(mine.join(one, on="key", how="inner").select("district_id", "to").rows()))


def _keyed_units(units: pl.DataFrame) -> pl.DataFrame:
    """unit_id, name, place, key of the name and key of the name above (null where unknown)."""
    has_parent = "parent_id" in units.columns
    named = units.select(
        "unit_id", "name", FILE, SHEET, ROW, name_key(pl.col("name")).alias("key"),
        (pl.col("parent_id") if has_parent else pl.lit(None, dtype=pl.String)).alias("parent_id"),
    )  # fmt: skip
    above = named.select(pl.col("unit_id").alias("parent_id"), pl.col("key").alias("above")).unique("parent_id")
    return named.join(above, on="parent_id", how="left", validate="m:1", maintain_order="left")


def _by_name_and_above(mine: pl.DataFrame, theirs: pl.DataFrame) -> pl.DataFrame:
    """unit_id, to_above: namesakes told apart by the name of the unit above, where exactly one fits."""
    pairs = theirs.filter(pl.col("above").is_not_null()).group_by("key", "above").agg(pl.col("unit_id").alias("ids"))
    one = pairs.filter(pl.col("ids").list.len() == 1).select(
        "key", "above", pl.col("ids").list.first().alias("to_above")
    )
    return mine.join(one, on=["key", "above"], how="left", validate="m:1").select("unit_id", "to_above")


def _refuse_units(
    tables: dict[str, pl.DataFrame], units: pl.Series, message: pl.Series, issues: Issues
) -> dict[str, pl.DataFrame]:
    """Without the units that cannot be told apart, and without every row that names one of them."""
    if not len(units):
        return tables
    names = tables["units"].select("unit_id", pl.col("name").alias("unit_name")).unique("unit_id")
    why = pl.DataFrame({"unit_id": units, "why": message}).join(names, on="unit_id", how="left", validate="1:1")
    kept = {}
    for name, frame in tables.items():
        if "unit_id" not in frame.columns:
            kept[name] = frame
            continue
        bad = frame.join(why, on="unit_id", how="inner", validate="m:1", maintain_order="left")
        issues.add_rows(
            bad[ROW], bad["unit_name"], file=bad[FILE], sheet=bad[SHEET], column="unit",
            message=bad["why"], remedy="beri nama unit atasannya, atau ID unit seperti di ekspor SIASN",
        )  # fmt: skip
        kept[name] = frame.join(why, on="unit_id", how="anti", maintain_order="left")
    return kept


def _with_jobs(
    tables: dict[str, pl.DataFrame], known: Mapping[str, pl.DataFrame], issues: Issues
) -> dict[str, pl.DataFrame]:
    jobs = _keyed_jobs(tables["jobs"])
    theirs = _keyed_jobs(known["jobs"])
    by_key = theirs.group_by("key").agg(pl.col("job_id").alias("ids"))
    by_level = theirs.filter(pl.col("ladder").is_not_null() & pl.col("level").is_not_null()).group_by(
        "ladder", "level").agg(pl.col("job_id").alias("level_ids"))  # fmt: skip
    found = jobs.join(by_key, on="key", how="left", validate="m:1", maintain_order="left").join(
        by_level, on=["ladder", "level"], how="left", validate="m:1", maintain_order="left")  # fmt: skip
    one = [pl.when(pl.col(n).list.len() == 1).then(pl.col(n).list.first()) for n in ("ids", "level_ids")]
    found = found.with_columns(pl.coalesce(one).alias("to"))
    ladders = theirs.select("ladder").drop_nulls().unique().with_columns(pl.lit(value=True).alias("climbs"))
    new = found.filter(pl.col("to").is_null() & pl.col("ids").is_null()).join(ladders, on="ladder", how="left")
    whole_ladder = pl.col("level").is_null() & pl.col("climbs").fill_null(value=False)
    new = new.filter(~whole_ladder)
    leading = pl.col("category").is_in([str(c) for c in LEADING]).fill_null(value=False)
    _list_unmatched(new.filter(~leading), known["jobs"]["name"], "jabatan", issues)
    if "posts" not in tables:
        return _renamed(
            tables, "jobs", dict(found.filter(pl.col("to").is_not_null()).select("job_id", "to").iter_rows())
        )
    return _seat_by_seat(tables, found, known)


def _keyed_jobs(jobs: pl.DataFrame) -> pl.DataFrame:
    absent = [pl.lit(None, dtype=pl.String).alias(n) for n in ("category", "ladder", "level") if n not in jobs.columns]
    full = jobs.with_columns(absent)
    return full.select(
        "job_id", "name", FILE, SHEET, ROW, "category", "ladder", "level", name_key(pl.col("name")).alias("key")
    )


def _seat_by_seat(
    tables: dict[str, pl.DataFrame], jobs: pl.DataFrame, known: Mapping[str, pl.DataFrame]
) -> dict[str, pl.DataFrame]:
    """Posts take the known job of that name in the same unit before the one that the name alone tells.

    A structural seat that nobody holds is the head's seat of its unit.
    """
    there = _posts_by_name(known)
    named = jobs.select("job_id", "key", "category", "to")
    posts = tables["posts"].join(named, on="job_id", how="left", validate="m:1", maintain_order="left")
    posts = posts.join(there, on=["unit_id", "key"], how="left", validate="m:1", maintain_order="left")
    leading = pl.col("category").is_in([str(c) for c in LEADING]).fill_null(value=False)
    head = pl.when(leading).then(structural_job_id(pl.col("unit_id")))
    posts = posts.with_columns(pl.coalesce("there", "to", head, "job_id").alias("new"))
    pairs = posts.select("job_id", "new").unique()
    rest = jobs.select("job_id", pl.coalesce("to", "job_id").alias("new")).join(pairs, on="job_id", how="anti")
    pairs = pl.concat([pairs, rest]).sort("job_id", "new")
    mine = tables["jobs"].join(pairs, on="job_id", how="inner").with_columns(pl.col("new").alias("job_id")).drop("new")
    subject = pl.col("subject") if "subject" in posts.columns else pl.lit(None, dtype=pl.String)
    renamed = posts.with_columns(
        pl.col("post_id").alias("old_post"), post_id_of(pl.col("unit_id"), pl.col("new"), subject).alias("post_id"),
        pl.col("new").alias("job_id"),
    )  # fmt: skip
    ids = dict(renamed.select("old_post", "post_id").iter_rows())
    single = pairs.group_by("job_id").agg(pl.col("new").min())
    others = {n: f for n, f in tables.items() if n not in ("posts", "jobs")}
    others = _replaced(others, "posts", ids)
    others = _replaced(others, "jobs", dict(single.iter_rows()))
    return {**others, "jobs": mine, "posts": renamed.select(tables["posts"].columns)}


def _posts_by_name(known: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """unit_id, key, there: the job of each name in each unit, where it is the only one."""
    if not _has(known, "posts"):
        return pl.DataFrame(schema={"unit_id": pl.String, "key": pl.String, "there": pl.String})
    names = known["jobs"].select("job_id", name_key(pl.col("name")).alias("key")).unique("job_id")
    held = known["posts"].join(names, on="job_id", how="left", validate="m:1").filter(pl.col("key").is_not_null())
    counted = held.group_by("unit_id", "key").agg(pl.col("job_id").unique().alias("ids"))
    return counted.filter(pl.col("ids").list.len() == 1).select(
        "unit_id", "key", pl.col("ids").list.first().alias("there")
    )


def _renamed(tables: Mapping[str, pl.DataFrame], table: str, ids: Mapping[str, str]) -> dict[str, pl.DataFrame]:
    """The rows of ``table`` under new ids, every reference to them, and the derived ids of posts."""
    if not ids:
        return dict(tables)
    key = TABLES[table].unique[0]
    own = {**tables, table: tables[table].with_columns(pl.col(key).replace(ids))}
    moved = _replaced(own, table, ids)
    if "posts" not in moved:
        return moved
    before, after = tables["posts"], moved["posts"]
    subject = pl.col("subject") if "subject" in after.columns else pl.lit(None, dtype=pl.String)
    derived = before.select(post_id_of(pl.col("unit_id"), pl.col("job_id"), subject)).to_series() == before["post_id"]
    fresh = after.select(post_id_of(pl.col("unit_id"), pl.col("job_id"), subject)).to_series()
    posts = after.with_columns(pl.when(derived).then(fresh).otherwise(before["post_id"]).alias("post_id"))
    post_ids = dict(zip(before["post_id"], posts["post_id"], strict=True))
    rest = _replaced({n: f for n, f in moved.items() if n != "posts"}, "posts", post_ids)
    return {**rest, "posts": posts}


def _replaced(tables: Mapping[str, pl.DataFrame], table: str, ids: Mapping[str, str]) -> dict[str, pl.DataFrame]:
    """Every reference to ``table`` under the new ids."""
    done = {}
    for name, frame in tables.items():
        columns = [c.name for c in TABLES[name].columns if c.refers.split(".")[0] == table and c.name in frame.columns]
        done[name] = frame.with_columns(pl.col(columns).replace(dict(ids))) if columns and ids else frame
    return done


def _list_unmatched(new: pl.DataFrame, names: pl.Series, what: str, issues: Issues) -> None:
    """A warning for every name that no other file has, with the nearest known name where one is near."""
    known = names.drop_nulls().unique().sort().to_list()
    for row in new.sort("name").iter_rows(named=True) if new.height <= _MOST_SUGGESTIONS else ():
        near = difflib.get_close_matches(row["name"], known, n=1, cutoff=0.85)
        remedy = f"bila maksudnya “{near[0]}”, samakan namanya" if near else "samakan nama bila seharusnya sudah ada"
        message = f"{what} ini tidak ada di berkas lain; dicatat sebagai {what} baru"
        issues.add(Issue(row[FILE], message, remedy, Severity.WARNING, row[SHEET], row[ROW], what, row["name"]))
    if new.height > _MOST_SUGGESTIONS:
        issues.add_rows(
            new[ROW], new["name"], file=new[FILE], sheet=new[SHEET], column=what, severity=Severity.WARNING,
            message=f"{what} ini tidak ada di berkas lain; dicatat sebagai {what} baru",
            remedy="samakan nama bila seharusnya sudah ada",
        )  # fmt: skip

"""The difference between two plans: people, posts, figures, differing inputs; on demand, which of these did it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Final

import polars as pl

from penata.planning import NoPlanError, worked_out
from penata.policy import Policy
from penata.tables import TABLES, Dataset


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """A plan as it was written: the dataset and policy it came from, its tables, and its result.json."""

    dataset: Dataset
    policy: Policy
    tables: Mapping[str, pl.DataFrame]
    result: Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """What two plans differ in.

    ``people``: employee_id, post_a, post_b, kind (ONLY_A: moves only in A; ONLY_B; ELSEWHERE: moves in both, to other
    posts; OWN_SEAT: the present seat itself differs between the datasets). ``posts``: post_id, need_a, need_b,
    filled_after_a, filled_after_b, shortage_after_a, shortage_after_b. ``figures``: figure, a, b. ``inputs``: what
    (POLICY, RULE, VERSION, TABLE), name, key, a, b: every input that differs, of tables one row for each changed cell,
    and for each row that only one of them has (then ``name`` is the table alone). Sensitive cells are told without
    whose they are and their values.
    """

    people: pl.DataFrame
    posts: pl.DataFrame
    figures: pl.DataFrame
    inputs: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Cause:
    """One input of B put into A: how many people then sit elsewhere than in A, and how many of those as in B."""

    what: str
    name: str
    people: int | None
    as_in_b: int | None


def difference(a: Written, b: Written) -> Difference:
    """Compare two plans of the same or of different datasets, as they were written."""
    return Difference(_people(a, b), _posts(a, b), _figures(a, b), _inputs(a, b))


def causes(a: Written, b: Written, found: Difference) -> list[Cause]:
    """Each differing policy key and table of B put alone into A, planned again, largest effect first.

    Effects need not add up: two inputs may matter only together; a decision about somebody or a post that the mixed
    dataset does not have is left out. ``people`` is None where no plan exists.
    """
    before = _places(a)
    after = _places(b)
    done = []
    for what, name in found.inputs.filter(pl.col("what").is_in(["POLICY", "TABLE"])).select(
        "what", pl.col("name").str.split(".").list.first()
    ).unique(maintain_order=True).iter_rows():  # fmt: skip
        dataset, policy = a.dataset, a.policy
        if what == "TABLE":
            dataset = _with_table(dataset, name, b.dataset[name])
        else:
            policy = replace(policy, **{name: getattr(b.policy, name)})
        try:
            seats = _seats(dataset, policy)
        except NoPlanError:
            done.append(Cause(what, name, None, None))
            continue
        both = before.join(seats, on="employee_id", how="full", coalesce=True, validate="1:1", suffix="_new").join(
            after, on="employee_id", how="left", validate="1:1", suffix="_b"
        )
        other = both.filter(pl.col("post_id").ne_missing(pl.col("post_id_new")))
        as_b = other.filter(pl.col("post_id_new").eq_missing(pl.col("post_id_b"))).height
        done.append(Cause(what, name, other.height, as_b))
    return sorted(done, key=lambda cause: (-(cause.people or 0), cause.what, cause.name))


def _with_table(dataset: Dataset, name: str, table: pl.DataFrame) -> Dataset:
    """The dataset with this table, and those decisions that speak of its people and posts."""
    mixed = dataset.replace(**{name: table})
    known = pl.col("employee_id").is_in(mixed["employees"]["employee_id"].implode())
    named = pl.col("post_id").is_null() | pl.col("post_id").is_in(mixed["posts"]["post_id"].implode())
    return mixed.replace(decisions=mixed["decisions"].filter(known & named))


def _seats(dataset: Dataset, policy: Policy) -> pl.DataFrame:
    """employee_id, post_id of everyone under the best plan."""
    work = worked_out(dataset, policy)
    problem, held = work.problem, work.solution.chosen
    rows = [None if pair < 0 else int(problem.posts[problem.post[pair]]) for pair in held.tolist()]
    posts = work.facts.posts.select(pl.col("post").alias("to"), pl.col("post_id").alias("to_id"))
    moved = pl.DataFrame(
        {"person": pl.Series(problem.persons, dtype=pl.UInt32), "to": pl.Series(rows, dtype=pl.UInt32)}
    ).join(posts, on="to", how="left", validate="m:1")
    everyone = work.facts.persons.select("person", "employee_id", "post_id")
    seats = everyone.join(moved, on="person", how="left", validate="1:1", maintain_order="left")
    return seats.select("employee_id", pl.coalesce("to_id", "post_id").alias("post_id")).drop_nulls()


def _places(plan: Written) -> pl.DataFrame:
    return plan.tables["assignments"].select("employee_id", "post_id").drop_nulls().sort("employee_id")


def _people(a: Written, b: Written) -> pl.DataFrame:
    sides = [
        _places(plan).join(
            plan.dataset["employees"].select("employee_id", pl.col("post_id").alias("own")), on="employee_id",
            how="full", coalesce=True, validate="1:1",
        )
        for plan in (a, b)
    ]  # fmt: skip
    both = sides[0].join(sides[1], on="employee_id", how="full", coalesce=True, validate="1:1", suffix="_b")
    moves_a, moves_b = (
        pl.col(f"post_id{end}").ne_missing(pl.col(f"own{end}")) & pl.col(f"post_id{end}").is_not_null()
        for end in ("", "_b")
    )
    kind = (
        pl.when(moves_a & ~moves_b).then(pl.lit("ONLY_A"))
        .when(moves_b & ~moves_a).then(pl.lit("ONLY_B"))
        .when(moves_a & moves_b).then(pl.lit("ELSEWHERE"))
        .otherwise(pl.lit("OWN_SEAT"))
    )  # fmt: skip
    return both.filter(pl.col("post_id").ne_missing(pl.col("post_id_b"))).select(
        "employee_id", pl.col("own").alias("own_a"), pl.col("own_b"), pl.col("post_id").alias("post_a"),
        pl.col("post_id_b").alias("post_b"), kind.alias("kind"),
    ).sort("employee_id")  # fmt: skip


_OF_POST: Final = ("need", "filled_after", "shortage_after")


def _posts(a: Written, b: Written) -> pl.DataFrame:
    """Posts whose need, filling or shortage is not the same in both; empty where a folder has no posts table."""
    none = pl.DataFrame(schema={"post_id": pl.String(), **dict.fromkeys(_OF_POST, pl.Int64())})
    frames = [plan.tables.get("posts", none).select("post_id", *_OF_POST) for plan in (a, b)]
    both = frames[0].join(frames[1], on="post_id", how="full", coalesce=True, validate="1:1", suffix="_b")
    differs = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_b")) for name in _OF_POST)
    columns = [pair for name in _OF_POST for pair in (pl.col(name).alias(f"{name}_a"), pl.col(f"{name}_b"))]
    return both.filter(differs).select("post_id", *columns).sort("post_id")


def _figures(a: Written, b: Written) -> pl.DataFrame:
    """Every number of ``objective``, ``after`` and ``counts`` of result.json, of both."""
    rows = []
    for section in ("objective", "before", "after", "counts"):
        one, other = (plan.result.get(section) or {} for plan in (a, b))
        rows += [
            (f"{section}.{name}", _number(one.get(name)), _number(other.get(name)))
            for name in [*one, *(n for n in other if n not in one)]
            if one.get(name) != other.get(name)
        ]
    return pl.DataFrame(rows, {"figure": pl.String, "a": pl.Float64, "b": pl.Float64}, orient="row")


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None


def _inputs(a: Written, b: Written) -> pl.DataFrame:
    rows: list[tuple[str, str, str | None, str | None, str | None]] = [
        *_policies(a.policy, b.policy), *_rules(a.result, b.result), *_versions(a.result, b.result),
    ]  # fmt: skip
    for name in TABLES:
        rows += _cells(name, a.dataset[name], b.dataset[name])
    schema = dict.fromkeys(("what", "name", "key", "a", "b"), pl.String)
    return pl.DataFrame(rows, schema, orient="row")


_Row = tuple[str, str, str | None, str | None, str | None]


def _policies(a: Policy, b: Policy) -> list[_Row]:
    rows: list[_Row] = []
    for field in fields(Policy):
        one, other = _leaves(getattr(a, field.name)), _leaves(getattr(b, field.name))
        keys = [*one, *(key for key in other if key not in one)]
        rows += [("POLICY", field.name, key, one.get(key), other.get(key)) for key in keys
                 if one.get(key) != other.get(key)]  # fmt: skip
    return rows


def _leaves(value: Any, path: str | None = None) -> dict[str | None, str | None]:
    """The single settings of a part of the policy by dotted key, written as in policy.toml; None where not set."""
    if is_dataclass(value):
        value = {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Mapping):
        parts = ((str(key) if path is None else f"{path}.{key}", part) for key, part in value.items())
        return {key: text for name, part in parts for key, text in _leaves(part, name).items()}
    return {path: _setting(value)}


def _setting(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, frozenset):
        return ", ".join(sorted(map(str, value))) or None
    return ", ".join(map(str, value)) or None if isinstance(value, tuple | list) else str(value)


def _rules(a: Mapping[str, Any], b: Mapping[str, Any]) -> list[_Row]:
    """Rules that only one plan was checked against, and rules whose class or citation changed."""
    one, other = (
        {
            rule["id"]: f"{rule.get('class')}; {rule.get('citation')}"
            for rule in (r.get("rules") or {}).get("tallies", [])
        }
        for r in (a, b)
    )
    return [("RULE", rule, None, one.get(rule), other.get(rule)) for rule in sorted(one.keys() | other.keys())
            if one.get(rule) != other.get(rule)]  # fmt: skip


def _versions(a: Mapping[str, Any], b: Mapping[str, Any]) -> list[_Row]:
    one, other = a.get("versions") or {}, b.get("versions") or {}
    return [("VERSION", name, None, one.get(name), other.get(name)) for name in sorted(one.keys() | other.keys())
            if one.get(name) != other.get(name)]  # fmt: skip


def _cells(table: str, a: pl.DataFrame, b: pl.DataFrame) -> list[_Row]:
    """Cells of rows with one key that differ, and rows that only one dataset has.

    A table whose rows have no key of their own is compared by whole rows.
    """
    if a.equals(b):
        return []
    texts = [_as_text(frame) for frame in (a, b)]
    key = list(TABLES[table].unique) or list(texts[0].columns)
    one, other = texts
    if any(frame.select(pl.struct(key).is_duplicated().any()).item() for frame in texts if frame.height):
        key = list(one.columns)
    secret = {column.name for column in TABLES[table].columns if column.sensitive} - {"employee_id"}
    name = pl.concat_str([pl.col(k).fill_null("") for k in key], separator=" | ").alias("key")
    if secret & set(key):
        name = pl.lit(None, pl.String).alias("key")
    rows: list[_Row] = []
    for frame, rest, first in ((one, other, True), (other, one, False)):
        alone = frame.unique(maintain_order=True).join(rest, on=key, how="anti", nulls_equal=True).with_columns(name)
        rows += [("TABLE", table, k, "ada" if first else None, None if first else "ada") for k in alone["key"]]
    if len(key) == len(one.columns):
        return rows
    both = one.join(other, on=key, how="inner", nulls_equal=True, suffix="_b")
    for column in (c for c in one.columns if c not in key):
        changed = both.filter(pl.col(column).ne_missing(pl.col(f"{column}_b")))
        cells = changed.select(name, pl.col(column), pl.col(f"{column}_b"))
        known = column not in secret
        rows += [("TABLE", f"{table}.{column}", *(row if known else (None, None, None))) for row in cells.iter_rows()]
    return sorted(rows, key=lambda row: (row[1], row[2] or ""))


def _as_text(frame: pl.DataFrame) -> pl.DataFrame:
    lists = [name for name, dtype in frame.schema.items() if isinstance(dtype, pl.List)]
    joined = frame.with_columns(pl.col(name).cast(pl.List(pl.String)).list.join(";") for name in lists)
    return joined.select(pl.all().cast(pl.String))

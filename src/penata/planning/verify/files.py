"""The other files of a plan against its assignment: moves.csv, posts.csv, and the shape of prices.csv."""

from typing import Final

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from penata.planning.verify.ground import Ground, Ints, rows_of
from penata.planning.verify.placement import heads_of
from penata.planning.verify.seats import distances, grades_and_allowances
from penata.planning.verify.verdict import LEVELS, Code, Findings
from penata.tables import Dataset

_HALF_STEP_KM: Final = 0.05 + 1e-6  # distances are written to 0.1 km


def check_moves(
    ground: Ground, dataset: Dataset, moves: pl.DataFrame, after: Ints, chosen: pl.DataFrame, findings: Findings
) -> None:
    """Every mover once and nobody else, with every column as it must be.

    ``chosen``: person (everyone who moves), direction, gain, wish_rank, gates (rules left open), what the transfer is
    called, its route and papers, by person.
    """
    person = rows_of(moves["employee_id"], ground.person_ids)
    table = moves.with_columns(pl.Series("person", person))
    moved = set(chosen["person"].to_list())
    listed = person.tolist()
    findings.looked("baris perpindahan", moves.height)
    names = ground.person_ids
    findings.add(Code.MOVES_MISSING, "moves", ((names[i], "pindah", None) for i in sorted(moved - set(listed))),
                 "perpindahan tidak tercantum")  # fmt: skip
    invented = table.filter(~pl.col("person").is_in(sorted(moved)))
    findings.add(Code.MOVES_INVENTED, "moves", ((i, "tetap", "pindah") for i in invented["employee_id"]),
                 "tercantum pindah, padahal tetap")  # fmt: skip
    doubled = table.filter(pl.col("person").is_duplicated())["employee_id"].unique().sort()
    findings.add(Code.MOVES_DOUBLED, "moves", ((i, 1, "lebih dari 1") for i in doubled), "tercantum lebih dari sekali")
    table = table.unique("person", keep="first").join(chosen, on="person", how="inner", suffix="_true").sort("person")
    _columns(ground, dataset, table, after, findings)
    _chains(table, findings)


def check_posts(ground: Ground, posts: pl.DataFrame, after: Ints, findings: Findings) -> None:
    """Every post once, with its need, fillings and shortages before and after."""
    row = rows_of(posts["post_id"], ground.post_ids)
    findings.looked("baris formasi", posts.height)
    _shape(ground, posts, row, "posts", findings)
    missing = sorted(set(range(len(ground.need))) - set(row.tolist()))
    findings.add(Code.POSTS_MISSING, "posts", ((ground.post_name(j), "ada", None) for j in missing),
                 "formasi tidak tercantum")  # fmt: skip
    frozen, heads = ground.need < 0, heads_of(ground, after)
    known_need = pl.Series(~frozen)
    truth = {
        "need": _where(known_need, ground.need),
        "filled_before": pl.Series(ground.filled),
        "filled_after": pl.Series(heads),
        "filled_absent": pl.Series(ground.absent),
        "shortage_before": _where(known_need, np.maximum(ground.need - ground.filled, 0)),
        "shortage_after": _where(known_need, np.maximum(ground.need - heads, 0)),
    }
    known = posts.with_columns(pl.Series("row", row)).filter(pl.col("row") >= 0)
    for column, values in truth.items():
        _compare(known["post_id"], values[known["row"]], known[column], Code.POSTS_VALUE, "posts", column, findings)


def prices_of(ground: Ground, prices: pl.DataFrame, findings: Findings) -> Ints:
    """Prices by post (p, 4); a post that is not listed costs nothing."""
    row = rows_of(prices["post_id"], ground.post_ids)
    findings.looked("harga formasi", prices.height)
    _shape(ground, prices, row, "prices", findings)
    values = np.zeros((len(ground.need), len(LEVELS)), np.int64)
    for level, name in enumerate(LEVELS):
        values[row[row >= 0], level] = prices[name].cast(pl.Int64).fill_null(0).to_numpy()[row >= 0]
    return values


def _shape(ground: Ground, frame: pl.DataFrame, row: Ints, table: str, findings: Findings) -> None:
    unknown, doubled = (Code.POSTS_UNKNOWN, Code.POSTS_DOUBLED) if table == "posts" else (
        Code.PRICES_UNKNOWN, Code.PRICES_DOUBLED)  # fmt: skip
    ids = frame["post_id"]
    findings.add(unknown, table, ((ids[int(i)], "formasi dalam data", ids[int(i)]) for i in np.flatnonzero(row < 0)),
                 "formasi tidak ada dalam data")  # fmt: skip
    counts = np.bincount(row[row >= 0], minlength=len(ground.need))
    findings.add(
        doubled, table, ((ground.post_name(j), 1, int(counts[j])) for j in np.flatnonzero(counts > 1).tolist()),
        "formasi tercantum lebih dari sekali",
    )  # fmt: skip


def _columns(ground: Ground, dataset: Dataset, table: pl.DataFrame, after: Ints, findings: Findings) -> None:
    ids, person = table["employee_id"], table["person"].to_numpy()
    here, there = ground.own[person], after[person]
    names = pl.concat([ground.post_ids, pl.Series([None], dtype=pl.String)])
    truth = grades_and_allowances(dataset, ground, person, there)
    expected = {
        "from_post_id": names[np.where(here < 0, len(ground.need), here)],
        "to_post_id": names[there],
        "direction": table["direction_true"].cast(pl.String),
        "gain": table["gain_true"],
        "wish_rank": table["wish_rank_true"],
        **truth,
    }
    for column, values in expected.items():
        _compare(ids, values, table[column].cast(values.dtype), Code.MOVES_VALUE, "moves", column, findings)
    if table["transfer_kind"].is_not_null().any():  # a plan that was made before these columns says nothing of them
        _transfers(ids, table, findings)
    stated = table["legal_gates"].list.sort().list.join(";").fill_null("")
    _compare(ids, table["gates"].fill_null(""), stated, Code.MOVES_VALUE, "moves", "legal_gates", findings)
    km = distances(dataset, ground, here, there)
    far = (km - table["distance_km"]).abs() > _HALF_STEP_KM
    wrong = (km.is_null() != table["distance_km"].is_null()) | far.fill_null(value=False)
    findings.looked("nilai moves.distance_km", table.height)
    findings.add(Code.MOVES_VALUE, "moves", zip(ids.filter(wrong), km.filter(wrong), table["distance_km"].filter(wrong),
                 strict=True), "distance_km tidak sesuai")  # fmt: skip


def _transfers(ids: pl.Series, table: pl.DataFrame, findings: Findings) -> None:
    """What each transfer is called, its route and its papers."""
    for column in ("transfer_kind", "imut_kind"):
        _compare(ids, table[f"{column}_true"], table[column], Code.MOVES_VALUE, "moves", column, findings)
    for column in ("approval_route", "documents"):
        true, told = (table[name].list.join(";").fill_null("") for name in (f"{column}_true", column))
        _compare(ids, true, told, Code.MOVES_VALUE, "moves", column, findings)


def _chains(table: pl.DataFrame, findings: Findings) -> None:
    """The moves of a chain follow one another: each takes a seat that the next one leaves (one trail, or a ring)."""
    linked = table.filter(pl.col("chain_id").is_not_null() & pl.col("to_post_id").is_not_null())
    findings.looked("rantai perpindahan", linked["chain_id"].n_unique())
    if not linked.height:
        return
    left = pl.coalesce("from_post_id", pl.format("(tanpa formasi) {}", "employee_id"))
    ends = linked.select("chain_id", left.alias("from"), pl.col("to_post_id").alias("to"))
    node = pl.concat([ends.select("chain_id", pl.col(side).alias("post")) for side in ("from", "to")])
    keys = node.unique().sort("chain_id", "post").with_row_index("node")
    at = node.join(keys, on=("chain_id", "post"), how="left", validate="m:1", maintain_order="left")["node"].to_numpy()
    start, end, size = at[: ends.height], at[ends.height :], keys.height
    graph = coo_array((np.ones(len(start)), (start, end)), shape=(size, size))
    _, part = connected_components(graph, directed=False)
    uneven = np.abs(np.bincount(start, minlength=size) - np.bincount(end, minlength=size))
    bad = (
        keys.with_columns(pl.Series("part", part), pl.Series("uneven", uneven))
        .group_by("chain_id").agg(pl.col("part").n_unique(), pl.col("uneven").sum())
        .filter((pl.col("part") > 1) | (pl.col("uneven") > 2)).sort("chain_id")
    )  # fmt: skip
    findings.add(Code.MOVES_CHAIN, "moves", ((c, "satu rantai", "tidak bersambung") for c in bad["chain_id"]),
                 "perpindahan dalam rantai tidak saling menyambung")  # fmt: skip


def _where(known: pl.Series, values: Ints) -> pl.Series:
    """Values where they are known, else null."""
    return pl.select(pl.when(known).then(pl.Series(values))).to_series()


def _compare(
    ids: pl.Series, expected: pl.Series, found: pl.Series, code: Code, table: str, column: str, findings: Findings
) -> None:
    findings.looked(f"nilai {table}.{column}", len(ids))
    wrong = expected.ne_missing(found)
    rows = zip(ids.filter(wrong), expected.filter(wrong), found.filter(wrong), strict=True)
    findings.add(code, table, rows, f"{column} tidak sesuai")

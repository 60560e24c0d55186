"""What the files of an exchange say of wishes, fit and rings, against what was asked for and who moves."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.merit import asked_places
from penata.planning.verify.ground import NONE, Ground, Ints, rows_of
from penata.planning.verify.offers import NOTHING_KNOWN, Offers
from penata.planning.verify.verdict import Code, Findings
from penata.tables import Dataset

_GRANTED: Final = ("DEAREST", "GRANTED")


def check_granted(
    ground: Ground, facts: Facts, dataset: Dataset, offers: Offers, after: Ints, tables: Mapping[str, pl.DataFrame],
    findings: Findings,
) -> None:  # fmt: skip
    """Place of the wish and fit of everybody who moves, and who is told that a wish was granted."""
    truth = _truth(ground, facts, dataset, offers, after)
    if "rings" in tables and "wish_place" in tables["rings"].columns:
        rings = tables["rings"]
        holder = rows_of(rings["seat_of"], ground.person_ids)
        known = np.where(holder >= 0, offers.own_fit[np.maximum(holder, 0)], NOTHING_KNOWN)
        told = rings.with_columns(pl.Series("_fit_of_holder", known).replace(NOTHING_KNOWN, None))
        _compare("rings", told.join(truth, on="employee_id", how="left", maintain_order="left"), {
            "from_post_id": "_own", "to_post_id": "_to", "wish_place": "_place", "fit": "_fit",
            "fit_of_holder": "_fit_of_holder",
        }, findings)  # fmt: skip
    if "participants" in tables:
        told = tables["participants"].join(truth, on="employee_id", how="left", maintain_order="left")
        dearest = pl.when(pl.col("_place") == 1).then(pl.lit(_GRANTED[0])).when(pl.col("_place").is_not_null())
        told = told.with_columns(
            dearest.then(pl.lit(_GRANTED[1])).alias("_answer"),
            pl.when(pl.col("answer").is_in(_GRANTED)).then("answer").alias("answer_granted"),
        )  # fmt: skip
        named = {"post_id": "_own", "wish_place": "_place", "answer_granted": "_answer"}
        if "rings" in tables:
            own_ring = tables["rings"].select("employee_id", pl.col("ring_id").alias("_ring")).unique("employee_id")
            told = told.join(own_ring, on="employee_id", how="left", maintain_order="left")
            named["ring_id"] = "_ring"
        _compare("participants", told, named, findings)


def check_rings_claimed(
    claims: Mapping[str, Any], offers: Offers, ground: Ground, after: Ints, rings: pl.DataFrame | None,
    options: Mapping[str, Any], findings: Findings,
) -> None:  # fmt: skip
    """Numbers of rings and, under a limit, that the most people stated are not fewer than move, nor too few."""
    stated = claims.get("exchange")
    if not isinstance(stated, Mapping):
        return
    truth: dict[str, Any] = {}
    if rings is not None and not options["vacancies"]:
        lengths = rings.group_by("ring_id").len()["len"].value_counts().sort("len")
        truth["rings"] = rings["ring_id"].n_unique()
        truth["rings_by_length"] = {str(length): count for length, count in lengths.iter_rows()}
    if rings is not None and "wish_place" in rings.columns:
        places = rings["wish_place"].value_counts().sort("wish_place")
        truth["wishes_by_place"] = {str(place): count for place, count in places.iter_rows()}
    for name, value in truth.items():
        if name in stated and stated[name] != value:
            findings.one(Code.RESULT_PROMISE, "result", f"exchange.{name}", "angka tidak sesuai", value, stated[name])
    findings.looked("nilai result.json", len(truth))
    limit = stated.get("limit")
    if isinstance(limit, Mapping) and not options["vacancies"]:
        _check_limit(limit, offers, ground, after, findings)


def _check_limit(
    limit: Mapping[str, Any], offers: Offers, ground: Ground, after: Ints, findings: Findings
) -> None:  # fmt: skip
    """That nobody more could move is not proven again here; but no two who stay may be left who could just swap."""
    moved = int(((after != ground.own) & (after >= 0)).sum())
    bound, proven = limit.get("movers_bound"), limit.get("status") == "OPTIMAL"
    if not isinstance(bound, int) or bound < moved or (proven and bound != moved):
        findings.one(Code.RESULT_PROMISE, "result", "exchange.limit.movers_bound", "batas tidak sesuai", moved, bound)
    if proven and (left := _swaps_left(offers, ground, after)):
        findings.one(Code.EXCHANGE_OTHER, "rings", "rings.csv", "dinyatakan terbanyak, tetapi masih ada tukar berdua",
                     "tidak ada", left)  # fmt: skip


def _swaps_left(offers: Offers, ground: Ground, after: Ints) -> int:
    """People who stay and could take each other's seat, whatever the fit of their posts' other holders."""
    stays = np.flatnonzero(offers.taking_part & (after == ground.own))
    own = pl.DataFrame({"person": stays, "own": ground.own[stays], "asks": offers.own_fit[stays]})
    pairs = offers.pairs.select(pl.col("person", "post").cast(pl.Int64), pl.col("fit").fill_null(101).cast(pl.Int64))
    ways = (
        pairs.join(own.select("person", "own"), on="person", how="inner")
        .join(own.rename({"person": "other"}), left_on="post", right_on="own", how="inner")
        .filter(pl.col("fit") >= pl.col("asks")).select("person", "other")
    )  # fmt: skip
    return ways.join(ways, left_on=["person", "other"], right_on=["other", "person"], how="semi")["person"].n_unique()


def _truth(ground: Ground, facts: Facts, dataset: Dataset, offers: Offers, after: Ints) -> pl.DataFrame:
    """employee_id, _own, _to, _place, _fit of everybody who takes part; the last three empty for who stays."""
    who = np.flatnonzero(offers.taking_part)
    places = asked_places(facts, dataset).select(
        pl.col("person").cast(pl.Int64), pl.col("order").cast(pl.Int64), "place"
    ).unique()  # fmt: skip
    taken = pl.DataFrame({"person": who, "post": after[who], "own": ground.own[who]}).with_columns(
        pl.when(pl.col("post") != pl.col("own")).then("post")
    )
    found = (
        taken.join(offers.pairs.select(pl.col("person", "post", "order").cast(pl.Int64), "fit"), on=["person", "post"],
                   how="left", maintain_order="left")
        .join(places, on=["person", "order"], how="left", maintain_order="left")
    )  # fmt: skip
    posts = ground.post_ids
    return pl.DataFrame({
        "employee_id": ground.person_ids[who],
        "_own": posts[found["own"]],
        "_to": pl.select(pl.when(found["post"].is_not_null()).then(posts[found["post"].fill_null(NONE)])).to_series(),
        "_place": found["place"], "_fit": found["fit"].cast(pl.Int64),
    })  # fmt: skip


def _compare(table: str, told: pl.DataFrame, columns: Mapping[str, str], findings: Findings) -> None:
    """One problem for each value that differs."""
    for name, truth in columns.items():
        findings.looked(f"isi {table}", told.height)
        wrong = told.filter(pl.col(name).cast(pl.String).ne_missing(pl.col(truth).cast(pl.String)))
        findings.add(Code.EXCHANGE_RING, table, wrong.select("employee_id", truth, name).iter_rows(),
                     f"{name} tidak sesuai")  # fmt: skip

"""The files that explain a plan against its assignment, its prices and the dataset: alternatives, wishes, vacancies."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import polars as pl

from penata.planning.verify.files import prices_of
from penata.planning.verify.ground import NONE, Ground, Ints, rows_of
from penata.planning.verify.placement import heads_of
from penata.planning.verify.tolls import Tolls
from penata.planning.verify.value import Ties
from penata.planning.verify.verdict import LEVELS, Code, Findings
from penata.tables import TOLD_TABLES, Dataset

_PLACES: Final = ("post_id", "unit_id", "district_id")
_WISH: Final = ("employee_id", "rank", "stance", *(f"wished_{place}" for place in _PLACES))
_THERE: Final = ("GRANTED", "ALREADY_THERE", "OVERRIDDEN", "REMAINS")
_STAYED: Final = ("ALREADY_THERE", "REMAINS")
_MOVED: Final = ("GRANTED", "OVERRIDDEN")


def check_told(
    ground: Ground, dataset: Dataset, tables: Mapping[str, pl.DataFrame], after: Ints, pairs: pl.DataFrame, ties: Ties,
    findings: Findings, tolls: Tolls | None = None,
) -> None:  # fmt: skip
    """Whatever of these files is there; ``pairs``: the candidates with their gain; ``tolls`` where a limit binds."""
    if not set(tables) & set(TOLD_TABLES):
        return
    book = _Book(ground, after, pairs, tables.get("prices"), ties, tolls)
    if "alternatives" in tables:
        _check_alternatives(book, tables["alternatives"], findings)
    if "wishes" in tables:
        _check_wishes(book, dataset, tables["wishes"], findings)
    if "vacancies" in tables:
        _check_vacancies(book, tables["vacancies"], findings)
    if "helps" in tables:
        _check_helps(book, tables["helps"], findings)


class _Book:
    """What a pair is worth, and where it stands at the prices of the plan."""

    def __init__(
        self, ground: Ground, after: Ints, pairs: pl.DataFrame, prices: pl.DataFrame | None, ties: Ties,
        tolls: Tolls | None,
    ) -> None:  # fmt: skip
        self.ground, self.after, self.pairs, self.ties, self.tolls = ground, after, pairs, ties, tolls
        self.priced = prices is not None
        self.prices = np.zeros((0, len(LEVELS)), np.int64) if prices is None else prices_of(ground, prices, Findings())

    def gains(self, person: Ints, post: Ints) -> pl.Series:
        """Points of each pair, null where it is no candidate."""
        asked = pl.DataFrame({
            "person": pl.Series(person).cast(pl.UInt32), "post": pl.Series(post).replace(NONE, None).cast(pl.UInt32),
        })  # fmt: skip
        known = self.pairs.select("person", "post", "gain").join(asked.unique(), on=["person", "post"], how="semi")
        found = asked.join(known, on=["person", "post"], how="left", validate="m:1", maintain_order="left")
        return found["gain"].cast(pl.Int64)

    def behind(self, person: Ints, post: Ints) -> Ints:
        """How far each pair is behind the seat that the person has under the plan, by level (k, 4)."""
        apart = self._sums(person, post) - self._sums(person, self.after[person])
        if self.tolls is not None:
            scale = self.tolls.scale
            apart[:, 0] = (apart[:, 1] + scale // 2) // scale if scale > 1 else 0
            apart[:, 1] -= apart[:, 0] * scale
        return apart

    def _sums(self, person: Ints, post: Ints) -> Ints:
        at = np.maximum(post, 0)
        sums = self.prices[at]
        sums[:, 1] -= self.gains(person, post).fill_null(0).to_numpy()
        if self.tolls is not None:  # shortage and gain are one number until the difference is taken
            sums[:, 1] += sums[:, 0] * self.tolls.scale + self.tolls.of(person, at)
            sums[:, 0] = 0
        sums[:, 2] += post != self.ground.own[person]
        sums[:, 3] += self.ties.of(person, at)
        sums[post == NONE] = 0
        return sums


def _check_alternatives(book: _Book, table: pl.DataFrame, findings: Findings) -> None:
    """Of movers only, next places without a gap, other posts than the new one, with the true gain and distance."""
    ground = book.ground
    findings.looked("pilihan berikutnya", table.height)
    table = table.sort("employee_id", "place")
    person, post = rows_of(table["employee_id"], ground.person_ids), rows_of(table["post_id"], ground.post_ids)
    known = (person >= 0) & (post >= 0)
    table, person, post = table.filter(pl.Series(known)), person[known], post[known]
    moved = (book.after[person] != ground.own[person]) & (post != book.after[person])
    nth = table.select(pl.int_range(2, 2 + pl.len()).over("employee_id").alias("n"))["n"]
    gain = book.gains(person, post)
    right = pl.DataFrame({
        "moved": moved, "place": table["place"] == nth, "gain": (table["gain"] == gain).fill_null(value=False),
    }).select(pl.all_horizontal(pl.all()).alias("ok"))["ok"]  # fmt: skip
    wrong = table.filter(~right).select("employee_id", "post_id").rows()
    findings.add(Code.TOLD_ALTERNATIVE, "alternatives", ((who, "calon lain", where) for who, where in wrong),
                 "pilihan berikutnya tidak sesuai")  # fmt: skip
    for _ in range(int((~known).sum())):
        findings.one(Code.TOLD_ALTERNATIVE, "alternatives", "", "pegawai atau formasi tidak dikenal")
    _check_behind(book, table, person, post, Code.TOLD_ALTERNATIVE, "alternatives", findings)


def _check_behind(
    book: _Book, table: pl.DataFrame, person: Ints, post: Ints, code: Code, name: str, findings: Findings
) -> None:
    """Distances by level from the prices; rows without them are left alone."""
    if not book.priced:
        return
    true = book.behind(person, post)
    for level, column in enumerate(f"behind_{one}" for one in LEVELS):
        told = table[column]
        differs = (told != pl.Series(true[:, level])).fill_null(value=False)
        rows = zip(
            table["employee_id"].filter(differs), true[differs.to_numpy(), level], told.filter(differs), strict=True
        )
        findings.add(code, name, rows, f"{column} tidak sesuai dengan harga")


def _check_wishes(book: _Book, dataset: Dataset, table: pl.DataFrame, findings: Findings) -> None:
    """One answer to every wish, with a status that the assignment bears out."""
    ground = book.ground
    findings.looked("jawaban aspirasi", table.height)
    asked = dataset["wishes"].rename({place: f"wished_{place}" for place in _PLACES}).select(_WISH)
    one, other = (frame.select(_WISH).sort(_WISH, nulls_last=True) for frame in (asked, table))
    if not one.equals(other):
        findings.one(Code.TOLD_WISH, "wishes", "wishes", "jawaban tidak satu per satu dengan aspirasi", asked.height,
                     table.height)  # fmt: skip
        return
    person, post = rows_of(table["employee_id"], ground.person_ids), rows_of(table["post_id"], ground.post_ids)
    now, before = book.after[person], ground.own[person]
    there = _in_place(ground, dataset, table, now)
    status = table["status"]
    stayed = pl.Series(now == before)
    right = pl.DataFrame({"status": status, "there": there, "stayed": stayed}).select(
        (pl.col("status").is_in(_THERE) == pl.col("there"))
        & (~pl.col("status").is_in(_STAYED) | pl.col("stayed"))
        & (~pl.col("status").is_in(_MOVED) | ~pl.col("stayed"))
    ).to_series()  # fmt: skip
    rows = table.filter(~right).select("employee_id", "status").rows()
    findings.add(Code.TOLD_WISH, "wishes", ((who, "jawaban lain", said) for who, said in rows),
                 "jawaban tidak sesuai dengan penempatan")  # fmt: skip
    _check_seats(book, table, post, Code.TOLD_WISH, "wishes", findings)
    _check_points(book, table, person, post, findings)


def _check_points(book: _Book, table: pl.DataFrame, person: Ints, post: Ints, findings: Findings) -> None:
    """Own points of the seats spoken of, and how far they are behind; where these are told."""
    known = pl.Series(post >= 0)
    told = table["points"].is_not_null() & known
    gains = book.gains(person[told.to_numpy()], post[told.to_numpy()])
    scored = table.filter(told)
    wrong = (scored["points"] != gains).fill_null(value=True)
    rows = zip(scored["employee_id"].filter(wrong), gains.filter(wrong), scored["points"].filter(wrong), strict=True)
    findings.add(Code.TOLD_WISH, "wishes", rows, "nilai sendiri tidak sesuai")
    priced = table["behind_gain"].is_not_null() & known
    at = priced.to_numpy()
    _check_behind(book, table.filter(priced), person[at], post[at], Code.TOLD_WISH, "wishes", findings)


def _in_place(ground: Ground, dataset: Dataset, table: pl.DataFrame, post: Ints) -> pl.Series:
    """Whether a post lies in the place that each wish names."""
    units = dataset["units"].select("unit_id", "district_id")
    places = ground.posts.select("post_id", "unit_id").join(units, on="unit_id", how="left", validate="m:1",
                                                            maintain_order="left")  # fmt: skip
    bare = pl.DataFrame({name: [None] for name in _PLACES}, schema=places.select(_PLACES).schema)
    at = pl.concat([places.select(_PLACES), bare])[np.where(post == NONE, places.height, post)]
    same = [(at[name] == table[f"wished_{name}"]).alias(name) for name in _PLACES]
    return pl.DataFrame(same).select(pl.coalesce(*_PLACES).fill_null(value=False).alias("there"))["there"]


def _check_seats(book: _Book, table: pl.DataFrame, post: Ints, code: Code, name: str, findings: Findings) -> None:
    """Need and fillings of the posts spoken of."""
    heads = heads_of(book.ground, book.after)
    known = post >= 0
    at, rows = np.maximum(post, 0), table.filter(pl.Series(known))
    for column, values in (("need", book.ground.need), ("filled_before", book.ground.filled), ("filled_after", heads)):
        if column not in rows.columns:
            continue
        true = pl.Series(values[at[known]]).cast(pl.Int64).replace(NONE, None)
        differs = rows[column].ne_missing(true)
        told = zip(rows["post_id"].filter(differs), true.filter(differs), rows[column].filter(differs), strict=True)
        findings.add(code, name, told, f"{column} tidak sesuai")


def _check_vacancies(book: _Book, table: pl.DataFrame, findings: Findings) -> None:
    """Exactly the posts that stay short, with their numbers."""
    findings.looked("formasi yang masih kurang", table.height)
    missing = book.ground.need - heads_of(book.ground, book.after)
    short = np.flatnonzero((book.ground.need >= 0) & (missing > 0))
    post = rows_of(table["post_id"], book.ground.post_ids)
    true, told = set(short.tolist()), post.tolist()
    for one in sorted(true ^ set(told)):
        findings.one(
            Code.TOLD_VACANCY, "vacancies", book.ground.post_name(one), "kurang, atau tidak, dan tercantum lain"
        )
    _check_seats(book, table, post, Code.TOLD_VACANCY, "vacancies", findings)
    known = np.array([one in true for one in told], np.bool_)
    rows = table.filter(pl.Series(known))
    expected = pl.Series(missing[post[known]])
    differs = rows["shortage_after"].ne_missing(expected)
    findings.add(Code.TOLD_VACANCY, "vacancies", zip(rows["post_id"].filter(differs), expected.filter(differs),
                 rows["shortage_after"].filter(differs), strict=True), "shortage_after tidak sesuai")  # fmt: skip


def _check_helps(book: _Book, table: pl.DataFrame, findings: Findings) -> None:
    """Of posts that stay short only; nobody can be free who is not counted among the people."""
    findings.looked("halangan tunggal", table.height)
    missing = book.ground.need - heads_of(book.ground, book.after)
    post = rows_of(table["post_id"], book.ground.post_ids)
    short = (post >= 0) & (np.append(missing, 0)[post] > 0)
    wrong = table.filter(~pl.Series(short) | (pl.col("free") > pl.col("people")).fill_null(value=False))
    findings.add(Code.TOLD_VACANCY, "helps", ((one, "formasi yang kurang", said) for one, said in
                 wrong.select("post_id", "obstacle").rows()), "halangan tidak sesuai")  # fmt: skip

"""Gaps and errors in the data as they are: kinds that ``penata check`` finds, none that refuses a row."""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl

from penata.synthetic.chance import stream
from penata.synthetic.stories import Stage, update_rows

SHOWN: Final = 50  # ids that are listed of a fault that many rows have
MISSING_SINCE, MISSING_FIELD = 0.025, 0.02


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault: where it is and what should be made of it."""

    kind: str
    table: str
    column: str
    ids: tuple[str, ...]
    expect: str

    def row(self) -> dict[str, Any]:
        """As ``cases.json`` shows it."""
        return {"kind": self.kind, "table": self.table, "column": self.column, "count": len(self.ids),
                "ids": list(self.ids[:SHOWN]), "expect": self.expect}  # fmt: skip


def age(
    people: pl.DataFrame, spared: Collection[int], seed: int, as_of: dt.date
) -> tuple[pl.DataFrame, dict[str, list[int]]]:
    """Faults that the number of a person must agree with: past retirement and still there, a leader of one year.

    The people, and the row numbers of those who were chosen by kind of fault.
    """
    rng = stream(seed, 0, "aging")
    old = _choose(rng, people, spared, 3, (pl.col("group") == "general") & (pl.col("employment") == "PNS"))
    new = _choose(rng, people, [*spared, *old], 1, pl.col("level") == "IV.a")
    low = _choose(rng, people, [*spared, *old, *new], 1, pl.col("level") == "II.b")
    began = dt.date(as_of.year - 2, 12, 1)
    rows: list[dict[str, Any]] = [
        {"row": row, "birth_date": dt.date(as_of.year - 59, 1 + i, 12), "cpns_on": dt.date(as_of.year - 33, 3, 1),
         "pns_since": dt.date(as_of.year - 32, 3, 1), "in_unit_since": None, "in_post_since": None, "rank": None}
        for i, row in enumerate(old)
    ]  # fmt: skip
    rows += [{"row": row, "birth_date": dt.date(as_of.year - 30, 5, 9), "cpns_on": began, "rank": "III/a",
              "pns_since": dt.date(began.year + 1, 12, 1), "in_unit_since": began, "in_post_since": began}
             for row in new]  # fmt: skip
    rows += [{"row": row, "rank": "III/d"} for row in low]
    chosen = {"PAST_RETIREMENT_ACTIVE": old, "LEADER_UNDER_TWO_YEARS": new, "JPT_BELOW_RANK": low}
    return update_rows(people, rows), chosen


def spoil(
    frames: dict[str, pl.DataFrame], aged: dict[str, list[str]], spared: Collection[str], stage: Stage, seed: int
) -> tuple[dict[str, pl.DataFrame], list[Fault]]:
    """The tables with gaps and contradictions in them, and the list of what was planted.

    ``spared`` are the people of the stories, whose posts on the ``stage`` keep their need; ``aged``: ids by kind
    of what ``age`` did.
    """
    rng = stream(seed, 0, "faults")
    taken = {*spared, *(i for ids in aged.values() for i in ids)}
    employees = frames["employees"]
    faults = [Fault(kind, "employees", *_AGED[kind][:1], tuple(ids), _AGED[kind][1]) for kind, ids in aged.items()]
    for kind, share, column, expect in _GAPS:
        ids = _some(rng, employees, taken, max(3, round(employees.height * share)), pl.col(column).is_not_null())
        employees = employees.with_columns(
            pl.when(~pl.col("employee_id").is_in(ids)).then(column).alias(column)
        )  # fmt: skip
        faults.append(Fault(kind, "employees", column, tuple(ids), expect))
    for kind, count, column, change, expect in _CONTRADICTIONS:
        ids = _some(rng, employees, taken, count, pl.col("employment") == "PNS")
        taken |= set(ids)
        hit = pl.col("employee_id").is_in(ids)
        employees = employees.with_columns(pl.when(hit).then(change(pl.col(column))).otherwise(column).alias(column))
        faults.append(Fault(kind, "employees", column, tuple(ids), expect))
    silent = _some(rng, employees, taken, 5, (pl.col("employment") == "PNS") & pl.col("post_id").is_not_null())
    appraisals = frames["appraisals"].filter(~pl.col("employee_id").is_in(silent))
    faults.append(Fault("APPRAISALS_MISSING", "appraisals", "predicate", tuple(silent), "check COM_1; rules UNKNOWN"))
    posts, without_need = _without_need(rng, frames, stage)
    faults.append(without_need)
    faults += _found(employees, posts)
    return frames | {"employees": employees, "appraisals": appraisals, "posts": posts}, faults


_AGED: Final = {
    "PAST_RETIREMENT_ACTIVE": ("birth_date", "check TIM_5: past retirement age and still active"),
    "LEADER_UNDER_TWO_YEARS": ("cpns_on", "check ACC_3: leading post with less than two years of service"),
    "JPT_BELOW_RANK": ("rank", "check ACC_10: JPT below the lowest rank"),
}
_GAPS: Final = (
    ("IN_POST_SINCE_MISSING", MISSING_SINCE, "in_post_since", "kept; time in post is UNKNOWN and becomes a gate"),
    ("EDUCATION_FIELD_MISSING", MISSING_FIELD, "education_field", "kept; fit of education is UNKNOWN"),
    ("EDUCATION_LEVEL_MISSING", 0.0004, "education_level", "check COM_3: education missing"),
    ("RANK_MISSING", 0.0003, "rank", "kept; rank rules UNKNOWN"),
)
Change = Callable[[pl.Expr], pl.Expr]
_CONTRADICTIONS: Final[tuple[tuple[str, int, str, Change, str], ...]] = (
    ("NIP_BIRTH_DATE", 4, "birth_date", lambda c: c.dt.offset_by("1d"), "check: NIP digits 1–8 disagree"),
    ("NIP_APPOINTMENT", 2, "cpns_on", lambda c: c.dt.offset_by("1mo"), "check: NIP digits 9–14 disagree"),
    ("NIP_SEX", 2, "sex", lambda c: c.replace({"M": "F", "F": "M"}), "check: NIP digit 15 disagrees"),
    ("BIRTH_DATE_MISSING", 1, "birth_date", lambda _: pl.lit(None, dtype=pl.Date), "kept; the NIP says it"),
)


def _without_need(
    rng: np.random.Generator, frames: dict[str, pl.DataFrame], stage: Stage
) -> tuple[pl.DataFrame, Fault]:
    """Three posts whose need nobody wrote down, though their tasks were analysed."""
    own = pl.col("post_id").str.starts_with(f"{stage.agency_id}.") & ~pl.col("post_id").is_in(list(stage.fixed))
    analysed = frames["workload"].select("post_id").unique().filter(own)
    ids = sorted(analysed["post_id"].to_list())
    chosen = [ids[i] for i in sorted(rng.permutation(len(ids))[:3])]
    hit = pl.col("post_id").is_in(chosen)
    posts = frames["posts"].with_columns(
        pl.when(~hit).then(column).alias(column) for column in ("need", "need_source", "safe_minimum")
    )
    return posts, Fault("NEED_MISSING", "posts", "need", tuple(chosen), "frozen until penata needs --write")


def _found(employees: pl.DataFrame, posts: pl.DataFrame) -> list[Fault]:
    """What chance has made anyway: two people on one leading seat, people without a post, too little education."""
    seats = employees.filter(pl.col("employment") == "PNS").group_by("post_id").len("people")
    doubled = (
        posts.filter(pl.col("group") == "leading").join(seats, on="post_id", how="inner").filter(pl.col("people") > 1)
    )
    nowhere = employees.filter(pl.col("post_id").is_null())["employee_id"].sort().to_list()
    low = employees.filter(
        pl.col("job_id").str.starts_with("GURU.") & pl.col("education_level").is_in(["SMA", "D2", "D3"])
    )["employee_id"].sort()
    return [
        Fault("DOUBLED_SEAT", "posts", "post_id", tuple(doubled["post_id"].sort()), "check TIM_4: two on one seat"),
        Fault("WITHOUT_POST", "employees", "post_id", tuple(nowhere), "check COM_2; may be placed by a plan"),
        Fault("EDUCATION_BELOW_POST", "employees", "education_level", tuple(low), "check ACC_6"),
    ]


def _choose(
    rng: np.random.Generator, people: pl.DataFrame, spared: Collection[int], count: int, who: pl.Expr
) -> list[int]:
    rows = people.with_row_index("row").filter(who & ~pl.col("row").is_in(list(spared)))["row"].to_list()
    return sorted(rows[i] for i in rng.permutation(len(rows))[:count])


def _some(
    rng: np.random.Generator, employees: pl.DataFrame, spared: Collection[str], count: int, who: pl.Expr
) -> list[str]:
    ids = employees.filter(who & ~pl.col("employee_id").is_in(sorted(spared)))["employee_id"].sort()
    return sorted(ids.gather(np.sort(rng.permutation(len(ids))[:count])).to_list())

"""Who should or must be looked at, each with the reason: nobody is judged here, and nothing is decided."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

import polars as pl

from penata.facts import Facts, facts_of
from penata.facts.months import months_between
from penata.law.citation import POLICY
from penata.law.values import value, values
from penata.policy import Policy
from penata.review.alternatives import followers
from penata.tables import Dataset
from penata.vocabulary import LEADING, Confidence, DutyKind, label
from penata.wording import seat_name

MOST_FOLLOWERS: Final = 3


class DueKind(StrEnum):
    """Why somebody is looked at, in the order of the list."""

    LOST_SEAT = "LOST_SEAT"
    DOUBLED_SEAT = "DOUBLED_SEAT"
    ACTING_TOO_LONG = "ACTING_TOO_LONG"
    PERFORMANCE = "PERFORMANCE"
    RETIRING = "RETIRING"
    CONTRACT_ENDS = "CONTRACT_ENDS"
    LONG_IN_POST = "LONG_IN_POST"
    SURPLUS = "SURPLUS"


TITLES: Final[Mapping[DueKind, str]] = {
    DueKind.LOST_SEAT: "Tanpa jabatan, atau di unit yang sudah tidak aktif",
    DueKind.DOUBLED_SEAT: "Lebih dari seorang pejabat definitif pada satu jabatan pimpinan",
    DueKind.ACTING_TOO_LONG: "Penugasan Plt./Pj. melewati masanya",
    DueKind.PERFORMANCE: "Predikat kinerja di bawah Baik",
    DueKind.RETIRING: "Mendekati atau melewati BUP",
    DueKind.CONTRACT_ENDS: "Perjanjian kerja PPPK berakhir",
    DueKind.LONG_IN_POST: "Melewati lima tahun pada formasi yang sama",
    DueKind.SURPLUS: "Formasi yang kelebihan pegawai",
}

DUE: Final[dict[str, pl.DataType]] = {
    "kind": pl.String(), "employee_id": pl.String(), "name": pl.String(), "post_id": pl.String(), "seat": pl.String(),
    "unit": pl.String(), "months": pl.Int64(), "reason": pl.String(), "citation": pl.String(),
}  # fmt: skip
FOLLOWERS: Final[dict[str, pl.DataType]] = {
    "post_id": pl.String(), "place": pl.Int64(), "employee_id": pl.String(), "points": pl.Int64(),
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Due:
    """``people``: one row per person and reason (DUE), in the order of ``DueKind``, the longest first.

    ``followers``: for each leading post whose holder retires, up to three who meet its rules (FOLLOWERS).
    """

    on: dt.date
    as_of: dt.date
    facts: Facts
    people: pl.DataFrame
    followers: pl.DataFrame

    def counts(self) -> dict[DueKind, int]:
        """How many rows there are of each kind, also of those without any."""
        found = dict(self.people.group_by("kind").len().iter_rows())
        return {kind: int(found.get(kind.value, 0)) for kind in DueKind}


def due(dataset: Dataset, policy: Policy, on: dt.date) -> Due:
    """Everybody who is due for a look on a day.

    Surplus names everyone who sits on a post with too many people, because no single one of them is the surplus.
    Raises InputError for a day on which legal values were not in force.
    """
    policy = replace(policy, effective_date=on)
    facts = facts_of(dataset, policy)
    crowd = _People.of(facts, dataset, policy)
    frames = [
        crowd.lost(), crowd.doubled(), crowd.acting(), crowd.failing(), crowd.retiring(),
        crowd.ending(), crowd.long_in_post(), crowd.surplus(),
    ]  # fmt: skip
    people = pl.concat([frame.select(pl.col(c).cast(t) for c, t in DUE.items()) for frame in frames])
    leading = facts.posts.filter(pl.col("category").is_in([c.value for c in LEADING]))["post_id"]
    leaving = people.filter((pl.col("kind") == DueKind.RETIRING) & pl.col("post_id").is_in(leading.implode()))
    return Due(on, policy.as_of, facts, people, _followers(facts, dataset, policy, leaving))


def _followers(facts: Facts, dataset: Dataset, policy: Policy, leaving: pl.DataFrame) -> pl.DataFrame:
    posts = leaving["post_id"].unique().sort().to_list()
    if not posts:
        return pl.DataFrame(schema=FOLLOWERS)
    found = followers(facts, dataset, policy, posts).join(leaving.select("employee_id"), on="employee_id", how="anti")
    first = found.sort("post_id", "place").with_columns(pl.int_range(1, pl.len() + 1).over("post_id").alias("place"))
    return first.filter(pl.col("place") <= MOST_FOLLOWERS).select(pl.col(c).cast(t) for c, t in FOLLOWERS.items())


@dataclass(frozen=True, slots=True, eq=False)
class _People:
    """The people who count on the day, with their seats in words."""

    frame: pl.DataFrame
    posts: pl.DataFrame
    units: pl.DataFrame
    duties: pl.DataFrame
    on: dt.date
    parameters: Mapping[str, int]

    @classmethod
    def of(cls, facts: Facts, dataset: Dataset, policy: Policy) -> "_People":
        seats = facts.posts.select("post_id", seat_name(pl.col("job"), pl.col("subject")).alias("seat"))
        counted = facts.persons.filter("counted").join(seats, on="post_id", how="left", validate="m:1")
        return cls(
            counted, facts.posts.join(seats, on="post_id", how="left", validate="1:1"),
            dataset["units"].select("unit_id", "active"), dataset["duties"], facts.effective_date, policy.parameters,
        )  # fmt: skip

    def value(self, name: str) -> Any:
        return value(name, self.on, self.parameters)

    def lost(self) -> pl.DataFrame:
        """Active people without a post, or whose unit no longer stands."""
        people = self.frame.join(self.units, on="unit_id", how="left", validate="m:1")
        nowhere, gone = pl.col("post_id").is_null(), ~pl.col("active")
        text = pl.when(nowhere).then(pl.lit("Aktif, tetapi tidak mempunyai formasi.")).otherwise(
            pl.format("Unit {} sudah tidak aktif.", "unit")
        )  # fmt: skip
        found = people.filter(nowhere | gone.fill_null(value=False)).sort("employee_id")
        return _row(found, DueKind.LOST_SEAT, text, pl.lit(None), _citation("JPT-08"))

    def doubled(self) -> pl.DataFrame:
        """Leading posts for one with several definitive holders; all of them are named."""
        leading = self.posts.filter(pl.col("category").is_in([c.value for c in LEADING]))
        one = pl.coalesce("need", pl.lit(1)).clip(lower_bound=1)
        over = leading.filter(pl.col("filled") > one).select("post_id", pl.col("filled").alias("holders"))
        found = self.frame.join(over, on="post_id", how="inner", validate="m:1").sort("post_id", "employee_id")
        text = pl.format("{} pejabat definitif tercatat pada jabatan ini.", "holders")
        return _row(found, DueKind.DOUBLED_SEAT, text, pl.lit(None), POLICY)

    def acting(self) -> pl.DataFrame:
        """Acting appointments that run longer than an appointment and its extension may."""
        months = self.value("acting.max_months")
        most = sum(months.values()) if isinstance(months, dict) else int(months)
        running = self.duties.filter(
            pl.col("kind").is_in([DutyKind.ACTING_PLT, DutyKind.PJ])
            & (pl.col("from") <= self.on)
            & (pl.col("until").is_null() | (pl.col("until") > self.on))
        ).with_columns(months_between(pl.col("from"), pl.lit(self.on)).alias("since"))
        seats = self.posts.select("post_id", "seat", "unit")
        found = (
            running.filter(pl.col("since") >= most)
            .join(self.frame.select("employee_id", "name"), on="employee_id", how="inner", validate="m:1")
            .join(seats, on="post_id", how="left", validate="m:1")
            .sort("since", "employee_id", descending=[True, False])
        )
        kind = pl.col("kind").replace_strict({k.value: label(k) for k in DutyKind}, default=pl.col("kind"))
        text = pl.format("{} sudah {} bulan; paling lama {} bulan termasuk perpanjangan.", kind, "since", pl.lit(most))
        return _row(found, DueKind.ACTING_TOO_LONG, text, pl.col("since"), _cited("acting.max_months", self.on))

    def failing(self) -> pl.DataFrame:
        """Below "good" in the last year that was appraised; in both of the last two years first."""
        good = [str(word) for word in self.value("kin.good_predicates")]
        low = ~pl.col("predicate_last").is_in(good)
        again = ~pl.col("predicate_before").is_in(good) & (
            pl.col("predicate_before_year") == pl.col("predicate_year") - 1
        )
        recent = pl.col("predicate_year") == self.on.year - 1
        found = self.frame.filter((low & recent).fill_null(value=False)).with_columns(
            again.fill_null(value=False).alias("again")
        )
        words = {code: label(code) for code in ("BUTUH_PERBAIKAN", "KURANG", "SANGAT_KURANG")}
        last, before = (pl.col(c).replace_strict(words, default=pl.col(c), return_dtype=pl.String)
                        for c in ("predicate_last", "predicate_before"))  # fmt: skip
        text = pl.when("again").then(
            pl.format("Predikat kinerja {} {} dan {} {}.", "predicate_before_year", before, "predicate_year", last)
        ).otherwise(pl.format("Predikat kinerja {} {}.", "predicate_year", last))  # fmt: skip
        order = found.sort("again", "employee_id", descending=[True, False])
        return _row(order, DueKind.PERFORMANCE, text, pl.lit(None), _citation("KIN-05"))

    def retiring(self) -> pl.DataFrame:
        """Retirement within the months that the agency sets, or already past."""
        near = int(self.value("due.retirement_months"))
        left = pl.col("months_to_retirement")
        past = pl.col("retires_on") <= self.on
        text = pl.when(past).then(pl.format("Melewati BUP: seharusnya pensiun {}.", _day("retires_on"))).otherwise(
            pl.format("Pensiun {}, {} bulan lagi.", _day("retires_on"), left)
        )  # fmt: skip
        found = self.frame.filter(left < near).sort("retires_on", "employee_id")
        return _row(found, DueKind.RETIRING, text, left, _cited("bup.pelaksana", self.on))

    def ending(self) -> pl.DataFrame:
        """Work agreements that end within the months that the agency sets, or have ended."""
        near = int(self.value("due.contract_months"))
        left = months_between(pl.lit(self.on), pl.col("contract_until"))
        ended = pl.format("Perjanjian kerja berakhir {}.", _day("contract_until"))
        ends = pl.format("Perjanjian kerja berakhir {}, {} bulan lagi.", _day("contract_until"), left)
        text = pl.when(pl.col("contract_until") <= self.on).then(ended).otherwise(ends)
        found = self.frame.filter((pl.col("employment") == "PPPK") & (left < near)).sort(
            "contract_until", "employee_id"
        )
        return _row(found, DueKind.CONTRACT_ENDS, text, left, f"PP 49/2018 {_UNSEEN}")

    def long_in_post(self) -> pl.DataFrame:
        """Civil servants whose time in the post is over what the law lets pass without a look."""
        most = int(self.value("mut.max_months"))
        found = self.frame.filter((pl.col("employment") == "PNS") & (pl.col("months_in_post") > most))
        text = pl.format("{} bulan pada formasi ini sejak {}.", "months_in_post", _day("in_post_since"))
        ordered = found.sort("months_in_post", "employee_id", descending=[True, False])
        return _row(ordered, DueKind.LONG_IN_POST, text, pl.col("months_in_post"), _cited("mut.max_months", self.on))

    def surplus(self) -> pl.DataFrame:
        """Everyone on a post with more people than it needs; the number, and never one as the surplus."""
        over = self.posts.filter(pl.col("surplus") > 0).select("post_id", "surplus", "filled", "need")
        found = self.frame.join(over, on="post_id", how="inner", validate="m:1")
        text = pl.format(
            "Formasi ini terisi {} dari kebutuhan {} (lebih {}); siapa yang ditinjau diputuskan tim.", "filled", "need",
            "surplus",
        )  # fmt: skip
        ordered = found.sort("surplus", "post_id", "employee_id", descending=[True, False, False])
        return _row(ordered, DueKind.SURPLUS, text, pl.lit(None), POLICY)


def _row(found: pl.DataFrame, kind: DueKind, reason: pl.Expr, months: pl.Expr, citation: str) -> pl.DataFrame:
    return found.select(
        pl.lit(kind.value).alias("kind"), "employee_id", "name", "post_id", "seat", "unit",
        months.cast(pl.Int64).alias("months"), reason.alias("reason"), pl.lit(citation).alias("citation"),
    )  # fmt: skip


def _day(column: str) -> pl.Expr:
    return pl.col(column).dt.to_string("%d-%m-%Y")


def _cited(value_id: str, on: dt.date) -> str:
    entry = [entry for entry in values() if entry.id == value_id and entry.holds(on)][-1]
    seen = entry.confidence in (None, Confidence.QUOTED)
    return entry.citation if seen else f"{entry.citation} {_UNSEEN}"


def _citation(reason: str) -> str:
    """The article behind a code of reason for decisions."""
    return _REASONS[reason]


_UNSEEN: Final = "(naskah resmi harus diperiksa)"
_REASONS: Final = {"KIN-05": f"PP 30/2019 Pasal 57 {_UNSEEN}", "JPT-08": "PP 11/2017 Pasal 130"}

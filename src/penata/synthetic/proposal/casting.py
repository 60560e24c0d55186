"""Who is named for which seat, each person and each seat once; 40 of the names are without fault."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import polars as pl

from penata.synthetic.proposal.crowd import Crowd

CLEAN: Final = 40
_LEADERS_RANK: Final = 9  # order of III/a: whoever is below stands under every leader of a unit

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Name:
    """One row of the list: who, to which post, what KET says; ``written``: cells that state something else.

    ``fault``: the planted kind and the code by which a review must find it; empty: nothing is wrong.
    """

    employee_id: str
    to_post: str
    note: str
    fault: str = ""
    code: str = ""
    written: dict[str, str] = field(default_factory=dict)


class Casting:
    """Names people for seats; nobody is named twice and no seat is given twice unless that is the fault."""

    def __init__(self, crowd: Crowd) -> None:
        """Nobody is named yet."""
        self.crowd = crowd
        self._people: set[str] = set()
        rows = crowd.seats.select("post_id", pl.col("room").clip(lower_bound=1), pl.col("spare").clip(lower_bound=1))
        self._room = {post: room for post, room, _ in rows.iter_rows()}
        self._spare = {post: spare for post, _, spare in rows.iter_rows()}

    def clean(self) -> list[Name]:
        """Up to 40 names without a fault: heads who swap, general staff, health workers, teachers."""
        orderly = self.crowd.orderly()
        found = [*self._swaps(8), *self._movers("general", orderly, 6), *self._movers("health", orderly, 8)]
        under_contract = (pl.col("employment") == "PPPK") & pl.all_horizontal(_ORDERLY_PPPK)
        for who in (orderly, under_contract):
            for group in ("teacher", "any"):
                found += self._movers(group, who, CLEAN - len(found))
        return found

    def pairs(self, group: str, who: pl.Expr, *, spare: bool = True) -> Iterator[Row]:
        """Persons of a group who could take the same job, level and subject elsewhere: a free seat is there."""
        people = self.crowd.people.filter(who & _GROUPS[group] & (pl.col("is_spare") | pl.lit(not spare)))
        there = self.crowd.seats.filter(pl.col("room") > 0).select(
            pl.col("post_id").alias("to_post"), pl.col("unit_id").alias("to_unit"), "job_id",
            pl.col("subject").fill_null("").alias("key"),
        )  # fmt: skip
        found = people.with_columns(pl.col("subject").fill_null("").alias("key")).join(
            there, on=["job_id", "key"], how="inner", validate="m:m"
        ).filter(pl.col("unit_id") != pl.col("to_unit"))  # fmt: skip
        yield from found.sort("employee_id", "to_post").iter_rows(named=True)

    def take(self, rows: Iterator[Row], note: str = "Rotasi", *, again: bool = False, **more: Any) -> Name | None:
        """The first row whose person and seats are still free, as a name; ``again``: the new seat may be promised."""
        for row in rows:
            here, there = row["post_id"], row["to_post"]
            free = (self._room[there] > 0 or again) and self._spare[here] > 0
            if row["employee_id"] in self._people or not free:
                continue
            self._people.add(row["employee_id"])
            self._room[there] -= 1
            self._spare[here] -= 1
            return Name(row["employee_id"], row["to_post"], note, **more)
        return None

    def _movers(self, group: str, who: pl.Expr, most: int) -> list[Name]:
        rows = list(self.pairs(group, who))
        found: list[Name] = []
        while len(found) < most and (name := self.take(iter(rows))) is not None:
            found.append(name)
        return found

    def _swaps(self, most: int) -> list[Name]:
        """Two heads of one office and level who take each other's seat."""
        heads = self.crowd.people.filter(self.crowd.orderly() & (pl.col("category") == "PENGAWAS"))
        pairs = heads.join(heads, on="job_id", suffix="_b").filter(pl.col("employee_id") < pl.col("employee_id_b"))
        found: list[Name] = []
        for row in pairs.sort("employee_id", "employee_id_b").iter_rows(named=True):
            if len(found) + 2 > most or not self._commands(row):
                continue
            ends = (row["post_id"], row["post_id_b"])
            untouched = all(self._room[post] > 0 and self._spare[post] > 0 for post in ends)
            if not untouched or {row["employee_id"], row["employee_id_b"]} & self._people:
                continue
            for post in ends:
                self._room[post] = self._spare[post] = 0
            self._people |= {row["employee_id"], row["employee_id_b"]}
            found += [Name(row["employee_id"], row["post_id_b"], "Rotasi"),
                      Name(row["employee_id_b"], row["post_id"], "Rotasi")]  # fmt: skip
        return found

    def _commands(self, row: Row) -> bool:
        """Whether both would stand below their superiors and above their staff in rank, in either unit."""
        orders = (row["rank_order"], row["rank_order_b"])
        below = [self.staff(row[unit]) for unit in ("unit_id", "unit_id_b")]
        above = [self._superior(row[unit]) for unit in ("unit_id", "unit_id_b")]
        return bool(max(below) <= min(orders) and max(orders) < min(above))

    def staff(self, unit: str) -> int:
        """Highest rank (order) below the head of a unit; 0 without any."""
        people = self.crowd.people
        children = [u for u, row in self.crowd.units.items() if row["parent_id"] == unit]
        staff = (pl.col("unit_id") == unit) & (pl.col("category") == "PELAKSANA")
        heads = pl.col("unit_id").is_in(children)
        ranked = people.filter((staff | heads) & pl.col("is_pns"))["rank_order"]
        return int(ranked.max() or 0)  # type: ignore[arg-type]

    def _superior(self, unit: str) -> int:
        """Lowest rank (order) of who leads the nearest unit above; high where nobody does."""
        for above in self.crowd.above(unit)[1:]:
            heads = self.crowd.people.filter((pl.col("unit_id") == above) & pl.col("leads_unit"))
            if heads.height:
                return int(heads["rank_order"].min() or 0)  # type: ignore[arg-type]
        return 99

    def across(self, who: pl.Expr, there: pl.Expr, keep: pl.Expr) -> Iterator[Row]:
        """Persons against free seats that ``there`` selects, the settled first; ``keep`` compares both ends."""
        seats = self.crowd.seats.filter(there & (pl.col("room") > 0)).select(
            pl.col("post_id").alias("to_post"), pl.all().exclude("post_id").name.prefix("to_")
        )
        found = self.crowd.people.filter(who).join(seats, how="cross").filter(keep)
        order = ("is_settled", "is_young", "is_spare", "employee_id", "to_post")
        yield from found.sort(order, descending=[True, True, True, False, False]).iter_rows(named=True)


_ORDERLY_PPPK: Final = ("is_active", "is_young", "is_good", "is_unburdened", "is_fit", "is_certified")
_GROUPS: Final = {
    "teacher": pl.col("ladder") == "GURU",
    "health": (pl.col("family") == "KESEHATAN") & (pl.col("category") == "FUNGSIONAL"),
    "any": (pl.col("category") == "FUNGSIONAL") & pl.col("job_id").is_not_null(),
    "general": (pl.col("category") == "PELAKSANA") & (pl.col("rank_order") < _LEADERS_RANK),
}

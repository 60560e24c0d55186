"""The line of command in the draft: ranks of the superior and of the subordinates on the day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from penata.review.draft import Draft
from penata.review.finding import Finding, Weight
from penata.vocabulary import PNS_RANKS, Category

_CITATION: Final = "POLICY"
_SHOWN: Final = 3
_DEEPEST: Final = 20


@dataclass(frozen=True, slots=True)
class Person:
    """Who sits somewhere in the draft, with the rank that is compared."""

    employee_id: str
    name: str
    rank: str
    order: int
    since: Any
    category: str | None


@dataclass(frozen=True, slots=True)
class Around:
    """Superior and subordinates of one line in the draft; only people with a rank of PNS are compared."""

    line: int
    superior: Person | None
    subordinates: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class _Tree:
    above: Mapping[str, str | None]
    below: Mapping[str, tuple[str, ...]]
    head: Mapping[str, int]
    others: Mapping[str, tuple[int, ...]]
    on_post: Mapping[int, tuple[Person, ...]]

    def superior(self, unit: str, *, leads: bool) -> tuple[Person, ...]:
        """Holders of the nearest leading post above a seat: of the own unit, or for its head of the units above."""
        at: str | None = self.above.get(unit) if leads else unit
        for _ in range(_DEEPEST):
            if at is None:
                return ()
            if at in self.head:
                return self.on_post.get(self.head[at], ())
            at = self.above.get(at)
        return ()

    def subordinates(self, unit: str) -> Iterator[Person]:
        """Heads of the units below and general staff of the unit; functional staff has no rank to follow."""
        for post in self.others.get(unit, ()):
            yield from (p for p in self.on_post.get(post, ()) if p.category != Category.FUNGSIONAL)
        for child in self.below.get(unit, ()):
            if child in self.head:
                yield from self.on_post.get(self.head[child], ())
            else:
                yield from self.subordinates(child)


def around(draft: Draft, units: pl.DataFrame) -> list[Around]:
    """Superior and subordinates of every applied line, by row of ``draft.moves``.

    ``units``: the table units. The superior of a seat is who leads its unit, of a unit's head who leads the nearest
    unit above; subordinates are the heads of the units below and the general staff of the unit.
    """
    tree = _tree(draft, units)
    seats = {row["post"]: row for row in draft.seats.select("post", "unit_id", "leads_unit", "single").to_dicts()}
    found = []
    for line, person, post in draft.moves.select("line", "person", "to_post").iter_rows():
        seat = seats[post]
        leads = tree.head.get(seat["unit_id"]) == post
        own = draft.people.filter(pl.col("person") == person)["employee_id"]
        me = own[0] if len(own) else None
        superior = next((p for p in tree.superior(seat["unit_id"], leads=leads) if p.employee_id != me), None)
        staff = [p for p in tree.subordinates(seat["unit_id"]) if p.employee_id != me] if leads else []
        found.append(Around(line, superior, tuple(staff)))
    return found


def line_findings(draft: Draft, surroundings: list[Around]) -> list[Finding]:
    """Remarks where rank and command do not go together; a functional post is not compared with its superior."""
    mine = {row["line"]: row for row in draft.people.filter(pl.col("line").is_not_null()).to_dicts()}
    category = dict(draft.moves.join(draft.seats.select("post", pl.col("category").alias("c")), left_on="to_post",
                                     right_on="post", how="left").select("line", "c").iter_rows())  # fmt: skip
    found: list[Finding] = []
    for one in surroundings:
        me = mine.get(one.line)
        if me is None or me["rank"] not in _RANKS or category[one.line] == Category.FUNGSIONAL:
            continue
        found += _against_superior(one, me)
        higher = sorted((p for p in one.subordinates if p.order > me["rank_order"]), key=lambda p: (-p.order, p.name))
        if higher:
            shown = ", ".join(f"{p.name} ({p.rank})" for p in higher[:_SHOWN])
            more = f" dan {len(higher) - _SHOWN} lagi" if len(higher) > _SHOWN else ""
            text = f"Pangkatnya {me['rank']} di bawah bawahannya: {shown}{more}."
            found.append(Finding(one.line, "BELOW_SUBORDINATE", Weight.REMARK, text))
    return found


def _against_superior(one: Around, me: Mapping[str, Any]) -> Iterator[Finding]:
    boss = one.superior
    if boss is None:
        return
    if me["rank_order"] > boss.order:
        text = f"Pangkatnya {me['rank']} di atas atasannya, {boss.name} ({boss.rank})."
        yield Finding(one.line, "ABOVE_SUPERIOR", Weight.REMARK, text)
    elif me["rank_order"] == boss.order and me["rank_since"] and boss.since and me["rank_since"] < boss.since:
        text = f"Pangkatnya sama dengan atasannya, {boss.name} ({boss.rank}), dengan TMT lebih dahulu."
        yield Finding(one.line, "EARLIER_THAN_SUPERIOR", Weight.REMARK, text)


_RANKS: Final = frozenset(PNS_RANKS)


def _tree(draft: Draft, units: pl.DataFrame) -> _Tree:
    above = dict(units.select("unit_id", "parent_id").iter_rows())
    below = units.filter(pl.col("parent_id").is_not_null()).sort("unit_id").group_by("parent_id").agg("unit_id")
    heads = draft.seats.filter("leads_unit").sort("standing", "post_id", descending=[True, False], nulls_last=True)
    head = dict(heads.unique("unit_id", keep="first", maintain_order=True).select("unit_id", "post").iter_rows())
    staff = draft.seats.filter(~pl.col("post").is_in(list(head.values()))).group_by("unit_id").agg("post")
    ranked = draft.people.filter(pl.col("after").is_not_null() & pl.col("rank").is_in(list(_RANKS))).sort("employee_id")
    on_post: dict[int, list[Person]] = {}
    categories = dict(draft.seats.select("post", "category").iter_rows())
    for row in ranked.select("after", "employee_id", "name", "rank", "rank_order", "rank_since").iter_rows():
        on_post.setdefault(row[0], []).append(Person(row[1], row[2], row[3], row[4], row[5], categories[row[0]]))
    return _Tree(
        above, {p: tuple(c) for p, c in below.iter_rows()}, head, {u: tuple(p) for u, p in staff.iter_rows()},
        {post: tuple(people) for post, people in on_post.items()},
    )  # fmt: skip

"""The verifier's limits, values and bound against plain enumeration of every assignment of small worlds."""

import datetime as dt
import hashlib
import itertools
import random
from collections.abc import Iterator
from fractions import Fraction
from math import floor
from typing import Any

import numpy as np
import polars as pl
import pytest

from penata.planning.verify import bound
from penata.planning.verify.bound import bound_of
from penata.planning.verify.check import _rows_of_seats
from penata.planning.verify.ground import Ground, ground_of
from penata.planning.verify.placement import check_placement, placed
from penata.planning.verify.value import Ties, value_of
from penata.planning.verify.verdict import Findings
from penata.policy import Policy
from penata.tables import TABLES, dataset_of

DAY = dt.date(2026, 6, 30)
POLICY = Policy(as_of=DAY, effective_date=DAY)
POSTS = ("a", "b", "c")
Seat = str | None
Vector = tuple[int, int, int, int]


class World:
    """Up to five people, three posts, random needs, decisions, candidates and gains, in plain Python."""

    def __init__(self, seed: int) -> None:
        dice = random.Random(seed)
        self.need = {p: dice.choice([None, 0, 1, 1, 2, 2, 3]) for p in POSTS}
        self.least = {p: dice.choice([None, None, 0, 1]) for p in POSTS}
        self.priority = {p: dice.choice([1, 1, 3]) for p in POSTS}
        self.kept = {p: dice.random() < 0.15 for p in POSTS}
        self.own: dict[str, Seat] = {str(i): dice.choice([*POSTS, *POSTS, None]) for i in range(dice.randint(2, 5))}
        self.counted = {i: dice.random() < 0.85 for i in self.own}
        self.gain = {
            (i, p): dice.randint(-9, 9) for i in self.own for p in POSTS if p != self.own[i] and dice.random() < 0.8
        }
        kinds = [("PIN", False), ("FORBID", True), ("FORBID", False), ("FORCE", True), ("FORCE", False)]
        self.decisions = []
        for i in self.own:
            if dice.random() < 0.25:
                kind, named = dice.choice(kinds)
                self.decisions.append((i, kind, dice.choice(POSTS) if named else None))
        self.dice = dice

    def filled(self, post: str, seats: dict[str, Seat]) -> int:
        return sum(seat == post and self.counted[i] for i, seat in seats.items())

    def may(self, i: str, seat: Seat) -> bool:
        own = self.own[i]
        for who, kind, post in self.decisions:
            if (
                who == i
                and not {
                    "PIN": seat == own,
                    "FORBID": seat == own if post is None else seat != post,
                    "FORCE": seat != own if post is None else seat == post,
                }[kind]
            ):
                return False
        if seat == own:
            return True
        if seat is None or not self.counted[i] or (i, seat) not in self.gain:
            return False
        ends = [post for post in (own, seat) if post is not None]
        forced = any(who == i and kind == "FORCE" for who, kind, _ in self.decisions)
        return all(self.need[post] is not None and (forced or not self.kept[post]) for post in ends)

    def keeps_limits(self, seats: dict[str, Seat]) -> bool:
        for post in POSTS:
            before, after, need, least = (
                self.filled(post, self.own),
                self.filled(post, seats),
                self.need[post],
                self.least[post],
            )
            if need is None:
                if after != before:
                    return False
            elif not min(need if least is None else least, before) <= after <= max(need, before):
                return False
        return True

    def all_seats(self) -> Iterator[dict[str, Seat]]:
        for choice in itertools.product((*POSTS, None), repeat=len(self.own)):
            yield dict(zip(self.own, choice, strict=True))

    def feasible(self) -> list[dict[str, Seat]]:
        return [s for s in self.all_seats() if all(self.may(i, s[i]) for i in s) and self.keeps_limits(s)]

    def value(self, seats: dict[str, Seat]) -> Vector:
        shortage = 0
        for post, need in self.need.items():
            for k in range(1, (need or 0) - self.filled(post, seats) + 1):
                shortage += floor(Fraction(1_000_000 * self.priority[post] * (2 * k - 1), need or 1) + Fraction(1, 2))
        moved = [(i, s) for i, s in seats.items() if s is not None and s != self.own[i]]
        tie = sum(_tie(i, s) for i, s in seats.items() if s is not None and self.counted[i])
        return shortage, -sum(self.gain[pair] for pair in moved), len(moved), tie

    def ground(self) -> Ground:
        def table(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
            schema = TABLES[name].schema
            return pl.DataFrame([{c: row.get(c) for c in schema} for row in rows], schema=schema)

        jobs = [
            {"job_id": "plan", "name": "P", "category": "PELAKSANA"},
            {"job_id": "kept", "name": "K", "category": "JPT"},
        ]
        people = [
            {"employee_id": i, "name": i, "employment": "PNS" if self.counted[i] else "NON_ASN", "post_id": post}
            for i, post in self.own.items()
        ]
        posts = [
            {"post_id": p, "unit_id": "u", "job_id": "kept" if self.kept[p] else "plan", "need": self.need[p],
             "safe_minimum": self.least[p], "priority": self.priority[p]}
            for p in POSTS
        ]  # fmt: skip
        decisions = [{"employee_id": i, "kind": k, "post_id": p, "reason": "uji"} for i, k, p in self.decisions]
        frames = {"jobs": jobs, "posts": posts, "employees": people, "decisions": decisions}
        return ground_of(dataset_of({name: table(name, rows) for name, rows in frames.items()}), POLICY)

    def pairs(self) -> pl.DataFrame:
        rows = [(int(i), POSTS.index(p), g) for (i, p), g in self.gain.items()]
        rows += [(int(i), POSTS.index(p), 0) for i, p in self.own.items() if p is not None and self.counted[i]]
        schema = {"person": pl.UInt32, "post": pl.UInt32, "gain": pl.Int64}
        return pl.DataFrame(sorted(rows), schema=schema, orient="row")

    def assignments(self, seats: dict[str, Seat]) -> pl.DataFrame:
        rows = [(i, s) for i, s in seats.items() if s is not None or self.own[i] is not None]
        return pl.DataFrame(rows, schema={"employee_id": pl.String, "post_id": pl.String}, orient="row")


def _tie(employee_id: str, post_id: str) -> int:
    """docs/data_path.md, "The tie, level 4", word by word."""
    word = 2**64 - 1
    person, post = (
        int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") for text in (employee_id, post_id)
    )
    z = person ^ ((post << 32 | post >> 32) & word)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        z = ((z ^ z >> shift) * factor) & word
    return (z ^ z >> 31) >> 34


def _after(world: World, ground: Ground, seats: dict[str, Seat], findings: Findings) -> np.ndarray[Any, Any]:
    after = placed(ground, world.assignments(seats), findings)
    check_placement(ground, after, _rows_of_seats(ground, after, world.pairs()), findings)
    return after


@pytest.mark.parametrize("seed", range(10))
def test_placement_accepts_exactly_the_feasible_assignments(seed: int) -> None:
    world = World(seed)
    ground, feasible = world.ground(), world.feasible()
    others = [seats for seats in world.all_seats() if seats not in feasible]
    for seats in world.dice.sample(others, min(len(others), 60)):
        findings = Findings()
        _after(world, ground, seats, findings)
        assert findings.counts, seats
    for seats in world.dice.sample(feasible, min(len(feasible), 20)):
        findings = Findings()
        after = _after(world, ground, seats, findings)
        assert findings.counts == {}, seats
        gain = np.array([world.gain.get((i, seat), 0) for i, seat in seats.items()])  # type: ignore[arg-type]
        assert value_of(ground, after, gain, Ties(ground)) == world.value(seats)


FEASIBLE = [seed for seed in range(120) if World(seed).feasible()]


@pytest.mark.parametrize("seed", FEASIBLE)
def test_bound_is_never_beaten_at_any_prices(seed: int) -> None:
    world = World(seed)
    best = min(world.value(seats) for seats in world.feasible())
    ground = world.ground()
    for _ in range(4):
        reach = world.dice.choice([0, 3, 700_000])
        rows = [[world.dice.randint(-reach, reach), *(world.dice.randint(-9, 9) for _ in range(3))] for _ in POSTS]
        assert bound_of(ground, world.pairs(), np.array(rows, np.int64), Ties(ground)) <= best


def test_bound_tries_worlds_in_which_something_may_happen() -> None:
    sizes = [len(World(seed).feasible()) for seed in FEASIBLE]
    assert sum(size > 1 for size in sizes) > 40


def test_bound_is_exact_where_nobody_may_move() -> None:
    world = World(3)
    world.decisions = [(i, "PIN", None) for i in world.own]
    ground = world.ground()
    prices = np.array([[5, -7, 2, 9], [-1_000_000, 4, 0, 1], [333, 0, 0, 0]])
    assert bound_of(ground, world.pairs(), prices, Ties(ground)) == world.value(world.own)


def test_bound_in_runs_is_the_bound_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in FEASIBLE[:8]:
        world = World(seed)
        ground, prices = world.ground(), np.array([[5, -7, 2, 9], [-9, 4, 0, 1], [333, 0, 0, 0]])
        monkeypatch.setattr(bound, "RUN_PAIRS", 10**6)
        whole = bound_of(ground, world.pairs(), prices, Ties(ground))
        monkeypatch.setattr(bound, "RUN_PAIRS", 2)
        assert bound_of(ground, world.pairs(), prices, Ties(ground)) == whole
        assert bound_of(ground, world.pairs().reverse(), prices, Ties(ground)) == whole


def test_bound_refuses_prices_beyond_its_arithmetic() -> None:
    world = World(3)
    ground = world.ground()
    prices = np.full((3, 4), 2**61, np.int64)
    with pytest.raises(OverflowError):
        bound_of(ground, world.pairs(), prices, Ties(ground))

"""The trade-off between balance and a second objective: every supported point, each a proven optimum.

Two costs of a plan: its shortage, and its moves (or the wishes that it does not grant). A point is supported where some
weighing of the two has no better plan. Components do not touch each other, so what is best for a weighing of the whole
is best in each of them: the corners of a component are found by recursive dichotomy (Aneja and Nair, 1979: the line
through two known points is the next weighing, until no plan lies below it), and the edges of all components, the
cheapest first, are the edges of the whole. Each weighing is settled by the engine from the plan beside it, in whole
numbers. Between two corners, the chains of moves in which their plans differ are made one after the other: both plans
are best at the weighing of their line and seats cost the more the more are empty, so every plan on the way lies on the
line too.

Plans that no weighing finds may lie between two neighbours: in the triangle above the line through both, below the
shortage of the one and the second cost of the other. ``Frontier.least`` bounds them, ``Frontier.between`` counts them.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Final, Literal, NamedTuple

import numpy as np
import polars as pl

from penata.merit import wish_ranks
from penata.planning.engine.prices import Scope
from penata.planning.engine.solve import CELL_LIMIT, solve
from penata.planning.objectives import Aims
from penata.planning.problem import LIMIT, NOBODY, Ints, Mask, Problem
from penata.planning.result import shortage_of
from penata.planning.workings import Step, Workings

Second = Literal["moves", "wishes"]
SECONDS: Final[tuple[Second, ...]] = ("moves", "wishes")


@dataclass(frozen=True, slots=True)
class Point:
    """One plan of the trade-off: its shortage cost, the people who are missing, who moves, and wishes granted."""

    shortage: int
    missing_seats: int
    moves: int
    wishes: int


@dataclass(frozen=True, slots=True)
class Frontier:
    """All supported points, the least shortage first; ``second`` is what it is traded against.

    Each is a proven optimum of one weighing, so no plan is better in one and not worse in the other.
    """

    second: Second
    points: tuple[Point, ...]

    def amount(self, point: Point) -> int:
        """Moves of a point, or wishes that it grants."""
        return point.moves if self.second == "moves" else point.wishes

    def least(self, amount: int) -> int | None:
        """No plan with at most so many moves (or at least so many wishes granted) has less shortage cost.

        None where no plan has so few moves or so many wishes.
        """
        cost = [self._cost(point) for point in self.points]
        asked = amount if self.second == "moves" else -amount
        if asked < cost[-1]:
            return None
        for here, there, one, two in zip(self.points, self.points[1:], cost, cost[1:], strict=False):
            if two <= asked < one:
                slope = Fraction(there.shortage - here.shortage, one - two)
                return -((-(here.shortage + slope * (one - asked))) // 1)
        return self.points[0].shortage

    def best(self, amount: int) -> Point | None:
        """The supported point of least shortage with at most so many moves (or at least so many wishes granted)."""
        asked = amount if self.second == "moves" else -amount
        return next((point for point in self.points if self._cost(point) <= asked), None)

    @property
    def between(self) -> int:
        """Numbers of moves (or wishes) between the ends at which no supported point lies."""
        cost = [self._cost(point) for point in self.points]
        return sum(one - two - 1 for one, two in pairwise(cost))

    @property
    def widest(self) -> int:
        """The most by which a plan between two neighbours could have less shortage cost than the next point found."""
        found = 0
        for here, there in pairwise(self.points):
            apart = abs(self._cost(here) - self._cost(there))
            if apart > 1:  # worst one step before the neighbour with less shortage
                found = max(found, (there.shortage - here.shortage) * (apart - 1) // apart)
        return found

    def spread(self, count: int, budgets: Sequence[int] = ()) -> tuple[Point, ...]:
        """So many points with both ends among them, evenly over the second objective; and the best within budgets."""
        if count >= len(self.points):
            return self.points
        cost = np.array([self._cost(point) for point in self.points])
        wanted = np.linspace(cost[0], cost[-1], count)
        shown = {self.points[0], self.points[-1], *(self.points[int(np.abs(cost - one).argmin())] for one in wanted)}
        shown |= {self.best(amount) or self.points[-1] for amount in budgets}
        return tuple(point for point in self.points if point in shown)

    def _cost(self, point: Point) -> int:
        return point.moves if self.second == "moves" else -point.wishes


def frontier(work: Workings, second: Second, *, step: Step = lambda _: None) -> Frontier:
    """The trade-off between the shortage of a dataset and a second objective.

    Wishes are those (WANT or ACCEPT) that a move grants. Decisions hold; side limits play no part. Shortage is in the
    measure of the aims, which must be in order. Raises ValueError under weighted aims, OverflowError where a component
    is too large for whole numbers of 64 bits.
    """
    problem, facts = work.problem, work.facts
    if problem.aims.is_weighted:
        raise ValueError("the trade-off is told in the measure of aims in order, not in points")
    before = shortage_of(facts, facts.posts["filled"].to_numpy(), problem.aims)
    need = facts.posts["need"].fill_null(0).to_numpy()[problem.posts]
    start = (before["shortage"], before["missing_seats"])
    scope, begun = work.whole_scope or work.scope, work.solution.chosen
    return supported(problem, scope, need, granted_pairs(work), second, start, begun=begun, step=step)


def granted_pairs(work: Workings) -> Mask:
    """Which pairs (a) of a problem are moves that grant a wish."""
    rank = work.problem.rank[work.pairs["person"].to_numpy()]
    order = np.argsort(rank, kind="stable")
    pairs = work.pairs[order[np.count_nonzero(rank == NOBODY) :]]
    granted: Mask = wish_ranks(work.dataset, work.facts, pairs).is_not_null().to_numpy() & ~work.problem.stays()
    return granted


def supported(
    problem: Problem, scope: Scope, need: Ints, granted: Mask, second: Second, before: tuple[int, int],
    *, begun: Ints | None = None, step: Callable[[str], None] = lambda _: None,
) -> Frontier:  # fmt: skip
    """The supported points of a problem; ``need`` (p) of its posts, ``before`` shortage cost and people missing today.

    ``granted`` (a) are the pairs that count as a wish granted; ``begun`` (n) a plan of little shortage from which the
    search may begin, which saves time.
    """
    curve = _Curve(problem, scope, need, granted, second)
    begun = curve.present if begun is None else begun
    lines = []
    for component in range(len(problem.person_bound) - 1):
        if component % 100 == 0:
            step(f"menimbang bagian {component + 1} dari {len(problem.person_bound) - 1}")
        lines.append(curve.line(component, begun[problem.people_in((component, component + 1))]))
    present = curve.figures(curve.present, (0, len(lines)))
    first = tuple(sum(line[0].figures[i] for line in lines) - present[i] for i in range(4))
    figures = np.array([before[0] + first[0], before[1] + first[1], first[2], first[3]], np.int64)
    edges = sorted(
        (Fraction(b.cost[0] - a.cost[0], a.cost[1] - b.cost[1]), number, place, a, b)
        for number, line in enumerate(lines)
        for place, (a, b) in enumerate(pairwise(line))
    )
    points = [Point(*figures.tolist())]
    for *_, a, b in edges:
        figures = figures + np.subtract(b.figures, a.figures)
        points.append(Point(*figures.tolist()))
    return Frontier(second, tuple(points))


class _Spot(NamedTuple):
    """A plan of a component: both costs, (shortage, people missing, moves, wishes granted), who holds which pair."""

    cost: tuple[int, int]
    figures: tuple[int, int, int, int]
    held: Ints


class _Curve:
    """Components under any weighing of shortage and the second cost."""

    def __init__(self, problem: Problem, scope: Scope, need: Ints, granted: Mask, second: Second) -> None:
        self.problem, self.scope, self.need, self.granted, self.second = problem, scope, need, granted, second
        self.moved = ~problem.stays()
        self.price = self.moved.astype(np.int64) if second == "moves" else -granted.astype(np.int64)
        self.rest = -granted.astype(np.int64) if second == "moves" else self.moved.astype(np.int64)
        self.seats = np.concatenate([[0], np.cumsum(problem.seat_cost)])
        self.present = np.full(len(problem.persons), NOBODY, np.int64)
        own = np.flatnonzero(~self.moved)
        self.present[problem.person_of_pair()[own]] = own

    def line(self, component: int, begun: Ints) -> list[_Spot]:
        """The supported points of a component, the least shortage first; ``begun`` is where the search begins."""
        alone, scope = _alone(self.problem, self.scope, component)
        most = int(np.abs(alone.seat_cost).sum())

        def best(start: Ints, shortage: int, other: int) -> _Spot:
            """The plan of least shortage · weight + second cost · weight."""
            weighed = self.weighed(component, alone, shortage, other)
            first = self.problem.start[self.problem.person_bound[component]]
            own = np.where(start == NOBODY, NOBODY, start - first)
            held = solve(weighed, scope, start=own, threads=1).chosen
            return self.spot(np.where(held == NOBODY, NOBODY, held + first), component)

        first = best(begun, len(alone.persons) + 1, 1)
        last = self.fewest(component) or best(first.held, 1, most + 1)
        found, waiting = [first], [(first, last)] if first.cost != last.cost else []
        while waiting:
            one, two = waiting.pop()
            shortage, other = one.cost[1] - two.cost[1], two.cost[0] - one.cost[0]
            middle = best(one.held, shortage, other)
            if _weighed(middle, shortage, other) < _weighed(one, shortage, other):
                waiting += [(middle, two), (one, middle)]
            else:
                found += self.on_the_way(component, one, two)
        return found

    def fewest(self, component: int) -> _Spot | None:
        """The present posts, where they have the least second cost: nobody moves."""
        people = self.problem.people_in((component, component + 1))
        held = self.present[people]
        may_stay = np.append(self.scope.allowed, np.False_)[held] | ((held == NOBODY) & self.scope.none_is_open[people])
        return self.spot(held, component) if self.second == "moves" and may_stay.all() else None

    def on_the_way(self, component: int, one: _Spot, two: _Spot) -> list[_Spot]:
        """Plans on the line from a plan to another of less second cost, that plan the last: chain by chain."""
        held, found = one.held.copy(), [one]
        for chain in self._chains(one.held, two.held):
            held[chain] = two.held[chain]
            spot = self.spot(held.copy(), component)
            if spot.cost[1] < found[-1].cost[1]:
                found.append(spot)
        if found[-1].cost != two.cost:
            raise AssertionError("the chains between two plans do not lead from one to the other")
        return [*found[1:-1], two]

    def _chains(self, one: Ints, two: Ints) -> list[list[int]]:
        """The people who sit elsewhere, by chain: each takes the seat that the next one leaves, or the chain ends."""
        post = np.append(self.problem.post, NOBODY)
        leaves, takes = post[one].tolist(), post[two].tolist()
        following: dict[int, list[int]] = defaultdict(list)
        balance: Counter[int] = Counter()
        for person in np.flatnonzero(one != two)[::-1].tolist():
            following[leaves[person]].append(person)
            balance[leaves[person]] -= 1
            balance[takes[person]] += 1
        lost = [at for at in sorted(following) for _ in range(-min(balance[at], 0))]
        chains = [_walk(at, following, takes) for at in lost]
        for at in sorted(following):
            while following[at]:
                chains.append(_walk(at, following, takes))
        return chains

    def weighed(self, component: int, alone: Problem, shortage: int, other: int) -> Problem:
        """A component alone whose best plan is that of least shortage · weight + second cost · weight."""
        pairs, fine = self.problem.pairs_in((component, component + 1)), len(alone.persons) + 1
        highest = max(shortage * int(np.abs(alone.seat_cost).max(initial=0)), other) + 1
        reach = 4 * highest * (len(alone.posts) + 2)
        if reach > LIMIT:
            raise OverflowError("a component is too large for whole-number costs in 64 bits")
        if reach * fine > CELL_LIMIT:
            return replace(alone, toll=other * self.price[pairs], seat_cost=shortage * alone.seat_cost)
        toll = other * fine * self.price[pairs] + self.rest[pairs]  # among equals the most wishes, or the fewest moves
        return replace(alone, toll=toll, seat_cost=shortage * fine * alone.seat_cost)

    def spot(self, held: Ints, component: int) -> _Spot:
        """A plan of a component by the pair that each of its people holds."""
        figures = self.figures(held, (component, component + 1))
        return _Spot((figures[0], figures[2] if self.second == "moves" else -figures[3]), figures, held)

    def figures(self, held: Ints, components: tuple[int, int]) -> tuple[int, int, int, int]:
        """Shortage (up to what no seat alters), people missing, moves and wishes granted of a range of components."""
        problem, posts = self.problem, self.problem.posts_in(components)
        held = held[held != NOBODY]
        heads = problem.fixed[posts] + np.bincount(problem.post[held] - posts.start, minlength=posts.stop - posts.start)
        start = problem.seat_start[posts]
        shortage = self.seats[start + heads - problem.floor[posts]] - self.seats[start]
        missing = np.maximum(self.need[posts] - heads, 0)
        return (int(shortage.sum()), int(missing.sum()), int(self.moved[held].sum()), int(self.granted[held].sum()))


def _alone(problem: Problem, scope: Scope, component: int) -> tuple[Problem, Scope]:
    """A component by itself, seats and tolls one level, without gains; and what is open in it."""
    here = (component, component + 1)
    people, posts, pairs = problem.people_in(here), problem.posts_in(here), problem.pairs_in(here)
    seats = problem.seat_start[posts.start : posts.stop + 1]
    home = problem.home[people]
    alone = replace(
        problem,
        persons=problem.persons[people],
        home=np.where(home == NOBODY, NOBODY, home - posts.start),
        start=problem.start[people.start : people.stop + 1] - pairs.start,
        post=problem.post[pairs] - np.int32(posts.start),
        gain=np.zeros_like(problem.gain[pairs]),
        tie=problem.tie[pairs],
        forced=problem.forced[pairs],
        posts=problem.posts[posts],
        fixed=problem.fixed[posts],
        floor=problem.floor[posts],
        capacity=problem.capacity[posts],
        seat_start=seats - seats[0],
        seat_cost=problem.seat_cost[seats[0] : seats[-1]],
        person_bound=np.array([0, people.stop - people.start]),
        post_bound=np.array([0, posts.stop - posts.start]),
        aims=Aims(mode="weighted"),
    )
    return alone, Scope(scope.allowed[pairs], scope.none_is_open[people], scope.low[posts], scope.high[posts])


def _walk(at: int, following: dict[int, list[int]], takes: list[int]) -> list[int]:
    chain = []
    while following[at]:
        chain.append(following[at].pop())
        at = takes[chain[-1]]
    return chain


def _weighed(spot: _Spot, shortage: int, other: int) -> int:
    return shortage * spot.cost[0] + other * spot.cost[1]


def rows(found: Frontier) -> pl.DataFrame:
    """shortage, missing_seats, moves, wishes of every point, and between it and the next: ``unknown`` (amounts at
    which no supported point lies) and ``least`` (no plan there has less shortage cost; null where there is none).
    """
    told = []
    for here, there in _pairs(found.points):
        apart = 0 if there is None else abs(found.amount(here) - found.amount(there)) - 1
        inside = found.amount(here) + (-1 if found.second == "moves" else 1)
        told.append((here.shortage, here.missing_seats, here.moves, here.wishes, max(apart, 0),
                     found.least(inside) if apart > 0 else None))  # fmt: skip
    names = ("shortage", "missing_seats", "moves", "wishes", "unknown", "least")
    return pl.DataFrame(told, dict.fromkeys(names, pl.Int64), orient="row")


def _pairs(points: Sequence[Point]) -> list[tuple[Point, Point | None]]:
    return list(zip(points, [*points[1:], None], strict=True))

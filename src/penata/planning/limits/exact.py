"""What prices leave open is searched: a small mixed-integer program over the pairs and seats near the prices.

Every pair and every seat has a reduced cost at the prices, and what an assignment costs beyond the bound is the sum of
the reduced costs it takes and of the prices of what it leaves unused of the limits. So an assignment within a gap takes
nothing whose reduced cost lies beyond the gap: all that is closed (``near``), and the rest goes to HiGHS, level by
level. HiGHS computes in floating point: what it finds is rounded and counted again in whole numbers, and its word for
"nothing better" is called a search, never a proof by prices.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from penata.planning.engine.prices import Scope
from penata.planning.limits.highs import asked
from penata.planning.limits.rows import Rows
from penata.planning.problem import NOBODY, Ints, Problem

if TYPE_CHECKING:
    from ortools.math_opt.model_pb2 import ModelProto
    from ortools.math_opt.python.mathopt import Model, ModelSolveParameters, SolveResult

NODES: Final = 500
"""Nodes of a search at most: a limit on work that is the same on every machine."""
WORK: Final = 1_000_000
"""Variables times nodes of a search at most."""
SECONDS: Final = 15.0
"""Seconds of one level of a search at most, where its nodes are harder than any count of them foretells. What the clock
ends may be another plan on another machine, and is marked (``Found.by_clock``)."""
ALL_SECONDS: Final = 40.0
"""Seconds of all searches for one plan, beyond which no other begins."""
LARGEST: Final = 60_000
"""Variables beyond which nothing is searched."""
LARGEST_LINEAR: Final = 60_000
"""Variables beyond which no program without whole numbers is solved for prices."""
LARGEST_TIE: Final = 5_000
"""Variables beyond which the tie is not searched, which no search can prove anyway."""
TIE_SHIFT: Final = 12
"""The tie is searched by its highest bits only: more than floating point can hold apart."""
TINY: Final = 1e-6
"""A fraction that is none."""
LEVELS: Final = 4

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What a search found: ``chosen`` (n), or None where nothing keeps the limits (``finished``) or nothing was found.

    ``finished`` counts the levels at which nothing better exists in the scope that was searched; ``is_too_large`` where
    it was too large to be searched, ``by_clock`` where the clock ended it.
    """

    chosen: Ints | None
    finished: int
    variables: int
    is_too_large: bool = False
    by_clock: bool = False


def near(problem: Problem, scope: Scope, limb: Ints, scale: int, gap: int) -> Scope:
    """What an assignment can take that costs at most ``gap`` more than the bound at the prices ``limb`` (p)."""
    person = problem.person_of_pair()
    cost = limb[problem.post] - problem.gain
    cost = cost + problem.toll if len(problem.toll) else cost
    least = np.where(scope.none_is_open, 0, np.iinfo(np.int64).max)
    np.minimum.at(least, person[scope.allowed], cost[scope.allowed])
    allowed = scope.allowed & (cost - least[person] <= gap)
    none = scope.none_is_open & (-least <= gap)
    post = np.repeat(np.arange(len(problem.posts)), np.diff(problem.seat_start))
    head = np.arange(len(post)) - problem.seat_start[post] + problem.floor[post] + 1
    reduced = problem.seat_cost * scale - limb[post]
    within = (head > scope.low[post]) & (head <= scope.high[post])
    sure = np.bincount(post[within & (reduced < -gap)], minlength=len(problem.posts))
    never = np.bincount(post[within & (reduced > gap)], minlength=len(problem.posts))
    return Scope(allowed, none, scope.low + sure, scope.high - never)


def search(
    problem: Problem, scope: Scope, rows: Rows, *, known: Ints | None = None,
    goes_on: Callable[[Ints], bool] = lambda _: True, seconds: float = SECONDS,
) -> Found:  # fmt: skip
    """The best assignment of a scope that keeps all limits, level by level, as far as the work goes.

    ``known`` (n) keeps the limits, and is kept where nothing better is found. ``goes_on`` is asked with the assignment
    that is best in shortage and gain whether moves and tie are decided too.
    """
    model = _Model(problem, scope, rows)
    if model.is_impossible:
        return Found(None, LEVELS, 0)
    if model.size > LARGEST:
        return Found(None, 0, model.size, is_too_large=True)
    values = None if known is None else model.values_of(known)
    nodes = max(min(NODES, WORK // max(model.size, 1)), 1)
    levels = model.levels()
    decided = levels[: len(levels) - (model.size > LARGEST_TIE)]
    for level, costs in enumerate(decided):
        if level == len(levels) - 2 and values is not None and not goes_on(model.assignment(values)):
            return Found(model.assignment(values), level, model.size)
        answer = model.least(costs, nodes, seconds, values)
        if answer is None:
            return Found(None, LEVELS, model.size)
        values, is_best = answer
        if not is_best or values is None:
            found = None if values is None else model.assignment(values)
            return Found(found, level, model.size, by_clock=model.by_clock)
    finished = LEVELS if len(decided) == len(levels) else len(decided)
    return Found(None if values is None else model.assignment(values), finished, model.size)


def around(problem: Problem, scope: Scope, rows: Rows, scale: int) -> Scope:
    """Part of a scope in which a good assignment is likely: what the best one in fractions takes, and the present.

    The whole scope where there is no such one, or where it would be too large.
    """
    model = _Model(problem, scope, rows)
    found = None if model.is_impossible or model.size > LARGEST_LINEAR else model.fractions(scale)
    if found is None:
        return scope
    allowed = scope.allowed & problem.stays()
    allowed[model.fixed[model.fixed >= 0]] = True
    allowed[model.pairs[found > TINY]] = True
    return Scope(allowed, scope.none_is_open, scope.low, scope.high)


def prices_in_floats(problem: Problem, scope: Scope, rows: Rows, scale: int) -> Floats | None:
    """Prices of all limits at once (r, in limb 1 a unit), from the program without whole numbers; None without any.

    Only a hint of where to look: whatever the prices are, the bound at them is computed in whole numbers.
    """
    model = _Model(problem, scope, rows)
    if model.is_impossible or model.size > LARGEST_LINEAR:
        return None
    return model.duals(scale)


class _Model:
    """Persons with a choice, and the seats that they can make full or empty; all else is a constant.

    Variables: the open pairs of these persons, then "no seat" of those who may have none, then the open seats.
    """

    def __init__(self, problem: Problem, scope: Scope, rows: Rows) -> None:
        self.problem, self.rows = problem, rows
        person = problem.person_of_pair()
        open_pairs = np.flatnonzero(scope.allowed)
        options = np.bincount(person[open_pairs], minlength=len(problem.persons)) + scope.none_is_open
        free = options > 1
        single = open_pairs[~free[person[open_pairs]]]
        self.fixed = np.full(len(problem.persons), NOBODY, np.int64)
        self.fixed[person[single]] = single
        self.pairs = open_pairs[free[person[open_pairs]]]
        self.none = np.flatnonzero(free & scope.none_is_open)
        sure = problem.fixed + np.bincount(problem.post[single], minlength=len(problem.posts))
        self.touched = np.zeros(len(problem.posts), np.bool_)
        self.touched[problem.post[self.pairs]] = True
        base = np.maximum(scope.low, sure)
        room = np.where(self.touched, np.maximum(scope.high - base, 0), 0)
        self.seat_post = np.repeat(np.arange(len(room)), room)
        self.nth = np.arange(len(self.seat_post)) - np.repeat(np.cumsum(room) - room, room)
        at = self.seat_post
        self.seats = problem.seat_start[at] + base[at] - problem.floor[at] + self.nth
        self.missing = base - sure
        self.left = rows.most - rows.used(self.fixed)
        outside = ~self.touched & ((sure < scope.low) | (sure > scope.high))
        self.is_impossible = bool((options == 0).any() or outside.any() or (sure > scope.high).any())
        self.size = len(self.pairs) + len(self.none) + len(self.seats)
        self.by_clock = False
        self.proto = self._proto(person)

    def levels(self) -> list[Floats]:
        """The objective of every level over the variables, all to be least."""
        problem, people = self.problem, np.zeros(len(self.none))
        seats = problem.seat_cost[self.seats].astype(np.float64)
        idle = np.zeros(len(self.seats))
        away = problem.post[self.pairs] != problem.home[problem.person_of_pair()[self.pairs]]
        on_pairs = [-problem.gain[self.pairs], away, problem.tie[self.pairs] >> TIE_SHIFT]
        below = [np.concatenate([level.astype(np.float64), people, idle]) for level in on_pairs]
        if problem.scale == 1:  # seats are told in points: one level
            return [np.concatenate([below[0][: len(self.pairs)], people, seats]), *below[1:]]
        return [np.concatenate([np.zeros(len(self.pairs)), people, seats]), *below]

    def least(self, costs: Floats, nodes: int, seconds: float, known: Ints | None) -> tuple[Ints | None, bool] | None:
        """Values of all variables at the least cost and whether it is sure; None where there are none at all.

        From now on this cost may not get worse.
        """
        at = np.flatnonzero(costs)
        if known is not None and not len(at):
            return known, True
        self._set(costs)
        result = self._solved(nodes, seconds)
        if result is None:
            return known, False
        if _is(result, "INFEASIBLE"):
            return None if known is None else (known, False)
        values, proven = known, False
        found = self._rounded(self._values(result)) if result.has_primal_feasible_solution() else None
        if found is not None and (known is None or costs @ found <= costs @ known):
            values = found
        if values is not None:
            bound = result.termination.objective_bounds.dual_bound
            proven = _is(result, "OPTIMAL") and bound > float(costs @ values) - 0.75
            self._rows(np.zeros(len(at), np.int64), at, costs[at], np.array([-np.inf]), np.array([costs @ values]))
        return values, proven

    def duals(self, scale: int) -> Floats | None:
        """What a unit of each limit is worth, shortage and gain as one."""
        result = self._relaxed(scale)
        if result is None or not result.has_dual_feasible_solution():
            return None
        found = result.dual_values()
        prices = np.zeros(len(self.left))
        at = [row.id - self.limit_rows.start for row in found]
        prices[self.limit_names[at]] = np.maximum(-np.array(list(found.values())), 0.0) * scale
        return prices / self.unit

    def fractions(self, scale: int) -> Floats | None:
        """How much of each open pair the best assignment in fractions takes, shortage and gain as one."""
        result = self._relaxed(scale)
        return None if result is None else self._values(result)[: len(self.pairs)]

    def values_of(self, chosen: Ints) -> Ints | None:
        """The variables of an assignment; None where it does not belong to the scope."""
        held = np.append(chosen, NOBODY)
        person = self.problem.person_of_pair()[self.pairs]
        values = np.zeros(self.size, np.float64)
        values[: len(self.pairs)] = held[person] == self.pairs
        values[len(self.pairs) : self.size - len(self.seats)] = held[self.none] == NOBODY
        found = self._rounded(values)
        return found if found is not None and np.array_equal(self.assignment(found), chosen) else None

    def assignment(self, values: Ints) -> Ints:
        """The pair of each person."""
        chosen = self.fixed.copy()
        taken = self.pairs[values[: len(self.pairs)] > 0]
        chosen[self.problem.person_of_pair()[taken]] = taken
        return chosen

    def _solved(self, nodes: int, seconds: float) -> "SolveResult | None":
        """A search of so many nodes; one that the limit ends keeps the best it has. None where HiGHS fails."""
        from ortools.math_opt.python import mathopt  # noqa: PLC0415 - slow to import, mostly not needed

        parameters = mathopt.SolveParameters(
            time_limit=dt.timedelta(seconds=seconds),
            node_limit=nodes,
            absolute_gap_tolerance=0.5,
            relative_gap_tolerance=0.0,
            random_seed=0,
        )
        parameters.highs.double_options["mip_feasibility_tolerance"] = 1e-9
        parameters.highs.double_options["primal_feasibility_tolerance"] = 1e-9
        model = mathopt.Model.from_model_proto(self.proto)
        result = asked(model, self._told(model), parameters)
        self.by_clock = result is not None and bool(result.termination.limit is mathopt.Limit.TIME)
        return result

    def _relaxed(self, scale: int) -> "SolveResult | None":
        """The program without whole numbers, shortage and gain as one; None where HiGHS finds no best answer."""
        from ortools.math_opt.python import mathopt  # noqa: PLC0415 - slow to import, mostly not needed

        costs = np.zeros(self.size)
        costs[: len(self.pairs)] = -self.problem.gain[self.pairs] / scale
        costs[self.size - len(self.seats) :] = self.problem.seat_cost[self.seats]
        self._set(costs)
        del self.proto.variables.integers[:]
        self.proto.variables.integers.extend([False] * self.size)
        model = mathopt.Model.from_model_proto(self.proto)
        result = asked(model, self._told(model))
        return result if result is not None and _is(result, "OPTIMAL") else None

    def _told(self, model: "Model") -> "ModelSolveParameters":
        """What a solver hands back, which takes Python as long as the search: values but zeros, prices of limits."""
        from ortools.math_opt.python import mathopt  # noqa: PLC0415 - slow to import, mostly not needed

        limits = [model.get_linear_constraint(i) for i in self.limit_rows]
        return mathopt.ModelSolveParameters(
            variable_values_filter=mathopt.VariableFilter(skip_zero_values=True),
            dual_values_filter=mathopt.LinearConstraintFilter(skip_zero_values=True, filtered_items=limits),
            reduced_costs_filter=mathopt.VariableFilter(filtered_items=[]),
        )

    def _values(self, result: "SolveResult") -> Floats:
        """The values of all variables."""
        found = result.variable_values()
        values = np.zeros(self.size)
        values[[variable.id for variable in found]] = list(found.values())
        return values

    def _set(self, costs: Floats) -> None:
        at = np.flatnonzero(costs)
        objective = self.proto.objective.linear_coefficients
        del objective.ids[:], objective.values[:]
        objective.ids.extend(at.tolist())
        objective.values.extend(costs[at].tolist())

    def _rounded(self, found: Floats) -> Ints | None:
        """Whole values, the cheapest seats of each post first; None where they do not keep everything."""
        values = np.rint(found).astype(np.int64)
        people, whole, size = len(self.fixed), len(self.pairs) + len(self.none), len(self.missing)
        pairs, none = values[: len(self.pairs)], values[len(self.pairs) : whole]
        person = self.problem.person_of_pair()[self.pairs]
        seats_of = np.bincount(person, pairs, people) + np.bincount(self.none, none, people)
        count = np.bincount(self.problem.post[self.pairs], pairs, size) - self.missing
        values[whole:] = self.nth < count[self.seat_post]
        room = np.bincount(self.seat_post, minlength=size)
        fits = (count >= 0) & (count <= room) | ~self.touched
        within = self.rows.used(self.assignment(values)) <= self.rows.most
        seated = (seats_of[person] == 1).all() and (seats_of[self.none] == 1).all()
        return values if seated and fits.all() and within.all() else None

    def _proto(self, person: Ints) -> "ModelProto":
        from ortools.math_opt.model_pb2 import ModelProto  # noqa: PLC0415 - slow to import, mostly not needed

        proto = ModelProto()
        whole = len(self.pairs) + len(self.none)
        variables = proto.variables
        variables.ids.extend(range(self.size))
        variables.lower_bounds.extend([0.0] * self.size)
        variables.upper_bounds.extend([1.0] * self.size)
        variables.integers.extend([True] * whole + [False] * len(self.seats))
        self.proto = proto
        owner = np.concatenate([person[self.pairs], self.none])
        self._rows(owner, np.arange(whole), np.ones(whole), np.ones(len(self.fixed)), np.ones(len(self.fixed)))
        of_pair = self.problem.post[self.pairs].astype(np.int64)
        post = np.concatenate([of_pair, self.seat_post])
        column = np.concatenate([np.arange(len(self.pairs)), whole + np.arange(len(self.seats))])
        sign = np.concatenate([np.ones(len(self.pairs)), -np.ones(len(self.seats))])
        missing = self.missing.astype(np.float64)
        self._rows(post, column, sign, missing, missing)
        where = np.full(len(self.problem.post), NOBODY, np.int64)
        where[self.pairs] = np.arange(len(self.pairs))
        row = np.repeat(np.arange(len(self.left)), np.diff(self.rows.start))
        known = where[self.rows.pair] >= 0
        largest = np.zeros(len(self.left))
        np.maximum.at(largest, row, np.abs(self.rows.weight))
        self.unit = np.exp2(np.floor(np.log2(np.maximum(largest, 1))))  # rupiah beside people are too much for HiGHS
        used = self.rows.weight[known] / self.unit[row[known]]
        left = self.left / self.unit
        unreachable = np.ones(len(left), np.bool_)
        unreachable[row[known]] = False
        self.is_impossible |= bool((self.left[unreachable] < 0).any())
        self.limit_names = np.unique(row[known])
        first = len(proto.linear_constraints.ids)
        self.limit_rows = range(first, first + len(self.limit_names))
        self._rows(row[known], where[self.rows.pair[known]], used, np.full(len(left), -np.inf), left)
        return proto

    def _rows(self, row: Ints, column: Ints, value: Floats, low: Floats, high: Floats) -> None:
        """Rows with their bounds, those that have entries."""
        rows, matrix = self.proto.linear_constraints, self.proto.linear_constraint_matrix
        order = np.lexsort((column, row))
        names, number = np.unique(row[order], return_inverse=True)
        first = len(rows.ids)
        rows.ids.extend(range(first, first + len(names)))
        rows.lower_bounds.extend(low[names].tolist())
        rows.upper_bounds.extend(high[names].tolist())
        matrix.row_ids.extend((number + first).tolist())
        matrix.column_ids.extend(column[order].tolist())
        matrix.coefficients.extend(value[order].tolist())


def _is(result: "SolveResult", reason: str) -> bool:
    return bool(result.termination.reason.name == reason)

"""Peers on the same pairs and the same combined cost: OR-Tools at once, OR-Tools by component, HiGHS on the LP."""

import datetime as dt
import time
from dataclasses import dataclass

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow
from ortools.math_opt.python import mathopt

from penata.planning.problem import Problem


@dataclass(frozen=True)
class Peer:
    """Seconds and the combined objective of one peer (a float from HiGHS); None where it did not finish."""

    seconds: float | None
    objective: int | float | None


@dataclass(frozen=True)
class Arcs:
    """The whole network: persons, posts, one sink; the bound of every post by its seats."""

    tail: np.ndarray
    head: np.ndarray
    cost: np.ndarray
    supply: np.ndarray


def weights(problem: Problem, people: int, nodes: int) -> tuple[int, int]:
    """Weights of shortage and gain (moves weigh 1) that fit OR-Tools' whole numbers on a network of this size."""
    steepest = int(np.abs(problem.seat_cost).max(initial=1))
    of_gain = min(people + 1, 2001)
    return max(2**60 // (nodes * steepest), 1), of_gain


def pair_costs(problem: Problem, of_gain: int) -> np.ndarray:
    """Cost of each pair without the shortage."""
    return -problem.gain.astype(np.int64) * of_gain + ~problem.stays()


def value(problem: Problem, chosen: np.ndarray, heads: np.ndarray, of_shortage: int, of_gain: int) -> int:
    """The combined cost of an assignment, exact in Python's whole numbers."""
    first, taken = problem.seat_start[:-1], heads - problem.floor
    sums = np.concatenate([[0], np.cumsum(problem.seat_cost)])
    shortage = int((sums[first + taken] - sums[first]).sum())
    return of_shortage * shortage + int(pair_costs(problem, of_gain)[chosen].sum())


def network(problem: Problem, component: slice, of_shortage: int, of_gain: int) -> Arcs:
    """Arcs of a range of components (everybody here has an own post)."""
    persons = slice(*problem.person_bound[[component.start, component.stop]])
    posts = slice(*problem.post_bound[[component.start, component.stop]])
    pairs = slice(*problem.start[[persons.start, persons.stop]])
    seats = slice(*problem.seat_start[[posts.start, posts.stop]])
    n, p = persons.stop - persons.start, posts.stop - posts.start
    owner = np.repeat(np.arange(n), np.diff(problem.start[persons.start : persons.stop + 1]))
    of_post = np.repeat(np.arange(p), np.diff(problem.seat_start[posts.start : posts.stop + 1]))
    stay = problem.home[persons][owner] == problem.post[pairs]
    cost = -problem.gain[pairs].astype(np.int64) * of_gain + ~stay
    low = problem.floor[posts] - problem.fixed[posts]
    return Arcs(
        np.concatenate([owner, n + of_post]).astype(np.int32),
        np.concatenate([n + problem.post[pairs] - posts.start, np.full(len(of_post), n + p)]).astype(np.int32),
        np.concatenate([cost, of_shortage * problem.seat_cost[seats]]),
        np.concatenate([np.ones(n), -low, [low.sum() - n]]).astype(np.int64),
    )


def flow(arcs: Arcs) -> int | None:
    """Objective of one min-cost flow."""
    solver = SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(arcs.tail, arcs.head, np.ones(len(arcs.tail), np.int64), arcs.cost)
    solver.set_nodes_supplies(np.arange(len(arcs.supply), dtype=np.int32), arcs.supply)
    if solver.solve() != solver.OPTIMAL:
        return None
    solver.flows(np.arange(len(arcs.tail), dtype=np.int32))
    return int(solver.optimal_cost())


def at_once(problem: Problem, of_shortage: int, of_gain: int) -> Peer:
    """(a) One direct call."""
    began = time.perf_counter()
    objective = flow(network(problem, slice(0, problem.size["components"]), of_shortage, of_gain))
    return Peer(time.perf_counter() - began, objective)


def by_component(problem: Problem, of_shortage: int, of_gain: int) -> Peer:
    """(b) Bare, component by component."""
    began = time.perf_counter()
    found = [flow(network(problem, slice(c, c + 1), of_shortage, of_gain)) for c in range(problem.size["components"])]
    seconds = time.perf_counter() - began
    return Peer(seconds, None if None in found else sum(x for x in found if x is not None))


def highs(problem: Problem, of_shortage: int, of_gain: int, limit_seconds: float) -> Peer:
    """(c) HiGHS on the linear program through MathOpt."""
    arcs = network(problem, slice(0, problem.size["components"]), of_shortage, of_gain)
    began = time.perf_counter()
    model = mathopt.Model()
    flows = [model.add_variable(lb=0.0, ub=1.0) for _ in range(len(arcs.tail))]
    out: list[list[int]] = [[] for _ in range(len(arcs.supply))]
    into: list[list[int]] = [[] for _ in range(len(arcs.supply))]
    for arc, (tail, head) in enumerate(zip(arcs.tail.tolist(), arcs.head.tolist(), strict=True)):
        out[tail].append(arc)
        into[head].append(arc)
    for node, supply in enumerate(arcs.supply.tolist()):
        terms = mathopt.LinearSum([*(flows[a] for a in out[node]), *(-flows[a] for a in into[node])])
        model.add_linear_constraint(terms == supply)
    model.minimize(mathopt.LinearSum(float(c) * x for c, x in zip(arcs.cost.tolist(), flows, strict=True)))
    solved = mathopt.solve(
        model, mathopt.SolverType.HIGHS, params=mathopt.SolveParameters(time_limit=dt.timedelta(seconds=limit_seconds))
    )
    seconds = time.perf_counter() - began
    done = solved.termination.reason is mathopt.TerminationReason.OPTIMAL
    return Peer(seconds, solved.objective_value() if done else None)

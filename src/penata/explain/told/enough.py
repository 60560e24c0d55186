"""How much exactly a person is short of for a seat: the own step and the cheapest chain of others that makes room.

Prices alone give a lower bound, for between two equal bids many prices are right; the cheapest chain is exact.
"""

import numpy as np

from penata.explain.residual import chains_to
from penata.planning import Workings
from penata.planning.part import Part, part_of
from penata.planning.problem import NOBODY, Ints, Mask, split
from penata.planning.warm import arcs_of


def short_of(work: Workings, person: Ints, pair: Ints) -> tuple[Ints, Mask]:
    """Of persons (k, by index in play) and pairs of theirs (k): how much worse the best plan with this pair is, by
    level (k, 4), never below zero; and whether the bounds of posts leave such a plan at all (k).
    """
    missing, there_is = np.zeros((len(person), 4), np.int64), np.zeros(len(person), np.bool_)
    component = np.searchsorted(work.problem.person_bound, person, side="right") - 1
    for number in np.unique(component).tolist():
        part = part_of(work, [number])
        at = np.flatnonzero(component == number)
        missing[at], there_is[at] = _in_part(work, part, number, person[at], pair[at])
    return missing, there_is


def leaves_short(work: Workings, person: Ints, pair: Ints) -> Mask:
    """Whether the post that each person (k) holds under the plan is itself one short in the best plan with the pair
    (k); else others fill the seat, and what is lacking is lacking elsewhere.
    """
    found = np.zeros(len(person), np.bool_)
    component = np.searchsorted(work.problem.person_bound, person, side="right") - 1
    for number in np.unique(component).tolist():
        part = part_of(work, [number])
        arcs = arcs_of(part)
        for at in np.flatnonzero(component == number).tolist():
            seat = int(part.seat[person[at] - work.problem.person_bound[number]])
            chains = chains_to(part, arcs, seat)
            there = int(work.problem.post[pair[at]]) - int(work.problem.post_bound[number])
            if seat not in {part.sink, there} and chains.reached[there]:
                need = work.facts.posts["need"][int(part.posts[seat])]
                filled_again = chains.steps(there)[-1][2] != NOBODY
                found[at] = not filled_again and need is not None and part.heads[seat] <= need
    return found


def _in_part(work: Workings, part: Part, component: int, person: Ints, pair: Ints) -> tuple[Ints, Mask]:
    """The same for people of one component; one search for every seat from which somebody would go."""
    problem, arcs = work.problem, arcs_of(part)
    seat = part.seat[person - problem.person_bound[component]]
    there = problem.post[pair].astype(np.int64) - problem.post_bound[component]
    limbs, reached = np.zeros((len(person), 3), np.int64), np.zeros(len(person), np.bool_)
    for node in np.unique(seat).tolist():
        chains, at = chains_to(part, arcs, node), np.flatnonzero(seat == node)
        limbs[at], reached[at] = chains.cost[there[at]], chains.reached[there[at]]
    held = work.solution.chosen[person]
    limbs += _own(work, person, pair) - np.where((held == NOBODY)[:, None], 0, _own(work, person, held))
    limbs[~reached] = 0
    return np.column_stack([*split(limbs[:, 0], part.scale), limbs[:, 1:]]), reached


def _own(work: Workings, person: Ints, pair: Ints) -> Ints:
    """Cost of a pair by limb, without any price."""
    problem = work.problem
    moved = problem.post[pair] != problem.home[person]
    cost = -problem.gain[pair].astype(np.int64)
    if len(problem.toll):
        cost += problem.toll[pair]
    return np.column_stack([cost, moved, problem.tie[pair]]).astype(np.int64)

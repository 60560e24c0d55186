"""Why no plan exists: sets of decisions that cannot be kept together, none of which could be left out of its set."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from penata.facts import Facts
from penata.planning.decisions import Decision, is_void, narrowed, touches_frozen
from penata.planning.flow import Answer, flow
from penata.planning.problem import NOBODY, Problem

TOGETHER: Final = (
    "tidak dapat dipenuhi bersama-sama: sebuah formasi akan melebihi kebutuhannya, atau turun di bawah batas amannya "
    "(bila kursinya boleh kosong, tulis safe_minimum = 0)"
)


@dataclass(frozen=True, slots=True)
class Clash:
    """Decisions that are impossible together and possible without any one of them; ``why`` in words."""

    decisions: tuple[Decision, ...]
    why: str


def clashes(
    problem: Problem, facts: Facts, decisions: Sequence[Decision], barred: dict[tuple[str, str], str]
) -> list[Clash]:
    """All clashes, found one after the other until what remains is possible.

    First the decisions that are void by themselves (``barred`` names the rule of a forced pair); then in each
    component an irreducible set, which is taken out, until the rest can be kept. Both sides of "together no,
    without any one yes" are solved again before a set is reported.
    """
    void = [d for d in decisions if is_void(problem, facts, d)]
    found = [Clash((d,), _why_void(facts, d, barred)) for d in void]
    left = [d for d in decisions if d not in set(void)]
    for component in _impossible_components(problem, left):
        inside = _inside(problem, left, component)
        possible = _test(problem, component)
        while not possible(inside):
            core = _irreducible(inside, possible)
            _confirm(core, possible)
            found.append(Clash(tuple(core), TOGETHER))
            inside = [d for d in inside if d not in set(core)]
    return found


def _why_void(facts: Facts, decision: Decision, barred: dict[tuple[str, str], str]) -> str:
    rule = barred.get((decision.employee_id, decision.post_id or ""))
    if rule:
        return f"terhalang aturan {rule}"
    if touches_frozen(facts, decision):
        return "formasi asal atau tujuan dibekukan karena kebutuhannya belum diisi; isi need pada posts"
    return "tidak ada formasi yang boleh ditempati pegawai ini"


def _impossible_components(problem: Problem, decisions: Sequence[Decision]) -> list[int]:
    touched = {_component(problem, d) for d in decisions} - {NOBODY}
    return [c for c in sorted(touched) if not _test(problem, c)(_inside(problem, decisions, c))]


def _component(problem: Problem, decision: Decision) -> int:
    person = problem.rank[decision.person]
    return NOBODY if person == NOBODY else int(np.searchsorted(problem.person_bound, person, side="right")) - 1


def _inside(problem: Problem, decisions: Sequence[Decision], component: int) -> list[Decision]:
    people = set(problem.persons[problem.people_in((component, component + 1))].tolist())
    return [d for d in decisions if d.person in people]


def _test(problem: Problem, component: int) -> Callable[[Sequence[Decision]], bool]:
    pairs = problem.pairs_in((component, component + 1))
    cost = np.zeros(pairs.stop - pairs.start, np.int64)

    def possible(decisions: Sequence[Decision]) -> bool:
        scratch = np.zeros(len(problem.persons), np.int64)
        scope = narrowed(problem, decisions)
        return flow(problem, scope, cost, 0, (component, component + 1), scratch) is Answer.SOLVED

    return possible


def _irreducible(decisions: list[Decision], possible: Callable[[Sequence[Decision]], bool]) -> list[Decision]:
    """An irreducible impossible subset, by halving (QuickXplain, Junker 2004); ``decisions`` are impossible."""

    def needed(background: list[Decision], grown: bool, candidates: list[Decision]) -> list[Decision]:
        if grown and not possible(background):
            return []
        if len(candidates) == 1:
            return candidates
        half = len(candidates) // 2
        left, right = candidates[:half], candidates[half:]
        from_right = needed(background + left, True, right)
        return needed(background + from_right, bool(from_right), left) + from_right

    return needed([], False, decisions)


def _confirm(core: list[Decision], possible: Callable[[Sequence[Decision]], bool]) -> None:
    if possible(core) or not all(possible([d for d in core if d is not out]) for out in core):
        raise AssertionError("a set of clashing decisions is not irreducible")

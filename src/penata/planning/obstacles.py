"""Why no plan exists: sets of decisions that cannot be kept together, none of which could be left out of its set."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from penata.facts import Facts
from penata.planning.decisions import Decision, is_void, narrowed, touches_frozen
from penata.planning.engine.flow import Answer, flow
from penata.planning.limits.bounded import LimitClashError
from penata.planning.limits.rows import Rows
from penata.planning.problem import NOBODY, Problem
from penata.vocabulary import DecisionKind

LIMITS: Final = (
    "sebuah formasi akan melebihi kebutuhannya, atau turun di bawah batas amannya "
    "(bila kursinya boleh kosong, tulis safe_minimum = 0)"
)
CONTRADICTORY: Final = "keputusan-keputusan tentang pegawai yang sama saling bertentangan"


@dataclass(frozen=True, slots=True)
class Clash:
    """Decisions that are impossible together and possible without any one of them; ``why`` in words."""

    decisions: tuple[Decision, ...]
    why: str


def clashes(
    problem: Problem, facts: Facts, decisions: Sequence[Decision], barred: dict[tuple[str, str], str]
) -> list[Clash]:
    """All clashes, found one after the other until what remains is possible.

    First the decisions that are void by themselves (``barred`` tells in words what bars a forced pair); then in each
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
            found.append(Clash(tuple(core), _why_together(problem, facts, core)))
            inside = [d for d in inside if d not in set(core)]
    return found


def limit_clashes(problem: Problem, decisions: Sequence[Decision], rows: Rows, error: LimitClashError) -> list[Clash]:
    """Which decisions cannot be kept under which side limit; one clash a limit that is broken by itself.

    Where each limit alone can be kept but not all together, one clash names all limits that hang together.
    """
    found = []
    for i in error.limits:
        fits = _fits(problem, rows, i)
        if not fits(decisions):
            core = _irreducible(list(decisions), fits) if decisions and fits([]) else []
            found.append(Clash(tuple(core), f"tidak dapat dipenuhi bersama batas ini: {rows.limits[i].words}"))
    if found:
        return found
    named = "; ".join(dict.fromkeys(rows.limits[i].words for i in error.limits))
    sure = "tidak dapat dipenuhi bersama-sama" if error.is_sure else "tidak ditemukan susunan yang memenuhi semuanya"
    return [Clash(tuple(decisions), f"batas-batas ini {sure} dengan keputusan yang ada: {named}")]


def _fits(problem: Problem, rows: Rows, i: int) -> Callable[[Sequence[Decision]], bool]:
    """Whether decisions leave an assignment that keeps one limit: the least that it can use, component by component."""
    own = slice(int(rows.start[i]), int(rows.start[i + 1]))
    weight = np.zeros(len(problem.post), np.int64)
    weight[rows.pair[own]] = rows.weight[own]
    touched = np.unique(np.searchsorted(problem.start[problem.person_bound], rows.pair[own], side="right") - 1).tolist()

    def fits(decisions: Sequence[Decision]) -> bool:
        scope, held = narrowed(problem, decisions), np.full(len(problem.persons), NOBODY, np.int64)
        for c in touched:
            pairs = problem.pairs_in((c, c + 1))
            if flow(problem, scope, weight[pairs], 0, (c, c + 1), held) is not Answer.SOLVED:
                return False
        return int(weight[held[held >= 0]].sum()) <= rows.limits[i].most

    return fits


def _why_void(facts: Facts, decision: Decision, barred: dict[tuple[str, str], str]) -> str:
    rule = barred.get((decision.employee_id, decision.post_id or ""))
    if rule:
        return f"terhalang {rule}"
    if not facts.persons["counted"][decision.person]:
        return "pegawai ini tidak dihitung (jenis kepegawaian atau kedudukannya), sehingga tidak dipindahkan"
    if touches_frozen(facts, decision):
        return "formasi asal atau tujuan dibekukan karena kebutuhannya belum diisi; isi need pada posts"
    if decision.kind is DecisionKind.FORCE and decision.post == NOBODY:
        return "tidak ada formasi lain yang boleh ditempati pegawai ini; sebut formasi tujuannya (post_id)"
    return "tidak ada formasi yang boleh ditempati pegawai ini"


def _why_together(problem: Problem, facts: Facts, core: Sequence[Decision]) -> str:
    """What stands against a set: decisions on one person that leave no seat, or limits of posts, which are named."""
    scope = narrowed(problem, core)
    ranks = {int(problem.rank[d.person]) for d in core}
    if len(core) > 1 and len(ranks) == 1:
        (person,) = ranks
        if not scope.none_is_open[person] and not scope.allowed[problem.pairs_of(person)].any():
            return CONTRADICTORY
    what = "tidak dapat dipenuhi" if len(core) == 1 else "tidak dapat dipenuhi bersama-sama"
    return "; ".join([f"{what}: {LIMITS}", *_broken_limits(facts, core)])


def _broken_limits(facts: Facts, core: Sequence[Decision]) -> list[str]:
    """Posts that would rise above or fall below their bounds if just these decisions were kept."""
    own = facts.persons["post"]
    goes = {d.person: d.post for d in core if d.kind is DecisionKind.FORCE and d.post != own[d.person]}
    come = Counter(post for post in goes.values() if post != NOBODY)
    leave = Counter(own[person] for person in goes if own[person] is not None)
    posts = facts.posts.select("post_id", "filled", "floor", "capacity")
    lines = []
    for post in sorted(come.keys() | leave.keys()):
        row = posts.row(post, named=True)
        after = row["filled"] + come[post] - leave[post]
        if come[post] and after > row["capacity"]:
            lines.append(f"formasi {row['post_id']} terisi {row['filled']}, paling banyak {row['capacity']}")
        elif leave[post] and after < row["floor"]:
            lines.append(f"formasi {row['post_id']} terisi {row['filled']}, sekurangnya {row['floor']}")
    return lines


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

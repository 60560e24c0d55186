"""Clashing decisions: every set is impossible together and possible without any one of its members."""

from dataclasses import replace

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import SIX_PEOPLE, World, every_assignment, worlds

from penata.planning.decisions import Decision, narrowed
from penata.planning.engine.solve import NoAssignmentError, solve
from penata.planning.obstacles import CONTRADICTORY, LIMITS, clashes
from penata.planning.problem import Problem
from penata.vocabulary import DecisionKind

decisions = st.lists(
    st.tuples(st.sampled_from(DecisionKind), st.integers(0, 5), st.integers(-1, 3)), max_size=6, unique=True
)


def decision(kind: DecisionKind, person: int, post: int = -1) -> Decision:
    return Decision(kind, f"E{person:03d}", f"P{post}" if post >= 0 else None, "uji", person, post)


def keeps(problem: Problem, choice: tuple[int, ...], made: Decision) -> bool:
    """Whether an assignment keeps a decision, told in the plainest way."""
    person = problem.rank[made.person]
    a = choice[person]
    seat = None if a < 0 else int(problem.posts[problem.post[a]])
    home = None if problem.home[person] < 0 else int(problem.posts[problem.home[person]])
    if made.kind is DecisionKind.PIN or (made.kind is DecisionKind.FORBID and made.post < 0):
        return seat == home
    if made.kind is DecisionKind.FORBID:
        return seat != made.post
    return seat == made.post if made.post >= 0 else (seat is not None and seat != home)


def can_keep(problem: Problem, made: list[Decision]) -> bool:
    return any(all(keeps(problem, choice, d) for d in made) for choice in every_assignment(problem))


@settings(max_examples=200)
@given(worlds, decisions)
def test_clashes_are_irreducible_and_all_are_found(world: World, raw: list[tuple[DecisionKind, int, int]]) -> None:
    problem, facts = world.problem, world.facts
    made = [
        decision(kind, person, post)
        for kind, person, post in raw
        if person < len(world.homes) and post < len(world.needs) and problem.rank[person] >= 0
    ]
    found = clashes(problem, facts, made, {})
    for clash in found:
        core = list(clash.decisions)
        assert not can_keep(problem, core)
        assert all(can_keep(problem, [d for d in core if d is not out]) for out in core)
    taken = {d for clash in found for d in clash.decisions}
    assert can_keep(problem, [d for d in made if d not in taken])
    assert bool(found) == (not can_keep(problem, made))


@settings(max_examples=200)
@given(worlds, decisions)
def test_a_plan_exists_exactly_where_the_decisions_can_be_kept(
    world: World, raw: list[tuple[DecisionKind, int, int]]
) -> None:
    problem = world.problem
    made = [
        decision(kind, person, post)
        for kind, person, post in raw
        if person < len(world.homes) and post < len(world.needs) and problem.rank[person] >= 0
    ]
    try:
        solution = solve(problem, narrowed(problem, made))
    except NoAssignmentError:
        assert not can_keep(problem, made)
        return
    choice = tuple(solution.chosen.tolist())
    assert all(keeps(problem, choice, d) for d in made)
    best = min(cost for c, cost in every_assignment(problem).items() if all(keeps(problem, c, d) for d in made))
    assert every_assignment(problem)[choice] == best


def test_a_forced_pair_that_a_rule_bars_names_the_rule() -> None:
    made = decision(DecisionKind.FORCE, 4, 2)
    (clash,) = clashes(SIX_PEOPLE.problem, SIX_PEOPLE.facts, [made], {("E004", "P2"): "aturan DIS-04"})
    assert clash.why == "terhalang aturan DIS-04"


def test_describe_says_who_what_where_and_why() -> None:
    assert decision(DecisionKind.FORCE, 4, 2).describe() == "E004 harus ke P2 (alasan: uji)"


def test_a_clash_of_two_decisions_on_one_person_says_so() -> None:
    made = [decision(DecisionKind.FORCE, 0, 2), decision(DecisionKind.PIN, 0)]
    (clash,) = clashes(SIX_PEOPLE.problem, SIX_PEOPLE.facts, made, {})
    assert clash.why == CONTRADICTORY


def test_a_clash_names_the_post_and_its_limit() -> None:
    made = [decision(DecisionKind.FORCE, 0, 2), decision(DecisionKind.FORCE, 1, 2)]
    (clash,) = clashes(SIX_PEOPLE.problem, SIX_PEOPLE.facts, made, {})
    assert clash.why == f"tidak dapat dipenuhi bersama-sama: {LIMITS}; formasi P0 terisi 3, sekurangnya 2"


def test_a_single_decision_that_overfills_a_post_names_it() -> None:
    full = World(homes=(0, 1), needs=(0, 1), safe=(None, None), priority=(1, 1), pairs=((0, 1, 0),))
    (clash,) = clashes(full.problem, full.facts, [decision(DecisionKind.FORCE, 0, 1)], {})
    assert clash.why == f"tidak dapat dipenuhi: {LIMITS}; formasi P1 terisi 1, paling banyak 1"


def test_who_must_leave_without_any_place_to_go_asks_for_the_place() -> None:
    lonely = World(homes=(0, 0), needs=(2, 1), safe=(0, None), priority=(1, 1), pairs=((0, 1, 0),))
    (clash,) = clashes(lonely.problem, lonely.facts, [decision(DecisionKind.FORCE, 1)], {})
    assert clash.why == "tidak ada formasi lain yang boleh ditempati pegawai ini; sebut formasi tujuannya (post_id)"


def test_who_does_not_count_is_not_moved_by_a_decision() -> None:
    facts = SIX_PEOPLE.facts
    persons = facts.persons.with_columns(pl.col("person").ne(5).alias("counted"))
    (clash,) = clashes(SIX_PEOPLE.problem, replace(facts, persons=persons), [decision(DecisionKind.FORCE, 5)], {})
    assert clash.why == "pegawai ini tidak dihitung (jenis kepegawaian atau kedudukannya), sehingga tidak dipindahkan"

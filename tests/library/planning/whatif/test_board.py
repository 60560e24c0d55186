"""A what-if on the board equals the whole road from the changed dataset: everybody's seat, every post, every level."""

import datetime as dt
from dataclasses import replace
from functools import cache

import polars as pl
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from penata.planning import NoPlanError, Workings, worked_out
from penata.planning.whatif import (
    Answer,
    Board,
    Change,
    Forbid,
    Join,
    Move,
    Need,
    Pin,
    Retire,
    Weigh,
    Withdraw,
    changed,
)
from penata.planning.whatif.board import answered_anew
from penata.policy import Policy
from penata.policy.aims import Shortage
from penata.synthetic import synthesise
from penata.tables import InputError

DAY = dt.date(2026, 6, 30)
POLICY = Policy(as_of=DAY, effective_date=DAY)
WEIGHTS = ("fit", "wish", "distance_per_10km", "distance_cap", "selection", "release", "disruption", "breadth")


@cache
def board_of(aim: Shortage) -> Board:
    """A regency of two hundred, planned."""
    dataset = synthesise(seed=3, employees=200, as_of=DAY).dataset
    return Board.of(worked_out(dataset, replace(POLICY, shortage=aim)))


def ids(work: Workings) -> tuple[list[str], list[str], list[tuple[str, str]], list[str]]:
    """People in play, all posts, candidate pairs, and people with relatives."""
    people, posts = work.facts.persons["employee_id"].to_list(), work.facts.posts["post_id"].to_list()
    pairs = [(people[i], posts[q]) for i, q in work.pairs.select("person", "post").iter_rows()]
    kin = work.dataset["kinship"]["employee_id"].to_list()
    return [people[i] for i in work.problem.persons.tolist()], posts, pairs, kin


def changes_on(work: Workings) -> st.SearchStrategy[list[Change]]:
    """One to four changes of any kinds; people who left are not spoken of again."""
    people, posts, pairs, kin = ids(work)
    everybody = work.facts.persons["employee_id"].to_list()
    person = st.sampled_from(people) | st.sampled_from(everybody) | st.sampled_from(kin)
    need = dict(work.facts.posts.select("post_id", pl.col("need").fill_null(0)).iter_rows())
    newcomer = st.builds(Join, st.just("BARU"), st.sampled_from(people), st.none() | st.sampled_from(posts))
    one = st.one_of(
        st.sampled_from(pairs).map(lambda pair: Move(*pair)),
        st.builds(Move, person, st.none() | st.sampled_from(posts)),
        person.map(Pin),
        st.sampled_from(pairs).map(lambda pair: Forbid(*pair)),
        person.map(Forbid),
        person.map(Withdraw),
        person.map(Retire),
        st.builds(
            lambda post, by: Need(post, max(0, (need[post] or 0) + by)), st.sampled_from(posts), st.integers(-3, 3)
        ),
        st.builds(Weigh, st.sampled_from(WEIGHTS), st.integers(0, 80)),
    )
    joined = st.tuples(newcomer, st.sampled_from(posts)).map(lambda two: [two[0], Move("BARU", two[1])])
    return st.lists(one, min_size=1, max_size=4).map(in_turn) | joined | newcomer.map(lambda new: [new])


def in_turn(changes: list[Change]) -> list[Change]:
    """Whoever leaves does so last, and once."""
    gone = {change.employee_id: change for change in changes if isinstance(change, Retire)}
    stays = [change for change in changes if not isinstance(change, Retire)]
    return [*stays, *gone.values()]


def told(answer: Answer) -> object:
    """Everything an answer states but how it was found."""
    clashes = {(tuple(one.describe() for one in clash.decisions), clash.why) for clash in answer.clashes}
    return answer.before, answer.after, answer.shifts, answer.posts, clashes


@pytest.mark.parametrize("aim", ["squared", "worst_first"])
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_answer_is_that_of_the_whole_road(aim: Shortage, data: st.DataObject) -> None:
    board = board_of(aim)
    changes = data.draw(changes_on(board.workings))
    answer = board.answer(changes)
    event("whole" if answer.whole else "part")
    event("possible" if answer.is_possible else "clash")
    assert told(answer) == told(answered_anew(board.workings, changes))


def test_only_what_a_change_touches_is_settled_again() -> None:
    board = board_of("squared")
    sizes = [len(board.parts.of([c])[0].people) for c in range(len(board.workings.problem.person_bound) - 1)]
    people, *_ = ids(board.workings)
    for employee_id in people[:8]:
        answer = board.answer([Pin(employee_id)])
        assert not answer.whole
        assert answer.people in sizes


def test_board_answers_the_same_again_after_other_questions() -> None:
    board = board_of("squared")
    people, posts, pairs, _ = ids(board.workings)
    asked: list[list[Change]] = [[Pin(people[0])], [Move(*pairs[-1])], [Need(posts[5], 9)], [Retire(people[1])]]
    first = [told(board.answer(changes)) for changes in asked]
    assert [told(board.answer(changes)) for changes in reversed(asked)] == first[::-1]


def test_decisions_of_a_what_if_stand_in_the_changed_dataset() -> None:
    board = board_of("squared")
    people, _, pairs, _ = ids(board.workings)
    dataset, policy = changed(board.workings.dataset, POLICY, [Pin(people[0]), Move(*pairs[0]), Weigh("fit", 3)])
    rows = set(dataset["decisions"].select("employee_id", "kind", "post_id", "reason").iter_rows())
    assert rows >= {(people[0], "PIN", None, "andaian"), (pairs[0][0], "FORCE", pairs[0][1], "andaian")}
    assert policy.weights.fit == 3


def test_person_who_leaves_is_in_no_table_any_more() -> None:
    board = board_of("squared")
    kin = board.workings.dataset["kinship"]["employee_id"][0]
    dataset, _ = changed(board.workings.dataset, POLICY, [Retire(kin)])
    for frame in dataset.frames.values():
        for column in {"employee_id", "relative_id"} & set(frame.columns):
            assert kin not in frame[column].to_list()


def test_clash_names_the_decisions_of_the_what_if() -> None:
    board = board_of("squared")
    people, *_ = ids(board.workings)
    mover = next(shift for shift in people if board.answer([Move(shift)]).is_possible)
    answer = board.answer([Move(mover), Pin(mover)])
    (clash,) = answer.clashes
    assert answer.after is None
    assert {decision.kind.value for decision in clash.decisions} == {"FORCE", "PIN"}
    with pytest.raises(NoPlanError):
        worked_out(*changed(board.workings.dataset, POLICY, [Move(mover), Pin(mover)]))


def test_unknown_names_are_one_input_error() -> None:
    with pytest.raises(InputError) as error:
        board_of("squared").answer([Pin("1"), Need("x", 2), Weigh("jarak", 1), Need("y", -1)])
    assert len(error.value.problems) == 5


def test_new_person_who_leaves_again_is_as_if_never_there() -> None:
    board = board_of("squared")
    people, posts, *_ = ids(board.workings)
    came, other = Join("BARU", people[0], posts[3]), Join("LAIN", "BARU", posts[4])
    assert told(board.answer([came, Pin("BARU"), Retire("BARU")])) == told(board.answer([]))
    changes = [came, other, Retire("BARU"), Move("LAIN")]
    assert told(board.answer(changes)) == told(answered_anew(board.workings, changes))


def test_new_person_who_does_not_count_is_there_without_a_seat() -> None:
    board = board_of("squared")
    idle = board.workings.facts.persons.filter(~pl.col("counted"))["employee_id"][0]
    changes: list[Change] = [Join("BARU", idle, None)]
    answer = board.answer(changes)
    assert told(answer) == told(answered_anew(board.workings, changes))
    assert [(shift.employee_id, shift.change) for shift in answer.shifts] == [("BARU", "JOINED")]


def test_person_who_left_is_not_spoken_of_again() -> None:
    board = board_of("squared")
    people, *_ = ids(board.workings)
    with pytest.raises(InputError) as error:
        board.answer([Retire(people[0]), Retire(people[0]), Pin(people[0]), Join(people[0], people[1])])
    left = f"pegawai {people[0]!r} sudah keluar menurut andaian yang sama; hapus salah satunya"
    new = f"pegawai {people[0]!r} sudah ada; pakai NIP lain untuk pegawai baru"
    assert error.value.problems == [left, left, new]

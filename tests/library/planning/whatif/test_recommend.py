"""Every option is priced as the plan with it, solved again, is worse."""

import datetime as dt

import pytest

from penata.planning import worked_out
from penata.planning.whatif import Board, Move
from penata.planning.whatif.recommend import Option, options_for_person, options_for_post, recommended
from penata.policy import Policy
from penata.synthetic import synthesise

DAY = dt.date(2026, 6, 30)


@pytest.fixture(scope="module")
def board() -> Board:
    dataset = synthesise(seed=2, employees=200, as_of=DAY).dataset
    return Board.of(worked_out(dataset, Policy(as_of=DAY, effective_date=DAY)))


def worse(board: Board, option: Option) -> tuple[int, ...] | None:
    """What the whole plan loses by level where the option is taken."""
    answer = board.answer([Move(option.employee_id, option.post_id)])
    if answer.after is None:
        return None
    return tuple(new - old for old, new in zip(answer.before.order, answer.after.order, strict=True))


def test_options_of_people_cost_what_the_plan_loses(board: Board) -> None:
    people = board.workings.facts.persons["employee_id"].to_list()
    options = [o for row in board.workings.problem.persons[:6] for o in options_for_person(board, people[row])]
    assert len(options) >= 20
    some = options[:: max(1, len(options) // 25)]
    assert [option.worse for option in some] == [worse(board, option) for option in some]


def test_options_of_posts_cost_what_the_plan_loses(board: Board) -> None:
    posts = board.workings.facts.posts["post_id"].to_list()
    options = [o for row in board.workings.problem.posts[:4] for o in options_for_post(board, posts[row])]
    assert len(options) >= 20
    some = options[:: max(1, len(options) // 25)]
    assert [option.worse for option in some] == [worse(board, option) for option in some]


def test_options_begin_with_the_plan_itself(board: Board) -> None:
    people = board.workings.facts.persons["employee_id"].to_list()
    options = options_for_person(board, people[board.workings.problem.persons[0]])
    assert options[0].planned
    assert [o.worse for o in options] == sorted((o.worse for o in options if o.worse), key=lambda v: v) + [
        None for o in options if o.worse is None
    ]


def test_recommended_options_carry_the_answer_of_the_board(board: Board) -> None:
    people = board.workings.facts.persons["employee_id"].to_list()
    options = options_for_person(board, people[board.workings.problem.persons[3]])
    found = recommended(board, options, 2)
    assert [one.option for one in found] == [one for one in options if one.worse is not None][:2]
    for one in found:
        assert one.answer == board.answer([Move(one.option.employee_id, one.option.post_id)])

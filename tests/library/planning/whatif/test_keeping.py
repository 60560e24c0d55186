"""Of all assignments, a repair has the least shortage, then the fewest differences from what was announced."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import World, every_assignment, workings_of, worlds

from penata.planning.engine.solve import NoAssignmentError
from penata.planning.whatif.keeping import ORDERS, kept


def differences(world: World, choice: tuple[int, ...], announced: np.ndarray) -> int:
    """How many people in play sit elsewhere than announced."""
    problem = world.problem
    seats = [-1 if a < 0 else int(problem.posts[problem.post[a]]) for a in choice]
    return sum(seat != announced[row] for seat, row in zip(seats, problem.persons.tolist(), strict=True))


@settings(max_examples=60, deadline=None)
@given(worlds, st.data())
def test_answers_are_the_best_of_all_assignments_in_their_order(world: World, data: st.DataObject) -> None:
    try:
        work = workings_of(world)
    except NoAssignmentError:
        return
    size, n_posts = work.facts.persons.height, len(world.needs)
    announced = np.array(data.draw(st.lists(st.integers(-1, n_posts - 1), min_size=size, max_size=size)), np.int64)
    known = {
        choice: (vector, differences(world, choice, announced))
        for choice, vector in every_assignment(work.problem).items()
    }
    best = {
        "REPAIR": min((s, d, g, m, t) for (s, g, m, t), d in known.values()),
        "CAREFUL": min((s, g, d, m, t) for (s, g, m, t), d in known.values()),
        "ANEW": min((s, g, m, t) for (s, g, m, t), _ in known.values()),
    }
    for order in ORDERS:
        found = kept(work, announced, order)
        seats = found.state.seat[work.problem.persons]
        choice = next(c for c in known if [
            -1 if a < 0 else int(work.problem.posts[work.problem.post[a]]) for a in c
        ] == seats.tolist())  # fmt: skip
        (s, g, m, t), d = known[choice]
        assert {"REPAIR": (s, d, g, m, t), "CAREFUL": (s, g, d, m, t), "ANEW": (s, g, m, t)}[order] == best[order]
        named = [one for one in found.differences if one.employee_id in {
            f"E{row:03d}" for row in work.problem.persons.tolist()
        }]  # fmt: skip
        assert len(named) == d

"""Everything that a plan has to say of itself: every move, every wish, every vacancy, and what anybody may see."""

from dataclasses import dataclass

import polars as pl

from penata.explain.open.published import Published, published_of
from penata.explain.told.moves import moves_told
from penata.explain.told.standings import Standings
from penata.explain.told.vacancies import vacancies_told
from penata.explain.told.wishes import wishes_told
from penata.planning import Plan, Workings
from penata.planning.result import PlanTables, tables_of


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """The frames that explain a plan; columns and order are stated in the modules that make them.

    ``moves``, ``alternatives``: ``told.moves``; ``wishes``: ``told.wishes``; ``vacancies``, ``steps``, ``helps``:
    ``told.vacancies``; ``published``: ``open.published``.
    """

    moves: pl.DataFrame
    alternatives: pl.DataFrame
    wishes: pl.DataFrame
    vacancies: pl.DataFrame
    steps: pl.DataFrame
    helps: pl.DataFrame
    published: Published


def tell(plan: Plan) -> Told:
    """Tell a plan that was just made."""
    return _told(plan.workings, plan)


def tell_again(work: Workings) -> Told:
    """Tell a plan that was written and opened again (``penata.planning.reopened``): the same frames."""
    return _told(work, tables_of(work.dataset, work.facts, work.policy, work.found, work.problem, work.solution))


def _told(work: Workings, tables: PlanTables | Plan) -> Told:
    standings = Standings.of(work)
    moves, vacancies = moves_told(work, tables, standings), vacancies_told(work, standings)
    return Told(
        moves=moves.moves, alternatives=moves.alternatives, wishes=wishes_told(work, standings),
        vacancies=vacancies.vacancies, steps=vacancies.steps, helps=vacancies.helps,
        published=published_of(work, tables),
    )  # fmt: skip

"""Everything that a plan has to say of itself: every move, every wish, every vacancy, and what anybody may see."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """The frames that explain a plan; columns and order are stated in the modules that make them.

    ``moves``, ``alternatives``: ``penata.explain.moves``; ``wishes``: ``penata.explain.wishes``; ``vacancies``,
    ``steps``, ``helps``: ``penata.explain.vacancies``; ``published``: tables of the public folder by name, see
    ``penata.explain.published``.
    """

    moves: pl.DataFrame
    alternatives: pl.DataFrame
    wishes: pl.DataFrame
    vacancies: pl.DataFrame
    steps: pl.DataFrame
    helps: pl.DataFrame
    published: Mapping[str, pl.DataFrame]

"""What the report is given: a plan, as any planner may hand it over."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import polars as pl


class WrittenPlan(Protocol):
    """The parts of a plan that are written; ``penata.planning.Plan`` is one.

    Frames follow ``penata.tables.PLAN_TABLES``. ``parts``: employee_id, post_id and one whole-number column per part
    of the gain, for those who move. ``ladder``: one dict per rung (moves, moves_used, shortage_cost, missing_seats,
    status, bound; ``moves`` None is "all"). ``result`` becomes result.json.
    """

    @property
    def moves(self) -> pl.DataFrame:
        """Who moves."""

    @property
    def assignments(self) -> pl.DataFrame:
        """Everyone with a post before or after."""

    @property
    def posts(self) -> pl.DataFrame:
        """Each post before and after."""

    @property
    def shortlist(self) -> pl.DataFrame:
        """Candidates for seats that the committee decides."""

    @property
    def prices(self) -> pl.DataFrame:
        """Whole price of a seat by level."""

    @property
    def parts(self) -> pl.DataFrame:
        """Parts of the gain of those who move."""

    @property
    def explanations(self) -> Sequence[Mapping[str, Any]]:
        """One document per mover."""

    @property
    def ladder(self) -> Sequence[Mapping[str, Any]]:
        """What fewer moves would reach."""

    @property
    def result(self) -> Mapping[str, Any]:
        """Status, objective, bounds, counts, rules, versions, digest."""

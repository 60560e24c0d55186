"""All rows that a policy asks for."""

from typing import Any

from penata.facts import Facts
from penata.planning.limits.kinds.basis import Basis
from penata.planning.limits.kinds.experience import experienced_rows
from penata.planning.limits.kinds.families import couple_rows, relative_rows
from penata.planning.limits.kinds.money import money_rows, money_spent
from penata.planning.limits.kinds.moves import district_rows, move_rows
from penata.planning.limits.kinds.named import refuse_unknown
from penata.planning.limits.kinds.shares import arrival_rows, donor_rows, giving_rows, leaver_rows
from penata.planning.limits.kinds.training import training_rows
from penata.planning.limits.rows import Rows, joined
from penata.planning.problem import Ints, Problem
from penata.policy import Policy
from penata.tables import Dataset


def rows_of(facts: Facts, dataset: Dataset, policy: Policy, problem: Problem) -> Rows:
    """The side limits of a policy as rows over the pairs of a problem, those left out that no plan could break.

    Raises InputError where a limit names what does not exist, or needs what is known of nobody.
    """
    limits = policy.limits
    refuse_unknown(facts, dataset, policy)
    basis = Basis.of(facts, dataset, policy, problem)
    parts = []
    if limits.max_moves is not None:
        parts.append(move_rows(basis, limits.max_moves))
    if limits.money is not None or limits.money_by_office:
        parts.append(money_rows(basis))
    if limits.leavers_percent is not None:
        parts.append(leaver_rows(basis, limits.leavers_percent))
    if limits.arrivals_percent is not None:
        parts.append(arrival_rows(basis, limits.arrivals_percent))
    if limits.gives_percent is not None:
        parts += giving_rows(basis, limits.gives_percent)
    if limits.donor_percent is not None:
        parts += donor_rows(basis, limits.donor_percent)
    if limits.districts:
        parts.append(district_rows(basis))
    if limits.experienced_percent is not None:
        parts.append(experienced_rows(basis, limits.experienced_percent, limits.experienced_years))
    if limits.training:
        parts.append(training_rows(basis))
    if limits.couples_km is not None:
        parts.append(couple_rows(basis, limits.couples_km))
    if limits.relatives_apart:
        parts.append(relative_rows(basis))
    return joined(parts)


def spent_on_moves(facts: Facts, dataset: Dataset, policy: Policy, problem: Problem, chosen: Ints) -> dict[str, Any]:
    """What the moves of an assignment cost (``money_spent``), as plain JSON."""
    return money_spent(Basis.of(facts, dataset, policy, problem), chosen)

"""A small synthetic regency, its plan, and everything that the plan says of itself: made once."""

import datetime as dt
from functools import cache

from penata.explain.telling import Told, tell
from penata.planning import Plan, plan
from penata.policy import Policy, parse_policy
from penata.synthetic import synthesise
from penata.tables import Dataset

POLICY: Policy = parse_policy("as_of = 2026-06-30\nladder = [25]\n")


@cache
def told_regency() -> tuple[Dataset, Plan, Told]:
    """The dataset, the plan and what it tells."""
    dataset = synthesise(seed=7, employees=300, as_of=dt.date(2026, 6, 30)).dataset
    made = plan(dataset, POLICY)
    return dataset, made, tell(made)

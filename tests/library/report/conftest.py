"""What the tests of the report share: a plan with moves, one without, and a way to plan any dataset."""

from collections.abc import Callable

import pytest
from finished_plans import Case, made_case, school_regency

from penata.tables import Dataset


@pytest.fixture(scope="session")
def case() -> Case:
    """Eight districts, forty schools, some 230 teachers, and about thirty moves."""
    return made_case(school_regency(schools=40))


@pytest.fixture(scope="session")
def empty_case() -> Case:
    """A dataset without coordinates in which nobody is missing: the plan moves nobody."""
    return made_case(school_regency(schools=3, coordinates=False, balanced=True))


@pytest.fixture(scope="session")
def case_of() -> Callable[[Dataset], Case]:
    """Plans any dataset."""
    return made_case

"""HiGHS may fail and say so; a mistake of ours is never taken for that."""

from typing import Any

import pytest
from ortools.math_opt.python import mathopt

from penata.planning.limits.highs import asked


def _model(worth: float, weight: float) -> Any:
    """One seat to take or not, at most 1 of its weight."""
    model = mathopt.Model()
    taken = model.add_binary_variable()
    model.maximize(worth * taken)
    model.add_linear_constraint(weight * taken <= 1.0)
    return model


def test_an_answer_comes_with_its_values() -> None:
    found = asked(_model(2.0, 1.0), mathopt.ModelSolveParameters())
    assert found is not None
    assert (found.termination.reason.name, list(found.variable_values().values())) == ("OPTIMAL", [1.0])


def test_a_failure_inside_the_solver_is_no_answer() -> None:
    assert asked(_model(1e300, 1e18), mathopt.ModelSolveParameters()) is None


def test_a_model_that_is_not_right_is_raised() -> None:
    with pytest.raises(Exception, match=r"canonical_code|NaN") as told:
        asked(_model(float("nan"), 1.0), mathopt.ModelSolveParameters())
    assert "NaN" in f"{told.value} {told.value.__context__}"


def test_an_option_that_is_not_known_is_raised() -> None:
    parameters = mathopt.SolveParameters()
    parameters.highs.double_options["no_such_option"] = 1.0
    with pytest.raises(Exception, match=r"canonical_code|no_such_option") as told:
        asked(_model(1.0, 1.0), mathopt.ModelSolveParameters(), parameters)
    assert "no_such_option" in f"{told.value} {told.value.__context__}"


def test_an_error_of_ours_is_raised() -> None:
    with pytest.raises(AttributeError, match="export_model"):
        asked(None, mathopt.ModelSolveParameters())

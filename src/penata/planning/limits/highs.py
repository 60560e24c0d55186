"""HiGHS through MathOpt: it is asked without a word on the screen, and may fail without ending the plan.

HiGHS gives up on some models that are well-formed (INTERNAL). That is an answer: nothing was found. Whatever else goes
wrong, a model or an option that is not right among it, is a mistake of the one who asks, and is raised.
"""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ortools.math_opt.python.mathopt import Model, ModelSolveParameters, SolveParameters, SolveResult

_INTERNAL: Final = 13
"""The code of an error inside the solver; a model that is not right has another one."""


def asked(
    model: "Model", told: "ModelSolveParameters", parameters: "SolveParameters | None" = None
) -> "SolveResult | None":
    """The answer of HiGHS to a model; None where HiGHS itself fails.

    Raises whatever MathOpt raises on a model or an option that is not right.
    """
    from ortools.math_opt.python import mathopt  # noqa: PLC0415 - slow to import, mostly not needed

    with _silence():
        try:
            return mathopt.solve(model, mathopt.SolverType.HIGHS, params=parameters, model_params=told)
        except Exception as error:
            if not _is_internal(error):
                raise
            return None


def _is_internal(error: Exception) -> bool:
    """Whether an error of MathOpt tells of one inside the solver.

    MathOpt translates the solver's status into an error of Python, and in some versions trips over that: then the
    status is what it was about to translate.
    """
    from ortools.math_opt.python.errors import InternalMathOptError  # noqa: PLC0415 - slow to import

    return isinstance(error, InternalMathOptError) or getattr(error.__context__, "code", None) == _INTERNAL


@contextmanager
def _silence() -> Iterator[None]:
    """HiGHS prints some lines past every option; they must not come between those of a caller (``--json``)."""
    if sys.platform == "win32":
        yield
        return
    libc = ctypes.CDLL(None)
    sys.stdout.flush()
    libc.fflush(None)
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        libc.fflush(None)
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)

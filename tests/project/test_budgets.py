"""Files and functions stay short enough to be read in one go."""

import ast
from pathlib import Path

import pytest

FILE_BUDGETS = {"src": 400, "benchmarks": 400, "tests": 800}
FUNCTION_BUDGET = 50


def test_files_stay_within_their_budget(root: Path, files: list[Path]) -> None:
    over = []
    for path in files:
        place = path.relative_to(root)
        budget = FILE_BUDGETS.get(place.parts[0])
        # Django writes migrations: as long as the tables of a stage are many.
        if path.suffix != ".py" or budget is None or path.parent.name == "migrations":
            continue
        length = len(path.read_text("utf-8").splitlines())
        if length > budget:
            over.append(f"{place}: {length} lines, allowed {budget}")
    assert over == [], "\n".join(["split these by noun:", *over])


def test_functions_stay_within_their_budget(root: Path, files: list[Path]) -> None:
    over = []
    for path in files:
        place = path.relative_to(root)
        if path.suffix == ".py" and place.parts[0] in FILE_BUDGETS:
            over += [f"{place}:{line}" for line in _long_functions(path.read_text("utf-8"))]
    assert over == [], "\n".join([f"functions of more than {FUNCTION_BUDGET} lines:", *over])


@pytest.mark.parametrize(("statements", "expected"), [(49, []), (50, ["1: f has 51 lines"])])
def test_function_at_the_edge_of_its_budget(statements: int, expected: list[str]) -> None:
    docstring = '    """One\n    two\n    three.\n    """\n'
    source = "def f():\n" + docstring + "    x = 1\n" * statements
    assert _long_functions(source) == expected


def _long_functions(source: str) -> list[str]:
    functions = [
        node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    lengths = [(node, _length(node)) for node in functions]
    return [f"{node.lineno}: {node.name} has {length} lines" for node, length in lengths if length > FUNCTION_BUDGET]


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, without the docstring: telling more must not cost code."""
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    if ast.get_docstring(node, clean=False) is None:
        return length
    docstring = node.body[0]
    return length - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)

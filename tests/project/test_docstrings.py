"""Every public name of the library says what it is."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def test_public_names_have_a_docstring(root: Path, files: list[Path]) -> None:
    silent = []
    for path in files:
        place = path.relative_to(root)
        if path.suffix == ".py" and place.is_relative_to("src/penata"):
            silent += [f"{place}:{name}" for name in _silent_names(ast.parse(path.read_text("utf-8")))]
    assert silent == [], "\n".join(["these have no docstring:", *silent])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", ["1: the module"]),
        ('"""A module."""\ndef _hidden(): ...', []),
        ('"""A module."""\ndef f(): ...', ["2: f"]),
        ('"""A module."""\nclass C:\n    """A class."""\n    def m(self): ...', ["4: C.m"]),
        ('"""A module."""\nclass C:\n    """A class."""\n    def __len__(self): ...', []),
    ],
)
def test_missing_docstring_is_found(source: str, expected: list[str]) -> None:
    assert _silent_names(ast.parse(source)) == expected


def _silent_names(module: ast.Module) -> list[str]:
    silent = [] if ast.get_docstring(module) else ["1: the module"]
    silent += [f"{node.lineno}: {name}" for name, node in _public_definitions(module) if not ast.get_docstring(node)]
    return silent


def _public_definitions(parent: ast.Module | ast.ClassDef, prefix: str = "") -> Iterator[tuple[str, Definition]]:
    for node in parent.body:
        if not isinstance(node, Definition) or node.name.startswith("_") or _is_repeated(node):
            continue
        yield prefix + node.name, node
        if isinstance(node, ast.ClassDef):
            yield from _public_definitions(node, f"{prefix}{node.name}.")


def _is_repeated(node: Definition) -> bool:
    """Whether another definition speaks for this one: an overload, or what a base class declares."""
    names = {ast.unparse(decorator).rpartition(".")[2] for decorator in node.decorator_list}
    return not names.isdisjoint({"overload", "override", "setter"})

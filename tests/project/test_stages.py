"""The stages of the web application: the names of their files, and what of another stage they use."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

# Files of a stage, and folders with the same names once a file has outgrown its budget.
FILES = {
    *("apps", "enums", "models", "permissions", "queries", "importing", "frames", "documents", "exports"),
    *("operations", "forms", "views", "api", "tasks", "searches", "admin", "urls"),
}
FOLDERS = {"templatetags", "management", "static", "templates", "locale", "migrations"}
# What a stage may use of one before it on the path.
FOR_OTHERS = {"models", "enums", "permissions", "queries", "operations"}
NO_STAGES = {"shared", "project"}


@pytest.fixture(scope="session")
def path(root: Path) -> list[str]:
    """The stages in the order in which data reaches them, as the contract has it."""
    contracts = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["id"] == "stages")
    return [stage for layer in reversed(layers) for stage in re.findall(r"\w+", layer)]


@pytest.fixture(scope="session")
def imports() -> list[tuple[str, str]]:
    """Who imports whom inside the web application."""
    graph = grimp.build_graph("penata_web", cache_dir=None)
    return sorted(
        (module, imported) for module in graph.modules for imported in graph.find_modules_directly_imported_by(module)
    )


def test_files_of_a_stage_have_the_agreed_names(root: Path, files: list[Path]) -> None:
    web = root / "src/penata_web"
    places = [path.relative_to(web).parts for path in files if path.is_relative_to(web)]
    assert _strangers(places) == []


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("registry/models.py", []),
        ("registry/models/person.py", []),
        ("registry/templates/registry/person.html", []),
        ("shared/pages.py", []),
        ("registry/signals.py", ["registry/signals.py"]),
        ("registry/static.py", ["registry/static.py"]),
        ("registry/templates/person.html", ["registry/templates/person.html"]),
    ],
)
def test_file_with_another_name_is_found(place: str, expected: list[str]) -> None:
    assert _strangers([tuple(place.split("/"))]) == expected


def test_stage_uses_of_another_only_what_is_for_others(imports: list[tuple[str, str]]) -> None:
    assert _trespasses(imports) == []


@pytest.mark.parametrize(
    ("module", "imported", "found"),
    [
        ("planning.views", "registry.forms", True),
        ("planning.frames", "registry.frames", True),
        ("planning.operations", "registry.operations", False),
        ("planning.queries", "registry.models.person", False),
        ("planning.views", "planning.forms", False),
        ("planning.views", "shared.pages", False),
        ("project.urls", "planning.urls", False),
    ],
)
def test_use_of_what_is_not_for_others_is_found(module: str, imported: str, found: bool) -> None:
    pair = (f"penata_web.{module}", f"penata_web.{imported}")
    assert _trespasses([pair]) == ([f"{pair[0]} uses {pair[1]}"] if found else [])


def test_foreign_keys_point_to_stages_before(path: list[str]) -> None:
    assert _pointing_onward(apps.get_models(), path) == []


@isolate_apps()
def test_foreign_key_to_a_later_stage_is_found(path: list[str]) -> None:
    class Plan(models.Model):
        class Meta:
            app_label = "planning"

    class Person(models.Model):
        plan = models.ForeignKey("planning.Plan", on_delete=models.RESTRICT)

        class Meta:
            app_label = "registry"

    class Move(models.Model):
        plan = models.ForeignKey("planning.Plan", on_delete=models.RESTRICT)
        person = models.ForeignKey("registry.Person", on_delete=models.RESTRICT)

        class Meta:
            app_label = "planning"

    assert _pointing_onward([Plan, Person, Move], path) == ["registry.Person.plan points to planning"]


def test_templates_load_tags_of_stages_before_only(root: Path, files: list[Path], path: list[str]) -> None:
    web = root / "src/penata_web"
    owner = {
        file.stem: file.relative_to(web).parts[0]
        for file in files
        if file.is_relative_to(web) and file.parent.name == "templatetags" and file.stem != "__init__"
    }
    wrong = [
        f"{file.relative_to(web)} loads {name}, of {owner[name]}"
        for file in files
        if file.is_relative_to(web) and file.suffix in {".html", ".txt"}
        for line in re.findall(r"{%\s*load\s+(.+?)\s*%}", file.read_text("utf-8"))
        for name in line.split()
        if name in owner and path.index(owner[name]) > path.index(file.relative_to(web).parts[0])
    ]
    assert wrong == []


def _strangers(places: Iterable[tuple[str, ...]]) -> list[str]:
    """Files, by their place in the web application, that a stage has no name for."""
    return ["/".join(place) for place in places if len(place) > 1 and place[0] not in NO_STAGES and _is_strange(place)]


def _is_strange(place: tuple[str, ...]) -> bool:
    stage, name, *inner = place
    if not inner:
        return name != "__init__.py" and not (name.endswith(".py") and name[:-3] in FILES)
    if name in {"static", "templates"}:
        return inner[0] != stage
    return name not in FILES | FOLDERS


def _trespasses(imports: Iterable[tuple[str, str]]) -> list[str]:
    found = []
    for module, imported in imports:
        stage, other = module.split(".")[1:2], imported.split(".")[1:2]
        if stage in (other, ["project"]) or other == ["shared"]:
            continue
        if imported.split(".")[2:3] and imported.split(".")[2] not in FOR_OTHERS:
            found.append(f"{module} uses {imported}")
    return found


def _pointing_onward(tables: Iterable[type[models.Model]], path: list[str]) -> list[str]:
    """Foreign keys, one-to-one and many-to-many fields from a stage to one that data reaches later."""
    found = []
    for table in tables:
        stage = table._meta.app_label
        for field in [*table._meta.fields, *table._meta.many_to_many]:
            other = field.related_model._meta.app_label if field.related_model else ""
            if {stage, other} <= set(path) and path.index(other) > path.index(stage):
                found.append(f"{table._meta.label}.{field.name} points to {other}")
    return found

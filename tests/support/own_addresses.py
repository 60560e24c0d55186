"""The addresses of our own views, and who may open which."""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver, reverse

ABSENT = {
    "pk": 999_999, "employee_id": "000", "unit_id": "X", "post_id": "X", "rule_id": "X", "name": "x", "key": 1,
    "code": "x", "language": "id", "decision": 999_999,
}  # fmt: skip
TABLE = Path(__file__).parents[1] / "stages" / "access.csv"


def addresses(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            space = f"{prefix}{one.namespace}:" if one.namespace else prefix
            yield from addresses(one.url_patterns, space)
        elif one.name:
            yield f"{prefix}{one.name}", one


def ours() -> dict[str, URLPattern]:
    """Addresses of our own views; those of libraries guard themselves."""
    found = dict(addresses(get_resolver().url_patterns))
    return {name: one for name, one in found.items() if one.callback.__module__.startswith("penata_web.")}


def table() -> dict[str, str]:
    """Each address with the roles for whom its door opens, or ``*`` for everybody, or ``all`` with a capacity."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["address"]: row["roles"] for row in csv.DictReader(file)}


def arguments(address: str) -> list[str]:
    """The names of the arguments of an address."""
    return list(ours()[address].pattern.regex.groupindex)


def url_of_nothing(address: str) -> str:
    """An address with arguments that name nothing: the door is tried, not what lies behind."""
    return reverse(address, kwargs={name: ABSENT[name] for name in arguments(address)})

"""Every address with every role: what opens is what the written table says, at the door and behind it.

``access.csv`` holds one line an address: the roles for whom the door opens, or ``*`` for everybody, logged in or not.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from penata_web.shared.enums import Role
from penata_web.shared.gate import EVERY_ROLE, access_of

TABLE = Path(__file__).with_name("access.csv")
ABSENT = {"pk": 999_999, "employee_id": "000", "unit_id": "X", "post_id": "X", "rule_id": "X", "name": "x", "key": "x",
          "code": "X", "decision": 999_999, "language": "id"}  # fmt: skip


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


def declared(pattern: URLPattern) -> str:
    access = access_of(pattern.callback)
    assert access is not None, f"{pattern} declares no access"
    if access.public:
        return "*"
    return "all" if access.roles == EVERY_ROLE else " ".join(sorted(access.roles))


def table() -> dict[str, str]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["address"]: row["roles"] for row in csv.DictReader(file)}


def test_every_address_stands_in_the_table_with_its_roles() -> None:
    assert {name: declared(one) for name, one in ours().items()} == table()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["analyst", "head", "committee", "decider", "employee", "auditor", "admin", "nobody"])
def test_door_opens_for_the_roles_of_the_table_alone(enter, cast, name: str) -> None:
    client = enter(name)
    role = {"head": "UNIT_HEAD", "nobody": ""}.get(name, name.upper())
    wrong = []
    for address, roles in table().items():
        answer = client.get(url_of(address), follow=False)
        opens = roles in {"*", "all"} or role in roles.split()
        if role == "" and roles != "*":
            opens = False
        if (answer.status_code == 403) == opens or answer.status_code >= 500:
            wrong.append((address, roles, answer.status_code))
    assert wrong == []


@pytest.mark.django_db
def test_stranger_is_led_to_the_door_everywhere_else_than_in_public(client) -> None:
    for address, roles in table().items():
        answer = client.get(url_of(address))
        if roles != "*":
            assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login")), address


def url_of(address: str) -> str:
    """An address with arguments that name nothing: the door is tried, not what lies behind."""
    pattern = ours()[address]
    names = pattern.pattern.regex.groupindex
    return reverse(address, kwargs={name: ABSENT[name] for name in names})


def test_roles_of_the_table_exist() -> None:
    known = {"*", "all", *Role.values}
    assert {word for roles in table().values() for word in roles.split()} <= known

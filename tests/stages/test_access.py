"""Every address with every role: what opens is what the written table says, at the door and behind it.

``access.csv`` holds one line an address: the roles for whom the door opens, or ``*`` for everybody, logged in or not.
"""

import pytest
from django.urls import URLPattern, reverse
from own_addresses import ours, table, url_of_nothing

from penata_web.shared.enums import Role
from penata_web.shared.gate import EVERY_ROLE, access_of


def declared(pattern: URLPattern) -> str:
    access = access_of(pattern.callback)
    assert access is not None, f"{pattern} declares no access"
    if access.public:
        return "*"
    return "all" if access.roles == EVERY_ROLE else " ".join(sorted(access.roles))


def test_every_address_stands_in_the_table_with_its_roles() -> None:
    assert {name: declared(one) for name, one in ours().items()} == table()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["analyst", "head", "committee", "decider", "employee", "auditor", "admin", "nobody"])
def test_door_opens_for_the_roles_of_the_table_alone(enter, cast, name: str) -> None:
    client = enter(name)
    role = {"head": "UNIT_HEAD", "nobody": ""}.get(name, name.upper())
    wrong = []
    for address, roles in table().items():
        answer = client.get(url_of_nothing(address), follow=False)
        opens = roles in {"*", "all"} or role in roles.split()
        if role == "" and roles != "*":
            opens = False
        if (answer.status_code == 403) == opens or answer.status_code >= 500:
            wrong.append((address, roles, answer.status_code))
    assert wrong == []


@pytest.mark.django_db
def test_stranger_is_led_to_the_door_everywhere_else_than_in_public(client) -> None:
    for address, roles in table().items():
        answer = client.get(url_of_nothing(address))
        if roles != "*":
            assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login")), address


def test_roles_of_the_table_exist() -> None:
    known = {"*", "all", *Role.values}
    assert {word for roles in table().values() for word in roles.split()} <= known

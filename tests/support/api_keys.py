"""Programs with a key: one for each of the cast."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from web_cast import NOW

from penata_web.shared import tokens
from penata_web.shared.models import Capacity


class Program(Client):
    """A client that sends a key, and JSON."""

    def __init__(self, key: str) -> None:
        """With the key of a capacity; "" for none."""
        super().__init__(headers={"Authorization": f"Bearer {key}"} if key else {})

    def ask(self, path: str, **query: Any) -> Any:
        """GET, and what was answered; it has to be a success."""
        answer = self.get(f"/api/{path}", query)
        assert answer.status_code == 200, (path, answer.status_code, answer.content)
        return answer.json()

    def send(self, path: str, body: Any = None, *, verb: str = "post") -> Any:
        """POST or PUT with JSON."""
        return getattr(self, verb)(f"/api/{path}", body if body is not None else {}, content_type="application/json")


@pytest.fixture
def program(cast: Any, acting: Any) -> Callable[[str], Program]:
    """A program that acts as one of the cast: ``program("analyst").ask("registry/persons")``."""

    def of(name: str) -> Program:
        capacity = Capacity.objects.get(account=getattr(cast, name))
        return Program(tokens.make_token(capacity=capacity, name="uji", by=acting(name), at=NOW))

    return of

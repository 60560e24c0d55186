"""What the API says besides what was asked for: refusals and pages of rows, the same in every stage.

@router.get("/persons", response={200: Page[Person], **REFUSALS})
@for_roles(*PERSON_READERS)
def persons(request: Request, part: Query[Part]) -> Answer:
return part_of(rows, part)
"""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, Generic, TypeVar

import polars as pl
from django.db.models import QuerySet
from ninja import Schema
from ninja.errors import ValidationError
from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

T = TypeVar("T")

Answer = Any
"""What an operation returns: its declared answer checks and describes it."""


class Problem(Schema):
    """Why nothing was done."""

    detail: str = Field(examples=["Not Found"])


class WrongValue(Schema):
    """One value that cannot stand: where it was said, and what is wrong with it."""

    type: str
    loc: list[str | int]
    msg: str


class WrongValues(Schema):
    """Values that cannot stand."""

    detail: list[WrongValue]


class Page(Schema, Generic[T]):
    """A part of a list; ``count`` is the length of the whole list."""

    count: int
    items: list[T]


class Part(Schema):
    """Which part of a list is wanted."""

    limit: int = Field(100, ge=1, le=1000, description="At most so many rows.")
    offset: int = Field(0, ge=0, le=10_000_000, description="Leave out so many rows at the beginning.")


REFUSALS: Final[dict[Any, Any]] = {401: Problem, 403: Problem, 422: WrongValues}
"""No key that holds; a key of a capacity that may not; values that cannot stand."""
OF_ONE: Final[dict[Any, Any]] = {**REFUSALS, 404: Problem}
"""The same, for one thing: what is not there or out of scope does not exist."""
OF_A_CHANGE: Final[dict[Any, Any]] = {**OF_ONE, 400: Problem, 409: Problem}
"""The same, for what changes something: 409 where the state of things, or somebody else's change, stands against it."""

PLAIN: Final = r"^[^\u0000-\u001f\u007f]*$"
"""Text of one line: no control characters, which no database column of ours takes."""

Id = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[^\u0000-\u001f\u007f/]+$")]
"""An id in an address."""
Number = Annotated[int, Field(ge=1, le=2**53)]
"""The number of a record in an address."""
Line = Annotated[str, StringConstraints(max_length=200, pattern=PLAIN)]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=r"^[^\u0000]*[^\u0000\s][^\u0000]*$")]
"""Why something is done; goes into the record of acts."""


def _day(value: object) -> object:
    if isinstance(value, dt.date) or (isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)):
        return value
    raise PydanticCustomError("day", "a day is written as 2026-06-30")


Day = Annotated[dt.date, BeforeValidator(_day)]
"""A day as ISO 8601 writes it, and in no other way."""


def part_of(rows: "QuerySet[Any, Any] | pl.DataFrame | list[Any]", part: Part) -> dict[str, Any]:
    """The part of a list that was asked for; ``rows`` stand in a fixed order."""
    if isinstance(rows, pl.DataFrame):
        return {"count": rows.height, "items": rows.slice(part.offset, part.limit).to_dicts()}
    end = part.offset + part.limit
    if isinstance(rows, list):
        return {"count": len(rows), "items": rows[part.offset : end]}
    return {"count": rows.count(), "items": list(rows[part.offset : end])}


def wrong_values(errors: Mapping[str, Any], place: str = "body") -> ValidationError:
    """What a form found wrong, as the API says it; to be raised."""
    return ValidationError(
        [{"type": "value", "loc": [place, name], "msg": str(words)} for name, said in errors.items() for words in said]
    )

"""Citations: which regulation a value or a rule stands on, resolved against the list of known regulations."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from penata.shipped import shipped

POLICY: Final = "POLICY"
"""Citation of what no article says: a parameter of the agency."""


@dataclass(frozen=True, slots=True)
class Regulation:
    """One regulation: short id as cited, full title, and whether it was repealed."""

    id: str
    title: str
    status: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A regulation and the place in it; ``place`` is empty where the whole text is meant."""

    regulation: Regulation
    place: str


@cache
def regulations() -> dict[str, Regulation]:
    """All known regulations by their short id.

    >>> regulations()["PP 11/2017"].status
    'transisi'
    """
    raw = shipped("penata.law", "regulations.yaml")
    return {entry["id"]: Regulation(**entry) for entry in raw}


def resolve(text: str) -> tuple[Citation, ...]:
    """The regulations that a citation names; several are separated by ``;``. POLICY resolves to nothing.

    Raises KeyError where a regulation is not known: add it to penata/law/regulations.yaml.

    >>> [(c.regulation.id, c.place) for c in resolve("PP 11/2017 Pasal 190 ayat (3); Peraturan BKN 5/2019 Pasal 2")]
    [('PP 11/2017', 'Pasal 190 ayat (3)'), ('Peraturan BKN 5/2019', 'Pasal 2')]
    >>> resolve("POLICY")
    ()
    """
    if text == POLICY:
        return ()
    return tuple(_one(part.strip()) for part in text.split(";"))


_PLACE: Final = re.compile(r",?\s+(?=(?:Pasal|Lampiran|lampiran|angka|huruf|BAB|butir)\b|hlm\.|[A-Z]{3}_\d)")


def _one(text: str) -> Citation:
    name, *place = _PLACE.split(text, maxsplit=1)
    known = regulations()
    if name not in known:
        raise KeyError(f"citation {text!r} names no known regulation; add {name!r} to penata/law/regulations.yaml")
    return Citation(known[name], place[0] if place else "")

"""Plans kept open in this process, so that people can ask "what if" and read a person's whole account at once.

Opening a plan takes seconds, so a thread does it, and whoever asks meanwhile is told so. Each process keeps the two
that were used last; a board answers one question at a time.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any, Final

import polars as pl

from penata.explain.told.moves import moves_told
from penata.explain.told.standings import Standings
from penata.explain.told.wishes import wishes_told
from penata.law.confirmation import confirmed_rules
from penata.planning import Workings, reopened
from penata.planning.result import PlanTables, tables_of
from penata.planning.tolerance import settled
from penata.planning.whatif import Board
from penata.tables import InputError
from penata_web.planning.frames.plans import Source

MOST: Final = 2
"""Boards that a process keeps: one of 100,000 people takes gigabytes."""


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """An opened plan: its board, and what the library tells of its moves and wishes."""

    board: Board
    tables: PlanTables
    moves: pl.DataFrame
    wishes: pl.DataFrame
    confirmed: frozenset[str]
    lock: threading.RLock = field(default_factory=threading.RLock)
    accounts: dict[tuple[str, str], Any] = field(default_factory=dict)
    """Accounts of people that were read already, by employee and language."""

    @property
    def work(self) -> Workings:
        """What the plan was computed from."""
        return self.board.workings


@dataclass(slots=True, eq=False)
class Place:
    """Where a board stands: opened, on its way, or refused with the reason in words."""

    opened: Opened | None = None
    refused: tuple[str, ...] = ()
    done: threading.Event = field(default_factory=threading.Event)

    @property
    def is_opening(self) -> bool:
        """Whether it will be there soon."""
        return not self.done.is_set()


_places: "OrderedDict[tuple[str, str], Place]" = OrderedDict()
_lock = threading.Lock()


def place_of(source: Source) -> Place:
    """The board of a plan; where there is none yet, a thread begins to open it, and the answer comes at once."""
    with _lock:
        place = _places.get(source.key)
        if place is None:
            place = _places[source.key] = Place()
            threading.Thread(target=_open, args=(source, place), daemon=True, name="board").start()
        _places.move_to_end(source.key)
        _forget()
    return place


def opened_now(source: Source, seconds: float | None = None) -> Place:
    """The same, waited for."""
    place = place_of(source)
    place.done.wait(seconds)
    return place


def open_plan(source: Source) -> Opened:
    """Open a plan from its files; raises InputError where they do not belong together."""
    dataset, result = source.dataset(), source.result()
    policy = settled(source.policy(), result)
    limits = source.table("limits")
    work = reopened(
        dataset, policy, source.table("assignments"), source.table("prices"), limits if limits.height else None
    )
    tables = tables_of(work.dataset, work.facts, policy, work.found, work.problem, work.solution)
    standings = Standings.of(work)
    return Opened(
        Board.of(work), tables, moves_told(work, tables, standings).moves, wishes_told(work, standings),
        confirmed_rules(dataset, work.found.rules),
    )  # fmt: skip


def _open(source: Source, place: Place) -> None:
    try:
        place.opened = open_plan(source)
    except InputError as error:
        place.refused = tuple(error.problems)
    except Exception as error:  # a thread has nobody above it: what happened is said on the page
        place.refused = (f"{type(error).__name__}: {error}",)
        raise
    finally:
        place.done.set()


def _forget() -> None:
    """Let go of boards beyond the most, the ones not used for the longest first; those on their way stay."""
    spare = [key for key, place in _places.items() if not place.is_opening]
    while len(_places) > MOST and spare:
        del _places[spare.pop(0)]

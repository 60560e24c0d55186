"""One person's account of a plan: what it does with the person, by which figures, and what stood second.

Other people are never named: a chain is told by its seats, rivals by their number.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl

from penata.explain.letters.facts import Case, LetterFacts
from penata.explain.told.enough import short_of
from penata.explain.whatif.counterfactual import Counterfactual, Inquiry
from penata.merit import PARTS, points_sheet
from penata.planning import Plan, Workings
from penata.planning.problem import NOBODY
from penata.planning.result import PlanTables
from penata.tables import InputError
from penata.wording import seat_name

OTHERS_TOLD: Final = 3
"""How many other seats an account names, the next best first."""

_SEAT: Final = seat_name(pl.col("job"), pl.col("subject"))


@dataclass(frozen=True, slots=True)
class Step:
    """One move of a chain, by its seats; ``own``: it is the person's."""

    from_post_id: str | None
    to_post_id: str | None
    own: bool


@dataclass(frozen=True, slots=True)
class Other:
    """Another seat that the person might have had; ``stays``: the present one.

    ``gain`` in points; ``behind``: how much worse the best plan with it is, exactly, by level (shortage, gain, moves,
    tie).
    """

    post_id: str
    stays: bool
    gain: int
    behind: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Names:
    """Words for ids: ``seats`` (post id to seat and unit), ``demands`` (of a rule, in Indonesian and in English)."""

    seats: Mapping[str, tuple[str, str]]
    demands: Mapping[str, tuple[str, str]]

    def seat(self, post_id: str | None) -> str:
        """A seat in words, "tanpa jabatan" for none."""
        return "tanpa jabatan" if post_id is None else ", ".join(self.seats[post_id])


@dataclass(frozen=True, slots=True)
class Account:
    """What a plan says of one person.

    ``person``: name, employment, status, post_id. ``move``: the row of ``explain.told.moves``, None for who stays;
    ``parts``: points of its gain by part, ``sheet`` the same criterion by criterion (rows of POINTS_SHEET, those that
    count or are absent). ``candidates``: how many other posts were open. ``wishes``: rows of
    ``penata.explain.letters.facts.ANSWERS``. ``asked``: answers to "what would have had to be different".
    ``names``: words for every post that is named here.
    """

    employee_id: str
    case: Case
    person: Mapping[str, Any]
    move: Mapping[str, Any] | None
    parts: Mapping[str, int]
    sheet: tuple[Mapping[str, Any], ...]
    chain: tuple[Step, ...]
    others: tuple[Other, ...]
    candidates: int
    wishes: tuple[Mapping[str, Any], ...]
    asked: tuple[Counterfactual, ...]
    names: Names

    def seat(self, post_id: str | None) -> str:
        """A seat in words, "tanpa jabatan" for none."""
        return self.names.seat(post_id)


def account_of(
    work: Workings, tables: PlanTables | Plan, told_moves: pl.DataFrame, letters: LetterFacts,
    employee_id: str, ask: tuple[str, ...] = (), *, show_personal: bool = False,
) -> Account:  # fmt: skip
    """The account of one person; ``letters`` are to hold the person, ``ask`` names posts to ask an ``Inquiry`` about.

    ``show_personal``: whether the sheet quotes what is personal; only for those who may see it. Raises InputError
    where one of the posts does not exist.
    """
    persons = work.facts.persons
    person = persons.row(by_predicate=pl.col("employee_id") == employee_id, named=True)
    found = told_moves.filter(pl.col("employee_id") == employee_id).to_dicts()
    move = found[0] if found else None
    chain = _chain(tables.moves, move["chain_id"], employee_id) if move else ()
    others, candidates = _others(work, person)
    wishes = tuple(letters.answers.filter(pl.col("employee_id") == employee_id).to_dicts())
    inquiry = Inquiry(work)
    asked = tuple(inquiry.counterfactual(employee_id, post_id) for post_id in ask)
    named = {person["post_id"], *(end for step in chain for end in (step.from_post_id, step.to_post_id))}
    named |= {other.post_id for other in others} | {wish["post_id"] for wish in wishes}
    named |= posts_of(asked)
    return Account(
        employee_id=employee_id,
        case=Case(letters.letters.row(by_predicate=pl.col("employee_id") == employee_id, named=True)["case"]),
        person={name: person[name] for name in ("name", "employment", "status", "post_id", "counted")},
        move=move,
        parts={part: move[f"part_{part}"] for part in PARTS} if move else {},
        sheet=sheet_of(work, employee_id, move["to_post_id"], show_personal=show_personal) if move else (),
        chain=chain,
        others=others,
        candidates=candidates,
        wishes=wishes,
        asked=asked,
        names=names_of(work, letters, {post_id for post_id in named if post_id is not None}),
    )


def sheet_of(
    work: Workings, employee_id: str, post_id: str | None, *, show_personal: bool = False
) -> tuple[Mapping[str, Any], ...]:
    """The points of a candidate pair by criterion, without what neither counts nor is absent; () for no candidate."""
    persons, posts = work.facts.persons, work.facts.posts
    pairs = work.found.pairs.filter(
        (pl.col("person") == pl.lit(persons["employee_id"].index_of(employee_id), pl.UInt32))
        & (pl.col("post") == pl.lit(None if post_id is None else posts["post_id"].index_of(post_id), pl.UInt32))
    )
    if not pairs.height:
        return ()
    sheet = points_sheet(work.facts, work.dataset, work.policy, pairs, show_personal=show_personal)
    return tuple(sheet.filter((pl.col("points") != 0) | pl.col("absent")).drop("person", "post").to_dicts())


def names_of(work: Workings, letters: LetterFacts, post_ids: set[str]) -> Names:
    """Words for these posts and for all rules; raises InputError for a post that does not exist."""
    demands = {rule: (id_, en) for rule, id_, en in letters.rules.select("rule", "id", "en").iter_rows()}
    return Names(seats_in_words(work, sorted(post_ids)), demands)


def posts_of(asked: Iterable[Counterfactual]) -> set[str]:
    """Every post of which such answers speak."""
    return {post_id for one in asked for post_id in (one.post_id, *one.chain_posts, *_changed(one))}


def seats_in_words(work: Workings, post_ids: list[str]) -> dict[str, tuple[str, str]]:
    """Post id to seat and unit; raises InputError for a post that does not exist."""
    posts = work.facts.posts.filter(pl.col("post_id").is_in(post_ids))
    if missing := sorted(set(post_ids) - set(posts["post_id"])):
        raise InputError([f"formasi {one!r} tidak ada dalam himpunan data; periksa post_id" for one in missing])
    rows = posts.select("post_id", pl.coalesce(_SEAT, "job_id"), pl.coalesce("unit", "unit_id"))
    return {post_id: (seat, unit) for post_id, seat, unit in rows.iter_rows()}


def _changed(one: Counterfactual) -> set[str]:
    remedies = [remedy for remedy in (one.points, one.need, *one.facts) if remedy is not None]
    return {change.post_id for remedy in remedies for change in remedy.changes}


def _chain(moves: pl.DataFrame, chain_id: str, employee_id: str) -> tuple[Step, ...]:
    """The moves of a chain one behind the other, linked as ``penata.planning.chains`` links them; a ring starts at
    its first person.
    """
    nth = pl.int_range(pl.len()).over
    rows = moves.sort("employee_id").with_columns(nth("to_post_id").alias("comes"), nth("from_post_id").alias("leaves"))
    rows = rows.filter(pl.col("chain_id") == chain_id)
    after = {(row["from_post_id"], row["leaves"]): row for row in rows.iter_rows(named=True)}
    reached = {(row["to_post_id"], row["comes"]) for row in rows.iter_rows(named=True)}
    first = next((row for place, row in after.items() if place[0] is None or place not in reached), None)
    ordered: list[dict[str, Any]] = [first or rows.row(0, named=True)]
    while len(ordered) < rows.height:
        ordered.append(after[ordered[-1]["to_post_id"], ordered[-1]["comes"]])
    return tuple(Step(row["from_post_id"], row["to_post_id"], row["employee_id"] == employee_id) for row in ordered)


def _others(work: Workings, person: Mapping[str, Any]) -> tuple[tuple[Other, ...], int]:
    """The next best seats of a person within the bounds of posts, and how many beside the own one were open."""
    problem = work.problem
    rank = int(problem.rank[person["person"]])
    if rank == NOBODY:
        return (), 0
    pairs = slice(int(problem.start[rank]), int(problem.start[rank + 1]))
    away = int((problem.post[pairs] != problem.home[rank]).sum())
    if work.is_bound:  # how much worse another seat is depends on what the limits would leave to others
        return (), away
    open_ones = np.arange(pairs.start, pairs.stop)
    open_ones = open_ones[work.scope.allowed[open_ones] & (open_ones != work.solution.chosen[rank])]
    missing, there_is = short_of(work, np.full(len(open_ones), rank), open_ones)
    order = [at for at in np.lexsort(missing.T[::-1]).tolist() if there_is[at]][:OTHERS_TOLD]
    found, behind = open_ones[order], missing[order]
    posts = work.facts.posts["post_id"]
    return tuple(
        Other(
            post_id=posts[int(problem.posts[problem.post[pair]])], stays=bool(problem.post[pair] == problem.home[rank]),
            gain=int(problem.gain[pair]), behind=(int(lack[0]), int(lack[1]), int(lack[2]), int(lack[3])),
        )
        for pair, lack in zip(found, behind, strict=True)
    ), away  # fmt: skip

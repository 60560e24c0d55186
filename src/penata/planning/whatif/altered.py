"""What changes do to the facts, to who may go where and to the points: of the persons and posts concerned, no others.

Nothing else depends on them: candidates and points of a pair are made of the person's and the post's own facts, of
decisions about the pair, of where relatives sit (who leaves is nobody's relative any more), and of whether the own
post has more people than it needs. The tests compare this with the whole road from the changed dataset.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import polars as pl

from penata.eligibility import candidates
from penata.eligibility.candidates import Search
from penata.eligibility.masks import roots
from penata.facts import Facts, facts_of
from penata.facts.bounds import bounded
from penata.merit import Merit, prepared
from penata.planning.decisions import Decision, decisions_of, is_vain, open_to
from penata.planning.problem import NOBODY, Ints, Mask
from penata.planning.tie import ties
from penata.planning.whatif.changes import (
    KINDS,
    TAKEN_OVER,
    Change,
    Forbid,
    Join,
    Move,
    Need,
    Pin,
    Retire,
    Withdraw,
    changed,
    decision,
)
from penata.planning.whatif.parts import Options
from penata.planning.workings import Workings
from penata.tables import TABLES, Dataset
from penata.vocabulary import DecisionKind


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """A plan with everything that a change is judged by, prepared once."""

    workings: Workings
    merit: Merit
    search: Search
    decisions: tuple[Decision, ...]
    row_of_person: dict[str, int]
    row_of_post: dict[str, int]
    forced_is_read: bool

    @classmethod
    def of(cls, workings: Workings) -> "Ready":
        """Prepare points, rules and rows of ids."""
        facts, dataset, policy = workings.facts, workings.dataset, workings.policy
        search = Search.of(facts, dataset, policy)
        return cls(
            workings, prepared(facts, dataset, policy), search, decisions_of(facts, dataset),
            _rows(facts.persons["employee_id"]), _rows(facts.posts["post_id"]), _read_alone(search),
        )  # fmt: skip


def _read_alone(search: Search) -> bool:
    """Whether a rule asks if a decision sends somebody, whatever its reason."""
    return any(roots([rule]) & {"forced", "reason"} == {"forced"} for rule in search.rules)


@dataclass(frozen=True, slots=True, eq=False)
class Altered:
    """The outcome of some changes.

    ``gone``: rows of persons who leave; ``joined``: id, own post (row, -1 without one) and whether counted, by row
    beyond the facts; ``posts``: rows of the facts' posts that differ, with new need, filled, floor and capacity;
    ``options``: of everybody whose options differ, by row, and ``pairs`` before any decision; ``is_vain``: some
    decision cannot be kept by any pair. ``decisions`` are all that hold in the end, ``barred`` the forced pairs that a
    rule bars (``Candidates.forced_barred``).
    """

    gone: tuple[int, ...]
    joined: dict[int, tuple[str, int, bool]]
    posts: pl.DataFrame
    options: dict[int, Options]
    pairs: dict[int, "PairsOf"]
    is_vain: bool
    decisions: tuple[Decision, ...]
    barred: pl.DataFrame


@dataclass(frozen=True, slots=True, eq=False)
class PairsOf:
    """The pairs of one person, before decisions: post (row), gain, tie, forced; the own post (row, -1)."""

    post: Ints
    gain: Ints
    tie: Ints
    forced: Mask
    home: int


def altered(ready: Ready, changes: Sequence[Change]) -> Altered:
    """What the changes alter; weights, and needs of posts that had none, are not looked at here."""
    told = _Told(ready)
    for change in _lasting(ready, changes):
        told.take(change)
    posts = told.posts()
    merit, more = _released(ready, posts, told.gone)
    options, vain = {}, False
    of_person, barred = _pairs(ready, told, merit, posts, more)
    for row, pairs in of_person.items():
        decisions = told.decisions.get(row, [])
        vain |= any(is_vain(one, pairs.post, pairs.forced, pairs.home, told.frozen) for one in decisions)
        allowed, none_is_open = open_to(decisions, pairs.post, pairs.forced, pairs.home)
        if told.counts(row):
            options[row] = Options(pairs.post[allowed], pairs.gain[allowed], pairs.tie[allowed], none_is_open)
    joined = {row: (join.employee_id, told.homes[row], told.counts(row)) for row, join in told.joined.items()}
    decided = tuple(one for row in sorted(told.decisions) for one in told.decisions[row])
    return Altered(tuple(sorted(told.gone)), joined, posts, options, of_person, vain, decided, barred)


def _lasting(ready: Ready, changes: Sequence[Change]) -> list[Change]:
    """The changes without those about new people who leave again; who is like a new person, like whom that one is."""
    left = {change.employee_id for change in changes if isinstance(change, Retire)} - ready.row_of_person.keys()
    like, kept = dict[str, str](), list[Change]()
    for change in changes:
        if isinstance(change, Join):
            like[change.employee_id] = like.get(change.like, change.like)
            change = replace(change, like=like[change.employee_id])  # noqa: PLW2901 - the same, told otherwise
        if getattr(change, "employee_id", None) not in left:
            kept.append(change)
    return kept


def nothing_altered(ready: Ready) -> Altered:
    """The outcome of no changes."""
    barred = ready.workings.found.forced_barred.clear()
    return Altered((), {}, _Told(ready).posts(), {}, {}, False, ready.decisions, barred)


class _Told:
    """The changes one after the other: whom they are about, and what is decided about whom in the end."""

    def __init__(self, ready: Ready) -> None:
        self.ready, facts = ready, ready.workings.facts
        self.frozen: Mask = facts.posts["need"].is_null().to_numpy()
        self.row = dict(ready.row_of_person)
        self.decisions: dict[int, list[Decision]] = {}
        for one in ready.decisions:
            self.decisions.setdefault(one.person, []).append(one)
        self.gone: set[int] = set()
        self.joined: dict[int, Join] = {}
        self.homes: dict[int, int] = {}
        self.need: dict[int, int] = {}
        self.decided: set[int] = set()  # whose decisions differ; of these: sent somewhere; freed of decisions before
        self.sent: set[int] = set()
        self.freed: set[int] = set()
        self._next = facts.persons.height

    def take(self, change: Change) -> None:
        """One more change."""
        if isinstance(change, Need):
            self.need[self.ready.row_of_post[change.post_id]] = change.need
        elif isinstance(change, Join):
            row, self._next = self._next, self._next + 1
            self.row[change.employee_id], self.joined[row] = row, change
            self.homes[row] = NOBODY if change.post_id is None else self.ready.row_of_post[change.post_id]
        elif isinstance(change, Retire):
            self._leave(self.row.pop(change.employee_id))
        elif isinstance(change, Withdraw):
            row = self.row[change.employee_id]
            if self.decisions.pop(row, None):
                self.freed.add(row)
        elif isinstance(change, Move | Pin | Forbid):
            self._decide(change)

    def counts(self, row: int) -> bool:
        """Whether a person is counted; a new one as the one who is like her or him."""
        like = self.ready.row_of_person[self.joined[row].like] if row in self.joined else row
        return bool(self.ready.workings.facts.persons["counted"][like])

    def posts(self) -> pl.DataFrame:
        """The posts whose need or number of people differs, with their bounds."""
        facts, policy = self.ready.workings.facts, self.ready.workings.policy
        persons, heads = facts.persons, dict.fromkeys(self.need, 0)
        for row in self.gone:
            home = persons["post"][row]
            if home is not None and persons["counted"][row]:
                heads[home] = heads.get(home, 0) - 1
        for row, home in self.homes.items():
            if home != NOBODY and row in self.joined and self.counts(row):
                heads[home] = heads.get(home, 0) + 1
        rows = sorted(heads)
        need = pl.Series([self.need.get(row) for row in rows], dtype=pl.Int64)
        posts = facts.posts[rows].select(_OF_POST).with_columns(
            pl.coalesce(need, "need").alias("need"),
            (pl.col("filled") + pl.Series([heads[row] for row in rows], dtype=pl.Int64)).alias("filled"),
            pl.when(need < pl.col("safe_minimum")).then(need).otherwise("safe_minimum").alias("safe_minimum"),
        )  # fmt: skip
        return bounded(posts, policy)

    def table(self) -> Dataset:
        """The dataset with the decisions as they are in the end."""
        rows = [
            {"employee_id": one.employee_id, "kind": one.kind.value, "post_id": one.post_id, "reason": one.reason}
            for decisions in self.decisions.values()
            for one in decisions
        ]
        frame = pl.DataFrame(rows, TABLES["decisions"].schema, orient="row")
        return self.ready.workings.dataset.replace(decisions=frame)

    def relatives(self) -> set[int]:
        """Rows of the relatives of those who leave."""
        if not self.gone:
            return set()
        ids = pl.Series([self.ready.workings.facts.persons["employee_id"][row] for row in sorted(self.gone)]).implode()
        kin = self.ready.workings.dataset["kinship"]
        both = (("employee_id", "relative_id"), ("relative_id", "employee_id"))
        found = [kin.filter(pl.col(one).is_in(ids))[other] for one, other in both]
        return {self.row[one] for one in pl.concat(found).to_list() if one in self.row} - set(self.joined)

    def _leave(self, row: int) -> None:
        self.decisions.pop(row, None)
        for rows in (self.decided, self.sent, self.freed):
            rows.discard(row)
        self.gone.add(row)

    def _decide(self, change: Move | Pin | Forbid) -> None:
        row, cells = self.row[change.employee_id], decision(change)
        post = NOBODY if cells["post_id"] is None else self.ready.row_of_post[cells["post_id"]]
        made = Decision(KINDS[type(change)], change.employee_id, cells["post_id"], str(cells["reason"]), row, post)
        self.decisions.setdefault(row, []).append(made)
        self.decided.add(row)
        if isinstance(change, Move) and change.post_id is not None:
            self.sent.add(row)


_OF_POST: Final = ("post", "post_id", "need", "filled", "safe_minimum", "priority")


def _pairs(
    ready: Ready, told: _Told, merit: Merit, posts: pl.DataFrame, more: dict[int, int]
) -> tuple[dict[int, PairsOf], pl.DataFrame]:
    """Of everybody whose pairs, points or decisions may differ; and the forced pairs that a rule bars."""
    facts, size = ready.workings.facts, ready.workings.facts.persons.height
    counted = facts.persons["counted"]
    anew = {row for row in told.freed | told.relatives() if row < size and counted[row]}
    sent = sorted(row for row in told.sent if row < size)
    found, barred = {}, ready.workings.found.forced_barred.clear()
    search = ready.search.without(ready.workings.dataset, sorted(told.gone)) if anew and told.gone else ready.search
    if anew:
        frame = search.pairs_of(told.table(), sorted(anew))
        frame = frame.with_columns(merit.gains(frame))
        found = {row: _of_frame(facts, frame.filter(pl.col("person") == row), row) for row in sorted(anew)}
    for row in sorted((told.decided | set(more)) - anew - set(told.joined)):
        found[row] = _of_problem(ready, row, more.get(row, 0))
    plain = {row: mine for row in sent if (mine := _plainly_sent(ready, found[row], told.decisions[row])) is not None}
    found |= plain
    sent = [row for row in sent if row not in plain]
    if sent:
        forced = search.forced_of(told.table(), sent)
        barred, frame = forced.barred, forced.pairs.with_columns(merit.gains(forced.pairs))
        for row in sorted(set(sent) - anew):
            found[row] = _overlaid(found[row], _of_frame(facts, frame.filter(pl.col("person") == row), row))
    for row in told.joined:
        found[row], against = _of_newcomer(ready, told, row, posts)
        barred = pl.concat([barred, against])
    return found, barred.sort("employee_id", "post_id", "rule")


def _plainly_sent(ready: Ready, pairs: PairsOf, decisions: Sequence[Decision]) -> PairsOf | None:
    """The pairs of a person who is sent only where he or she is a candidate anyway; None where rules must be asked.

    A decision lets a pair be judged otherwise only by the legal code of its reason, unless some rule reads ``forced``
    alone.
    """
    sends = [one for one in decisions if one.kind is DecisionKind.FORCE and one.post != NOBODY]
    named = np.isin(pairs.post, [one.post for one in sends])
    coded = any(_CODE.match(one.reason.strip()) for one in sends)
    if coded or ready.forced_is_read or int(named.sum()) != len({one.post for one in sends}) or pairs.forced.any():
        return None
    return replace(pairs, forced=named)


_CODE: Final = re.compile(r"[A-Za-z]{3}-\d{2}")
"""As ``eligibility.forced.reason_code`` finds it."""


def _overlaid(pairs: PairsOf, forced: PairsOf) -> PairsOf:
    """Pairs with those of decisions over them."""
    kept = ~np.isin(pairs.post, forced.post)
    return PairsOf(
        np.concatenate([pairs.post[kept], forced.post]), np.concatenate([pairs.gain[kept], forced.gain]),
        np.concatenate([pairs.tie[kept], forced.tie]), np.concatenate([pairs.forced[kept], forced.forced]), pairs.home,
    )  # fmt: skip


def _of_frame(facts: Facts, frame: pl.DataFrame, row: int) -> PairsOf:
    post = frame["post"].cast(pl.Int64).to_numpy()
    ids = pl.Series([facts.persons["employee_id"][row]]), facts.posts["post_id"][post]
    tie = ties(*ids, np.zeros(len(post), np.uint32), np.arange(len(post), dtype=np.uint32))
    own = facts.persons["post"][row]
    return PairsOf(post, frame["gain"].to_numpy(), tie, frame["forced"].to_numpy(), NOBODY if own is None else int(own))


def _of_problem(ready: Ready, row: int, more: int) -> PairsOf:
    """As the plan has them, with ``more`` points on leaving; somebody who is not in play may only stay."""
    problem, persons = ready.workings.problem, ready.workings.facts.persons
    own = persons["post"][row]
    home, rank = NOBODY if own is None else int(own), int(problem.rank[row])
    if rank == NOBODY:
        at = np.array([home] if home != NOBODY and persons["counted"][row] else [], np.int64)
        ids = persons["employee_id"][[row]], ready.workings.facts.posts["post_id"][at]
        tie = ties(*ids, np.zeros(len(at), np.uint32), np.arange(len(at), dtype=np.uint32))
        return PairsOf(at, np.zeros(len(at), np.int64), tie, np.zeros(len(at), np.bool_), home)
    pairs = problem.pairs_of(rank)
    post = problem.posts[problem.post[pairs]]
    gain = problem.gain[pairs].astype(np.int64)
    if more:
        fixed = ready.merit.scored.rows(np.full(len(post), row), post) >= 0
        gain = gain + np.where((post != home) & ~fixed, more, 0)
    return PairsOf(post, gain, problem.tie[pairs].astype(np.int64), problem.forced[pairs], home)


def _of_newcomer(ready: Ready, told: _Told, row: int, posts: pl.DataFrame) -> tuple[PairsOf, pl.DataFrame]:
    """Of a new person, with what bars the forced pairs: the whole road, for nobody else."""
    work, join = ready.workings, told.joined[row]
    only = Dataset(_alone(work.dataset, join.like), work.dataset.given)
    theirs, _ = changed(only, work.policy, [join])
    small = Dataset({**_alone(theirs, join.employee_id), "decisions": _of_one(told, join.employee_id)}, theirs.given)
    facts = facts_of(small, work.policy)
    surplus = work.facts.posts.select("post", "surplus").update(posts.select("post", "surplus"), on="post")["surplus"]
    facts = replace(facts, posts=facts.posts.with_columns(surplus))
    found = candidates(facts, small, work.policy)
    gain = prepared(facts, small, work.policy).gains(found.pairs)
    return _of_frame(facts, found.pairs.with_columns(gain), 0), found.forced_barred


def _of_one(told: _Told, employee_id: str) -> pl.DataFrame:
    return told.table()["decisions"].filter(pl.col("employee_id") == employee_id)


def _alone(dataset: Dataset, employee_id: str) -> dict[str, pl.DataFrame]:
    """The tables with the rows of one person only, and without what is not taken over by anybody."""
    kept = {"employees", *TAKEN_OVER}
    return {
        name: frame.filter(pl.col("employee_id") == employee_id) if name in kept
        else frame.clear() if "employee_id" in frame.columns and name != "approvals"
        else frame
        for name, frame in dataset.frames.items()
    }  # fmt: skip


def _released(ready: Ready, posts: pl.DataFrame, gone: set[int]) -> tuple[Merit, dict[int, int]]:
    """The points of release where a post begins, or ceases, to have too many people; who gets how many more."""
    facts, release = ready.workings.facts, ready.merit.release
    before = facts.posts["surplus"][posts["post"]].fill_null(0) > 0
    after = posts["surplus"].fill_null(0) > 0
    turned = posts.select("post", crowded=after).filter(before != after)
    if not turned.height:
        return ready.merit, {}
    people = facts.persons.filter("counted").join(turned, on="post", how="inner").select("person", "crowded")
    people = people.filter(~pl.col("person").is_in(sorted(gone)))
    rows = people["person"].to_numpy().astype(np.int64)
    points = np.where(people["crowded"].to_numpy(), release.if_crowded(rows), 0)
    by_person = release.by_person.copy()
    more = dict(zip(rows.tolist(), (points - by_person[rows]).tolist(), strict=True))
    by_person[rows] = points
    merit = replace(ready.merit, release=replace(release, by_person=by_person))
    rank = ready.workings.problem.rank
    return merit, {row: by for row, by in more.items() if by and rank[row] != NOBODY}


def _rows(ids: pl.Series) -> dict[str, int]:
    return dict(zip(ids.to_list(), range(ids.len()), strict=True))

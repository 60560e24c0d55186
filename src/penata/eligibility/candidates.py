"""Who can go where: every pair of a person and a post that the policy reaches and no rule stands against."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from penata.eligibility.approvals import Closed, closed_by, without_effect
from penata.eligibility.cuts import within_distance
from penata.eligibility.forced import Forced, forced_pairs
from penata.eligibility.funnel import FunnelCounts, funnel_of
from penata.eligibility.known import known_rules
from penata.eligibility.masks import Masks, Treatment, pair_masks, person_masks, roots, treatment_of
from penata.eligibility.reach import Classes, classes_of, reached
from penata.eligibility.relatives import relatives
from penata.eligibility.rules import rules_of
from penata.eligibility.rules.scope import open_post
from penata.eligibility.scene import DIRECTIONS, Scene, pair_frame, scene_of
from penata.eligibility.tally import Tally
from penata.eligibility.unfold import Keys, keys_of, own_keys, unfold
from penata.facts import Facts
from penata.law.rule import Rule
from penata.policy import Policy
from penata.tables import Dataset

PAIRS: Final[dict[str, pl.DataType]] = {
    "person": pl.UInt32(),
    "post": pl.UInt32(),
    "direction": DIRECTIONS,
    "forced": pl.Boolean(),
    "gates": pl.UInt64(),
    "last_resort": pl.UInt8(),
}

_CHUNK: Final = 200_000  # persons at a time
_SLICE: Final = 10_000_000  # pairs unfolded at a time


@dataclass(frozen=True, slots=True)
class Candidates:
    """All candidate pairs of a plan, and what was tested to find them.

    ``pairs``: person, post (UInt32, row numbers of the facts), direction (null: the own post, or no own job),
    forced, gates (bit i: rule i leaves a gate), last_resort; sorted by person and post. ``rules``: in the order
    of their bits. ``tallies``: rule, people (to whom it applies or may apply), tested, unknown, pairs_barred,
    pairs_gated. ``funnel``: post, place, stage, remaining, for each planned post that is short. ``cuts``:
    reason, pairs, people: what a policy key or a gap in the data left out. ``forced_barred`` and
    ``forced_gated``: employee_id, post_id, rule of decisions that a rule bars, or whose gate the policy
    would forbid (they stay candidates). ``rules_enabled`` is False where the policy switched the law off.
    """

    pairs: pl.DataFrame
    rules: tuple[Rule, ...]
    tallies: pl.DataFrame
    funnel: pl.DataFrame
    cuts: pl.DataFrame
    forced_barred: pl.DataFrame
    forced_gated: pl.DataFrame
    rules_enabled: bool


@dataclass(frozen=True, slots=True)
class Search:
    """Everything that the search for candidates needs, prepared once; ``pairs_of`` asks for some persons alone."""

    scene: Scene
    facts: Facts
    policy: Policy
    rules: tuple[Rule, ...]
    classes: Classes
    of_person: Masks
    closed: Closed
    treatment: Treatment

    @classmethod
    def of(cls, facts: Facts, dataset: Dataset, policy: Policy) -> "Search":
        """Prepare it; raises InputError where the policy names a rule or a parameter that does not exist."""
        scene = scene_of(facts, dataset, policy)
        rules = rules_of(scene.basis, policy)
        closed = closed_by(dataset, facts, rules)
        posts = scene.posts.with_columns(pl.Series("to_closed", closed.of_post))
        scene = Scene(scene.persons, posts, scene.experience, scene.basis)
        columns = {*roots(rule for rule in rules if rule.opens_gate), "to_closed"}
        return cls(
            scene=scene, facts=facts, policy=policy, rules=rules,
            classes=classes_of(scene, columns, apart=closed.posts_of_pairs),
            of_person=person_masks(scene, rules), closed=closed, treatment=treatment_of(rules, policy),
        )  # fmt: skip

    def pairs_of(self, dataset: Dataset, rows: Sequence[int]) -> pl.DataFrame:
        """The candidate pairs of some persons (rows of the facts), as ``Candidates.pairs`` has them.

        ``dataset`` is read for its decisions and scores only.
        """
        people = self.scene.persons[sorted(rows)].filter("counted")
        asked = self._asked(dataset, rows)
        scored = _scored(self, asked) if self.policy.candidates == "scores" else None
        tally, counts = Tally(len(self.rules), self.scene.persons.height), FunnelCounts(self.classes)
        kept = _kept(self, people, scored, tally, counts)
        found = _scored_keys(kept, scored) if scored is not None else _unfolded(self, kept)
        near = within_distance(found, self.facts, self.scene, self.policy)
        return _pairs(found.only(near), kept, people, self.forced_of(dataset, rows))

    def forced_of(self, dataset: Dataset, rows: Sequence[int]) -> Forced:
        """What the decisions of the dataset force on some persons, judged."""
        asked = self._asked(dataset, rows)
        return forced_pairs(self.scene, asked, self.rules, self.of_person, self.closed, self.treatment)

    def _asked(self, dataset: Dataset, rows: Sequence[int]) -> Dataset:
        """The dataset with the decisions and scores of some persons only."""
        ids = self.scene.persons["employee_id"][sorted(rows)].implode()
        of_them = {name: dataset[name].filter(pl.col("employee_id").is_in(ids)) for name in ("decisions", "scores")}
        return Dataset({**dataset.frames, **of_them}, dataset.given)

    def without(self, dataset: Dataset, gone: Sequence[int]) -> "Search":
        """The same after some persons (rows of the facts) have left: they count no more, nor as anybody's relatives."""
        left = ~pl.col("person").is_in(list(gone)) & pl.col("counted")
        facts = replace(self.facts, persons=self.facts.persons.with_columns(left.alias("counted")))
        kin = relatives(facts, dataset)
        persons = self.scene.persons.with_columns(left.alias("counted")).drop(set(kin.columns) - {"employee_id"})
        persons = persons.join(kin, on="employee_id", how="left", validate="1:1", maintain_order="left")
        return replace(self, facts=facts, scene=replace(self.scene, persons=persons))


def candidates(facts: Facts, dataset: Dataset, policy: Policy) -> Candidates:
    """All pairs of a counted person and a post that the plan may choose, the own post among them.

    Args:
        facts: persons and posts on the effective date.
        dataset: for decisions, scores, approvals and the tables that rules read.
        policy: kinds of move, treatment of gates, cuts, rules that are off.

    Returns:
        Candidates; see docs/data_path.md, "Pairs". Decisions to stay, or to keep away, are not applied here.

    Raises:
        InputError: the policy names a rule or a parameter that does not exist.
    """
    work = Search.of(facts, dataset, policy)
    forced = forced_pairs(work.scene, dataset, work.rules, work.of_person, work.closed, work.treatment)
    return _assembled(work, dataset, forced)


def _assembled(work: Search, dataset: Dataset, forced: Forced) -> Candidates:
    counted = work.scene.persons.filter("counted")
    tally, counts = Tally(len(work.rules), work.scene.persons.height), FunnelCounts(work.classes)
    scored = _scored(work, dataset) if work.policy.candidates == "scores" else None
    parts, cut = [], 0
    for offset in range(0, max(1, work.scene.persons.height), _CHUNK):
        people = counted.filter(pl.col("person").is_between(offset, offset + _CHUNK, closed="left"))
        kept = _kept(work, people, scored, tally, counts)
        for some, rows in _slices(work, people, kept):
            found = _scored_keys(rows, scored) if scored is not None else _unfolded(work, rows)
            near = within_distance(found, work.facts, work.scene, work.policy)
            cut += int((~near).sum())
            parts.append(_pairs(found.only(near), rows, some, forced))
    pairs = pl.concat(parts, rechunk=True)
    return Candidates(
        pairs=pairs,
        rules=work.rules,
        tallies=tally.frame(work.rules, work.of_person, work.scene, counted),
        funnel=funnel_of(counts, work.scene, work.facts, work.rules, pairs, work.policy),
        cuts=_cuts(work, dataset, counted, cut, scored),
        forced_barred=forced.barred,
        forced_gated=forced.gated,
        rules_enabled=work.policy.rules_enabled,
    )


def _kept(
    work: Search, people: pl.DataFrame, scored: pl.DataFrame | None, tally: Tally, counts: FunnelCounts
) -> pl.DataFrame:
    """Rows of some persons and classes that no rule bars: person, class, direction, gates, last_resort."""
    rows = _scored_rows(people, scored) if scored is not None else reached(people, work.classes, work.policy)
    masks = _judged(work, rows)
    weight = _weights(work, rows, scored)
    origin = work.scene.persons.select(pl.col("own_post").is_null() | open_post("treatment", "own_need"))
    can_leave = origin.to_series().to_numpy()[rows["person"].to_numpy()]
    forbidden = (masks.gates & ~masks.unknown & np.uint64(work.treatment.forbidden_open)) | (
        masks.unknown & np.uint64(work.treatment.forbidden_unknown)
    )
    counts.add(rows, can_leave, masks.bars, forbidden, work.scene)
    keep = (masks.bars == 0) & (forbidden == 0) & can_leave
    tally.add(rows["person"].to_numpy(), masks, weight, keep)
    return _packed(work, rows, masks, keep)


def _slices(work: Search, people: pl.DataFrame, kept: pl.DataFrame) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Persons and their rows in slices that unfold to about ``_SLICE`` pairs: bounds memory, changes no result."""
    persons = kept["person"].to_numpy()
    share = np.cumsum(work.classes.sizes[kept["class"].to_numpy()]) // _SLICE
    starts = np.flatnonzero(np.diff(share, prepend=0)) if share.size else share
    firsts = [0, *sorted({int(persons[start]) for start in starts}), work.scene.persons.height]
    for first, last in pairwise(firsts):
        inside = pl.col("person").is_between(first, last, closed="left")
        yield people.filter(inside), kept.filter(inside)


def _judged(work: Search, rows: pl.DataFrame) -> Masks:
    """What all rules answer, after the approvals on file have closed their gates."""
    masks = pair_masks(work.scene, work.rules, rows) | work.of_person[rows["person"].to_numpy()]
    shut = work.closed.of_rows(rows)
    return Masks(masks.bars, masks.gates & ~shut, masks.unknown & ~shut, masks.tested)


def _weights(work: Search, rows: pl.DataFrame, scored: pl.DataFrame | None) -> npt.NDArray[np.int64]:
    """How many pairs a row stands for: the posts of its class, without the own one."""
    if scored is not None:
        return rows["pairs"].to_numpy().astype(np.int64)
    classes, persons = rows["class"].to_numpy(), rows["person"].to_numpy()
    return np.asarray(work.classes.sizes[classes] - (_own_class(work)[persons] == classes), dtype=np.int64)


def _own_class(work: Search) -> npt.NDArray[np.int64]:
    """Class of each person's own post, -1 where there is none."""
    own = work.scene.persons["own_post"]
    classes = work.classes.of_post[own.fill_null(0).to_numpy()] if work.classes.of_post.size else np.zeros(own.len())
    return np.where(own.is_null().to_numpy(), -1, classes).astype(np.int64)


def _packed(work: Search, rows: pl.DataFrame, masks: Masks, keep: npt.NDArray[np.bool_]) -> pl.DataFrame:
    """person, class, direction, gates, last_resort of the rows that remain."""
    last = (masks.gates & ~masks.unknown & np.uint64(work.treatment.last_open)) | (
        masks.unknown & np.uint64(work.treatment.last_unknown)
    )
    frame = rows.with_columns(pl.Series("gates", masks.gates), pl.Series("_last", last)).filter(pl.Series(keep))
    direction = pair_frame(work.scene, frame, ())["direction"]
    return frame.with_columns(direction, pl.col("_last").bitwise_count_ones().cast(pl.UInt8).alias("last_resort"))


def _unfolded(work: Search, kept: pl.DataFrame) -> Keys:
    """Pairs of persons and posts, the own post left out."""
    pairs = unfold(kept, work.classes)
    own = work.scene.persons["own_post"].fill_null(np.iinfo(np.uint32).max).to_numpy()
    return pairs.only(own[pairs.person] != pairs.post)


def _pairs(found: Keys, kept: pl.DataFrame, people: pl.DataFrame, forced: Forced) -> pl.DataFrame:
    """The pairs with their columns: those found, everybody's own post, and over both those of decisions."""
    decided = forced.pairs.join(people.select("person"), on="person", how="semi", maintain_order="left")
    columns = pl.concat([
        kept.select("direction", pl.lit(value=False).alias("forced"), "gates", "last_resort"),
        pl.DataFrame([(None, False, 0, 0)], schema={c: PAIRS[c] for c in _COLUMNS}, orient="row"),
        decided.select(_COLUMNS),
    ])  # fmt: skip
    rows = np.arange(kept.height + 1, columns.height, dtype=np.uint32)
    pairs = found.overlaid(own_keys(people, kept.height)).overlaid(
        keys_of(decided["person"].to_numpy(), decided["post"].to_numpy(), rows)
    )
    return columns[pairs.row].with_columns(
        pl.Series("person", pairs.person), pl.Series("post", pairs.post)
    ).select(PAIRS.keys())  # fmt: skip


_COLUMNS: Final = ("direction", "forced", "gates", "last_resort")


def _scored(work: Search, dataset: Dataset) -> pl.DataFrame:
    """person, post, class of the pairs in ``scores`` that lie on open posts and are not the own one."""
    persons = work.scene.persons.select("employee_id", "person", "own_post", "counted")
    posts = work.scene.posts.select(pl.col("to_post_id").alias("post_id"), pl.col("to_post").alias("post"))
    pairs = (
        dataset["scores"].select("employee_id", "post_id")
        .join(persons, on="employee_id", how="inner", validate="m:1")
        .join(posts, on="post_id", how="inner", validate="m:1")
    )  # fmt: skip
    of_class = pl.Series("class", work.classes.of_post[pairs["post"].to_numpy()])
    return (
        pairs.with_columns(of_class)
        .filter((pl.col("class") >= 0) & pl.col("counted") & pl.col("post").ne_missing(pl.col("own_post")))
        .select("person", "post", pl.col("class").cast(pl.UInt32))
        .sort("person", "post")
    )


def _scored_in_vain(work: Search, dataset: Dataset) -> int:
    """Scores of people who do not count, or of posts that are neither planned nor shortlisted, or have no need."""
    people = work.scene.persons.filter("counted").select("employee_id")
    shut = pl.Series("shut", work.classes.of_post < 0)
    posts = work.scene.posts.filter(~shut | (pl.col("to_treatment") == "shortlist")).select(post_id="to_post_id")
    useful = dataset["scores"].join(people, on="employee_id", how="semi").join(posts, on="post_id", how="semi")
    return dataset["scores"].height - useful.height


def _scored_rows(people: pl.DataFrame, scored: pl.DataFrame) -> pl.DataFrame:
    own = scored.join(people.select("person"), on="person", how="semi", maintain_order="left")
    return (
        own.group_by("person", "class").agg(pl.col("post").first(), pl.len().alias("pairs"))
        .with_columns(pl.lit(value=True).alias("lateral")).sort("person", "class")
    )  # fmt: skip


def _scored_keys(kept: pl.DataFrame, scored: pl.DataFrame) -> Keys:
    """The scored pairs whose row of person and class remained."""
    rows = kept.select("person", "class").with_row_index("row")
    pairs = scored.join(rows, on=["person", "class"], how="inner", validate="m:1", maintain_order="left")
    return keys_of(pairs["person"].to_numpy(), pairs["post"].to_numpy(), pairs["row"].to_numpy())


def _cuts(work: Search, dataset: Dataset, counted: pl.DataFrame, cut: int, scored: pl.DataFrame | None) -> pl.DataFrame:
    """reason, pairs, people: what was left out by a policy key, or because the data do not say enough."""
    idle = without_effect(dataset, work.facts, known_rules(work.policy))
    nowhere = counted.filter(pl.col("agency_id").is_null() | pl.col("category").is_null()).height
    rows: Sequence[tuple[str, int, int]] = [
        ("DISTANCE", cut, 0),
        ("NO_AGENCY_OR_CATEGORY", 0, nowhere if scored is None else 0),
        ("SCORED_BUT_CLOSED", 0 if scored is None else _scored_in_vain(work, dataset), 0),
        *((reason, count, 0) for reason, count in idle.items()),
    ]
    return pl.DataFrame(
        [row for row in rows if row[1] or row[2]],
        schema={"reason": pl.String, "pairs": pl.Int64, "people": pl.Int64}, orient="row",
    )  # fmt: skip

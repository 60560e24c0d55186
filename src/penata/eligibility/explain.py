"""Why somebody may or may not go somewhere: every rule's verdict on single pairs, from the same definitions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from penata.eligibility.approvals import Closed, closed_by
from penata.eligibility.forced import decided_pairs
from penata.eligibility.masks import Bits, roots
from penata.eligibility.rules import rules_of, scope_rules
from penata.eligibility.scene import Scene, pair_frame, scene_of
from penata.eligibility.verdict import Decision, Explanation, Verdict, outcome_of
from penata.facts import Facts
from penata.law.rule import Rule
from penata.policy import Policy
from penata.tables import Dataset, InputError
from penata.vocabulary import Direction


def explain_pairs(
    facts: Facts, dataset: Dataset, policy: Policy, pairs: Iterable[tuple[str, str]]
) -> list[Explanation]:
    """The verdict of every rule on each (employee_id, post_id), in the order given.

    The expressions are those that ``candidates`` evaluates over millions of pairs; rules of the agency on
    where its plan looks (family "scope") come first, remarks (INFO) are included. With the law switched off
    only the scope is judged.

    Raises InputError where an employee or a post does not exist.
    """
    return Judge.of(facts, dataset, policy).explain(pairs)


def explain_pair(facts: Facts, dataset: Dataset, policy: Policy, employee_id: str, post_id: str) -> Explanation:
    """The verdict of every rule on one person and one post; see ``explain_pairs``."""
    return explain_pairs(facts, dataset, policy, [(employee_id, post_id)])[0]


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """Every rule, prepared once for a dataset and a policy, to judge single pairs again and again.

    The first ``scope`` of ``rules`` are the agency's own on where its plan looks, the others have bits from 0.
    """

    dataset: Dataset
    policy: Policy
    scene: Scene
    rules: tuple[Rule, ...]
    scope: int
    closed: Closed

    @classmethod
    def of(cls, facts: Facts, dataset: Dataset, policy: Policy) -> "Judge":
        """Prepare the rules; raises InputError where the policy names what does not exist."""
        scene = scene_of(facts, dataset, policy)
        legal = rules_of(scene.basis, policy)
        rules = (*scope_rules(policy), *legal)
        return cls(dataset, policy, scene, rules, len(rules) - len(legal), closed_by(dataset, facts, legal))

    def explain(self, pairs: Iterable[tuple[str, str]]) -> list[Explanation]:
        """As ``explain_pairs``."""
        wanted = list(pairs)
        rows, frame = self._looked_up(wanted)
        fails, shut = self._fails(frame), self.closed.of_rows(rows)
        return [
            self._explanation(ids, row, answers, bits)
            for ids, row, answers, bits in zip(
                wanted, frame.iter_rows(named=True), fails.iter_rows(), shut, strict=True
            )
        ]

    def against(self, pairs: Iterable[tuple[str, str]]) -> list[tuple[Verdict, ...]]:
        """The verdicts that stand in the way of each pair, without their facts: for thousands of pairs at once."""
        rows, frame = self._looked_up(list(pairs))
        fails, shut = self._fails(frame), self.closed.of_rows(rows)
        found: list[list[Verdict]] = [[] for _ in range(rows.height)]
        for index, column in enumerate(fails.iter_columns()):
            for row in column.fill_null(value=True).arg_true().to_list():
                verdict = self._verdict(index, column[row], {}, closed=self._closed(index, shut[row]))
                if verdict.stands_in_the_way:
                    found[row].append(verdict)
        return [tuple(verdicts) for verdicts in found]

    def _fails(self, frame: pl.DataFrame) -> pl.DataFrame:
        """One column a rule: not met, met, or unknown."""
        return frame.select(_spread(rule.fails, frame.height).alias(f"{i}") for i, rule in enumerate(self.rules))

    def _closed(self, index: int, shut: np.uint64) -> bool:
        return index >= self.scope and bool(int(shut) >> (index - self.scope) & 1)

    def seen(self, pairs: Iterable[tuple[str, str]]) -> pl.DataFrame:
        """What the rules see of pairs: every column that one of them reads or shows, in the order given."""
        return self._looked_up(list(pairs))[1]

    def _looked_up(self, wanted: list[tuple[str, str]]) -> tuple[pl.DataFrame, pl.DataFrame]:
        rows = _rows(self.scene, self.dataset, wanted)
        return rows, pair_frame(self.scene, rows, roots(self.rules) | self._shown | {"own_post", "counted"})

    @property
    def _shown(self) -> set[str]:
        return {name for rule in self.rules for name in rule.facts}

    def _explanation(
        self, ids: tuple[str, str], row: dict[str, Any], answers: Sequence[bool | None], shut: np.uint64
    ) -> Explanation:
        verdicts = tuple(
            self._verdict(index, fails, row, closed=self._closed(index, shut)) for index, fails in enumerate(answers)
        )
        own = row["own_post"] is not None and row["own_post"] == row["post"]
        forced = bool(row["forced"])
        barred = any(v.outcome == "BAR" for v in verdicts)
        waiting = any(v.is_open_gate for v in verdicts)
        decision = Decision.MAY_NOT if barred else Decision.WITH_GATES if waiting else Decision.MAY
        stopped = barred if forced else any(v.stands_in_the_way for v in verdicts)
        return Explanation(
            employee_id=ids[0], post_id=ids[1], own=own, forced=forced,
            direction=None if own or not row["direction"] else Direction(row["direction"]),
            decision=Decision.MAY if own else decision,
            planned=bool(row["counted"]) and (own or not stopped), verdicts=verdicts,
        )  # fmt: skip

    def _verdict(self, index: int, fails: bool | None, row: dict[str, Any], *, closed: bool) -> Verdict:
        rule = self.rules[index]
        outcome = outcome_of(rule, fails)
        waits = outcome in {"GATE", "UNKNOWN"} and rule.opens_gate
        outside = rule.settled_by.outside and outcome == "GATE"
        how = self.policy.gate_treatment(rule.settled_by.kind, outside) if waits and not closed else "allow"
        return Verdict(
            rule=rule, outcome=outcome, facts={name: row[name] for name in rule.facts if name in row},
            on_file=waits and closed, forbidden=how == "forbid", remark=fails is True and not rule.opens_gate,
        )  # fmt: skip


def _rows(scene: Scene, dataset: Dataset, wanted: list[tuple[str, str]]) -> pl.DataFrame:
    """person, post, forced, reason of the wanted pairs, in their order."""
    ids = pl.DataFrame(wanted, schema={"employee_id": pl.String, "post_id": pl.String}, orient="row")
    posts = scene.posts.select(pl.col("to_post_id").alias("post_id"), pl.col("to_post").alias("post"))
    decided = decided_pairs(dataset).select("employee_id", "post_id", "reason", "forced")
    rows = (
        ids.join(
            scene.persons.select("employee_id", "person", "counted"), on="employee_id", how="left", validate="m:1",
            maintain_order="left",
        )
        .join(posts, on="post_id", how="left", validate="m:1", maintain_order="left")
        .join(decided, on=["employee_id", "post_id"], how="left", validate="m:1", maintain_order="left")
        .with_columns(pl.col("reason").fill_null(""), pl.col("forced").fill_null(value=False))
    )  # fmt: skip
    _must_exist(rows, "person", "employee_id", "pegawai")
    _must_exist(rows, "post", "post_id", "formasi")
    return rows


def _must_exist(rows: pl.DataFrame, index: str, name: str, what: str) -> None:
    missing = rows.filter(pl.col(index).is_null())[name].unique().sort().to_list()
    if missing:
        raise InputError([f"{what} {one!r} tidak ada dalam himpunan data; periksa {name}" for one in missing])


def _spread(expr: pl.Expr, height: int) -> pl.Expr:
    return expr if expr.meta.root_names() else pl.repeat(expr, height, dtype=pl.Boolean)


def bits_of(mask: Bits | int, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules whose bits are set in one number of ``Candidates.pairs.gates``.

    >>> bits_of(0, ())
    ()
    """
    return tuple(rule for bit, rule in enumerate(rules) if int(mask) >> bit & 1)

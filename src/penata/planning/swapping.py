"""A voluntary exchange as a plan: the same tables, with the mechanism and its promises in place of a proof."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any, Final

import numpy as np
import polars as pl

from penata.eligibility.known import known_rule_ids
from penata.eligibility.rules import rule_set_of
from penata.facts import Facts, facts_of
from penata.law.confirmation import confirmation_counts
from penata.needs import unit_balance
from penata.planning.budget import budget_effect
from penata.planning.exchange.answers import answers
from penata.planning.exchange.swaps import Swaps, figures, promises, swapped
from penata.planning.making import RejectedPlanError, policy_document
from penata.planning.objectives import aims_of
from penata.planning.result import PlanTables, shortage_of, tables_of_moves
from penata.planning.verify import verify
from penata.planning.workings import Step
from penata.policy import Policy
from penata.tables import PLAN_TABLES, Dataset
from penata.tables.exchange import EXCHANGE_TABLES

STATUS: Final = "EXCHANGE"


@dataclass(frozen=True, slots=True, eq=False)
class Exchange:
    """The swaps of people who asked: tables by PLAN_TABLES and EXCHANGE_TABLES, ``result`` for result.json.

    ``prices``, ``shortlist`` and ``ladder`` are empty: no plan level is claimed to be best.
    """

    moves: pl.DataFrame
    assignments: pl.DataFrame
    posts: pl.DataFrame
    shortlist: pl.DataFrame
    prices: pl.DataFrame
    parts: pl.DataFrame
    rings: pl.DataFrame
    participants: pl.DataFrame
    explanations: Sequence[Mapping[str, Any]]
    ladder: Sequence[Mapping[str, Any]]
    result: Mapping[str, Any]
    facts: Facts
    swaps: Swaps


def exchange(dataset: Dataset, policy: Policy, *, step: Step = lambda _: None) -> Exchange:
    """Swap the places of people who asked, under ``[exchange]``; verified.

    ``step`` is told in Indonesian what begins. Raises RejectedPlanError where the independent verifier finds fault,
    InputError where the policy names what does not exist.
    """
    confirmation_counts(dataset, (), known_rule_ids(policy))
    step("menyiapkan fakta pegawai dan formasi")
    facts = facts_of(dataset, policy)
    step("mencari lingkaran tukar (pemakaian pertama menyiapkan mesin hitung: sekitar setengah menit)")
    swaps = swapped(facts, dataset, policy)
    step("menyusun tabel")
    heads = _heads(facts, swaps)
    tables = tables_of_moves(
        dataset, facts, policy, swaps.market.asked.rules, swaps.taken().drop("place", "fit"), heads
    )
    rings = EXCHANGE_TABLES["rings"].conform(swaps.rings(facts))
    moves = tables.moves.update(
        rings.select("employee_id", pl.col("ring_id").alias("chain_id")), on="employee_id", how="left"
    )
    participants = EXCHANGE_TABLES["participants"].conform(answers(facts, swaps))
    result = _result(dataset, facts, policy, swaps, moves, heads)
    step("memverifikasi dengan pemeriksa mandiri")
    frames = {"moves": moves, "assignments": tables.assignments, "posts": tables.posts, "rings": rings,
              "participants": participants}  # fmt: skip
    verdict = verify(dataset, policy, frames, result)
    if not verdict.ok:
        raise RejectedPlanError(verdict)
    return Exchange(
        **frames, shortlist=PLAN_TABLES["shortlist"].empty(), prices=tables.prices, parts=tables.parts,
        explanations=_explanations(rings, participants, tables), ladder=[],
        result={**result, "verifier": "ACCEPTED"}, facts=facts, swaps=swaps,
    )  # fmt: skip


def _heads(facts: Facts, swaps: Swaps) -> np.ndarray:
    """Counted people of every post afterwards."""
    market, moved = swaps.market, swaps.moved
    change = np.bincount(market.post[swaps.chosen[moved]], minlength=len(market.posts)) - np.bincount(
        market.home[moved], minlength=len(market.posts)
    )
    heads = facts.posts["filled"].cast(pl.Int64).to_numpy().copy()
    heads[market.posts] += change
    return heads


def _result(dataset: Dataset, facts: Facts, policy: Policy, swaps: Swaps, moves: pl.DataFrame,
            heads: np.ndarray) -> dict[str, Any]:  # fmt: skip
    """What result.json states; nothing in it depends on the machine or the clock."""
    return {
        "status": STATUS,
        "mechanism": policy.exchange.mechanism,
        "options": asdict(policy.exchange),
        "promises": promises(policy.exchange),
        "exchange": figures(swaps, policy.exchange),
        "before": _filling(facts, policy, facts.posts["filled"].to_numpy()),
        "after": _filling(facts, policy, heads),
        "counts": {"employees": facts.persons.height, "counted": int(facts.persons["counted"].sum()),
                   "posts": facts.posts.height, "moves": moves.height, "chains": moves["chain_id"].n_unique()},
        "budget": budget_effect(moves, facts),
        "rules": {**_rules(swaps, policy),
                  **confirmation_counts(dataset, swaps.market.asked.rules, known_rule_ids(policy))},
        "policy": policy_document(policy),
        "versions": {name: version(name) for name in ("penata", "ortools", "polars", "numpy", "numba", "scipy")},
        "digest": dataset.digest(),
    }  # fmt: skip


def _filling(facts: Facts, policy: Policy, heads: np.ndarray) -> dict[str, Any]:
    posts = facts.posts
    index = unit_balance(posts["unit_id"], posts["field"], posts["need"], pl.Series(heads))
    need = posts["need"].fill_null(0).to_numpy()
    return {**shortage_of(facts, heads, aims_of(policy, need)), "imbalance": None if index is None else round(index, 4)}


def _rules(swaps: Swaps, policy: Policy) -> dict[str, Any]:
    """Against which rule set the wished pairs were judged, and what each rule did to them."""
    under, pairs = rule_set_of(policy), swaps.market.asked.pairs
    stands, gates, person = (pairs[name].to_numpy() for name in ("stands", "gates", "person"))
    tallies = []
    for bit, rule in enumerate(swaps.market.asked.rules):
        barred, gated = (
            ((bits >> np.uint64(bit)) & np.uint64(1) == 1) if rule.opens_gate else np.zeros(len(bits), np.bool_)
            for bits in (stands, gates)
        )
        tallies.append({
            "id": rule.id, "title": rule.demand, "citation": rule.citation, "class": rule.rule_class.value,
            "confidence": rule.confidence.value if rule.confidence else None, "sensitive": rule.sensitive,
            "settled_by": rule.settled_by.label, "gate": rule.settled_by.kind, "outside": rule.settled_by.outside,
            "people_tested": len(np.unique(person)), "unknown": 0,
            "pairs_barred": int(barred.sum()), "pairs_gated": int((gated & ~barred).sum()),
        })  # fmt: skip
    return {"enabled": policy.rules_enabled, "set": under.id, "digest": under.digest, "count": len(tallies),
            "tallies": tallies}  # fmt: skip


def _explanations(rings: pl.DataFrame, participants: pl.DataFrame, tables: PlanTables) -> list[dict[str, Any]]:
    """One document for everybody who took part: the answer, the ring, and for who moves the parts of the gain."""
    parts = tables.parts.select("employee_id", pl.struct(pl.exclude("employee_id", "post_id")).alias("parts"))
    return (
        participants.join(
            rings.select("employee_id", pl.col("place").alias("place_in_ring"), "seat_of", "fit", "fit_of_holder"),
            on="employee_id", how="left", validate="1:1", maintain_order="left",
        )
        .join(parts, on="employee_id", how="left", validate="1:1", maintain_order="left").to_dicts()
    )  # fmt: skip

"""explanations.jsonl: one document for every mover, saying what the other files and merit say."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from penata import merit
from penata.facts import Facts
from penata.planning.verify.ground import NONE, Ground, Ints
from penata.planning.verify.placement import heads_of
from penata.planning.verify.verdict import Code, Findings
from penata.policy import Policy
from penata.tables import Dataset

TABLE = "explanations"
Document = Mapping[str, Any]


def check_explanations(
    facts: Facts, dataset: Dataset, policy: Policy, ground: Ground, after: Ints, found: pl.DataFrame,
    documents: Sequence[Document], findings: Findings,
) -> None:  # fmt: skip
    """``found``: the candidate pairs of everyone who moves (person, post, direction, gain, last_resort)."""
    findings.looked("penjelasan perpindahan", len(documents))
    truth = _truth(facts, dataset, policy, ground, after, found)
    told: dict[str, Document] = {}
    for document in documents:
        who = str(document.get("employee_id"))
        if who in told or who not in truth:
            findings.one(Code.EXPLANATION_INVENTED, TABLE, who, "penjelasan tanpa perpindahan, atau dua kali")
        told.setdefault(who, document)
    for who in sorted(truth):
        if who not in told:
            findings.one(Code.EXPLANATION_MISSING, TABLE, who, "perpindahan tanpa penjelasan", "ada", None)
            continue
        _agrees(who, truth[who], told[who], findings)


def _agrees(who: str, truth: Document, document: Document, findings: Findings) -> None:
    """Every value that is told is the true one; inside a document, values of the same name."""
    for name, expected in truth.items():
        said = document.get(name, expected)
        if isinstance(expected, Mapping) and isinstance(said, Mapping):
            _agrees(who, expected, said, findings)
        elif said != expected:
            findings.one(Code.EXPLANATION_VALUE, TABLE, who, f"{name} dalam penjelasan tidak sesuai", expected, said)


def _truth(
    facts: Facts, dataset: Dataset, policy: Policy, ground: Ground, after: Ints, found: pl.DataFrame
) -> dict[str, Document]:
    """What must be told of each mover, by employee_id."""
    parts = merit.parts(facts, dataset, policy, found).select(merit.PARTS).to_dicts()
    wish = merit.wish_ranks(dataset, facts, found).to_list()
    heads = heads_of(ground, after)
    rows = zip(found.select("person", "post", "direction", "gain").rows(), parts, wish, strict=True)
    return {
        str(ground.person_ids[person]): {
            "from_post_id": ground.post_name(ground.own[person]),
            "to_post_id": ground.post_name(post),
            "direction": direction,
            "gain": gain,
            "wish_rank": rank,
            "parts": part,
            "from": _counts(ground, heads, int(ground.own[person])),
            "to": _counts(ground, heads, post),
        }
        for (person, post, direction, gain), part, rank in rows
    }


def _counts(ground: Ground, heads: Ints, post: int) -> Document | None:
    if post == NONE:
        return None
    before, now, need = int(ground.filled[post]), int(heads[post]), int(ground.need[post])
    known = need != NONE
    return {
        "need": need if known else None,
        "filled_before": before,
        "filled_after": now,
        "shortage_before": int(np.maximum(need - before, 0)) if known else None,
        "shortage_after": int(np.maximum(need - now, 0)) if known else None,
    }

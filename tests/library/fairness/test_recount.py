"""The audit of a few people, worked out again by hand: shares, means, exact tests, Holm's correction."""

import math
import random
from fractions import Fraction
from itertools import groupby

import polars as pl
import pytest

from penata.fairness.audit import audit_of
from penata.fairness.groups import DIMENSIONS
from penata.fairness.measures import MEASURES

SCHEMA = {
    "person": pl.UInt32, "stratum": pl.String, **dict.fromkeys(DIMENSIONS, pl.String),
    **{measure.name: pl.Float64 for measure in MEASURES},
}  # fmt: skip


def people(seed: int) -> list[dict]:
    """Sixty people in three strata; women are moved half as often; of some the gain is not known."""
    chance = random.Random(seed)
    rows = []
    for number in range(60):
        sex = chance.choice("FM")
        rows.append(dict.fromkeys(SCHEMA) | {
            "person": number, "stratum": chance.choice("abc"), "sex": sex, "home_district": chance.choice("xyz"),
            "moved": float(chance.random() < (0.3 if sex == "F" else 0.65)),
            "gain": float(chance.randint(-5, 5)) if chance.random() < 0.8 else None,
        })  # fmt: skip
    return rows


def exact(tables: list[tuple[int, int, int, int]]) -> float:
    """Two-sided p over strata of (group, events, all, events of the group): every outcome that is not likelier."""
    chances = {0: Fraction(1)}
    for group, events, everyone, _ in tables:
        total: dict[int, Fraction] = {}
        for so_far, chance in chances.items():
            for own in range(max(0, events - (everyone - group)), min(group, events) + 1):
                ways = math.comb(events, own) * math.comb(everyone - events, group - own)
                here = chance * Fraction(ways, math.comb(everyone, group))
                total[so_far + own] = total.get(so_far + own, Fraction(0)) + here
        chances = total
    seen = sum(table[3] for table in tables)
    return float(sum(chance for chance in chances.values() if chance <= chances[seen]))


def split(rows: list[dict], look: dict) -> list[tuple[list[float], list[float]]]:
    """Values of the group and of the rest, stratum by stratum."""
    known = [row for row in rows if row[look["measure"]] is not None]
    strata = groupby(sorted(known, key=lambda row: row["stratum"]), key=lambda row: row["stratum"])
    found = []
    for _, inside in strata:
        sides: tuple[list[float], list[float]] = ([], [])
        for row in inside:
            sides[row[look["dimension"]] != look["group"]].append(row[look["measure"]])
        found.append(sides)
    return found


@pytest.mark.parametrize("seed", [1, 4, 9])
def test_every_look_equals_a_recount(seed: int) -> None:
    rows = people(seed)
    looks = audit_of(pl.DataFrame(rows, schema=SCHEMA)).looks.filter("shown").to_dicts()
    assert len(looks) >= 8
    for look in looks:
        strata = split(rows, look)
        own, rest = ([value for side in strata for value in side[which]] for which in (0, 1))
        mean, other = sum(own) / len(own), sum(rest) / len(rest)
        assert look["people"] == len(own)
        assert [look[name] for name in ("value", "rest", "difference")] == pytest.approx([mean, other, mean - other])
        weight = [len(a) * len(b) / (len(a) + len(b)) for a, b in strata]
        gap = [sum(a) / len(a) - sum(b) / len(b) for a, b in strata]
        like = sum(w * g for w, g in zip(weight, gap, strict=True)) / sum(weight)
        assert look["like_difference"] == pytest.approx(like)
        if look["share"]:
            tables = [(len(a), int(sum(a + b)), len(a + b), int(sum(a))) for a, b in strata]
            plain = (len(own), int(sum(own + rest)), len(own + rest), int(sum(own)))
            assert [look["p"], look["like_p"]] == pytest.approx([exact([plain]), exact(tables)])
        else:
            wins = sum((a > b) - (a < b) for a in own for b in rest)
            assert look["effect"] == pytest.approx(wins / (len(own) * len(rest)))


@pytest.mark.parametrize("seed", [1, 4, 9])
@pytest.mark.parametrize("column", ["p", "like_p"])
def test_correction_is_holms_over_looks_and_two_groups_are_one_look(seed: int, column: str) -> None:
    looks = audit_of(pl.DataFrame(people(seed), schema=SCHEMA)).looks.filter("shown").to_dicts()
    counted = [look for look in looks if look["group"] != "M"]
    highest = 0.0
    for place, look in enumerate(sorted(counted, key=lambda look: look[column])):
        highest = max(highest, min(1.0, look[column] * (len(counted) - place)))
        assert look[f"{column}_holm"] == pytest.approx(highest)
    sexes = {(look["measure"], look["group"]): look[f"{column}_holm"] for look in looks if look["dimension"] == "sex"}
    assert all(sexes[measure, "M"] == sexes[measure, "F"] for measure in ("moved", "gain"))

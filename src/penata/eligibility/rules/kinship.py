"""Relatives in one unit or in one line (COI-01): no national norm forbids it, so it is a remark."""

import polars as pl

from penata.law.edition import EDITIONS
from penata.law.rule import Gate, Rule, Scope
from penata.vocabulary import Confidence, RuleClass

_CITATION = "PermenPANRB 17/2024; UU 5/2014 Pasal 73 ayat (7)"
_KINSHIP = Gate("KINSHIP", "keterangan hubungan keluarga")


def kinship_rules() -> list[Rule]:
    """Who would work in the unit of a relative, or below or above one in the same office."""
    stays = pl.col("to_unit_id").eq_missing(pl.col("unit_id"))
    together = pl.col("kin_units").list.contains(pl.col("to_unit_id"))
    below = pl.col("kin_led_offices").list.contains(pl.col("to_office_id"))
    above = pl.col("to_leads_unit") & pl.col("kin_offices").list.contains(pl.col("to_office_id"))
    return [
        Rule(
            id="COI-01", family="kinship", citation=_CITATION, rule_class=RuleClass.SOFT,
            confidence=Confidence.SECONDARY, scope=Scope.PAIR, applies=pl.lit(value=True), passes=stays | ~together,
            facts=("unit_id", "to_unit_id"), settled_by=_KINSHIP, sensitive=True,
            demand="tidak seunit dengan suami/istri atau kerabat dekat",
            demand_en="does not join the unit of a spouse or close relative",
            remedy="Tidak ada larangan nasional; pertimbangkan unit lain atau catat alasannya.", added=EDITIONS[1],
        ),
        Rule(
            id="COI-01-LINE", family="kinship", citation=_CITATION, rule_class=RuleClass.SOFT,
            confidence=Confidence.SECONDARY, scope=Scope.PAIR, applies=pl.lit(value=True),
            passes=stays | ~(below | above), facts=("to_office_id", "to_leads_unit"), settled_by=_KINSHIP,
            sensitive=True,
            demand="tidak menjadi bawahan atau atasan suami/istri atau kerabat dekat di satu perangkat daerah",
            demand_en="does not work below or above a spouse or close relative in one office",
            remedy="Tidak ada larangan nasional; cegah penilaian oleh kerabat sendiri.", added=EDITIONS[1],
        ),
    ]  # fmt: skip

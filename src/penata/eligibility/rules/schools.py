"""Heads of schools, private schools and the upper limit of teaching hours."""

import datetime as dt
from typing import Final

import polars as pl

from penata.eligibility.rules.appointments import SINCE_SCHOOL_HEADS
from penata.eligibility.scene import Basis
from penata.law.edition import EDITIONS
from penata.law.rule import Gate, Rule, Scope
from penata.vocabulary import EDUCATION_ORDER, RANK_ORDER, Confidence, RuleClass

_PRIVATE_YEAR: Final = dt.date(2025, 1, 1)
"""Permendikdasmen 1/2025 cannot hold before its year; the day of its promulgation was not seen."""

_SCHOOL = pl.lit("SCHOOL")
_TEACHER = pl.col("ladder").eq_missing(pl.lit("GURU"))


def school_rules(basis: Basis) -> list[Rule]:
    """Managerial experience and terms of heads of schools, postings to private schools, hours above the limit."""
    return [_managed(basis), _private(basis), _private_board(), _terms(basis), _most_hours(basis)]


def _managed(basis: Basis) -> Rule:
    months = int(basis.value("req.school_head_manager"))
    heads = pl.col("to_unit_kind").eq_missing(_SCHOOL) & pl.col("to_leads_unit") & ~pl.col("leads")
    return Rule(
        id="REQ-11-MANAGER", family="entry", citation="Permendikdasmen 7/2025 Pasal 7", rule_class=RuleClass.GATE,
        confidence=Confidence.SECONDARY, scope=Scope.PAIR, applies=heads,
        passes=pl.col("months_in_charge") >= months, facts=("months_in_charge",),
        settled_by=Gate("SCHOOL_HEAD", "pertimbangan penugasan kepala sekolah"),
        demand=f"kepala sekolah: pengalaman manajerial sekurangnya {months} bulan",
        demand_en="head of a school: managerial experience",
        remedy="Catat tugas tambahan di tabel duties, atau putusan tim dengan kind SCHOOL_HEAD.",
        valid_from=SINCE_SCHOOL_HEADS, added=EDITIONS[1],
    )  # fmt: skip


def _terms(basis: Basis) -> Rule:
    ask = basis.value("req.school_head_terms")
    months = int(ask["months"]) * int(ask["terms"])
    return Rule(
        id="REQ-11-TERM", family="entry", citation="Permendikdasmen 7/2025", rule_class=RuleClass.INFO,
        confidence=Confidence.SECONDARY, scope=Scope.PERSON,
        applies=pl.col("unit_kind").eq_missing(_SCHOOL) & pl.col("leads_unit").fill_null(value=False),
        passes=pl.col("months_in_post") < months, facts=("in_post_since", "months_in_post"),
        settled_by=Gate("IN_POST_DATE", "SK pengangkatan pada formasi sekarang (TMT)"),
        demand=f"belum genap {ask['terms']} masa tugas ({months} bulan) sebagai kepala sekolah",
        demand_en="has not completed the terms as head of a school",
        remedy="Siapkan pengganti; masa tugas dihitung dari TMT formasi.", valid_from=SINCE_SCHOOL_HEADS,
        added=EDITIONS[1],
    )  # fmt: skip


def _private(basis: Basis) -> Rule:
    ask = basis.value("req.private_school")
    ranked = (pl.col("employment") != "PNS") | (pl.col("rank_order") >= RANK_ORDER[str(ask["min_rank"])])
    educated = pl.col("education_order") >= EDUCATION_ORDER[str(ask["min_education"])]
    return Rule(
        id="GUR-01", family="teachers", citation="Permendikdasmen 1/2025", rule_class=RuleClass.GATE,
        confidence=Confidence.SECONDARY, scope=Scope.PAIR, applies=_TEACHER & pl.col("to_private"),
        passes=educated & ranked, facts=("education_level", "rank", "to_private"),
        settled_by=Gate("PRIVATE_SCHOOL_PROOF", "ijazah dan SK pangkat guru yang dialihkan ke sekolah swasta"),
        demand=f"guru ke sekolah swasta: S1/D-IV dan PNS sekurangnya {ask['min_rank']}",
        demand_en="a teacher posted to a private school: degree and rank",
        remedy="Pilih guru lain, atau lengkapi ijazah dan pangkat.", valid_from=_PRIVATE_YEAR, added=EDITIONS[1],
    )  # fmt: skip


def _private_board() -> Rule:
    return Rule(
        id="GUR-01-TEAM", family="teachers", citation="Permendikdasmen 1/2025 Pasal 7", rule_class=RuleClass.GATE,
        confidence=Confidence.SECONDARY, scope=Scope.PAIR, applies=_TEACHER & pl.col("to_private"),
        passes=pl.lit(value=False), facts=("to_private",),
        settled_by=Gate("PRIVATE_SCHOOL_TEAM", "rekomendasi Tim Pertimbangan Redistribusi Guru ASN"),
        demand="guru ke sekolah swasta direkomendasikan Tim Pertimbangan (4 tahun, dapat diperpanjang sekali)",
        demand_en="a teacher posted to a private school is recommended by the team",
        remedy="Bahas dalam Tim Pertimbangan; catat dengan kind PRIVATE_SCHOOL_TEAM.", valid_from=_PRIVATE_YEAR,
        added=EDITIONS[1],
    )  # fmt: skip


def _most_hours(basis: Basis) -> Rule:
    hours = basis.value("guru.hours.most")
    return Rule(
        id="GUR-03-MOST", family="teachers", citation="UU 14/2005 Pasal 35; PP 74/2008", rule_class=RuleClass.INFO,
        confidence=Confidence.QUOTED, scope=Scope.PERSON, applies=_TEACHER, passes=pl.col("teaching_hours") <= hours,
        facts=("teaching_hours",), settled_by=Gate("TEACHING_HOURS", "jam mengajar pada Dapodik"),
        demand=f"jam mengajar sekarang paling banyak {hours} per minggu",
        demand_en=f"teaches at most {hours} hours a week now",
        remedy="Periksa Dapodik; sekolah ini mungkin kekurangan guru mata pelajaran itu.", added=EDITIONS[1],
    )  # fmt: skip

"""Entry to leading posts, functional jobs and the headship of a school, as the second edition judges it (REQ)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import polars as pl

from penata.eligibility.rules.requirements import at_least, enters, entry_rules, long_enough
from penata.eligibility.scene import Basis
from penata.law.edition import EDITIONS
from penata.law.rule import Gate, Rule, Scope
from penata.vocabulary import RANK_ORDER, Confidence, RuleClass

SINCE_SCHOOL_HEADS: Final = dt.date(2025, 5, 14)
"""Promulgation of Permendikdasmen 7/2025, from a secondary source; the first edition knew no day."""


def appointment_rules(basis: Basis) -> list[Rule]:
    """Entry requirements of the second edition: both grades of JPT apart, pelaksana, functional experts at the top.

    Age limits are met up to and with the birthday itself, and time on a higher standing counts as time on the lower.
    """
    first = {rule.id: rule for rule in entry_rules(basis)}
    changed = (
        _jpt_pratama(first["REQ-01"], basis),
        _or_above(first["REQ-03"], basis, "req.administrator", "months_pengawas", 2),
        _or_above(first["REQ-04"], basis, "req.pengawas", "months_pelaksana", 1),
        _functional_age(first["REQ-06-AGE"], basis), _school_head(first["REQ-11"], basis),
    )  # fmt: skip
    return [
        *(replace(rule, version=2, added=EDITIONS[1], dropped=None) for rule in changed),
        _jpt_related(basis), _jpt_madya(basis), _pelaksana(basis), _top_expert(),
    ]  # fmt: skip


_TO_MADYA = pl.col("to_level").is_in(["I.a", "I.b"]).fill_null(value=False)


def _held_from(lowest: int) -> pl.Expr:
    """Months in posts of a standing or a higher one."""
    held = pl.col("months_standing_4")
    for standing in range(lowest, 4):
        held = held + pl.col(f"months_standing_{standing}")
    return held


def _not_older(basis: Basis, limit: pl.Expr) -> pl.Expr:
    """Whether the day comes no later than the birthday on which the limit is reached."""
    return pl.col("birth_date").dt.offset_by(limit) >= pl.lit(basis.on)


def _years(ask: Mapping[str, Any]) -> pl.Expr:
    return pl.lit(f"{ask['max_age_years']}y")


def _jpt_pratama(before: Rule, basis: Basis) -> Rule:
    """Not for eselon I, which has requirements of its own (REQ-02)."""
    ask = basis.value("req.jpt")
    served = long_enough(_held_from(3), int(ask["months_administrator"]))
    return replace(
        before, applies=before.applies & ~_TO_MADYA,
        passes=at_least(str(ask["min_education"])) & _not_older(basis, _years(ask)) & served,
        facts=("education_level", "birth_date", "months_standing_3", "months_standing_4"),
    )  # fmt: skip


def _or_above(before: Rule, basis: Basis, value_id: str, months: str, standing: int) -> Rule:
    """Time on the level below counts, and time on the one above that: a JF madya has been more than its equal."""
    ask = basis.value(value_id)
    return replace(
        before, passes=at_least(str(ask["min_education"])) & long_enough(_held_from(standing), int(ask[months])),
        facts=("education_level", f"months_standing_{standing}", f"months_standing_{standing + 1}"),
        demand=f"{before.demand}, atau di atasnya",
    )  # fmt: skip


def _functional_age(before: Rule, basis: Basis) -> Rule:
    limits = {level: f"{years}y" for level, years in basis.value("req.functional_max_age").items()}
    limit = pl.col("to_level").replace_strict(limits, default=None, return_dtype=pl.String)
    return replace(before, passes=_not_older(basis, limit), facts=("birth_date", "to_level"))


def _school_head(before: Rule, basis: Basis) -> Rule:
    ask = basis.value("req.school_head")
    ranked = (pl.col("employment") != "PNS") | (pl.col("rank_order") >= RANK_ORDER[str(ask["min_rank"])])
    certified = pl.when("has_teacher_certificate").then(pl.lit(value=True))
    return replace(
        before, passes=at_least(str(ask["min_education"])) & ranked & _not_older(basis, _years(ask)) & certified,
        facts=("education_level", "rank", "birth_date", "has_teacher_certificate"), valid_from=SINCE_SCHOOL_HEADS,
    )  # fmt: skip


def _jpt_related(basis: Basis) -> Rule:
    """What counts as related is wider than a family of jobs: whoever lacks it there must show it."""
    months = int(basis.value("req.jpt_related"))
    return Rule(
        id="REQ-01-EXP", family="entry", citation="PP 17/2020; PP 11/2017 Pasal 107 ayat (1) huruf c",
        rule_class=RuleClass.GATE, confidence=Confidence.QUOTED, scope=Scope.PAIR,
        applies=enters("JPT") & ~_TO_MADYA, passes=long_enough(pl.col("experience_months"), months),
        facts=("experience_months", "to_field"),
        settled_by=Gate("RELATED_EXPERIENCE", "riwayat jabatan yang terkait bidang tugas"),
        demand=f"masuk JPT pratama: pengalaman terkait bidang tugas sekurangnya {months} bulan (kumulatif)",
        demand_en="entry into JPT: related experience, cumulative",
        remedy="Tunjukkan jabatan terkait pada riwayat; catat dengan kind RELATED_EXPERIENCE.", added=EDITIONS[1],
    )  # fmt: skip


def _jpt_madya(basis: Basis) -> Rule:
    ask = basis.value("req.jpt_madya")
    served = long_enough(pl.col("months_standing_4"), int(ask["months_jpt"]))
    related = long_enough(pl.col("experience_months"), int(ask["months_related"]))
    young = _not_older(basis, _years(ask))
    rises = pl.col("to_category").eq_missing(pl.lit("JPT")) & _TO_MADYA & ~pl.col("same_job")
    return Rule(
        id="REQ-02", family="entry", citation="PP 17/2020; PP 11/2017 Pasal 107 ayat (1) huruf b",
        rule_class=RuleClass.GATE, confidence=Confidence.SECONDARY, scope=Scope.PAIR,
        applies=rises & ~pl.col("level").is_in(["I.a", "I.b"]).fill_null(value=False),
        passes=at_least(str(ask["min_education"])) & served & related & young,
        facts=("education_level", "months_standing_4", "experience_months", "birth_date"),
        settled_by=Gate("REQ-02_PROOF", "riwayat jabatan, ijazah, dan tanggal lahir"),
        demand=f"masuk JPT madya: S1/D-IV, JPT pratama atau JF utama {ask['months_jpt']} bulan, pengalaman terkait "
        f"{ask['months_related']} bulan, usia paling tinggi {ask['max_age_years']} tahun",
        demand_en="entry into JPT madya: degree, time as JPT pratama, related experience, age limit",
        remedy="Buktikan lewat panitia seleksi; catat dengan kind REQ-02_PROOF.", added=EDITIONS[1],
    )  # fmt: skip


def _pelaksana(basis: Basis) -> Rule:
    ask = basis.value("req.pelaksana")
    return Rule(
        id="REQ-05", family="entry", citation="PP 11/2017 Pasal 54 ayat (4)", rule_class=RuleClass.GATE,
        confidence=Confidence.MEMORY, scope=Scope.PAIR, applies=enters("PELAKSANA"),
        passes=at_least(str(ask["min_education"])), facts=("education_level",),
        settled_by=Gate("DIPLOMA", "ijazah terakhir yang diakui"),
        demand="diangkat sebagai pelaksana: sekurangnya SLTA", demand_en="appointed pelaksana: at least upper school",
        remedy="Catat ijazah yang diakui dengan kind DIPLOMA.", added=EDITIONS[1],
    )  # fmt: skip


def _top_expert() -> Rule:
    top = pl.col("to_level").eq_missing(pl.lit("AHLI_UTAMA"))
    return Rule(
        id="REQ-08", family="entry", citation="PP 11/2017 Pasal 83", rule_class=RuleClass.GATE,
        confidence=Confidence.QUOTED, scope=Scope.PAIR, applies=top & ~pl.col("same_job"), passes=pl.lit(value=False),
        facts=("level", "to_level"),
        settled_by=Gate("PRESIDENT", "keputusan Presiden (jabatan fungsional ahli utama)", outside=True),
        demand="jabatan fungsional ahli utama diangkat oleh Presiden atas usul PPK",
        demand_en="functional experts of the highest level are appointed by the President",
        remedy="Usulkan lewat PPK; catat dengan kind PRESIDENT.", added=EDITIONS[1],
    )  # fmt: skip

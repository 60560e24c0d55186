"""How long somebody must have been in the post, and when a move is due (MUT-03, JPT-04, JPT-05)."""

import datetime as dt
from dataclasses import replace

import polars as pl

from penata.eligibility.scene import Basis
from penata.law.edition import EDITIONS
from penata.law.rule import Gate, Rule, Scope
from penata.vocabulary import Confidence, RuleClass

_PNS_ON_A_POST = (pl.col("employment") == "PNS") & pl.col("own_post").is_not_null()
_JPT = pl.col("category").eq_missing(pl.lit("JPT"))
_DATE_PROOF = Gate("IN_POST_DATE", "SK pengangkatan pada formasi sekarang (TMT)")


def tenure_rules(basis: Basis) -> list[Rule]:
    """Time in the present post, counted from ``in_post_since``.

    The date of the job (``in_job_since``, TMT jabatan) is shown but never counted: it restarts at a rise in
    level although the seat stays the same.
    """
    return [_minimum(basis), _minimum_usual(basis), _minimum_jpt(basis), _senior_reason(basis), _maximum(basis)]


def _minimum(basis: Basis) -> Rule:
    usual, senior = int(basis.value("mut.min_months")), int(basis.value("mut.min_months_jpt"))
    needed = pl.when(_JPT).then(senior).otherwise(usual)
    return Rule(
        id="MUT-03", family="tenure",
        citation="PP 11/2017 Pasal 190 ayat (3); Peraturan BKN 5/2019 Pasal 2; Keterangan BKN",
        rule_class=RuleClass.HARD, confidence=Confidence.QUOTED, scope=Scope.PAIR,
        applies=_PNS_ON_A_POST & ~_exempt(basis), passes=pl.col("months_in_post") >= needed,
        facts=("in_post_since", "months_in_post", "in_job_since", "category"), settled_by=_DATE_PROOF,
        demand=f"sekurangnya {usual} bulan pada formasi sekarang (JPT: {senior} bulan)",
        demand_en=f"at least {usual} months in the present post (JPT: {senior} months)",
        remedy="Tunggu sampai genap, atau isi in_post_since dari SK: TMT jabatan mulai lagi saat naik jenjang.",
        dropped=EDITIONS[1],
    )  # fmt: skip


def _minimum_usual(basis: Basis) -> Rule:
    """All but JPT, whose six months stand in no regulation and must not pass for quoted."""
    before, months = _minimum(basis), int(basis.value("mut.min_months"))
    return replace(
        before, applies=before.applies & ~_JPT, passes=pl.col("months_in_post") >= months,
        citation="PP 11/2017 Pasal 190 ayat (3); Peraturan BKN 5/2019 Pasal 2",
        demand=f"sekurangnya {months} bulan pada formasi sekarang",
        demand_en=f"at least {months} months in the present post", version=2, added=EDITIONS[1], dropped=None,
    )  # fmt: skip


def _minimum_jpt(basis: Basis) -> Rule:
    before, months = _minimum(basis), int(basis.value("mut.min_months_jpt"))
    return replace(
        before, id="MUT-03-JPT", applies=before.applies & _JPT, passes=pl.col("months_in_post") >= months,
        citation="PP 11/2017 Pasal 131 ayat (2); Keterangan BKN", confidence=Confidence.SECONDARY,
        demand=f"sekurangnya {months} bulan pada JPT sekarang",
        demand_en=f"at least {months} months in the present JPT post",
        added=EDITIONS[1], dropped=None,
    )  # fmt: skip


def _senior_reason(basis: Basis) -> Rule:
    months = int(basis.value("mut.min_months_jpt_reason"))
    return Rule(
        id="JPT-05", family="tenure", citation="SE MenPANRB 19/2023; PP 11/2017 Pasal 131 ayat (2)",
        rule_class=RuleClass.GATE, confidence=Confidence.SECONDARY, scope=Scope.PAIR,
        applies=_PNS_ON_A_POST & _JPT & ~_exempt(basis), passes=pl.col("months_in_post") >= months,
        facts=("in_post_since", "months_in_post"),
        settled_by=Gate("JPT_EARLY_REASON", "alasan tertulis pemindahan JPT sebelum dua tahun"),
        demand=f"sekurangnya {months} bulan pada JPT sekarang, atau alasan tertulis PPK",
        demand_en=f"at least {months} months in the present JPT post, or a written reason",
        remedy="Tuliskan alasan menurut SE MenPANRB 19/2023 dan catat dengan kind JPT_EARLY_REASON.",
        valid_from=dt.date(2023, 9, 22),
    )  # fmt: skip


def _maximum(basis: Basis) -> Rule:
    months = int(basis.value("mut.max_months"))
    return Rule(
        id="MUT-03-MAX", family="tenure", citation="PP 11/2017 Pasal 190 ayat (3); Peraturan BKN 5/2019 Pasal 2",
        rule_class=RuleClass.INFO, confidence=Confidence.QUOTED, scope=Scope.PERSON, applies=_PNS_ON_A_POST,
        passes=pl.col("months_in_post") <= months, facts=("in_post_since", "months_in_post"), settled_by=_DATE_PROOF,
        demand=f"paling lama {months} bulan pada formasi yang sama, selanjutnya ditinjau",
        demand_en=f"at most {months} months in the same post, to be reviewed afterwards",
        remedy="Tinjau untuk rotasi; peraturan tidak mengatur akibatnya.",
    )  # fmt: skip


def _exempt(basis: Basis) -> pl.Expr:
    """A decision whose legal reason lifts the minimum (its code stands at the start of the reason)."""
    return pl.col("forced") & pl.col("reason").is_in([str(code) for code in basis.value("decision.exempt_reasons")])

"""Elections and new heads of region: leading posts change hands only with the Minister's approval (PIL)."""

import polars as pl

from penata.law.edition import EDITIONS
from penata.law.rule import Gate, Rule, Scope
from penata.vocabulary import LEADING, Confidence, RuleClass

_MENDAGRI = Gate("MENDAGRI", "persetujuan tertulis Menteri Dalam Negeri", outside=True)
_CATEGORIES = [category.value for category in LEADING]
_LEADS_HERE = pl.col("leads") | pl.col("category").is_in(_CATEGORIES).fill_null(value=False)
_LEADS_THERE = pl.col("to_leads_unit") | pl.col("to_category").is_in(_CATEGORIES).fill_null(value=False)


def election_rules() -> list[Rule]:
    """Windows of PIL-01 and PIL-04 for the posts that PIL-05 names: leading posts and heads of units."""
    return [
        _window_rule(
            "PIL-01", "UU 10/2016 Pasal 71 ayat (2)", "in_election_window",
            "tidak di dalam masa larangan pilkada (6 bulan sebelum penetapan calon sampai akhir masa jabatan)",
            "outside the window around elections of heads of region",
        ),
        _window_rule(
            "PIL-04", "UU 10/2016 Pasal 162 ayat (3)", "in_head_window",
            "tidak di dalam enam bulan sejak pelantikan kepala daerah",
            "outside the six months after the inauguration of a head of region",
        ),
    ]  # fmt: skip


def acting_head_rules() -> list[Rule]:
    """Under an acting head of region (Plt, Pj) nobody is moved without the Minister's approval (PIL-06)."""
    acting = pl.col("head_acting") | pl.col("to_head_acting")
    told = pl.col("head_told").fill_null(value=False) | pl.col("to_head_told").fill_null(value=False)
    return [
        Rule(
            id="PIL-06", family="election", citation="PP 49/2008 Pasal 132A ayat (1) huruf a dan ayat (2)",
            rule_class=RuleClass.GATE, confidence=Confidence.QUOTED, scope=Scope.PAIR,
            applies=_LEADS_HERE | _LEADS_THERE | told, passes=~acting, facts=("head_acting", "to_head_acting"),
            settled_by=_MENDAGRI, demand="kepala daerah bukan penjabat (Plt/Pj)",
            demand_en="the head of region is not an acting one",
            remedy="Mintakan persetujuan Mendagri dan catat dengan kind MENDAGRI, atau lengkapi tabel calendar "
            "(HEAD_INAUGURATED, HEAD_ACTING_FROM, HEAD_ACTING_UNTIL).", added=EDITIONS[1],
        )
    ]  # fmt: skip


def _window_rule(rule_id: str, citation: str, window: str, demand: str, demand_en: str) -> Rule:
    inside = (_LEADS_HERE & pl.col(window)) | (_LEADS_THERE & pl.col(f"to_{window}"))
    return Rule(
        id=rule_id, family="election", citation=f"{citation}; SE Mendagri 100.2.1.3/1575/SJ",
        rule_class=RuleClass.GATE, confidence=Confidence.QUOTED, scope=Scope.PAIR,
        applies=_LEADS_HERE | _LEADS_THERE, passes=~inside,
        facts=("leads", "category", "to_leads_unit", "to_category", window, f"to_{window}"), settled_by=_MENDAGRI,
        demand=demand, demand_en=demand_en,
        remedy="Mintakan persetujuan Mendagri dan catat dengan kind MENDAGRI, atau lengkapi tabel calendar.",
    )  # fmt: skip

"""Leading posts beyond the entry requirements: recommendation, special routes, the old law, conflict of interest."""

import datetime as dt
from typing import Final

import polars as pl

from penata.eligibility.scene import Basis
from penata.law.edition import EDITIONS
from penata.law.rule import Gate, Rule, Scope
from penata.vocabulary import LEADING, RANK_ORDER, Confidence, RuleClass

_LEADING: Final = [category.value for category in LEADING]
_TO_LEADING = pl.col("to_category").is_in(_LEADING).fill_null(value=False)
_JPT = pl.col("category").eq_missing(pl.lit("JPT"))
_TO_JPT = pl.col("to_category").eq_missing(pl.lit("JPT"))
_UNMET = pl.lit(value=False)


def leading_rules(basis: Basis) -> list[Rule]:
    """Rules on leading posts of the second edition."""
    return [_recommendation(), _old_law(basis), *_special_routes(), _conflict(), _rank_span(basis)]


def _recommendation() -> Rule:
    """Asked of the agency by the system that issues it: a list, not a single person; KASN gave it before BKN."""
    return Rule(
        id="JPT-03", family="leading", citation="PP 11/2017 Pasal 131 ayat (4); SE MenPANRB 4/2024; SE BKN 7/2024",
        rule_class=RuleClass.GATE, confidence=Confidence.SECONDARY, scope=Scope.PAIR, applies=_JPT | _TO_JPT,
        passes=_UNMET, facts=("category", "to_category"),
        settled_by=Gate("BKN_RECOMMENDATION", "rekomendasi BKN lewat I-MUT (dahulu KASN)", outside=True),
        demand="perpindahan dari dan ke JPT mendapat rekomendasi BKN",
        demand_en="a move from or to a JPT post is recommended by BKN",
        remedy="Ajukan lewat I-MUT; catat rekomendasi dengan kind BKN_RECOMMENDATION.", added=EDITIONS[1],
    )  # fmt: skip


def _old_law(basis: Basis) -> Rule:
    months = int(basis.value("jpt.old_law_months"))
    reasons = [str(code) for code in basis.value("decision.exempt_reasons")]
    allowed = pl.col("forced") & pl.col("reason").is_in(reasons)
    return Rule(
        id="JPT-04", family="tenure", citation="UU 5/2014 Pasal 116", rule_class=RuleClass.GATE,
        confidence=Confidence.QUOTED, scope=Scope.PAIR,
        applies=_JPT & (pl.col("employment") == "PNS") & pl.col("own_post").is_not_null() & ~allowed,
        passes=pl.col("months_in_post") >= months, facts=("in_post_since", "months_in_post"),
        settled_by=Gate("JPT_EARLY_REASON", "bukti pelanggaran atau tidak lagi memenuhi syarat jabatan"),
        demand=f"pejabat pimpinan tinggi tidak diganti sebelum {months} bulan sejak pelantikan",
        demand_en=f"a JPT official is not replaced within {months} months of the inauguration",
        remedy="Catat buktinya dengan kind JPT_EARLY_REASON; berlaku sampai UU 5/2014 dicabut, lalu lihat JPT-05.",
        added=EDITIONS[1], valid_from=dt.date(2014, 1, 15), valid_until=dt.date(2023, 10, 31),
    )  # fmt: skip


_ROUTES: Final = (
    ("SEKDA", True, "UU 23/2014; UU 5/2014 Pasal 113 ayat (5)", "koordinasi dengan gubernur", True,
     "sekretaris daerah kabupaten/kota diangkat dan diganti setelah berkoordinasi dengan gubernur",
     "the secretary of a regency is replaced after coordination with the governor"),
    ("INSPEKTORAT", True, "PP 72/2019", "persetujuan tertulis gubernur/Mendagri untuk inspektur dan inspektur pembantu",
     True, "inspektur dan inspektur pembantu dipindahkan dengan persetujuan tertulis gubernur/Mendagri",
     "inspectors are moved with written consent from above"),
    ("SEKWAN", True, "UU 23/2014", "persetujuan pimpinan DPRD", True,
     "sekretaris DPRD diangkat dan diberhentikan dengan persetujuan pimpinan DPRD",
     "the secretary of the council is replaced with its leaders' consent"),
    ("DUKCAPIL", True, "UU 24/2013 Pasal 83A", "keputusan Mendagri untuk pejabat pengelola administrasi kependudukan",
     True, "pejabat Dukcapil diangkat dan diberhentikan oleh Mendagri",
     "officials of the civil registry are appointed by the Minister of Home Affairs"),
    ("SATPOLPP", False, "PP 72/2019", "pemenuhan syarat khusus kepala Satpol PP", False,
     "kepala Satpol PP memenuhi syarat khusus jabatan itu", "the head of the public order unit qualifies for it"),
    ("CAMAT", False, "UU 23/2014", "ijazah atau sertifikat pengetahuan teknis pemerintahan", False,
     "camat menguasai pengetahuan teknis pemerintahan", "the head of a district knows the craft of government"),
)  # fmt: skip
"""Route, whether leaving the post takes it too, citation, what settles it, whether somebody outside gives it."""


def _special_routes() -> list[Rule]:
    """Posts that somebody else has a word in (JPT-09); all from memory but the text of the old law on the secretary."""
    here, there = pl.col("special_route"), pl.col("to_special_route")
    return [
        Rule(
            id=f"JPT-09-{route}", family="leading", citation=citation, rule_class=RuleClass.GATE,
            confidence=Confidence.MEMORY, scope=Scope.PAIR,
            applies=there.eq_missing(pl.lit(route)) | (here.eq_missing(pl.lit(route)) if leaving else _UNMET),
            passes=_UNMET, facts=("special_route", "to_special_route"),
            settled_by=Gate(f"ROUTE_{route}", label, outside=outside), demand=demand, demand_en=demand_en,
            remedy=f"Tempuh jalur jabatan ini; catat dengan kind ROUTE_{route}.", added=EDITIONS[1],
        )
        for route, leaving, citation, label, outside, demand, demand_en in _ROUTES
    ]  # fmt: skip


def _conflict() -> Rule:
    return Rule(
        id="MUT-05", family="leading", citation="PP 11/2017 Pasal 190 ayat (5); PermenPANRB 17/2024",
        rule_class=RuleClass.GATE, confidence=Confidence.QUOTED, scope=Scope.PAIR, applies=_TO_LEADING, passes=_UNMET,
        facts=("to_category",),
        settled_by=Gate("COI_STATEMENT", "pernyataan tidak ada konflik kepentingan dari pejabat yang mengusulkan"),
        demand="pengisian jabatan pimpinan bebas dari konflik kepentingan",
        demand_en="leading posts are filled without a conflict of interest",
        remedy="Minta pernyataan konflik kepentingan; catat dengan kind COI_STATEMENT.", added=EDITIONS[1],
    )  # fmt: skip


def _rank_span(basis: Basis) -> Rule:
    """Only where the job states no span of its own; sources disagree, so it remarks."""
    spans = {level: [RANK_ORDER[str(rank)] for rank in span] for level, span in basis.value("req.rank_span").items()}
    lowest, highest = (
        pl.col("to_level").replace_strict({k: v[at] for k, v in spans.items()}, default=None, return_dtype=pl.Int32)
        for at in (0, 1)
    )
    unstated = pl.col("to_min_rank_order").is_null() & pl.col("to_max_rank_order").is_null()
    return Rule(
        id="REQ-09", family="leading", citation="PP 13/2002 lampiran", rule_class=RuleClass.SOFT,
        confidence=Confidence.MEMORY, scope=Scope.PAIR,
        applies=_TO_LEADING & lowest.is_not_null() & unstated & (pl.col("employment") == "PNS"),
        passes=pl.col("rank_order").is_between(lowest - 1, highest), facts=("rank", "to_level"),
        settled_by=Gate("RANK_DECREE", "SK pangkat terakhir"),
        demand="pangkat di dalam jenjang eselon jabatan (masuk paling rendah satu tingkat di bawahnya)",
        demand_en="a rank within the span of the eselon, at most one below it",
        remedy="Sumber berselisih; tulis min_rank dan max_rank pada tabel jabatan bila instansi punya batas sendiri.",
        added=EDITIONS[1],
    )  # fmt: skip

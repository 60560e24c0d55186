"""Discipline and performance: what the file of a transfer must show (DIS-04, KIN-07)."""

import polars as pl

from penata.eligibility.scene import Basis
from penata.law.edition import EDITIONS
from penata.law.rule import Gate, Rule, Scope
from penata.vocabulary import Confidence, RuleClass

_CLEAN = Gate("DISCIPLINE_STATEMENT", "pernyataan tidak dalam proses atau menjalani hukuman disiplin/peradilan")
_CLEAN_OR_WEIGHED = Gate(_CLEAN.kind, f"{_CLEAN.label}, atau pertimbangan tertulis PPK bila sedang berjalan")


def conduct_rules(basis: Basis) -> list[Rule]:
    """Discipline (bars between agencies, asks for a statement inside) and two good appraisals."""
    return [_discipline_between(basis), _discipline_inside(basis), _appraisals(basis)]


def failing_rules(basis: Basis) -> list[Rule]:
    """Failing performance: a remark on the person, and the test that a decision for this reason rests on (KIN-05)."""
    failing = [str(word) for word in basis.value("kin.failing_predicates")]
    return [
        Rule(
            id="KIN-05-TEST", family="conduct", citation="PP 30/2019 Pasal 57", rule_class=RuleClass.GATE,
            confidence=Confidence.SECONDARY, scope=Scope.PAIR,
            applies=pl.col("forced") & (pl.col("reason") == "KIN-05"), passes=pl.lit(value=False),
            facts=("reason", "predicate_last"),
            settled_by=Gate("PERFORMANCE_TEST", "hasil uji kompetensi setelah enam bulan perbaikan kinerja"),
            demand="pemindahan karena kinerja didahului enam bulan perbaikan dan uji kompetensi",
            demand_en="a move for failing performance follows six months of improvement and a test",
            remedy="Laksanakan uji kompetensi; catat dengan kind PERFORMANCE_TEST.", added=EDITIONS[1],
        ),
        Rule(
            id="KIN-05", family="conduct", citation="PP 30/2019 Pasal 57", rule_class=RuleClass.INFO,
            confidence=Confidence.SECONDARY, scope=Scope.PERSON, applies=pl.col("employment") == "PNS",
            passes=~pl.col("predicate_last").is_in(failing), facts=("predicate_year", "predicate_last"),
            settled_by=Gate("APPRAISALS", "penilaian kinerja dua tahun terakhir bernilai baik"),
            demand="kinerja tahun terakhir tidak di bawah target",
            demand_en="performance of the last year did not fail",
            remedy="Beri enam bulan untuk memperbaiki, lalu uji kompetensi (alasan KIN-05 pada keputusan FORCE).",
            added=EDITIONS[1],
        ),
    ]  # fmt: skip


def _discipline_between(basis: Basis) -> Rule:
    return Rule(
        id="DIS-04-INTER", family="conduct", citation="Peraturan BKN 5/2019 Pasal 3", rule_class=RuleClass.HARD,
        confidence=Confidence.QUOTED, scope=Scope.PAIR, applies=pl.col("to_agency_id") != pl.col("agency_id"),
        passes=_clean(basis), facts=("discipline", "under_examination"), settled_by=_CLEAN,
        demand="tidak sedang dalam proses atau menjalani hukuman disiplin (pindah instansi)",
        demand_en="is neither examined nor under a disciplinary penalty (move to another agency)",
        remedy="Tunggu sampai proses atau masa hukuman selesai.", sensitive=True,
    )  # fmt: skip


def _discipline_inside(basis: Basis) -> Rule:
    return Rule(
        id="DIS-04", family="conduct", citation="Peraturan BKN 5/2019 Pasal 3", rule_class=RuleClass.GATE,
        confidence=Confidence.QUOTED, scope=Scope.PERSON, applies=pl.lit(value=True), passes=_clean(basis),
        facts=("discipline", "under_examination"), settled_by=_CLEAN_OR_WEIGHED,
        demand="tidak sedang dalam proses atau menjalani hukuman disiplin",
        demand_en="is neither examined nor under a disciplinary penalty",
        remedy="Minta surat pernyataan pejabat sekurangnya JPT Pratama; catat dengan kind DISCIPLINE_STATEMENT.",
        sensitive=True,
    )  # fmt: skip


def _clean(basis: Basis) -> pl.Expr:
    """Null for everyone where the table of conditions was not given: nobody has been asked."""
    if "conditions" not in basis.given:
        return pl.lit(None, dtype=pl.Boolean)
    return pl.col("discipline").is_null() & ~pl.col("under_examination")


def _appraisals(basis: Basis) -> Rule:
    good = [str(word) for word in basis.value("kin.good_predicates")]
    in_a_row = pl.col("predicate_before_year") == pl.col("predicate_year") - 1
    before = pl.when(in_a_row).then(pl.col("predicate_before").is_in(good))  # a gap of years proves nothing
    both = pl.col("predicate_last").is_in(good) & before
    recent = pl.col("predicate_year") >= basis.on.year - 1
    return Rule(
        id="KIN-07", family="conduct", citation="Peraturan BKN 5/2019 Pasal 3", rule_class=RuleClass.GATE,
        confidence=Confidence.QUOTED, scope=Scope.PERSON, applies=pl.col("employment") == "PNS",
        passes=pl.when(recent).then(both), facts=("predicate_year", "predicate_last", "predicate_before"),
        settled_by=Gate("APPRAISALS", "penilaian kinerja dua tahun terakhir bernilai baik"),
        demand="predikat kinerja baik pada dua tahun terakhir", demand_en="good appraisals in the last two years",
        remedy="Lengkapi penilaian kinerja dua tahun terakhir, atau catat dengan kind APPRAISALS.",
    )  # fmt: skip

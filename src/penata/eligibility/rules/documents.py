"""Papers that a move to another agency needs beside those that other rules ask for (MUT-12)."""

import polars as pl

from penata.law.edition import EDITIONS
from penata.law.rule import Gate, Rule, Scope
from penata.vocabulary import Confidence, RuleClass

_OTHER_AGENCY = pl.col("to_agency_id") != pl.col("agency_id")


def document_rules() -> list[Rule]:
    """Clearance by the inspectorate, proposal and consent of both heads, the post's analysis, no service bond."""
    return [
        _paper("MUT-12-FINDINGS", Gate("FINDINGS_CLEAR", "surat keterangan bebas temuan dari Inspektorat"),
               "bebas temuan Inspektorat (pindah instansi)", "no open audit finding (move to another agency)"),
        _paper("MUT-12-PPK", Gate("PPK_LETTERS", "usul PPK penerima dan persetujuan PPK asal yang menyebut jabatan"),
               "diusulkan PPK penerima dan disetujui PPK asal (pindah instansi)",
               "proposed by the receiving and agreed to by the sending agency"),
        _paper("MUT-12-BOND", Gate("BOND_STATEMENT", "pernyataan tidak sedang menjalani ikatan dinas"),
               "tidak terikat ikatan dinas (pindah instansi)", "is not bound to serve after sponsored study"),
        _paper("MUT-12-ABK", Gate("ANJAB_ABK", "analisis jabatan dan analisis beban kerja formasi tujuan"),
               "formasi tujuan punya anjab dan ABK (pindah instansi)", "the target has a job and workload analysis",
               passes=pl.col("to_need_is_founded"), facts=("to_need_is_founded",)),
    ]  # fmt: skip


def _paper(
    rule_id: str, gate: Gate, demand: str, demand_en: str, *, passes: pl.Expr | None = None, facts: tuple[str, ...] = ()
) -> Rule:
    return Rule(
        id=rule_id, family="documents", citation="Peraturan BKN 5/2019 Pasal 3", rule_class=RuleClass.GATE,
        confidence=Confidence.QUOTED, scope=Scope.PAIR, applies=_OTHER_AGENCY,
        passes=pl.lit(value=False) if passes is None else passes, facts=("agency_id", "to_agency_id", *facts),
        settled_by=gate, demand=demand, demand_en=demand_en,
        remedy=f"Lampirkan pada usul; catat dengan kind {gate.kind}.", added=EDITIONS[1],
    )  # fmt: skip

"""Up, down and across: which directions of a move are open, and who decides between agencies."""

from dataclasses import replace

import polars as pl

from penata.eligibility.scene import Basis
from penata.law.edition import EDITIONS
from penata.law.rule import Gate, Rule, Scope
from penata.vocabulary import Confidence, RuleClass

_OTHER_AGENCY = pl.col("to_agency_id") != pl.col("agency_id")
_BOTH_REGIONAL = pl.col("agency_kind").is_in(["REGENCY", "CITY"]) & pl.col("to_agency_kind").is_in(["REGENCY", "CITY"])

_CENTRAL = (pl.col("agency_kind") == "CENTRAL") | (pl.col("to_agency_kind") == "CENTRAL")

_REGIONS = ["REGENCY", "CITY", "PROVINCE"]
_TWO_PROVINCES = (
    pl.col("agency_kind").is_in(_REGIONS)
    & pl.col("to_agency_kind").is_in(_REGIONS)
    & (pl.col("province_id") != pl.col("to_province_id"))
).fill_null(value=False)


def direction_rules(basis: Basis) -> list[Rule]:
    """Nobody is demoted but by a decision with a legal reason; other agencies need who decides between them."""
    return [
        _demotion(basis), _same_province(), _other_province(), _two_provinces(), _decider_unknown(),
        _other_government(),
    ]  # fmt: skip


def _demotion(basis: Basis) -> Rule:
    reasons = [str(code) for code in basis.value("decision.demotion_reasons")]
    by_law = pl.col("forced") & pl.col("reason").is_in(reasons)
    lower = pl.col("direction") == "DEMOTION"
    return Rule(
        id="DIS-07", family="direction", citation="PP 94/2021 Pasal 8; PP 30/2019 Pasal 57; PP 11/2017 Pasal 130",
        rule_class=RuleClass.HARD, confidence=Confidence.QUOTED, scope=Scope.PAIR, applies=~by_law,
        passes=pl.when("level_known").then(~lower), facts=("level", "to_level", "standing", "to_standing", "direction"),
        settled_by=Gate("LEVEL_PROOF", "SK jenjang/eselon jabatan sekarang"),
        demand="tidak turun jabatan tanpa keputusan berdasar hukum", demand_en="no lower post without a legal reason",
        remedy=f"Penurunan hanya lewat keputusan FORCE yang alasannya diawali kode {', '.join(reasons)}; "
        "bila jenjang tidak diketahui, isi job_id pegawai.",
    )  # fmt: skip


def _same_province() -> Rule:
    known = pl.col("province_id") == pl.col("to_province_id")
    return Rule(
        id="MUT-08", family="direction", citation="PP 11/2017 Pasal 192", rule_class=RuleClass.GATE,
        confidence=Confidence.QUOTED, scope=Scope.PAIR,
        applies=_OTHER_AGENCY & (_BOTH_REGIONAL & known).fill_null(value=False),
        passes=pl.lit(value=False), facts=("agency_id", "to_agency_id"),
        settled_by=Gate("GUBERNUR", "keputusan Gubernur setelah pertimbangan teknis BKN", outside=True),
        demand="pindah antarkabupaten/kota satu provinsi diputus Gubernur",
        demand_en="a move between regencies of one province is decided by the governor",
        remedy="Usulkan lewat PPK penerima dengan persetujuan PPK asal; catat dengan kind GUBERNUR.",
    )  # fmt: skip


def _other_province() -> Rule:
    """Also where kind or province of an agency is not known: somebody outside decides in any case."""
    one_province = (_BOTH_REGIONAL & (pl.col("province_id") == pl.col("to_province_id"))).fill_null(value=False)
    return Rule(
        id="MUT-09", family="direction", citation="PP 11/2017 Pasal 193", rule_class=RuleClass.GATE,
        confidence=Confidence.QUOTED, scope=Scope.PAIR,
        applies=_OTHER_AGENCY & ~one_province & ~_CENTRAL.fill_null(value=False),
        passes=pl.lit(value=False), facts=("agency_id", "to_agency_id"),
        settled_by=Gate("MENDAGRI_TRANSFER", "keputusan Mendagri setelah pertimbangan teknis Kepala BKN", outside=True),
        demand="pindah antarprovinsi diputus Mendagri",
        demand_en="a move between provinces is decided by the Minister of Home Affairs",
        remedy="Usulkan kepada Mendagri melalui Gubernur; catat dengan kind MENDAGRI_TRANSFER.",
        dropped=EDITIONS[1],
    )  # fmt: skip


def _two_provinces() -> Rule:
    """Only where the two provinces are known: of a regency and its own province the text names no minister."""
    return replace(
        _other_province(), applies=_OTHER_AGENCY & _TWO_PROVINCES, version=2, added=EDITIONS[1], dropped=None
    )


def _decider_unknown() -> Rule:
    """A regency and its own province, and agencies whose kind or province nobody told: somebody outside decides."""
    one_province = (_BOTH_REGIONAL & (pl.col("province_id") == pl.col("to_province_id"))).fill_null(value=False)
    return Rule(
        id="MUT-02", family="direction", citation="PP 11/2017 Pasal 190 ayat (2)", rule_class=RuleClass.GATE,
        confidence=Confidence.MEMORY, scope=Scope.PAIR,
        applies=_OTHER_AGENCY & ~one_province & ~_TWO_PROVINCES & ~_CENTRAL.fill_null(value=False),
        passes=pl.lit(value=False), facts=("agency_id", "to_agency_id"),
        settled_by=Gate("TRANSFER_DECISION", "keputusan pejabat yang berwenang atas jenis mutasi ini", outside=True),
        demand="pindah antara kabupaten/kota dan provinsinya, atau ke instansi yang jenis atau provinsinya tidak "
        "diketahui, diputus pejabat di luar instansi",
        demand_en="a move between a regency and its province, or to an agency of unknown kind, is decided outside",
        remedy="Tanyakan kepada Kanreg BKN, atau lengkapi kind dan province_id pada agencies; catat dengan kind "
        "TRANSFER_DECISION.", added=EDITIONS[1],
    )  # fmt: skip


def _other_government() -> Rule:
    return Rule(
        id="MUT-10", family="direction", citation="PP 11/2017 Pasal 194", rule_class=RuleClass.GATE,
        confidence=Confidence.MEMORY, scope=Scope.PAIR,
        applies=_OTHER_AGENCY & _CENTRAL.fill_null(value=False), passes=pl.lit(value=False),
        facts=("agency_id", "to_agency_id"), settled_by=Gate("BKN_DECISION", "keputusan Kepala BKN", outside=True),
        demand="pindah antara daerah dan pusat, dan antarinstansi pusat, diputus Kepala BKN",
        demand_en="a move from or to a central agency is decided by the head of BKN",
        remedy="Usulkan kepada BKN; catat dengan kind BKN_DECISION.",
    )  # fmt: skip

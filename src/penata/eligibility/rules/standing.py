"""Who may be moved at all: standing, kind of employment, pledge of new civil servants, time before retirement."""

import datetime as dt

import polars as pl

from penata.eligibility.scene import Basis
from penata.law.citation import POLICY
from penata.law.edition import EDITIONS
from penata.law.rule import Gate, Rule, Scope
from penata.vocabulary import Confidence, RuleClass

_PNS = pl.col("employment") == "PNS"
_PPPK = pl.col("employment") == "PPPK"


def standing_rules(basis: Basis) -> list[Rule]:
    """Rules on the person's legal standing (*kedudukan hukum*) and kind of employment."""
    return [_study_leave(), _inactive(), _outside_the_plan(), _cpns(), _pledge(basis), _retirement(basis)]


def contract_rules() -> list[Rule]:
    """Rules on people with a work agreement (PPPK)."""
    return [_pppk_agency(), _pppk_job(), _pppk_unit()]


def doubtful_rules() -> list[Rule]:
    """Rules whose source is doubtful; a policy must name them in ``rules.on``."""
    return [
        Rule(
            id="PPK-04", family="contract", citation="KepmenPANRB 16/2025", rule_class=RuleClass.GATE,
            confidence=Confidence.SECONDARY, scope=Scope.PERSON, applies=_PPPK, passes=pl.lit(value=False),
            facts=("employment",),
            settled_by=Gate("MENPANRB_PPPK", "rekomendasi MenPANRB untuk perpindahan PPPK", outside=True),
            demand="perpindahan PPPK direkomendasikan MenPANRB",
            demand_en="the move of a PPPK is recommended by the minister",
            remedy="Sumber diragukan; nyalakan di rules.on hanya bila instansi diminta begitu.", added=EDITIONS[1],
            optional=True,
        )
    ]  # fmt: skip


def _study_leave() -> Rule:
    return Rule(
        id="MUT-12-STUDY", family="standing", citation="Peraturan BKN 5/2019 Pasal 3", rule_class=RuleClass.HARD,
        confidence=Confidence.QUOTED, scope=Scope.PERSON, applies=pl.lit(value=True),
        passes=pl.col("status") != "STUDY_LEAVE", facts=("status",),
        settled_by=Gate("STUDY_STATEMENT", "surat pernyataan tidak sedang tugas belajar"),
        demand="tidak sedang menjalani tugas belajar", demand_en="is not on study leave",
        remedy="Tunggu sampai tugas belajar selesai dan pegawai diaktifkan kembali.",
    )  # fmt: skip


def _inactive() -> Rule:
    return Rule(
        id="POL-STATUS", family="standing", citation=POLICY, rule_class=RuleClass.HARD, confidence=None,
        scope=Scope.PERSON, applies=pl.lit(value=True),
        passes=~pl.col("status").is_in(["UNPAID_LEAVE", "SECONDED", "SUSPENDED", "PRE_RETIREMENT"]),
        facts=("status",), settled_by=Gate("REACTIVATION", "keputusan pengaktifan kembali"),
        demand="berstatus aktif (tidak CLTN, diperbantukan, diberhentikan sementara, atau MPP)",
        demand_en="is in active service (no unpaid leave, secondment, suspension or pre-retirement)",
        remedy="Tunggu keputusan pengaktifan kembali, atau perbaiki kedudukan hukum bila datanya keliru.",
    )  # fmt: skip


def _outside_the_plan() -> Rule:
    return Rule(
        id="POL-EMPLOYMENT", family="standing", citation=POLICY, rule_class=RuleClass.HARD, confidence=None,
        scope=Scope.PERSON, applies=pl.lit(value=True),
        passes=~pl.col("employment").is_in(["PPPK_PART_TIME", "NON_ASN"]),
        facts=("employment",), settled_by=Gate("EMPLOYMENT_PROOF", "bukti jenis kepegawaian"),
        demand="PNS, CPNS, atau PPPK penuh waktu; PPPK paruh waktu dan non-ASN dihitung tetapi tidak dipindahkan",
        demand_en="is PNS, CPNS or full-time PPPK; part-time PPPK and non-ASN are counted, never moved",
        remedy="Perbaiki jenis kepegawaian bila datanya keliru.",
    )  # fmt: skip


def _cpns() -> Rule:
    return Rule(
        id="MUT-12-PNS", family="standing", citation="Peraturan BKN 5/2019 Pasal 3", rule_class=RuleClass.HARD,
        confidence=Confidence.QUOTED, scope=Scope.PERSON, applies=pl.lit(value=True),
        passes=pl.col("employment") != "CPNS", facts=("employment", "cpns_on", "pns_since"),
        settled_by=Gate("PNS_DECREE", "SK pengangkatan PNS"), demand="sudah diangkat menjadi PNS (bukan CPNS)",
        demand_en="has been appointed PNS (is no longer CPNS)",
        remedy="Tunggu SK PNS; bila sudah terbit, perbarui jenis kepegawaian dan TMT PNS.",
    )  # fmt: skip


def _pledge(basis: Basis) -> Rule:
    """Ten years at the first agency: it binds only who asks for personal reasons, and only towards another agency."""
    months, first = int(basis.value("cpn.pledge_months")), int(basis.value("cpn.pledge_cohort_from"))
    cohort = pl.col("cohort_year")
    before_the_pledge = (cohort < first) | (cohort.is_null() & (pl.col("pns_since") < dt.date(first, 1, 1)))
    long_enough = pl.col("months_as_pns") >= months
    return Rule(
        id="CPN-01", family="standing",
        citation="PermenPANRB 27/2021 Pasal 52; PermenPANRB 6/2024 Pasal 59 ayat (2)", rule_class=RuleClass.HARD,
        confidence=Confidence.QUOTED, scope=Scope.PAIR,
        applies=_PNS & pl.col("own_request") & (pl.col("to_agency_id") != pl.col("agency_id")),
        passes=before_the_pledge.fill_null(value=False) | pl.when(long_enough | cohort.is_not_null()).then(long_enough),
        facts=("own_request", "cohort_year", "pns_since", "months_as_pns", "to_agency_id"),
        settled_by=Gate("COHORT_PROOF", "SK CPNS/PNS dan tahun pengadaan"),
        demand=f"tidak pindah instansi atas permintaan sendiri sebelum {months // 12} tahun sejak diangkat PNS",
        demand_en=f"does not ask for another agency within {months // 12} years of appointment as PNS",
        remedy="Belum memenuhi syarat sebelum waktunya; perpindahan dinas dan di dalam instansi tetap boleh.",
    )  # fmt: skip


def _retirement(basis: Basis) -> Rule:
    months = int(basis.value("bup.min_months_left"))
    return Rule(
        id="BUP-04", family="standing", citation=POLICY, rule_class=RuleClass.HARD, confidence=None,
        scope=Scope.PERSON, applies=pl.lit(value=True), passes=pl.col("months_to_retirement") >= months,
        facts=("birth_date", "retirement_age", "retires_on", "months_to_retirement"),
        settled_by=Gate("RETIREMENT_DATE", "tanggal lahir dan BUP jabatan"),
        demand=f"sisa masa kerja sebelum BUP sekurangnya {months} bulan",
        demand_en=f"has at least {months} months left before retirement",
        remedy="Angka ini kebijakan instansi: ubah bup.min_months_left di [rules.parameters] bila perlu.",
    )  # fmt: skip


def _pppk_agency() -> Rule:
    return Rule(
        id="PPK-01", family="contract", citation="PP 49/2018; UU 20/2023", rule_class=RuleClass.HARD,
        confidence=Confidence.SECONDARY, scope=Scope.PAIR,
        applies=_PPPK & (pl.col("to_agency_id") != pl.col("agency_id")), passes=pl.lit(value=False),
        facts=("employment", "agency_id", "to_agency_id"),
        settled_by=Gate("PPPK_AGENCY", "keterangan instansi tempat perjanjian kerja"),
        demand="PPPK tidak pindah instansi", demand_en="a PPPK does not move to another agency",
        remedy="Usulkan formasi di instansi sendiri.",
    )  # fmt: skip


def _pppk_job() -> Rule:
    return Rule(
        id="PPK-02", family="contract", citation="Keterangan KemenPANRB", rule_class=RuleClass.HARD,
        confidence=Confidence.SECONDARY, scope=Scope.PAIR, applies=_PPPK, passes=pl.col("same_job"),
        facts=("employment", "job", "to_job"), settled_by=Gate("PPPK_JOB", "perjanjian kerja yang menyebut jabatan"),
        demand="PPPK hanya pindah unit dengan jabatan yang sama", demand_en="a PPPK changes the unit, never the job",
        remedy="Usulkan formasi dengan jabatan yang sama di unit lain.",
    )  # fmt: skip


def _pppk_unit() -> Rule:
    return Rule(
        id="PPK-02-UNIT", family="contract", citation="Keterangan KemenPANRB; PermenPANRB 6/2024 Pasal 59 ayat (5)",
        rule_class=RuleClass.GATE, confidence=Confidence.SECONDARY, scope=Scope.PERSON, applies=_PPPK,
        passes=pl.lit(value=False), facts=("employment", "contract_until"),
        settled_by=Gate("PPPK_CONTRACT", "perubahan perjanjian kerja PPPK (unit kerja)"),
        demand="perjanjian kerja PPPK diubah untuk unit yang baru", demand_en="the work agreement names the new unit",
        remedy="Siapkan perubahan perjanjian kerja, lalu catat di tabel approvals dengan kind PPPK_CONTRACT.",
    )  # fmt: skip

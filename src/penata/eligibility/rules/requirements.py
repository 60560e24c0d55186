"""What a post asks: rank, education, certificates, experience (MUT-04); entry to leading posts and ladders (REQ)."""

import polars as pl

from penata.eligibility.scene import Basis
from penata.law.edition import EDITIONS
from penata.law.rule import Gate, Rule, Scope
from penata.vocabulary import EDUCATION_ORDER, LEADING, RANK_ORDER, Confidence, RuleClass

_MERIT = "PP 11/2017 Pasal 190 ayat (4)"
_WITH_RANK = pl.col("employment").is_in(["PNS", "CPNS"])
_ENTERS = ~pl.col("same_job")


def requirement_rules() -> list[Rule]:
    """Requirements that the agency's own job table states for each job (*syarat jabatan*)."""
    return [
        _rank(), _education(),
        *_by_stage("EDUFIELD", _field_of_education, "education_fields", _education_field_words()),
        *_by_stage("CERT", _certificates, "certificates", _certificate_words()),
        _experience(),
    ]  # fmt: skip


def entry_rules(basis: Basis) -> list[Rule]:
    """Requirements of the law for entering leading posts, functional jobs and the headship of a school."""
    return [
        _jpt(basis), _jpt_test(), _administrator(basis), _pengawas(basis), _functional(basis), _functional_age(basis),
        _functional_test(), _school_head(basis),
    ]  # fmt: skip


def _rank() -> Rule:
    lowest, highest, own = pl.col("to_min_rank_order"), pl.col("to_max_rank_order"), pl.col("rank_order")
    inside = (lowest.is_null() | (own >= lowest)) & (highest.is_null() | (own <= highest))
    return Rule(
        id="MUT-04-RANK", family="requirements", citation=_MERIT, rule_class=RuleClass.HARD,
        confidence=Confidence.QUOTED, scope=Scope.PAIR,
        applies=_WITH_RANK & (lowest.is_not_null() | highest.is_not_null()), passes=inside,
        facts=("rank", "to_min_rank", "to_max_rank"), settled_by=Gate("RANK_DECREE", "SK pangkat terakhir"),
        demand="pangkat di dalam rentang syarat jabatan", demand_en="a rank within the span that the job asks for",
        remedy="Pilih formasi yang sesuai pangkat, atau perbarui pangkat dari SK terakhir.",
    )  # fmt: skip


def _education() -> Rule:
    lowest = pl.col("to_min_education_order")
    return Rule(
        id="MUT-04-EDU", family="requirements", citation=_MERIT, rule_class=RuleClass.HARD,
        confidence=Confidence.QUOTED, scope=Scope.PAIR, applies=lowest.is_not_null(),
        passes=pl.col("education_order") >= lowest, facts=("education_level", "to_min_education"),
        settled_by=Gate("DIPLOMA", "ijazah terakhir yang diakui"),
        demand="tingkat pendidikan sekurangnya syarat jabatan",
        demand_en="at least the level of education that the job asks for",
        remedy="Perbarui pendidikan bila ada ijazah yang lebih tinggi.",
    )  # fmt: skip


_Words = tuple[Gate, str, str, str, tuple[str, ...]]


def _by_stage(suffix: str, passes: pl.Expr, asked: str, words: _Words) -> list[Rule]:
    """One requirement twice: it bars who would enter the job, and asks the holder of the same job for the proof."""
    gate, demand, demand_en, remedy, facts = words
    wanted = pl.col(f"to_{asked}_plain").list.len() > 0
    stages = ((suffix, RuleClass.HARD, _ENTERS), (f"{suffix}-HELD", RuleClass.GATE, pl.col("same_job")))
    return [
        Rule(
            id=f"MUT-04-{name}", family="requirements", citation=_MERIT, rule_class=rule_class,
            confidence=Confidence.QUOTED, scope=Scope.PAIR, applies=wanted.fill_null(value=False) & who,
            passes=passes, facts=facts, settled_by=gate, demand=demand, demand_en=demand_en, remedy=remedy,
        )
        for name, rule_class, who in stages
    ]  # fmt: skip


_field_of_education = pl.col("to_education_fields_plain").list.contains(pl.col("education_field_plain"))
_certificates = (
    pl.col("to_certificates_plain").list.set_difference(pl.col("certificates_plain")).list.len() == 0
) & pl.col("certificates_plain").is_not_null()
_certificates = pl.when(pl.col("certificates_plain").is_not_null()).then(_certificates)
_field_of_education = pl.when(pl.col("education_field_plain").is_not_null()).then(_field_of_education)


def _education_field_words() -> _Words:
    return (
        Gate("EDUCATION_FIELD", "ijazah dan keterangan kesesuaian bidang pendidikan"),
        "bidang pendidikan termasuk yang disyaratkan jabatan",
        "a field of education that the job asks for",
        "Periksa penulisan bidang pendidikan, atau catat kesesuaiannya dengan kind EDUCATION_FIELD.",
        ("education_field", "to_education_fields"),
    )


def _certificate_words() -> _Words:
    return (
        Gate("CERTIFICATES", "sertifikat yang disyaratkan jabatan"),
        "memegang sertifikat yang disyaratkan jabatan",
        "the certificates that the job asks for",
        "Lengkapi sertifikat pada data pegawai, atau ikutkan diklat yang mensertifikasi.",
        ("certificates", "to_certificates"),
    )


def _experience() -> Rule:
    """Months in the field of the job; for leading posts also months on the level below, whatever its field."""
    months, standing = pl.col("to_min_experience_months"), pl.col("to_standing")
    leading = pl.col("to_category").is_in([category.value for category in LEADING])
    ranks = [pl.col(f"months_standing_{order}") for order in (1, 2, 3)]
    below = (
        pl.when(standing == 2).then(ranks[0] + ranks[1]).when(standing == 3).then(ranks[1] + ranks[2])
        .when(standing == 4).then(ranks[2])
    )  # fmt: skip
    held = pl.max_horizontal("experience_months", pl.when(leading).then(below))
    return Rule(
        id="MUT-04-EXP", family="requirements", citation=_MERIT, rule_class=RuleClass.HARD,
        confidence=Confidence.QUOTED, scope=Scope.PAIR, applies=months.fill_null(0) > 0,
        passes=long_enough(held, months),
        facts=("experience_months", "to_min_experience_months", "to_field"),
        settled_by=Gate("EXPERIENCE", "riwayat jabatan pada bidang itu"),
        demand="pengalaman pada bidang jabatan sekurangnya yang disyaratkan",
        demand_en="at least the experience in the field that the job asks for",
        remedy="Lengkapi riwayat jabatan; tanpa riwayat, masa kerja pada bidang lain tidak dapat dihitung.",
    )  # fmt: skip


def long_enough(held: pl.Expr, needed: pl.Expr | int) -> pl.Expr:
    """Whether months suffice; too few are only certain where a history was given."""
    enough = held >= needed
    return pl.when(enough | pl.col("has_history")).then(enough)


def enters(category: str) -> pl.Expr:
    """Whether the target is of a category and the own job is not."""
    target = pl.col("to_category").eq_missing(pl.lit(category))
    return target & pl.col("category").ne_missing(pl.lit(category))


def at_least(level: str) -> pl.Expr:
    """Whether the education reaches a level; null where it is not known."""
    return pl.col("education_order") >= EDUCATION_ORDER[level]


def _jpt(basis: Basis) -> Rule:
    ask = basis.value("req.jpt")
    young = pl.col("age_months") <= int(ask["max_age_years"]) * 12
    served = long_enough(pl.col("months_standing_3"), int(ask["months_administrator"]))
    return _entry_rule(
        "REQ-01", "PP 17/2020; PP 11/2017 Pasal 107 ayat (1) huruf c", enters("JPT"),
        at_least(str(ask["min_education"])) & young & served,
        ("education_level", "age_months", "months_standing_3"),
        f"masuk JPT pratama: sekurangnya S1/D-IV, administrator atau JF madya {ask['months_administrator']} bulan, "
        f"usia paling tinggi {ask['max_age_years']} tahun",
        "entry into JPT: degree, time as administrator or equal, age limit", dropped=EDITIONS[1],
    )  # fmt: skip


def _jpt_test() -> Rule:
    to_jpt = pl.col("to_category").eq_missing(pl.lit("JPT"))
    return Rule(
        id="JPT-01", family="entry", citation="PP 11/2017 Pasal 131 ayat (1)", rule_class=RuleClass.GATE,
        confidence=Confidence.QUOTED, scope=Scope.PAIR, applies=to_jpt, passes=pl.lit(value=False),
        facts=("category", "to_category"), settled_by=Gate("UJI_KOMPETENSI_JPT", "hasil uji kompetensi JPT"),
        demand="pengisian JPT lewat uji kompetensi atau seleksi terbuka",
        demand_en="JPT posts are filled after a competence test or open selection",
        remedy="Laksanakan uji kompetensi; catat hasilnya dengan kind UJI_KOMPETENSI_JPT.",
    )  # fmt: skip


def _administrator(basis: Basis) -> Rule:
    ask = basis.value("req.administrator")
    served = long_enough(pl.col("months_standing_2"), int(ask["months_pengawas"]))
    rises = enters("ADMINISTRATOR") & pl.col("category").ne_missing(pl.lit("JPT"))
    return _entry_rule(
        "REQ-03", "PP 11/2017 Pasal 54 ayat (1)", rises, at_least(str(ask["min_education"])) & served,
        ("education_level", "months_standing_2"),
        f"masuk administrator: sekurangnya S1/D-IV dan {ask['months_pengawas']} bulan sebagai pengawas atau JF setara",
        "entry into administrator posts: degree and time as pengawas or equal", dropped=EDITIONS[1],
    )  # fmt: skip


def _pengawas(basis: Basis) -> Rule:
    ask = basis.value("req.pengawas")
    served = long_enough(pl.col("months_standing_1"), int(ask["months_pelaksana"]))
    rises = enters("PENGAWAS") & ~pl.col("category").is_in(["JPT", "ADMINISTRATOR"]).fill_null(value=False)
    return _entry_rule(
        "REQ-04", "PP 11/2017 Pasal 54 ayat (2)", rises, at_least(str(ask["min_education"])) & served,
        ("education_level", "months_standing_1"),
        f"masuk pengawas: sekurangnya D-III dan {ask['months_pelaksana']} bulan sebagai pelaksana atau JF setara",
        "entry into pengawas posts: diploma and time as pelaksana or equal", dropped=EDITIONS[1],
    )  # fmt: skip


def _into_functional() -> pl.Expr:
    return pl.col("to_category").eq_missing(pl.lit("FUNGSIONAL")) & ~pl.col("same_field")


def _functional(basis: Basis) -> Rule:
    ask = basis.value("req.functional")
    expert = pl.col("to_level").str.starts_with("AHLI").fill_null(value=True)
    educated = (
        pl.when(expert).then(at_least(str(ask["education_expert"]))).otherwise(at_least(str(ask["education_skilled"])))
    )
    served = long_enough(pl.col("experience_months"), int(ask["months_field"]))
    return _entry_rule(
        "REQ-06", "PermenPANRB 1/2023; PP 11/2017 Pasal 76", _into_functional(), educated & served,
        ("education_level", "to_level", "experience_months"),
        f"masuk jabatan fungsional: S1/D-IV (keahlian) atau SLTA (keterampilan) dan pengalaman {ask['months_field']} "
        "bulan di bidangnya",
        "entry into a functional job: education by kind and experience in its field",
    )  # fmt: skip


def _functional_age(basis: Basis) -> Rule:
    limits = {level: int(years) * 12 for level, years in basis.value("req.functional_max_age").items()}
    limit = pl.col("to_level").replace_strict(limits, default=None, return_dtype=pl.Int32)
    return Rule(
        id="REQ-06-AGE", family="entry", citation="PermenPANRB 1/2023; PP 11/2017 Pasal 76", rule_class=RuleClass.GATE,
        confidence=Confidence.MEMORY, scope=Scope.PAIR, applies=_into_functional(),
        passes=pl.col("age_months") <= limit, facts=("age_months", "to_level"),
        settled_by=Gate("FUNCTIONAL_AGE", "keterangan batas usia pengangkatan jabatan fungsional"),
        demand="usia belum melewati batas pengangkatan jabatan fungsional",
        demand_en="below the age limit for entering a functional job",
        remedy="Periksa batas usia pada naskah resmi; catat dengan kind FUNCTIONAL_AGE.", dropped=EDITIONS[1],
    )  # fmt: skip


def _functional_test() -> Rule:
    return Rule(
        id="REQ-06-TEST", family="entry", citation="PermenPANRB 1/2023; PP 11/2017 Pasal 76",
        rule_class=RuleClass.GATE, confidence=Confidence.QUOTED, scope=Scope.PAIR, applies=_into_functional(),
        passes=pl.lit(value=False), facts=("ladder", "to_ladder"),
        settled_by=Gate("UJI_KOMPETENSI", "lulus uji kompetensi jabatan fungsional (instansi pembina)", outside=True),
        demand="lulus uji kompetensi untuk masuk jabatan fungsional lain",
        demand_en="has passed the competence test of the functional job",
        remedy="Daftarkan uji kompetensi pada instansi pembina; catat dengan kind UJI_KOMPETENSI.",
    )  # fmt: skip


def _school_head(basis: Basis) -> Rule:
    ask = basis.value("req.school_head")
    heads = (pl.col("to_unit_kind").eq_missing(pl.lit("SCHOOL"))) & pl.col("to_leads_unit") & ~pl.col("leads")
    ranked = (pl.col("employment") != "PNS") | (pl.col("rank_order") >= RANK_ORDER[str(ask["min_rank"])])
    young = pl.col("age_months") <= int(ask["max_age_years"]) * 12
    certified = pl.when("has_teacher_certificate").then(pl.lit(value=True))
    return Rule(
        id="REQ-11", family="entry", citation="Permendikdasmen 7/2025 Pasal 7", rule_class=RuleClass.GATE,
        confidence=Confidence.SECONDARY, scope=Scope.PAIR, applies=heads,
        passes=at_least(str(ask["min_education"])) & ranked & young & certified,
        facts=("education_level", "rank", "age_months", "has_teacher_certificate"),
        settled_by=Gate("SCHOOL_HEAD", "pertimbangan penugasan kepala sekolah"),
        demand=f"kepala sekolah: S1/D-IV, sertifikat pendidik, PNS sekurangnya {ask['min_rank']}, usia paling tinggi "
        f"{ask['max_age_years']} tahun",
        demand_en="head of a school: degree, teacher's certificate, rank, age limit",
        remedy="Bahas dalam tim pertimbangan; catat dengan kind SCHOOL_HEAD.", dropped=EDITIONS[1],
    )  # fmt: skip


def _entry_rule(
    rule_id: str, citation: str, applies: pl.Expr, passes: pl.Expr, facts: tuple[str, ...], demand: str, demand_en: str,
    dropped: str | None = None,
) -> Rule:  # fmt: skip
    return Rule(
        id=rule_id, family="entry", citation=citation, rule_class=RuleClass.HARD, confidence=Confidence.QUOTED,
        scope=Scope.PAIR, applies=applies, passes=passes, facts=facts,
        settled_by=Gate(f"{rule_id}_PROOF", "riwayat jabatan, ijazah, dan tanggal lahir"), demand=demand,
        demand_en=demand_en,
        remedy="Lengkapi riwayat jabatan dan pendidikan; bila memang belum cukup, tunggu waktunya.", dropped=dropped,
    )  # fmt: skip

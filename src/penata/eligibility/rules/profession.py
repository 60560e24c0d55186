"""Rules of professions: what a teacher teaches, and where a health worker may practise."""

import polars as pl

from penata.eligibility.scene import Basis
from penata.law.rule import Gate, Rule, Scope
from penata.vocabulary import Confidence, RuleClass


def teacher_rules(basis: Basis) -> list[Rule]:
    """Subject of a post against the person's subjects, and the hours on which the allowance hangs."""
    return [_subject(), _hours_here(basis), _hours_there(basis)]


def health_rules(basis: Basis) -> list[Rule]:
    """Registration (STR) and licence to practise (SIP), which names the place."""
    return [_registration(basis), _licence()]


def _subject() -> Rule:
    wanted, now, certified = (pl.col(c) for c in ("to_subject_plain", "subject_plain", "subjects_plain"))
    fits = (now == wanted).fill_null(value=False) | certified.list.contains(wanted).fill_null(value=False)
    # Who teaches one subject and shows no certificate for another is not a teacher of that other subject.
    answered = wanted.is_not_null() & (fits | certified.is_not_null() | now.is_not_null())
    return Rule(
        id="MUT-04-SUBJECT", family="teachers", citation="PP 11/2017 Pasal 190 ayat (4)", rule_class=RuleClass.HARD,
        confidence=Confidence.QUOTED, scope=Scope.PAIR,
        applies=wanted.is_not_null() | (now.is_not_null() & pl.col("same_field")),
        passes=pl.when(answered).then(fits),
        facts=("subject", "subjects", "to_subject"),
        settled_by=Gate("SUBJECT", "sertifikat pendidik atau keterangan mata pelajaran/spesialisasi"),
        demand="mata pelajaran/spesialisasi formasi termasuk yang disertifikasi atau yang sekarang diampu",
        demand_en="the subject of the post is certified or taught now",
        remedy="Isi mata pelajaran bersertifikat pegawai, atau mata pelajaran formasi tujuan.",
    )  # fmt: skip


def _hours_here(basis: Basis) -> Rule:
    hours = basis.value("gur.allowance_hours")
    return Rule(
        id="GUR-03", family="teachers", citation="UU 14/2005; PP 74/2008", rule_class=RuleClass.INFO,
        confidence=Confidence.QUOTED, scope=Scope.PERSON, applies=pl.col("ladder").eq_missing(pl.lit("GURU")),
        passes=pl.col("teaching_hours") >= hours, facts=("teaching_hours",),
        settled_by=Gate("TEACHING_HOURS", "jam mengajar pada Dapodik"),
        demand=f"jam mengajar sekarang sekurangnya {hours} per minggu (di bawahnya tunjangan profesi terancam)",
        demand_en=f"teaches at least {hours} hours a week now (below, the allowance is at risk)",
        remedy="Perpindahan ke sekolah yang kekurangan dapat memulihkan jam mengajar.",
    )  # fmt: skip


def _hours_there(basis: Basis) -> Rule:
    hours = basis.value("gur.allowance_hours")
    each = pl.col("to_weekly_hours") / (pl.col("to_filled") + 1)
    return Rule(
        id="GUR-03-THERE", family="teachers", citation="UU 14/2005; PP 74/2008", rule_class=RuleClass.INFO,
        confidence=Confidence.QUOTED, scope=Scope.POST,
        applies=pl.col("to_ladder").eq_missing(pl.lit("GURU")) & pl.col("to_subject").is_not_null(),
        passes=each >= hours, facts=("to_weekly_hours", "to_filled"),
        settled_by=Gate("SUBJECT_HOURS", "jam mata pelajaran di sekolah tujuan"),
        demand=f"jam mata pelajaran di tujuan cukup untuk {hours} jam per guru setelah kedatangan satu guru",
        demand_en=f"enough hours there for {hours} a teacher after one arrives",
        remedy="Rangkap sekolah atau mata pelajaran serumpun dapat menambah jam.",
    )  # fmt: skip


def _registration(basis: Basis) -> Rule:
    known = "credentials" in basis.given
    return Rule(
        id="KES-STR", family="health", citation="UU 17/2023", rule_class=RuleClass.GATE,
        confidence=Confidence.MEMORY, scope=Scope.PAIR, applies=pl.col("to_practises"),
        passes=pl.col("has_str").fill_null(value=False) if known else pl.lit(None, dtype=pl.Boolean),
        facts=("has_str",), settled_by=Gate("STR", "surat tanda registrasi (STR) yang berlaku"),
        demand="memiliki STR yang berlaku", demand_en="holds a valid registration (STR)",
        remedy="Catat STR di tabel credentials, atau di approvals dengan kind STR.",
    )  # fmt: skip


def _licence() -> Rule:
    same_place = pl.col("to_practice_unit_id").eq_missing(pl.col("unit_id"))
    licensed = pl.col("licence_units").list.contains(pl.col("to_practice_unit_id")).fill_null(value=False)
    return Rule(
        id="KES-SIP", family="health", citation="UU 17/2023", rule_class=RuleClass.GATE,
        confidence=Confidence.MEMORY, scope=Scope.PAIR, applies=pl.col("to_practises") & ~same_place,
        passes=licensed, facts=("unit_id", "to_unit_id", "licence_units"),
        settled_by=Gate("SIP", "surat izin praktik (SIP) untuk tempat yang baru"),
        demand="memiliki SIP untuk tempat praktik yang baru",
        demand_en="holds a licence to practise (SIP) at the new place",
        remedy="Urus SIP untuk tempat baru sebelum melaksanakan tugas; catat dengan kind SIP.",
    )  # fmt: skip

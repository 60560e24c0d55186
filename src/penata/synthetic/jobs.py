"""The jobs of a regency: functional ladders with their levels, leading posts by office, general staff."""

from typing import Any

import polars as pl

from penata.synthetic.catalogue import catalogue
from penata.tables import TABLES

EXPERT_LEVELS = ("AHLI_PERTAMA", "AHLI_MUDA", "AHLI_MADYA", "AHLI_UTAMA")
SKILLED_LEVELS = ("PEMULA", "TERAMPIL", "MAHIR", "PENYELIA")


def jobs_table() -> pl.DataFrame:
    """The table ``jobs``; the same for every agency, sorted by job_id."""
    rows = [*_functional(), *_leading(), *_general(), _school_head(), _centre_head()]
    return pl.DataFrame(rows, schema=TABLES["jobs"].schema, orient="row").sort("job_id")


def job_competencies_table() -> pl.DataFrame:
    """The table ``job_competencies``: managerial competencies asked of leading posts and of experts in offices."""
    catalogued = catalogue("jobs")
    levels = catalogued["competency_levels"]
    jobs = jobs_table().filter(
        pl.col("level").is_in(list(levels)) & (pl.col("category") != "FUNGSIONAL")
        | pl.col("ladder").is_in([x["id"] for x in catalogued["ladders"] if x["group"] == "technical"])
        & pl.col("level").is_in(list(levels))
    )
    names = pl.DataFrame({"competency": catalogued["competencies"]})
    return jobs.select(
        "job_id", pl.col("level").replace_strict(levels, return_dtype=pl.Int64).alias("level")
    ).join(names, how="cross").select("job_id", "competency", "level")  # fmt: skip


def levels_of(ladder: dict[str, Any]) -> list[str]:
    """Levels that a functional job has."""
    skilled = list(SKILLED_LEVELS) if "skilled" in ladder else []
    return [*skilled, *(EXPERT_LEVELS if "expert" in ladder else ())]


def _functional() -> list[dict[str, Any]]:
    rows = []
    for ladder in catalogue("jobs")["ladders"]:
        if ladder.get("whole"):
            rows.append(_functional_row(ladder, None))
        rows += [_functional_row(ladder, level) for level in levels_of(ladder)]
    return rows


def _functional_row(ladder: dict[str, Any], level: str | None) -> dict[str, Any]:
    step = catalogue("jobs")["levels"][level] if level else {}
    skilled = level in SKILLED_LEVELS or (level is None and "skilled" in ladder)
    return {
        "job_id": f"{ladder['id']}.{level}" if level else ladder["id"],
        "name": f"{ladder['name']} {step['name']}" if level else ladder["name"],
        "category": "FUNGSIONAL",
        "ladder": ladder["id"],
        "level": level,
        "family": {"teacher": "PENDIDIKAN", "health": "KESEHATAN"}.get(ladder["group"], "TEKNIS"),
        "grade": step.get("grade"),
        "allowance_month": step.get("allowance"),
        "min_rank": step.get("min_rank"),
        "min_education": ladder["skilled"] if skilled else ladder.get("expert"),
        "education_fields": ladder["fields"] or None,
        "certificates": ["STR"] if ladder.get("str") else ladder.get("certificates"),
        "retirement_age": _retirement(ladder, level),
    }


def _retirement(ladder: dict[str, Any], level: str | None) -> int:
    usual = {"AHLI_MADYA": 60, "AHLI_UTAMA": 65}.get(level or "", 58)
    return int(ladder.get("retirement", usual))


def _leading() -> list[dict[str, Any]]:
    rows = []
    for office in catalogue("offices")["offices"]:
        for level in ("II.a", "II.b", "III.a", "III.b", "IV.a"):
            if level == "II.a" and office.get("head_eselon") != "II.a":
                continue
            rows.append(_leading_row(office["code"], office["name"], level, office["fields"]))
    general = catalogue("education")["general"]
    rows += [_leading_row("KECAMATAN", "Kecamatan", level, general) for level in ("III.a", "III.b", "IV.a", "IV.b")]
    rows.append(_leading_row("PUSKESMAS", "Puskesmas", "IV.b", ["Kesehatan Masyarakat", *general]))
    rows.append(_leading_row("RSUD", "RSUD", "III.a", ["Kedokteran", "Kesehatan Masyarakat"]))
    rows.append(_leading_row("RSUD", "RSUD", "IV.a", ["Keperawatan", "Kesehatan Masyarakat", "Akuntansi"]))
    return rows


def _leading_row(code: str, place: str, level: str, fields: list[str]) -> dict[str, Any]:
    step = catalogue("jobs")["eselon"][level]
    title = {"II.a": "Sekretaris Daerah", "II.b": "Pimpinan", "III.a": "Administrator", "III.b": "Kepala Bidang"}
    return {
        "job_id": f"{code}.{level}",
        "name": f"{title.get(level, 'Pengawas')} {level} pada {place}" if level != "II.a" else title[level],
        "category": step["category"],
        "level": level,
        "family": "MANAJERIAL",
        "grade": step["grade"],
        "allowance_month": step["allowance"],
        "min_rank": step["min_rank"],
        "max_rank": step["max_rank"],
        "min_education": step["education"],
        "education_fields": fields,
        "min_experience_months": step["experience"],
        "retirement_age": 60 if step["category"] == "JPT" else 58,
    }


def _general() -> list[dict[str, Any]]:
    return [
        {
            "job_id": job["id"],
            "name": job["name"],
            "category": "PELAKSANA",
            "family": job["family"],
            "grade": job["grade"],
            "allowance_month": 180_000 + 5_000 * job["grade"],
            "min_education": job["education"],
            "education_fields": job["fields"] or None,
            "retirement_age": 58,
        }
        for job in catalogue("jobs")["pelaksana"]
    ]


def _school_head() -> dict[str, Any]:
    """Head of a school: a teacher's additional duty, so nobody sits on it for good."""
    return {
        "job_id": "KEPALA_SEKOLAH", "name": "Kepala Sekolah (tugas tambahan)", "category": "FUNGSIONAL",
        "ladder": "KEPALA_SEKOLAH", "family": "PENDIDIKAN", "min_education": "S1", "retirement_age": 60,
    }  # fmt: skip


def _centre_head() -> dict[str, Any]:
    return {
        "job_id": "KEPALA_PUSKESMAS", "name": "Kepala Puskesmas (tugas tambahan)", "category": "FUNGSIONAL",
        "ladder": "KEPALA_PUSKESMAS", "family": "KESEHATAN", "min_education": "S1", "retirement_age": 58,
    }  # fmt: skip

"""Needs written to posts, and people seated where their need is stated."""

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from penata.facts import facts_of
from penata.needs import Filled, fill_needs, overview
from penata.policy import Policy
from penata.tables import Dataset

Rows = list[dict[str, Any]]
SD: Rows = [{"unit_id": "SD1", "stage": "SD", "classes": 6}]
LEVELS: Rows = [
    {"post_id": "SD1:GURU_AHLI_MUDA", "unit_id": "SD1", "job_id": "GURU_AHLI_MUDA"},
    {"post_id": "SD1:GURU_AHLI_PERTAMA", "unit_id": "SD1", "job_id": "GURU_AHLI_PERTAMA"},
]
MUDA, PERTAMA = (post["post_id"] for post in LEVELS)


@pytest.fixture
def school(regency: Callable[..., Dataset], person: Callable[..., Any]) -> Dataset:
    """A primary school as the national export shows it: posts by level, subjects known of a few."""
    people = [
        person(1, MUDA),
        person(2, MUDA, subjects=["Penjasorkes"]),
        person(3, PERTAMA, employment="PPPK", subjects=["Bahasa Inggris", "PAI"]),
        person(4, PERTAMA, subjects=["Bahasa Inggris"]),
        person(5, PERTAMA, employment="NON_ASN"),
        person(6, None),
    ]
    return regency(schools=SD, posts=LEVELS, employees=people)


def seats(filled: Filled) -> dict[str, tuple[str | None, str | None]]:
    frame = filled.dataset["employees"].select("employee_id", "post_id", "job_id")
    return {employee: (post, job) for employee, post, job in frame.rows()}


def needs(filled: Filled) -> dict[str, int | None]:
    return dict(filled.dataset["posts"].select("post_id", "need").rows())


def test_people_of_all_levels_sit_on_the_post_of_their_subject(school: Dataset, policy: Policy) -> None:
    assert seats(fill_needs(school, policy)) == {
        "E001": ("SD1:GURU:Guru Kelas", "GURU_AHLI_MUDA"),
        "E002": ("SD1:GURU:PJOK", "GURU_AHLI_MUDA"),
        "E003": ("SD1:GURU:Pendidikan Agama Islam", "GURU_AHLI_PERTAMA"),
        "E004": (PERTAMA, None),
        "E005": ("SD1:GURU:Guru Kelas", "GURU_AHLI_PERTAMA"),
        "E006": (None, None),
    }


def test_need_stands_on_the_ladder_and_no_more_on_its_levels(school: Dataset, policy: Policy) -> None:
    filled = fill_needs(school, policy)
    assert needs(filled) == {
        "SD1:GURU:Guru Kelas": 6,
        "SD1:GURU:PJOK": 1,
        "SD1:GURU:Pendidikan Agama Islam": 1,
        MUDA: 0,
        PERTAMA: None,  # somebody whose subject has no norm still sits there
    }
    assert dict(filled.changes.select("post_id", "change").rows()) == {
        "SD1:GURU:Guru Kelas": "BARU",
        "SD1:GURU:PJOK": "BARU",
        "SD1:GURU:Pendidikan Agama Islam": "BARU",
        MUDA: "DIPINDAH",
    }
    assert filled.left.select("place", "what", "reason").rows() == [
        ("SD1:GURU:Guru Kelas", "mata pelajaran", "2 guru tanpa mata pelajaran dianggap guru kelas"),
        (PERTAMA, "mata pelajaran", "1 orang mengampu mata pelajaran tanpa norma di unit ini: tetap pada formasi lama"),
    ]
    assert filled.seated["employee_id"].to_list() == ["E001", "E002", "E003", "E005"]


def test_own_level_lives_on_in_the_facts(school: Dataset, policy: Policy) -> None:
    facts = facts_of(fill_needs(school, policy).dataset, policy)
    assert facts.persons["level"].to_list() == ["AHLI_MUDA", "AHLI_MUDA", *["AHLI_PERTAMA"] * 3, None]
    assert overview(facts).units.select("need", "filled", "absent", "gap").rows() == [(8, 4, 1, -5)]


def test_nobody_leaves_a_unit_and_no_post_is_lost(school: Dataset, policy: Policy) -> None:
    filled = fill_needs(school, policy)
    before, after = facts_of(school, policy).persons, facts_of(filled.dataset, policy).persons
    columns = ["employee_id", "unit_id", "level", "ladder"]
    assert after.select(columns).equals(before.select(columns))
    assert set(school["posts"]["post_id"]) <= set(filled.dataset["posts"]["post_id"])


@pytest.mark.parametrize("overwrite", [False, True])
def test_filling_twice_is_filling_once(school: Dataset, policy: Policy, overwrite: bool) -> None:
    once = fill_needs(school, policy, overwrite=overwrite)
    twice = fill_needs(once.dataset, policy, overwrite=overwrite)
    assert twice.dataset.digest() == once.dataset.digest()
    assert (twice.changes.height, twice.seated.height) == (0, 0)


def test_interrupted_writing_is_finished_by_the_next(school: Dataset, policy: Policy) -> None:
    # The tables are put in place one after another: jobs and posts may be new while the people are old.
    whole = fill_needs(school, policy).dataset
    half = school.replace(jobs=whole["jobs"], posts=whole["posts"])
    assert fill_needs(half, policy).dataset.digest() == whole.digest()


def test_newcomers_are_seated_at_the_next_filling(
    school: Dataset, policy: Policy, person: Callable[..., Any], regency: Callable[..., Dataset]
) -> None:
    once = fill_needs(school, policy).dataset
    newcomer = regency(employees=[person(9, MUDA)])["employees"]
    later = fill_needs(once.replace(employees=once["employees"].vstack(newcomer)), policy)
    assert seats(later)["E009"] == ("SD1:GURU:Guru Kelas", "GURU_AHLI_MUDA")
    assert later.changes.height == 0


def test_given_need_stays(school: Dataset, policy: Policy) -> None:
    given = school.replace(posts=school["posts"].with_columns(need=2))
    filled = fill_needs(given, policy)
    assert filled.dataset.digest() == given.digest()
    reason = f"kebutuhan 4 sudah diisi pada {MUDA} dan 1 lainnya; norma memberi "
    assert filled.left.select("place", "what", "reason").rows() == [
        ("SD1", "GURU Guru Kelas", reason + "6"),
        ("SD1", "GURU PJOK", reason + "1"),
        ("SD1", "GURU Pendidikan Agama Islam", reason + "1"),
    ]


def test_given_need_is_overwritten_when_asked(school: Dataset, policy: Policy) -> None:
    given = school.replace(posts=school["posts"].with_columns(need=2))
    filled = fill_needs(given, policy, overwrite=True)
    assert needs(filled) == needs(fill_needs(school, policy))
    changes = filled.changes.filter(change="DIPINDAH").select("post_id", "need_before", "need_after").rows()
    assert changes == [(MUDA, 2, 0), (PERTAMA, 2, None)]
    assert fill_needs(filled.dataset, policy, overwrite=True).dataset.digest() == filled.dataset.digest()


def test_need_of_an_earlier_norm_is_kept_until_overwrite(school: Dataset, policy: Policy) -> None:
    once = fill_needs(school, policy).dataset
    grown = once.replace(schools=once["schools"].with_columns(classes=9))
    kept = fill_needs(grown, policy)
    assert kept.changes.height == 0
    assert kept.left.select("place", "what", "reason").rows()[0] == (
        "SD1:GURU:Guru Kelas", "norma", "kebutuhan 6 ditulis sebelumnya; norma kini memberi 9"
    )  # fmt: skip
    assert needs(fill_needs(grown, policy, overwrite=True))["SD1:GURU:Guru Kelas"] == 9


def test_unknown_subjects_leave_a_school_as_it_is(
    regency: Callable[..., Dataset], person: Callable[..., Any], policy: Policy
) -> None:
    hours = [{"unit_id": "SMP", "subject": "Matematika", "weekly_hours": 48.0}]
    posts = [{"post_id": "X", "unit_id": "SMP", "job_id": "GURU_AHLI_MUDA"}]
    people = [person(1, "X", subjects=["Matematika"]), person(2, "X")]
    dataset = regency(schools=[{"unit_id": "SMP", "stage": "SMP"}], subject_hours=hours, posts=posts, employees=people)
    filled = fill_needs(dataset, policy)
    assert filled.dataset.digest() == dataset.digest()
    assert filled.left.select("place", "what").rows() == [("SMP", "GURU Matematika")]
    assert filled.left["reason"][0].startswith("1 guru tanpa mata pelajaran")
    known = dataset.replace(employees=dataset["employees"].with_columns(subjects=["MTK"]))
    assert needs(fill_needs(known, policy)) == {"SMP:GURU:Matematika": 2, "X": 0}


def test_leading_post_of_a_ladder_is_not_emptied(
    regency: Callable[..., Dataset], person: Callable[..., Any], policy: Policy
) -> None:
    posts = [{"post_id": "HEAD", "unit_id": "SD1", "job_id": "GURU_AHLI_MUDA", "leads_unit": True}]
    filled = fill_needs(regency(schools=SD, posts=posts, employees=[person(1, "HEAD")]), policy)
    assert seats(filled)["E001"] == ("HEAD", None)
    assert needs(filled)["HEAD"] is None


def test_health_centre_minimum_is_filled_without_subjects(
    regency: Callable[..., Dataset], person: Callable[..., Any], policy: Policy
) -> None:
    posts = [{"post_id": "N", "unit_id": "PKM", "job_id": "PERAWAT_TERAMPIL"}]
    centre = [{"unit_id": "PKM", "inpatient": False}]
    filled = fill_needs(regency(health_centres=centre, posts=posts, employees=[person(1, "N")]), policy)
    assert needs(filled)["PKM:PERAWAT"] == 5
    assert needs(filled)["N"] == 0
    assert seats(filled) == {"E001": ("PKM:PERAWAT", "PERAWAT_TERAMPIL")}


def test_workload_fills_a_post_and_its_minutes(
    regency: Callable[..., Dataset], person: Callable[..., Any], policy: Policy
) -> None:
    posts = [{"post_id": "A", "unit_id": "DIK", "job_id": "STAF"}, {"post_id": "B", "unit_id": "DIK", "job_id": "STAF",
              "need": 1}]  # fmt: skip
    tasks = [{"post_id": p, "task": "surat", "volume": 1500.0, "minutes": 100.0} for p in "AB"]
    filled = fill_needs(regency(posts=posts, workload=tasks, employees=[person(1, "A")]), policy)
    columns = ["post_id", "need", "workload_minutes", "need_source"]
    assert filled.dataset["posts"].select(columns).rows() == [
        ("A", 2, 150_000.0, "ABK (PermenPANRB 1/2020): 1 uraian tugas, 2.0000 pegawai"),
        ("B", 1, 150_000.0, None),
    ]
    assert filled.left.select("place", "what", "reason").rows() == [
        ("B", "ABK", "kebutuhan 1 sudah diisi (dari data); uraian tugas memberi 2")
    ]


def test_task_rows_go_before_a_norm(
    regency: Callable[..., Dataset], person: Callable[..., Any], policy: Policy
) -> None:
    tasks = [{"post_id": MUDA, "task": "mengajar", "volume": 750.0, "minutes": 300.0}]
    dataset = regency(schools=SD, posts=LEVELS, workload=tasks, employees=[person(1, MUDA)])
    for overwrite in (False, True):
        filled = fill_needs(dataset, policy, overwrite=overwrite)
        assert needs(filled) == {MUDA: 3, PERTAMA: None}
        assert filled.left["what"].to_list() == ["GURU Guru Kelas", "GURU PJOK", "GURU Pendidikan Agama Islam"]


def test_need_that_the_agency_calls_a_norm_is_still_the_agencys(school: Dataset, policy: Policy) -> None:
    given = school.replace(posts=school["posts"].with_columns(need=2, need_source=pl.lit("Norma guru SD: rombel")))
    filled = fill_needs(given, policy)
    assert filled.dataset.digest() == given.digest()
    assert (filled.changes.height, filled.seated.height) == (0, 0)


def test_derived_id_that_another_post_has_is_not_taken_over(
    regency: Callable[..., Dataset], person: Callable[..., Any], policy: Policy
) -> None:
    posts = [{"post_id": "SD1:GURU:PJOK", "unit_id": "DIK", "job_id": "STAF", "need": 3}]
    filled = fill_needs(regency(schools=SD, posts=posts, employees=[person(1, "SD1:GURU:PJOK")]), policy)
    assert needs(filled)["SD1:GURU:PJOK"] == 3
    assert needs(filled)["SD1:GURU:PJOK:NORMA"] == 1


def test_decision_for_a_post_that_moved_is_told(
    school: Dataset, policy: Policy, regency: Callable[..., Dataset]
) -> None:
    decisions = regency(decisions=[{"employee_id": "E006", "kind": "FORCE", "post_id": MUDA, "reason": "uji"}])
    filled = fill_needs(school.replace(decisions=decisions["decisions"]), policy)
    assert filled.left.filter(what="decisions")["place"].to_list() == [MUDA]
    again = fill_needs(filled.dataset, policy)
    assert again.left.filter(what="decisions")["place"].to_list() == [MUDA]


SUBJECT_JOBS: Rows = [
    {"job_id": "guru ipa", "name": "Guru IPA", "category": "FUNGSIONAL", "ladder": "GURU", "family": "PENDIDIKAN"},
    {"job_id": "guru mtk", "name": "Guru Matematika", "category": "FUNGSIONAL", "ladder": "GURU", "family": "X"},
]


@pytest.fixture
def secondary(regency: Callable[..., Dataset], person: Callable[..., Any]) -> Dataset:
    """A school whose needs by subject the agency has stated, while its people sit on posts by level."""
    base = regency()["jobs"].to_dicts()
    posts = [
        {"post_id": "X", "unit_id": "SMP", "job_id": "GURU_AHLI_MUDA"},
        {"post_id": "IPA", "unit_id": "SMP", "job_id": "guru ipa", "subject": "IPA", "need": 2},
        {"post_id": "MTK", "unit_id": "SMP", "job_id": "guru mtk", "subject": "MTK", "need": 3},
    ]
    people = [
        person(1, "X", subjects=["Matematika"]),
        person(2, "X", subjects=["Tari", "IPA"]),
        person(3, "X", subjects=["Tari"]),
        person(4, "X"),
        person(5, "IPA", subjects=["Matematika"]),
    ]
    return regency(jobs=[*base, *SUBJECT_JOBS], posts=posts, employees=people)


def test_people_are_seated_where_the_agency_states_the_need(secondary: Dataset, policy: Policy) -> None:
    filled = fill_needs(secondary, policy)
    assert seats(filled) == {
        "E001": ("MTK", "GURU_AHLI_MUDA"),
        "E002": ("IPA", "GURU_AHLI_MUDA"),
        "E003": ("X", None),
        "E004": ("X", None),
        "E005": ("IPA", None),  # sits where a need is given already
    }
    assert needs(filled) == {"IPA": 2, "MTK": 3, "X": None}
    assert filled.left["reason"].to_list() == [
        "1 guru tanpa mata pelajaran tetap pada formasi lama: kekurangan di unit ini bisa keliru",
        "1 orang mengampu mata pelajaran tanpa norma di unit ini: tetap pada formasi lama",
    ]
    assert fill_needs(filled.dataset, policy).dataset.digest() == filled.dataset.digest()


def test_stated_needs_are_not_counted_twice_when_a_norm_overwrites(secondary: Dataset, policy: Policy) -> None:
    school = secondary.replace(
        schools=pl.DataFrame({"unit_id": ["SMP"], "stage": ["SMP"]}),
        subject_hours=pl.DataFrame({"unit_id": ["SMP"], "subject": ["IPA"], "weekly_hours": [96.0]}),
        employees=secondary["employees"].filter(pl.col("subjects").is_not_null()),
    )
    assert needs(fill_needs(school, policy)) == {"IPA": 2, "MTK": 3, "X": None}
    over = fill_needs(school, policy, overwrite=True)
    assert needs(over) == {"IPA": 4, "MTK": 3, "X": None}
    assert fill_needs(over.dataset, policy, overwrite=True).dataset.digest() == over.dataset.digest()

"""Jobs named without level, and subjects in one spelling."""

import polars as pl

from penata.intake.naming.ladders import with_ladders, with_usual_subjects

JOBS = pl.DataFrame(
    [
        {"job_id": "1", "name": "Perawat Mahir", "category": "FUNGSIONAL", "ladder": "PERAWAT", "level": "MAHIR"},
        {"job_id": "2", "name": "Perawat", "category": None, "ladder": None, "level": None},
        {"job_id": "3", "name": "Perawat", "category": "PELAKSANA", "ladder": None, "level": None},
        {"job_id": "4", "name": "Perawat Gigi", "category": None, "ladder": None, "level": None},
        {"job_id": "5", "name": "Guru PJOK", "category": "FUNGSIONAL", "ladder": "GURU", "level": None},
    ]
)


def test_name_of_a_known_ladder_is_that_ladder() -> None:
    jobs = with_ladders({"jobs": JOBS})["jobs"]
    assert jobs.select("category", "ladder").rows() == [
        ("FUNGSIONAL", "PERAWAT"), ("FUNGSIONAL", "PERAWAT"), ("PELAKSANA", None), (None, None), ("FUNGSIONAL", "GURU")
    ]  # fmt: skip


def test_subjects_of_teachers_have_their_usual_spelling() -> None:
    posts = pl.DataFrame({"post_id": ["a", "b", "c"], "job_id": ["5", "1", "5"], "subject": ["Penjas", "Penjas", None]})
    assert with_usual_subjects({"jobs": JOBS, "posts": posts})["posts"]["subject"].to_list() == ["PJOK", "Penjas", None]

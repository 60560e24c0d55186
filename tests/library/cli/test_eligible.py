"""``penata eligible``: what it says of one person, and its exit codes."""

import json
from pathlib import Path

import pytest

from penata.cli import main

TABLES = {
    "units.csv": "unit_id,agency_id,name\nu1,a,SDN 1\nu2,a,SDN 2\nu3,a,SDN 3\n",
    "jobs.csv": "job_id,name,category,ladder,level\nj,Guru Ahli Muda,FUNGSIONAL,GURU,AHLI_MUDA\nk,Juru,PELAKSANA,,\n",
    "posts.csv": "post_id,unit_id,job_id,subject,need\np1,u1,j,IPA,1\np2,u2,j,IPA,1\np3,u3,j,Matematika,1\nq,u3,k,,1\n",
    "employees.csv": (
        "employee_id,name,employment,birth_date,post_id,in_post_since,subjects\n"
        "198609262015051001,Budi,PNS,1986-09-26,p1,2019-01-01,IPA\n"
        "199001012019031002,Ani,PNS,1990-01-01,p1,2026-01-01,IPA\n"
    ),
    "conditions.csv": "employee_id,kind,from\n198609262015051001,UNDER_EXAMINATION,2026-06-01\n",
    "appraisals.csv": (
        "employee_id,period,predicate\n198609262015051001,2024,BAIK\n198609262015051001,2025,BAIK\n"
    ),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> str:
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "policy.toml").write_text("as_of = 2026-06-30\n", "utf-8")
    return str(tmp_path)


def test_person_is_told_where_and_why(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eligible", folder, "198609262015051001"]) == 0
    said = capsys.readouterr().out
    assert "boleh (MS) 0, boleh dengan syarat (BTL) 1, tidak boleh (TMS) 1; 2 formasi diuji." in said
    assert "boleh dengan syarat (BTL): Guru Ahli Muda (IPA), SDN 2 [p2] — rotasi; terisi 0 dari 1" in said
    assert "tidak boleh (TMS): Guru Ahli Muda (Matematika), SDN 3 [p3]" in said
    assert "[MUT-04-SUBJECT; PP 11/2017 Pasal 190 ayat (4)]" in said
    assert "menggantikan naskah resmi" in said
    assert "PPK-01" in said.split("Naskah resmi")[1]
    assert "MUT-03 2;" in said


def test_personal_conditions_are_masked_unless_asked_for(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["eligible", folder, "198609262015051001"])
    said = capsys.readouterr().out
    assert said.count("syarat pribadi: ada yang belum terpenuhi") == 1
    assert "dalam pemeriksaan" not in said
    main(["eligible", folder, "198609262015051001", "--show-sensitive"])
    said = capsys.readouterr().out
    assert "[DIS-04; Peraturan BKN 5/2019 Pasal 3] (disiplin: tidak ada data, dalam pemeriksaan: ya)" in said
    assert "syarat pribadi" not in said
    main(["eligible", folder, "198609262015051001", "--json"])
    first = json.loads(capsys.readouterr().out)["posts"][0]
    assert (first["decision"], first["reasons"][0]["rule"], first["personal_conditions"]) == ("BTL", "MUT-03-MAX", 1)


def test_limit_and_all(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eligible", folder, "198609262015051001", "--limit", "1"]) == 0
    assert "… dan 1 formasi lagi" in capsys.readouterr().out
    assert main(["eligible", folder, "198609262015051001", "--all", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [p["post_id"] for p in document["posts"]] == ["p2", "p3", "q"]
    assert document["counts"] == {"MS": 0, "BTL": 1, "TMS": 2}
    tested = {rule["rule"]: rule["people_tested"] for rule in document["rules"]}
    assert (tested["MUT-03"], tested["KIN-07"]) == (2, 1)


def test_unknown_nip_names_near_matches(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eligible", folder, "198609262015051002"]) == 1
    assert "yang mirip: 198609262015051001" in capsys.readouterr().err
    assert main(["eligible", folder, "zzz", "--json"]) == 1
    said = capsys.readouterr()
    assert "periksa penulisannya" in said.err
    assert json.loads(said.out)["status"] == "INPUT_ERROR"


def test_law_switched_off_is_said_loudly(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(folder, "policy.toml").write_text("as_of = 2026-06-30\n[rules]\nenabled = false\n", "utf-8")
    assert main(["eligible", folder, "199001012019031002"]) == 0
    said = capsys.readouterr().out
    assert "PERHATIAN: aturan dimatikan" in said
    assert "boleh (MS) 2" in said


def test_posts_that_are_short_come_first(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    """p0 would come first by its id, and is full; p2 lacks one person, p4 lacks two."""
    posts = TABLES["posts.csv"] + "p0,u3,j,IPA,0\np4,u3,j,IPA,2\n"
    Path(folder, "posts.csv").write_text(posts, "utf-8")
    main(["eligible", folder, "198609262015051001", "--json"])
    listed = [post["post_id"] for post in json.loads(capsys.readouterr().out)["posts"] if post["decision"] == "BTL"]
    assert listed == ["p4", "p2", "p0"]

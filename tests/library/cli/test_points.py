"""``penata points``: the sheet that it shows, the best posts, and its exit codes."""

import json
from pathlib import Path

import pytest

from penata.cli import main

ANI, BUDI = "199001012015032001", "198609262015051001"
TABLES = {
    "units.csv": "unit_id,agency_id,name,kind\nu1,a,SDN 1,SCHOOL\nu2,a,SDN 2,SCHOOL\nu3,a,Dinas,OPD\n",
    "jobs.csv": (
        "job_id,name,category,ladder,level,education_fields\n"
        "j,Guru Ahli Muda,FUNGSIONAL,GURU,AHLI_MUDA,Pendidikan Matematika\n"
        "h,Kasubag,PENGAWAS,,IV.a,Manajemen\n"
    ),
    "posts.csv": (
        "post_id,unit_id,job_id,subject,need\np1,u1,j,IPA,1\np2,u2,j,IPA,1\np3,u2,j,Matematika,1\nh1,u3,h,,1\n"
    ),
    "employees.csv": (
        "employee_id,name,employment,birth_date,post_id,in_post_since,subjects,education_field,dependants\n"
        f"{BUDI},Budi,PNS,1986-09-26,p1,2019-01-01,IPA,Matematika,3\n"
        f"{ANI},Ani,PNS,1990-01-01,p1,2020-01-01,IPA,,1\n"
    ),
    "wishes.csv": f"employee_id,rank,post_id,stance\n{BUDI},1,p2,WANT\n",
    "appraisals.csv": f"employee_id,period,predicate\n{BUDI},2024,BAIK\n{BUDI},2025,SANGAT_BAIK\n",
    "job_competencies.csv": "job_id,competency,level\nj,Integritas,3\nj,TIK,2\n",
    "competencies.csv": f"employee_id,competency,level\n{BUDI},Integritas,2\n",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> str:
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "policy.toml").write_text("as_of = 2026-06-30\n", "utf-8")
    return str(tmp_path)


def test_a_sheet_tells_every_criterion(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["points", folder, BUDI, "p2"]) == 0
    said = capsys.readouterr().out
    assert "Guru Ahli Muda (IPA), SDN 2 [p2]: nilai +37" in said
    lines = [" ".join(line.split()) for line in said.splitlines()]
    assert "bidang pendidikan 0 Matematika; diminta Pendidikan Matematika · dibandingkan" in lines
    assert "kinerja +5 Sangat Baik (2025), Baik (2024) · dihitung" in lines
    assert "potensi 0 tidak tercatat: dianggap tengah" in lines
    assert "tanggungan keluarga −3,333 syarat pribadi · dihitung" in lines
    assert "kompetensi yang kurang: Integritas 2 dari 3" in lines
    assert "kompetensi yang belum dinilai: TIK" in lines


def test_family_is_shown_on_request(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["points", folder, BUDI, "p2", "--show-sensitive"]) == 0
    assert "3 tanggungan" in capsys.readouterr().out


def test_posts_beyond_reach_are_told_as_such(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["points", folder, BUDI, "p1", "p3", "h1"]) == 0
    said = capsys.readouterr().out
    assert "formasinya sendiri: tinggal selalu bernilai 0" in said
    assert "bukan calon menurut aturan atau kebijakan" in said
    assert "jabatan ini diputuskan tim" in said


def test_without_a_post_the_best_candidates_come_first(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["points", folder, BUDI]) == 0
    said = capsys.readouterr().out
    assert "p2" in said
    assert "Calon formasi seluruhnya: 1." in said
    assert main(["points", folder, BUDI, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [(post["post_id"], post["gain"]) for post in document["posts"]] == [("p2", 37)]
    assert sum(document["posts"][0]["parts"].values()) == 37


def test_json_holds_the_rows_and_the_competence_gap(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["points", folder, BUDI, "p2", "--json"]) == 0
    post = json.loads(capsys.readouterr().out)["posts"][0]
    assert (post["post_id"], post["candidate"], post["direction"], post["gain"]) == ("p2", True, "LATERAL", 37)
    assert round(sum(row["points"] for row in post["rows"])) == 37
    assert [gap["gap"] for gap in post["competence_gap"]] == [1, None]


def test_unknown_names_are_an_input_error(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["points", folder, BUDI, "p9"]) == 1
    assert "formasi 'p9' tidak ada dalam himpunan data; " in capsys.readouterr().err
    assert main(["points", folder, "1"]) == 1

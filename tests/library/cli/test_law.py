"""``penata law``: what a lawyer lists, reads and tries."""

import json
from pathlib import Path
from typing import Any

import pytest

from penata.cli import main
from penata.eligibility.cases import read_cases, run_case
from penata.eligibility.known import known_rules
from penata.eligibility.rule_in_words import template
from penata.eligibility.rules import scope_rules
from penata.policy import parse_policy
from penata.tables import TABLES, dataset_of

DAY = ["--on", "2026-06-30"]
CONFIRMED = """\
rule_id,document,confirmed_on,confirmed_by,note
MUT-03,"PP 11/2017, salinan JDIH",2026-12-01,Bagian Hukum,
JPT-05,SE 19/2023,2020-01-01,Bagian Hukum,sebelum berlaku
"""


def _listed(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, dict[str, Any]]:
    assert main(["law", "list", "--json", *words]) == 0
    return {entry["id"]: entry for entry in json.loads(capsys.readouterr().out)}


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """A dataset of which only the confirmations matter."""
    folder = tmp_path / "data"
    folder.mkdir()
    for name, table in TABLES.items():
        if table.required:
            dataset_of({})[name].select(c for c in table.schema if table.schema[c].is_nested() is False).write_csv(
                folder / f"{name}.csv"
            )
    (folder / "policy.toml").write_text('as_of = 2026-06-30\n[rules]\noff = ["PPK-01"]\n', "utf-8")
    (folder / "confirmations.csv").write_text(CONFIRMED, "utf-8")
    return folder


def test_list_as_json_has_the_agreed_fields(capsys: pytest.CaptureFixture[str]) -> None:
    listed = _listed(capsys, *DAY)
    agreed = ("id", "citation", "class", "confidence", "valid_from", "valid_until", "confirmed_by")
    assert {name: listed["MUT-03"][name] for name in agreed} == {
        "id": "MUT-03", "citation": "PP 11/2017 Pasal 190 ayat (3); Peraturan BKN 5/2019 Pasal 2",
        "class": "HARD", "confidence": "Q", "valid_from": None, "valid_until": None, "confirmed_by": None,
    }  # fmt: skip
    assert list(listed["MUT-03"])[: len(agreed)] == list(agreed)
    assert {entry["confidence"] for entry in listed.values()} <= {"Q", "S", "C", "M", None}
    assert all(entry["must_check"] == (entry["confidence"] in {"S", "C", "M"}) for entry in listed.values())


def test_list_says_what_must_be_checked_and_what_is_confirmed(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["law", "list", str(dataset)]) == 0
    said = capsys.readouterr().out
    [row] = [line for line in said.splitlines() if line.startswith("MUT-03 ")]
    assert row.split()[-3:] == ["Bagian", "Hukum,", "2026-12-01"]
    assert "Bagian Hukum, 2020-01-01 (lama, tidak dihitung)" in said
    assert "PPPK tidak pindah instansi (dimatikan)" in said
    assert "wajib dicocokkan dengan naskah resmi (JDIH) sebelum dipakai" in said
    assert "Dikonfirmasi bagian hukum: 1 dari " in said


def test_confirmation_is_told_only_where_it_counts(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = _listed(capsys, str(dataset))
    assert (listed["MUT-03"]["confirmed_by"], listed["MUT-03"]["confirmed_on"]) == ("Bagian Hukum", "2026-12-01")
    assert (listed["JPT-05"]["confirmed_by"], listed["JPT-05"]["confirmation_outdated"]) == (None, True)


def test_confirmation_of_an_unknown_rule_is_refused(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (dataset / "confirmations.csv").write_text(CONFIRMED.replace("MUT-03", "MUT-33"), "utf-8")
    assert main(["law", "list", str(dataset)]) == 1
    assert "nilai “MUT-33”: aturan tidak dikenal; yang mirip: MUT-03" in capsys.readouterr().err


def test_list_on_a_day_and_in_an_edition(capsys: pytest.CaptureFixture[str]) -> None:
    today, first = _listed(capsys, *DAY), _listed(capsys, *DAY, "--rule-set", "2026.1")
    assert set(first) < set(today)
    assert ("JPT-05" in today, "JPT-04" in today) == (True, False)  # the old law on leading posts was repealed in 2023


def test_day_of_which_the_corpus_says_nothing_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "list", "--on", "2010-01-01"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("2010-01-01: di luar masa berlaku nilai hukum yang dikenal (bup.administrator, ")
    assert said.endswith("pakai tanggal yang lebih baru\n")


def test_show_tells_everything_a_lawyer_needs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "show", "jpt-05", *DAY]) == 0
    said = capsys.readouterr().out
    for words in (
        "JPT-05 · ", "Yang diminta:", "In English:", "GATE, bersyarat", "SE MenPANRB 19/2023",
        "tentang pemindahan JPT dalam masa transisi (surat edaran)", "S, dari sumber kedua; wajib dicocokkan",
        "mut.min_months_jpt_reason = 24", "bulan pada formasi", "catat di tabel approvals dengan kind JPT_EARLY_REASON",
        "Yang dapat dibuat:", "sejak 2023-09-22, masih berlaku", "Dikonfirmasi:       belum", "penata law test",
    ):  # fmt: skip
        assert words in said, words


def test_show_says_what_is_not_in_force_and_what_is_personal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "show", "JPT-04", *DAY]) == 0
    said = capsys.readouterr().out
    assert "TIDAK berlaku pada 2026-06-30" in said
    assert "expected: NOT_IN_FORCE" in said
    assert main(["law", "show", "DIS-04", *DAY]) == 0
    assert "syarat pribadi: hanya diperlihatkan kepada yang berwenang" in capsys.readouterr().out


def test_unknown_rule_ends_with_one_and_near_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "show", "MUT-033"]) == 1
    assert capsys.readouterr().err == "aturan 'MUT-033' tidak ada; yang mirip: MUT-03, MUT-10, MUT-09, MUT-08, MUT-05\n"


def test_example_of_every_rule_can_be_read_and_holds(tmp_path: Path) -> None:
    policy = parse_policy("as_of = 2026-06-30")
    rules = {rule.id: rule for rule in (*known_rules(policy), *scope_rules(policy))}
    assert len(rules) > 40
    for place, (rule_id, rule) in enumerate(sorted(rules.items())):
        file = tmp_path / f"{rule_id}.yaml"
        file.write_text(template(rule, policy, in_force=rule.holds(policy.effective_date)), "utf-8")
        [case] = read_cases(file).cases
        assert place % 5 or run_case(case).passed, rule_id  # every fifth is run a second time


def test_cases_are_run_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = "  - {name: genap, date: 2026-06-30, person: {in_post_since: 2024-06-30}, expected: PASS}\n"
    bad = "  - {name: kurang sehari, date: 2026-06-29, person: {in_post_since: 2024-06-30}, expected: PASS}\n"
    file = tmp_path / "kasus.yaml"
    file.write_text(f"rule: MUT-03\ncases:\n{good}", "utf-8")
    assert main(["law", "test", str(file)]) == 0
    assert "1 kasus: 1 sesuai, 0 tidak sesuai." in capsys.readouterr().out
    file.write_text(f"rule: MUT-03\ncases:\n{good}{bad}", "utf-8")
    assert main(["law", "test", str(file)]) == 1
    said = capsys.readouterr().out
    assert "TIDAK SESUAI  kurang sehari" in said
    assert "diharapkan PASS (dipenuhi), didapat BAR (menghalangi)" in said
    assert "bulan pada formasi: 23" in said
    assert main(["law", "test", str(file), "--json"]) == 1
    answers = json.loads(capsys.readouterr().out)
    assert [(a["name"], a["passed"], a["expected"], a["found"]) for a in answers] == [
        ("genap", True, "PASS", "PASS"), ("kurang sehari", False, "PASS", "BAR"),
    ]  # fmt: skip


def test_cases_of_an_unknown_rule_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "kasus.yaml"
    file.write_text("rule: MUT-33\ncases:\n  - {name: a, expected: PASS}\n", "utf-8")
    assert main(["law", "test", str(file)]) == 1
    assert capsys.readouterr().err.startswith("kasus.yaml, rule: aturan “MUT-33” tidak dikenal; yang mirip: MUT-03")


def test_unknown_file_and_unknown_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "test", str(tmp_path / "tidak-ada.yaml")]) == 1
    assert "tidak-ada.yaml: tidak ada; periksa namanya" in capsys.readouterr().err
    with pytest.raises(SystemExit) as end:
        main(["law"])
    assert end.value.code == 2


def test_law_of_transfers_is_told_with_what_must_be_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "transfers"]) == 0
    said = capsys.readouterr().out
    for words in (
        "WITHIN_AGENCY            mutasi dalam satu instansi",
        "GOVERNOR_DECIDES         Gubernur: keputusan Gubernur",
        "jenis: antarkabupaten/kota satu provinsi · PP 11/2017 Pasal 192 [Q]",
        "55                       Mutasi: Khusus Jabatan Guru",
        "JF tujuan: GURU · BKN, taksonomi I-MUT [C △]",
        "masa pilkada/kepala daerah baru: ya — atau penjabat kepala daerah: ya · UU 10/2016 Pasal 71 ayat (2);",
        "butir wajib dicocokkan dengan naskah resmi (JDIH) sebelum dipakai.",
    ):
        assert words in said, words
    assert main(["law", "transfers", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["kinds", "steps", "documents", "imut_kinds"]
    assert {entry["must_check"] for entry in told["kinds"]} == {True, False}

"""A file of cases that cannot be run says where, what and what to do; one that can answers on which facts."""

from pathlib import Path

import pytest

from penata.eligibility.case_problems import near
from penata.eligibility.cases import NOT_IN_FORCE, read_cases, run_case
from penata.tables import InputError

GOOD = """\
rule: MUT-03
citation: PP 11/2017 Pasal 190 ayat (3)
cases:
  - name: genap
    date: 2026-06-30
    person: {in_post_since: 2024-06-30}
    expected: PASS
  - name: salah duga
    date: 2026-06-29
    person: {in_post_since: 2024-06-30}
    expected: PASS
"""

BAD = {
    "a day that no calendar has": (
        "rule: MUT-03\ncases: [{name: a, expected: PASS,\n date: 2026-02-30}]",
        ["x.yaml, baris 3: “2026-02-30” bukan tanggal; tulis hari yang ada, misalnya 2026-06-30"],
    ),
    "a key written twice": (
        "rule: MUT-03\nrule: MUT-08\ncases: [{name: a, expected: PASS}]",
        ["x.yaml, baris 2: “rule” tertulis dua kali; hapus salah satunya"],
    ),
    "a column that every case has": (
        "rule: MUT-03\ncases: [{name: a, expected: PASS, to: {unit_id: Z}}]",
        ["x.yaml, kasus 1 “a”, to.unit_id: “Z” tidak dapat diubah, setiap kasus memakai P, U1, dan U2; hapus"],
    ),
    "no file of cases": ("[1, 2]", ["x.yaml: bukan kasus; tulis rule: dan cases: (lihat penata law show ATURAN)"]),
    "no rule and no case": (
        "citation: x",
        ["x.yaml, rule: (kosong) bukan nama aturan; tulis misalnya rule: MUT-03",
         "x.yaml, cases: tidak ada kasus; tulis paling sedikit satu baris “- name: …”"],
    ),
    "a key that is not known": (
        "rule: MUT-03\ncases: [{name: a, expected: PASS, persn: {}}]",
        ["x.yaml, kasus 1 “a”: persn tidak dikenal; yang mirip: person"],
    ),
    "nothing expected": (
        "rule: MUT-03\ncases: [{name: a}, 5]",
        ["x.yaml, kasus 1 “a”: expected tidak ada; isilah",
         "x.yaml, kasus 2: “5” bukan kasus; tulis “name:”, “expected:” dan faktanya di bawahnya"],
    ),
    "an answer that does not exist": (
        "rule: MUT-03\ncases: [{name: a, expected: OK}]",
        ["x.yaml, kasus 1 “a”, expected: “OK” tidak dikenal; pilih PASS, BAR, GATE, UNKNOWN, REMARK, NOT_IN_FORCE"],
    ),
    "a date as text": (
        "rule: MUT-03\ncases: [{name: a, expected: PASS, date: '2026-06-30'}]",
        ["x.yaml, kasus 1 “a”, date: “2026-06-30” bukan tanggal; tulis 2026-06-30 tanpa tanda kutip"],
    ),
    "a column that is not known": (
        "rule: MUT-03\ncases: [{name: a, expected: PASS, person: {in_post: 2024-06-30}}]",
        ["x.yaml, kasus 1 “a”, person: in_post tidak dikenal; yang mirip: in_post_since"],
    ),
    "a value of the wrong kind": (
        "rule: MUT-03\ncases: [{name: a, expected: PASS, to: {need: true}, person: {rank: III/x, cohort_year: '2'}}]",
        ["x.yaml, kasus 1 “a”, to.need: “True” bukan bilangan bulat; tulis tanpa tanda kutip",
         "x.yaml, kasus 1 “a”, person.rank: “III/x” tidak dikenal; yang mirip: III/d, III/c, III/b, III/a, III",
         "x.yaml, kasus 1 “a”, person.cohort_year: “2” bukan bilangan bulat; tulis tanpa tanda kutip"],
    ),
    "a table that is not known": (
        "rule: MUT-03\ncases: [{name: a, expected: PASS, tables: {condition: []}}]",
        ["x.yaml, kasus 1 “a”, tables: condition tidak dikenal; yang mirip: conditions, confirmations"],
    ),
    "rows that are none": (
        "rule: MUT-03\ncases: [{name: a, expected: PASS, tables: {conditions: 5, wishes: [x]}, jobs: [{}]}]",
        ["x.yaml, kasus 1 “a”, tables.conditions: “5” bukan daftar baris; awali tiap baris dengan “- ”",
         "x.yaml, kasus 1 “a”, tables.wishes, baris 1: “x” bukan isian; tulis “kolom: nilai”",
         "x.yaml, kasus 1 “a”, jobs: jabatan tanpa job_id; beri job_id"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "problems"), BAD.values(), ids=BAD.keys())
def test_file_that_cannot_be_run(tmp_path: Path, text: str, problems: list[str]) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError) as error:
        read_cases(path)
    assert error.value.problems == problems


def test_file_that_is_no_yaml_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("rule: MUT-03\ncases:\n  - name: [a\n", "utf-8")
    with pytest.raises(InputError) as error:
        read_cases(path)
    [problem] = error.value.problems
    assert problem.startswith("x.yaml, baris 4: bukan YAML yang sah")
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="bukan teks UTF-8"):
        read_cases(path)


def test_case_answers_what_was_expected_and_found_on_which_facts(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(GOOD, "utf-8")
    file = read_cases(path)
    assert (file.rule, file.citation) == ("MUT-03", "PP 11/2017 Pasal 190 ayat (3)")
    answers = [run_case(case) for case in file.cases]
    assert [(a.expected, a.found, a.passed) for a in answers] == [("PASS", "PASS", True), ("PASS", "BAR", False)]
    assert answers[1].facts["months_in_post"] == 23
    assert answers[1].case.place == "x.yaml, kasus 2 “salah duga”"


def test_rule_that_is_not_in_force_on_the_day(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(GOOD.replace("MUT-03", "JPT-04"), "utf-8")  # the old law on leading posts, repealed in 2023
    answer = run_case(read_cases(path).cases[0])
    assert (answer.found, answer.verdict, dict(answer.facts)) == (NOT_IN_FORCE, None, {})


def test_policy_of_a_case_that_cannot_be_read_names_the_case(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(GOOD.replace("    expected: PASS\n", "    expected: PASS\n    policy: kinds = 5\n", 1), "utf-8")
    with pytest.raises(InputError) as error:
        run_case(read_cases(path).cases[0])
    assert error.value.problems == [
        'x.yaml, kasus 1 “genap”: policy.toml, kinds: 5 bukan daftar kata; tulis kinds = ["…"]'
    ]


def test_near_names_everything_where_nothing_is_alike() -> None:
    assert near("zzz", ["b", "a"]) == "yang dikenal: a, b"


def test_name_of_a_rule_may_be_written_small(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(GOOD.replace("MUT-03", "mut-03"), "utf-8")
    assert read_cases(tmp_path / "x.yaml").rule == "MUT-03"


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    for path, words in ((tmp_path, "folder, bukan berkas; sebut berkas .yaml"), (tmp_path / "y.yaml", "tidak ada;")):
        with pytest.raises(InputError) as error:
            read_cases(path)
        assert words in str(error.value)

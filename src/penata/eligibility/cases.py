"""Cases that a lawyer can read and write: one made-up person, one post, and what one rule must say of them.

A file (YAML) names one ``rule`` and lists ``cases``. A case states only what matters; all else is the usual world: a
teacher (Guru Ahli Pertama, PNS, since 2019) at unit U1 of regency A, and the same job at unit U2. Keys of a case:

``name``; ``expected`` (PASS, BAR, GATE, UNKNOWN, REMARK where a rule that only informs is not met, NOT_IN_FORCE);
``on_file`` where an approval closes the gate; ``date`` on which is judged; ``person`` columns of employees; ``from``,
``to`` and ``both`` columns of job, post and unit of either seat; ``jobs`` more jobs; ``tables`` rows of other tables
(of the person where they name nobody); ``forced`` the reason of a decision; ``request`` an own wish for the target;
``policy`` more lines of policy.toml. Regencies A and B lie in province G, C in another, X in an unknown one; Z is a
ministry.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl
import yaml

from penata.eligibility.case_problems import WrongContentError, parsed, problems_of
from penata.eligibility.explain import explain_pair
from penata.eligibility.verdict import Verdict
from penata.facts import facts_of
from penata.policy import parse_policy
from penata.tables import TABLES, Dataset, InputError, dataset_of

DEFAULT_DAY: Final = dt.date(2026, 6, 30)
"""The day on which a case is judged that states none."""

NOT_IN_FORCE: Final = "NOT_IN_FORCE"
REMARK: Final = "REMARK"


@dataclass(frozen=True, slots=True)
class Case:
    """One case as written: ``place`` tells where it stands, ``content`` what it states."""

    rule: str
    name: str
    place: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All cases of one rule; ``citation`` is what the file names, empty where it names none."""

    rule: str
    citation: str
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was expected of a rule, what it said, and on which facts; ``verdict`` is None where it is not in force."""

    case: Case
    expected: str
    found: str
    expected_on_file: bool
    on_file: bool
    facts: Mapping[str, Any]
    verdict: Verdict | None

    @property
    def passed(self) -> bool:
        """Whether the rule said what was expected."""
        return (self.expected, self.expected_on_file) == (self.found, self.on_file)


def read_cases(path: str | Path) -> CaseFile:
    """The cases of one file.

    Raises InputError with every problem, each with place, value and remedy; OSError where it cannot be read.
    """
    path = Path(path)
    if not path.is_file():
        what = "folder, bukan berkas; sebut berkas .yaml di dalamnya" if path.is_dir() else "tidak ada; periksa namanya"
        raise InputError([f"{path}: {what}"])
    try:
        raw = parsed(path.read_text("utf-8"))
    except UnicodeDecodeError:
        raise InputError([f"{path.name}: bukan teks UTF-8; simpan ulang sebagai UTF-8"]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", baris {mark.line + 1}" if mark else ""
        what = getattr(error, "problem", None) or "susunannya tidak terbaca"
        if not isinstance(error, WrongContentError):
            what = f"bukan YAML yang sah ({what}); periksa spasi di awal baris, titik dua, dan tanda kutip"
        raise InputError([f"{path.name}{line}: {what}"]) from None
    if problems := problems_of(raw, path.name):
        raise InputError(problems)
    rule = str(raw["rule"]).strip().upper()
    return CaseFile(rule, str(raw.get("citation", "")), tuple(
        Case(rule, str(content["name"]), f"{path.name}, kasus {number} “{content['name']}”", content)
        for number, content in enumerate(raw["cases"], start=1)
    ))  # fmt: skip


def run_case(case: Case, *, on: dt.date = DEFAULT_DAY, policy_lines: str = "") -> Answer:
    """What the rule of a case says of it.

    ``on``: the day where the case states none. ``policy_lines``: lines of policy.toml that go before those of the
    case. Raises InputError where the policy of the case cannot be read.
    """
    day = case.content.get("date", on)
    try:
        policy = parse_policy(f"as_of = {day}\n{policy_lines}\n{case.content.get('policy', '')}")
        dataset = case_dataset(case)
        explanation = explain_pair(facts_of(dataset, policy), dataset, policy, "P", "THERE")
    except InputError as error:
        raise InputError([f"{case.place}: {problem}" for problem in error.problems]) from None
    expected, expected_on_file = str(case.content["expected"]), bool(case.content.get("on_file", False))
    said = [verdict for verdict in explanation.verdicts if verdict.rule.id == case.rule]
    if not said:
        return Answer(case, expected, NOT_IN_FORCE, expected_on_file, on_file=False, facts={}, verdict=None)
    [verdict] = said
    found = REMARK if verdict.remark else verdict.outcome.value
    return Answer(case, expected, found, expected_on_file, verdict.on_file, verdict.facts, verdict)


def case_dataset(case: Case) -> Dataset:
    """The made-up world of a case as a dataset; the person is P, the seats are HERE and THERE."""
    content = case.content
    here = {**_JOB, **content.get("both", {}), **content.get("from", {})}
    there = {**here, "subject": None, **content.get("both", {}), **content.get("to", {})}
    jobs = {row["job_id"]: _of("jobs", row, name=row.get("name", row["job_id"]))
            for row in (*content.get("jobs", []), here, there)}  # fmt: skip
    world: dict[str, list[dict[str, Any]]] = {
        "agencies": list(_AGENCIES),
        "units": [_of("units", here, unit_id="U1", name="U1"), _of("units", there, unit_id="U2", name="U2")],
        "jobs": list(jobs.values()),
        "posts": [
            _of("posts", here, post_id="HERE", unit_id="U1", need=1),
            _of("posts", there, post_id="THERE", unit_id="U2", need=1),
        ],
        "employees": [{**_PERSON, **content.get("person", {})}],
    }  # fmt: skip
    for name, rows in content.get("tables", {}).items():
        world[name] = [_owned(name, row) for row in rows]
    if "forced" in content:
        world["decisions"] = [{"employee_id": "P", "kind": "FORCE", "post_id": "THERE", "reason": content["forced"]}]
    if content.get("request"):
        world["wishes"] = [{"employee_id": "P", "post_id": "THERE", "stance": "WANT", "rank": 1, "request": True}]
    return dataset_of({name: _frame(name, rows) for name, rows in world.items()})


_JOB: Final = {
    "job_id": "GP", "category": "FUNGSIONAL", "ladder": "GURU", "level": "AHLI_PERTAMA", "family": "PENDIDIKAN",
}  # fmt: skip
_PERSON: Final = {
    "employee_id": "P", "name": "Pegawai", "employment": "PNS", "birth_date": dt.date(1990, 1, 1), "post_id": "HERE",
    "rank": "III/a", "in_post_since": dt.date(2019, 1, 1), "in_job_since": dt.date(2019, 1, 1),
    "education_level": "S1",
}  # fmt: skip
_AGENCIES: Final = (
    {"agency_id": "A", "name": "Kabupaten A", "kind": "REGENCY", "province_id": "63"},
    {"agency_id": "B", "name": "Kabupaten B", "kind": "REGENCY", "province_id": "63"},
    {"agency_id": "C", "name": "Kabupaten C", "kind": "REGENCY", "province_id": "62"},
    {"agency_id": "G", "name": "Provinsi G", "kind": "PROVINCE", "province_id": "63"},
    {"agency_id": "X", "name": "Kabupaten X", "kind": "REGENCY"},
    {"agency_id": "Z", "name": "Kementerian Z", "kind": "CENTRAL"},
)


def _owned(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of the person P, where the table is one of people and the row names nobody."""
    owned = "employee_id" in TABLES[table] and table != "calendar"
    return ({"employee_id": "P"} if owned else {}) | dict(row)


def _of(table: str, seat: Mapping[str, Any], **fixed: Any) -> dict[str, Any]:
    """Those attributes of a seat that belong to a table; units are of regency A unless the seat says otherwise."""
    own = {key: value for key, value in seat.items() if key in TABLES[table]}
    return ({"agency_id": "A"} if table == "units" else {}) | own | fixed


def _frame(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    table = TABLES[name]
    return pl.DataFrame(
        {column.name: [row.get(column.name) for row in rows] for column in table.columns}, schema=table.schema
    )

"""The cases of tests/cases: each is one person, one post and what one rule must say, as a lawyer can read it.

A case states only what matters. Its world: a teacher (Guru Ahli Pertama) at unit U1 of regency A, and the
same job at unit U2. ``from``, ``to`` and ``both`` change job, post and unit of either seat; ``person`` the
employee; ``tables`` add rows (of the person where they name nobody); ``forced`` is the reason of a decision,
``request`` an own wish for the target, ``policy`` more lines of policy.toml. Expected: PASS, BAR, GATE, UNKNOWN, or
REMARK where a rule that only informs is not met; ``on_file`` where an approval closes the gate.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from penata.eligibility import explain_pair
from penata.eligibility.rules import rules_of
from penata.eligibility.scene import Basis
from penata.facts import facts_of
from penata.law.citation import POLICY, resolve
from penata.policy import parse_policy
from penata.tables import TABLES, Dataset

CASES = Path(__file__).parents[2] / "cases"
FILES = sorted(CASES.glob("*/*.yaml"))
Build = Callable[[Mapping[str, Sequence[Mapping[str, Any]]]], Dataset]

JOB = {
    "job_id": "GP", "category": "FUNGSIONAL", "ladder": "GURU", "level": "AHLI_PERTAMA", "family": "PENDIDIKAN",
}  # fmt: skip
PERSON = {
    "employee_id": "P", "name": "Pegawai", "employment": "PNS", "birth_date": dt.date(1990, 1, 1), "post_id": "HERE",
    "rank": "III/a", "in_post_since": dt.date(2019, 1, 1), "in_job_since": dt.date(2019, 1, 1),
    "education_level": "S1",
}  # fmt: skip
AGENCIES = [
    {"agency_id": "A", "name": "Kabupaten A", "kind": "REGENCY", "province_id": "63"},
    {"agency_id": "B", "name": "Kabupaten B", "kind": "REGENCY", "province_id": "63"},
    {"agency_id": "C", "name": "Kabupaten C", "kind": "REGENCY", "province_id": "62"},
    {"agency_id": "X", "name": "Kabupaten X", "kind": "REGENCY"},
    {"agency_id": "Z", "name": "Kementerian Z", "kind": "CENTRAL"},
]
KEYS = {"name", "date", "person", "from", "to", "both", "tables", "jobs", "policy", "forced", "request", "expected",
        "on_file"}  # fmt: skip


def _cases() -> Iterator[Any]:
    for path in FILES:
        content = yaml.safe_load(path.read_text("utf-8"))
        for case in content["cases"]:
            yield pytest.param(content["rule"], case, id=f"{content['rule']}: {case['name']}")


@pytest.mark.parametrize(("rule", "case"), list(_cases()))
def test_rule_in_a_case(build: Build, rule: str, case: dict[str, Any]) -> None:
    assert set(case) <= KEYS, f"unknown keys {sorted(set(case) - KEYS)}"
    on = case.get("date", dt.date(2026, 6, 30))
    policy = parse_policy(f"as_of = {on}\n{case.get('policy', '')}")
    dataset = build(_world(case))
    explanation = explain_pair(facts_of(dataset, policy), dataset, policy, "P", "THERE")
    [verdict] = [v for v in explanation.verdicts if v.rule.id == rule]
    found = "REMARK" if verdict.remark else verdict.outcome.value
    assert (found, verdict.on_file) == (case["expected"], case.get("on_file", False)), dict(verdict.facts)


def _world(case: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    here = {**JOB, **case.get("both", {}), **case.get("from", {})}
    there = {**here, "subject": None, **case.get("both", {}), **case.get("to", {})}
    stated = (*case.get("jobs", []), here, there)
    jobs = {row["job_id"]: _of("jobs", row, name=row["job_id"]) for row in stated}
    world: dict[str, list[dict[str, Any]]] = {
        "agencies": AGENCIES,
        "units": [_of("units", here, unit_id="U1", name="U1"), _of("units", there, unit_id="U2", name="U2")],
        "jobs": list(jobs.values()),
        "posts": [
            _of("posts", here, post_id="HERE", unit_id="U1", need=1),
            _of("posts", there, post_id="THERE", unit_id="U2", need=1),
        ],
        "employees": [{**PERSON, **case.get("person", {})}],
    }  # fmt: skip
    for name, rows in case.get("tables", {}).items():
        owned = "employee_id" in TABLES[name] and name != "calendar"
        world[name] = [({"employee_id": "P"} if owned else {}) | row for row in rows]
    if "forced" in case:
        world["decisions"] = [{"employee_id": "P", "kind": "FORCE", "post_id": "THERE", "reason": case["forced"]}]
    if case.get("request"):
        world["wishes"] = [{"employee_id": "P", "post_id": "THERE", "stance": "WANT", "rank": 1, "request": True}]
    return world


def _of(table: str, seat: dict[str, Any], **fixed: Any) -> dict[str, Any]:
    """Those attributes of a seat that belong to a table; units are of regency A unless the seat says otherwise."""
    own = {key: value for key, value in seat.items() if key in TABLES[table]}
    return ({"agency_id": "A"} if table == "units" else {}) | own | fixed


def test_every_rule_has_enough_cases() -> None:
    counts: dict[str, int] = {}
    for path in FILES:
        content = yaml.safe_load(path.read_text("utf-8"))
        assert path.stem == content["rule"]
        counts[content["rule"]] = counts.get(content["rule"], 0) + len(content["cases"])
    policy = parse_policy("as_of = 2026-06-30")
    rules = rules_of(Basis(policy.effective_date, frozenset(), {}), policy)
    assert {r.id for r in rules} == set(counts)
    assert {rule: n for rule, n in counts.items() if n < 4} == {}


def test_every_citation_is_that_of_the_rule_and_resolves() -> None:
    policy = parse_policy("as_of = 2026-06-30")
    rules = {r.id: r for r in rules_of(Basis(policy.effective_date, frozenset(), {}), policy)}
    for path in FILES:
        content = yaml.safe_load(path.read_text("utf-8"))
        rule = rules[content["rule"]]
        assert content["citation"] == rule.citation
        cited = resolve(rule.citation)
        folder = "kebijakan" if rule.citation == POLICY else cited[0].regulation.id.split(" 100.")[0]
        assert path.parent.name == folder.lower().replace(" ", "-").replace("/", "-")

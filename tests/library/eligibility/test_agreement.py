"""The rules that filter millions of pairs, and those that explain a single one, say the same."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from penata.eligibility import Candidates, candidates, explain_pairs
from penata.facts import facts_of
from penata.policy import MOVE_KINDS, Policy, parse_policy
from penata.tables import Dataset

D = dt.date
ON = D(2026, 6, 30)
Build = Callable[[Mapping[str, Sequence[Mapping[str, Any]]]], Dataset]

JOBS = [
    {"job_id": "GURU", "name": "Guru", "category": "FUNGSIONAL", "ladder": "GURU", "family": "DIK"},
    {"job_id": "GP", "name": "Guru Pertama", "category": "FUNGSIONAL", "ladder": "GURU", "level": "AHLI_PERTAMA",
     "family": "DIK", "min_rank": "III/a", "max_rank": "III/b", "min_education": "S1"},
    {"job_id": "GM", "name": "Guru Muda", "category": "FUNGSIONAL", "ladder": "GURU", "level": "AHLI_MUDA",
     "family": "DIK", "min_experience_months": 24},
    {"job_id": "PRW", "name": "Perawat", "category": "FUNGSIONAL", "ladder": "PERAWAT", "level": "AHLI_PERTAMA",
     "family": "KES", "certificates": ["BTCLS"], "education_fields": ["Keperawatan"]},
    {"job_id": "ADM", "name": "Pengadministrasi", "category": "PELAKSANA", "family": "ADM", "min_education": "SMA"},
    {"job_id": "TEK", "name": "Teknisi", "category": "PELAKSANA"},
    {"job_id": "KSI", "name": "Kepala Seksi", "category": "PENGAWAS", "level": "IV.a", "family": "ADM"},
    {"job_id": "KBD", "name": "Kepala Bidang", "category": "ADMINISTRATOR", "level": "III.b", "family": "ADM"},
    {"job_id": "???", "name": "Tidak jelas"},
]  # fmt: skip
UNITS = [
    {"unit_id": f"U{i}", "agency_id": agency, "name": f"U{i}", "kind": kind, "district_id": f"D{i % 2}"}
    for i, (agency, kind) in enumerate([("A", "SCHOOL"), ("A", "HEALTH_CENTRE"), ("B", "OPD"), ("C", "OPD")])
]
AGENCIES = [
    {"agency_id": "A", "name": "A", "kind": "REGENCY", "province_id": "63"},
    {"agency_id": "B", "name": "B", "kind": "CITY", "province_id": "63"},
    {"agency_id": "C", "name": "C"},
]

maybe = st.none


def rows_of(**columns: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(columns)


def mostly(good: Any, *others: Any) -> st.SearchStrategy[Any]:
    """One value more often than all others together, so that enough pairs get through all rules."""
    return st.sampled_from([good] * (len(others) + 2) + list(others))


days = st.sampled_from([D(2026, 6, 1), D(2024, 6, 30), D(2024, 7, 1), D(2020, 1, 1), D(2015, 3, 1)])
post = rows_of(
    unit_id=mostly("U0", "U1", "U1", "U2", "U3"),
    job_id=mostly("GP", "GURU", "GURU", "GM", "GM", "PRW", "ADM", "TEK", "KSI", "KBD", "???"),
    subject=mostly(None, "Matematika", "matematika ", "IPA"),
    need=mostly(2, 0, None),
    leads_unit=mostly(None, True),
)
person = rows_of(
    employment=mostly("PNS", "CPNS", "PPPK", "PPPK", "NON_ASN"),
    status=mostly(None, "ACTIVE", "STUDY_LEAVE", "SUSPENDED"),
    birth_date=mostly(D(1990, 1, 1), D(1968, 1, 1), None),
    rank=mostly("III/a", "II/d", "III/c", "IX", None),
    job_id=mostly(None, "GP", "GM", "ADM", "KSI"),
    in_post_since=mostly(D(2020, 1, 1), D(2024, 6, 30), D(2024, 7, 1), None),
    in_job_since=maybe() | days,
    pns_since=maybe() | days,
    cohort_year=mostly(None, 2014, 2021),
    education_level=mostly("S1", "SMA", None),
    education_field=mostly("keperawatan", "Hukum", None),
    subjects=mostly(["IPA", "Matematika"], ["IPA"], [], None),
    certificates=mostly(["btcls"], None, ["lain"]),
    teaching_hours=maybe() | st.just(20.0),
)
policy = rows_of(
    kinds=st.sets(st.sampled_from(MOVE_KINDS)).map(lambda kinds: kinds or {"LATERAL"}),
    pengawas=st.sampled_from(["plan", "shortlist"]),
    own=st.sampled_from(["allow", "last_resort"]),
    outside=mostly("allow", "forbid"),
    sip=mostly("allow", "forbid"),
    off=mostly([], ["MUT-03", "BUP-04"], ["REQ-03", "REQ-04", "REQ-06", "PPK-02"]),
    enabled=mostly(True, False),
)


def policy_of(options: dict[str, Any]) -> Policy:
    text = f"""
as_of = {ON}
kinds = {sorted(options["kinds"])}
[categories]
PENGAWAS = "{options["pengawas"]}"
ADMINISTRATOR = "plan"
[gates]
own = "{options["own"]}"
outside = "{options["outside"]}"
SIP = "{options["sip"]}"
[rules]
enabled = {str(options["enabled"]).lower()}
off = {options["off"]}
"""
    return parse_policy(text.replace("'", '"'))


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    posts = [{"post_id": f"P{i}", **row} for i, row in enumerate(draw(st.lists(post, min_size=1, max_size=7)))]
    ids = st.sampled_from([p["post_id"] for p in posts])
    people = draw(st.lists(st.tuples(person, maybe() | ids), min_size=1, max_size=5))
    employees = [
        {"employee_id": f"E{i}", "name": f"E{i}", **row, "post_id": seat} for i, (row, seat) in enumerate(people)
    ]
    who = st.sampled_from([e["employee_id"] for e in employees])
    reasons = st.sampled_from(["KIN-05: evaluasi", "dis-07", "kebutuhan dinas"])
    world: dict[str, list[dict[str, Any]]] = {
        "units": UNITS, "jobs": JOBS, "posts": posts, "employees": employees,
        "decisions": draw(st.lists(rows_of(employee_id=who, kind=st.just("FORCE"), post_id=ids, reason=reasons),
                                   max_size=2)),
        "approvals": draw(st.lists(rows_of(
            kind=st.sampled_from(["GUBERNUR", "MENDAGRI", "SIP", "APPRAISALS", "IN_POST_DATE"]),
            employee_id=maybe() | who, post_id=maybe() | ids, given_on=st.sampled_from([D(2026, 1, 1), D(2026, 12, 1)]),
        ), max_size=3)),
        "wishes": draw(st.lists(rows_of(employee_id=who, post_id=ids, stance=st.just("WANT"), request=st.booleans()),
                                max_size=2)),
    }  # fmt: skip
    if draw(st.booleans()):
        world["agencies"] = AGENCIES
    if draw(st.booleans()):
        kinds = st.sampled_from(["DISCIPLINE_MODERATE", "UNDER_EXAMINATION"])
        condition = rows_of(employee_id=who, kind=kinds, **{"from": st.just(D(2026, 1, 1))})
        world["conditions"] = draw(st.lists(condition, max_size=2))
    if draw(st.booleans()):
        kinds = st.sampled_from(["ELECTION_CANDIDATES_SET", "HEAD_INAUGURATED", "HEAD_TERM_ENDS"])
        world["calendar"] = draw(st.lists(rows_of(kind=kinds, date=days, agency_id=st.sampled_from([None, "A"])),
                                          max_size=3))  # fmt: skip
    if draw(st.booleans()):
        kinds = st.sampled_from(["TEACHER_CERTIFICATE", "STR", "SIP"])
        credential = rows_of(employee_id=who, kind=kinds, subject=maybe() | st.just("IPA"),
                             place_unit_id=st.sampled_from(["U0", "U1"]))  # fmt: skip
        world["credentials"] = draw(st.lists(credential, max_size=3))
    if draw(st.booleans()):
        past = rows_of(employee_id=who, job_id=st.sampled_from(["GM", "ADM", "KSI"]), unit_id=st.just("U0"),
                       started_on=st.sampled_from([D(2014, 1, 1), D(2025, 1, 1)]),
                       ended_on=maybe() | st.just(D(2026, 1, 1)))  # fmt: skip
        world["service_history"] = draw(st.lists(past, max_size=3))
    return world


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(world=worlds(), options=policy)
def test_filter_and_explanation_agree_on_every_pair(
    build: Build, world: dict[str, Any], options: dict[str, Any]
) -> None:
    dataset, chosen = build(world), policy_of(options)
    facts = facts_of(dataset, chosen)
    found = candidates(facts, dataset, chosen)
    ids = [(e, p) for e in facts.persons["employee_id"] for p in facts.posts["post_id"]]
    explained = explain_pairs(facts, dataset, chosen, ids)
    planned = {(e.employee_id, e.post_id): e for e in explained if e.planned}
    listed = _listed(found, facts.persons["employee_id"].to_list(), facts.posts["post_id"].to_list())
    assert set(listed) == set(planned)
    for pair, explanation in planned.items():
        direction, forced, gates = listed[pair]
        open_gates = {v.rule.id for v in explanation.verdicts if v.is_open_gate and v.rule.family != "scope"}
        assert gates == (set() if explanation.own else open_gates), pair
        assert (direction, forced) == (explanation.direction, explanation.forced), pair


def _listed(
    found: Candidates, people: list[str], posts: list[str]
) -> dict[tuple[str, str], tuple[Any, bool, set[str]]]:
    return {
        (people[row["person"]], posts[row["post"]]): (
            row["direction"], row["forced"], {r.id for bit, r in enumerate(found.rules) if row["gates"] >> bit & 1},
        )
        for row in found.pairs.iter_rows(named=True)
    }  # fmt: skip

"""Who can go where: reach, forced pairs, approvals, cuts, tallies and funnels."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

import polars as pl
import pytest

from penata.eligibility import Candidates, bits_of, candidates
from penata.facts import facts_of
from penata.policy import parse_policy
from penata.tables import Dataset, InputError

D = dt.date
Build = Callable[[Mapping[str, Sequence[Mapping[str, Any]]]], Dataset]

UNITS = [{"unit_id": u, "agency_id": a, "name": u, "kind": "SCHOOL", "lat": -3.0, "lon": lon}
         for u, a, lon in (("U1", "A", 114.0), ("U2", "A", 114.1), ("U3", "A", 115.0), ("V1", "B", 114.0))]  # fmt: skip
JOBS = [
    {"job_id": "GURU", "name": "Guru", "category": "FUNGSIONAL", "ladder": "GURU", "family": "DIK"},
    {"job_id": "GP", "name": "Guru Pertama", "category": "FUNGSIONAL", "ladder": "GURU", "level": "AHLI_PERTAMA",
     "family": "DIK"},
    {"job_id": "GM", "name": "Guru Muda", "category": "FUNGSIONAL", "ladder": "GURU", "level": "AHLI_MUDA",
     "family": "DIK"},
    {"job_id": "PP", "name": "Perawat Pertama", "category": "FUNGSIONAL", "ladder": "PERAWAT", "level": "AHLI_PERTAMA",
     "family": "KES"},
    {"job_id": "KS", "name": "Kepala Seksi", "category": "PENGAWAS", "level": "IV.a", "family": "DIK"},
    {"job_id": "A1", "name": "Pengelola", "category": "PELAKSANA", "family": "ADM"},
    {"job_id": "A2", "name": "Pengadministrasi", "category": "PELAKSANA", "family": "ADM"},
]  # fmt: skip
CLEAN = {"conditions": [], "appraisals": []}


def post(post_id: str, job: str, unit: str = "U2", need: int | None = 1, **more: Any) -> dict[str, Any]:
    return {"post_id": post_id, "job_id": job, "unit_id": unit, "need": need, **more}


def person(employee_id: str, seat: str | None, **more: Any) -> dict[str, Any]:
    return {
        "employee_id": employee_id, "name": employee_id, "employment": "PNS", "birth_date": D(1990, 1, 1),
        "post_id": seat, "in_post_since": D(2019, 1, 1), "rank": "III/a", "education_level": "S1", **more,
    }  # fmt: skip


def found(
    build: Build, posts: list[dict[str, Any]], people: list[dict[str, Any]], policy: str = "", **tables: Any
) -> tuple[Candidates, dict[str, list[str]]]:
    dataset = build({"units": UNITS, "jobs": JOBS, "posts": posts, "employees": people, **CLEAN, **tables})
    chosen = parse_policy(f"as_of = 2026-06-30\n{policy}")
    facts = facts_of(dataset, chosen)
    result = candidates(facts, dataset, chosen)
    names, places = facts.persons["employee_id"].to_list(), facts.posts["post_id"].to_list()
    reach: dict[str, list[str]] = {}
    for who, where in result.pairs.select("person", "post").iter_rows():
        reach.setdefault(names[who], []).append(places[where])
    return result, reach


def test_candidates_are_same_agency_ladder_and_level(build: Build) -> None:
    posts = [
        post("OWN", "GP", "U1"), post("SAME", "GP"), post("HIGHER", "GM"), post("WHOLE", "GURU"), post("NURSE", "PP"),
        post("ELSEWHERE", "GP", "V1"), post("FROZEN", "GP", "U3", None), post("LEADS", "KS"),
        post("FULL", "GP", "U3", 0),
    ]  # fmt: skip
    _, reach = found(build, posts, [person("E", "OWN")])
    assert reach == {"E": ["FULL", "OWN", "SAME", "WHOLE"]}


def test_candidates_without_ladder_share_the_family(build: Build) -> None:
    _, reach = found(build, [post("OWN", "A1", "U1"), post("OTHER", "A2"), post("GURU", "GURU")], [person("E", "OWN")])
    assert reach == {"E": ["OTHER", "OWN"]}


def test_own_level_unknown_reaches_every_level_with_a_gate(build: Build) -> None:
    posts = [post("OWN", "GURU", "U1"), post("GP", "GP"), post("GM", "GM"), post("WHOLE", "GURU")]
    result, reach = found(build, posts, [person("E", "OWN")])
    assert reach == {"E": ["GM", "GP", "OWN", "WHOLE"]}
    gates = [{rule.id for rule in bits_of(mask, result.rules)} for mask in result.pairs["gates"]]
    assert gates == [{"DIS-07", "KIN-07"}, {"DIS-07", "KIN-07"}, set(), {"KIN-07"}]


def test_person_on_a_ladder_post_keeps_the_own_level(build: Build) -> None:
    posts = [post("OWN", "GURU", "U1"), post("GP", "GP"), post("GM", "GM")]
    _, reach = found(build, posts, [person("E", "OWN", job_id="GM")])
    assert reach == {"E": ["GM", "OWN"]}


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (["LATERAL"], ["OWN", "SAME"]),
        (["PROMOTION"], ["HIGHER", "OWN"]),
        (["CHANGE_OF_FAMILY"], ["NURSE", "OWN"]),
        (["LATERAL", "OTHER_AGENCY"], ["ELSEWHERE", "OWN", "SAME"]),
    ],
)
def test_kinds_of_move_widen_the_reach(build: Build, kinds: list[str], expected: list[str]) -> None:
    posts = [
        post("OWN", "GP", "U1"), post("SAME", "GP"), post("HIGHER", "GM"), post("NURSE", "PP"), post("TOP", "KS"),
        post("ELSEWHERE", "GP", "V1"),
    ]  # fmt: skip
    policy = f"kinds = {kinds}\n[gates]\noutside = 'allow'"
    _, reach = found(build, posts, [person("E", "OWN")], policy)
    assert reach == {"E": expected}


def test_direction_and_step_up_into_a_planned_leading_post(build: Build) -> None:
    posts = [post("OWN", "A1", "U1"), post("TOP", "KS")]
    policy = "kinds = ['PROMOTION']\n[categories]\nPENGAWAS = 'plan'"
    result, reach = found(build, posts, [person("E", "OWN", in_job_since=D(2019, 1, 1))], policy)
    assert reach == {"E": ["OWN", "TOP"]}
    assert result.pairs["direction"].to_list() == [None, "PROMOTION"]


def test_other_agency_waits_for_approval_from_outside(build: Build) -> None:
    posts = [post("OWN", "GP", "U1"), post("ELSEWHERE", "GP", "V1")]
    people = [person("E", "OWN"), person("F", "OWN")]
    agencies = [{"agency_id": a, "name": a, "kind": "REGENCY", "province_id": "63"} for a in ("A", "B")]
    approved = [{"kind": "GUBERNUR", "employee_id": "E", "given_on": D(2026, 1, 1)}]
    policy = "kinds = ['OTHER_AGENCY']"
    result, reach = found(build, posts, people, policy, agencies=agencies, approvals=approved)
    assert reach == {"E": ["ELSEWHERE", "OWN"], "F": ["OWN"]}
    funnel = result.funnel.select("stage", "remaining").rows()
    assert funnel == [("AGENCY", 0), ("CATEGORY", 0), ("LEVEL", 0), ("WIDER", 2), ("GATE:MUT-08", 1), ("CANDIDATES", 1)]


def test_approval_for_one_person_at_one_post_opens_that_pair_only(build: Build) -> None:
    posts = [post("OWN", "GP", "U1"), post("V", "GP", "V1"), post("W", "GP", "V1")]
    agencies = [{"agency_id": a, "name": a, "kind": "REGENCY", "province_id": "63"} for a in ("A", "B")]
    approved = [{"kind": "GUBERNUR", "employee_id": "E", "post_id": "W", "given_on": D(2026, 1, 1)}]
    people = [person("E", "OWN"), person("F", "OWN")]
    _, reach = found(build, posts, people, "kinds = ['OTHER_AGENCY']", agencies=agencies, approvals=approved)
    assert reach == {"E": ["OWN", "W"], "F": ["OWN"]}


def test_unknown_does_not_bar_even_where_outside_approvals_are_forbidden(build: Build) -> None:
    posts = [post("OWN", "GP", "U1", leads_unit=True), post("SAME", "GP", leads_unit=True)]
    result, reach = found(build, posts, [person("E", "OWN")])
    assert reach == {"E": ["OWN", "SAME"]}
    gates = {rule.id for rule in bits_of(result.pairs["gates"][1], result.rules)}
    assert gates == {
        "KIN-07",
        "PIL-01",
        "PIL-04",
        "PIL-06",
        "REQ-11",
    } - {"REQ-11"}


def test_last_resort_counts_the_gates_so_treated(build: Build) -> None:
    posts = [post("OWN", "GP", "U1"), post("SAME", "GP")]
    conditions = [{"employee_id": "E", "kind": "UNDER_EXAMINATION", "from": D(2026, 1, 1)}]
    policy = "[gates]\nDISCIPLINE_STATEMENT = 'last_resort'\nAPPRAISALS = 'last_resort'"
    result, _ = found(build, posts, [person("E", "OWN")], policy, conditions=conditions)
    assert result.pairs.select("last_resort", "forced").rows() == [(0, False), (2, False)]


def test_gate_that_the_policy_forbids_removes_the_pair_and_is_counted(build: Build) -> None:
    posts = [post("OWN", "GP", "U1"), post("SAME", "GP")]
    conditions = [{"employee_id": "E", "kind": "UNDER_EXAMINATION", "from": D(2026, 1, 1)}]
    policy = "[gates]\nDISCIPLINE_STATEMENT = 'forbid'"
    result, reach = found(build, posts, [person("E", "OWN")], policy, conditions=conditions)
    assert reach == {"E": ["OWN"]}
    assert result.funnel.select("stage", "remaining").rows()[-2:] == [("GATE:DIS-04", 0), ("CANDIDATES", 0)]


def test_decision_makes_any_pair_a_candidate(build: Build) -> None:
    posts = [post("OWN", "GP", "U1"), post("LEADS", "KS", "U2", None)]
    force = [{"employee_id": "E", "kind": "FORCE", "post_id": "LEADS", "reason": "promosi hasil seleksi"}]
    result, reach = found(build, posts, [person("E", "OWN", in_job_since=D(2019, 1, 1))], decisions=force)
    assert reach == {"E": ["LEADS", "OWN"]}
    assert result.pairs.select("forced", "direction").rows() == [(True, "PROMOTION"), (False, None)]
    assert result.forced_barred.height == 0


def test_decision_that_a_hard_rule_bars_is_listed(build: Build) -> None:
    posts = [post("OWN", "GM", "U1"), post("LOWER", "GP")]
    force = [{"employee_id": "E", "kind": "FORCE", "post_id": "LOWER", "reason": "penyegaran"}]
    result, reach = found(build, posts, [person("E", "OWN", in_post_since=D(2026, 1, 1))], decisions=force)
    assert reach == {"E": ["OWN"]}
    assert result.forced_barred.rows() == [("E", "LOWER", "DIS-07"), ("E", "LOWER", "MUT-03")]


def test_decision_stays_a_candidate_with_a_forbidden_gate_and_says_so(build: Build) -> None:
    posts = [post("OWN", "GP", "U1"), post("SAME", "GP")]
    force = [{"employee_id": "E", "kind": "FORCE", "post_id": "SAME", "reason": "dinas"}]
    policy = "[gates]\nAPPRAISALS = 'forbid'"
    appraisals = [{"employee_id": "E", "period": p, "predicate": "KURANG"} for p in ("2024", "2025")]
    result, reach = found(build, posts, [person("E", "OWN")], policy, decisions=force, appraisals=appraisals)
    assert reach == {"E": ["OWN", "SAME"]}
    assert result.forced_gated.rows() == [("E", "SAME", "KIN-07")]


def test_uncounted_people_have_no_pairs_even_by_decision(build: Build) -> None:
    posts = [post("OWN", "GP", "U1"), post("SAME", "GP")]
    people = [person("E", "OWN", status="STUDY_LEAVE"), person("F", "OWN", employment="NON_ASN")]
    force = [{"employee_id": e, "kind": "FORCE", "post_id": "SAME", "reason": "dinas"} for e in "EF"]
    result, reach = found(build, posts, people, decisions=force)
    assert reach == {}
    assert result.forced_barred.rows() == [("E", "SAME", "MUT-12-STUDY"), ("F", "SAME", "POL-EMPLOYMENT")]
    result, reach = found(build, posts, people, "[rules]\nenabled = false", decisions=force)
    assert (reach, result.forced_barred.rows()) == ({}, [("E", "SAME", "NOT_COUNTED"), ("F", "SAME", "NOT_COUNTED")])


def test_people_on_a_frozen_post_stay_and_people_without_a_post_may_be_placed(build: Build) -> None:
    posts = [post("OWN", "GP", "V1", None), post("SAME", "GP", "V1"), post("A", "GP", "U1")]
    people = [person("E", "OWN"), person("F", None, job_id="GP")]
    _, reach = found(build, posts, people)
    assert reach == {"E": ["OWN"]}  # two agencies: nobody knows to which one F belongs
    result, _ = found(build, posts, people)
    assert result.cuts.rows() == [("NO_AGENCY_OR_CATEGORY", 0, 1)]
    _, reach = found(build, posts[:2], people, units=UNITS[3:])
    assert reach == {"E": ["OWN"], "F": ["SAME"]}


def test_scores_are_exactly_the_pairs_and_rules_still_hold(build: Build) -> None:
    posts = [
        post("OWN", "GP", "U1"),
        post("SAME", "GP"),
        post("SAME2", "GP", "U3"),
        post("HIGHER", "GM"),
        post("LOW", "A1"),
    ]
    scores = [{"employee_id": "E", "post_id": p, "points": 5} for p in ("SAME", "HIGHER", "LOW")]
    people = [person("E", "OWN"), person("F", "OWN")]
    _, reach = found(build, posts, people, "candidates = 'scores'", scores=scores)
    assert reach == {"E": ["HIGHER", "LOW", "OWN", "SAME"], "F": ["OWN"]}
    people[0]["in_post_since"] = D(2026, 1, 1)
    _, reach = found(build, posts, people, "candidates = 'scores'", scores=scores)
    assert reach == {"E": ["OWN"], "F": ["OWN"]}
    _, reach = found(build, posts, people, "candidates = 'scores'\n[rules]\nenabled = false", scores=scores)
    assert reach == {"E": ["HIGHER", "LOW", "OWN", "SAME"], "F": ["OWN"]}


def test_cuts_by_distance_are_counted(build: Build) -> None:
    posts = [post("OWN", "GP", "U1"), post("NEAR", "GP"), post("FAR", "GP", "U3")]
    result, reach = found(build, posts, [person("E", "OWN")], "max_distance_km = 20")
    assert (reach, result.cuts.rows()) == ({"E": ["NEAR", "OWN"]}, [("DISTANCE", 1, 0)])
    result, reach = found(build, posts, [person("E", "OWN")], "nearest = 1")
    assert (reach, result.cuts.rows()) == ({"E": ["NEAR", "OWN"]}, [("DISTANCE", 1, 0)])


def test_tally_tells_people_tested_unknown_and_pairs(build: Build) -> None:
    posts = [post("OWN", "GP", "U1", 4), post("S1", "GP"), post("S2", "GP")]
    people = [
        person("E", "OWN"), person("F", "OWN", in_post_since=None), person("G", "OWN", in_post_since=D(2026, 1, 1)),
        person("H", "OWN", employment="PPPK"),
    ]  # fmt: skip
    result, _ = found(build, posts, people)
    assert result.tallies.filter(pl.col("rule") == "MUT-03").rows() == [("MUT-03", 2, 1, 2, 2)]
    assert result.tallies.filter(pl.col("rule") == "PPK-02-UNIT").rows() == [("PPK-02-UNIT", 1, 0, 0, 2)]
    assert result.tallies["rule"].to_list() == [rule.id for rule in result.rules]


def test_funnel_counts_people_in_order_and_never_bars_who_sits_there(build: Build) -> None:
    posts = [post("SHORT", "GP", "U1", 4), post("O", "GP", "U2", 1), post("NURSE", "PP", "U2", 1)]
    people = [
        person("E", "O"), person("F", "O", in_post_since=D(2026, 1, 1)), person("H", "NURSE"),
        person("G", "SHORT", in_post_since=D(2026, 1, 1)), person("I", "O", birth_date=D(1967, 1, 1)),
    ]  # fmt: skip
    result, _ = found(build, posts, people)
    assert result.funnel.select("stage", "remaining").rows() == [
        ("AGENCY", 5), ("CATEGORY", 5), ("LEVEL", 4), ("BUP-04", 3), ("MUT-03", 2), ("CANDIDATES", 2),
    ]  # fmt: skip


def test_rules_that_are_off_or_unknown(build: Build) -> None:
    posts = [post("OWN", "GP", "U1"), post("SAME", "GP")]
    people = [person("E", "OWN", in_post_since=D(2026, 1, 1))]
    result, reach = found(build, posts, people, "[rules]\noff = ['MUT-03']")
    assert (reach, "MUT-03" in {r.id for r in result.rules}) == ({"E": ["OWN", "SAME"]}, False)
    result, reach = found(build, posts, people, "[rules]\nenabled = false")
    assert (reach, result.rules_enabled, result.rules) == ({"E": ["OWN", "SAME"]}, False, ())
    with pytest.raises(InputError, match="MUT-99"):
        found(build, posts, people, "[rules]\noff = ['MUT-99']")
    with pytest.raises(InputError, match=r"pil\.months_before_candidates"):
        found(build, posts, people, '[rules.parameters]\n"pil.months_before_candidates" = 1')


def test_candidates_without_people_or_posts(build: Build) -> None:
    result, reach = found(build, [], [])
    assert (reach, result.pairs.height, result.funnel.height) == ({}, 0, 0)
    _, reach = found(build, [post("P", "GP")], [])
    assert reach == {}
    _, reach = found(build, [], [person("E", None)])
    assert reach == {}


def test_candidates_do_not_depend_on_the_order_of_rows(build: Build) -> None:
    posts = [post(f"P{i}", ("GP", "GURU", "GM")[i % 3], ("U1", "U2", "U3")[i % 3], 2) for i in range(9)]
    people = [person(f"E{i}", f"P{i % 9}") for i in range(12)]
    first, _ = found(build, posts, people)
    second, _ = found(build, posts[::-1], people[::-1])
    assert first.pairs.equals(second.pairs)
    assert first.funnel.equals(second.funnel)
    assert first.pairs.select("person", "post").rows() == sorted(first.pairs.select("person", "post").rows())


def test_candidates_do_not_depend_on_how_the_work_is_cut(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    posts = [post(f"P{i}", ("GP", "GURU", "GM")[i % 3], ("U1", "U2", "U3")[i % 3], 2) for i in range(9)]
    people = [person(f"E{i}", f"P{i % 9}") for i in range(12)]
    force = [{"employee_id": "E3", "kind": "FORCE", "post_id": "P1", "reason": "dinas"}]
    whole, _ = found(build, posts, people, "nearest = 2", decisions=force)
    module = import_module("penata.eligibility.candidates")  # its name is also that of the function
    monkeypatch.setattr(module, "_CHUNK", 5)
    monkeypatch.setattr(module, "_SLICE", 4)
    cut, _ = found(build, posts, people, "nearest = 2", decisions=force)
    for name in ("pairs", "funnel", "tallies", "cuts"):
        assert getattr(cut, name).equals(getattr(whole, name)), name


def test_cuts_tell_of_approvals_that_close_nothing(build: Build) -> None:
    approvals = [
        {"kind": "GUBERNURR", "employee_id": "E", "given_on": D(2026, 1, 1)},
        {"kind": "GUBERNUR", "employee_id": "E", "given_on": D(2026, 7, 1)},
        {"kind": "GUBERNUR", "given_on": D(2026, 1, 1)},
        {"kind": "GUBERNUR", "employee_id": "E", "given_on": D(2026, 6, 30)},
    ]
    policy = "[rules]\noff = ['MUT-08', 'MUT-09', 'MUT-10']"
    for lines in ("", policy):
        result, _ = found(build, [post("OWN", "GP", "U1")], [person("E", "OWN")], lines, approvals=approvals)
        assert result.cuts.rows() == [
            ("APPROVAL_WITHOUT_SUBJECT", 1, 0), ("APPROVAL_OF_UNKNOWN_KIND", 1, 0), ("APPROVAL_NOT_YET_GIVEN", 1, 0),
        ]  # fmt: skip


def test_cuts_tell_of_scores_that_cannot_be_used(build: Build) -> None:
    posts = [post("OWN", "GP", "U1"), post("OPEN", "GP"), post("FROZEN", "GP", "U3", None), post("LEADS", "KS")]
    people = [person("E", "OWN"), person("N", "OWN", employment="NON_ASN")]
    scores = [{"employee_id": "E", "post_id": p, "points": 1} for p in ("OPEN", "FROZEN", "LEADS")]
    scores += [{"employee_id": "N", "post_id": "OPEN", "points": 1}]
    result, reach = found(build, posts, people, "candidates = 'scores'", scores=scores)
    assert reach == {"E": ["OPEN", "OWN"]}
    assert result.cuts.rows() == [("SCORED_BUT_CLOSED", 2, 0)]


def test_direction_is_not_told_of_who_has_no_job(build: Build) -> None:
    people = [person("NEW", None), person("WAITING", None, job_id="GP")]
    decisions = [{"employee_id": who, "kind": "FORCE", "post_id": where, "reason": "Penempatan"}
                 for who, where in (("NEW", "OPEN"), ("WAITING", "OTHER"))]  # fmt: skip
    result, _ = found(build, [post("OPEN", "GP"), post("OTHER", "GP", "U3")], people, decisions=decisions)
    assert result.pairs.select("person", "post", "direction").rows() == [(0, 0, None), (1, 1, "LATERAL")]

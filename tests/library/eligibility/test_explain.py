"""What an explanation says of a single pair."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from penata.eligibility import Decision, Explanation, Judge, explain_pair
from penata.facts import facts_of
from penata.policy import parse_policy
from penata.synthetic import synthesise
from penata.tables import Dataset, InputError
from penata.vocabulary import Outcome

D = dt.date
Build = Callable[[Mapping[str, Sequence[Mapping[str, Any]]]], Dataset]


def explained(build: Build, pair: tuple[str, str] = ("E", "THERE"), policy: str = "", **tables: Any) -> Explanation:
    person = {
        "employee_id": "E", "name": "E", "employment": "PNS", "birth_date": D(1990, 1, 1), "post_id": "HERE",
        "in_post_since": D(2019, 1, 1), **tables.pop("person", {}),
    }  # fmt: skip
    base = {
        "units": [{"unit_id": "U1", "agency_id": "A", "name": "U1"}, {"unit_id": "U2", "agency_id": "A", "name": "U2"}],
        "jobs": [{"job_id": "J", "name": "Arsiparis", "category": "FUNGSIONAL", "ladder": "ARSIPARIS",
                  "level": "AHLI_MUDA"}],
        "posts": [{"post_id": "HERE", "unit_id": "U1", "job_id": "J", "need": 1},
                  {"post_id": "THERE", "unit_id": "U2", "job_id": "J", "need": 1}],
        "employees": [person], "conditions": [],
        "appraisals": [{"employee_id": "E", "period": year, "predicate": "BAIK"} for year in ("2024", "2025")],
    }  # fmt: skip
    dataset = build({**base, **tables})
    chosen = parse_policy(f"as_of = 2026-06-30\n{policy}")
    return explain_pair(facts_of(dataset, chosen), dataset, chosen, *pair)


def test_everything_met(build: Build) -> None:
    found = explained(build)
    assert (found.decision, found.planned, found.direction, found.own) == (Decision.MAY, True, "LATERAL", False)
    assert [v.rule.id for v in found.reasons] == ["MUT-03-MAX"]  # only a remark: more than five years there
    assert found.reasons[0].remark


def test_bar_names_rule_facts_and_remedy(build: Build) -> None:
    found = explained(build, person={"in_post_since": D(2026, 1, 1)})
    [verdict] = found.reasons
    assert (found.decision, found.planned) == (Decision.MAY_NOT, False)
    assert (verdict.rule.id, verdict.outcome) == ("MUT-03", Outcome.BAR)
    assert verdict.facts == {
        "in_post_since": D(2026, 1, 1), "months_in_post": 5, "in_job_since": None, "category": "FUNGSIONAL",
    }  # fmt: skip
    assert verdict.message == "Tidak memenuhi: sekurangnya 24 bulan pada formasi sekarang."


def test_unknown_names_the_proof(build: Build) -> None:
    found = explained(build, person={"in_post_since": None})
    [verdict] = found.reasons
    assert (found.decision, found.planned, verdict.outcome) == (Decision.WITH_GATES, True, Outcome.UNKNOWN)
    assert verdict.message.endswith("dibuktikan dengan SK pengangkatan pada formasi sekarang (TMT).")


def test_sensitive_gate_and_its_approval(build: Build) -> None:
    conditions = [{"employee_id": "E", "kind": "UNDER_EXAMINATION", "from": D(2026, 1, 1)}]
    found = explained(build, conditions=conditions)
    [verdict] = [v for v in found.reasons if v.is_open_gate]
    assert (verdict.rule.id, verdict.rule.sensitive, found.decision) == ("DIS-04", True, Decision.WITH_GATES)
    approvals = [{"kind": "DISCIPLINE_STATEMENT", "employee_id": "E", "given_on": D(2026, 6, 1)}]
    found = explained(build, conditions=conditions, approvals=approvals)
    assert (found.decision, [v.rule.id for v in found.reasons if v.on_file]) == (Decision.MAY, ["DIS-04"])


def test_outside_approval_that_is_missing_keeps_the_pair_out_of_the_plan(build: Build) -> None:
    dates = {
        "HEAD_INAUGURATED": D(2026, 6, 1),
        "ELECTION_CANDIDATES_SET": D(2020, 1, 1),
        "HEAD_TERM_ENDS": D(2021, 1, 1),
    }
    calendar = [{"kind": kind, "date": date} for kind, date in dates.items()]
    posts = [{"post_id": p, "unit_id": u, "job_id": "J", "need": 1, "leads_unit": True}
             for p, u in (("HERE", "U1"), ("THERE", "U2"))]  # fmt: skip
    found = explained(build, calendar=calendar, posts=posts)
    assert (found.decision, found.planned) == (Decision.WITH_GATES, False)
    assert [(v.rule.id, v.forbidden) for v in found.reasons if v.is_open_gate] == [("PIL-04", True)]
    found = explained(build, calendar=calendar, posts=posts, policy="[gates]\nMENDAGRI = 'allow'")
    assert found.planned


def test_own_post_is_always_open(build: Build) -> None:
    found = explained(build, ("E", "HERE"), person={"in_post_since": D(2026, 1, 1)})
    assert (found.own, found.decision, found.direction, found.planned) == (True, Decision.MAY, None, True)


def test_law_switched_off_judges_the_scope_only(build: Build) -> None:
    found = explained(build, person={"in_post_since": D(2026, 1, 1)}, policy="[rules]\nenabled = false")
    assert ({v.rule.family for v in found.verdicts}, found.planned) == ({"scope"}, True)


def test_nobody_and_nothing_of_that_name(build: Build) -> None:
    with pytest.raises(InputError, match="pegawai 'F' tidak ada"):
        explained(build, ("F", "THERE"))
    with pytest.raises(InputError, match="formasi 'NOWHERE' tidak ada"):
        explained(build, ("E", "NOWHERE"))


def test_unknown_of_an_approval_from_outside_asks_for_the_data_first(build: Build) -> None:
    leading = [{"post_id": "HERE", "unit_id": "U1", "job_id": "J", "need": 1, "leads_unit": True},
               {"post_id": "THERE", "unit_id": "U2", "job_id": "J", "need": 1}]  # fmt: skip
    found = explained(build, posts=leading)
    [verdict] = [v for v in found.reasons if v.rule.id == "PIL-04"]
    assert (found.planned, verdict.outcome) == (True, Outcome.UNKNOWN)
    assert verdict.message.endswith("; lengkapi datanya, atau mintakan persetujuan tertulis Menteri Dalam Negeri.")


def test_explanation_of_who_has_no_job_tells_no_direction(build: Build) -> None:
    assert explained(build, person={"post_id": None}).direction is None


def test_without_any_kind_of_move_nothing_is_planned(build: Build) -> None:
    found = explained(build, policy="kinds = []")
    assert (found.planned, [v.rule.id for v in found.verdicts if v.stands_in_the_way]) == (False, ["POL-KINDS"])


def test_what_stands_against_pairs_is_what_their_explanations_say() -> None:
    world = synthesise(seed=3, employees=300, as_of=dt.date(2026, 6, 30))
    policy = parse_policy(world.policy)
    facts = facts_of(world.dataset, policy)
    people, posts = facts.persons["employee_id"].to_list(), facts.posts["post_id"].to_list()
    pairs = [(people[(7 * i) % len(people)], posts[(11 * i) % len(posts)]) for i in range(200)]
    judge = Judge.of(facts, world.dataset, policy)
    told = [
        [(v.rule.id, v.outcome, v.forbidden) for v in explanation.verdicts if v.stands_in_the_way]
        for explanation in judge.explain(pairs)
    ]
    assert [[(v.rule.id, v.outcome, v.forbidden) for v in against] for against in judge.against(pairs)] == told
    assert sum(map(bool, told)) > 50

"""An old plan replays under its old rules, and a day of the old law is judged by the old law."""

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest

from penata.eligibility import bits_of, candidates, explain_pair
from penata.eligibility.rules import corpus, rule_set_of, rules_of
from penata.eligibility.scene import Basis
from penata.facts import facts_of
from penata.intake.dataset import load_dataset
from penata.law.edition import EDITIONS, NEWEST, is_known
from penata.law.values import values
from penata.policy import Policy, parse_policy
from penata.tables import Dataset, InputError

WORLD = Path(__file__).parent / "first_release"
"""A small synthetic regency with a neighbour, written once by the first release."""

WIDE = (
    'kinds = ["LATERAL", "CHANGE_OF_FAMILY", "PROMOTION", "OTHER_AGENCY"]\n'
    'categories = {JPT = "plan", ADMINISTRATOR = "plan", PENGAWAS = "plan"}\ngates = {outside = "allow"}\n'
)
FIRST_RELEASE = [  # day, policy, pairs, digest: what the first release itself found (commit 8cd146c)
    ("2026-06-30", "", 809, "929aa2ec74bb35c760fbb21d64ab7d07"),
    ("2026-06-30", WIDE, 1274, "aa39080659a73e6d0c652394d9ea1fdc"),
    ("2029-06-30", "", 766, "963eb47b3f33f219b78ace2a8a3e7192"),
    ("2029-06-30", WIDE, 1404, "35b53fc3fa282c865f62f5ba51bdff78"),
    ("2023-10-31", "", 712, "aa0341679951bccc0d4324c96acbd7b6"),
    ("2023-10-31", WIDE, 1013, "f11902277b226cca1895b678fd5cb7ca"),
]
Build = Callable[[Mapping[str, Sequence[Mapping[str, Any]]]], Dataset]


@pytest.fixture(scope="module")
def world() -> Dataset:
    return load_dataset(WORLD)


@pytest.mark.parametrize(("day", "more", "count", "digest"), FIRST_RELEASE)
def test_first_edition_finds_what_the_first_release_found(
    world: Dataset, day: str, more: str, count: int, digest: str
) -> None:
    rows = pairs_of(world, _policy(day, f'rule_set = "2026.1"\n{more}'))
    assert (len(rows), blake2b(json.dumps(rows).encode(), digest_size=16).hexdigest()) == (count, digest)


def test_newest_edition_keeps_the_moves_inside_an_agency(world: Dataset) -> None:
    """New rules speak of leading posts, other agencies and private schools: usual moves stay possible."""
    first, newest = (pairs_of(world, _policy("2026-06-30", more)) for more in ('rule_set = "2026.1"\n', ""))
    assert [row[:4] for row in newest] == [row[:4] for row in first]
    assert {gate for new, old in zip(newest, first, strict=True) for gate in set(new[4]) ^ set(old[4])} == {"PIL-06"}


def pairs_of(dataset: Dataset, policy: Policy) -> list[list[Any]]:
    """Each candidate pair with its direction, whether forced, the ids of its open gates, and its last resorts."""
    facts = facts_of(dataset, policy)
    found = candidates(facts, dataset, policy)
    people, posts = facts.persons["employee_id"].to_list(), facts.posts["post_id"].to_list()
    return [
        [people[person], posts[post], way, forced, sorted(rule.id for rule in bits_of(gates, found.rules)), last]
        for person, post, way, forced, gates, last in found.pairs.iter_rows()
    ]


def test_rule_set_of_a_released_edition_never_changes() -> None:
    """Whoever adds to the corpus marks it as added in the newest edition; a released one keeps its digest."""
    first = rule_set_of(_policy("2026-06-30", 'rule_set = "2026.1"'))
    assert (first.id, len(first.rules), len(first.values), first.digest) == (
        "2026.1@2026-06-30", 41, 44, "0f9073ce025bb4fb1a763d7647bd3a6a",
    )  # fmt: skip


def test_policy_without_an_edition_means_the_newest() -> None:
    newest = rule_set_of(_policy("2026-06-30"))
    assert newest.id == f"{NEWEST}@2026-06-30"
    assert newest.digest == rule_set_of(_policy("2026-06-30", f'rule_set = "{NEWEST}"')).digest


def test_rule_set_is_the_law_and_not_what_an_agency_makes_of_it() -> None:
    bare = rule_set_of(_policy("2026-06-30"))
    own = rule_set_of(_policy("2026-06-30", '[rules]\noff = ["MUT-03"]\nparameters = {"mut.min_months" = 6}'))
    assert own.digest == bare.digest
    assert rule_set_of(_policy("2022-06-30")).digest != bare.digest


def test_unknown_edition_is_refused() -> None:
    policy = _policy("2026-06-30", 'rule_set = "2031.1"')
    with pytest.raises(InputError, match=r"rule_set: '2031\.1' tidak dikenal; yang dikenal: 2026\.1, 2026\.2"):
        rules_of(Basis(policy.effective_date, frozenset(), {}), policy)


def test_rule_of_a_later_edition_cannot_be_named_under_an_earlier_one() -> None:
    policy = _policy("2026-06-30", 'rule_set = "2026.1"\n[rules]\noff = ["PIL-06"]')
    with pytest.raises(InputError, match=r"rules\.off: aturan 'PIL-06' tidak dikenal"):
        rules_of(Basis(policy.effective_date, frozenset(), {}), policy)


@pytest.mark.parametrize("edition", EDITIONS)
def test_one_version_at_most_is_in_force(edition: str) -> None:
    days = [dt.date(year, month, 1) for year in range(2014, 2031) for month in range(1, 13)]
    rules = corpus(Basis(dt.date(2026, 6, 30), frozenset(), {}, edition))
    for entries in (rules, [entry for entry in values() if is_known(entry, edition)]):
        for day in days:
            ids = [entry.id for entry in entries if entry.holds(day, edition)]
            assert len(ids) == len(set(ids)), f"two versions on {day}"


@pytest.mark.parametrize("day", ["2017-04-07", "2020-02-28", "2022-06-30", "2023-09-21", "2023-10-30"])
def test_every_rule_can_be_written_on_a_day_of_the_old_law(world: Dataset, day: str) -> None:
    assert pairs_of(world, _policy(day))


@pytest.mark.parametrize(
    ("day", "rules"),
    [
        ("2023-09-21", {"JPT-04"}),
        ("2023-09-22", {"JPT-04", "JPT-05"}),  # the circular came before the old law went
        ("2023-10-30", {"JPT-04", "JPT-05"}),
        ("2023-10-31", {"JPT-05"}),
        ("2025-05-13", {"JPT-05"}),
        ("2025-05-14", {"JPT-05", "REQ-11", "REQ-11-MANAGER", "REQ-11-TERM"}),
    ],
)
def test_rules_of_a_day(day: str, rules: set[str]) -> None:
    policy = _policy(day)
    found = {rule.id for rule in rules_of(Basis(policy.effective_date, frozenset(), {}), policy)}
    assert found & {"JPT-04", "JPT-05", "REQ-11", "REQ-11-MANAGER", "REQ-11-TERM"} == rules


@pytest.mark.parametrize(
    ("day", "in_post_since", "parameters", "found"),
    [
        ("2022-06-30", "2020-06-30", {}, {"MUT-03-JPT": "PASS", "JPT-04": "PASS"}),
        ("2022-06-30", "2021-06-30", {}, {"MUT-03-JPT": "BAR", "JPT-04": "GATE"}),
        # Section 16 of the collection: two years, six months, and less than two years with a reason.
        ("2026-06-30", "2025-06-30", {}, {"MUT-03-JPT": "PASS", "JPT-05": "GATE"}),
        ("2026-06-30", "2025-12-31", {}, {"MUT-03-JPT": "BAR", "JPT-05": "GATE"}),
        ("2026-06-30", "2025-06-30", {"mut.min_months_jpt": 24}, {"MUT-03-JPT": "BAR", "JPT-05": "GATE"}),
        ("2026-06-30", "2025-12-30", {"mut.min_months_jpt_reason": 6}, {"MUT-03-JPT": "PASS", "JPT-05": "PASS"}),
        ("2026-06-30", "2026-06-30", {"mut.min_months_jpt": 0}, {"MUT-03-JPT": "PASS", "JPT-05": "GATE"}),
    ],
)
def test_time_in_a_jpt_post_by_each_reading(
    build: Build, day: str, in_post_since: str, parameters: dict[str, int], found: dict[str, str]
) -> None:
    assert _told(build, "JPT", day, in_post_since, parameters, {"MUT-03-JPT", "JPT-04", "JPT-05"}) == found


@pytest.mark.parametrize(
    ("parameters", "outcome"), [({}, "BAR"), ({"mut.min_months": 6}, "PASS"), ({"mut.min_months": 24}, "BAR")]
)
def test_time_in_another_post_by_each_reading(build: Build, parameters: dict[str, int], outcome: str) -> None:
    assert _told(build, "PELAKSANA", "2026-06-30", "2025-12-30", parameters, {"MUT-03"}) == {"MUT-03": outcome}


def _told(
    build: Build, category: str, day: str, since: str, parameters: dict[str, int], rules: set[str]
) -> dict[str, str]:
    dataset = build({
        "units": [{"unit_id": f"U{i}", "agency_id": "A", "name": f"U{i}"} for i in (1, 2)],
        "jobs": [{"job_id": "J", "name": "J", "category": category, "level": "II.b" if category == "JPT" else None}],
        "posts": [{"post_id": f"P{i}", "unit_id": f"U{i}", "job_id": "J", "need": 1} for i in (1, 2)],
        "employees": [{"employee_id": "E", "name": "E", "employment": "PNS", "post_id": "P1",
                       "in_post_since": dt.date.fromisoformat(since), "birth_date": dt.date(1975, 1, 1)}],
    })  # fmt: skip
    lines = "".join(f'"{name}" = {months}\n' for name, months in parameters.items())
    policy = _policy(day, f"[rules.parameters]\n{lines}")
    told = explain_pair(facts_of(dataset, policy), dataset, policy, "E", "P2").verdicts
    return {verdict.rule.id: verdict.outcome.value for verdict in told if verdict.rule.id in rules}


def _policy(day: str, more: str = "") -> Policy:
    return parse_policy(f"as_of = 2026-06-30\neffective_date = {day}\n{more}")

"""An old plan is made and verified under the rules of its time."""

from pathlib import Path

from penata.intake.dataset import load_dataset
from penata.planning.making import plan
from penata.planning.verify import verify
from penata.policy import parse_policy

WORLD = Path(__file__).parents[1] / "eligibility" / "first_release"


def test_plan_replays_under_the_edition_of_its_time() -> None:
    dataset = load_dataset(WORLD)
    first = parse_policy('as_of = 2026-06-30\nladder = []\nrule_set = "2026.1"')
    newest = parse_policy("as_of = 2026-06-30\nladder = []")
    made = plan(dataset, first)
    tables = {"assignments": made.assignments, "moves": made.moves, "prices": made.prices}
    rules = made.result["rules"]
    assert (rules["set"], rules["count"], len(rules["tallies"])) == ("2026.1@2026-06-30", 41, 41)
    assert verify(dataset, first, tables, made.result).ok
    assert set(verify(dataset, newest, tables, made.result).counts) >= {"RESULT_RULES"}
    assert plan(dataset, newest).assignments.equals(made.assignments)

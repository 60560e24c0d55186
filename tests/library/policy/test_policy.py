"""policy.toml: defaults, every wrong key and value named at once."""

import datetime as dt

import pytest

from penata.policy import Policy, Weights, parse_policy
from penata.tables import InputError

DAY = dt.date(2026, 6, 30)


def test_defaults_need_only_the_day_of_the_snapshot() -> None:
    assert parse_policy("as_of = 2026-06-30") == Policy(as_of=DAY, effective_date=DAY)


def test_every_section_is_read() -> None:
    policy = parse_policy(
        """
        as_of = 2026-06-30
        effective_date = 2026-09-01
        kinds = ["LATERAL", "PROMOTION"]
        candidates = "scores"
        max_distance_km = 40
        nearest = 30
        missing_need = "filled"
        ladder = [50, 10]
        [categories]
        PENGAWAS = "keep"
        [gates]
        own = "last_resort"
        outside = "allow"
        MENDAGRI = "forbid"
        [rules]
        enabled = false
        off = ["MUT-03"]
        [rules.parameters]
        mut.min_months = 6
        "jpt.floor_months" = 12
        [weights]
        wish = 55
        """
    )
    assert policy.effective_date == dt.date(2026, 9, 1)
    assert policy.kinds == {"LATERAL", "PROMOTION"}
    assert (policy.candidates, policy.max_distance_km, policy.nearest, policy.missing_need) == (
        "scores",
        40,
        30,
        "filled",
    )
    assert policy.ladder == (10, 50)
    assert (policy.categories["PENGAWAS"], policy.categories["FUNGSIONAL"]) == ("keep", "plan")
    assert policy.gate_treatment("MENDAGRI", outside=True) == "forbid"
    assert policy.gate_treatment("KEMENDIKDASMEN", outside=True) == "allow"
    assert policy.gate_treatment("SKP", outside=False) == "last_resort"
    assert (policy.rules_enabled, policy.rules_off) == (False, {"MUT-03"})
    assert policy.parameters == {"mut.min_months": 6, "jpt.floor_months": 12}
    assert policy.weights == Weights(wish=55)


def test_all_problems_are_told_with_key_value_and_remedy() -> None:
    with pytest.raises(InputError) as caught:
        parse_policy(
            'weigths = 3\nas_of = "2026-06-30"\nkinds = ["SIDEWAYS"]\nnearest = -1\n[weights]\nfitt = 3\nwish = "x"'
        )
    assert [problem.split(":")[0] for problem in caught.value.problems] == [
        "policy.toml, weigths", "policy.toml, as_of", "policy.toml, weights.fitt", "policy.toml, kinds",
        "policy.toml, nearest", "policy.toml, weights.wish",
    ]  # fmt: skip
    assert "2026-01-31" in caught.value.problems[1]
    assert "LATERAL" in caught.value.problems[3]


def test_no_day_at_all_is_an_error_but_an_argument_may_give_it() -> None:
    with pytest.raises(InputError, match="as_of"):
        parse_policy("")
    assert parse_policy("", as_of=DAY).as_of == DAY
    assert parse_policy("as_of = 2020-01-01", as_of=DAY).as_of == DAY


@pytest.mark.parametrize("text", ["as_of = ", "as_of = 2026-06-30\n[weights", "= 3"])
def test_text_that_is_no_toml_is_named_as_such(text: str) -> None:
    with pytest.raises(InputError, match="TOML"):
        parse_policy(text)


def test_a_preset_gives_weights_and_kinds_that_explicit_keys_override() -> None:
    named = parse_policy('as_of = 2026-06-30\npreset = "merit"')
    assert named.kinds == {"LATERAL", "PROMOTION"}
    assert (named.weights.fit, named.weights.selection, named.weights.refusal) == (90, 60, 60)
    changed = parse_policy('as_of = 2026-06-30\npreset = "merit"\nkinds = ["LATERAL"]\n[weights]\nfit = 7\nwish = 0')
    assert changed.kinds == {"LATERAL"}
    assert (changed.weights.fit, changed.weights.wish, changed.weights.selection) == (7, 0, 60)
    assert changed.preset == "merit"


def test_an_unknown_preset_names_the_choices() -> None:
    with pytest.raises(InputError) as caught:
        parse_policy('as_of = 2026-06-30\npreset = "merrit"')
    assert caught.value.problems == [
        "policy.toml, preset: 'merrit' tidak dikenal; pilih balance, development, rotation, merit, wishes"
    ]


def test_shares_of_fit_and_the_silence_of_data_are_policy() -> None:
    policy = parse_policy('as_of = 2026-06-30\n[merit]\nabsent = "lowest"\n[merit.fit]\nsubject = 50\ncertificates = 0')
    assert policy.merit.absent == "lowest"
    assert (policy.merit.fit.subject, policy.merit.fit.certificates, policy.merit.fit.experience) == (50, 0, 25)
    zero = "".join(f"{name} = 0\n" for name in policy.merit.fit.__dataclass_fields__)
    with pytest.raises(InputError) as caught:
        parse_policy(f'as_of = 2026-06-30\n[merit]\nabsent = "zero"\nsilent = 1\n[merit.fit]\n{zero}')
    assert [problem.split(":")[0] for problem in caught.value.problems] == [
        "policy.toml, merit.silent", "policy.toml, merit.fit", "policy.toml, merit.absent",
    ]  # fmt: skip


def test_edition_and_doubtful_rules_are_named() -> None:
    policy = parse_policy('as_of = 2026-06-30\nrule_set = "2026.1"\n[rules]\non = ["PPK-04"]')
    assert (policy.rule_set, policy.rules_on) == ("2026.1", {"PPK-04"})
    with pytest.raises(InputError, match=r"rule_set: 2026\.1 bukan teks"):
        parse_policy("as_of = 2026-06-30\nrule_set = 2026.1")

"""Scenarios: policies that the library would accept, decisions about people, and two analysts at once."""

import datetime as dt

import pytest
from django.urls import reverse
from planned_cycles import EFFECTIVE, POLICY, finished_plan, open_cycle
from web_cast import AS_OF, NOW, regency

from penata.policy import PRESETS, Policy, parse_policy
from penata.tables import InputError
from penata_web.planning.forms.settings import CHOICES, LABELS, SECTIONS
from penata_web.planning.frames import policies
from penata_web.planning.models import Decision, Scenario
from penata_web.planning.operations import scenarios as operations
from penata_web.planning.operations.refusals import RefusedChangeError, StaleError
from penata_web.planning.queries.scenarios import changes_of
from penata_web.planning.views.policies import policy_form
from penata_web.shared.models import Act

pytestmark = pytest.mark.django_db


@pytest.fixture
def scenario(cast) -> Scenario:
    """The first scenario of a cycle with both analysts among its members."""
    return open_cycle(cast.analyst, (cast.second_analyst, cast.committee)).scenarios.get()


def typed(scenario: Scenario, **values) -> dict[str, object]:
    """The policy form as the browser sends it: everything as it stands, but for these."""
    form = policy_form(scenario.policy_text, None, {"version": scenario.version})
    found = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    found |= {"version": scenario.version, "reason": "Diminta kepala bidang"}
    for name, value in values.items():
        found[name.replace("__", ".")] = value
    return {name: value for name, value in found.items() if value is not None and value is not False}


# The text of a policy


def test_policy_text_states_the_days_and_the_edition_that_the_cycle_froze() -> None:
    policy = parse_policy(POLICY)
    assert (policy.as_of, policy.effective_date, policy.rule_set) == (AS_OF, EFFECTIVE, "2026.2")


@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_text_of_a_preset_is_read_back_as_the_same_policy(preset: str) -> None:
    text = policies.default_policy(AS_OF, EFFECTIVE, preset)
    assert policies.policy_text(parse_policy(text)) == text
    assert parse_policy(text).weights == parse_policy(f'preset = "{preset}"', as_of=AS_OF).weights


def test_every_key_of_a_policy_is_written_so_that_it_is_read_back() -> None:
    text = """
as_of = 2026-06-30
effective_date = 2026-07-31
rule_set = "2026.2"
ladder = [5, 10]
max_distance_km = 12.5
nearest = 3
[categories]
PENGAWAS = "plan"
[gates]
own = "last_resort"
PERTEK = "allow"
[rules]
off = ["COI-01"]
on = ["PPK-04"]
[rules.parameters]
mut.min_months = 6
[merit.fit]
subject = 40
[limits]
money = 5
relatives_apart = true
[limits.money_by_office]
"9901.X" = 4
[limits.districts]
"A>B" = 3
[moving_cost.by_rank]
III = 100
[transition]
first_day = 2026-08-03
skip_weekends = false
[exchange]
max_ring = 3
"""
    policy = parse_policy(text)
    assert parse_policy(policies.policy_text(policy)) == policy


def test_settings_are_all_that_the_library_knows_but_what_is_frozen_or_for_experts() -> None:
    day = dt.date(2026, 6, 30)
    document = policies.values_of(policies.policy_text(Policy(day, day)))
    asked = {path.split(".")[0] for path in document}
    assert set(Policy.__dataclass_fields__) - asked == {
        "as_of", "effective_date", "rule_set", "rules_enabled", "candidates", "engine", "ladder", "gates",
    }  # fmt: skip


def test_every_setting_has_words_and_stands_in_one_section() -> None:
    settings = policies.settings_of()
    assert {one.path for one in settings} - set(LABELS) == set()
    assert {choice for one in settings for choice in one.choices} - set(CHOICES) == set()
    for one in settings:
        assert sum(one.path.startswith(prefix) for *_, prefixes in SECTIONS for prefix in prefixes) == 1, one.path


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('effective_date = 2026-09-01\nrule_set = "2026.2"', "dibekukan dengan 2026-07-31"),
        ('effective_date = 2026-07-31\nrule_set = "2026.1"', "dibekukan dengan 2026.2"),
        ("[rules]\nenabled = false", "hukum tidak dapat dimatikan"),
        ('[rules]\noff = ["MUT-03"]', "MUT-03 bersumber dari hukum"),
        ('[rules]\noff = ["BUP-04"]', "BUP-04 bersumber dari hukum"),
        ('[rules]\non = ["MUT-03"]', "MUT-03 tidak perlu"),
        ("[rules.parameters]\nkin.years = 1", "bukan nilai yang diserahkan kepada instansi"),
    ],
)
def test_policy_that_leaves_what_the_cycle_froze_is_refused(line: str, said: str) -> None:
    head = "as_of = 2026-06-30\n" + ("" if "effective_date" in line else POLICY.split("\n", 1)[1])
    with pytest.raises(InputError, match=said):
        policies.checked(head + line, POLICY)


def test_only_rules_that_bar_nobody_may_be_switched() -> None:
    may = {rule.id: rule.on for rule in policies.switches_of(POLICY)}
    assert may["COI-01"] is True
    assert may["PPK-04"] is False
    assert not {"MUT-03", "BUP-04", "POL-KINDS"} & set(may)


# The form


def test_form_changes_what_was_typed_and_nothing_else(enter, scenario) -> None:
    values = typed(scenario, weights__fit=80, limits__max_moves=50, parameters__mut__min_months="")
    values["parameters.mut.min_months"] = 6
    values["switches"] = [rule.id for rule in policies.switches_of(POLICY) if rule.on and rule.id != "COI-01"]
    answer = enter("analyst").post(reverse("planning:policy", args=[scenario.pk]), values)
    assert answer.status_code == 302, answer.content.decode()
    scenario.refresh_from_db()
    assert policies.differences(POLICY, scenario.policy_text) == [
        ("limits.max_moves", None, 50), ("parameters.mut.min_months", None, 6), ("rules_off", [], ["COI-01"]),
        ("weights.fit", 60, 80),
    ]  # fmt: skip
    assert scenario.version == 2
    (change,) = changes_of(scenario, since=1)
    assert (change.author, change.reason, change.before["weights.fit"], change.after["weights.fit"]) == (
        "Sdr. Analyst", "Diminta kepala bidang", 60, 80,
    )  # fmt: skip


def test_form_without_a_reason_keeps_what_was_typed(enter, scenario) -> None:
    answer = enter("analyst").post(
        reverse("planning:policy", args=[scenario.pk]), typed(scenario, weights__fit=77, reason="")
    )
    assert answer.status_code == 422
    assert 'value="77"' in answer.content.decode()
    scenario.refresh_from_db()
    assert scenario.version == 1


def test_form_that_changes_nothing_says_so(enter, scenario) -> None:
    answer = enter("analyst").post(reverse("planning:policy", args=[scenario.pk]), typed(scenario))
    assert answer.status_code == 422
    assert "Tidak ada yang berubah" in answer.content.decode()


def test_what_the_library_refuses_is_told_with_its_place(enter, scenario) -> None:
    values = typed(scenario, tolerance__shortage=10, limits__max_moves=5)
    answer = enter("analyst").post(reverse("planning:policy", args=[scenario.pk]), values)
    assert answer.status_code == 422
    assert "tolerance.shortage: belum dapat bersama [limits]" in answer.content.decode()


def test_expert_text_is_refused_with_every_problem_and_kept(enter, scenario) -> None:
    text = POLICY + "[weights]\nfitt = 3\n[limits]\nmax_moves = -1\n"
    url = reverse("planning:policy-text", args=[scenario.pk])
    answer = enter("analyst").post(url, {"version": 1, "text": text, "reason": "coba"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "weights.fitt: kunci tidak dikenal" in page
    assert "limits.max_moves: -1 bukan bilangan bulat" in page
    assert "fitt = 3" in page


def test_expert_text_with_a_comment_is_kept_as_it_was_written(enter, scenario) -> None:
    text = POLICY + "# didiskusikan dengan Bappeda\n[weights]\nfit = 70\n"
    url = reverse("planning:policy-text", args=[scenario.pk])
    assert enter("analyst").post(url, {"version": 1, "text": text, "reason": "coba"}).status_code == 302
    scenario.refresh_from_db()
    assert scenario.policy_text == text


def test_preset_changes_weights_and_leaves_limits(enter, acting, scenario) -> None:
    limited = policies.with_values(POLICY, {"limits.max_moves": 9})
    operations.change_policy(
        scenario=scenario, version=1, policy_text=limited, reason="r", by=acting("analyst"), at=NOW
    )
    url = reverse("planning:policy-preset", args=[scenario.pk])
    assert enter("analyst").post(url, {"version": 2, "preset": "wishes", "reason": "aspirasi"}).status_code == 302
    scenario.refresh_from_db()
    policy = parse_policy(scenario.policy_text)
    assert (policy.preset, policy.weights.wish, policy.limits.max_moves) == ("wishes", 90, 9)


# Two people at once


def test_second_analyst_is_told_what_changed_and_keeps_what_was_typed(enter, scenario) -> None:
    url = reverse("planning:policy", args=[scenario.pk])
    second = typed(scenario, weights__wish=55, reason="Aspirasi guru")
    assert enter("analyst").post(url, typed(scenario, weights__fit=80)).status_code == 302
    answer = enter("second_analyst").post(url, second)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "sudah diubah oleh Sdr. Analyst" in page
    assert "Kecocokan dengan jabatan: 60 → <strong>80</strong>" in page
    assert "Aspirasi guru" in page
    scenario.refresh_from_db()
    assert (scenario.version, parse_policy(scenario.policy_text).weights.wish) == (2, 40)


def test_saving_again_after_a_clash_keeps_both_changes(enter, scenario) -> None:
    url = reverse("planning:policy", args=[scenario.pk])
    second = typed(scenario, weights__wish=55)
    enter("analyst").post(url, typed(scenario, weights__fit=80))
    form = enter("second_analyst").post(url, second).context["form"]
    again = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    again = {name: value for name, value in again.items() if value is not None and value is not False}
    assert enter("second_analyst").post(url, again).status_code == 302
    scenario.refresh_from_db()
    weights = parse_policy(scenario.policy_text).weights
    assert (scenario.version, weights.fit, weights.wish) == (3, 80, 55)


def test_stale_version_changes_nothing(acting, scenario) -> None:
    person = regency()["employees"]["employee_id"][0]
    decided = {"scenario": scenario, "employee_id": person, "kind": "PIN", "post_id": "", "reason": "r", "at": NOW}
    operations.decide(**decided, version=1, by=acting("analyst"))
    with pytest.raises(StaleError) as stale:
        operations.change_policy(
            scenario=scenario, version=1, policy_text=POLICY + "nearest = 5\n", reason="r", by=acting("second_analyst"),
            at=NOW,
        )  # fmt: skip
    assert [change.verb for change in stale.value.changes] == ["DECIDE"]
    scenario.refresh_from_db()
    assert (scenario.version, scenario.policy_text) == (2, POLICY)


# Making and copying


def test_scenario_begins_with_the_policy_of_the_cycle_or_a_preset(enter, scenario) -> None:
    url = reverse("planning:scenario-new", args=[scenario.cycle_id])
    enter("analyst").post(url, {"name": "Sama", "preset": ""})
    enter("analyst").post(url, {"name": "Aspirasi", "preset": "wishes"})
    assert Scenario.objects.get(name="Sama").policy_text == POLICY
    assert parse_policy(Scenario.objects.get(name="Aspirasi").policy_text).preset == "wishes"


def test_name_that_is_taken_is_refused_beside_its_field(enter, scenario) -> None:
    answer = enter("analyst").post(
        reverse("planning:scenario-new", args=[scenario.cycle_id]), {"name": "Dasar", "preset": ""}
    )
    assert answer.status_code == 422
    assert "Nama ini sudah dipakai" in answer.content.decode()


def test_copy_has_policy_and_decisions_and_is_changed_by_itself(enter, acting, scenario) -> None:
    person = regency()["employees"]["employee_id"][0]
    operations.decide(
        scenario=scenario, version=1, employee_id=person, kind="PIN", post_id="", reason="sakit", by=acting("analyst"),
        at=NOW,
    )  # fmt: skip
    enter("second_analyst").post(reverse("planning:scenario-copy", args=[scenario.pk]), {"name": "Salinan"})
    copy = Scenario.objects.get(name="Salinan")
    assert copy.copied_from == scenario
    assert copy.decisions.get().reason == "sakit"
    copy.decisions.all().delete()
    assert scenario.decisions.count() == 1


def test_committee_cannot_change_a_scenario(enter, acting, scenario) -> None:
    assert enter("committee").get(reverse("planning:policy", args=[scenario.pk])).status_code == 403
    with pytest.raises(RefusedChangeError):
        operations.change_policy(
            scenario=scenario, version=1, policy_text=POLICY + "nearest = 5\n", reason="r", by=acting("committee"),
            at=NOW,
        )  # fmt: skip


def test_locked_proposal_cannot_be_changed(enter, acting, cast, scenario) -> None:
    plan = finished_plan(scenario, cast.analyst)
    Scenario.objects.filter(pk=scenario.pk).update(frozen_at=NOW, frozen_by=cast.committee, frozen_plan=plan)
    scenario.refresh_from_db()
    with pytest.raises(RefusedChangeError, match="usulan sudah dikunci"):
        operations.rename_scenario(scenario=scenario, name="X", note="", by=acting("analyst"), at=NOW)
    assert enter("analyst").get(reverse("planning:policy", args=[scenario.pk])).status_code == 404


# Decisions


def test_person_is_found_by_name_and_decided_about(enter, scenario) -> None:
    person = regency()["employees"].row(0, named=True)
    post = regency()["posts"].row(5, named=True)
    url = reverse("planning:decision-new", args=[scenario.pk])
    found = enter("analyst").get(url, {"cari": person["name"].lower()}).content.decode()
    assert f"?pegawai={person['employee_id']}" in found
    there = f"{url}?pegawai={person['employee_id']}&formasi={post['post_id']}"
    assert post["post_id"] in enter("analyst").get(there).content.decode()
    typed = {"kind": "FORBID", "post": post["post_id"], "reason": "Konflik kepentingan", "version": 1}
    assert enter("analyst").post(there, typed).status_code == 302
    decision = Decision.objects.get()
    assert (decision.employee_id, decision.kind, decision.post_id) == (person["employee_id"], "FORBID", post["post_id"])
    page = enter("analyst").get(reverse("planning:scenario", args=[scenario.pk])).content.decode()
    assert person["name"] in page
    assert "Konflik kepentingan" in page


def test_unknown_person_is_refused(enter, acting, scenario) -> None:
    url = reverse("planning:decision-new", args=[scenario.pk])
    assert enter("analyst").get(url, {"pegawai": "123"}).status_code == 404
    with pytest.raises(RefusedChangeError, match="tidak ada dalam data beku"):
        operations.decide(
            scenario=scenario, version=1, employee_id="123", kind="PIN", post_id="", reason="r", by=acting("analyst"),
            at=NOW,
        )  # fmt: skip
    scenario.refresh_from_db()
    assert scenario.version == 1


def test_decision_is_taken_back_with_a_reason(enter, acting, scenario) -> None:
    person = regency()["employees"]["employee_id"][0]
    decision = operations.decide(
        scenario=scenario, version=1, employee_id=person, kind="PIN", post_id="", reason="r", by=acting("analyst"),
        at=NOW,
    )  # fmt: skip
    url = reverse("planning:decision-withdraw", args=[scenario.pk, decision.pk])
    assert enter("analyst").post(url, {"version": 2, "reason": ""}).status_code == 422
    assert enter("analyst").post(url, {"version": 2, "reason": "Sudah sembuh"}).status_code == 302
    assert Decision.objects.count() == 0
    act = Act.objects.get(verb="WITHDRAW_DECISION")
    assert (act.reason, act.before["employee_id"], act.before["kind"]) == ("Sudah sembuh", person, "PIN")

"""What if: the page answers what the library answers, says what cannot be, and leads into the scenario."""

import re
from urllib.parse import parse_qs, urlsplit

import polars as pl
import pytest
from django.urls import reverse
from planned_cycles import finished_plan, open_cycle, store

from penata.planning import Workings, worked_out
from penata.planning.whatif import Board, Forbid, Move, Need, Pin, Retire, Weigh
from penata.planning.whatif.changes import changed
from penata.planning.whatif.recommend import options_for_person, options_for_post, recommended
from penata_web.planning.enums import DecisionKind
from penata_web.planning.frames import boards
from penata_web.planning.frames.boards import open_plan, opened_now, place_of
from penata_web.planning.frames.folders import plan_table
from penata_web.planning.frames.plans import reading_of, source_of
from penata_web.planning.frames.trials import answered, trials_of
from penata_web.planning.models import Decision, Plan
from penata_web.shared.charts import number
from penata_web.shared.models import Act

pytestmark = pytest.mark.django_db

MOVES = ("employee_id", "from_post_id", "to_post_id")


@pytest.fixture
def plan(cast) -> Plan:
    """A draft whose board is open."""
    cycle = open_cycle(cast.analyst, (cast.committee,))
    made = finished_plan(cycle.scenarios.get(), cast.analyst)
    assert opened_now(source_of(made)).refused == ()
    return made


@pytest.fixture
def mover() -> tuple[str, str, str]:
    """Somebody who moves in a chain of several."""
    rows = plan_table(store().plan, "moves")
    several = rows.filter(pl.len().over("chain_id") > 1).sort("employee_id")
    return several.select(MOVES).row(0)


def workings(plan: Plan) -> Workings:
    source = source_of(plan)
    return worked_out(source.dataset(), source.policy())


def cases(mover: tuple[str, str, str]) -> list[tuple[list[str], list]]:
    who, home, there = mover
    return [
        ([f"PIN~{who}"], [Pin(who)]),
        ([f"MOVE~{who}~{there}"], [Move(who, there)]),
        ([f"MOVE~{who}"], [Move(who)]),
        ([f"FORBID~{who}~{there}"], [Forbid(who, there)]),
        ([f"RETIRE~{who}"], [Retire(who)]),
        (["WEIGH~wish~80"], [Weigh("wish", 80)]),
        ([f"PIN~{who}", f"NEED~9~{home}"], [Pin(who), Need(home, 9)]),
    ]


@pytest.mark.parametrize("case", range(7))
def test_answer_is_that_of_the_whole_road(plan, mover, case) -> None:
    codes, changes = cases(mover)[case]
    reading = reading_of(plan)
    said = answered(place_of(source_of(plan)).opened, trials_of(codes, reading), reading)
    work = workings(plan)
    again = Board(worked_out(*changed(work.dataset, work.policy, changes)))
    assert said.answer.after == again.before.levels
    assert said.answer == Board(work).answer(changes)
    assert [row[2] for row in said.levels] == [
        number(again.before.levels.short), number(again.before.levels.shortage), number(again.before.levels.gain),
        number(again.before.levels.moves),
    ]  # fmt: skip
    assert said.people == len(said.answer.shifts) == sum(len(members) for _chain, members in said.chains)


def test_need_counts_from_what_it_is_now(plan, mover) -> None:
    reading, (_who, home, _there) = reading_of(plan), mover
    need = dict(reading.story.seats.select("post_id", "need").iter_rows())[home]
    assert [trial.change for trial in trials_of([f"NEED~+2~{home}", f"NEED~7~{home}"], reading)] == [
        Need(home, need + 2), Need(home, 7),
    ]  # fmt: skip


def test_page_shows_the_answer_with_who_shifts(plan, mover, enter) -> None:
    who, _home, _there = mover
    page = enter("analyst").get(reverse("planning:whatif", args=[plan.pk]), {"ubah": f"PIN~{who}"})
    reading, said = reading_of(plan), page.context["answer"]
    assert said.is_possible
    text = page.content.decode()
    for shift in said.answer.shifts:
        assert reading.names[shift.employee_id] in text
    assert f"{reading.names[who]} tetap di tempat" in text
    assert re.search(r"dijawab dalam \d+ ms", text)


def test_changes_that_cannot_be_kept_together_are_named(plan, mover, enter) -> None:
    who, _home, there = mover
    codes = [f"PIN~{who}", f"MOVE~{who}~{there}"]
    page = enter("analyst").get(reverse("planning:whatif", args=[plan.pk]), {"ubah": codes})
    said = page.context["answer"]
    assert not said.is_possible
    assert said.clashes
    assert "Tidak ada rencana yang mungkin" in page.content.decode()
    assert said.clashes[0][1] in page.content.decode()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("PIN~000", "Pegawai 000 tidak ada dalam rencana ini; cari namanya lagi."),
        ("SING~1", "Andaian SING~1 tidak dikenal; hapus dan susun lagi."),
        ("WEIGH~wish~x", "x bukan bilangan bulat; tulis misalnya 2."),
        ("WEIGH~luck~3", "bobot &#x27;luck&#x27; tidak dikenal"),
        ("NEED~+1~000", "Formasi 000 tidak ada dalam rencana ini; cari lagi."),
    ],
)
def test_change_that_nobody_understands_is_said(plan, enter, code, words) -> None:
    page = enter("analyst").get(reverse("planning:whatif", args=[plan.pk]), {"ubah": code})
    assert page.status_code == 200
    assert words in page.content.decode()


def test_composed_change_becomes_an_address_that_can_be_shared(plan, mover, enter) -> None:
    who, _home, there = mover
    client, here = enter("analyst"), reverse("planning:whatif", args=[plan.pk])
    typed = {"jenis": "MOVE", "orang": who, "formasi": there, "aksi": "coba", "ubah": "WEIGH~wish~50"}
    answer = client.get(here, typed)
    assert parse_qs(urlsplit(answer.url).query) == {"ubah": ["WEIGH~wish~50", f"MOVE~{who}~{there}"]}
    name = reading_of(plan).names[who]
    found = client.get(here, {"jenis": "PIN", "orang": name.split(",")[0]})
    assert who in [nip for nip, _name, _words in found.context["composer"].people]
    wrong = client.get(here, {"jenis": "PIN", "orang": "tidak seorang pun", "aksi": "coba"})
    assert "Tidak ada pegawai dengan NIP atau nama" in wrong.content.decode()
    assert "tidak seorang pun" in wrong.content.decode()


def test_options_are_those_of_the_library_in_their_order(plan, mover, enter) -> None:
    who, _home, there = mover
    board = Board(workings(plan))
    here = reverse("planning:whatif", args=[plan.pk])
    asked = (
        ({"saran-pegawai": who}, options_for_person(board, who)),
        ({"saran-formasi": there}, options_for_post(board, there)),
    )
    for query, found in asked:
        page = enter("analyst").get(here, query)
        best = recommended(board, found, 10)
        codes = [one.code for one, _url in page.context["options"]]
        assert codes == [f"MOVE~{one.option.employee_id}~{one.option.post_id}" for one in best]
        assert page.context["options_count"] == len(found)


def test_surge_shows_who_is_experienced_beside_the_answer(plan, mover, enter) -> None:
    _who, _home, there = mover
    client, here = enter("analyst"), reverse("planning:whatif", args=[plan.pk])
    page = client.get(here, {"ubah": f"SURGE~+1~{there}"})
    assert "Siapa yang berpengalaman dan dapat ke sana?" in page.content.decode()
    page = client.get(here, {"ubah": f"SURGE~+1~{there}", "saran-lonjakan": "1"})
    assert {one.code.split("~")[2] for one, _url in page.context["options"]} <= {there}
    assert page.context["options_for"] == reading_of(plan).places[there]


def test_unit_board_shows_who_sits_where_under_the_plan(plan, mover, enter) -> None:
    who, _home, there = mover
    unit = dict(reading_of(plan).story.seats.select("post_id", "unit_id").iter_rows())[there]
    page = enter("analyst").get(reverse("planning:whatif", args=[plan.pk]), {"unit": unit})
    posts = {post["post_id"]: post for post in page.context["boards"][0]["posts"]}
    sits = plan_table(store().plan, "assignments")
    for post_id, post in posts.items():
        there_now = sits.filter(pl.col("post_id") == post_id)["employee_id"]
        assert {one["employee_id"] for one in post["people"]} == set(there_now)
    assert next(one["comes"] for one in posts[there]["people"] if one["employee_id"] == who)
    assert f'name="formasi" value="{there}"' in page.content.decode()


TAKEN = [("PIN~{0}", "PIN"), ("FORBID~{0}~{2}", "FORBID"), ("MOVE~{0}~{2}", "FORCE")]


@pytest.mark.parametrize(("code", "kind"), TAKEN)
def test_trial_is_taken_into_the_scenario_with_its_reason(plan, mover, enter, code, kind) -> None:
    address = reverse("planning:whatif-decide", args=[plan.pk])
    form = {"ubah": code.format(*mover), "version": plan.scenario.version, "reason": "Diminta kepala dinas"}
    answer = enter("analyst").post(address, form)
    assert answer.status_code == 302
    decision = Decision.objects.get(scenario=plan.scenario)
    assert (decision.employee_id, decision.kind) == (mover[0], DecisionKind[kind])
    assert decision.post_id == ("" if kind == "PIN" else mover[2])
    assert decision.reason == "Diminta kepala dinas"
    assert Act.objects.order_by("-number")[0].verb == "DECIDE"


def test_trial_is_not_taken_where_somebody_changed_the_scenario_meanwhile(plan, mover, enter) -> None:
    form = {"ubah": f"PIN~{mover[0]}", "version": plan.scenario.version - 1, "reason": "Diminta kepala dinas"}
    answer = enter("analyst").post(reverse("planning:whatif-decide", args=[plan.pk]), form)
    assert answer.status_code == 422
    assert "Diminta kepala dinas" in answer.content.decode()
    assert not Decision.objects.exists()


def test_trial_without_a_reason_or_about_nobody_is_not_taken(plan, mover, enter) -> None:
    address = reverse("planning:whatif-decide", args=[plan.pk])
    for form in ({"ubah": f"PIN~{mover[0]}", "reason": ""}, {"ubah": "WEIGH~wish~3", "reason": "ya"}):
        answer = enter("analyst").post(address, {**form, "version": plan.scenario.version})
        assert answer.status_code == 422
    assert not Decision.objects.exists()


def test_only_who_prepares_the_scenario_is_offered_to_take_it_in(plan, mover, enter) -> None:
    address, asked = reverse("planning:whatif", args=[plan.pk]), {"ubah": f"PIN~{mover[0]}"}
    assert "Masukkan ke skenario" in enter("analyst").get(address, asked).content.decode()
    assert "Masukkan ke skenario" not in enter("committee").get(address, asked).content.decode()
    assert enter("decider").get(address, asked).status_code == 404


def test_board_is_opened_once_and_few_are_kept(plan, cast) -> None:
    first = place_of(source_of(plan))
    assert place_of(source_of(plan)) is first
    for at in range(boards.MOST):
        other = finished_plan(plan.scenario, cast.analyst)
        other.digest = f"other {at}"
        assert opened_now(source_of(other)).opened is not None
    assert opened_now(source_of(plan)) is not first


def test_board_that_is_on_its_way_is_said_so_and_asked_for_again(plan, mover, enter) -> None:
    source = source_of(plan)
    kept, boards._places[source.key] = boards._places[source.key], boards.Place()
    try:
        page = enter("analyst").get(reverse("planning:whatif", args=[plan.pk]), {"ubah": f"PIN~{mover[0]}"})
    finally:
        boards._places[source.key] = kept
    assert "Rencana sedang dibuka" in page.content.decode()
    assert 'hx-trigger="every 1s"' in page.content.decode()
    page = enter("analyst").get(reverse("planning:whatif", args=[plan.pk]), {"ubah": f"PIN~{mover[0]}"})
    assert 'hx-trigger="every 1s"' not in page.content.decode()


def test_plan_that_does_not_fit_its_data_is_refused_in_words(plan) -> None:
    path = source_of(plan).plan_folder / "assignments.parquet"
    rows = pl.read_parquet(path)
    rows.with_columns(pl.col("post_id").reverse()).write_parquet(path)
    Plan.objects.filter(pk=plan.pk).update(digest="damaged")
    plan.refresh_from_db()
    place = opened_now(source_of(plan))
    assert place.opened is None
    assert "assignments" in " ".join(place.refused)


def test_opened_plan_costs_what_the_plan_states(plan) -> None:
    stated, levels = store().made.figures["objective"], open_plan(source_of(plan)).board.before.levels
    assert (levels.shortage, levels.gain, levels.moves, levels.tie) == tuple(
        stated[name] for name in ("shortage", "gain", "moves", "tie")
    )

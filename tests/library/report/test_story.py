"""The figures and sentences that every file of the report shares."""

from dataclasses import replace

import polars as pl
import pytest

from penata.report import matching_figures
from penata.report.gates import gate_totals
from penata.report.missing import gaps_of
from penata.report.rules import rule_lines, sensitive_ids, titles_of
from penata.report.story import story_of
from penata.report.verdict import answer, is_verified, standing
from penata.tables import PLAN_TABLES, dataset_of


def _story(case):
    return story_of(case.plan, case.dataset, case.facts, case.policy)


@pytest.fixture(scope="module")
def story(case):
    """The story of the case."""
    return _story(case)


def test_headline_counts_the_plan(case, story):
    h, posts, moves = story.headline, case.plan.posts, case.plan.moves
    assert (h.shortage_before, h.shortage_after) == (posts["shortage_before"].sum(), posts["shortage_after"].sum())
    assert h.closed == moves.height
    assert h.directions == {"LATERAL": moves.height}
    assert (h.wishers, h.wishes_granted) == (1, moves["wish_rank"].count())
    assert (h.nearer, h.farther, h.refused) == (0, moves.height, None)
    assert h.allowance_less is None
    assert h.leading_after == 1
    assert h.people == case.dataset["employees"].height


def test_remote_shortage_is_counted_apart(case, story):
    remote = case.facts.posts.filter("remote")["post_id"].implode()
    expected = case.plan.posts.filter(pl.col("post_id").is_in(remote))["shortage_before"].sum()
    assert 0 < story.headline.remote_before == expected


@pytest.mark.parametrize("frame", ["districts", "offices", "units"])
def test_places_add_up_to_all_posts_there(story, frame):
    seats = story.seats if frame != "districts" else story.seats.filter(pl.col("district_id").is_not_null())
    for column in ("need", "shortage_before", "shortage_after", "surplus_before", "surplus_after"):
        assert getattr(story, frame)[column].sum() == seats[column].sum()


def test_flows_add_up_to_the_moves(case, story):
    assert story.flow_level == "district"
    assert story.flows["people"].sum() == case.plan.moves.height
    assert story.flows["people"].is_sorted(descending=True)


def test_reason_tells_need_origin_wish_and_home(story):
    row = story.people.filter(pl.col("wish_rank") == 1).row(0, named=True)
    left = f"masih kurang {row['shortage_after_to']}" if row["shortage_after_to"] else "terpenuhi"
    assert row["reason"] == (
        f"{row['unit_to']} kekurangan {row['shortage_before_to']} dari 6 Guru Kelas; sesudah rencana {left}. "
        f"{row['unit_from']} kelebihan 3. Sesuai aspirasi ke-1. Lebih jauh dari rumah."
    )


def test_forced_move_says_so(case):
    nip = case.plan.moves["employee_id"][0]
    decision = {
        "employee_id": [nip],
        "kind": ["FORCE"],
        "post_id": [case.plan.moves["to_post_id"][0]],
        "reason": ["SK"],
    }
    forced = replace(case, dataset=case.dataset.replace(decisions=pl.DataFrame(decision)))
    reasons = dict(_story(forced).people.select("employee_id", "reason").iter_rows())
    assert {n for n, text in reasons.items() if "Ditetapkan dengan keputusan" in text} == {nip}


def test_person_without_a_post_before_or_after_is_told(case):
    moves = case.plan.moves.with_columns(
        pl.when(pl.int_range(pl.len()) != 0).then("from_post_id").alias("from_post_id"),
        pl.when(pl.int_range(pl.len()) != 1).then("to_post_id").alias("to_post_id"),
    )
    story = _story(replace(case, plan=replace(case.plan, moves=moves)))
    reasons = dict(story.people.select("employee_id", "reason").iter_rows())
    assert "Sebelumnya belum mempunyai jabatan." in reasons[moves["employee_id"][0]]
    assert reasons[moves["employee_id"][1]].startswith("Dilepas dari jabatan tanpa jabatan baru.")
    assert story.headline.placed == 1


def test_post_that_gives_below_its_need_is_told(case):
    giver = case.plan.moves["from_post_id"][0]
    here = pl.col("post_id") == giver
    posts = case.plan.posts.with_columns(
        pl.when(here).then(2).otherwise("shortage_after").alias("shortage_after"),
        pl.when(here).then(1).otherwise("shortage_before").alias("shortage_before"),
    )
    story = _story(replace(case, plan=replace(case.plan, posts=posts)))
    assert story.headline.lowered_posts == 1
    why = dict(story.short.select("post_id", "why").iter_rows())
    assert why[giver].startswith("Melepas pegawai ke formasi yang lebih berat kekurangannya;")
    reasons = story.people.filter(pl.col("from_post_id") == giver)["reason"]
    assert reasons.str.contains("menjadi kurang 2, di atas jumlah minimumnya.", literal=True).all()


def test_short_posts_that_are_planned_come_first(story):
    assert story.short["treatment"].to_list() == ["plan"] * (story.short_count - 1) + ["shortlist"]


def test_order_of_rows_changes_nothing(case):
    shuffled = {name: getattr(case.plan, name).sample(fraction=1.0, shuffle=True, seed=3) for name in PLAN_TABLES}
    story, other = _story(case), _story(replace(case, plan=replace(case.plan, **shuffled)))
    for name in ("people", "districts", "units", "flows", "short", "gates", "gate_totals", "points"):
        assert getattr(story, name).equals(getattr(other, name)), name


def test_answer_and_standing_of_a_plan_without_moves(empty_case):
    story = _story(empty_case)
    assert answer(story) == "Tidak ada perpindahan: semua kebutuhan yang diketahui sudah terpenuhi."
    assert "keputusan tetap pada PPK" in standing(story)


@pytest.mark.parametrize(
    ("said", "verified"),
    [("ACCEPTED", True), ("REJECTED", False), ({"verdict": "ACCEPTED"}, True), (True, True), (None, None)],
)
def test_verdict_of_the_verifier_is_read(case, said, verified):
    assert is_verified(_story(case.with_result(verifier=said))) is verified


def test_gates_count_people_once_each(case):
    lines = rule_lines(case.plan.result)
    totals = gate_totals(case.plan.moves, titles_of(lines), {line.id: line.citation for line in lines})
    gated = case.plan.moves.filter(pl.col("legal_gates").list.contains("MUT-12")).height
    assert totals.rows() == [
        ("kelengkapan dokumen (naskah resmi harus diperiksa)", "BKN 5/2019", gated),
        ("syarat pribadi", None, 1),
    ]


def test_sensitive_rules_have_one_title_and_no_counts(case):
    lines = rule_lines(case.plan.result)
    assert sensitive_ids(lines) == {"DIS-04"}
    assert titles_of(lines)["DIS-04"] == "syarat pribadi"
    assert [(line.barred, line.gated) for line in lines if line.sensitive] == [(None, None)]


def test_gaps_name_tables_and_empty_columns_with_their_cost(case):
    gaps = {gap.label: (gap.count, gap.total) for gap in gaps_of(case.dataset, case.facts)}
    people = case.facts.persons.filter("counted").height
    assert gaps["Kinerja"] == (None, None)
    assert gaps["Bidang pendidikan"] == (people, people)
    assert "Aspirasi" not in gaps


def test_matching_figures_of_a_small_agency():
    units = pl.DataFrame(
        {"unit_id": ["U", "V"], "parent_id": [None, "U"], "name": ["Dinas", "SD 1"], "kind": ["OPD", "SCHOOL"]}
    )
    jobs = pl.DataFrame({"job_id": ["J"], "name": ["Guru"], "category": ["FUNGSIONAL"], "level": ["AHLI_MUDA"]})
    posts = pl.DataFrame({"post_id": ["P"], "unit_id": ["V"], "job_id": ["J"]})
    people = pl.DataFrame({
        "employee_id": ["1", "2", "3"], "name": ["a", "b", "c"], "employment": ["PNS", "PPPK", "PNS"],
        "rank": ["III/a", "IX", "IV/a"], "post_id": ["P", "P", None],
    })  # fmt: skip
    frames = {"units": units, "jobs": jobs, "posts": posts, "employees": people}
    figures = matching_figures(dataset_of(frames))
    assert figures.select("dimension", "value", "PNS", "PPPK", "total").rows() == [
        ("Seluruhnya", "Semua pegawai", 2, 1, 3),
        ("Kantor", "Dinas", 1, 1, 2),
        ("Kantor", "(tidak diisi)", 1, 0, 1),
        ("Jenis jabatan", "Jabatan Fungsional", 1, 1, 2),
        ("Jenis jabatan", "(tidak diisi)", 1, 0, 1),
        ("Eselon/jenjang", "Ahli Muda", 1, 1, 2),
        ("Eselon/jenjang", "(tidak diisi)", 1, 0, 1),
        ("Pangkat/golongan", "III/a", 1, 0, 1),
        ("Pangkat/golongan", "IV/a", 1, 0, 1),
        ("Pangkat/golongan", "IX", 0, 1, 1),
    ]

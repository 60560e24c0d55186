"""The public folder tells of places and prices, never of a person, and gives back what was published."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from told_regency import POLICY, told_regency

from penata.explain.open.published import PUBLIC, SEATS, published_of, read_public
from penata.planning.making import policy_document
from penata.policy import Policy, parse_policy
from penata.report.folder import write_public
from penata.tables import TABLES, InputError


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("umum") / "publik"
    write_public(told_regency()[2].published, written)
    return written


def test_no_id_and_no_name_of_a_person_is_in_any_public_file(folder: Path) -> None:
    people = told_regency()[0]["employees"]
    bare = people["name"].str.split(",").list.first().str.strip_chars()
    words = {*people["employee_id"], *people["name"], *bare, *people["external_id"].drop_nulls()}
    assert len(words) > people.height
    files = sorted(folder.iterdir())
    assert {file.name for file in files} >= {"seats.csv", "about.json", "posts.csv", "jobs.csv", "units.csv"}
    for file in files:
        text = file.read_text("utf-8")
        assert [word for word in words if word in text] == []


def test_no_table_of_people_and_no_sensitive_column_is_public() -> None:
    for name in PUBLIC:
        assert "employee_id" not in TABLES[name]
        assert not any(column.sensitive for column in TABLES[name].columns)


def test_seats_are_every_post_with_its_price(folder: Path) -> None:
    _, made, told = told_regency()
    seats = told.published.seats
    assert seats.schema == SEATS
    assert seats["post_id"].to_list() == sorted(made.posts["post_id"])
    names = {f"price_{name}": name for name in ("shortage", "gain", "moves", "tie")}
    assert_frame_equal(seats.select("post_id", *names).rename(names), made.prices)
    assert seats.select(pl.all().exclude("need", "seat", "unit").is_null().any()).row(0) == (False,) * 7


def test_public_folder_is_read_back_as_it_was_published(folder: Path) -> None:
    published = told_regency()[2].published
    again = read_public(folder)
    assert_frame_equal(again.seats, published.seats)
    assert again.about == published.about
    assert again.policy == POLICY
    assert set(again.tables) == set(published.tables)
    for name, frame in again.tables.items():
        assert_frame_equal(frame.drop("external_id", strict=False), published.tables[name], check_row_order=False)


@pytest.mark.parametrize(
    "policy",
    [
        replace(POLICY, max_distance_km=12.5, rules_off=frozenset({"MUT-03"}), gates={"X": "allow"}),
        parse_policy("as_of = 2026-06-30\neffective_date = 2026-07-01\nkinds = ['PROMOTION']\n[weights]\nfit = 7\n"),
    ],
)
def test_policy_comes_back_from_its_document(policy: Policy) -> None:
    told = told_regency()[2]
    about = {**told.published.about, "policy": policy_document(policy)}
    assert replace(told.published, about=about).policy == policy


def test_same_plan_publishes_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    _, made, _ = told_regency()
    write_public(published_of(made.workings, made), tmp_path / "lagi")
    assert {f.name: f.read_bytes() for f in folder.iterdir()} == {
        f.name: f.read_bytes() for f in (tmp_path / "lagi").iterdir()
    }


def test_approval_is_public_only_where_it_names_no_person() -> None:
    dataset, made, _ = told_regency()
    post, who = made.posts["post_id"][0], dataset["employees"]["employee_id"][0]
    rows = [("X", None, post), ("X", who, None), ("X", who, post)]
    frame = pl.DataFrame(rows, schema=["kind", "employee_id", "post_id"], orient="row").with_columns(
        given_on=pl.lit(POLICY.as_of)
    )
    work = replace(made.workings, dataset=dataset.replace(approvals=frame))
    assert published_of(work, made).tables["approvals"].select("employee_id", "post_id").rows() == [(None, post)]


def test_folder_that_is_not_public_is_refused_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read_public(tmp_path)
    assert error.value.problems[0].endswith("beri folder publik dari sebuah rencana, misalnya RENCANA/publik")


def test_broken_public_file_is_named(folder: Path, tmp_path: Path) -> None:
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "about.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="tidak dapat dibaca"):
        read_public(tmp_path)

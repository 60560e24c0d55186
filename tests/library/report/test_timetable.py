"""The order of moves in the files of a plan: tables, calendar on the page, sheets of the workbook."""

import datetime as dt
import json
import re
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from penata.cli.verify import read_plan
from penata.intake.dataset import load_dataset, load_policy
from penata.intake.writing import write_dataset
from penata.planning import Plan, plan, verify
from penata.report import write_plan
from penata.report.timetable import what_stands
from penata.synthetic import synthesise
from penata.tables import ORDER_TABLES
from penata.transition import Order, order_of, with_order


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Plan, Order]:
    """A small regency as a dataset, and its plan with its order, written."""
    place = tmp_path_factory.mktemp("urutan")
    world = synthesise(seed=7, employees=500, as_of=dt.date(2026, 6, 30))
    write_dataset(world.dataset, place / "data", extra=world.extra_files())
    dataset, policy = load_dataset(place / "data"), load_policy(place / "data")
    made = plan(dataset, policy)
    order = order_of(made, made.facts, dataset, policy)
    made = with_order(made, order)
    write_plan(made, dataset, made.facts, policy, place / "rencana", order=order)
    return place / "data", place / "rencana", made, order


def test_what_is_written_is_read_back_and_accepted(folders: tuple[Path, Path, Plan, Order]) -> None:
    data, written, _, order = folders
    tables, claims = read_plan(written)
    dataset, policy = load_dataset(data), load_policy(data)
    assert verify(dataset, policy, tables, claims).ok
    assert claims["transition"] == json.loads(json.dumps(order.result))
    for name, frame in order.tables.items():
        assert (name in tables) == (frame.height > 0)
        if frame.height:
            lists = [c for c, kind in frame.schema.items() if isinstance(kind, pl.List)]
            plain = [f.with_columns(pl.col(lists).fill_null([])) for f in (tables[name], frame)]
            assert plain[0].equals(plain[1]), name
    assert set(order.tables) == set(ORDER_TABLES)


def test_an_order_that_was_changed_by_hand_is_refused(folders: tuple[Path, Path, Plan, Order]) -> None:
    data, written, _, _ = folders
    tables, claims = read_plan(written)
    first = tables["moves"]["wave"] == 1
    moves = tables["moves"].with_columns(pl.when(first).then(2).otherwise("wave").alias("wave"))
    verdict = verify(load_dataset(data), load_policy(data), {**tables, "moves": moves}, claims)
    assert "WAVE_DATE" in verdict.counts


def test_the_page_draws_every_day_with_its_people(folders: tuple[Path, Path, Plan, Order]) -> None:
    _, written, _, order = folders
    page = (written / "laporan.html").read_text("utf-8")
    section = page[page.index('<section id="urutan">') :]
    section = section[: section.index("</section>")]
    drawn = [
        int(count.replace(".", "")) for count in re.findall(r'class="on"[^>]*><span>\d+</span><b>([\d.]+)</b>', section)
    ]
    dated = [wave["moves"] for wave in order.result["by_wave"] if wave["date"] is not None]
    assert drawn == dated
    several = order.chains.filter(pl.col("moves") > 1)["chain_id"].to_list()
    assert all(f'<th scope="row">{chain}<small>' in section for chain in several)


def test_the_workbook_has_the_calendar_in_order(folders: tuple[Path, Path, Plan, Order]) -> None:
    _, written, made, _ = folders
    book = openpyxl.load_workbook(written / "rencana-mutasi.xlsx", read_only=True)
    sheet = list(book["Kalender"].iter_rows(values_only=True))
    head = next(k for k, row in enumerate(sheet) if row[0] == "Tahap")
    rows = [row for row in sheet[head + 1 :] if row[0] is not None]
    assert len(rows) == made.moves.height
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert "Rantai" in book.sheetnames


def test_a_plan_without_an_order_says_nothing_of_it(folders: tuple[Path, Path, Plan, Order], tmp_path: Path) -> None:
    data, _, made, _ = folders
    dataset, policy = load_dataset(data), load_policy(data)
    write_plan(made, dataset, made.facts, policy, tmp_path / "r")
    assert 'id="urutan"' not in (tmp_path / "r" / "laporan.html").read_text("utf-8")
    assert not (tmp_path / "r" / "chains.csv").exists()


def test_the_same_order_gives_the_same_bytes(folders: tuple[Path, Path, Plan, Order], tmp_path: Path) -> None:
    data, written, made, order = folders
    dataset, policy = load_dataset(data), load_policy(data)
    write_plan(made, dataset, made.facts, policy, tmp_path / "r", order=order)
    names = sorted(path.name for path in written.iterdir() if path.name != "run.json")
    assert sorted(path.name for path in (tmp_path / "r").iterdir() if path.name != "run.json") == names
    assert [name for name in names if (written / name).read_bytes() != (tmp_path / "r" / name).read_bytes()] == []


@pytest.mark.parametrize(("moves", "stands", "said"), [
    (1, 0, "hanya perpindahan ini yang gugur"), (3, 0, "seluruh rantai (3 orang) ikut gugur"),
    (3, 2, "2 dari 3 perpindahan tetap jalan; yang tetap di tempat: Ani"),
])  # fmt: skip
def test_what_stands_is_a_sentence(moves: int, stands: int, said: str) -> None:
    assert what_stands(moves, stands, "Ani") == said

"""The synthetic regency: repeatable, well-formed, and shaped like a real one."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from penata.cli import main
from penata.facts import facts_of
from penata.intake.dataset import read_dataset
from penata.intake.writing import write_dataset
from penata.policy import parse_policy
from penata.synthetic import World, synthesise
from penata.tables import TABLES
from penata.vocabulary import Severity

DAY = dt.date(2026, 6, 30)
SIZES = {"small": 300, "regency": 8_000}


@pytest.fixture(scope="module")
def worlds() -> dict[str, World]:
    return {name: synthesise(seed=7, employees=size, as_of=DAY) for name, size in SIZES.items()}


@pytest.fixture(params=list(SIZES))
def world(request: pytest.FixtureRequest, worlds: dict[str, World]) -> World:
    return worlds[request.param]


@pytest.fixture
def regency(worlds: dict[str, World]) -> World:
    return worlds["regency"]


@pytest.mark.parametrize("size", [200, 1_001, 12_001])
def test_size_is_exact(size: int) -> None:
    made = synthesise(seed=3, employees=size, as_of=DAY)
    assert made.dataset["employees"].height == size
    assert made.dataset["agencies"].height == (2 if size > 12_000 else 1)


@pytest.mark.parametrize("size", [199, 2_000_001])
def test_size_outside_the_limits(size: int) -> None:
    with pytest.raises(ValueError, match=f"employees is {size}"):
        synthesise(seed=7, employees=size, as_of=DAY)


def test_other_seed_other_digest(worlds: dict[str, World]) -> None:
    other = synthesise(seed=8, employees=300, as_of=DAY)
    assert other.dataset.digest() != worlds["small"].dataset.digest()


def test_command_writes_the_same_bytes(tmp_path: Path) -> None:
    written = []
    for hash_seed in ("1", "2"):
        out = tmp_path / hash_seed
        command = [sys.executable, "-c", "import sys; from penata.cli import main; sys.exit(main())", "synth",
                   "--employees", "300", "--out", str(out)]  # fmt: skip
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
        subprocess.run(command, env=environment, check=True, capture_output=True)
        written.append({file.name: file.read_bytes() for file in sorted(out.iterdir())})
    assert written[0] == written[1]
    assert {"employees.csv", "policy.toml", "cases.json"} <= set(written[0])


@pytest.mark.parametrize("words", [["--employees", "5"], ["--seed", "-1"], ["--as-of", "kemarin"], ["--seed", "x"]])
def test_command_with_a_wrong_argument(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["synth", "--out", str(tmp_path / "d"), *words])
    assert stop.value.code == 2
    assert f"{words[0]}: {words[1]!r}" in capsys.readouterr().err
    assert not (tmp_path / "d").exists()


def test_references_hold(world: World) -> None:
    dangling = [
        f"{table.name}.{column.name}"
        for table in TABLES.values()
        for column in table.columns
        if column.refers and _dangles(world, table.name, column.name, column.refers)
    ]
    assert dangling == []


def test_no_row_is_refused(worlds: dict[str, World], tmp_path: Path) -> None:
    world = worlds["small"]
    write_dataset(world.dataset, tmp_path / "d", extra=world.extra_files())
    reading = read_dataset(tmp_path / "d")
    assert reading.issues.sentences([Severity.ERROR, Severity.WARNING]) == []
    assert reading.dataset.digest() == world.dataset.digest()


def test_every_default_of_the_policy_is_true(world: World) -> None:
    stated = parse_policy(world.policy)
    spelt_out = [line.removeprefix("# ") for line in world.policy.splitlines()]
    keys = [line for line in spelt_out if line.split(" ")[0] in ("missing_need", "ladder", "candidates", "kinds")]
    assert len(keys) == 4
    assert parse_policy("\n".join([f"as_of = {DAY}", *keys])) == stated
    weights = spelt_out[spelt_out.index("[weights]                        # nilai bulat") :]
    assert parse_policy("\n".join([f"as_of = {DAY}", *weights])) == stated


def test_numbers_say_what_they_must(regency: World) -> None:
    planted = {i for fault in regency.cases["faults"] if fault["table"] == "employees" for i in fault["ids"]}
    people = regency.dataset["employees"].filter(
        (pl.col("employment") != "NON_ASN") & ~pl.col("employee_id").is_in(sorted(planted))
    )
    nip = pl.col("employee_id")
    born = nip.str.slice(0, 8) == pl.col("birth_date").dt.strftime("%Y%m%d")
    sex = nip.str.slice(14, 1) == pl.when(pl.col("sex") == "M").then(pl.lit("1")).otherwise(pl.lit("2"))
    contract = pl.col("employment").str.starts_with("PPPK")
    month = pl.when(contract).then(pl.lit("21")).otherwise(pl.col("cpns_on").dt.strftime("%m"))
    began = nip.str.slice(8, 6) == pl.col("cpns_on").dt.strftime("%Y") + month
    right = people.select((nip.str.contains(r"^\d{18}$") & born & sex & began).all()).item()
    assert right
    assert regency.dataset["employees"]["employee_id"].is_unique().all()


def test_sequence_starts_at_one(regency: World) -> None:
    first = regency.dataset["employees"].filter(pl.col("employment") != "NON_ASN").group_by(
        pl.col("employee_id").str.slice(0, 15)
    ).agg(pl.col("employee_id").str.slice(15, 3).min().alias("first"))  # fmt: skip
    assert first["first"].unique().to_list() == ["001"]


@pytest.mark.parametrize(
    ("share", "low", "high"),
    [
        (pl.col("employment") == "PPPK", 0.44, 0.53),
        (pl.col("employment") == "PNS", 0.46, 0.55),
        (pl.col("ladder") == "GURU", 0.60, 0.68),
        (pl.col("family") == "KESEHATAN", 0.13, 0.16),
        (pl.col("category").is_in(["JPT", "ADMINISTRATOR", "PENGAWAS"]), 0.035, 0.055),
        (pl.col("category") == "PELAKSANA", 0.09, 0.13),
        (pl.col("sex") == "F", 0.58, 0.70),
        (pl.col("education_level").is_in(["S1", "D4", "PROFESI"]), 0.70, 0.84),
        (pl.col("education_level") == "S2", 0.05, 0.12),
        (pl.col("rank").str.starts_with("III/"), 0.24, 0.34),
        (pl.col("rank").str.starts_with("IV/"), 0.13, 0.24),
        (pl.col("rank") == "IX", 0.30, 0.42),
    ],
)
def test_shares_are_those_of_a_regency(regency: World, share: pl.Expr, low: float, high: float) -> None:
    persons = facts_of(regency.dataset, parse_policy(regency.policy)).persons
    asn = persons.filter(pl.col("employment").is_in(["PNS", "CPNS", "PPPK"]))
    assert low <= asn.select(share.fill_null(value=False).mean()).item() <= high


def test_shortage_is_where_it_is_in_life(regency: World) -> None:
    posts = facts_of(regency.dataset, parse_policy(regency.policy)).posts
    teachers = posts.filter(pl.col("ladder") == "GURU").group_by("remote").agg(pl.col("need", "filled").sum())
    filled = {remote: filled / need for remote, need, filled in teachers.rows()}
    assert filled[True] < 0.85
    assert filled[False] > 0.97
    assert posts.filter(pl.col("surplus") > 0).height > 200


def test_schools_and_posts_agree(world: World) -> None:
    posts = world.dataset["posts"].filter(pl.col("subject") == "Guru Kelas").select("unit_id", "need")
    schools = world.dataset["schools"].filter(pl.col("stage") == "SD").select("unit_id", "classes")
    both = schools.join(posts, on="unit_id", how="full", coalesce=True)
    assert both["need"].to_list() == both["classes"].to_list()


def test_workload_explains_the_need(regency: World) -> None:
    people = regency.dataset["workload"].group_by("post_id").agg(
        (pl.col("volume") * pl.col("minutes")).sum().alias("minutes")
    ).join(regency.dataset["posts"], on="post_id").filter(pl.col("need").is_not_null())  # fmt: skip
    assert people.select(((pl.col("minutes") / 75_000).round(0) == pl.col("need")).all()).item()


def _dangles(world: World, table: str, column: str, refers: str) -> bool:
    other, key = refers.split(".")
    values = world.dataset[table][column].drop_nulls().unique()
    return bool((~values.is_in(world.dataset[other][key].implode())).any())

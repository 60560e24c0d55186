"""``penata verify``: exit codes, what is said, and clear errors for a folder that cannot be read."""

import importlib.util
import json
from pathlib import Path

import polars as pl
import pytest

from penata.cli import main
from penata.intake.dataset import write_dataset
from penata.planning import plan
from penata.tables import PLAN_TABLES

_REGENCY = Path(__file__).parent.parent / "planning" / "regency.py"
_SPEC = importlib.util.spec_from_file_location("regency", _REGENCY)
assert _SPEC is not None
assert _SPEC.loader is not None
regency = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(regency)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A dataset, and a plan of it as csv."""
    root = tmp_path_factory.mktemp("verify")
    dataset = regency.dataset_from(regency.TABLES_OF_REGENCY)
    write_dataset(dataset, root / "data")
    (root / "data" / "policy.toml").write_text("as_of = 2026-06-30\nladder = [1, 2]\n", encoding="utf-8")
    made = plan(dataset, regency.POLICY)
    (root / "plan").mkdir()
    for name in PLAN_TABLES:
        frame = getattr(made, name)
        lists = [column for column, dtype in frame.schema.items() if isinstance(dtype, pl.List)]
        frame.with_columns(pl.col(lists).list.join(";")).write_csv(root / "plan" / f"{name}.csv")
    claims = {**made.result, "ladder": list(made.ladder)}
    lines = (json.dumps(document, default=str) for document in made.explanations)
    (root / "plan" / "explanations.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (root / "plan" / "result.json").write_text(json.dumps(claims), encoding="utf-8")
    return root / "data", root / "plan"


@pytest.fixture
def copy(folders: tuple[Path, Path], tmp_path: Path) -> Path:
    """The plan folder, free to be changed."""
    for file in folders[1].iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path


def test_verify_says_what_it_checked_and_accepts(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(folders[0]), str(folders[1])]) == 0
    said = capsys.readouterr().out
    assert "Diperiksa: assignments, moves, posts, prices, shortlist, explanations, result," in said
    assert "Bukti: terbukti, tidak ada susunan lain yang lebih baik menurut urutan tujuan." in said
    assert said.endswith("Putusan: DITERIMA.\n")


def test_verify_lists_problems_folded_and_rejects(
    folders: tuple[Path, Path], copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    moves = pl.read_csv(copy / "moves.csv", infer_schema=False)
    moves.with_columns(pl.lit("99").alias("gain")).write_csv(copy / "moves.csv")
    posts = pl.read_csv(copy / "posts.csv", infer_schema=False)
    posts.with_columns(pl.lit("9").alias("filled_after")).write_csv(copy / "posts.csv")
    assert main(["verify", str(folders[0]), str(copy)]) == 1
    said = capsys.readouterr().out
    assert "gain tidak sesuai [MOVES_VALUE, moves]: 3" in said
    assert "  13: seharusnya 36, tertulis 99" in said
    assert "filled_after tidak sesuai [POSTS_VALUE, posts]: 7" in said
    assert "  … dan 2 lagi" in said
    assert said.endswith("Putusan: DITOLAK, 10 ketidaksesuaian.\n")


def test_verify_as_json_is_one_document(
    folders: tuple[Path, Path], copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("moves", "posts", "prices", "shortlist"):
        (copy / f"{name}.csv").unlink()
    (copy / "result.json").unlink()
    (copy / "explanations.jsonl").unlink()
    assert main(["verify", str(folders[0]), str(copy), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["verdict"], said["files"], said["optimality"]) == ("ACCEPTED", ["assignments"], "NOT_CLAIMED")


def test_verify_reads_parquet_as_well(folders: tuple[Path, Path], copy: Path) -> None:
    for name, table in PLAN_TABLES.items():
        frame = pl.read_csv(copy / f"{name}.csv", infer_schema=False)
        lists = [column for column, dtype in table.schema.items() if isinstance(dtype, pl.List)]
        typed = frame.with_columns(pl.col(lists).str.split(";")).cast(dict(table.schema))  # type: ignore[arg-type]
        (copy / f"{name}.csv").unlink()
        typed.write_parquet(copy / f"{name}.parquet")
    assert main(["verify", str(folders[0]), str(copy)]) == 0


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("assignments.csv", None, "assignments.csv (atau .parquet) tidak ada"),
        ("assignments.csv", "a;b\n1;2\n", "assignments.csv: tidak ada baris judul kolom"),
        ("assignments.csv", "NIP;jabatan\n1;2\n", "assignments.csv: kolom post_id tidak ada"),
        ("moves.csv", "employee_id,gain\n13,banyak\n", "moves.csv"),
        ("prices.csv", "post_id,shortage\nsd1:guru,1\n", "prices.csv"),
        ("result.json", "{", "result.json: bukan JSON yang sah"),
        ("result.json", "[]", "result.json: harus berupa objek JSON"),
        ("explanations.jsonl", "{}\nx\n", "explanations.jsonl, baris 2: bukan objek JSON"),
        ("posts.parquet", "bukan parquet", "posts: ada dua kali"),
    ],
)
def test_verify_names_a_file_that_cannot_be_read(
    folders: tuple[Path, Path],
    copy: Path,
    capsys: pytest.CaptureFixture[str],
    file: str,
    content: str | None,
    said: str,
) -> None:
    if content is None:
        (copy / file).unlink()
    else:
        (copy / file).write_text(content, encoding="utf-8")
    assert main(["verify", str(folders[0]), str(copy)]) == 1
    assert said in capsys.readouterr().err


def test_verify_needs_a_folder(folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(folders[0]), str(folders[0] / "posts.csv")]) == 1
    assert "bukan folder" in capsys.readouterr().err

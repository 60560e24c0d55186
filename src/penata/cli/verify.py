"""``penata verify DATASET FOLDER``: check a plan again, whoever made it."""

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

import polars as pl

from penata.cli.console import Console
from penata.cli.main import EXIT_DONE, EXIT_INPUT
from penata.cli.values import day
from penata.intake.dataset import load_dataset, load_policy
from penata.intake.issues import Issues
from penata.intake.text.grid import ROW, read_grids
from penata.intake.text.sheet import find_header, read_sheet
from penata.intake.typed import Source, parse_table
from penata.planning.verify import Optimality, Problem, Verdict, verify
from penata.tables import LIMIT_TABLES, ORDER_TABLES, PLAN_TABLES, TOLD_TABLES, InputError, Table
from penata.tables.exchange import EXCHANGE_TABLES
from penata.vocabulary import Severity

RESULT: Final = "result.json"
EXPLANATIONS: Final = "explanations.jsonl"
_SHOWN: Final = 5  # problems of one kind that the terminal shows; --json has more
_IN_ORDER, _WEIGHED = "menurut urutan tujuan", "menurut nilai gabungan"
_PROOF: Final = {
    Optimality.PROVEN: f"terbukti, tidak ada susunan lain yang lebih baik {_IN_ORDER}",
    Optimality.BOUNDED: "rencana belum terbukti terbaik; batasnya dihitung dari harga",
    Optimality.NOT_PROVEN: "TIDAK TERBUKTI, rencana menyatakan diri terbaik tanpa bukti yang cukup",
    Optimality.NOT_CLAIMED: "tidak dinyatakan, maka tidak diperiksa",
    Optimality.NOT_CHECKED: "tidak diperiksa, karena penempatannya sendiri melanggar",
}
_KEPT: Final = {"KEPT": "dipenuhi", "BROKEN": "DILANGGAR", "NOT_PROMISED": "tidak dijanjikan",
                "NOT_CHECKED": "tidak diperiksa"}  # fmt: skip
_LEVELS: Final = {
    "value": "nilai gabungan (poin)",
    "shortage": "kekurangan (biaya)",
    "gain": "nilai",
    "moves": "perpindahan",
    "tie": "pemutus seri",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="folder himpunan data atau buku kerja .xlsx")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="folder rencana; hanya assignments.csv yang wajib")
    parser.add_argument("--as-of", type=day, metavar="TANGGAL", help="tanggal potret data, 2026-01-31")


def run(args: argparse.Namespace, console: Console) -> int:
    """Exit 0 where everything agrees; 1 where something does not, with the list."""
    console.progress("membaca data")
    dataset = load_dataset(args.dataset)
    policy = load_policy(args.dataset, as_of=args.as_of)
    console.progress("membaca rencana")
    tables, claims = read_plan(args.folder)
    console.progress("memeriksa")
    documents = read_explanations(args.folder)
    verdict = verify(dataset, policy, tables, claims, explanations=documents)
    console.progress("selesai")
    files = [*sorted(tables), *(["explanations"] if documents is not None else []), *(["result"] if claims else [])]
    _say(verdict, files, console)
    console.document({**verdict.document(), "files": files})
    return EXIT_DONE if verdict.ok else EXIT_INPUT


def read_plan(folder: Path) -> tuple[dict[str, pl.DataFrame], dict[str, Any]]:
    """The tables of a plan folder by name, and what its result.json claims (empty without one).

    Raises InputError with every cell that cannot be read, and where there is no assignments table.
    """
    if not folder.is_dir():
        raise InputError([f"{folder}: bukan folder; beri folder rencana yang ditulis penata plan --out"])
    issues, tables = Issues(), {}
    for name, table in {**PLAN_TABLES, **EXCHANGE_TABLES, **LIMIT_TABLES, **ORDER_TABLES, **TOLD_TABLES}.items():
        files = [file for suffix in (".csv", ".parquet") if (file := folder / f"{name}{suffix}").exists()]
        if len(files) > 1:
            raise InputError([f"{name}: ada dua kali, sebagai .csv dan .parquet; hapus satu"])
        for file in files:
            source = _source(file, table)
            tables[name] = table.conform(parse_table(source, issues))
            if name == "assignments" and "post_id" not in source.shown:
                raise InputError([f"{file.name}: kolom post_id tidak ada; tulis formasi setiap pegawai di situ"])
    problems = issues.sentences([Severity.ERROR])
    if "assignments" not in tables:
        problems.append(f"{folder.name}: assignments.csv (atau .parquet) tidak ada; hanya berkas itu yang wajib")
    if problems:
        raise InputError(problems)
    return tables, _claims(folder / RESULT)


def read_explanations(folder: Path) -> list[dict[str, Any]] | None:
    """The documents of explanations.jsonl; None without that file.

    Raises InputError with every line that is no JSON object.
    """
    file = folder / EXPLANATIONS
    if not file.exists():
        return None
    documents, problems = [], []
    for number, line in enumerate(file.read_text("utf-8", errors="replace").splitlines(), start=1):
        try:
            document = json.loads(line)
        except ValueError:
            document = None
        if isinstance(document, dict):
            documents.append(document)
        else:
            problems.append(f"{file.name}, baris {number}: bukan objek JSON; tulis satu {{…}} pada setiap baris")
    if problems:
        raise InputError(problems)
    return documents


def _source(file: Path, table: Table) -> Source:
    if file.suffix == ".parquet":
        try:
            frame = pl.read_parquet(file)
        except (OSError, pl.exceptions.PolarsError) as error:
            raise InputError([f"{file.name}: bukan Parquet yang sah ({str(error).splitlines()[0]})"]) from None
        known = {name: name for name in frame.columns if name in table}
        rows = frame.select(list(known)).with_row_index(ROW, offset=2).cast({ROW: pl.Int64})
        return Source(table, file.name, "", rows, known)
    grid = read_grids(file)[0]
    headings = {column.name: (column.label,) for column in table.columns}
    header = find_header(grid, headings)
    if header is None:
        names = ", ".join(column.name for column in table.columns)
        raise InputError([f"{file.name}: tidak ada baris judul kolom; judulnya: {names}"])
    sheet = read_sheet(grid, header, headings)
    return Source(table, file.name, "", sheet.rows, dict(header.shown), header.undeclared, sheet)


def _claims(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    try:
        claims = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError([f"{file.name}: bukan JSON yang sah ({error})"]) from None
    if not isinstance(claims, dict):
        raise InputError([f"{file.name}: harus berupa objek JSON {{…}}"])
    return claims


def _say(verdict: Verdict, files: list[str], console: Console) -> None:
    console.say(f"Diperiksa: {', '.join(files)}, terhadap data dan aturan, dengan perhitungan tersendiri.")
    console.say()
    console.table(("yang diperiksa", "banyaknya"), sorted(verdict.checks.items()))
    console.say()
    bound = verdict.bound or {}
    console.table(
        ("tujuan", "nilai rencana", "batas terbukti"),
        [
            (label, verdict.objective[name], bound.get(name))
            for name, label in _LEVELS.items()
            if name in verdict.objective
        ],
    )
    console.say()
    _say_problems(verdict, console)
    if verdict.mechanism:
        _say_promises(verdict, console)
    if not verdict.mechanism or verdict.optimality is not Optimality.NOT_CLAIMED:
        proof = _PROOF[verdict.optimality] + (" (di bawah batas rencana)" if verdict.limited else "")
        console.say(f"Bukti: {proof.replace(_IN_ORDER, _WEIGHED) if 'value' in verdict.objective else proof}.")
    if rules := verdict.rules:
        console.say(
            f"Aturan: susunan {rules['set']}, {rules['count']} aturan; {rules['to_check']} di antaranya wajib "
            "dicocokkan dengan naskah resmi."
        )
    total = sum(verdict.counts.values())
    console.say("Putusan: DITERIMA." if verdict.ok else f"Putusan: DITOLAK, {total} ketidaksesuaian.")


def _say_promises(verdict: Verdict, console: Console) -> None:
    """By which mechanism places were swapped, and what became of each of its promises."""
    from penata.report.exchange.told import MECHANISMS, PROMISES  # noqa: PLC0415 - slow to import, mostly not needed

    console.say(f"Tukar tempat: {MECHANISMS.get(verdict.mechanism, 'mekanisme tidak dikenal')}. Janjinya:")
    for name, sentence in PROMISES.items():
        console.say(f"  {_KEPT[verdict.promises[name]]:<16}  {sentence}")


def _say_problems(verdict: Verdict, console: Console) -> None:
    """Each kind of problem once, with its number and the first places."""
    by_kind: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in verdict.problems:
        by_kind[problem.code, problem.what].append(problem)
    for (code, what), problems in by_kind.items():
        console.say(f"{what} [{code}, {problems[0].table}]: {len(problems)}")
        for problem in problems[:_SHOWN]:
            console.say(f"  {problem.id}: seharusnya {problem.expected}, tertulis {problem.found}")
        if len(problems) > _SHOWN:
            console.say(f"  … dan {len(problems) - _SHOWN} lagi")
    for code, count in verdict.counts.items():
        kept = sum(problem.code == code for problem in verdict.problems)
        if count > kept:
            console.say(f"[{code}]: {count} seluruhnya, {kept} yang pertama dirinci")
    if verdict.problems:
        console.say()

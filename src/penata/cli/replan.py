"""``penata replan DATASET PLAN``: an announced plan after the data changed: the smallest repair, whom it touches."""

import argparse
import json
from pathlib import Path
from typing import Any, Final

import polars as pl

from penata.cli.console import Console
from penata.cli.main import EXIT_DONE, EXIT_NO_PLAN
from penata.cli.values import day
from penata.cli.verify import read_plan
from penata.cli.whatif import changes_of, declare_changes
from penata.cli.whatif_in_words import Named, condition
from penata.intake.dataset import load_dataset, load_policy
from penata.planning import NoPlanError, worked_out
from penata.planning.whatif import changed
from penata.planning.whatif.keeping import LEVELS_OF, ORDERS, Kept, announced_seats, kept
from penata.policy import Policy
from penata.policy.aims import Tolerance
from penata.policy.limits import Limits
from penata.tables import InputError

_WORDS: Final = {
    "REPAIR": "perbaikan terkecil",
    "CAREFUL": "disusun ulang, sedekat mungkin",
    "ANEW": "disusun baru",
}
_CHOICES: Final = {"repair": "REPAIR", "careful": "CAREFUL", "anew": "ANEW"}
_EFFECTS: Final = {
    "HELPED": "diuntungkan (poin naik)", "HARMED": "dirugikan (poin turun)", "EQUAL": "sama",
    "NOT_OPEN": "tempat yang diumumkan tidak terbuka lagi",
}  # fmt: skip
_SHOWN: Final = 40


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="himpunan data yang sudah diperbaiki")
    parser.add_argument("folder", type=Path, metavar="RENCANA", help="folder rencana yang sudah diumumkan")
    parser.add_argument("--as-of", type=day, metavar="TANGGAL", help="tanggal potret data, 2026-01-31")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="tulis penempatan dan daftar perubahannya ke sini")
    parser.add_argument(
        "--take", choices=tuple(_CHOICES), default="repair",
        help="yang dirinci dan ditulis: repair (bawaan), careful, atau anew",
    )  # fmt: skip
    declare_changes(parser)


def run(args: argparse.Namespace, console: Console) -> int:
    """Exit 0; 3 where the changed data leave no plan; 1 where the input is wrong."""
    console.progress("membaca data")
    dataset, policy = load_dataset(args.dataset), load_policy(args.dataset, as_of=args.as_of)
    _must_be_plain(policy)
    files, _ = read_plan(args.folder)
    changes = changes_of(args, dataset["employees"], dataset["posts"])
    known = dict(dataset["employees"].select("employee_id", "name").iter_rows())
    needed = dict(dataset["posts"].select("post_id", "need").iter_rows())
    dataset, policy = changed(dataset, policy, changes)
    try:
        work = worked_out(dataset, policy, step=console.progress)
    except NoPlanError as none:
        console.say("Tidak ada rencana yang mungkin. Yang bertentangan:")
        for clash in none.clashes:
            console.say(f"- {'; '.join(decision.describe() for decision in clash.decisions)}: {clash.why}")
        console.document({"status": "IMPOSSIBLE", "clashes": [clash.why for clash in none.clashes]})
        return EXIT_NO_PLAN
    console.progress("menyusun yang paling sedikit mengubah rencana yang diumumkan")
    announced = announced_seats(work, files["assignments"])
    found = {order: kept(work, announced, order) for order in ORDERS}
    console.progress("selesai")
    names = Named(work.facts)
    names.people, names.need = {**names.people, **known}, needed
    if changes:
        console.say(condition(changes, names))
    _say(found, found[_CHOICES[args.take]], names, console)  # type: ignore[index]
    if args.out is not None:
        _write(args.out, found[_CHOICES[args.take]], work.facts.persons, work.facts.posts)  # type: ignore[index]
        console.say(f"\nDitulis: {args.out}")
        if changes:
            console.say("Kesalahannya baru disebut di sini: perbaiki juga himpunan datanya sebelum penata verify.")
    console.document({"status": "POSSIBLE", "answers": [_document(one) for one in found.values()]})
    return EXIT_DONE


def _must_be_plain(policy: Policy) -> None:
    """Raises InputError where the policy asks for what a repair does not keep yet."""
    asked = {
        "batas ([limits])": policy.limits != Limits(), "mode weighted": policy.mode == "weighted",
        "kelonggaran ([tolerance])": policy.tolerance != Tolerance(),
        "tukar tempat lebih dahulu ([exchange] first)": policy.exchange.first,
    }  # fmt: skip
    if any(asked.values()):
        named = " dan ".join(name for name, is_asked in asked.items() if is_asked)
        raise InputError([f"policy.toml: penata replan belum menghitung {named}; pakai penata plan"])


def _say(found: dict[Any, Kept], taken: Kept, names: Named, console: Console) -> None:
    console.table(
        ("susunan", "kurang orang", "berat kekurangan", "nilai", "pindah", "lain dari pengumuman", "naik", "turun"),
        [
            (_WORDS[order], one.state.levels.short, one.state.levels.shortage, one.state.levels.gain,
             one.state.levels.moves, len(one.differences), one.count("HELPED"), one.count("HARMED"))
            for order, one in found.items()
        ],
    )  # fmt: skip
    console.say(f"\nNaik dan turun: poin pribadi dibanding yang diumumkan. Rincian {_WORDS[taken.order]}:\n")
    if not taken.differences:
        console.say("tidak seorang pun duduk di tempat lain daripada yang diumumkan.")
        return
    console.table(
        ("pegawai", "sekarang", "diumumkan", "menjadi", "poin", "akibat"),
        [
            (names.person(one.employee_id), names.seat(one.own_post_id), names.seat(one.announced_post_id),
             names.seat(one.new_post_id), f"{_points(one.announced_points)} → {one.new_points}", _EFFECTS[one.effect])
            for one in taken.differences[:_SHOWN]
        ],
    )  # fmt: skip
    if len(taken.differences) > _SHOWN:
        console.say(f"… dan {len(taken.differences) - _SHOWN} lagi; --json menampilkan semuanya")


def _points(points: int | None) -> str:
    return "–" if points is None else str(points)


def _document(one: Kept) -> dict[str, Any]:
    levels = one.state.levels
    return {
        "order": one.order, "levels": list(LEVELS_OF[one.order]), "status": "OPTIMAL",
        "people_short": levels.short, "shortage": levels.shortage, "gain": levels.gain, "moves": levels.moves,
        "tie": levels.tie, "differences": [
            {"employee_id": d.employee_id, "own_post_id": d.own_post_id, "announced_post_id": d.announced_post_id,
             "new_post_id": d.new_post_id, "announced_points": d.announced_points, "new_points": d.new_points,
             "effect": d.effect}
            for d in one.differences
        ],
    }  # fmt: skip


def _write(out: Path, taken: Kept, persons: pl.DataFrame, posts: pl.DataFrame) -> None:
    """assignments.csv (``penata verify`` checks it), perubahan.csv, and replan.json with the levels."""
    out.mkdir(parents=True, exist_ok=True)
    seat = pl.Series("post", taken.state.seat).replace(-1, None).cast(pl.UInt32)
    everybody = persons.select("employee_id").with_columns(seat)
    seats = everybody.filter(pl.col("post").is_not_null()).join(posts.select("post", "post_id"), on="post", how="left")
    seats.select("employee_id", "post_id").sort("employee_id").write_csv(out / "assignments.csv")
    document = _document(taken)
    rows = pl.DataFrame(document["differences"], schema=_DIFFERENCES, orient="row")
    rows.write_csv(out / "perubahan.csv")
    (out / "replan.json").write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


_DIFFERENCES: Final = pl.Schema({
    "employee_id": pl.String(), "own_post_id": pl.String(), "announced_post_id": pl.String(),
    "new_post_id": pl.String(), "announced_points": pl.Int64(), "new_points": pl.Int64(), "effect": pl.String(),
})  # fmt: skip

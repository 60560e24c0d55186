"""``penata difference DATASET_A PLAN_A [DATASET_B] PLAN_B``: what two plans differ in, and what caused it."""

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any, Final

from penata.cli.console import Console
from penata.cli.main import EXIT_DONE
from penata.cli.values import day
from penata.cli.verify import RESULT, read_plan
from penata.explain.plans.difference import Cause, Difference, Written, causes, difference
from penata.intake.dataset import load_dataset, load_policy
from penata.policy.stated import policy_stated
from penata.tables import InputError

_KINDS: Final = {
    "ONLY_A": "pindah hanya menurut rencana pertama", "ONLY_B": "pindah hanya menurut rencana kedua",
    "ELSEWHERE": "pindah menurut keduanya, ke formasi lain", "OWN_SEAT": "formasi sekarangnya sendiri berbeda",
}  # fmt: skip
_WHAT: Final = {"POLICY": "kebijakan", "RULE": "aturan", "VERSION": "versi", "TABLE": "tabel"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "places", type=Path, nargs="+", metavar="DATASET RENCANA",
        help="DATA_A RENCANA_A DATA_B RENCANA_B; bila himpunan datanya sama: DATA RENCANA_A RENCANA_B",
    )  # fmt: skip
    parser.add_argument("--cause", action="store_true", help="pasang masukan yang berbeda satu per satu, hitung lagi")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="baris tiap daftar di layar (bawaan: 20)")
    parser.add_argument("--as-of", type=day, metavar="TANGGAL", help="tanggal potret data, 2026-01-31")


def run(args: argparse.Namespace, console: Console) -> int:
    """Exit 0, also where the plans differ; 1 where something cannot be read."""
    if len(args.places) not in {3, 4}:
        raise InputError(["beri DATA_A RENCANA_A DATA_B RENCANA_B, atau DATA RENCANA_A RENCANA_B"])
    data_a, plan_a, data_b, plan_b = args.places if len(args.places) == 4 else (args.places[0], *_twice(args.places))
    console.progress("membaca data dan rencana")
    a, b = _written(data_a, plan_a, args), _written(data_b, plan_b, args)
    console.progress("membandingkan")
    found = difference(a, b)
    console.progress("mencari sebabnya" if args.cause else "selesai")
    why = causes(a, b, found) if args.cause else None
    _say(found, why, args.limit, console)
    console.document({
        "people": found.people.to_dicts(), "posts": found.posts.to_dicts(), "figures": found.figures.to_dicts(),
        "inputs": found.inputs.to_dicts(),
        "causes": None if why is None else [{"what": c.what, "name": c.name, "people": c.people, "as_in_b": c.as_in_b}
                                            for c in why],
    })  # fmt: skip
    return EXIT_DONE


def _twice(places: list[Path]) -> tuple[Path, Path, Path]:
    data, plan_a, plan_b = places
    return plan_a, data, plan_b


def _written(data: Path, folder: Path, args: argparse.Namespace) -> Written:
    tables, _ = read_plan(folder)
    file = folder / RESULT
    result: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    policy = policy_stated(result["policy"]) if "policy" in result else load_policy(data, as_of=args.as_of)
    return Written(load_dataset(data), policy, tables, result)


def _say(found: Difference, why: list[Cause] | None, limit: int, console: Console) -> None:
    if not found.people.height and not found.inputs.height:
        console.say("Kedua rencana sama, dan masukannya sama.")
        return
    kinds = Counter(found.people["kind"].to_list())
    console.say(f"Pegawai yang duduk di tempat lain: {found.people.height}.")
    for kind, words in _KINDS.items():
        if kinds[kind]:
            console.say(f"  {kinds[kind]} {words}")
    _listed(
        console,
        ("NIP", "rencana pertama", "rencana kedua"),
        found.people.select("employee_id", "post_a", "post_b").rows(),
        limit,
    )
    if found.figures.height:
        console.say("\nAngka yang berbeda:")
        rows = [(name, *(_plain(value) for value in values)) for name, *values in found.figures.iter_rows()]
        _listed(console, ("angka", "pertama", "kedua"), rows, limit)
    if found.posts.height:
        console.say(f"\nFormasi yang terisi lain: {found.posts.height}.")
        _listed(console, ("formasi", "kurang, pertama", "kurang, kedua"),
                found.posts.select("post_id", "shortage_after_a", "shortage_after_b").rows(), limit)  # fmt: skip
    console.say("\nMasukan yang berbeda:" if found.inputs.height else "\nMasukannya sama.")
    if found.inputs.height:
        rows = [(_WHAT[what], name, key or "", x, y) for what, name, key, x, y in found.inputs.iter_rows()]
        _listed(console, ("apa", "nama", "kunci", "pertama", "kedua"), rows, limit)
    if why is not None:
        _say_causes(why, console)


def _say_causes(why: list[Cause], console: Console) -> None:
    console.say("\nMasukan rencana kedua dipasang satu per satu pada yang pertama, lalu dihitung lagi:")
    console.table(
        ("apa", "nama", "pegawai di tempat lain", "di antaranya seperti rencana kedua"),
        [(_WHAT[cause.what], cause.name, cause.people, cause.as_in_b) for cause in why],
    )
    console.say("Akibatnya tidak selalu dapat dijumlahkan: dua masukan dapat berpengaruh hanya bersama-sama.")


def _plain(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value


def _listed(console: Console, head: tuple[str, ...], rows: list[tuple[Any, ...]], limit: int) -> None:
    if not rows:
        return
    console.table(head, rows[:limit])
    if len(rows) > limit:
        console.say(f"… dan {len(rows) - limit} lagi (ubah dengan --limit, atau --json).")

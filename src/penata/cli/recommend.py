"""``penata recommend DATASET POST|NIP [PLAN]``: who could fill a post, or where a person could go; the best first."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import polars as pl

from penata.cli.console import Console
from penata.cli.main import EXIT_DONE
from penata.cli.named import person_named, post_named
from penata.cli.opened import opened
from penata.cli.values import day
from penata.cli.whatif_in_words import Named, document_of, effect, said_whole
from penata.planning.whatif import Board, Levels, Shift
from penata.planning.whatif.recommend import Option, Recommendation, options_for_person, options_for_post, recommended
from penata.tables import InputError

_MOST: Final = 10


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="folder himpunan data atau buku kerja .xlsx")
    parser.add_argument("of", metavar="FORMASI|NIP", help="formasi: siapa dapat mengisinya; NIP: ke mana dapat pindah")
    parser.add_argument(
        "folder", type=Path, metavar="RENCANA", nargs="?", help="folder rencana (penata plan --out); tanpa ini disusun"
    )
    parser.add_argument("--most", type=int, default=_MOST, metavar="N", help=f"pilihan terbaik sebanyak ini ({_MOST})")
    parser.add_argument("--as-of", type=day, metavar="TANGGAL", help="tanggal potret data, 2026-01-31")


def run(args: argparse.Namespace, console: Console) -> int:
    """Exit 0; 1 where neither a post nor a person has this name."""
    if args.most < 1:
        raise InputError([f"--most {args.most}: pakai 1 atau lebih"])
    board = Board(opened(args.dataset, args.folder, args.as_of, console))
    facts, names = board.workings.facts, Named(board.workings.facts)
    wanted = args.of.strip().lstrip("'")
    console.progress("menilai setiap pilihan")
    if facts.posts.select((pl.col("post_id") == wanted).any()).item():
        options, subject = options_for_post(board, wanted), names.post(wanted)
        said = f"Yang dapat mengisi {subject}: {len(options)} pegawai"
    elif facts.persons.select((pl.col("employee_id") == wanted).any()).item():
        options, subject = options_for_person(board, wanted), names.person(wanted)
        said = f"Yang terbuka bagi Sdr. {subject}: {len(options)} formasi"
    else:
        raise InputError(_unknown(facts.persons, facts.posts, wanted))
    console.say(f"{said}; yang terbaik bagi seluruh rencana lebih dahulu.\n")
    found = recommended(board, options, args.most)
    console.progress("selesai")
    say_options(found, board.before.levels, names, console)
    closed = sum(option.worse is None for option in options)
    if closed:
        console.say(f"\n{closed} lagi tidak mungkin tanpa melanggar batas aman atau kebutuhan sebuah formasi.")
    console.document({
        "of": wanted, "options": len(options),
        "recommended": [{"option": document_of_option(one.option), "effect": document_of(one.answer)} for one in found],
    })  # fmt: skip
    return EXIT_DONE


def _unknown(persons: pl.DataFrame, posts: pl.DataFrame, wanted: str) -> list[str]:
    """What comes near, among people for a number, among posts else."""
    try:
        return [str(person_named(persons, wanted) if wanted.isdigit() else post_named(posts, wanted))]
    except InputError as error:
        return list(error.problems)


def say_options(found: Sequence[Recommendation], plan: Levels, names: Named, console: Console) -> None:
    """Options with what each changes beside ``plan``; what all of them have in common is said once."""
    if not found:
        console.say("Tidak satu pun.")
        return
    people = {one.option.employee_id for one in found}
    posts = {one.option.post_id for one in found}
    effects = [_effect(one, plan) for one in found]
    common = effects[0] if len(found) > 1 and all(effect == effects[0] for effect in effects) else []
    if common:
        console.say(f"Akibat bagi seluruh rencana, sama untuk setiap pilihan: {'; '.join(common)}.\n")
    for place, (one, changed) in enumerate(zip(found, effects, strict=True), start=1):
        option = one.option
        who, where = names.person(option.employee_id), names.post(option.post_id)
        console.say(f"{place}. {where if len(people) == 1 else who if len(posts) == 1 else f'{who} → {where}'}")
        months = "" if option.months is None else f", {option.months} bulan di bidangnya"
        planned = "; demikian pula dalam rencana" if option.planned else ""
        console.say(f"   nilai {said_whole(option.points)} poin{months}{planned}")
        if one.answer.after is None or option.planned:
            continue
        if not common:
            console.say(f"   {'; '.join(changed)}")
        others = [shift for shift in one.answer.shifts if shift.employee_id != option.employee_id]
        if others:
            console.say(f"   ikut berubah: {len(others)} pegawai lain{_who(others, names)}")
        else:
            console.say("   tidak seorang pun yang lain ikut berubah")


def _effect(one: Recommendation, plan: Levels) -> list[str]:
    return [] if one.answer.after is None or one.option.planned else effect(plan, one.answer.after)


def _who(others: Sequence[Shift], names: Named) -> str:
    """The first of those who would sit elsewhere besides, with where."""
    said = [
        f"{names.people.get(shift.employee_id, shift.employee_id)} {_way(shift, names)}" for shift in others[:_NAMED]
    ]
    more = f"; dan {len(others) - _NAMED} lagi" if len(others) > _NAMED else ""
    return f": {'; '.join(said)}{more}"


_NAMED: Final = 3


def _way(shift: Shift, names: Named) -> str:
    if shift.change == "LEFT":
        return "keluar"
    if shift.new_post_id == shift.own_post_id:
        return "tetap di tempat"
    return f"ke {names.seat(shift.new_post_id)}"


def document_of_option(option: Option) -> dict[str, Any]:
    """One option for programs."""
    levels = ("shortage", "lost_points", "moves", "tie")
    return {
        "employee_id": option.employee_id, "post_id": option.post_id, "points": option.points,
        "months_in_field": option.months, "planned": option.planned,
        "worse": None if option.worse is None else dict(zip(levels, option.worse, strict=True)),
    }  # fmt: skip

"""``penata whatif DATASET [PLAN] CHANGES``: try changes on a plan, and see what else would have to change."""

import argparse
import re
import shlex
import sys
from collections.abc import Iterator
from typing import Any, NoReturn

import polars as pl

from penata.cli.console import Console
from penata.cli.main import EXIT_DONE, EXIT_NO_PLAN
from penata.cli.named import person_named, post_named
from penata.cli.opened import opened, plan_arguments
from penata.cli.recommend import document_of_option, say_options
from penata.cli.whatif_in_words import Named, document_of, say_answer
from penata.intake.dataset import load_policy
from penata.planning.whatif import (
    Answer,
    Board,
    Change,
    Forbid,
    Join,
    Move,
    Need,
    Pin,
    Retire,
    Weigh,
    Withdraw,
)
from penata.planning.whatif.recommend import for_surge, must_have_no_limits
from penata.policy.aims import Tolerance
from penata.tables import InputError

_MOST = 10
_TOLERANCE = (
    "Kelonggaran ([tolerance]) tidak ditimbang lagi: andaian dihitung dengan bobot atau batas perpindahan yang sudah "
    "ditetapkan rencana ini.\n"
)
EXPERIENCED_MONTHS = 24
"""Months in the field from which on a person counts as experienced for a surge."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    plan_arguments(parser)
    declare_changes(parser)
    parser.add_argument(
        "--ask",
        action="store_true",
        help="baca andaian baris demi baris dari masukan; rencana tetap terbuka",
    )


def declare_changes(parser: argparse.ArgumentParser) -> None:
    """What may be tried, each as often as wanted."""
    add = parser.add_argument
    add(
        "--move",
        nargs="+",
        action="append",
        default=[],
        metavar="NIP",
        help="NIP FORMASI: pegawai ini pindah ke sana; hanya NIP: ke mana pun selain tempatnya",
    )
    add("--pin", nargs="+", action="extend", default=[], metavar="NIP", help="pegawai ini tetap di tempat")
    add(
        "--forbid",
        nargs="+",
        action="append",
        default=[],
        metavar="NIP",
        help="NIP FORMASI: pegawai ini tidak ke sana; hanya NIP: tidak ke mana pun",
    )
    add("--withdraw", nargs="+", action="extend", default=[], metavar="NIP", help="keputusan tentang pegawai dicabut")
    add("--retire", nargs="+", action="extend", default=[], metavar="NIP", help="pegawai ini keluar")
    add(
        "--join",
        nargs="+",
        action="append",
        default=[],
        metavar="NIP",
        help="NIP-BARU SEPERTI-NIP [FORMASI]: datang pegawai baru dengan riwayat seperti pegawai lain",
    )
    add(
        "--need",
        nargs=2,
        action="append",
        default=[],
        metavar=("FORMASI", "N"),
        help="kebutuhan menjadi N; +N atau -N: sekian lebih atau kurang",
    )
    add(
        "--surge",
        nargs=2,
        action="append",
        default=[],
        metavar=("FORMASI", "N"),
        help="lonjakan: kebutuhan bertambah N, dan siapa yang berpengalaman dapat ke sana",
    )
    add("--weight", nargs=2, action="append", default=[], metavar=("BOBOT", "N"), help="bobot kebijakan menjadi N")


def run(args: argparse.Namespace, console: Console) -> int:
    """Exit 0; 3 where the changes cannot be kept; 1 where plan and dataset do not belong together."""
    if not args.ask and not _given(args):
        raise InputError(["sebut sekurangnya satu andaian, misalnya --pin NIP, atau --ask; lihat penata whatif --help"])
    board = Board(opened(args.dataset, args.folder, args.as_of, console))
    names = Named(board.workings.facts)
    if load_policy(args.dataset, as_of=args.as_of).tolerance != Tolerance():
        console.say(_TOLERANCE)
    if args.ask:
        console.document(list(_answered_in_turn(board, names, console)))
        return EXIT_DONE
    answer, document = _answered(board, args, names, console)
    console.document(document)
    return EXIT_DONE if answer.is_possible else EXIT_NO_PLAN


def _answered(board: Board, args: argparse.Namespace, names: Named, console: Console) -> tuple[Answer, dict[str, Any]]:
    facts = board.workings.facts
    changes = changes_of(args, facts.persons, facts.posts)
    if args.surge:
        must_have_no_limits(board)
    console.progress("menghitung andaian")
    answer = board.answer(changes)
    console.progress("selesai")
    say_answer(answer, names, console)
    document = document_of(answer)
    surges = [_surge(board, answer, post_id, names, console) for post_id, _ in args.surge]
    return answer, {**document, **({"surges": surges} if surges else {})}


def _surge(board: Board, answer: Answer, post_id: str, names: Named, console: Console) -> dict[str, Any]:
    """The experienced people who could go to a post, and what the leaving of each does beside the surge."""
    post_id = post_named(board.workings.facts.posts, post_id)["post_id"]
    console.progress("menilai yang berpengalaman")
    count, found = for_surge(board, post_id, answer.changes, months=EXPERIENCED_MONTHS, most=_MOST)
    since = f"sekurangnya {EXPERIENCED_MONTHS} bulan di bidangnya"
    console.say(f"\nYang berpengalaman ({since}), belum di sana, dan dapat ke {names.post(post_id)}: {count} pegawai.")
    console.say("Yang terbaik, dibanding lonjakan tanpa menunjuk siapa pun:\n")
    say_options(found, answer.after or answer.before, names, console)
    people = [{"option": document_of_option(one.option), "effect": document_of(one.answer)} for one in found]
    return {"post_id": post_id, "experienced_months": EXPERIENCED_MONTHS, "experienced": count, "people": people}


def _given(args: argparse.Namespace) -> bool:
    return any(getattr(args, name) for name in _NAMES)


_NAMES = ("move", "pin", "forbid", "withdraw", "retire", "join", "need", "surge", "weight")


def changes_of(args: argparse.Namespace, persons: pl.DataFrame, posts: pl.DataFrame) -> list[Change]:
    """The changes that were asked for; raises InputError with near matches for names that do not exist."""

    def nip(text: str) -> str:
        new = [given[0] for given in args.join]
        return text if text in new else str(person_named(persons, text)["employee_id"])

    def post(text: str) -> str:
        return str(post_named(posts, text)["post_id"])

    def one_or_two(given: list[str], option: str) -> tuple[str, str | None]:
        if len(given) > 2:
            raise InputError([f"--{option} {' '.join(given)}: paling banyak NIP dan FORMASI"])
        return nip(given[0]), post(given[1]) if len(given) == 2 else None

    changes: list[Change] = [Withdraw(nip(one)) for one in args.withdraw]
    changes += [Retire(nip(one)) for one in args.retire]
    for given in args.join:
        if len(given) not in {2, 3}:
            raise InputError([f"--join {' '.join(given)}: sebut NIP baru, NIP yang serupa, dan bila perlu formasi"])
        changes.append(Join(given[0], nip(given[1]), post(given[2]) if len(given) == 3 else None))
    for name, amount in args.need:
        row = post_named(posts, name)
        changes.append(Need(row["post_id"], _amount(amount, row["need"], name)))
    for name, amount in args.surge:
        row = post_named(posts, name)
        if (more := _whole(amount, name)) < 1:
            raise InputError([f"--surge {name} {amount}: lonjakan sekurangnya 1; untuk mengurangi pakai --need"])
        changes.append(Need(row["post_id"], (row["need"] or 0) + more))
    changes += [Weigh(name, _whole(amount, name)) for name, amount in args.weight]
    changes += [Pin(nip(one)) for one in args.pin]
    changes += [Forbid(*one_or_two(given, "forbid")) for given in args.forbid]
    changes += [Move(*one_or_two(given, "move")) for given in args.move]
    return changes


def _amount(text: str, now: int | None, name: str) -> int:
    number = _whole(text, name)
    return (now or 0) + number if text[0] in "+-" else number


def _whole(text: str, name: str) -> int:
    if not re.fullmatch(r"[+-]?\d+", text):
        raise InputError([f"{name}: {text!r} bukan bilangan bulat"])
    return int(text)


class _Line(argparse.ArgumentParser):
    """One line of --ask, read like the command line."""

    def error(self, message: str) -> NoReturn:
        raise InputError([f"{message}; lihat penata whatif --help"])


def _answered_in_turn(board: Board, names: Named, console: Console) -> Iterator[dict[str, Any]]:
    """The answers to the lines of standard input; a line that cannot be read, or is wrong, is said and left out."""
    parser = _Line(add_help=False)
    declare_changes(parser)
    for line in sys.stdin:
        try:
            words = _words(line)
            if words:
                yield _answered(board, parser.parse_args(words), names, console)[1]
        except InputError as error:
            console.problems(error.problems)


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line, comments=True)
    except ValueError:
        raise InputError([f"{line.strip()}: tanda kutip tidak ditutup; tutup, atau tulis tanpa tanda kutip"]) from None

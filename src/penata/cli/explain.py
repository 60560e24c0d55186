"""``penata explain DATASET PLAN [NIP]``: why this person, why there, why not; and the letters that say so."""

import argparse
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import polars as pl

from penata.cli.account_in_words import document_of, say_account, say_rules
from penata.cli.console import Console
from penata.cli.named import person_named, post_named
from penata.cli.opened import reopened_from
from penata.cli.statement_in_words import say_statement, statement_of
from penata.cli.values import day
from penata.eligibility import explain_pair
from penata.explain.letters.account import Account, account_of, names_of, posts_of, seats_in_words
from penata.explain.letters.account_text import what_if
from penata.explain.letters.facts import LetterFacts, letter_facts
from penata.explain.letters.text import letter_texts, with_what_if
from penata.explain.told.moves import moves_told
from penata.explain.told.standings import Standings
from penata.explain.told.vacancies import vacancies_told
from penata.explain.told.wishes import wishes_told
from penata.explain.whatif.counterfactual import Counterfactual, Inquiry
from penata.intake.dataset import load_dataset, load_policy
from penata.law.confirmation import confirmed_rules
from penata.planning import Workings
from penata.planning.result import PlanTables, tables_of
from penata.tables import InputError
from penata.wording import Language

_REFUSED: Final = ("LOST", "BARRED", "GATE_FORBIDDEN")
"""Answers to a wish of which it can be asked what would have had to be different."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="folder himpunan data atau buku kerja .xlsx")
    parser.add_argument("folder", type=Path, metavar="RENCANA", help="folder rencana (penata plan --out)")
    parser.add_argument("nip", metavar="NIP", nargs="?", help="NIP seorang pegawai; tanpa NIP: seluruh rencana")
    parser.add_argument("--post", metavar="FORMASI", help="mengapa tidak ke formasi ini")
    parser.add_argument(
        "--counterfactual", action="store_true", help="apa yang akan mengubah hasilnya, dihitung ulang dan dibuktikan"
    )
    parser.add_argument("--letter", choices=[one.value for one in Language], help="cetak suratnya: id atau en")
    parser.add_argument("--out", type=Path, metavar="FILE.html", help="satu halaman untuk pegawai ini, siap dicetak")
    parser.add_argument("--letters", type=Path, metavar="FOLDER", help="tulis surat untuk semua, dalam dua bahasa")
    parser.add_argument("--contact", metavar="TEKS", help="kontak yang ditulis dalam surat: nama bagian dan telepon")
    parser.add_argument("--show-sensitive", action="store_true", help="tampilkan syarat pribadi (untuk yang berwenang)")
    parser.add_argument("--as-of", type=day, metavar="TANGGAL", help="tanggal potret data, 2026-01-31")


def run(args: argparse.Namespace, console: Console) -> int:
    """Exit 0; 1 where plan and dataset do not belong together, or nobody has this NIP."""
    _must_name_a_person(args)
    scene = _open(args, console)
    person = None if args.nip is None else person_named(scene.work.facts.persons, args.nip)
    if args.post:
        post_named(scene.work.facts.posts, args.post)
    also = () if person is None else (person["employee_id"],)
    letters = letter_facts(scene.work, scene.tables, scene, also=also)
    document: dict[str, Any] = {}
    if args.letters:
        document["letters"] = _write_letters(scene, letters, args, console)
    if person is None:
        if not args.letters:
            vacancies = vacancies_told(scene.work, scene.standings)
            document |= statement_of(scene.work, scene.tables, scene.wishes, vacancies)
            say_statement(document, console)
    else:
        document |= _tell_person(scene, letters, person, args, console)
    console.document(document)
    return 0


@dataclass(frozen=True, slots=True, eq=False)
class _Scene:
    """An opened plan with what was told of its moves and wishes."""

    work: Workings
    tables: PlanTables
    standings: Standings
    moves: pl.DataFrame
    wishes: pl.DataFrame
    confirmed: frozenset[str]


def _open(args: argparse.Namespace, console: Console) -> _Scene:
    console.progress("membaca data")
    dataset = load_dataset(args.dataset)
    policy = load_policy(args.dataset, as_of=args.as_of)
    work = reopened_from(dataset, policy, args.folder, console)
    console.progress("menjelaskan")
    tables = tables_of(dataset, work.facts, policy, work.found, work.problem, work.solution)
    standings = Standings.of(work)
    return _Scene(
        work, tables, standings, moves_told(work, tables, standings).moves, wishes_told(work, standings),
        confirmed_rules(dataset, work.found.rules),
    )  # fmt: skip


def _must_name_a_person(args: argparse.Namespace) -> None:
    """Some options speak of one person."""
    if args.nip is None:
        asked = [f"--{name}" for name in ("post", "counterfactual", "letter", "out") if getattr(args, name)]
        if asked:
            raise InputError([f"{', '.join(asked)}: sebut juga NIP pegawainya"])


def _write_letters(scene: _Scene, facts: LetterFacts, args: argparse.Namespace, console: Console) -> dict[str, Any]:
    from penata.report.letters import write_letters  # noqa: PLC0415 - slow to import, mostly not needed
    from penata.report.story import agency_of  # noqa: PLC0415 - slow to import, mostly not needed

    console.progress("menulis surat")
    due = facts.letters.filter(pl.col("case") != "STAYS")
    facts = replace(facts, letters=due, answers=facts.answers.join(due, on="employee_id", how="semi"))
    texts = {language: _texts(scene, facts, language, args.contact) for language in Language}
    console.progress("mencari apa yang akan mengubah hasilnya")
    asked = _asked(scene, facts)
    names = names_of(scene.work, facts, posts_of(one for each in asked.values() for one in each))
    for language, frame in texts.items():
        answers = {who: what_if(each, names, language) for who, each in asked.items()}
        texts[language] = with_what_if(frame, answers, language)
    folder = write_letters(facts, texts, agency_of(scene.work.dataset), args.letters)
    console.say(f"{due.height} surat dalam dua bahasa: {folder}")
    if not args.contact:
        console.say("Kontak belum disebut (--contact); surat menyebut “bagian kepegawaian (BKPSDM)”.")
    return {"folder": str(folder), "count": due.height}


def _asked(scene: _Scene, facts: LetterFacts) -> dict[str, list[Counterfactual]]:
    """What would have had to be different, for everybody whose wish was refused."""
    refused = facts.answers.filter(pl.col("status").is_in(_REFUSED) & pl.col("post_id").is_not_null())
    inquiry = Inquiry(scene.work)
    found: dict[str, list[Counterfactual]] = {}
    for who, post_id in refused.select("employee_id", "post_id").unique(maintain_order=True).iter_rows():
        found.setdefault(who, []).append(inquiry.counterfactual(who, post_id))
    return found


def _texts(scene: _Scene, facts: LetterFacts, language: Language, contact: str | None) -> pl.DataFrame:
    return letter_texts(facts, language, contact=contact, confirmed=scene.confirmed)


def _tell_person(
    scene: _Scene, letters: LetterFacts, person: dict[str, Any], args: argparse.Namespace, console: Console
) -> dict[str, Any]:
    work, nip = scene.work, person["employee_id"]
    own = pl.col("employee_id") == nip
    mine = replace(letters, letters=letters.letters.filter(own), answers=letters.answers.filter(own))
    refused = mine.answers.filter(pl.col("status").is_in(_REFUSED) & pl.col("post_id").is_not_null())["post_id"]
    wanted = seats_in_words(work, [args.post] if args.post else [])
    ask = [args.post] if args.post else refused.unique(maintain_order=True).to_list()
    asked = tuple(ask if args.counterfactual or args.out else ())
    console.progress("menyusun penjelasan orang ini")
    account = account_of(work, scene.tables, scene.moves, mine, nip, asked, show_personal=args.show_sensitive)
    language = Language(args.letter) if args.letter else Language.INDONESIAN
    texts = _texts(scene, mine, language, args.contact)
    document = document_of(account, show=args.show_sensitive)
    if args.letter:
        from penata.report.letters import letter_plain  # noqa: PLC0415 - slow to import, mostly not needed

        texts = with_what_if(texts, {nip: what_if(account.asked, account.names, language)}, language)
        document["letter"] = letter_plain(texts, language).item()
        console.say(document["letter"])
    else:
        say_account(account, console)
    if args.post:
        explained = explain_pair(work.facts, work.dataset, work.policy, nip, args.post)
        document["post"] = say_rules(
            explained, ", ".join(wanted[args.post]), scene.standings, work, console, show=args.show_sensitive
        )
    if args.out:
        args.out.write_text(_page(account, texts, language, scene), encoding="utf-8")
        console.say(f"\nHalaman: {args.out}")
        document["page"] = str(args.out)
    return document


def _page(account: Account, texts: pl.DataFrame, language: Language, scene: _Scene) -> str:
    from penata.report.person_page import person_page  # noqa: PLC0415 - slow to import, mostly not needed
    from penata.report.story import agency_of  # noqa: PLC0415 - slow to import, mostly not needed

    return person_page(account, texts, language, agency_of(scene.work.dataset))

"""``penata law``: the rules for a lawyer without Python: list them, read one, try one on a made-up person."""

import argparse
import datetime as dt
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from penata.cli.console import Console
from penata.cli.transfers_in_words import tell_transfers
from penata.cli.values import day
from penata.eligibility.case_problems import near
from penata.eligibility.cases import DEFAULT_DAY, Answer, Case, read_cases, run_case
from penata.eligibility.fact_names import fact_name, fact_value
from penata.eligibility.known import known_rule_ids, known_rules
from penata.eligibility.rule_in_words import FAMILIES, MUST_CHECK, rule_lines, template
from penata.eligibility.rules import scope_rules
from penata.intake.dataset import load_dataset, load_policy
from penata.law.citation import POLICY
from penata.law.confirmation import Confirmation, confirmations_of
from penata.law.edition import EDITIONS, NEWEST
from penata.law.rule import Rule
from penata.law.ruleset import edition_of
from penata.law.transfers import transfers
from penata.law.values import without_value
from penata.policy import Policy, parse_policy
from penata.tables import Dataset, InputError, dataset_of

_WIDE: Final = 165
"""Columns of text where no terminal tells how wide it is."""

_TAKEN: Final = 66
"""Columns that rule, class, text seen, period and confirmation take, with the gaps."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Commands of its own: list, show, transfers, test."""
    parser.epilog = (
        "Penata tidak menggantikan naskah resmi. Aturan yang keyakinannya bukan Q wajib dicocokkan dengan naskah resmi "
        "(JDIH) sebelum dipakai."
    )
    commands = parser.add_subparsers(metavar="PERINTAH", required=True)
    for name, purpose, declare, work in _COMMANDS:
        sub = commands.add_parser(name, help=purpose, description=purpose)
        sub.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help="keluaran sebagai satu dokumen JSON"
        )
        declare(sub)
        sub.set_defaults(work=work)


def _dated(parser: argparse.ArgumentParser) -> None:
    """The day and the edition of the rules."""
    known = ", ".join(EDITIONS)
    parser.add_argument("--on", type=day, metavar="TANGGAL", help="tanggal berlakunya aturan, 2026-06-30")
    parser.add_argument(
        "--rule-set", choices=EDITIONS, metavar="EDISI", help=f"edisi aturan: {known}; bawaan: {NEWEST}"
    )


def run(args: argparse.Namespace, console: Console) -> int:
    """Exit 0; 1 where a rule is unknown, a file cannot be read, or a case fails."""
    code: int = args.work(args, console)
    return code


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    _dated(parser)
    parser.add_argument(
        "dataset", nargs="?", type=Path, metavar="DATASET",
        help="himpunan data: kebijakannya menentukan tanggal dan edisi, tabel confirmations siapa yang mengonfirmasi",
    )  # fmt: skip


def _show_arguments(parser: argparse.ArgumentParser) -> None:
    _dated(parser)
    parser.add_argument("rule", metavar="ATURAN", help="nama aturan, misalnya MUT-03")
    parser.add_argument("dataset", nargs="?", type=Path, metavar="DATASET", help="himpunan data, untuk konfirmasinya")


def _test_arguments(parser: argparse.ArgumentParser) -> None:
    _dated(parser)
    parser.add_argument("files", nargs="+", type=Path, metavar="BERKAS", help="berkas kasus .yaml")


def _no_arguments(_parser: argparse.ArgumentParser) -> None:
    """Nothing to ask for."""


def _transfers(_args: argparse.Namespace, console: Console) -> int:
    tell_transfers(transfers(), console)
    return 0


def _list(args: argparse.Namespace, console: Console) -> int:
    dataset, policy = _ground(args)
    edition = edition_of(policy)
    rules = [rule for rule in known_rules(policy, dataset.given) if rule.holds(policy.effective_date, edition)]
    confirmed = confirmations_of(dataset, rules, known_rule_ids(policy))
    console.say(f"{len(rules)} aturan, edisi {edition}, pada {policy.effective_date}.")
    for family in dict.fromkeys(rule.family for rule in rules):
        console.say(f"\n{FAMILIES.get(family, family)}")
        console.table(
            ("aturan", "yang diminta", "dasar", "akibat", "naskah", "berlaku", "dikonfirmasi"),
            [_row(rule, policy, confirmed.get(rule.id)) for rule in rules if rule.family == family],
        )
    for line in _legend(rules, confirmed):
        console.say(line)
    console.document([_entry(rule, policy, confirmed.get(rule.id)) for rule in rules])
    return 0


def _ground(args: argparse.Namespace) -> tuple[Dataset, Policy]:
    """Dataset (empty without one) and policy, with the day and the edition that were asked for.

    Raises InputError for a day of which the corpus says nothing.
    """
    dataset, policy = _asked(args)
    if missing := without_value(policy.effective_date, edition_of(policy)):
        raise InputError([
            f"{policy.effective_date}: di luar masa berlaku nilai hukum yang dikenal ({', '.join(missing)}); pakai "
            "tanggal yang lebih baru"
        ])  # fmt: skip
    return dataset, policy


def _asked(args: argparse.Namespace) -> tuple[Dataset, Policy]:
    dataset_path: Path | None = getattr(args, "dataset", None)
    if dataset_path is None:
        on = args.on or dt.datetime.now().astimezone().date()
        return dataset_of({}), replace(parse_policy(f"as_of = {on}"), rule_set=args.rule_set)
    policy = load_policy(dataset_path, as_of=args.on)
    chosen = replace(policy, effective_date=args.on or policy.effective_date, rule_set=args.rule_set or policy.rule_set)
    return load_dataset(dataset_path), chosen


def _row(rule: Rule, policy: Policy, confirmation: Confirmation | None) -> tuple[str, ...]:
    room = max(60, shutil.get_terminal_size((_WIDE, 24)).columns - _TAKEN)
    off = " (dimatikan)" if rule.id in policy.rules_off else ""
    asked = " (hanya bila diminta)" if rule.optional and rule.id not in policy.rules_on else ""
    return (
        rule.id, _cut(rule.demand, room * 3 // 5) + off + asked, _cut(_source(rule), room * 2 // 5),
        rule.rule_class.value,
        rule.confidence.value + ("" if rule.confidence == "Q" else " △") if rule.confidence else "instansi",
        _period(rule), _confirmed(confirmation),
    )  # fmt: skip


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"


def _source(rule: Rule) -> str:
    return "kebijakan instansi" if rule.citation == POLICY else rule.citation


def _period(rule: Rule) -> str:
    if rule.valid_from is None and rule.valid_until is None:
        return ""
    return f"{rule.valid_from or '…'}–{rule.valid_until or ''}"


def _confirmed(confirmation: Confirmation | None) -> str:
    if confirmation is None:
        return "belum"
    who = confirmation.by or "tanpa nama"
    return f"{who}, {confirmation.on}" + (" (lama, tidak dihitung)" if confirmation.outdated else "")


def _legend(rules: Sequence[Rule], confirmed: dict[str, Confirmation]) -> list[str]:
    unseen = sum(rule.confidence not in (None, "Q") for rule in rules)
    blocking = [rule.id for rule in rules if rule.rule_class == "HARD"]
    done = sum(rule_id in confirmed and not confirmed[rule_id].outdated for rule_id in blocking)
    return [
        "",
        "Akibat: HARD menghalangi; GATE meminta dokumen atau persetujuan; SOFT dan INFO hanya mencatat.",
        "Naskah: Q terbaca pada kutipan; S sumber kedua; C data publik; M ingatan; instansi: kebijakan sendiri.",
        f"△ {unseen} aturan {MUST_CHECK}.",
        f"Dikonfirmasi bagian hukum: {done} dari {len(blocking)} aturan yang menghalangi.",
    ]


def _entry(rule: Rule, policy: Policy, confirmation: Confirmation | None) -> dict[str, Any]:
    counts = confirmation is not None and not confirmation.outdated
    return {
        "id": rule.id, "citation": rule.citation, "class": rule.rule_class.value,
        "confidence": rule.confidence.value if rule.confidence else None,
        "valid_from": rule.valid_from, "valid_until": rule.valid_until,
        "confirmed_by": (confirmation.by or confirmation.document) if confirmation and counts else None,
        "confirmed_on": confirmation.on if confirmation else None,
        "confirmed_document": confirmation.document if confirmation else None,
        "confirmation_outdated": confirmation.outdated if confirmation else None,
        "family": rule.family, "demand": rule.demand, "demand_en": rule.demand_en,
        "gate": rule.settled_by.kind, "outside": rule.settled_by.outside, "sensitive": rule.sensitive,
        "optional": rule.optional, "off": rule.id in policy.rules_off, "version": rule.version,
        "must_check": rule.confidence not in (None, "Q"),
    }  # fmt: skip


def _show(args: argparse.Namespace, console: Console) -> int:
    dataset, policy = _ground(args)
    known = [*known_rules(policy, dataset.given), *scope_rules(policy)]
    ids = [rule.id for rule in known]
    versions = [rule for rule in known if rule.id == args.rule.upper()]
    if not versions:
        raise InputError([f"aturan {args.rule!r} tidak ada; {near(args.rule.upper(), ids)}"])
    holding = [rule for rule in versions if rule.holds(policy.effective_date, edition_of(policy))]
    rule = (holding or versions)[-1]
    confirmation = confirmations_of(dataset, [rule], known_rule_ids(policy)).get(rule.id)
    example = template(rule, policy, in_force=bool(holding))
    for line in rule_lines(rule, policy, in_force=bool(holding)):
        console.say(line)
    console.say(f"{'Dikonfirmasi:':<20}{_confirmed(confirmation)}")
    console.say("\nContoh kasus; simpan sebagai berkas, ubah faktanya, lalu jalankan penata law test BERKAS.yaml:\n")
    console.say(example)
    console.document({**_entry(rule, policy, confirmation), "title": rule.demand, "in_force": bool(holding),
                      "facts": {name: fact_name(name) for name in rule.facts}, "settled_by": rule.settled_by.label,
                      "remedy": rule.remedy, "example": example})  # fmt: skip
    return 0


def _test(args: argparse.Namespace, console: Console) -> int:
    lines = f'rule_set = "{args.rule_set}"' if args.rule_set else ""
    options: dict[str, Any] = {"policy_lines": lines} | ({"on": args.on} if args.on else {})
    read = [read_cases(path) for path in args.files]
    _must_exist([case for file in read for case in file.cases])
    answers = [run_case(case, **options) for file in read for case in file.cases]
    for file in read:
        console.say(f"{file.rule}: {len(file.cases)} kasus")
        for answer in answers:
            if answer.case in file.cases:
                for line in _told(answer):
                    console.say(line)
    failed = sum(not answer.passed for answer in answers)
    console.say(f"\n{len(answers)} kasus: {len(answers) - failed} sesuai, {failed} tidak sesuai.")
    console.document([_answer(answer) for answer in answers])
    return 1 if failed else 0


def _must_exist(cases: Sequence[Case]) -> None:
    """Every rule that a file names, in any edition: a case may state a day on which its rule is not yet in force."""
    policy = parse_policy(f"as_of = {DEFAULT_DAY}")
    known = known_rule_ids(policy) | {rule.id for rule in scope_rules(policy)}
    unknown = {case.rule: case.place.split(",", maxsplit=1)[0] for case in cases if case.rule not in known}
    if unknown:
        raise InputError([
            f"{place}, rule: aturan “{rule}” tidak dikenal; {near(rule, known)}" for rule, place in unknown.items()
        ])  # fmt: skip


def _told(answer: Answer) -> list[str]:
    facts = "; ".join(f"{fact_name(name)}: {fact_value(value)}" for name, value in answer.facts.items())
    lines = [f"  {'sesuai' if answer.passed else 'TIDAK SESUAI'}  {answer.case.name}"]
    lines.append(f"      diharapkan {_outcome(answer.expected, answer.expected_on_file)}, "
                 f"didapat {_outcome(answer.found, answer.on_file)}")  # fmt: skip
    if answer.verdict is not None:
        lines.append(f"      {answer.verdict.message}")
    return [*lines, f"      fakta: {facts}"] if facts else lines


def _outcome(code: str, on_file: bool) -> str:
    return f"{code} ({_OUTCOMES[code]}{', sudah ada pada approvals' if on_file else ''})"


_OUTCOMES: Final = {
    "PASS": "dipenuhi", "BAR": "menghalangi", "GATE": "dengan syarat", "UNKNOWN": "belum dapat diuji",
    "REMARK": "dicatat", "NOT_IN_FORCE": "tidak berlaku pada tanggal itu",
}  # fmt: skip


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "rule": answer.case.rule, "name": answer.case.name, "passed": answer.passed, "expected": answer.expected,
        "found": answer.found, "expected_on_file": answer.expected_on_file, "on_file": answer.on_file,
        "message": answer.verdict.message if answer.verdict else None, "facts": dict(answer.facts),
    }  # fmt: skip


_COMMANDS: Final = (
    ("list", "daftar semua aturan: dasar, akibat, keyakinan, masa berlaku, konfirmasi", _list_arguments, _list),
    ("show", "satu aturan selengkapnya, dengan contoh kasus siap pakai", _show_arguments, _show),
    ("transfers", "jenis perpindahan, siapa memutus, alur, berkas, dan kode I-MUT", _no_arguments, _transfers),
    ("test", "jalankan berkas kasus (YAML): diharapkan apa, didapat apa, atas fakta apa", _test_arguments, _test),
)

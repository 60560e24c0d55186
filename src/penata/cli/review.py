"""``penata review DATASET USULAN``: a committee's list of names, judged name by name and as a whole."""

import argparse
from pathlib import Path
from typing import Any, Final

from penata.cli.console import Console
from penata.cli.values import day, whole
from penata.eligibility.fact_names import SENSITIVE_FACTS
from penata.intake.dataset import POLICY_FILE, load_dataset, load_policy
from penata.intake.nominative import read_proposal
from penata.policy import Policy
from penata.report.review_lines import (
    HIDDEN,
    ReviewLine,
    about,
    affected,
    chains_in_words,
    figures_in_words,
    review_lines,
)
from penata.report.review_sheet import write_review
from penata.review import Finding, Review, decisions, review, worst_first

_EXIT_DONE, _EXIT_INPUT = 0, 1
_NOT_JUDGED: Final = "belum dapat dinilai"
_CHAINS_SHOWN: Final = 10


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("dataset", metavar="DATASET", type=Path, help="folder himpunan data, atau buku kerja .xlsx")
    parser.add_argument("proposal", metavar="USULAN", type=Path, help="daftar nama usulan (.xlsx atau .csv)")
    parser.add_argument(
        "--on", metavar="TANGGAL", type=day,
        help="tanggal pelantikan yang direncanakan (2026-08-17); bawaan: effective_date atau as_of policy.toml",
    )  # fmt: skip
    parser.add_argument("--out", metavar="HASIL.xlsx", type=Path, help="daftar yang sama, dengan hasil di sampingnya")
    parser.add_argument(
        "--limit", metavar="N", type=whole, default=0, help="paling banyak N nama di layar (0: semuanya)"
    )
    parser.add_argument(
        "--show-sensitive", action="store_true", help="tampilkan syarat pribadi (disiplin dan semacamnya) apa adanya"
    )


def run(args: argparse.Namespace, console: Console) -> int:
    """Exit 0 where every person and seat is known, whatever the verdicts; else 1 (the result is written)."""
    console.progress("membaca himpunan data")
    dataset, policy = load_dataset(args.dataset), _policy(args)
    console.progress("membaca usulan")
    proposal = read_proposal(args.proposal, dataset)
    console.progress("menilai")
    found = review(dataset, policy, proposal, args.on or policy.effective_date)
    lines = review_lines(found, show=args.show_sensitive)
    if args.out:
        args.out.parent.mkdir(parents=True, exist_ok=True)
        write_review(found, args.out, show=args.show_sensitive)
    _say(console, found, lines, args)
    console.document(_document(found, lines, show=args.show_sensitive))
    return _EXIT_INPUT if found.unknown else _EXIT_DONE


def _policy(args: argparse.Namespace) -> Policy:
    """The policy of the dataset; where there is none, the day of the list is the day of the data too."""
    folder = args.dataset if args.dataset.is_dir() else args.dataset.parent
    return load_policy(args.dataset, as_of=None if (folder / POLICY_FILE).exists() else args.on)


def _say(console: Console, found: Review, lines: list[ReviewLine], args: argparse.Namespace) -> None:
    counts = ", ".join(f"{key or f'{_NOT_JUDGED} (?)'} {n}" for key, n in decisions(found).items() if n or key)
    console.say(f"{args.proposal.name}: {len(lines)} nama; {counts}.")
    plain = sum(not line.has_findings for line in lines)
    console.say(f"{plain} nama tanpa temuan selain dokumen biasa, {len(lines) - plain} nama dengan temuan.")
    console.say()
    by_line = {line.line: line for line in lines}
    ordered = [by_line[row["line"]] for row in worst_first(found)]
    shown = ordered[: args.limit] if args.limit else ordered
    for line in shown:
        mark = "?" if line.verdict == _NOT_JUDGED else line.verdict
        console.say(f"{mark:<4} baris {line.row:<4} {line.name}: {line.short}")
    if len(shown) < len(ordered):
        console.say(f"… dan {len(ordered) - len(shown)} nama lagi (ubah dengan --limit).")
    console.say()
    _say_whole(console, found)
    for text in about(found):
        console.say(text)
    if args.out:
        console.say(f"Ditulis: {args.out}")


def _say_whole(console: Console, found: Review) -> None:
    """The list as a whole."""
    for text in figures_in_words(found):
        console.say(text)
    posts = affected(found)
    for state, title in (
        ("below", "Turun di bawah jumlah minimum"),
        ("vacant", "Jabatan pimpinan yang ditinggalkan kosong"),
    ):
        rows = posts.filter(state)
        if rows.height:
            console.say(f"{title}: {rows.height}")
            for seat, unit, before, after in rows.select("seat", "unit", "before", "after").iter_rows():
                console.say(f"  - {seat}, {unit}: {before} → {after}")
    lost = found.occupancy.displaced
    if lost.height:
        console.say(f"Kehilangan jabatan bila daftar dilaksanakan: {', '.join(lost['name'])}.")
    chains = chains_in_words(found)
    for text in chains[:_CHAINS_SHOWN]:
        console.say(f"Rantai: {text}")
    if len(chains) > _CHAINS_SHOWN:
        console.say(f"… dan {len(chains) - _CHAINS_SHOWN} rantai lagi (seluruhnya pada --out atau --json).")
    console.say()


def _document(found: Review, lines: list[ReviewLine], *, show: bool) -> dict[str, Any]:
    by_line = {line.line: line for line in lines}
    posts = affected(found).drop("post").to_dicts()
    return {
        "status": "UNKNOWN_NAMES" if found.unknown else "REVIEWED",
        "file": found.proposal.file, "on": found.on, "as_of": found.as_of, "rules_enabled": found.rules_enabled,
        "counts": {key or "NOT_JUDGED": n for key, n in decisions(found).items()},
        "names": [_name(found, row, by_line[row["line"]], show=show) for row in found.names.to_dicts()],
        "whole": {
            **found.effects.figures, "posts": posts,
            "chains": [{"rows": [by_line[i].row for i in ids], "swap": swap} for ids, swap in found.occupancy.chains],
            "displaced": found.occupancy.displaced.drop("post").to_dicts(),
            "past_retirement": found.draft.retired["employee_id"].to_list(),
        },
        "not_read": {"sheets": list(found.proposal.others),
                     "rows": [{"sheet": s.name, "rows": list(s.not_names)} for s in found.proposal.sheets]},
        "points_scale": "shortlist", "notice": about(found)[-1],
    }  # fmt: skip


def _name(found: Review, row: dict[str, Any], line: ReviewLine, *, show: bool) -> dict[str, Any]:
    findings = found.of_line(row["line"])
    hidden = [f for f in findings if f.sensitive and not show]
    return {
        "sheet": row["sheet"], "row": row["row"], "employee_id": row["employee_id"], "nip": row["nip"],
        "name": row["name"], "from_post_id": row["from_post_id"], "to_post_id": row["to_post_id"],
        "decision": row["decision"], "kind": row["kind"], "claimed": row["note"], "seating": row["seating"],
        "freed_by_row": None if row["freed_by"] is None else _row_of(found, row["freed_by"]),
        "transfer_kind": row["transfer_kind"], "imut_kind": row["imut_kind"], "approval_route": row["approval_route"],
        "documents": row["documents"], "superior": line.superior or None, "subordinates": line.subordinates or None,
        "months_to_retirement": row["months_to_retirement"], "points": row["points"],
        "better": found.better.filter(line=row["line"]).select("place", "employee_id", "points").to_dicts(),
        "personal_conditions": len(hidden), "findings": [_finding(f, show=show) for f in findings if f not in hidden],
    }  # fmt: skip


def _row_of(found: Review, line: int) -> int:
    return int(found.names.filter(line=line)["row"][0])


def _finding(finding: Finding, *, show: bool) -> dict[str, Any]:
    text = finding.text if show or not finding.sensitive else HIDDEN
    return {
        "code": finding.code, "weight": finding.weight, "text": text,
        "citation": finding.citation, "document": finding.document or None, "remedy": finding.remedy or None,
        "facts": _facts(finding, show=show), "to_check": finding.to_check,
    }  # fmt: skip


def _facts(finding: Finding, *, show: bool) -> dict[str, Any]:
    return {name: value for name, value in finding.facts.items() if show or name not in SENSITIVE_FACTS}

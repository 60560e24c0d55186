"""``penata eligible DATASET NIP``: where one person may go, with gates or not at all, and why."""

import argparse
import datetime as dt
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import polars as pl

from penata.cli.console import Console
from penata.cli.named import person_named
from penata.cli.values import day, whole
from penata.eligibility import Candidates, Decision, Explanation, Verdict, candidates, explain_pairs
from penata.eligibility.fact_names import SENSITIVE_FACTS, fact_name, fact_value
from penata.facts import Facts, facts_of
from penata.intake.dataset import POLICY_FILE, load_dataset, load_policy
from penata.law.citation import POLICY
from penata.law.rule import Scope
from penata.policy import Policy
from penata.tables import Dataset
from penata.vocabulary import Confidence, label
from penata.wording import TO_CHECK, seat_name

_PERSONAL: Final = "syarat pribadi"
_ORDER: Final = {Decision.MAY: 0, Decision.WITH_GATES: 1, Decision.MAY_NOT: 2}
_WORDS: Final = {
    Decision.MAY: "boleh (MS)",
    Decision.WITH_GATES: "boleh dengan syarat (BTL)",
    Decision.MAY_NOT: "tidak boleh (TMS)",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("dataset", metavar="DATASET", type=Path, help="folder himpunan data, atau buku kerja .xlsx")
    parser.add_argument("nip", metavar="NIP", help="NIP (employee_id) seorang pegawai")
    parser.add_argument(
        "--all", action="store_true",
        help="semua formasi, juga yang bukan jabatan/jenjang yang sama atau bukan jenis perpindahan yang direncanakan",
    )  # fmt: skip
    parser.add_argument("--limit", metavar="N", type=whole, default=0, help="paling banyak N formasi (0: semuanya)")
    parser.add_argument(
        "--show-sensitive", action="store_true", help="tampilkan syarat pribadi (disiplin dan semacamnya) apa adanya"
    )
    parser.add_argument(
        "--as-of", metavar="TANGGAL", type=day,
        help="tanggal keadaan data (2026-06-30); bawaan: as_of dari policy.toml, tanpa itu hari ini",
    )  # fmt: skip


def run(args: argparse.Namespace, console: Console) -> int:
    """Exit 0; 1 where the dataset cannot stand or nobody has this NIP (near matches are named)."""
    console.progress("membaca himpunan data")
    dataset = load_dataset(args.dataset)
    policy = _policy(args)
    facts = facts_of(dataset, policy)
    person = person_named(facts.persons, args.nip)
    console.progress("menguji aturan")
    explained = _explained(facts, dataset, policy, person, everything=args.all)
    tested = candidates(facts, dataset, policy)
    shown = explained[: args.limit] if args.limit else explained
    _say(console, facts, person, explained, shown, tested, show=args.show_sensitive)
    console.document(_document(facts, person, explained, shown, tested, policy, show=args.show_sensitive))
    return 0


def _explained(
    facts: Facts, dataset: Dataset, policy: Policy, person: dict[str, Any], *, everything: bool
) -> list[Explanation]:
    """Explanations of the posts asked for: those that may first, the shortest of people before others, then by post."""
    posts = facts.posts.filter(pl.col("post").ne_missing(pl.lit(person["post"])))
    pairs = [(person["employee_id"], post_id) for post_id in posts["post_id"]]
    found = explain_pairs(facts, dataset, policy, pairs)
    if not everything:
        found = [e for e in found if e.forced or not _out_of_reach(e)]
    shortage = dict(zip(posts["post_id"], posts["shortage"].fill_null(0), strict=True))
    return sorted(found, key=lambda e: (_ORDER[e.decision], not e.planned, -shortage[e.post_id], e.post_id))


def _out_of_reach(explanation: Explanation) -> bool:
    """Whether the kinds of move that the policy plans do not lead to the post."""
    return any(v.rule.id == "POL-KINDS" and v.stands_in_the_way for v in explanation.verdicts)


def _say(
    console: Console, facts: Facts, person: dict[str, Any], explained: list[Explanation], shown: list[Explanation],
    tested: Candidates, *, show: bool,
) -> None:  # fmt: skip
    posts = {
        row["post_id"]: row
        for row in facts.posts.select(
            "post_id", seat_name(pl.col("job"), pl.col("subject")).alias("seat"), "unit", "need", "filled"
        ).to_dicts()
    }
    console.say(f"{person['name']} ({person['employee_id']}), {label(person['employment'])}, {label(person['status'])}")
    console.say(f"Sekarang: {_seat(posts.get(person['post_id']), person['post_id'])}; keadaan {facts.effective_date}")
    counts = Counter(e.decision for e in explained)
    console.say(", ".join(f"{_WORDS[d]} {counts[d]}" for d in Decision) + f"; {len(explained)} formasi diuji.")
    if not explained:
        console.say("Tidak ada formasi lain yang sejabatan dan sejenjang dalam jangkauan kebijakan; lihat --all.")
    if explained:
        _say_person(console, explained[0], show=show)
    for explanation in shown:
        console.say()
        post = posts[explanation.post_id]
        console.say(f"{_WORDS[explanation.decision]}: {_seat(post, explanation.post_id)}{_notes(explanation, post)}")
        for line in _reasons([v for v in explanation.reasons if not _of_person(v)], show=show):
            console.say(f"  - {line}")
    if len(shown) < len(explained):
        console.say(f"\n… dan {len(explained) - len(shown)} formasi lagi (ubah dengan --limit).")
    console.say()
    for line in _footer(tested):
        console.say(line)


def _say_person(console: Console, explanation: Explanation, *, show: bool) -> None:
    """What holds for every post, because it lies with the person."""
    lines = list(_reasons([v for v in explanation.reasons if _of_person(v)], show=show))
    if lines:
        console.say("Tentang pegawai ini, untuk setiap formasi:")
    for line in lines:
        console.say(f"  - {line}")


def _of_person(verdict: Verdict) -> bool:
    return verdict.rule.scope is Scope.PERSON


def _seat(post: dict[str, Any] | None, post_id: str | None) -> str:
    if post is None:
        return "tanpa formasi"
    return f"{post['seat']}, {post['unit']} [{post_id}]"


def _notes(explanation: Explanation, post: dict[str, Any]) -> str:
    need = "kebutuhan belum diketahui" if post["need"] is None else f"terisi {post['filled']} dari {post['need']}"
    direction = label(explanation.direction).lower()
    forced = "; ditetapkan oleh keputusan" if explanation.forced else ""
    waits = explanation.decision is Decision.WITH_GATES and not explanation.planned
    late = "; tidak direncanakan sebelum persetujuan ada" if waits else ""
    return f" — {direction}; {need}{forced}{late}"


def reasons_of(explanation: Explanation, *, show: bool) -> Iterable[str]:
    """Every reason of a verdict in a line; personal ones are folded into one line unless ``show``."""
    return _reasons(explanation.reasons, show=show)


def _reasons(verdicts: Iterable[Verdict], *, show: bool) -> Iterable[str]:
    """One line a verdict; personal ones are folded into one line unless asked for."""
    hidden = 0
    for verdict in verdicts:
        if verdict.rule.sensitive and not show:
            hidden += 1
            continue
        yield _line(verdict, show=show)
    if hidden:
        yield f"{_PERSONAL}: ada yang belum terpenuhi atau belum dapat diuji (rinciannya untuk yang berwenang)"


def _line(verdict: Verdict, *, show: bool) -> str:
    shown = {name: value for name, value in verdict.facts.items() if show or name not in SENSITIVE_FACTS}
    facts = ", ".join(f"{fact_name(name)}: {fact_value(value)}" for name, value in shown.items())
    source = "kebijakan instansi" if verdict.rule.citation == POLICY else verdict.rule.citation
    if verdict.rule.must_be_checked:
        source += f"; {TO_CHECK}"
    on_file = " Sudah ada pada tabel approvals." if verdict.on_file else ""
    remedy = "" if verdict.on_file else f" {verdict.rule.remedy}"
    return f"{verdict.message} [{verdict.rule.id}; {source}]{f' ({facts})' if facts else ''}{on_file}{remedy}"


def _footer(tested: Candidates) -> list[str]:
    """Against how many rules, on how many people, and that none replaces the official text."""
    if not tested.rules_enabled:
        return ["PERHATIAN: aturan dimatikan oleh policy.toml ([rules] enabled = false); tidak ada hukum yang diuji."]
    answered = tested.tallies.filter(pl.col("people_tested") > 0).height
    unseen = [r.id for r in tested.rules if r.confidence not in (None, Confidence.QUOTED)]
    blind = tested.tallies.filter((pl.col("people_unknown") > 0) & (pl.col("people_tested") == 0))["rule"].to_list()
    by_rule = "; ".join(
        _tested(row) for row in tested.tallies.to_dicts() if row["people_tested"] or row["people_unknown"]
    )
    lines = [
        f"Diuji terhadap {len(tested.rules)} aturan; {answered} di antaranya dapat diuji pada pegawai yang ada.",
        f"Jumlah pegawai yang teruji tiap aturan: {by_rule}.",
    ]
    if blind:
        lines.append(f"Belum dapat diuji pada seorang pun karena datanya tidak ada: {', '.join(blind)}.")
    if unseen:
        lines.append(f"Naskah resmi aturan ini belum dilihat dan harus diperiksa dulu: {', '.join(unseen)}.")
    return [*lines, "Tidak satu pun aturan di sini menggantikan naskah resmi peraturan (JDIH)."]


def _tested(row: dict[str, Any]) -> str:
    unknown = f" (tidak diketahui {row['people_unknown']})" if row["people_unknown"] else ""
    return f"{row['rule']} {row['people_tested']}{unknown}"


def _document(
    facts: Facts, person: dict[str, Any], explained: list[Explanation], shown: list[Explanation], tested: Candidates,
    policy: Policy, *, show: bool,
) -> dict[str, Any]:  # fmt: skip
    counts = Counter(e.decision for e in explained)
    return {
        "employee_id": person["employee_id"], "name": person["name"], "post_id": person["post_id"],
        "effective_date": facts.effective_date, "rules_enabled": policy.rules_enabled,
        "counts": {decision.value: counts[decision] for decision in Decision},
        "posts": [_as_json(explanation, show=show) for explanation in shown],
        "rules": [
            {"rule": r.id, "class": r.rule_class, "citation": r.citation, "confidence": r.confidence, **row}
            for r, row in zip(tested.rules, tested.tallies.drop("rule").to_dicts(), strict=True)
        ],
        "notice": _footer(tested)[-1],
    }  # fmt: skip


def _as_json(explanation: Explanation, *, show: bool) -> dict[str, Any]:
    open_to_see = [v for v in explanation.reasons if show or not v.rule.sensitive]
    return {
        "post_id": explanation.post_id, "decision": explanation.decision, "planned": explanation.planned,
        "forced": explanation.forced, "direction": explanation.direction,
        "personal_conditions": len(explanation.reasons) - len(open_to_see),
        "reasons": [
            {
                "rule": v.rule.id, "outcome": v.outcome, "citation": v.rule.citation, "message": v.message,
                "confidence": v.rule.confidence, "to_check": v.rule.must_be_checked,
                "facts": {n: x for n, x in v.facts.items() if show or n not in SENSITIVE_FACTS},
                "on_file": v.on_file, "forbidden": v.forbidden, "remedy": v.rule.remedy,
                "gate": v.rule.settled_by.kind, "outside": v.rule.settled_by.outside,
            }
            for v in open_to_see
        ],
    }  # fmt: skip


def _policy(args: argparse.Namespace) -> Policy:
    folder = args.dataset if args.dataset.is_dir() else args.dataset.parent
    stated = args.as_of is not None or (folder / POLICY_FILE).exists()
    today = dt.datetime.now().astimezone().date()
    return load_policy(args.dataset, as_of=args.as_of if stated else today)

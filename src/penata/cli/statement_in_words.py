"""What a whole plan says of itself on the terminal: money, wishes, vacancies, and what alone would help."""

from typing import Any, Final

import polars as pl

from penata.cli.console import Console
from penata.explain.plans.figures import (
    binding,
    money,
    moves_worth,
    newcomers,
    relief,
    rungs_that_bind,
    score_by_part,
)
from penata.explain.told.vacancies import VacanciesTold
from penata.planning import Plan, Workings
from penata.planning.budget import budget_effect
from penata.planning.result import PlanTables
from penata.wording import ANSWER_LABELS, PART_LABELS, decimal, rupiah, seat_name, signed, whole

_SHOWN: Final = 10
_PRICED: Final = 5
"""Decisions of which the price is computed: each solves the plan again."""

_FEW: Final = 5
_STATES: Final = {
    "PLANNED": "direncanakan, belum ada yang dapat mengisi", "COMMITTEE": "jabatan pimpinan, menunggu tim",
    "NOT_PLANNED": "jenisnya tidak direncanakan", "GAVE": "memberi orang ke tempat yang lebih kekurangan",
}  # fmt: skip

_PLANNED_WITHIN: Final = "direncanakan, belum terisi di bawah batas rencana"
"""Where a limit binds, somebody might be able to fill it."""


def statement_of(
    work: Workings, tables: PlanTables | Plan, wishes: pl.DataFrame, vacancies: VacanciesTold
) -> dict[str, Any]:
    """The statement as JSON: moves, budget, wishes by answer, vacancies by state, dear seats, what would help."""
    seat = seat_name(pl.col("job"), pl.col("subject"))
    posts = work.facts.posts.select("post_id", seat.alias("seat"), "unit")
    prices = tables.prices.filter(pl.col("shortage") != 0)
    short = vacancies.vacancies
    first_help = vacancies.helps.filter(pl.col("place") == 1).select("post_id", "words", "people")
    return {
        "moves": tables.moves.height,
        "chains": tables.moves["chain_id"].n_unique(),
        "missing_seats": {"before": int(tables.posts["shortage_before"].sum()),
                          "after": int(tables.posts["shortage_after"].sum())},
        "budget": budget_effect(tables.moves, work.facts),
        "wishes": _counted(wishes, "status", ANSWER_LABELS),
        "vacancies": _counted(short, "state", _STATES, pl.col("shortage_after").sum()),
        "short_posts": short.sort("shortage_after", "post_id", descending=[True, False])
        .join(posts, on="post_id", how="left", validate="1:1", maintain_order="left")
        .join(first_help, on="post_id", how="left", validate="1:1", maintain_order="left").head(_SHOWN).to_dicts(),
        "prices": prices.sort("shortage", "post_id", descending=[True, False])
        .join(posts, on="post_id", how="left", validate="1:1", maintain_order="left").head(_SHOWN).to_dicts(),
        **_figures(work, tables),
    }  # fmt: skip


def _figures(work: Workings, tables: PlanTables | Plan) -> dict[str, Any]:
    """What one more would bring, what binds with its price, the points by part, and pairs barred by rule."""
    bound, worth = binding(work, priced=_PRICED), money(work, tables.moves)
    budgets = rungs_that_bind(tables.moves.height, work.policy.ladder)
    units = work.facts.posts.select("post_id", "unit")
    hires = newcomers(work).by_seat.join(units, on="post_id", how="left", validate="m:1", maintain_order="left")
    levels = ("shortage", "gain", "moves", "tie")
    barred = work.found.tallies.filter(pl.col("pairs_barred") > 0).sort(
        "pairs_barred", "rule", descending=[True, False]
    )
    demands = {rule.id: rule.demand for rule in work.found.rules if not rule.sensitive}
    return {
        "newcomers": hires.with_columns(relief(work.problem.aims).alias("relief")).to_dicts(),
        "aims": {"mode": work.problem.aims.mode, "whole_post": work.problem.aims.whole},
        "one_more_move": [
            {"moves": one.moves, "seats": one.seats, "seats_with_one_more": one.seats_with_one_more,
             "shortage": one.shortage, "shortage_with_one_more": one.shortage_with_one_more, "proven": one.proven}
            for one in moves_worth(work, budgets)
        ],
        "one_million_more": worth.price_of_a_million,
        "yearly_per_seat": worth.yearly_per_seat,
        "limits": [] if work.limits is None else list(dict.fromkeys(limit.words for limit in work.limits.binding)),
        "binding": {
            "at_capacity": bound.at_capacity, "at_floor": bound.at_floor, "frozen": bound.frozen,
            "open": bound.open_posts,
            "decisions": [
                {"employee_id": one.decision.employee_id, "kind": one.decision.kind.value,
                 "post_id": one.decision.post_id,
                 "cost": None if one.cost is None else dict(zip(levels, one.cost, strict=True))}
                for one in bound.decisions
            ],
        },
        "points": score_by_part(work).to_dicts(),
        "rules": [
            {"rule": row["rule"], "demand": demands[row["rule"]], "pairs_barred": row["pairs_barred"]}
            for row in barred.iter_rows(named=True) if row["rule"] in demands
        ],
    }  # fmt: skip


def _counted(frame: pl.DataFrame, column: str, names: dict[str, str], count: pl.Expr | None = None) -> dict[str, int]:
    """How many of each code, in the order of ``names``; codes that do not occur are left out."""
    by = dict(frame.group_by(column).agg(pl.len() if count is None else count).iter_rows())
    return {code: int(by[code]) for code in names if code in by}


def say_statement(told: dict[str, Any], console: Console) -> None:
    """The statement on one screen."""
    from penata.report.verdict import budget  # noqa: PLC0415 - slow to import, mostly not needed

    missing = told["missing_seats"]
    console.say(
        f"{whole(told['moves'])} perpindahan dalam {whole(told['chains'])} rantai; kekurangan "
        f"{whole(missing['before'])} → {whole(missing['after'])} orang."
    )
    console.say(budget(told) or "")
    if told["wishes"]:
        console.say("\nAspirasi:")
        console.table(("jawaban", "banyaknya"), [(ANSWER_LABELS[code], n) for code, n in told["wishes"].items()])
    if told["vacancies"]:
        console.say("\nYang masih kurang:")
        states = {**_STATES, "PLANNED": _PLANNED_WITHIN} if told["limits"] else _STATES
        console.table(("sebab", "orang"), [(states[code], n) for code, n in told["vacancies"].items()])
        console.say("\nFormasi yang paling kurang, dan apa yang paling membantu:")
        for row in told["short_posts"][:_FEW]:
            console.say(f"  {row['seat']}, {row['unit']} [{row['post_id']}]: kurang {whole(row['shortage_after'])}")
            if row["words"]:
                console.say(f"    {row['words']}.")
    _say_figures(told, console)
    console.say("\nSatu orang: penata explain DATASET RENCANA NIP; semua surat: --letters FOLDER.")


def _say_figures(told: dict[str, Any], console: Console) -> None:
    """Prices in words, the most useful first."""
    hires = [row for row in told["newcomers"] if row["relief"] > 0][:_FEW]
    weighted, whole_post = told["aims"]["mode"] == "weighted", told["aims"]["whole_post"]
    if hires:
        unit = f"poin; {whole(whole_post)}" if weighted else "beban 1"
        console.say(f"\nSatu orang lagi paling berguna sebagai ({unit}: satu-satunya kursi sebuah formasi):")
        console.table(
            ("jabatan", "di unit", "nilai" if weighted else "beban kekurangan"),
            [(row["seat"], row["unit"] or row["post_id"], _relief(row["relief"], weighted)) for row in hires],
        )
    if told["one_million_more"] == 0:
        console.say("Satu juta rupiah lagi: tidak mengubah apa pun; rencana ini tidak dibatasi anggaran.")
    for words in told["limits"][:_FEW]:
        console.say(f"Batas yang mengikat: {words}.")
    if told["limits"]:
        more = len(told["limits"]) - _FEW
        console.say(f"{f'{whole(more)} batas lain juga mengikat; ' if more > 0 else ''}harga setiap batas: limits.csv.")
    if told["yearly_per_seat"] is not None:
        console.say(f"Tunjangan tiap kekurangan yang tertutup: {rupiah(told['yearly_per_seat'])} setahun (rata-rata).")
    for one in told["one_more_move"]:
        closes = one["seats"] - one["seats_with_one_more"]
        known = "" if one["proven"] else " (belum terbukti)"
        console.say(f"Bila dibatasi {whole(one['moves'])} perpindahan, satu lagi menutup {whole(closes)} kursi{known}.")
    bound = told["binding"]
    console.say(
        f"\nYang mengikat: {whole(bound['at_capacity'])} formasi penuh, {whole(bound['at_floor'])} di batas bawah, "
        f"{whole(bound['frozen'])} tanpa kebutuhan; {whole(bound['open'])} masih longgar."
    )
    for one in bound["decisions"]:
        console.say(f"  keputusan {one['kind']} {one['employee_id']}: {_price(one['cost'], whole_post)}")
    parts = [f"{PART_LABELS[row['part']]} {signed(row['points'])}" for row in told["points"] if row["moves"]]
    total = sum(row["points"] for row in told["points"])
    console.say(f"Nilai penempatan {signed(total)}: {'; '.join(parts) or 'tidak ada perpindahan'}.")
    if told["rules"]:
        console.say("\nAturan yang menutup pasangan terbanyak:")
        rows = [(row["rule"], row["demand"], row["pairs_barred"]) for row in told["rules"][:_FEW]]
        console.table(("aturan", "yang diminta", "pasangan"), rows)


def _relief(relief: float, weighted: bool) -> str:
    return signed(round(relief)) if weighted else decimal(-relief, 2)


def _price(cost: dict[str, int] | None, whole_post: int) -> str:
    """What a decision costs, by the first level that differs."""
    if cost is None:
        return "tanpa keputusan ini tidak ada rencana: keputusan lain bergantung padanya"
    if cost["shortage"]:
        return f"beban kekurangan {decimal(cost['shortage'] / whole_post, 2)} lebih berat karenanya"
    if cost["gain"]:
        return f"{whole(abs(cost['gain']))} poin lebih rendah karenanya"
    if cost["moves"] > 0:
        return f"{whole(cost['moves'])} perpindahan lebih banyak karenanya"
    return "tidak mengubah kekurangan, poin, atau banyaknya perpindahan"

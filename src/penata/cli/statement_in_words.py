"""What a whole plan says of itself on the terminal: money, wishes, vacancies, and what alone would help."""

from typing import Any, Final

import polars as pl

from penata.cli.console import Console
from penata.explain.told.vacancies import VacanciesTold
from penata.planning import Plan, Workings
from penata.planning.budget import budget_effect
from penata.planning.result import PlanTables
from penata.wording import seat_name, whole

_SHOWN: Final = 10
_ANSWERS: Final = {
    "GRANTED": "dikabulkan", "ALREADY_THERE": "sudah di sana", "HONOURED": "penolakan dihormati",
    "LOST": "kalah nilai atau kekurangan lebih berat", "BARRED": "terhalang aturan",
    "GATE_FORBIDDEN": "menunggu persetujuan", "NOT_OPEN": "tidak terbuka dalam rencana ini",
    "DECIDED": "ditetapkan lain oleh keputusan", "OVERRIDDEN": "ditempatkan meskipun menolak",
    "REMAINS": "tetap di tempat yang ditolak",
}  # fmt: skip
_STATES: Final = {
    "PLANNED": "direncanakan, belum ada yang dapat mengisi", "COMMITTEE": "jabatan pimpinan, menunggu tim",
    "NOT_PLANNED": "jenisnya tidak direncanakan", "GAVE": "memberi orang ke tempat yang lebih kekurangan",
}  # fmt: skip


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
        "wishes": _counted(wishes, "status", _ANSWERS),
        "vacancies": _counted(short, "state", _STATES, pl.col("shortage_after").sum()),
        "short_posts": short.sort("shortage_after", "post_id", descending=[True, False])
        .join(posts, on="post_id", how="left", validate="1:1", maintain_order="left")
        .join(first_help, on="post_id", how="left", validate="1:1", maintain_order="left").head(_SHOWN).to_dicts(),
        "prices": prices.sort("shortage", "post_id", descending=[True, False])
        .join(posts, on="post_id", how="left", validate="1:1", maintain_order="left").head(_SHOWN).to_dicts(),
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
        console.table(("jawaban", "banyaknya"), [(_ANSWERS[code], n) for code, n in told["wishes"].items()])
    if told["vacancies"]:
        console.say("\nYang masih kurang:")
        console.table(("sebab", "orang"), [(_STATES[code], n) for code, n in told["vacancies"].items()])
        console.say("\nFormasi yang paling kurang, dan apa yang paling membantu:")
        for row in told["short_posts"]:
            console.say(f"  {row['seat']}, {row['unit']} [{row['post_id']}]: kurang {whole(row['shortage_after'])}")
            if row["words"]:
                console.say(f"    {row['words']}.")
    console.say("\nSatu orang: penata explain DATASET RENCANA NIP; semua surat: --letters FOLDER.")

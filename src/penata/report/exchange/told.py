"""An exchange in words: rings with names and places, everybody's answer, the promises."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from penata.facts import Facts
from penata.planning.swapping import Exchange
from penata.report.rules import RuleLine, rule_lines
from penata.report.story import agency_of
from penata.report.wording import PERSONAL
from penata.tables import Dataset

MECHANISMS: Final = {
    "to_be": "tukar blok (TO-BE): kursi hanya untuk yang sama cocok atau lebih cocok daripada pemegang semula",
    "ttc": "lingkaran terbaik (TTC): kecocokan dengan kursi tidak diperhitungkan",
}
PROMISES: Final = {
    "individual_rationality": "Tidak seorang pun berakhir di tempat yang kurang ia sukai daripada tempatnya sekarang.",
    "no_unit_hurt": "Tidak ada formasi yang menerima orang yang kurang cocok daripada yang pergi; jumlah orang tetap.",
    "no_blocking_exchange": "Tidak ada lagi tukar tempat lain yang menguntungkan semua pesertanya.",
    "strategy_proof": "Tidak ada gunanya menyembunyikan atau membalik urutan keinginan.",
}
OPTIONS: Final = {
    "mechanism": "mekanisme TTC",
    "fit_tolerance": "kelonggaran kecocokan",
    "max_ring": "batas panjang lingkaran",
    "vacancies": "kursi kosong ikut",
}
OUTSIDE: Final = {
    "DECISION": "terikat keputusan (tetap, harus, atau jangan)",
    "NO_POST": "tidak mempunyai kursi untuk ditukar",
    "NOT_COUNTED": "tidak aktif atau bukan PNS, CPNS, PPPK",
    "POST_NOT_PLANNED": "jabatannya tidak direncanakan (jabatan pimpinan, atau kebutuhan belum diketahui)",
}
ANSWERS: Final = {
    "DEAREST": "Dikabulkan: tempat yang paling diinginkan.",
    "GRANTED": "Dikabulkan: bukan yang paling diinginkan, tetapi lebih disukai daripada tetap.",
    "TAKEN": "Tetap: kursi di sana ditukar dalam lingkaran lain, yang semua anggotanya lebih menyukainya.",
    "HOLDER_STAYS": "Tetap: pemegang kursi di sana tetap, karena kursi yang ditawarkan tidak membawanya ke tempat yang "
    "lebih disukainya.",
    "BETTER_FIT": "Tetap: setiap pemegang kursi di sana lebih cocok dengan kursinya.",
    "DECISION": "Tetap: sebuah keputusan melarang perpindahan ke sana.",
    "RULE": "Tetap: aturan menghalangi perpindahan ke sana",
    "NOT_PLANNED": "Tetap: perpindahan ke sana tidak termasuk yang direncanakan instansi (jabatan, jenjang, "
    "atau instansi lain).",
    "NOT_OFFERED": "Tetap: di tempat yang diinginkan tidak ada peserta lain yang menawarkan kursi.",
}


@dataclass(frozen=True, slots=True)
class ToldExchange:
    """What page and workbook show.

    ``rings``: per ring its id, length and members (name, employee_id, unit and seat on both sides, wish, fit), longest
    rings last; ``people``: everybody who took part with ``words``; ``promises``: (kept, sentence, what ended it).
    """

    made: Exchange
    agency: str
    rings: Sequence[Mapping[str, Any]]
    moves: pl.DataFrame
    people: pl.DataFrame
    promises: Sequence[tuple[bool, str, str]]
    outside: Sequence[tuple[str, int]]
    rules: Sequence[RuleLine]

    @property
    def result(self) -> Mapping[str, Any]:
        """The document that becomes result.json."""
        return self.made.result


def told_exchange(made: Exchange, dataset: Dataset, facts: Facts) -> ToldExchange:
    """Put an exchange into words."""
    people = facts.persons.select("employee_id", "name", "rank", pl.col("job").alias("job_from"))
    gates = made.moves.select("employee_id", "distance_km", "legal_gates", "direction")
    moves = _with_places(made.rings, facts, "from_post_id", "to_post_id")
    everybody = _with_places(made.participants, facts, "post_id", "to_post_id")
    moves, everybody = (
        frame.join(people, on="employee_id", how="left", validate="1:1", maintain_order="left")
        for frame in (moves, everybody)
    )
    moves = moves.join(gates, on="employee_id", how="left", validate="1:1", maintain_order="left")
    rules = rule_lines(made.result)
    return ToldExchange(
        made=made, agency=agency_of(dataset), rings=_rings(moves), moves=moves,
        people=everybody.with_columns(_words({line.id for line in rules if line.sensitive})),
        promises=_promises(made.result["promises"]),
        outside=[(OUTSIDE[reason], count) for reason, count in made.result["exchange"]["not_taking_part"].items()],
        rules=rules,
    )  # fmt: skip


def _with_places(frame: pl.DataFrame, facts: Facts, here: str, there: str) -> pl.DataFrame:
    """With unit and district on both sides, ``_from`` and ``_to``."""
    for post, side in ((here, "from"), (there, "to")):
        places = facts.posts.select(pl.col("post_id").alias(post), pl.col("unit", "district").name.suffix(f"_{side}"))
        frame = frame.join(places, on=post, how="left", validate="m:1", maintain_order="left")
    return frame


def _rings(moves: pl.DataFrame) -> list[dict[str, Any]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in moves.iter_rows(named=True):
        found.setdefault(row["ring_id"], []).append(row)
    rings = [
        {"id": name, "length": len(members), "members": members, "closed": _is_closed(members)}
        for name, members in found.items()
    ]
    return sorted(rings, key=lambda ring: (ring["length"], ring["id"]))


def _is_closed(members: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the people swap among themselves; a chain to an empty seat does not close."""
    return sorted(m["from_post_id"] for m in members) == sorted(m["to_post_id"] for m in members)


def _words(sensitive: set[str]) -> pl.Expr:
    """The answer as a sentence; rules that say something personal are not named."""
    shown = pl.col("rules").list.eval(
        pl.when(pl.element().is_in(sorted(sensitive))).then(pl.lit(PERSONAL)).otherwise(pl.element())
    )
    named = shown.list.unique(maintain_order=True).list.join(", ")
    sentence = pl.col("answer").replace_strict(ANSWERS, return_dtype=pl.String)
    return (
        pl.when(pl.col("answer") == "RULE")
        .then(pl.format("{}: {}.", sentence, named))
        .otherwise(sentence)
        .alias("words")
    )


def _promises(stated: Mapping[str, Any]) -> list[tuple[bool, str, str]]:
    return [
        (bool(stated[name]), sentence, ", ".join(OPTIONS[by] for by in stated["ended_by"].get(name, ())))
        for name, sentence in PROMISES.items()
    ]

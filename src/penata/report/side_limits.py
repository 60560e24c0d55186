"""The side limits of a plan in words: what binds, what one more would bring, and what is left of the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from penata.planning.objectives import Aims
from penata.report.given import WrittenPlan
from penata.report.wording import decimal, rupiah, signed, whole
from penata.tables import LIMIT_TABLES
from penata.vocabulary import LimitKind, label

PERSONAL: Final = (LimitKind.COUPLES, LimitKind.RELATIVES)
"""Kinds that tell of families: only that they are kept is said, neither whom they are about nor how many they are."""
_MONEY: Final = (LimitKind.MONEY, LimitKind.MONEY_OFFICE)
_SHARES: Final = {
    LimitKind.EXPERIENCED: "orang berpengalaman masih dapat digantikan yang baru",
    LimitKind.DONOR: "orang lagi masih dapat dilepas",
}  # fmt: skip
_PROOF: Final = {"prices": "harga, yang dapat diperiksa siapa saja", "search": "pencarian menyeluruh", "none": ""}
_PRICED: Final = {"OPTIMAL": "dihitung ulang, terbukti", "FEASIBLE": "dihitung ulang, belum terbukti"}
_LEVELS: Final = {
    "shortage": "kekurangan",
    "gain": "nilai penempatan",
    "value": "nilai gabungan",
    "moves": "perpindahan",
}


@dataclass(frozen=True, slots=True)
class LimitLine:
    """One limit: ``words``, its ``label``, ``left`` (what is used and what is left), ``more`` (what one
    more would bring) and how sure that is (``proof``).
    """

    label: str
    words: str
    left: str
    more: str
    proof: str


@dataclass(frozen=True, slots=True)
class SideLimits:
    """The limits of a plan: ``binding`` lines, ``loose`` ones, and whether any is personal and binds.

    ``count`` is that of the limits that can be told one by one. ``standing``: how well the plan is proven under them;
    ``spent``: what the moves cost, in a sentence, None where the policy states no cost. ``is_searched``: the plan was
    searched under one of them, whether or not it is used up.
    """

    binding: list[LimitLine]
    loose: list[LimitLine]
    personal: bool
    personal_binds: bool
    standing: str
    spent: str | None
    is_searched: bool = False

    @property
    def count(self) -> int:
        """Limits that are told one by one."""
        return len(self.binding) + len(self.loose)

    @property
    def change(self) -> str:
        """How many limits make this plan another one, families uncounted; empty where none does."""
        if self.binding:
            return f"{whole(len(self.binding))} dari {whole(self.count)} batas mengubah rencana ini."
        if self.personal_binds:
            return "Syarat pribadi mengubah rencana ini."
        return "Batas ikut menentukan rencana ini, tetapi tidak satu pun habis dipakai." if self.is_searched else ""


def side_limits_of(plan: WrittenPlan) -> SideLimits | None:
    """The limits in words, the dearest first; None where the policy sets none and no move costs anything."""
    table: pl.DataFrame = getattr(plan, "limits", LIMIT_TABLES["limits"].empty())
    spent = spent_in_words(plan.result)
    if not is_limited(plan.result) and spent is None:
        return None
    whole_post = _whole_post(plan.result)
    binds = pl.col("status") == "BINDS"
    personal = table.filter(pl.col("kind").is_in([kind.value for kind in PERSONAL]))
    told = table.filter(~pl.col("kind").is_in([kind.value for kind in PERSONAL]))
    dearest = told.filter(binds).sort(
        pl.col("subject").is_null(), "price_shortage", "toll_shortage", "price_gain", "toll_gain", "kind", "subject",
        descending=[True] * 5 + [False] * 2, nulls_last=True,
    )  # fmt: skip
    return SideLimits(
        binding=[_line(row, whole_post, binding=True) for row in dearest.iter_rows(named=True)],
        loose=[_line(row, whole_post, binding=False) for row in told.filter(~binds).iter_rows(named=True)],
        personal=personal.height > 0,
        personal_binds=personal.filter(binds).height > 0,
        standing=_standing(plan.result),
        spent=spent,
        is_searched=told.filter(pl.col("status") != "HOLDS").height > 0,
    )


def is_limited(result: Mapping[str, Any]) -> bool:
    """Whether the policy of a plan set any side limit, breakable or not."""
    return "limits" in result or any(
        value not in (None, False, {}, 0) for key, value in result.get("policy", {}).get("limits", {}).items()
        if key != "experienced_years"
    )  # fmt: skip


def spent_in_words(result: Mapping[str, Any]) -> str | None:
    """What the moves cost, and how much of it is not known; None where no cost is stated."""
    spent = result.get("moving_cost")
    if spent is None:
        return None
    names = {"distance": "jarak", "dependants": "tanggungan", "rank": "golongan"}
    unknown = [f"{names[name]} pada {whole(count)}" for name, count in spent["unknown"].items() if count]
    said = f"Biaya pindah {rupiah(spent['total'])} untuk {whole(spent['moves'])} perpindahan, ditanggung yang menerima"
    if not unknown:
        return f"{said}."
    return f"{said}. Tidak diketahui: {', '.join(unknown)} perpindahan; dihitung sebesar yang terbesar diketahui."


def _whole_post(result: Mapping[str, Any]) -> int:
    """Shortage of the only seat of a post, in the measure of the plan."""
    return Aims(**result.get("aims", {})).measure.whole


def _line(row: Mapping[str, Any], whole_post: int, *, binding: bool) -> LimitLine:
    kind = LimitKind(row["kind"])
    slope = "menurut harga" if binding and _has_toll(row) else ""
    return LimitLine(
        label=label(kind),
        words=f"{row['words'][:1].upper()}{row['words'][1:]}",
        left=_left(kind, row),
        more=_more(kind, row, whole_post) if binding else "",
        proof=_PRICED[row["price_status"]] if row["price_status"] else slope,
    )


def _left(kind: LimitKind, row: Mapping[str, Any]) -> str:
    """What is used and what is left, in the unit of the kind."""
    most, used = row["most"], row["used"]
    if kind in _MONEY:
        return f"{rupiah(used)} dari {rupiah(most)}"
    if kind in _SHARES:
        people = (most - used) // 100
        return f"{whole(people)} {_SHARES[kind]}" if people else "tepat di batas"
    return f"{whole(used)} dari {whole(most)} {'kursi' if kind == LimitKind.TRAINING else 'orang'}"


def _more(kind: LimitKind, row: Mapping[str, Any], whole_post: int) -> str:
    """What one step more would bring; where that was not solved again, what the price promises at most."""
    step = _step(kind, row["step"])
    if row["price_shortage"] is not None:
        brings = _brings(row["price_shortage"], row["price_gain"], whole_post)
        return f"{step}: {brings}" if brings else f"{step}: belum mengubah apa pun"
    brings = _brings(row["toll_shortage"], row["toll_gain"], whole_post)
    return f"{step}: sekitar {brings}" if brings else "belum dihitung"


def _has_toll(row: Mapping[str, Any]) -> bool:
    return bool(row["toll_shortage"] or row["toll_gain"])


def _step(kind: LimitKind, step: int) -> str:
    if kind in _MONEY:
        return f"{rupiah(step)} lagi"
    if kind in _SHARES:
        return "Sedikit lebih longgar"
    number = "Satu" if step == 1 else whole(step)
    return f"{number} {'kursi' if kind == LimitKind.TRAINING else 'orang'} lagi"


def _brings(shortage: int, gain: int, whole_post: int) -> str:
    """Shortage that goes and points that come.

    >>> _brings(500_000, -8, 1_000_000), _brings(0, 3, 1_000_000), _brings(0, 0, 1_000_000)
    ('beban kekurangan −0,50, nilai −8', 'nilai +3', '')
    """
    parts = [f"beban kekurangan {decimal(-shortage / whole_post, 2)}"] if shortage else []
    return ", ".join([*parts, *([f"nilai {signed(gain)}"] if gain else [])])


def _standing(result: Mapping[str, Any]) -> str:
    """How well the plan is proven under its limits."""
    proofs = {level: proof for level, proof in result.get("proofs", {}).items() if level in _LEVELS}
    if not proofs:
        return "Tidak satu pun batas mengubah rencana: ini juga rencana terbaik tanpa batas."
    by = {proof: [_LEVELS[level] for level, said in proofs.items() if said == proof] for proof in _PROOF}
    told = [f"{' dan '.join(levels)} oleh {_PROOF[proof]}" for proof, levels in by.items() if levels and _PROOF[proof]]
    if not by["none"]:
        return f"Di bawah batas-batas ini tidak ada rencana yang lebih baik. Terbukti: {'; '.join(told)}."
    gap = result.get("gap", {})
    # points beside an open shortage say nothing
    points = 0 if gap.get("shortage") else gap.get("gain", gap.get("value", 0))
    apart = _brings(gap.get("shortage", 0), points, _whole_post(result))
    return (
        f"Rencana ini menaati semua batas; belum terbukti tidak ada yang lebih baik pada {', '.join(by['none'])}"
        f"{f' (paling jauh {apart})' if apart else ''}."
    )

"""The section of side limits: what binds, what one more brings, and families neither named nor counted."""

from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from penata.report.side_limits import side_limits_of, spent_in_words
from penata.tables import LIMIT_TABLES


def told(*rows: dict[str, Any], **result: Any) -> Any:
    usual = {"most": 1, "used": 1, "status": "BINDS", "step": 1, "toll_shortage": 0, "toll_gain": 0}
    schema = LIMIT_TABLES["limits"].schema
    full = [{column: ({"words": "batas", **usual} | row).get(column) for column in schema} for row in rows]
    limits = pl.DataFrame(full, schema=schema, orient="row")
    proofs = {"shortage": "prices", "gain": "search", "moves": "search", "tie": "none"}
    return SimpleNamespace(limits=limits, result={"limits": {}, "proofs": proofs, **result})


MOVES = {"kind": "MAX_MOVES", "words": "paling banyak 9 orang pindah", "most": 9, "used": 9}


def test_no_limit_and_no_cost_tell_nothing() -> None:
    assert side_limits_of(SimpleNamespace(result={"policy": {"limits": {"max_moves": None}}})) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "more", "proof"),
    [
        ({"price_shortage": 500_000, "price_gain": -8, "price_status": "OPTIMAL"},
         "Satu orang lagi: beban kekurangan −0,50, nilai −8", "dihitung ulang, terbukti"),
        ({"price_shortage": 0, "price_gain": 0, "price_status": "FEASIBLE"},
         "Satu orang lagi: belum mengubah apa pun", "dihitung ulang, belum terbukti"),
        ({"toll_gain": 16}, "Satu orang lagi: sekitar nilai +16", "menurut harga"),
        ({}, "belum dihitung", ""),
        ({"kind": "MONEY", "step": 35_360, "toll_gain": 2, "most": 20_000_000, "used": 19_928_000},
         "Rp35.360 lagi: sekitar nilai +2", "menurut harga"),
    ],
)  # fmt: skip
def test_one_more_is_told_with_its_proof(row: dict[str, Any], more: str, proof: str) -> None:
    sides = side_limits_of(told(MOVES | row))
    assert sides is not None
    assert (sides.binding[0].more, sides.binding[0].proof) == (more, proof)


def test_what_is_left_is_told_in_the_unit_of_the_kind() -> None:
    rows = [
        MOVES,
        {"kind": "MONEY", "most": 20_000_000, "used": 19_928_000},
        {"kind": "TRAINING", "subject": "certificate k3", "most": 3, "used": 3},
        {"kind": "EXPERIENCED", "subject": "u GURU", "most": -40, "used": -90},
        {"kind": "DONOR", "subject": "o", "most": 0, "used": -250},
    ]
    sides = side_limits_of(told(*rows))
    assert sides is not None
    assert {line.left for line in sides.binding} == {
        "9 dari 9 orang", "Rp19.928.000 dari Rp20.000.000", "3 dari 3 kursi", "tepat di batas",
        "2 orang lagi masih dapat dilepas",
    }  # fmt: skip
    assert sides.binding[0].words == "Paling banyak 9 orang pindah"
    assert sides.standing == (
        "Di bawah batas-batas ini tidak ada rencana yang lebih baik. Terbukti: kekurangan oleh harga, yang dapat "
        "diperiksa siapa saja; nilai penempatan dan perpindahan oleh pencarian menyeluruh."
    )


def test_families_are_neither_named_nor_counted() -> None:
    sides = side_limits_of(
        told(MOVES, {"kind": "COUPLES", "subject": "1 2 u"}, {"kind": "RELATIVES", "subject": "3 4 u"})
    )
    assert sides is not None
    assert (sides.personal, sides.personal_binds, sides.count) == (True, True, 1)


def test_what_is_not_proven_says_how_far() -> None:
    sides = side_limits_of(told(MOVES, proofs={"shortage": "prices", "gain": "none"}, gap={"shortage": 0, "gain": 12}))
    assert sides is not None
    assert sides.standing.endswith(
        "belum terbukti tidak ada yang lebih baik pada nilai penempatan (paling jauh nilai +12)."
    )


def test_money_says_what_is_not_known() -> None:
    spent = {"total": 3_000_000, "moves": 2, "unknown": {"distance": 1, "dependants": 0, "rank": 2}}
    assert spent_in_words({"moving_cost": spent}) == (
        "Biaya pindah Rp3.000.000 untuk 2 perpindahan, ditanggung yang menerima. Tidak diketahui: jarak pada 1, "
        "golongan pada 2 perpindahan; dihitung sebesar yang terbesar diketahui."
    )


@pytest.mark.parametrize(
    ("rows", "change"),
    [
        ([MOVES, {"kind": "GIVES", "subject": "o", "status": "HOLDS"}], "1 dari 2 batas mengubah rencana ini."),
        ([{"kind": "COUPLES", "subject": "a b c"}], "Syarat pribadi mengubah rencana ini."),
        ([{"kind": "COUPLES", "subject": "a b c", "status": "HOLDS"}], ""),
    ],
)
def test_what_changes_the_plan_is_told_without_a_count_of_families(rows: list[dict[str, Any]], change: str) -> None:
    sides = side_limits_of(told(*rows))
    assert sides is not None
    assert sides.change == change

"""What is said of a tolerance: what it brought, at which price, and what may still be possible."""

from typing import Any

import pytest

from penata.report.tolerance import tolerance_words

SHORTAGE: dict[str, Any] = {
    "level": "shortage", "thousandths": 30, "rate": 24, "gained": 22, "missing_more": 1, "moves_fewer": 1, "bound": 535,
}  # fmt: skip
GAIN: dict[str, Any] = {"level": "gain", "thousandths": 30, "gained": -7, "moves_fewer": 3, "bound": 21}


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (SHORTAGE, "kekurangan boleh sampai 30 per seribu lebih buruk; nilai bertambah 22 poin, kekurangan bertambah 1 "
         "orang. Satu formasi yang seluruhnya kosong dihargai 24 poin: tidak ada kursi yang dibiarkan kurang untuk "
         "lebih murah daripada itu. Di dalam kelonggaran itu paling banyak masih mungkin 30 poin lagi."),
        ({**SHORTAGE, "gained": 0, "rate": None, "bound": None}, "kekurangan boleh sampai 30 per seribu lebih buruk; "
         "itu tidak mengubah rencana. Berapa yang masih mungkin di dalam kelonggaran itu tidak diketahui."),
        (GAIN, "nilai boleh sampai 30 per seribu kurang; nilai berkurang 7 poin, perpindahan berkurang 3 orang. Tidak "
         "ada rencana di dalam kelonggaran itu dengan perpindahan lebih sedikit."),
        ({**GAIN, "moves_fewer": 0}, "nilai boleh sampai 30 per seribu kurang; itu tidak mengurangi perpindahan."),
    ],
)  # fmt: skip
def test_tolerance_says_what_it_brought_and_what_may_be_left(told: dict[str, Any], said: str) -> None:
    assert tolerance_words({"tolerance": told, "objective": {"gain": 505, "moves": 21}}) == f"Kelonggaran: {said}"


def test_without_a_tolerance_nothing_is_said() -> None:
    assert tolerance_words({}) == ""

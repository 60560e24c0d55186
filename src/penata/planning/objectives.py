"""What a plan optimises, in order: shortage, gain, moves, tie. A lower level never buys a worse higher one."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

SHORTAGE_SCALE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the objective: its name, its sense, and what it is in words."""

    name: str
    sense: Literal["least", "most"]
    words: str

    def describe(self) -> str:
        """One Indonesian sentence for the report."""
        return f"{self.words} ({'sekecil' if self.sense == 'least' else 'sebesar'} mungkin)"


LEVELS: Final = (
    Level("shortage", "least", "kekurangan pegawai, yang terberat didahulukan"),
    Level("gain", "most", "jumlah nilai kesesuaian, aspirasi, jarak, dan prestasi"),
    Level("moves", "least", "banyaknya perpindahan"),
    Level("tie", "least", "pemutus seri yang tetap, agar rencana dapat diulang persis"),
)


def shortage_cost(
    missing: npt.NDArray[np.int64], need: npt.NDArray[np.int64], priority: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Cost of the k-th missing seat, k = ``missing``: round_half_up(1 000 000 · priority · (2k - 1) / need).

    Elementwise, whole numbers; 0 where k is 0. Summed over k it grows like s²/need, so that the worst
    relative shortages close first.

    >>> shortage_cost(np.array([1, 2, 0]), np.array([3, 3, 3]), np.array([1, 1, 1])).tolist()
    [333333, 1000000, 0]
    """
    double = 2 * np.maximum(need, 1)
    cost = (2 * SHORTAGE_SCALE * priority * (2 * missing - 1) + np.maximum(need, 1)) // double
    return np.where(missing > 0, cost, 0)


def total_shortage_cost(
    filled: npt.NDArray[np.int64], need: npt.NDArray[np.int64], priority: npt.NDArray[np.int64]
) -> int:
    """Shortage cost of all posts with these fillings (posts without a need are left out by the caller)."""
    missing = np.maximum(need - filled, 0)
    post = np.repeat(np.arange(len(need)), missing)
    first = np.concatenate([[0], np.cumsum(missing)])[:-1]
    k = np.arange(len(post)) - first[post] + 1
    return int(shortage_cost(k, need[post], priority[post]).sum())

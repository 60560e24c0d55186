"""What a plan optimises, in order: shortage, gain, moves, tie. A lower level never buys a worse higher one.

Under ``mode = "weighted"`` shortage and gain are one level, in points; moves and tie stay below it.
"""

from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from penata.policy import Policy
from penata.policy.aims import Mode, Shortage
from penata.tables import InputError

Ints = npt.NDArray[np.int64]

SHORTAGE_SCALE: Final = 1_000_000
"""What a whole missing post weighs at level 1."""
HIGHEST_PRIORITY: Final = 100
"""Of the table posts."""
LARGEST_NEED: Final = 10_000
"""Up to which worst_first tells relative shortages apart in 64 bits."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the objective: its name, its sense, and what it is in words."""

    name: str
    sense: Literal["least", "most"]
    words: str

    def describe(self) -> str:
        """One Indonesian sentence for the report."""
        return f"{self.words} ({'sekecil' if self.sense == 'least' else 'sebesar'} mungkin)"


_SHORTAGE: Final = Level("shortage", "least", "kekurangan pegawai, yang terberat didahulukan")
_WORST_FIRST: Final = Level(
    "shortage", "least", "kekurangan pegawai: formasi dengan kekurangan relatif terbesar dahulu"
)
_GAIN: Final = Level("gain", "most", "jumlah nilai kesesuaian, aspirasi, jarak, dan prestasi")
_VALUE: Final = Level("value", "most", "nilai gabungan: poin semua perpindahan dikurangi poin kekurangan yang tersisa")
_LAST: Final = (
    Level("moves", "least", "banyaknya perpindahan"),
    Level("tie", "least", "pemutus seri yang tetap, agar rencana dapat diulang persis"),
)


@dataclass(frozen=True, slots=True)
class Aims:
    """What empty seats weigh in a plan, and which levels are compared.

    The k-th missing seat of a need d and a priority weighs

    - "squared": ``unit`` · priority · (2k - 1) / d, rounded, so that the sum over a post grows like s²/d. ``unit`` is
      1 000 000; in weighted mode it is the points that ``[level_weights]`` gives to a whole post;
    - "worst_first": the relative shortage at which it stands, k / d in units of 1 / ``unit``, and the priority where
      two of these are equal: floor(unit · k / d) · 101 + priority. ``unit`` tells all ratios of the needs apart.

    Why one flow fills the worst first: the sets of seats that can be filled at once (everybody placed, bounds kept) are
    the bases of a matroid, whose best base is best in every place of the sorted list at once. It depends on the order
    of the weights alone, so the least sum of any weights in this order leaves the lexicographically least list of
    relative shortages, and as few empty seats as there can be. The sum is its proof, and a small whole number. It does
    not follow any more where a limit binds that is no flow (a budget, couples, a tolerance): there the sum of relative
    shortages is least, and nothing more is said.

    The weights do not depend on other posts but by ``unit``, so that a changed need leaves them as they are.
    """

    shortage: Shortage = "squared"
    mode: Mode = "lexicographic"
    unit: int = SHORTAGE_SCALE

    @property
    def is_weighted(self) -> bool:
        """Whether shortage and gain are one level."""
        return self.mode == "weighted"

    @property
    def measure(self) -> "Aims":
        """What shortage is told in, whatever is compared: these aims in order."""
        return replace(self, mode="lexicographic", unit=SHORTAGE_SCALE) if self.is_weighted else self

    @property
    def whole(self) -> int:
        """What a whole missing post weighs, at priority 1: cost divided by it is told as the weight of a shortage."""
        return self.unit * (HIGHEST_PRIORITY + 1) if self.shortage == "worst_first" else self.unit

    @property
    def levels(self) -> tuple[Level, ...]:
        """What is compared, in order."""
        if self.is_weighted:
            return (_VALUE, *_LAST)
        return (_WORST_FIRST if self.shortage == "worst_first" else _SHORTAGE, _GAIN, *_LAST)

    def cost(self, missing: Ints, need: Ints, priority: Ints) -> Ints:
        """Cost of the k-th missing seat, k = ``missing``, elementwise; 0 where k is 0.

        >>> three = np.array([3, 3, 3])
        >>> Aims().cost(np.array([1, 2, 0]), three, np.array([1, 1, 1])).tolist()
        [333333, 1000000, 0]
        >>> Aims("worst_first").cost(np.array([1, 2, 0]), three, np.array([1, 1, 1])).tolist()
        [33666634, 67333267, 0]
        """
        needed = np.maximum(need, 1)
        if self.shortage == "worst_first":
            cost = self.unit * missing // needed * (HIGHEST_PRIORITY + 1) + priority
        else:
            cost = (2 * self.unit * priority * (2 * missing - 1) + needed) // (2 * needed)
        return np.where(missing > 0, cost, 0)

    def total(self, filled: Ints, need: Ints, priority: Ints) -> int:
        """Cost of all posts with these fillings (posts without a need are left out by the caller)."""
        missing = np.maximum(need - filled, 0)
        post = np.repeat(np.arange(len(need)), missing)
        first = np.concatenate([[0], np.cumsum(missing)])[:-1]
        k = np.arange(len(post)) - first[post] + 1
        return int(self.cost(k, need[post], priority[post]).sum())


def aims_of(policy: Policy, need: Ints) -> Aims:
    """The aims of a policy for posts with these needs (below zero or 0: none known).

    Raises InputError where worst_first cannot tell the relative shortages of so large a need apart.
    """
    if policy.mode == "weighted":
        return Aims("squared", "weighted", policy.level_weights.shortage)
    if policy.shortage == "squared":
        return Aims()
    most = int(np.max(need, initial=0))
    if most > LARGEST_NEED:
        raise InputError([
            f'posts.need: {most} orang pada satu formasi; shortage = "worst_first" membandingkan kebutuhan sampai '
            f'{LARGEST_NEED}. Pecah formasi itu menurut unit, atau pakai shortage = "squared"'
        ])  # fmt: skip
    return Aims("worst_first", unit=max(SHORTAGE_SCALE, most * most))

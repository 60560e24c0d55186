"""How the levels of a plan stand to each other: strictly in order, with a tolerance, or weighed against each other."""

from dataclasses import dataclass
from typing import Final, Literal, cast

from penata.policy.reader import Reader

Shortage = Literal["squared", "worst_first"]
Mode = Literal["lexicographic", "weighted"]
Engine = Literal["portfolio", "ortools"]

SHORTAGES: Final = ("squared", "worst_first")
MODES: Final = ("lexicographic", "weighted")
ENGINES: Final = ("portfolio", "ortools")

THOUSAND: Final = 1000
MOST_POINTS: Final = 1_000_000
"""That a whole missing post may weigh."""
_ELSEWHERE: Final = {
    "gain": "tidak ada: satu poin selalu berbobot satu; ubah shortage, atau bagian-bagiannya di [weights]",
    "moves": "tidak ada: bobot sebuah perpindahan ialah [weights] disruption",
}


@dataclass(frozen=True, slots=True)
class LevelWeights:
    """Under ``mode = "weighted"``: the points that a whole missing post weighs beside the gain of the moves.

    A point of gain is a point; what a move weighs by itself is the weight ``disruption``. The k-th missing seat of a
    need d weighs ``shortage`` · priority · (2k - 1) / d points, rounded.
    """

    shortage: int = 1000


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How many thousandths worse than its best a level may get for the sake of the levels below it."""

    shortage: int = 0
    gain: int = 0


def read_level_weights(reader: Reader) -> LevelWeights:
    """The section ``[level_weights]``."""
    reader.only({*LevelWeights.__dataclass_fields__, *_ELSEWHERE})
    for key, instead in _ELSEWHERE.items():
        if key in reader.raw:
            reader.wrong(key, instead)
    points = cast("int", reader.whole("shortage", LevelWeights().shortage))
    if points > MOST_POINTS:
        reader.wrong("shortage", f"{points} lebih dari {MOST_POINTS}; pakai angka yang lebih kecil")
    return LevelWeights(points)


def read_mode(reader: Reader) -> Mode:
    """The key ``mode``, and whether the other aims can hold beside it."""
    mode = cast("Mode", reader.choice("mode", MODES, "lexicographic"))
    if mode == "weighted":
        if reader.raw.get("shortage") == "worst_first":
            reader.wrong("shortage", 'worst_first ialah urutan dan tidak dapat ditimbang; pakai "squared", atau '
                         'mode = "lexicographic"')  # fmt: skip
        if reader.raw.get("tolerance"):
            reader.wrong("tolerance", 'berlaku untuk tujuan yang berurutan; hapus, atau pakai mode = "lexicographic"')
    return mode


def read_tolerance(whole: Reader) -> Tolerance:
    """The section ``[tolerance]``, and whether the rest of the policy can hold beside it."""
    reader = whole.section("tolerance", set(Tolerance.__dataclass_fields__))
    found = Tolerance(reader.whole("shortage", 0) or 0, reader.whole("gain", 0) or 0)
    if found == Tolerance():
        return found
    if found.shortage and found.gain:
        reader.wrong("gain", "hanya satu kelonggaran sekaligus; hapus gain atau shortage")
    if found.gain > THOUSAND:
        reader.wrong("gain", f"{found.gain} lebih dari {THOUSAND} per seribu; pakai angka yang lebih kecil")
    if found.shortage and whole.raw.get("shortage") == "worst_first":
        reader.wrong("shortage", 'worst_first ialah urutan dan tidak dapat ditukar dengan nilai; pakai "squared"')
    if whole.raw.get("limits"):
        reader.wrong("shortage" if found.shortage else "gain", "belum dapat bersama [limits]; hapus salah satunya")
    return found

"""What the points of a move are made of: weights, shares of the fit, and named sets of both."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class Weights:
    """Points of the parts of a gain; each part is rounded to whole points before summing.

    ``fit``: a full match of person and post (there minus here). ``wish``: the dearest wish granted;
    ``wish_step``: less for each further rank; ``refusal``: cost of a place that was refused.
    ``distance_per_10km``: nearer to or farther from home. ``disruption``: cost of any move at all.
    ``selection``: performance and experience where a seat is wanted or is a step up. ``release``: who
    leaves a unit with too many (time in place, family), and cost of sending away a protected person who did
    not ask for the place. ``last_resort``: cost of a gate so treated. ``development``: performance, potential and
    years of service towards a first managerial post. ``rotation``: longer in a post than its term.
    ``breadth``: to a unit and a field where a person with few of them has not been.
    """

    fit: int = 60
    wish: int = 40
    wish_step: int = 5
    accept: int = 20
    refusal: int = 60
    distance_per_10km: int = 4
    distance_cap: int = 60
    disruption: int = 15
    selection: int = 30
    release: int = 20
    last_resort: int = 80
    development: int = 0
    rotation: int = 0
    breadth: int = 0


@dataclass(frozen=True, slots=True)
class FitShares:
    """How the points of fit are shared among its criteria; only their proportion counts (the defaults are per cent)."""

    education_level: int = 10
    education_field: int = 20
    experience: int = 25
    subject: int = 25
    certificates: int = 10
    competencies: int = 10


@dataclass(frozen=True, slots=True)
class MeritPolicy:
    """How merit is judged where the data is silent, and what makes up the fit.

    ``absent``: what performance, experience or potential count that nobody recorded, where people contest a seat
    (selection, development): "middle" is neither for nor against, "lowest" is as the lowest. Fit compares only
    what is known of both seats under either.
    """

    absent: Literal["middle", "lowest"] = "middle"
    fit: FitShares = field(default_factory=FitShares)


@dataclass(frozen=True, slots=True)
class Preset:
    """A named set of weights and kinds of moves; keys that policy.toml states go before it."""

    sentence: str
    kinds: tuple[str, ...] = ("LATERAL",)
    weights: Mapping[str, int] = field(default_factory=dict)


PRESETS: Final[Mapping[str, Preset]] = {
    "balance": Preset("Menutup kekurangan dengan perpindahan seperlunya; semua bobot bawaan."),
    "development": Preset(
        "Mengembangkan orang: promosi ikut diusulkan, dan jabatan pimpinan pertama diberikan menurut kinerja, potensi, "
        "dan masa kerja.",
        kinds=("LATERAL", "PROMOTION"),
        weights={"development": 60, "selection": 40, "breadth": 10},
    ),
    "rotation": Preset(
        "Menyegarkan susunan: yang terlalu lama di satu jabatan didahulukan pindah, ke tempat yang baru baginya.",
        weights={"rotation": 60, "breadth": 20, "disruption": 5},
    ),
    "merit": Preset(
        "Mendahulukan kecocokan, kinerja, pengalaman, dan potensi; promosi ikut diusulkan.",
        kinds=("LATERAL", "PROMOTION"),
        weights={"fit": 90, "selection": 60, "wish": 30, "wish_step": 3, "accept": 15, "distance_per_10km": 2,
                 "distance_cap": 30},
    ),
    "wishes": Preset(
        "Mendahulukan aspirasi pegawai dan jarak dari rumah.",
        weights={"wish": 90, "wish_step": 10, "accept": 45, "refusal": 120, "distance_per_10km": 6, "disruption": 10},
    ),
}  # fmt: skip
"""The presets by name, the default first."""

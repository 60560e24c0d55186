"""What a plan is asked to do: ``policy.toml`` of a dataset, every key with its default.

An agency changes what it wants by data, never by code. A key that is not known is an error, so that a
misspelt one cannot be silently ignored. Legal thresholds are not here but in ``penata.law``; ``[rules]``
may override the parameters that the law leaves to the agency.
"""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Literal, TypeVar, cast

from penata.policy.aims import (
    ENGINES,
    SHORTAGES,
    Engine,
    LevelWeights,
    Mode,
    Shortage,
    Tolerance,
    read_level_weights,
    read_mode,
    read_tolerance,
)
from penata.policy.exchange import ExchangePolicy, read_exchange
from penata.policy.limits import Limits, MovingCost, read_limits, read_moving_cost
from penata.policy.reader import Reader
from penata.policy.transition import Transition, read_transition
from penata.policy.weights import PRESETS, FitShares, MeritPolicy, Weights
from penata.tables.errors import InputError
from penata.vocabulary import Category

Treatment = Literal["plan", "shortlist", "keep"]
GateTreatment = Literal["allow", "last_resort", "forbid"]
_T = TypeVar("_T")

MOVE_KINDS: Final = ("LATERAL", "CHANGE_OF_FAMILY", "PROMOTION", "OTHER_AGENCY")


@dataclass(frozen=True, slots=True)
class Policy:
    """One agency's policy for one plan (``policy.toml``).

    ``as_of`` is the day of the snapshot; rules are judged at ``effective_date``. ``kinds``: which moves may
    be proposed. ``candidates``: pairs by rules, or exactly those in ``scores``. ``max_distance_km`` and
    ``nearest`` cut candidates and are stated in the result. ``missing_need``: "freeze" keeps posts without
    a need as they are; "filled" takes their present number as the need. ``categories``: which job
    categories are planned, shortlisted for a committee, or kept. ``gates``: how a kind of gate is treated;
    ``gates_own`` and ``gates_outside`` are the defaults for own documents and for approvals from outside
    the agency. ``parameters`` override parameters of the law that the agency may set. ``preset`` names the set of
    ``kinds`` and ``weights`` that was started from; what stands here is what holds. ``mode``, ``level_weights`` and
    ``tolerance`` say how the levels stand to each other (``aims``); ``engine``: "ortools" solves every component by
    OR-Tools. ``limits``: what the plan may not exceed; ``moving_cost``: what a move costs. ``exchange``: how people
    who asked swap places.
    """

    as_of: dt.date
    effective_date: dt.date
    kinds: frozenset[str] = frozenset({"LATERAL"})
    candidates: Literal["rules", "scores"] = "rules"
    max_distance_km: float | None = None
    nearest: int | None = None
    missing_need: Literal["freeze", "filled"] = "freeze"
    shortage: Shortage = "squared"
    categories: Mapping[str, Treatment] = field(default_factory=lambda: dict(DEFAULT_CATEGORIES))
    gates_own: GateTreatment = "allow"
    gates_outside: GateTreatment = "forbid"
    gates: Mapping[str, GateTreatment] = field(default_factory=dict)
    rules_enabled: bool = True
    rules_off: frozenset[str] = frozenset()
    rules_on: frozenset[str] = frozenset()
    rule_set: str | None = None
    parameters: Mapping[str, int] = field(default_factory=dict)
    weights: Weights = field(default_factory=Weights)
    merit: MeritPolicy = field(default_factory=MeritPolicy)
    preset: str = "balance"
    ladder: tuple[int, ...] = (25, 50, 100, 200)
    mode: Mode = "lexicographic"
    level_weights: LevelWeights = field(default_factory=LevelWeights)
    tolerance: Tolerance = field(default_factory=Tolerance)
    engine: Engine = "portfolio"
    limits: Limits = field(default_factory=Limits)
    moving_cost: MovingCost = field(default_factory=MovingCost)
    transition: Transition = field(default_factory=Transition)
    exchange: ExchangePolicy = field(default_factory=ExchangePolicy)

    def gate_treatment(self, kind: str, outside: bool) -> GateTreatment:
        """How an open gate of this kind is treated; ``outside``: it needs an approval from outside the agency."""
        return self.gates.get(kind, self.gates_outside if outside else self.gates_own)


DEFAULT_CATEGORIES: Final[dict[str, Treatment]] = {
    Category.JPT: "shortlist",
    Category.ADMINISTRATOR: "shortlist",
    Category.PENGAWAS: "shortlist",
    Category.FUNGSIONAL: "plan",
    Category.PELAKSANA: "plan",
}

_TOP: Final = {
    "as_of", "effective_date", "kinds", "candidates", "max_distance_km", "nearest", "missing_need", "shortage",
    "categories", "gates", "rules", "rule_set", "weights", "ladder", "merit", "preset", "mode", "level_weights",
    "tolerance", "engine", "limits", "moving_cost", "exchange",
    "transition",
}  # fmt: skip


def parse_policy(text: str, *, as_of: dt.date | None = None) -> Policy:
    """The policy that a ``policy.toml`` states; ``as_of`` overrides the day of the snapshot.

    Raises InputError with every problem: a key that is not known, a value of the wrong type or outside its
    choices, no ``as_of`` at all.

    >>> parse_policy("as_of = 2026-06-30").effective_date
    datetime.date(2026, 6, 30)
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError([f"policy.toml: bukan TOML yang sah: {error}"]) from None
    reader = Reader(raw)
    reader.only(_TOP)
    if as_of is not None:
        raw["as_of"] = as_of
    day = reader.date("as_of")
    effective = reader.date("effective_date", day)
    rules = reader.section("rules", {"enabled", "off", "on", "parameters"})
    gates = reader.section("gates", None)
    weights = reader.section("weights", set(Weights.__dataclass_fields__))
    name = reader.choice("preset", tuple(PRESETS), "balance")
    preset = PRESETS[name]
    values: dict[str, Any] = {
        "as_of": day,
        "effective_date": effective,
        "kinds": frozenset(reader.words("kinds", MOVE_KINDS, list(preset.kinds))),
        "candidates": reader.choice("candidates", ("rules", "scores"), "rules"),
        "max_distance_km": reader.number("max_distance_km"),
        "nearest": reader.whole("nearest"),
        "missing_need": reader.choice("missing_need", ("freeze", "filled"), "freeze"),
        "shortage": reader.choice("shortage", SHORTAGES, "squared"),
        "categories": {**DEFAULT_CATEGORIES, **reader.treatments("categories", tuple(Category))},
        "gates_own": gates.choice("own", _GATE_CHOICES, "allow"),
        "gates_outside": gates.choice("outside", _GATE_CHOICES, "forbid"),
        "gates": {k: gates.choice(k, _GATE_CHOICES, "allow") for k in gates.raw if k not in {"own", "outside"}},
        "rules_enabled": rules.flag("enabled", True),
        "rules_off": frozenset(rules.words("off", None, [])),
        "rules_on": frozenset(rules.words("on", None, [])),
        "rule_set": reader.word("rule_set"),
        "parameters": rules.wholes("parameters"),
        "weights": _known(Weights, {**preset.weights, **weights.wholes("")}),
        "merit": _merit(reader.section("merit", {"absent", "fit"})),
        "preset": name,
        "ladder": tuple(reader.whole_list("ladder", [25, 50, 100, 200])),
        "mode": read_mode(reader),
        "level_weights": read_level_weights(reader.section("level_weights", None)),
        "tolerance": read_tolerance(reader),
        "engine": reader.choice("engine", ENGINES, "portfolio"),
        "limits": read_limits(reader.section("limits", None)),
        "moving_cost": read_moving_cost(reader.section("moving_cost", None)),
        "transition": read_transition(reader.section("transition", None), effective),
        "exchange": read_exchange(reader.section("exchange", None)),
    }
    if reader.problems:
        raise InputError(reader.problems)
    return Policy(**values)


def _merit(reader: Reader) -> MeritPolicy:
    shares = _known(FitShares, reader.section("fit", set(FitShares.__dataclass_fields__)).wholes(""))
    if not any(asdict(shares).values()):
        reader.wrong("fit", "semua bagian nol; beri paling sedikit satu bagian di atas nol")
    absent = cast("Literal['middle', 'lowest']", reader.choice("absent", ("middle", "lowest"), "middle"))
    return MeritPolicy(absent=absent, fit=shares)


def _known(kind: type[_T], values: Mapping[str, int]) -> _T:
    """An object of the values that have a field; the others were already named as wrong."""
    return kind(**{key: value for key, value in values.items() if key in kind.__dataclass_fields__})  # type: ignore[attr-defined]


_GATE_CHOICES: Final = ("allow", "last_resort", "forbid")

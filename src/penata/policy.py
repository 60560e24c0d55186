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

from penata.tables.errors import InputError
from penata.vocabulary import Category

Treatment = Literal["plan", "shortlist", "keep"]
GateTreatment = Literal["allow", "last_resort", "forbid"]
_T = TypeVar("_T")

MOVE_KINDS: Final = ("LATERAL", "CHANGE_OF_FAMILY", "PROMOTION", "OTHER_AGENCY")


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
    ``kinds`` and ``weights`` that was started from; what stands here is what holds.
    """

    as_of: dt.date
    effective_date: dt.date
    kinds: frozenset[str] = frozenset({"LATERAL"})
    candidates: Literal["rules", "scores"] = "rules"
    max_distance_km: float | None = None
    nearest: int | None = None
    missing_need: Literal["freeze", "filled"] = "freeze"
    shortage: Literal["squared"] = "squared"
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
    "categories", "gates", "rules", "rule_set", "weights", "ladder", "merit", "preset",
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
    reader = _Reader(raw)
    reader.only(_TOP)
    if as_of is not None:
        raw["as_of"] = as_of
    day = reader.date("as_of")
    rules = reader.section("rules", {"enabled", "off", "on", "parameters"})
    gates = reader.section("gates", None)
    weights = reader.section("weights", set(Weights.__dataclass_fields__))
    name = reader.choice("preset", tuple(PRESETS), "balance")
    preset = PRESETS[name]
    values: dict[str, Any] = {
        "as_of": day,
        "effective_date": reader.date("effective_date", day),
        "kinds": frozenset(reader.words("kinds", MOVE_KINDS, list(preset.kinds))),
        "candidates": reader.choice("candidates", ("rules", "scores"), "rules"),
        "max_distance_km": reader.number("max_distance_km"),
        "nearest": reader.whole("nearest"),
        "missing_need": reader.choice("missing_need", ("freeze", "filled"), "freeze"),
        "shortage": reader.choice("shortage", ("squared",), "squared"),
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
    }
    if reader.problems:
        raise InputError(reader.problems)
    return Policy(**values)


def _merit(reader: "_Reader") -> MeritPolicy:
    shares = _known(FitShares, reader.section("fit", set(FitShares.__dataclass_fields__)).wholes(""))
    if not any(asdict(shares).values()):
        reader.wrong("fit", "semua bagian nol; beri paling sedikit satu bagian di atas nol")
    absent = cast("Literal['middle', 'lowest']", reader.choice("absent", ("middle", "lowest"), "middle"))
    return MeritPolicy(absent=absent, fit=shares)


def _known(kind: type[_T], values: Mapping[str, int]) -> _T:
    """An object of the values that have a field; the others were already named as wrong."""
    return kind(**{key: value for key, value in values.items() if key in kind.__dataclass_fields__})  # type: ignore[attr-defined]


_GATE_CHOICES: Final = ("allow", "last_resort", "forbid")
_ABSENT: Final = object()


class _Reader:
    """Reads one TOML table and collects what is wrong with it, under the keys as the file shows them."""

    def __init__(self, raw: dict[str, Any], path: str = "", problems: list[str] | None = None) -> None:
        self.raw, self.path = raw, path
        self.problems: list[str] = [] if problems is None else problems

    def only(self, known: set[str]) -> None:
        for key in sorted(set(self.raw) - known):
            self.wrong(key, f"kunci tidak dikenal; yang dikenal: {', '.join(sorted(known))}")

    def section(self, key: str, known: set[str] | None) -> "_Reader":
        value = self.raw.get(key, {})
        if not isinstance(value, dict):
            self.wrong(key, "harus berupa bagian [..]")
            value = {}
        inner = _Reader(value, f"{self.path}{key}.", self.problems)
        if known is not None:
            inner.only(known)
        return inner

    def date(self, key: str, default: dt.date | None = None) -> dt.date | None:
        value = self.raw.get(key, default)
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return value
        if value is None and key == "as_of":
            self.wrong(key, "tidak ada; tulis as_of = 2026-01-31 (tanggal potret data) atau beri --as-of")
        elif value is not None:
            self.wrong(key, f"{value!r} bukan tanggal; tulis {key} = 2026-01-31 tanpa tanda kutip")
        return None

    def choice(self, key: str, choices: tuple[str, ...], default: str) -> str:
        value = self.raw.get(key, default)
        if value not in choices:
            self.wrong(key, f"{value!r} tidak dikenal; pilih {', '.join(choices)}")
            return default
        return cast("str", value)

    def words(self, key: str, choices: tuple[str, ...] | None, default: list[str]) -> list[str]:
        value = self.raw.get(key, default)
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            self.wrong(key, f'{value!r} bukan daftar kata; tulis {key} = ["…"]')
            return default
        for word in value:
            if choices is not None and word not in choices:
                self.wrong(key, f"{word!r} tidak dikenal; pilih {', '.join(choices)}")
        return value

    def word(self, key: str) -> str | None:
        value = self.raw.get(key, None)
        if value is None or isinstance(value, str):
            return value
        self.wrong(key, f'{value!r} bukan teks; tulis {key} = "…"')
        return None

    def treatments(self, key: str, known: tuple[str, ...]) -> dict[str, str]:
        inner = self.section(key, set(known))
        return {k: inner.choice(k, ("plan", "shortlist", "keep"), "keep") for k in inner.raw if k in known}

    def number(self, key: str) -> float | None:
        value = self.raw.get(key, None)
        if value is None or (isinstance(value, int | float) and not isinstance(value, bool) and value > 0):
            return value
        self.wrong(key, f"{value!r} bukan angka di atas nol")
        return None

    def whole(self, key: str, default: int | None = None) -> int | None:
        value = self.raw.get(key, _ABSENT)
        if value is _ABSENT:
            return default
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        self.wrong(key, f"{value!r} bukan bilangan bulat nol ke atas")
        return default

    def whole_list(self, key: str, default: list[int]) -> list[int]:
        value = self.raw.get(key, default)
        if isinstance(value, list) and all(isinstance(v, int) and not isinstance(v, bool) and v > 0 for v in value):
            return sorted(set(value))
        self.wrong(key, f"{value!r} bukan daftar bilangan bulat di atas nol")
        return default

    def wholes(self, key: str) -> dict[str, int]:
        inner = self.section(key, None) if key else self
        inner.raw = _flat(inner.raw)
        return {k: cast("int", inner.whole(k, 0)) for k in inner.raw}

    def flag(self, key: str, default: bool) -> bool:
        value = self.raw.get(key, default)
        if isinstance(value, bool):
            return value
        self.wrong(key, f"{value!r} bukan true atau false")
        return default

    def wrong(self, key: str, what: str) -> None:
        self.problems.append(f"policy.toml, {self.path}{key}: {what}")


def _flat(raw: Mapping[str, Any], path: str = "") -> dict[str, Any]:
    """Nested tables as dotted keys: ``mut.min_months = 6`` and ``"mut.min_months" = 6`` are the same."""
    flat: dict[str, Any] = {}
    for key, value in raw.items():
        flat |= _flat(value, f"{path}{key}.") if isinstance(value, dict) else {f"{path}{key}": value}
    return flat

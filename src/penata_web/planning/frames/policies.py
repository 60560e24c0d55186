"""A policy as text and as single settings: what the library knows, in the order in which people think of it."""

import datetime as dt
import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from django.utils.translation import gettext as _

from penata.eligibility.known import known_rules
from penata.law.ruleset import edition_of
from penata.law.values import values
from penata.planning.making import policy_document
from penata.policy import PRESETS, Policy, parse_policy
from penata.policy.stated import policy_stated
from penata.tables import InputError
from penata.vocabulary import Category, RuleClass

Kind = Literal["whole", "number", "flag", "choice", "words", "date"]
FIXED: Final = ("as_of", "effective_date", "rule_set", "rules_enabled")
"""What a cycle has frozen for all its scenarios."""
_NOT_ASKED: Final = {*FIXED, "candidates", "engine", "preset", "ladder", "gates", "parameters", "rules_off", "rules_on",
                     "limits.money_by_office", "limits.districts", "moving_cost.by_rank"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its dotted path in the policy, what kind of value it has, its default, and its choices."""

    path: str
    kind: Kind
    default: Any
    choices: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Switch:
    """A rule that the agency may switch: ``on`` says whether it is judged without a word from the agency."""

    id: str
    demand: str
    citation: str
    on: bool


@dataclass(frozen=True, slots=True)
class Parameter:
    """A legal value that the law leaves to the agency."""

    id: str
    value: int
    unit: str
    citation: str


def default_policy(as_of: dt.date, effective_date: dt.date, preset: str = "balance") -> str:
    """The text of Penata's own policy for these days, under the newest edition of the law."""
    return policy_text(parse_policy(_head(as_of, effective_date) + f'preset = "{preset}"\n'))


def for_cycle(text: str, as_of: dt.date, effective_date: dt.date) -> str:
    """A policy of another cycle, made to hold for these days under the newest edition of the law."""
    document = policy_document(parse_policy(text))
    transition = {**document["transition"], "first_day": None}
    newest = {"as_of": as_of.isoformat(), "effective_date": effective_date.isoformat(), "transition": transition}
    return policy_text(policy_stated({**document, **newest, "rule_set": _newest(as_of, effective_date)}))


def checked(text: str, frozen: str) -> Policy:
    """The policy that a text states, where it keeps what the cycle froze and switches only what may be switched.

    Raises InputError with every problem, its place and the remedy.
    """
    policy, cycle = parse_policy(text), parse_policy(frozen)
    problems = [
        _(
            "%(key)s: %(typed)s, sedangkan siklus ini dibekukan dengan %(frozen)s; kembalikan nilainya, "
            "atau buka siklus baru"
        )
        % {"key": name, "typed": _written(getattr(policy, name)), "frozen": _written(getattr(cycle, name))}
        for name in ("as_of", "effective_date", "rule_set")
        if getattr(policy, name) != getattr(cycle, name)
    ]
    if not policy.rules_enabled:
        problems.append(_("rules.enabled: hukum tidak dapat dimatikan di sini; hapus baris ini"))
    may = switches(policy)
    may_off, may_on = ({rule.id for rule in may if rule.on is on} for on in (True, False))
    settable = {parameter.id for parameter in parameters(policy)}
    problems += [
        *_not_allowed(policy.rules_off - may_off, may_off, _("rules.off: %(name)s bersumber dari hukum atau menjaga "
            "arti rencana, dan tidak boleh dimatikan; yang boleh: %(may)s")),
        *_not_allowed(policy.rules_on - may_on, may_on, _("rules.on: %(name)s tidak perlu atau tidak dapat dinyalakan; "
            "yang dapat: %(may)s")),
        *_not_allowed(set(policy.parameters) - settable, settable, _("rules.parameters: %(name)s bukan nilai yang "
            "diserahkan kepada instansi; yang boleh: %(may)s")),
    ]  # fmt: skip
    if problems:
        raise InputError(problems)
    return policy


def settings_of() -> list[Setting]:
    """Every setting that people are asked for, from the library's own definition of a policy."""
    day = dt.date(2000, 1, 1)
    return list(_settings(Policy, Policy(day, day), ""))


def values_of(text: str) -> dict[str, Any]:
    """The value of each setting in a policy's text, by its path; switches and parameters of the law besides."""
    document = policy_document(parse_policy(text))
    found = {setting.path: _at(document, setting.path) for setting in settings_of()}
    return found | {name: document[name] for name in ("preset", "rules_off", "rules_on", "parameters")}


def with_values(text: str, changed: Mapping[str, Any]) -> str:
    """The text of a policy with some settings changed; InputError where the library refuses them."""
    document = policy_document(parse_policy(text))
    for path, value in changed.items():
        *above, last = path.split(".")
        place = document
        for name in above:
            place = place[name]
        place[last] = value.isoformat() if isinstance(value, dt.date) else value
    written = policy_text(policy_stated(document))
    parse_policy(written)
    return written


def presets() -> list[tuple[str, str]]:
    """Names of the presets with the sentence that says what each wants."""
    return [(name, preset.sentence) for name, preset in PRESETS.items()]


def preset_values(name: str) -> dict[str, Any]:
    """The settings that a preset changes: all weights, and which moves may be proposed."""
    day = dt.date(2000, 1, 1)
    document = policy_document(parse_policy(f'preset = "{name}"', as_of=day))
    weights = {f"weights.{key}": value for key, value in document["weights"].items()}
    return {"preset": name, "kinds": document["kinds"], **weights}


def switches_of(text: str) -> list[Switch]:
    """Rules that may be switched under a policy's text."""
    return switches(parse_policy(text))


def parameters_of(text: str) -> list[Parameter]:
    """Legal values left to the agency on the day of a policy's text."""
    return parameters(parse_policy(text))


def switches(policy: Policy) -> list[Switch]:
    """Rules that an agency may switch: remarks that bar nobody, and rules from a doubtful source."""
    found = {
        rule.id: Switch(rule.id, rule.demand, rule.citation, on=not rule.optional)
        for rule in known_rules(policy)
        if rule.optional or rule.rule_class in {RuleClass.SOFT, RuleClass.INFO}
    }
    return [found[name] for name in sorted(found)]


def parameters(policy: Policy) -> list[Parameter]:
    """Legal values that the law leaves to the agency, as they hold on the day of the policy."""
    found = {
        entry.id: Parameter(entry.id, entry.value, entry.unit, entry.citation)
        for entry in values()
        if entry.agency and entry.holds(policy.effective_date, edition_of(policy)) and isinstance(entry.value, int)
    }
    return [found[name] for name in sorted(found)]


def differences(one: str, other: str) -> list[tuple[str, Any, Any]]:
    """Settings that two policies do not share: path, value in the one, value in the other."""
    a, b = (_leaves(policy_document(parse_policy(text))) for text in (one, other))
    return [(path, a.get(path), b.get(path)) for path in sorted(a.keys() | b.keys()) if a.get(path) != b.get(path)]


def policy_text(policy: Policy) -> str:
    """A policy as the text of policy.toml: what differs from the defaults, so that it reads as what was decided."""
    document = policy_document(policy)
    usual = policy_document(
        parse_policy(f'preset = "{policy.preset}"\neffective_date = {policy.effective_date}', as_of=policy.as_of)
    )
    lines = [f"as_of = {policy.as_of}", f"effective_date = {policy.effective_date}", f'preset = "{policy.preset}"']
    sections: dict[str, dict[str, Any]] = {}
    for name, value in document.items():
        if name in {"as_of", "effective_date", "preset"} or value == usual[name]:
            continue
        if name in _SECTION_OF:
            section, key = _SECTION_OF[name]
            sections.setdefault(section, {}).update({key: value} if key else value)
        elif isinstance(value, dict):
            sections[name] = {key: one for key, one in value.items() if one != usual[name].get(key)}
        else:
            lines.append(f"{name} = {_toml(value)}")
    for name, content in sections.items():
        lines += ["", f"[{name}]", *_lines(content)]
    return "\n".join(lines) + "\n"


_SECTION_OF: Final = {
    "gates": ("gates", ""), "gates_own": ("gates", "own"), "gates_outside": ("gates", "outside"),
    "rules_enabled": ("rules", "enabled"), "rules_off": ("rules", "off"), "rules_on": ("rules", "on"),
    "parameters": ("rules", "parameters"),
}  # fmt: skip


def _lines(content: Mapping[str, Any]) -> list[str]:
    return [f"{_key(key)} = {_toml(value, key)}" for key, value in content.items() if value is not None]


def _toml(value: Any, key: str = "") -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(name)} = {_toml(one)}" for name, one in value.items() if one is not None) + " }"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    if isinstance(value, str) and key != "first_day":
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)


def _key(name: str) -> str:
    return name if name.replace("_", "").replace("-", "").isalnum() and name.isascii() else f'"{name}"'


def _settings(of: type[Any], usual: Any, path: str) -> list[Setting]:
    hints, found = get_type_hints(of), []
    for field in fields(of):
        here, hint, value = f"{path}{field.name}", hints[field.name], getattr(usual, field.name)
        if here in _NOT_ASKED:
            continue
        if is_dataclass(hint) and isinstance(hint, type):
            found += _settings(hint, value, f"{here}.")
        elif here == "categories":
            found += [
                Setting(f"{here}.{category}", "choice", value[category], ("plan", "shortlist", "keep"))
                for category in Category
            ]
        else:
            found.append(_setting(here, hint, value))
    return found


def _setting(path: str, hint: Any, value: Any) -> Setting:
    if path == "kinds":
        return Setting(path, "words", sorted(value), ("LATERAL", "CHANGE_OF_FAMILY", "PROMOTION", "OTHER_AGENCY"))
    optional = get_origin(hint) in {Union, types.UnionType} and type(None) in get_args(hint)
    plain = next(one for one in get_args(hint) if one is not type(None)) if optional else hint
    if get_origin(plain) is Literal:
        return Setting(path, "choice", value, tuple(get_args(plain)))
    kinds: dict[Any, Kind] = {bool: "flag", int: "whole", float: "number", dt.date: "date"}
    return Setting(path, kinds[plain], value, optional=optional)


def _at(document: Mapping[str, Any], path: str) -> Any:
    value: Any = document
    for name in path.split("."):
        value = value[name]
    return value


def _leaves(document: Mapping[str, Any], path: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in document.items():
        found |= _leaves(value, f"{path}{name}.") if isinstance(value, Mapping) else {f"{path}{name}": value}
    return found


def _head(as_of: dt.date, effective_date: dt.date) -> str:
    edition = _newest(as_of, effective_date)
    return f'as_of = {as_of}\neffective_date = {effective_date}\nrule_set = "{edition}"\n'


def _newest(as_of: dt.date, effective_date: dt.date) -> str:
    return edition_of(Policy(as_of=as_of, effective_date=effective_date))


def _not_allowed(named: Iterable[str], may: Iterable[str], words: str) -> list[str]:
    return [words % {"name": name, "may": ", ".join(sorted(may))} for name in sorted(named)]


def _written(value: Any) -> str:
    return _("tidak ditulis") if value is None else str(value)

"""The policy under which a plan was made, read back from what its ``result.json`` states."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

from penata.policy.policy import Policy


def policy_stated(document: Mapping[str, Any]) -> Policy:
    """A policy from its document, keys as in the dataclass; keys that an older plan lacks have their defaults.

    >>> stated = policy_stated({"as_of": "2026-06-30", "effective_date": "2026-07-31", "limits": {"max_moves": 5}})
    >>> stated.limits.max_moves, stated.effective_date
    (5, datetime.date(2026, 7, 31))
    """
    policy: Policy = _built(Policy, document)
    return policy


def _built(of: type[Any], document: Mapping[str, Any]) -> Any:
    hints = get_type_hints(of)
    names = {field.name for field in fields(of)}
    return of(**{name: _value(hints[name], value) for name, value in document.items() if name in names})


def _value(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if is_dataclass(hint) and isinstance(hint, type):
        return _built(hint, value)
    if dt.date in (hint, *get_args(hint)):
        return dt.date.fromisoformat(value)
    origin = getattr(hint, "__origin__", None)
    if origin in {frozenset, tuple}:
        return origin(value)
    return value

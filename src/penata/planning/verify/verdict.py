"""What the verifier answers: problems, checks made, the plan's own value and how well it is proven."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

DETAILS_PER_CODE: Final = 1000
"""Problems of one kind that are kept in full; all are counted."""

LEVELS: Final = ("shortage", "gain", "moves", "tie")
"""Columns of prices and of distances, in their order."""


class Code(StrEnum):
    """Kinds of problems."""

    UNKNOWN_PERSON = "UNKNOWN_PERSON"
    UNKNOWN_POST = "UNKNOWN_POST"
    DOUBLED_PERSON = "DOUBLED_PERSON"
    LOST_PERSON = "LOST_PERSON"
    LOST_SEAT = "LOST_SEAT"
    EXTRA_PERSON = "EXTRA_PERSON"
    NOT_A_CANDIDATE = "NOT_A_CANDIDATE"
    NOT_COUNTED_MOVED = "NOT_COUNTED_MOVED"
    PIN_BROKEN = "PIN_BROKEN"
    FORBID_BROKEN = "FORBID_BROKEN"
    FORCE_BROKEN = "FORCE_BROKEN"
    ABOVE_CAPACITY = "ABOVE_CAPACITY"
    BELOW_FLOOR = "BELOW_FLOOR"
    FROZEN_POST = "FROZEN_POST"
    KEPT_POST = "KEPT_POST"
    MOVES_MISSING = "MOVES_MISSING"
    MOVES_INVENTED = "MOVES_INVENTED"
    MOVES_DOUBLED = "MOVES_DOUBLED"
    MOVES_VALUE = "MOVES_VALUE"
    MOVES_CHAIN = "MOVES_CHAIN"
    POSTS_MISSING = "POSTS_MISSING"
    POSTS_UNKNOWN = "POSTS_UNKNOWN"
    POSTS_DOUBLED = "POSTS_DOUBLED"
    POSTS_VALUE = "POSTS_VALUE"
    WAVE_MISSING = "WAVE_MISSING"
    WAVE_BELOW = "WAVE_BELOW"
    WAVE_ABOVE = "WAVE_ABOVE"
    WAVE_APART = "WAVE_APART"
    WAVE_DATE = "WAVE_DATE"
    WAVE_TRAINING = "WAVE_TRAINING"
    WAVE_COVER = "WAVE_COVER"
    WAVE_CHAIN = "WAVE_CHAIN"
    SHORTLIST_CANDIDATE = "SHORTLIST_CANDIDATE"
    SHORTLIST_POINTS = "SHORTLIST_POINTS"
    SHORTLIST_ORDER = "SHORTLIST_ORDER"
    EXPLANATION_MISSING = "EXPLANATION_MISSING"
    EXPLANATION_INVENTED = "EXPLANATION_INVENTED"
    EXPLANATION_VALUE = "EXPLANATION_VALUE"
    TOLD_ALTERNATIVE = "TOLD_ALTERNATIVE"
    TOLD_WISH = "TOLD_WISH"
    TOLD_VACANCY = "TOLD_VACANCY"
    LIMIT_BROKEN = "LIMIT_BROKEN"
    LIMIT_UNKNOWN = "LIMIT_UNKNOWN"
    LIMIT_VALUE = "LIMIT_VALUE"
    PRICES_UNKNOWN = "PRICES_UNKNOWN"
    PRICES_DOUBLED = "PRICES_DOUBLED"
    PRICES_RANGE = "PRICES_RANGE"
    PRICES_ABSENT = "PRICES_ABSENT"
    RESULT_DIGEST = "RESULT_DIGEST"
    RESULT_STATUS = "RESULT_STATUS"
    RESULT_OBJECTIVE = "RESULT_OBJECTIVE"
    RESULT_BOUND = "RESULT_BOUND"
    RESULT_COUNT = "RESULT_COUNT"
    RESULT_LADDER = "RESULT_LADDER"
    RESULT_RULES = "RESULT_RULES"
    RESULT_PROMISE = "RESULT_PROMISE"
    EXCHANGE_UNASKED = "EXCHANGE_UNASKED"
    EXCHANGE_WORSE = "EXCHANGE_WORSE"
    EXCHANGE_COUNT = "EXCHANGE_COUNT"
    EXCHANGE_FIT = "EXCHANGE_FIT"
    EXCHANGE_RING = "EXCHANGE_RING"
    EXCHANGE_OTHER = "EXCHANGE_OTHER"
    NOT_PROVEN = "NOT_PROVEN"


class Optimality(StrEnum):
    """How well the plan is proven to be the best."""

    PROVEN = "PROVEN"
    BOUNDED = "BOUNDED"  # a bound is proven, and the plan's value does not reach it
    NOT_PROVEN = "NOT_PROVEN"  # claimed, and the certificate does not show it
    NOT_CLAIMED = "NOT_CLAIMED"
    NOT_CHECKED = "NOT_CHECKED"  # the plan breaks a limit, so that its value means nothing


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not agree: where, what, and which values."""

    code: Code
    table: str
    id: str
    what: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of ``verify``.

    ``problems`` keeps at most DETAILS_PER_CODE of each code, ``counts`` all; ``checks``: how many values each
    check looked at; ``objective``: the plan's own value by level (gain as points, most is best); ``bound``: what
    the prices prove that no plan can beat, by level, None without prices. ``rules``: under which rule set was
    judged (set, digest), by how many rules (count), and how many of their texts nobody has seen (to_check).
    ``limited``: a side limit binds; the bound of a level is then what no plan that keeps the limits, and equals this
    one on the levels above, can beat. ``mechanism``: of an exchange, "" of a plan; ``promises``: of an exchange by name
    "KEPT", "BROKEN", "NOT_PROMISED" under its options, or "NOT_CHECKED" where the table that shows it is not there.
    """

    ok: bool
    problems: tuple[Problem, ...]
    counts: Mapping[str, int]
    checks: Mapping[str, int]
    optimality: Optimality
    objective: Mapping[str, int]
    bound: Mapping[str, int] | None = None
    rules: Mapping[str, Any] = field(default_factory=dict)
    limited: bool = False
    mechanism: str = ""
    promises: Mapping[str, str] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """The verdict as plain values, for JSON."""
        return {
            "verdict": "ACCEPTED" if self.ok else "REJECTED",
            "optimality": str(self.optimality),
            "objective": dict(self.objective),
            "bound": None if self.bound is None else dict(self.bound),
            "rules": dict(self.rules),
            **({"mechanism": self.mechanism, "promises": dict(self.promises)} if self.mechanism else {}),
            "checks": dict(self.checks),
            "problem_counts": dict(self.counts),
            "problems": [
                {
                    "code": str(p.code),
                    "table": p.table,
                    "id": p.id,
                    "what": p.what,
                    "expected": p.expected,
                    "found": p.found,
                }
                for p in self.problems
            ],
        }


@dataclass(slots=True)
class Findings:
    """Collects problems and counts checks."""

    problems: list[Problem] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    checks: dict[str, int] = field(default_factory=dict)

    def looked(self, check: str, values: int) -> None:
        """Note that a check looked at so many values."""
        self.checks[check] = self.checks.get(check, 0) + values

    def add(self, code: Code, table: str, rows: Iterable[tuple[object, object, object]], what: str) -> None:
        """One problem for each row of (id, expected, found)."""
        for at, expected, found in rows:
            count = self.counts.get(code, 0)
            self.counts[code] = count + 1
            if count < DETAILS_PER_CODE:
                self.problems.append(Problem(code, table, str(at), what, _shown(expected), _shown(found)))

    def one(self, code: Code, table: str, at: object, what: str, expected: object = "", found: object = "") -> None:
        """One problem."""
        self.add(code, table, [(at, expected, found)], what)


def _shown(value: object) -> str:
    return "(kosong)" if value is None else str(value)

"""A rule is confirmed by the legal office, or tried on a made-up person."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from penata.tables import TABLES, InputError
from penata.vocabulary import RuleClass
from penata_web.eligibility import frames, queries
from penata_web.eligibility.frames import RuleSheet, Trial
from penata_web.registry.operations import take_rows
from penata_web.shared import acts
from penata_web.shared.acting import Acting


@dataclass(frozen=True, slots=True)
class AskedColumn:
    """A fact that a rule looks at, of the person or of the seat there, as a form asks for it."""

    side: str
    name: str
    kind: str
    label: str
    codes: tuple[str, ...]

    @property
    def field(self) -> str:
        """Name of the field."""
        return f"{self.side}_{self.name}"


def rule_sheets(day: dt.date) -> list[RuleSheet]:
    """Every rule in force on a day with its confirmation."""
    rows = queries.confirmation_rows(day)
    return frames.rule_sheets(day, pl.DataFrame(rows, schema=TABLES["confirmations"].schema))


def unconfirmed_blocking_rules(day: dt.date) -> list[str]:
    """Ids of the rules that bar people and that the legal office has not confirmed in their present version."""
    return [sheet.id for sheet in rule_sheets(day) if sheet.rule_class == RuleClass.HARD and not sheet.is_confirmed]


def asked_columns(rule_id: str, day: dt.date) -> list[AskedColumn]:
    """What one says to try a rule."""
    person, seat = frames.questions(rule_id, day)
    return [
        AskedColumn(side, c.name, c.kind.value, c.label, c.codes if c.kind.value == "CODE" else ())
        for side, columns in (("person", person), ("seat", seat))
        for c in columns
    ]


def read_typed(column: AskedColumn, value: str) -> Any:
    """What was typed, as the table takes it; ValueError where it cannot be read."""
    tables = ("employees",) if column.side == "person" else ("jobs", "posts", "units")
    declared = next(TABLES[name][column.name] for name in tables if column.name in TABLES[name])
    return frames.typed(declared, value.strip())


def tried(*, rule_id: str, day: dt.date, person: Mapping[str, Any], seat: Mapping[str, Any]) -> Trial | list[str]:
    """What the rule says of a made-up person, or what is wrong with what was said."""
    try:
        return frames.trial(rule_id, day, person, seat)
    except InputError as error:
        return list(error.problems)


@transaction.atomic
def confirm_rule(
    *, rule_id: str, document: str, confirmed_on: dt.date, confirmed_by: str, note: str, by: Acting, at: dt.datetime,
    today: dt.date,
) -> None:  # fmt: skip
    """Write the confirmation into the registry as a batch of one row: dated, undoable, part of every later cycle."""
    row = {
        "rule_id": rule_id, "document": document, "confirmed_on": confirmed_on, "confirmed_by": confirmed_by,
        "note": note or None,
    }  # fmt: skip
    frame = pl.DataFrame([row], schema=TABLES["confirmations"].schema)
    title = _("Konfirmasi aturan %(rule)s") % {"rule": rule_id}
    take_rows(title=title, rows={"confirmations": frame}, on=today, by=by, at=at)
    acts.record(
        by=by, at=at, verb="CONFIRM_RULE", thing="rule", thing_id=rule_id, reason=note,
        after={**row, "confirmed_on": confirmed_on.isoformat()},
    )  # fmt: skip

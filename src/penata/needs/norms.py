"""Need from staffing norms: what a norm answers, and where it cannot."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

import polars as pl

from penata.law.values import Value, values
from penata.vocabulary import Confidence

NORM_PREFIX: Final = "Penata: norma "
"""How every need_source of a staffing norm begins, so that our own needs are told from those of the agency."""

TEACHER_LADDER: Final = "GURU"

NEEDS_SCHEMA: Final[dict[str, pl.DataType]] = {
    "unit_id": pl.String(),
    "ladder": pl.String(),
    "subject": pl.String(),
    "need": pl.Int64(),
    "source": pl.String(),
    "note": pl.String(),
}
MISSING_SCHEMA: Final[dict[str, pl.DataType]] = {"unit_id": pl.String(), "what": pl.String(), "reason": pl.String()}


@dataclass(frozen=True, slots=True)
class NormNeeds:
    """Needs that norms state for whole ladders, and what they cannot state.

    ``rows``: unit_id, ladder, subject (null: any), need (Int64), source (the norm with its citation, and what it was
    counted from), note (null, or what a person should look at: case by case, minimal condition).
    ``missing``: unit_id, what, reason: a norm applies there, but its numbers are absent.
    """

    rows: pl.DataFrame
    missing: pl.DataFrame


def joined(*parts: NormNeeds) -> NormNeeds:
    """Several norms as one, sorted by unit, ladder and subject."""
    rows = pl.concat([pl.DataFrame(schema=NEEDS_SCHEMA), *(p.rows.select(*NEEDS_SCHEMA) for p in parts)])
    missing = pl.concat([pl.DataFrame(schema=MISSING_SCHEMA), *(p.missing.select(*MISSING_SCHEMA) for p in parts)])
    return NormNeeds(rows.sort("unit_id", "ladder", "subject"), missing.sort("unit_id", "what"))


def cited(value_id: str, on: dt.date) -> str:
    """The citation of a legal value, marked where its text was not verified.

    Raises KeyError for an id that has no value on that day.

    >>> cited("guru.hours.least", dt.date(2026, 1, 1))
    'UU 14/2005 Pasal 35; Juknis SKB 5 Menteri 2011'
    """
    found: list[Value] = [entry for entry in values() if entry.id == value_id and entry.holds(on)]
    if not found:
        raise KeyError(f"no legal value {value_id!r} in force on {on}; see penata/law/values.yaml")
    unverified = ", belum diverifikasi" if found[-1].confidence is Confidence.MEMORY else ""
    return found[-1].citation + unverified


def ladder_key(name: pl.Expr) -> pl.Expr:
    """A ladder as it is compared: upper case, words joined by underscores.

    >>> pl.Series("l", ["Dokter Gigi", "GURU"]).to_frame().select(ladder_key(pl.col("l")))["l"].to_list()
    ['DOKTER_GIGI', 'GURU']
    """
    return name.str.to_uppercase().str.replace_all(r"[^A-Z0-9]+", "_").str.strip_chars("_")

"""Text cells to values: dates, numbers, yes and no, codes; what is filled but unreadable is told from what is empty.

Every function takes a whole column of text (trimmed, absent cells null) and answers ``Parsed``: the values,
and where a cell was filled but could not be read. Nothing is guessed: "03/04/25" or "1.10" in a column of
whole numbers is unreadable, not a date or a one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl


@dataclass(frozen=True, slots=True)
class Parsed:
    """``values`` (typed, null where absent or unreadable) and ``unreadable`` (Boolean), as long as the column."""

    values: pl.Series
    unreadable: pl.Series


def clean(column: pl.Series) -> pl.Series:
    """Text as an export means it: no apostrophe before a digit, the word ``null`` and a lone apostrophe are absent.

    >>> clean(pl.Series(["'1980", "null", "'", "'Aisyiyah", None])).to_list()
    ['1980', None, None, "'Aisyiyah", None]
    """
    bare = pl.col("x").str.replace(r"^'(\d)", "$1").str.strip_chars()
    absent = bare.str.contains(r"^(?i:'?\(?null\)?|')$") | (bare == "")
    return column.to_frame("x").select(pl.when(~absent).then(bare).alias("x"))["x"].rename(column.name)


def dates(column: pl.Series) -> Parsed:
    """Days from yyyy-mm-dd, dd-mm-yyyy (also with / or . or a time behind), "1 Januari 2020" and Excel serials.

    The year 0001, all-zero dates and a lone dash are what exports and people write for "no date": absent.

    >>> days = dates(pl.Series(["2020-01-31", "31/01/2020", "43861", "01-01-0001", "31-31-2020"]))
    >>> days.values.dt.to_string().to_list(), days.unreadable.to_list()
    (['2020-01-31', '2020-01-31', '2020-01-31', None, None], [False, False, False, False, True])
    """
    iso = column.str.to_date("%Y-%m-%d", strict=False)
    if iso.null_count() == column.null_count() and (not len(column) or _years_are_full(iso)):
        return Parsed(iso, _none(column))
    x = pl.col("x")
    bare = x.str.replace(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]00:?00)?$", "").str.to_lowercase()
    frame = column.to_frame("x").with_columns(bare.alias("b"))
    absent = pl.col("b").str.contains(
        r"^([-–—]|0?1\D0?1\D0001|0001\D0?1\D0?1|0{1,2}\D0{1,2}\D0{2,4}|0{4}\D0{1,2}\D0{1,2})$"
    )
    frame = frame.with_columns(
        _year_first(pl.col("b")).alias("ymd"),
        _day_first(pl.col("b")).alias("dmy"),
        _serial(pl.col("b")).alias("serial"),
        absent.fill_null(value=False).alias("absent"),
    )  # fmt: skip
    found = pl.when(~pl.col("absent")).then(pl.coalesce("ymd", "dmy", "serial"))
    sane = pl.when(found.dt.year().is_between(1900, 2200)).then(found)
    out = frame.select(sane.alias("v"), "absent", x.is_not_null().alias("filled"))
    return Parsed(out["v"].rename(column.name), out["filled"] & out["v"].is_null() & ~out["absent"])


def month_first(column: pl.Series) -> bool:
    """Whether some cell can only be read as month/day/year: the others of the column are then in doubt."""
    parts = column.str.extract_groups(r"^(\d{1,2})[/-](\d{1,2})[/-]\d{4}$").struct
    first, second = (parts.field(name).cast(pl.Int32) for name in ("1", "2"))
    return bool(((first <= 12) & (second > 12)).fill_null(value=False).any())


def wholes(column: pl.Series, typed: pl.Series | None = None, *, local: bool = False) -> Parsed:
    """Whole numbers.

    ``local``: as offices write them, "1.234" is 1234 and a dash is absent; ``typed`` then marks the cells
    that a spreadsheet stored as a number, where a dot is a decimal point. "1.10" is unreadable either way.

    >>> wholes(pl.Series(["12", "1.234", "1.10", "-", "3,00"]), local=True).values.to_list()
    [12, 1234, None, None, 3]
    >>> wholes(pl.Series(["12", "1.234", "3.0"])).values.to_list()
    [12, None, 3]
    """
    if not local:
        plain = column.cast(pl.Int64, strict=False)
        if plain.null_count() == column.null_count():
            return Parsed(plain, _none(column))
    x = pl.col("x")
    frame = column.to_frame("x").with_columns((_none(column) if typed is None else typed).alias("t"))
    text = pl.when(x.str.contains(r"^[+-]?\d+[.,]0{1,2}$")).then(x.str.replace(r"[.,]0+$", "")).otherwise(x)
    if local:
        grouped = x.str.contains(r"^[+-]?\d{1,3}((\.\d{3})+|(,\d{3})+)$") & ~pl.col("t")
        text = pl.when(grouped).then(x.str.replace_all(r"[.,]", "")).otherwise(text)
    values = frame.select(text.cast(pl.Int64, strict=False).alias("v"))["v"]
    return Parsed(values.rename(column.name), _filled(column, dash=local) & values.is_null())


def numbers(column: pl.Series, typed: pl.Series | None = None, *, local: bool = False) -> Parsed:
    """Decimal numbers: a dot, or one comma, is the decimal sign; "1.234,5" and "1,234.5" are read as they look.

    ``local`` and ``typed`` as in ``wholes``: "1.234" typed by hand is then 1234.

    >>> numbers(pl.Series(["-3,41", "1.234,5", "7"])).values.to_list()
    [-3.41, 1234.5, 7.0]
    """
    plain = column.cast(pl.Float64, strict=False)
    if not local and plain.null_count() == column.null_count() and bool(plain.is_finite().all()):
        return Parsed(plain, _none(column))
    x = pl.col("x")
    frame = column.to_frame("x").with_columns((_none(column) if typed is None else typed).alias("t"))
    text = (
        pl.when(x.str.contains(r"^[+-]?\d{1,3}(\.\d{3})+,\d+$"))
        .then(x.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True))
        .when(x.str.contains(r"^[+-]?\d{1,3}(,\d{3})+\.\d+$"))
        .then(x.str.replace_all(",", "", literal=True))
        .when(x.str.contains(r"^[+-]?\d{1,3}(\.\d{3})+$") & ~pl.col("t") & pl.lit(local))
        .then(x.str.replace_all(".", "", literal=True))
        .when(x.str.contains(r"^[+-]?\d+,\d+$"))
        .then(x.str.replace(",", ".", literal=True))
        .when(x.str.contains(r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"))
        .then(x)
    )
    values = frame.select(text.cast(pl.Float64, strict=False).alias("v"))["v"]
    return Parsed(values.rename(column.name), _filled(column, dash=local) & values.is_null())


def bools(column: pl.Series) -> Parsed:
    """Yes and no as people and programs write them.

    >>> bools(pl.Series(["Ya", "tidak", "1", "FALSE", "mungkin"])).values.to_list()
    [True, False, True, False, None]
    """
    values = column.str.to_lowercase().replace_strict(_BOOLS, default=None, return_dtype=pl.Boolean)
    return Parsed(values, column.is_not_null() & values.is_null())


def codes(column: pl.Series, allowed: Sequence[str], aliases: Mapping[str, str] | None = None) -> Parsed:
    """Codes of a list, or their aliases, in any case; a blank counts as an underscore.

    >>> codes(pl.Series(["pns", "Aktif", "??"]), ["PNS", "ACTIVE"], {"Aktif": "ACTIVE"}).values.to_list()
    ['PNS', 'ACTIVE', None]
    """
    if bool(column.is_in(list(allowed)).all()):
        return Parsed(column, _none(column))
    known = {_folded(alias): code for alias, code in (aliases or {}).items()} | {_folded(c): str(c) for c in allowed}
    folded = column.str.to_lowercase().str.replace_all(r"[\s_]+", "_")
    values = folded.replace_strict(known, default=None, return_dtype=pl.String)
    return Parsed(values, column.is_not_null() & values.is_null())


def code_lists(column: pl.Series) -> Parsed:
    """Several values in one cell, separated by ";": a list of trimmed texts, absent where none is left."""
    bare = pl.element().str.strip_chars()
    parts = column.to_frame("x").select(pl.col("x").str.split(";").list.eval(bare.filter(bare != "")))["x"]
    values = parts.to_frame("x").select(pl.when(pl.col("x").list.len() > 0).then("x").alias("x"))["x"]
    return Parsed(values.rename(column.name), _none(column))


_BOOLS: Final = {
    **dict.fromkeys(("ya", "y", "yes", "true", "1", "1.0", "benar", "v", "✓", "✔"), True),
    **dict.fromkeys(("tidak", "tdk", "no", "n", "false", "0", "0.0", "salah", "bukan"), False),
}

_MONTHS: Final = {
    name: f"{number:02d}"
    for number, names in enumerate(
        ("januari jan", "februari pebruari feb peb", "maret mar", "april apr", "mei may", "juni jun", "juli jul",
         "agustus agu ags aug", "september sep sept", "oktober okt oct", "november nopember nov nop",
         "desember des dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip


def _year_first(text: pl.Expr) -> pl.Expr:
    plain = text.str.replace(r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$", "$1-$2-$3")
    return plain.str.to_date("%Y-%m-%d", strict=False)


def _day_first(text: pl.Expr) -> pl.Expr:
    named = text.str.extract_groups(r"^(\d{1,2})[\s.-]+([a-z]+)[\s.,-]+(\d{4})$").struct
    month = named.field("2").replace_strict(_MONTHS, default=None, return_dtype=pl.String)
    written = named.field("1") + "-" + month + "-" + named.field("3")
    plain = text.str.replace(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$", "$1-$2-$3")
    four = pl.when(plain.str.contains(r"^\d{1,2}-\d{1,2}-\d{4}$")).then(plain)
    return pl.coalesce(four, written).str.to_date("%d-%m-%Y", strict=False)


def _serial(text: pl.Expr) -> pl.Expr:
    """Days since 1899-12-30, as Excel counts them: 1927 to 2119."""
    days = pl.when(text.str.contains(r"^[1-7]\d{4}([.,]\d+)?$")).then(text.str.slice(0, 5).cast(pl.Int32, strict=False))
    return pl.date(1899, 12, 30) + pl.duration(days=days)


def _years_are_full(days: pl.Series) -> bool:
    years = days.dt.year().drop_nulls()
    return not len(years) or bool(years.is_between(1900, 2200).all())


def _folded(word: str) -> str:
    return "_".join(str(word).lower().replace("_", " ").split())


def _filled(column: pl.Series, *, dash: bool) -> pl.Series:
    """Where a cell says something; with ``dash``, a lone dash says nothing."""
    return (
        column.is_not_null() & ~column.str.contains(r"^[-–—]+$").fill_null(value=False)
        if dash
        else column.is_not_null()
    )


def _none(column: pl.Series) -> pl.Series:
    return pl.repeat(value=False, n=len(column), dtype=pl.Boolean, eager=True)

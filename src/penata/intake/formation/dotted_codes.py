"""Dotted codes of a hierarchy ("1.2.10"), and the one trap of theirs: a spreadsheet turns "1.10" into 1.1."""

from collections.abc import Sequence

import polars as pl


def repaired(codes: pl.Series, typed: pl.Series) -> pl.Series:
    """Codes with the zeros that a spreadsheet has dropped from those it stored as numbers.

    In a list in order, what was "1.10" stands as the number 1.1 behind its sibling 1.9. A code stored as a number
    that is already taken becomes its tenfold when that is exactly the next sibling; any other double stays as it is.

    >>> shown = pl.Series(["1", "1.1", "1.9", "1.1"])
    >>> repaired(shown, pl.Series([True] * 4)).to_list()
    ['1', '1.1', '1.9', '1.10']
    """
    seen: set[str] = set()
    last: dict[str, int] = {}
    out = [_next(code, is_number, seen, last) for code, is_number in zip(codes, typed, strict=True)]
    return pl.Series(codes.name, out, dtype=pl.String)


def parents(codes: Sequence[str]) -> list[str | None]:
    """The code above each code: the longest beginning of it that is itself in the list; None at the top.

    >>> parents(["1", "1.2", "1.2.3.4", "2"])
    [None, '1', '1.2', None]
    """
    known = set(codes)
    return [_above(code, known) for code in codes]


def _next(code: str | None, is_number: bool, seen: set[str], last: dict[str, int]) -> str | None:
    if code is None:
        return None
    code = code.strip().strip(".")
    above, _, own = code.rpartition(".")
    if code in seen and is_number and own.isdecimal() and last.get(above, 0) + 1 == int(own) * 10:
        code, own = f"{code}0", f"{own}0"
    seen.add(code)
    if own.isdecimal():
        last[above] = int(own)
    return code


def _above(code: str, known: set[str]) -> str | None:
    while "." in code:
        code = code.rpartition(".")[0]
        if code in known:
            return code
    return None

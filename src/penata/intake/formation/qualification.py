"""Education as lists write it ("S-1/D-IV Akuntansi / S-1 Manajemen"): the lowest level, and the fields."""

from typing import Final

import polars as pl

_NUMBER: Final = {"1": "(?:I|1)", "2": "(?:II|2)", "3": "(?:III|3)", "4": "(?:IV|4)"}
_LEVELS: Final = {
    "SD": r"SD|SEKOLAH DASAR",
    "SMP": r"SMP|SLTP|SEKOLAH LANJUTAN TINGKAT PERTAMA",
    "SMA": r"SMA|SMU|SMK|SLTA|STM|SMEA|MADRASAH ALIYAH|MA|SPG|SEKOLAH MENENGAH ATAS|SEKOLAH MENENGAH KEJURUAN",
    "D1": rf"(?:D|DIPLOMA)[-. ]*{_NUMBER['1']}",
    "D2": rf"(?:D|DIPLOMA)[-. ]*{_NUMBER['2']}",
    "D3": rf"(?:D|DIPLOMA)[-. ]*{_NUMBER['3']}|S\.M|SARJANA MUDA|SARMUD|S-?1 MUDA|AKADEMI",
    "D4": rf"(?:D|DIPLOMA)[-. ]*{_NUMBER['4']}|SARJANA TERAPAN|A-IV",
    "S1": rf"(?:S|STRATA)[-. ]*{_NUMBER['1']}|SARJANA",
    "PROFESI": r"PROFESI",
    "S2": rf"(?:S|STRATA)[-. ]*{_NUMBER['2']}|MAGISTER|MASTER|PASCASARJANA",
    "SPESIALIS": r"(?:DOKTER )?SPESIALIS(?:[- ]?I)?",
    "SUBSPESIALIS": r"(?:DOKTER )?SUB ?SPESIALIS(?:[- ]?II)?",
    "S3": rf"(?:S|STRATA)[-. ]*{_NUMBER['3']}|DOKTOR",
}
"""How each level is written, lowest first."""

_ANY: Final = "|".join(f"(?:{pattern})" for pattern in _LEVELS.values())
_LEADING: Final = rf"^((?:{_ANY})\b(?:\s*(?:/|ATAU)\s*(?:{_ANY})\b)*)[\s.:,()-]*(.*?)[\s.,;()]*$"
_BETWEEN: Final = r"\s*(?:;|\n|\r|\bATAU\b|,|\s/\s|/)\s*"


def qualifications(text: pl.Series) -> pl.DataFrame:
    """Lowest level and fields of each cell: ``level`` (String) and ``fields`` (List of String), null where none.

    Alternatives are separated by ";", a comma, a slash, a new line or *atau*; a level that stands alone before
    others ("S-1/D-IV Akuntansi") belongs to the same field. Upper case, in the order of the cell, each once.

    >>> qualifications(pl.Series(["S-1/D-IV Akuntansi / S-1 Manajemen", "SLTA/Sederajat", None])).rows()
    [('D4', ['AKUNTANSI', 'MANAJEMEN']), ('SMA', None), (None, None)]
    """
    plain = text.str.to_uppercase().str.replace_all(r"\([^)]*\)", " ").str.strip_chars()
    cells = pl.DataFrame({"cell": plain}).with_row_index("place")
    parts = (
        cells.with_columns(pl.col("cell").str.replace_all(_BETWEEN, "\n").str.split("\n").alias("part"))
        .explode("part")
        .with_columns(pl.col("part").str.strip_chars())
        .filter(pl.col("part").is_not_null() & (pl.col("part") != ""))
        .with_columns(
            pl.col("part").str.extract_groups(_LEADING).struct.field("1").alias("words"),
            pl.col("part").str.extract_groups(_LEADING).struct.field("2").alias("rest"),
        )
        .with_columns(_order_named("words").alias("order"), pl.coalesce("rest", "part").alias("field"))
    )
    found = parts.group_by("place", maintain_order=True).agg(
        pl.col("order").min(),
        pl.col("field").filter(~pl.col("field").str.contains(_NO_FIELD)).unique(maintain_order=True).alias("fields"),
    )
    names = dict(enumerate(_LEVELS))
    return cells.join(found, on="place", how="left", validate="1:1", maintain_order="left").select(
        pl.col("order").replace_strict(names, default=None, return_dtype=pl.String).alias("level"),
        pl.when(pl.col("fields").list.len() > 0).then("fields").alias("fields"),
    )


def level_order(column: str) -> pl.Expr:
    """Place of an education level, lowest first (Int64), so that the lowest of several can be taken."""
    order = {level: place for place, level in enumerate(_LEVELS)}
    return pl.col(column).replace_strict(order, default=None, return_dtype=pl.Int64)


_NO_FIELD: Final = r"^[-–]*(SEDERAJAT|SETARA|UMUM|SEMUA JURUSAN|SEMUA PROGRAM STUDI|SEGALA JURUSAN)?$"


def _order_named(words: str) -> pl.Expr:
    """Place in ``_LEVELS`` of the lowest level that the words name (Int64, null where none)."""
    whole = (
        pl.when(pl.col(words).str.contains(rf"(?:^|[/\s])(?:{p})(?:$|[/\s])")).then(pl.lit(place))
        for place, p in enumerate(_LEVELS.values())
    )
    return pl.coalesce(*whole).cast(pl.Int64)

"""Which units still stand: what a hierarchy of units does not list, though a national export names it, is gone."""

from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl

from penata.intake.issues import Issues
from penata.intake.joining.gather import Part
from penata.intake.text.grid import ROW
from penata.intake.typed import FILE, SHEET
from penata.vocabulary import Severity

_HIERARCHY: Final = "hierarki-unor"
_NATIONAL: Final = frozenset({"siasn-asn", "jabatan-struktural"})


def with_activity(tables: Mapping[str, pl.DataFrame], parts: Sequence[Part], issues: Issues) -> dict[str, pl.DataFrame]:
    """The tables, where ``units.active`` is false for units of SIASN exports that the given HierarkiUnor lacks.

    Without a hierarchy among the files nothing is said of any unit; units that only other lists name stay unknown.
    A file may tell ``active`` itself: that is kept.
    """
    if "units" not in tables or all(part.kind != _HIERARCHY for part in parts):
        return dict(tables)
    files = sorted({part.file for part in parts if part.kind in _NATIONAL})
    gone = pl.col("active").is_null() & pl.col(FILE).is_in(files)
    lost = tables["units"].filter(gone)
    issues.add_rows(
        lost[ROW], lost["name"], file=lost[FILE], sheet=lost[SHEET], column="unit",
        message="unit tidak ada dalam HierarkiUnor; dicatat sebagai unit tidak aktif",
        remedy="pindahkan pegawainya ke unor penggantinya di SIASN, atau ekspor ulang hierarki yang lengkap",
        severity=Severity.WARNING,
    )  # fmt: skip
    active = pl.when(gone).then(pl.lit(False)).otherwise("active").alias("active")
    return {**tables, "units": tables["units"].with_columns(active)}

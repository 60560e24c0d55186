"""What could not be filled, and why."""

from collections.abc import Collection, Mapping
from typing import Final

import polars as pl

from penata.report.funnel import Funnel


def unfilled(
    seats: pl.DataFrame, titles: Mapping[str, str], sensitive: Collection[str], limit: int | None = None
) -> pl.DataFrame:
    """Posts that stay short, planned ones before those left to a committee, the worst first, with ``why`` in words.

    Only the first ``limit``. ``titles`` of rules by id; rules in ``sensitive`` are personal and told under one name.
    """
    share = pl.col("shortage_after") / pl.col("need")
    weight = pl.col("shortage_after") * pl.col("priority").fill_null(1)
    planned = pl.col("treatment") == "plan"
    short = seats.filter(pl.col("shortage_after") > 0).sort(
        planned, share, weight, "post_id", descending=[True, True, True, False]
    )
    if limit is not None:
        short = short.head(limit)
    columns = short.select("funnel", "treatment", "filled_before")
    why = [_why(funnel, kind, filled, titles, sensitive) for funnel, kind, filled in columns.iter_rows()]
    gave = pl.col("shortage_after") > pl.col("shortage_before")
    return short.with_columns(
        pl.when(gave).then(pl.lit(_GAVE)).otherwise(pl.Series("why", why, dtype=pl.String)).alias("why")
    )


_GAVE: Final = (
    "Melepas pegawai ke formasi yang lebih berat kekurangannya; jumlah minimum agar layanan berjalan tetap terpenuhi."
)


def _why(
    funnel: str | None, treatment: str | None, filled: int, titles: Mapping[str, str], sensitive: Collection[str]
) -> str:
    if treatment == "shortlist":
        return "Jabatan pimpinan: tidak direncanakan; calon bagi tim ada pada daftar calon."
    if treatment == "keep":
        return "Jabatan ini tidak direncanakan menurut kebijakan."
    return Funnel.of(funnel or "").protected(sensitive).words(titles, filled)

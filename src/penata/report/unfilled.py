"""What could not be filled, and why: the funnel of candidates in words."""

import re
from collections.abc import Mapping
from typing import Final

import polars as pl

from penata.report.wording import FEWEST_SHOWN, PERSONAL, whole

_STAGES: Final = {
    "same_job": "memegang jabatan yang sama di tempat lain",
    "considered": "dipertimbangkan",
    "candidates": "boleh dipindahkan ke sini",
    "donors": "berada di unit yang tidak kelebihan",
    "elsewhere": "lebih dibutuhkan di tempat lain",
    "needed": "lebih dibutuhkan di tempatnya sekarang",
    "distance": "terlalu jauh menurut kebijakan",
}
"""Steps of a funnel that are no rule."""

_ENTRY: Final = re.compile(r"([A-Za-z][\w./-]*)\s*[=:]\s*(\d+)")


def unfilled(seats: pl.DataFrame, titles: Mapping[str, str], limit: int | None = None) -> pl.DataFrame:
    """Posts that stay short, the worst first, with ``why`` in Indonesian; only the first ``limit`` get sentences."""
    short = seats.filter(pl.col("shortage_after") > 0).with_columns(
        (pl.col("shortage_after") * pl.col("priority").fill_null(1)).alias("_weight"),
        (pl.col("shortage_after") / pl.col("need")).alias("_share"),
    ).sort("_share", "_weight", "post_id", descending=[True, True, False]).drop("_weight", "_share")  # fmt: skip
    if limit is not None:
        short = short.head(limit)
    why = [why_short(text, treatment, titles) for text, treatment in short.select("funnel", "treatment").iter_rows()]
    return short.with_columns(pl.Series("why", why, dtype=pl.String))


def why_short(funnel: str | None, treatment: str | None, titles: Mapping[str, str]) -> str:
    """One post's funnel in words; personal conditions under one name, and never as a small number.

    >>> why_short("considered=12; MUT-03=7; DIS-04=2", "plan", {"MUT-03": "masa jabatan", "DIS-04": PERSONAL})
    '12 orang dipertimbangkan; terhalang: masa jabatan 7, syarat pribadi (kurang dari 5).'
    """
    if treatment == "shortlist":
        return "Jabatan pimpinan: tidak direncanakan; calon untuk tim ada pada daftar calon."
    if treatment == "keep":
        return "Jabatan ini tidak direncanakan menurut kebijakan."
    entries = _ENTRY.findall(funnel or "")
    if not entries:
        return funnel or "Tidak ada pegawai yang boleh dan dapat dilepas untuk formasi ini."
    steps = [f"{whole(int(n))} orang {_STAGES[key]}" for key, n in entries if key in _STAGES]
    bars: dict[str, int] = {}
    for key, number in entries:
        if key not in _STAGES:
            title = titles.get(key, key)
            bars[title] = bars.get(title, 0) + int(number)
    said = [_count(title, number) for title, number in bars.items() if number]
    if said:
        steps.append("terhalang: " + ", ".join(said))
    text = "; ".join(steps) or "tidak ada calon"
    return f"{text[0].upper()}{text[1:]}."


def _count(title: str, number: int) -> str:
    if title == PERSONAL and number < FEWEST_SHOWN:
        return f"{title} (kurang dari {FEWEST_SHOWN})"
    return f"{title} {whole(number)}"

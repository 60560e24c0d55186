"""Nodes of an e-Formasi structure: the unit in which each job sits, by the nearest head at or above it."""

import re
from typing import Final

import polars as pl

from penata.intake.formation.dotted_codes import parents, repaired
from penata.intake.issues import Issues
from penata.intake.naming.job_facts import job_facts
from penata.intake.text.remarks import refuse, remark, standing_rows
from penata.intake.text.sheet import Sheet
from penata.vocabulary import Severity

_ID: Final = "EF-"
_HEADS: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), unit)
    for pattern, unit in (
        (r"kepala (.+)", "{}"),
        (r"sekretaris( .+)?", "Sekretariat{}"),
        (r"camat (.+)", "Kecamatan {}"),
        (r"lurah (.+)", "Kelurahan {}"),
        (r"inspektur", "Inspektorat"),
        (r"inspektur (daerah|kabupaten|kota|provinsi)( .+)?", "Inspektorat {}{}"),
        (r"direktur (.+)", "{}"),
    )
)


def nodes_of(sheet: Sheet, issues: Issues) -> pl.DataFrame:
    """Rows of a structure with ``node`` (its code, repaired), ``unit_id``, ``unit``, ``parent_id`` and ``heads``.

    Needs the fields ``code`` and ``job``. Refused: a code that is absent, broken or doubled, a job without a name,
    and a job with no head of a unit above it.
    """
    code = sheet.rows["code"].str.replace(r"^'", "").str.strip_chars(" .")
    node = repaired(code, sheet.numbers("code"))
    rows = sheet.rows.with_columns(node.alias("node"))
    remark(
        sheet, issues, rows.filter(node != code), "code",
        "nol di ujung kode hilang karena Excel; dibaca sebagai saudara berikutnya",
        "ekspor ulang dengan kolom kode sebagai teks", Severity.WARNING,
    )  # fmt: skip
    wrong = pl.col("node").is_null() | ~pl.col("node").str.contains(r"^[0-9A-Za-z]+([.-][0-9A-Za-z]+)*$")
    refuse(sheet, issues, rows.filter(wrong), "code", "kode hierarki kosong atau rusak", "tulis seperti 1.2.10")
    refuse(sheet, issues, rows.filter(pl.col("job").is_null()), "job", "nama jabatan kosong", "isi nama jabatan")
    again = rows.filter(pl.col("node").is_not_null() & ~pl.col("node").is_first_distinct())
    refuse(sheet, issues, again, "code", "kode ini sudah ada pada baris di atas", "hapus salah satu atau perbaiki")
    units = _units(rows.filter(~wrong & pl.col("node").is_first_distinct()))
    rows = standing_rows(sheet, issues, rows)
    rows = rows.join(units, on="node", how="left", validate="1:1", maintain_order="left")
    refuse(
        sheet, issues, rows.filter(pl.col("unit").is_null()), "code", "tidak ada unit di atas jabatan ini",
        "sertakan baris kepala unitnya dalam ekspor",
    )  # fmt: skip
    return standing_rows(sheet, issues, rows)


def unit_headed_by(jobs: pl.Series, has_staff: pl.Series) -> pl.Series:
    """Name of the unit that each job heads; null where it heads none.

    ``has_staff``: whether others stand below it; such a job heads a unit of its own name, unless it is functional.

    >>> unit_headed_by(pl.Series(["Kepala Dinas Sosial", "Camat Gambut", "Perawat Ahli Muda", "Ajudan"]),
    ...                pl.Series([False, False, True, True])).to_list()
    ['Dinas Sosial', 'Kecamatan Gambut', None, 'Ajudan']
    """
    names = jobs.str.replace_all(r"\s+", " ").str.strip_chars()
    led = {name: _led_by_title(name) for name in names.unique().drop_nulls()}
    frame = pl.DataFrame({"name": names, "staff": has_staff, "category": job_facts(names)["category"]})
    titled = pl.col("name").replace_strict(led, default=None, return_dtype=pl.String)
    own = pl.when(pl.col("staff") & pl.col("category").is_null()).then("name")
    return frame.select(pl.coalesce(titled, own).alias("unit"))["unit"]


def _led_by_title(name: str) -> str | None:
    """What a job heads by its title alone: "Kepala …", "Camat …"."""
    for pattern, unit in _HEADS:
        match = pattern.fullmatch(name)
        if match:
            return unit.format(*match.groups(default="")).strip()
    return None


def _units(rows: pl.DataFrame) -> pl.DataFrame:
    """node, unit_id, unit, parent_id (of a head: the unit above), heads; what a nameless head leads is unknown."""
    jobs = dict(rows.select("node", "job").rows())
    above = dict(zip(jobs, parents(list(jobs)), strict=True))
    has_staff = rows["node"].is_in(list(set(above.values()) - {None}))
    led = unit_headed_by(rows["job"], has_staff)
    heads = {node: unit for node, unit in zip(rows["node"], led, strict=True) if unit}

    def nearest(node: str | None) -> str | None:
        while node is not None and node not in heads:
            node = above[node] if jobs[node] else None
        return node

    found = []
    for node in jobs:
        own = nearest(node)
        parent = nearest(above[own]) if own else None
        unit_id, parent_id = (_ID + code if code else None for code in (own, parent))
        found.append((node, unit_id, heads.get(own or ""), parent_id, node in heads))
    schema = {**dict.fromkeys(("node", "unit_id", "unit", "parent_id"), pl.String), "heads": pl.Boolean}
    return pl.DataFrame(found, schema=schema, orient="row")

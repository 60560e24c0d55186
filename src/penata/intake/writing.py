"""Datasets to disk: canonical files (sorted rows, LF, stable), never half-written."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Final, Literal

import polars as pl

from penata.policy import PRESETS, Policy
from penata.tables import TABLES, Dataset, InputError
from penata.tables.folder import carry, replaced

Format = Literal["csv", "parquet"]

KNOWN_FILES: Final = frozenset({"policy.toml", "issues.csv", "cases.json"})
"""Files of ours that may lie in a dataset folder beside its tables."""


def write_dataset(
    dataset: Dataset, folder: str | Path, fmt: Format = "csv", *, extra: Mapping[str, bytes] | None = None
) -> None:
    """Write the given tables of a dataset, and ``extra`` files by name, as one step.

    Everything is written into a folder beside and put in place by renaming. A folder that is already a
    dataset keeps its other tables and files; those that are written are replaced (in either format).
    Raises InputError where the folder holds something that is no dataset, or cannot be written.
    """
    target = Path(folder)
    _refuse_foreign(target)
    try:
        with replaced(target) as beside:
            _write_beside(dataset, target, beside, fmt, extra or {})
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            [f"{target}: tidak dapat ditulis ({reason}); periksa izin dan sisa ruang, atau pilih folder lain"]
        ) from None


def _write_beside(dataset: Dataset, target: Path, beside: Path, fmt: Format, extra: Mapping[str, bytes]) -> None:
    given = [name for name in TABLES if name in dataset.given]
    taken = {f"{name}.{suffix}" for name in given for suffix in ("csv", "parquet")} | set(extra)
    for file in sorted(target.iterdir()) if target.exists() else []:
        if file.name.lower() not in taken:
            carry(file, beside)
    for name in given:
        _write_table(dataset[name], beside / f"{name}.{fmt}")
    for name, content in extra.items():
        (beside / name).write_bytes(content)


def write_workbook(dataset: Dataset, path: str | Path) -> None:
    """Write the given tables as one .xlsx with a sheet per table (ids as text, dates as text yyyy-mm-dd)."""
    import xlsxwriter  # noqa: PLC0415 - slow to import, mostly not needed

    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.tmp")
    book = xlsxwriter.Workbook(str(beside), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _EPOCH})
    try:
        for name in (n for n in TABLES if n in dataset.given):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            texts = as_text(dataset[name])
            sheet.write_row(0, 0, texts.columns)
            for place, (column, dtype) in enumerate(dataset[name].schema.items()):
                values = dataset[name][column] if _is_exact_number(dataset[name][column], dtype) else texts[column]
                sheet.write_column(1, place, values.to_list())
        book.close()
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def as_text(frame: pl.DataFrame) -> pl.DataFrame:
    """All columns as the text that a csv of ours holds; absent stays null."""
    return frame.select(
        (pl.col(name).list.join(";") if isinstance(dtype, pl.List) else pl.col(name).cast(pl.String)).alias(name)
        for name, dtype in frame.schema.items()
    )


def _write_table(frame: pl.DataFrame, file: Path) -> None:
    if file.suffix == ".parquet":
        frame.write_parquet(file, compression="zstd", statistics=True)
    else:
        as_text(frame).write_csv(file, line_terminator="\n", quote_style="necessary")


_EPOCH: Final = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook bears no zone, and ours no clock


def _is_exact_number(column: pl.Series, dtype: pl.DataType) -> bool:
    """Whether a workbook gives every number of the column back exactly: its reader keeps nine decimals."""
    if dtype == pl.Int64:
        return bool((column.abs() < 10**15).all())
    return dtype == pl.Float64 and all(float(f"{v:.9f}") == v and abs(v) < 10**6 for v in column.drop_nulls())


def _refuse_foreign(target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise InputError([f"{target}: sudah ada dan bukan folder; pilih nama folder lain"])
    if not target.exists():
        return
    foreign = [f.name for f in sorted(target.iterdir()) if not _is_ours(f)]
    tables = any(f.stem.lower() in TABLES for f in target.iterdir())
    if foreign and not tables:
        shown = ", ".join(foreign[:3])
        raise InputError(
            [f"{target}: berisi berkas lain ({shown}) dan bukan himpunan data; pilih folder kosong atau baru"]
        )


def _is_ours(file: Path) -> bool:
    return file.is_file() and (file.name in KNOWN_FILES or file.stem.lower() in TABLES)


def policy_template(as_of: dt.date) -> str:
    """A policy.toml that states the day of the data, and every other key as a comment with its default.

    >>> policy_template(dt.date(2026, 6, 30)).splitlines()[1]
    'as_of = 2026-06-30'
    """
    defaults = Policy(as_of=as_of, effective_date=as_of)
    lines = [
        "# Kebijakan satu rencana. Baris yang diawali # adalah nilai bawaan; hapus # untuk mengubahnya.",
        f"as_of = {as_of.isoformat()}",
        f"# effective_date = {as_of.isoformat()}     # tanggal aturan dinilai",
        f'# preset = "{defaults.preset}"     # {", ".join(PRESETS)}; kunci di bawah ini menang',
        f"# kinds = {_toml(sorted(defaults.kinds))}     # LATERAL, CHANGE_OF_FAMILY, PROMOTION, OTHER_AGENCY",
        f'# candidates = "{defaults.candidates}"     # rules atau scores',
        f'# missing_need = "{defaults.missing_need}"     # formasi tanpa kebutuhan: freeze (tetap) atau filled',
        "# max_distance_km = 50     # tanpa baris ini: tidak dibatasi",
        "# nearest = 30     # tanpa baris ini: semua calon",
        f'# shortage = "{defaults.shortage}"     # atau worst_first: yang relatif terberat dahulu',
        f'# mode = "{defaults.mode}"     # atau weighted: kekurangan dan poin ditimbang ([level_weights])',
        f"# ladder = {_toml(list(defaults.ladder))}",
        "",
        "[categories]     # plan, shortlist, keep",
        *(f'# {name} = "{treatment}"' for name, treatment in defaults.categories.items()),
        "",
        "[gates]     # allow, last_resort, forbid",
        f'# own = "{defaults.gates_own}"',
        f'# outside = "{defaults.gates_outside}"',
        "",
        "[rules]",
        f"# enabled = {str(defaults.rules_enabled).lower()}",
        "# off = []",
        "",
        "[merit]",
        f'# absent = "{defaults.merit.absent}"     # kinerja dan potensi tidak tercatat: middle (tengah), lowest',
        "",
        "[merit.fit]     # bagian tiap unsur kecocokan; hanya perbandingannya yang berarti",
        *(f"# {name} = {share}" for name, share in asdict(defaults.merit.fit).items()),
        "",
        "[weights]     # nilai bulat",
        *(f"# {name} = {getattr(defaults.weights, name)}" for name in type(defaults.weights).__dataclass_fields__),
    ]
    return "\n".join(lines) + "\n"


def _toml(values: list[str] | list[int]) -> str:
    return "[" + ", ".join(f'"{value}"' if isinstance(value, str) else str(value) for value in values) + "]"

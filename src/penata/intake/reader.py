"""What a reader of one kind of file is, and how a sheet is recognised.

A reader declares the headings that it knows (field name to aliases), which of them must be there, and a
function from the recognised sheet to a ``Partial``: rows for some of the dataset's tables. Add one so:

1. Write ``intake/<kind>.py`` with ``READER = Reader(kind="my-kind", title="…", headings={…},
   required=("…",), read=_read, order=…)``.
2. ``_read(sheet: Sheet, issues: Issues) -> Partial`` takes text columns from ``sheet.rows`` (fields that the
   file lacks are all null), parses whole columns with ``penata.intake.text.cells``, and reports each bad cell with
   ``issues.add_rows(rows, values, file=sheet.file, sheet=sheet.sheet, column=sheet.shown("field"),
   message=…, remedy=…)``. A row with an ERROR is refused: leave it out of the tables. WARNING and INFO keep it.
3. Return typed frames by table name: any of the table's declared columns, plus ``row`` where a row of the
   frame comes from one row of the sheet. ``Partial.kept`` are the row numbers of the sheet that reached a
   table: kept + refused must be all rows read (checked for every sheet).
4. Ids are the source's own; the same source must use the same ids in all its tables. ``post_id`` is
   ``post_id_of(unit, job[, subject])``; the job that heads a unit is ``structural_job_id(unit)``. Name in
   ``Partial.by_name`` the tables ("units", "jobs") whose ids mean nothing to other files: the join gives such
   rows the id of the row with the same normalised name in a file of a lower ``order``, everywhere in the
   partial, and lists what did not match.
5. Append the reader to ``READERS`` in ``intake/kinds.py``, and write its quirks as tests.

Where several files fill the same cell, the file with the lower ``order`` is believed; a difference is reported.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from penata.intake.issues import Issues
from penata.intake.text.grid import Grid
from penata.intake.text.sheet import Header, Headings, Sheet, find_header


@dataclass(frozen=True, slots=True)
class Partial:
    """What one sheet gives.

    ``tables``: typed rows by table name. ``kept``: row numbers of the sheet that reached a table (Int64).
    ``by_name``: tables whose ids are the source's own and are joined to other files by name.
    ``updates``: tables whose rows may only add to rows that another file gives (matched by key), never make
    new ones; those that match nothing are refused with their row.
    """

    tables: Mapping[str, pl.DataFrame]
    kept: pl.Series
    by_name: frozenset[str] = frozenset()
    updates: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of file: its id for ``--kind``, Indonesian title, headings, and how it is read."""

    kind: str
    title: str
    headings: Headings
    required: tuple[str, ...]
    read: Callable[[Sheet, Issues], Partial]
    order: int = 50
    accepts: Callable[[Grid, Header], bool] = field(default=lambda _grid, _header: True)


@dataclass(frozen=True, slots=True)
class Recognised:
    """A reader that fits a sheet: where its header is, and how many of its headings are there."""

    reader: Reader
    header: Header
    hits: int


@dataclass(frozen=True, slots=True)
class Alike:
    """A reader that a sheet nearly fits: how many of its headings are there, and which required ones are not."""

    reader: Reader
    hits: int
    missing: tuple[str, ...]


def recognise(grid: Grid, readers: Sequence[Reader]) -> Recognised | None:
    """The reader with most headings found whose required ones are all there; the earlier of equals."""
    found = [r for reader in readers if (r := fits(grid, reader)) is not None]
    return max(found, key=lambda r: (r.hits, len(r.reader.required)), default=None)


def fits(grid: Grid, reader: Reader) -> Recognised | None:
    """Whether this sheet has the headings that a reader must have, and how many of all."""
    header = find_header(grid, reader.headings)
    if header is None or any(name not in header.columns for name in reader.required):
        return None
    return Recognised(reader, header, len(header.columns)) if reader.accepts(grid, header) else None


def alike(grid: Grid, reader: Reader) -> Alike:
    """How near a sheet comes to a kind that it is not, and which of its headings it lacks, as files show them."""
    header = find_header(grid, reader.headings)
    have: Mapping[str, str] = {} if header is None else header.columns
    missing = tuple((*reader.headings[name], name)[0] for name in reader.required if name not in have)
    return Alike(reader, len(have), missing)


def structural_job_id(unit: pl.Expr) -> pl.Expr:
    """Id of the structural job that heads a unit: one seat, one job, known by the unit (*unor*) in every export.

    >>> pl.DataFrame({"u": ["A5EB"]}).select(structural_job_id(pl.col("u"))).item()
    'S-A5EB'
    """
    return "S-" + unit


def post_id_of(unit: pl.Expr, job: pl.Expr, subject: pl.Expr | None = None) -> pl.Expr:
    """Derived id of a post: ``unit:job`` or ``unit:job:subject``; null where unit or job is.

    >>> pl.DataFrame({"u": ["U1"], "j": ["J1"]}).select(post_id_of(pl.col("u"), pl.col("j"))).item()
    'U1:J1'
    """
    bare = unit + POST_SEPARATOR + job
    return bare if subject is None else pl.when(subject.is_null()).then(bare).otherwise(bare + ":" + subject)


POST_SEPARATOR: Final = ":"


def name_key(name: pl.Expr) -> pl.Expr:
    """A name as it is compared across files: lower case, letters and digits, usual short forms written out.

    >>> pl.DataFrame({"n": ["SDN 1 Martapura ", "SD Negeri 1, MARTAPURA"]}).select(name_key(pl.col("n")))["n"].to_list()
    ['sd negeri 1 martapura', 'sd negeri 1 martapura']
    """
    words = name.str.to_lowercase().str.replace_all(r"[^0-9a-z]+", " ").str.strip_chars()
    for short, long in _SHORT_FORMS.items():
        words = words.str.replace_all(rf"\b{short}\b", long)
    return words.str.replace_all(r"\s+", " ").str.strip_chars()


_SHORT_FORMS: Final = {
    "sdn": "sd negeri", "smpn": "smp negeri", "sman": "sma negeri", "smkn": "smk negeri", "tkn": "tk negeri",
    "sekolah dasar": "sd", "upt": "", "uptd": "", "pkm": "puskesmas", "puskesmas rawat inap": "puskesmas",
    "pusat kesehatan masyarakat": "puskesmas", "kec": "kecamatan", "kel": "kelurahan", "kab": "kabupaten",
}  # fmt: skip

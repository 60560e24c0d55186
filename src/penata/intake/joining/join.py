"""Many files to one dataset: parts under common ids, merged cell by cell, checked against each other, accounted for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from penata.intake.dataset import Count
from penata.intake.issues import Issue, Issues
from penata.intake.joining.activity import with_activity
from penata.intake.joining.gather import Part, gather
from penata.intake.joining.matching import on_common_ids
from penata.intake.joining.seating import seated_on_ladders
from penata.intake.kinds import READERS
from penata.intake.naming.ladders import with_ladders, with_usual_subjects
from penata.intake.reader import Reader
from penata.intake.references import accepted_rows
from penata.intake.siasn.proposals import with_imut_approvals
from penata.intake.text.grid import ROW
from penata.intake.typed import FILE, PLACE, SHEET
from penata.tables import TABLES, Dataset, InputError, Table, dataset_of
from penata.vocabulary import Severity

NO_AGENCY: Final = "INSTANSI"
_WORDING: Final = frozenset({"name", "kind", "need_source", "external_id", "note", "reason", "in_post_since"})
"""Columns that differ between files without meaning anything: wordings, and a date that SIASN only comes near."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What many files became: the dataset, every finding, the accounting of each sheet, and what was left aside.

    ``kinds``: the kinds of file that were read.
    """

    dataset: Dataset
    issues: Issues
    counts: tuple[Count, ...]
    ignored: tuple[str, ...]
    undeclared: Mapping[str, tuple[str, ...]]
    kinds: frozenset[str] = frozenset()

    @property
    def refused(self) -> int:
        """Rows refused in all files, and files that could not be used at all."""
        whole = self.issues.frame().filter((pl.col("severity") == str(Severity.ERROR)) & pl.col(ROW).is_null())
        return sum(count.refused for count in self.counts) + whole.height

    @property
    def kept(self) -> int:
        """Rows of all files that reached the dataset."""
        return sum(count.kept for count in self.counts)


def join_files(paths: Sequence[str | Path], *, kind: str | None = None, readers: Sequence[Reader] = READERS) -> Intake:
    """Read files of any known kind and make one dataset of them.

    Files that share ids (SIASN exports, our own tables) join by id; others by the names of units and jobs, and
    what does not match is listed. Where several files fill the same cell the more believed one counts (our own
    tables, then SIASN, then reference lists, need lists, Dapodik); a difference is reported.
    Raises InputError where no file could be used at all, with everything that was wrong.
    """
    issues = Issues()
    gathered = gather([Path(path) for path in paths], readers, kind, issues)
    if not gathered.parts:
        raise InputError(issues.sentences([Severity.ERROR]) or ["tidak ada berkas yang dapat dibaca"])
    known: dict[str, pl.DataFrame] = {}
    for part in gathered.parts:
        matched = on_common_ids(part, known, issues)
        for name, frame in matched.tables.items():
            twins = _places_of_kind(gathered.parts, part.kind) if name == "employees" else None
            known[name] = _merged(TABLES[name], known.get(name), frame, name in matched.updates, twins, issues)
    known = with_usual_subjects(with_ladders(_with_agencies(with_activity(known, gathered.parts, issues))))
    known = seated_on_ladders(known)
    claimed = _claims(gathered.parts)
    stands = accepted_rows(_conformed(known), claimed, issues)
    return Intake(
        dataset=with_imut_approvals(dataset_of(stands)),
        issues=issues,
        counts=tuple(_count(part, issues) for part in gathered.parts),
        ignored=gathered.ignored,
        undeclared=_undeclared(gathered.parts),
        kinds=frozenset(part.kind for part in gathered.parts),
    )


def _merged(
    table: Table,
    known: pl.DataFrame | None,
    frame: pl.DataFrame,
    is_update: bool,
    twins: pl.DataFrame | None,
    issues: Issues,
) -> pl.DataFrame:
    """Known rows with empty cells filled, and new rows below.

    ``twins``: places of files of the same kind. A person whom one of those has already is doubled and left for
    the check of doubles to refuse; a person of another kind of file is the same one, seen again.
    """  # fmt: skip
    frame = _full(table, frame)
    if known is None:
        known = frame.clear()
    if not table.unique:
        return pl.concat([known, frame])
    keys = list(table.unique)
    doubled = frame.clear()
    if twins is not None and not is_update:
        same_kind = known.join(twins, on=[FILE, SHEET], how="semi")
        doubled = frame.join(same_kind.select(keys), on=keys, how="semi", maintain_order="left")
        _warn_of_two_exports(doubled, frame.height, issues)
        frame = frame.join(same_kind.select(keys), on=keys, how="anti", maintain_order="left")
    again = frame.join(known.select(keys), on=keys, how="semi", maintain_order="left")
    fresh = frame.join(known.select(keys), on=keys, how="anti", maintain_order="left")
    if is_update:
        issues.add_rows(
            fresh[ROW], fresh.select(pl.concat_str(keys, separator=", ")).to_series(), file=fresh[FILE],
            sheet=fresh[SHEET], column=", ".join(keys), severity=Severity.ERROR,
            message=f"tidak ada di data {table.label.lower()} dari berkas lain",
            remedy="sertakan ekspor yang memuatnya, atau perbaiki kuncinya",
        )  # fmt: skip
        fresh = fresh.clear()
    first = again.unique(keys, keep="first", maintain_order=True)
    _differences(table, known, first, issues)
    return pl.concat([_filled(table, known, first), fresh, doubled])


def _warn_of_two_exports(doubled: pl.DataFrame, people: int, issues: Issues) -> None:
    """Once for a file most of whose people another of its kind has: two months, where the newer one was meant."""
    if 2 * doubled.height <= people:
        return
    issues.add(
        Issue(doubled[FILE][0], f"{doubled.height} dari {people} pegawai sudah ada di berkas lain yang sejenis",
              "bila ini dua ekspor dari waktu yang berbeda, beri hanya yang terbaru", Severity.WARNING,
              doubled[SHEET][0])
    )  # fmt: skip


def _places_of_kind(parts: Sequence[Part], kind: str) -> pl.DataFrame:
    places = [(part.file, part.sheet) for part in parts if part.kind == kind]
    return pl.DataFrame(places, schema={FILE: pl.String(), SHEET: pl.String()}, orient="row")


def _full(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """All declared columns and ``PLACE``."""
    return pl.concat([table.conform(frame), frame.select(PLACE)], how="horizontal")


def _filled(table: Table, known: pl.DataFrame, more: pl.DataFrame) -> pl.DataFrame:
    keys = list(table.unique)
    rest = [column.name for column in table.columns if column.name not in keys]
    both = known.join(
        more.select(*keys, *rest), on=keys, how="left", validate="m:1", suffix="_more", maintain_order="left"
    )
    return both.with_columns(pl.coalesce(name, f"{name}_more").alias(name) for name in rest).select(known.columns)


def _differences(table: Table, known: pl.DataFrame, more: pl.DataFrame, issues: Issues) -> None:
    """A warning for each cell that two files fill differently, naming both values."""
    keys = list(table.unique)
    both = more.join(known, on=keys, how="inner", validate="1:m", suffix="_known", maintain_order="left")
    for column in table.columns:
        name = column.name
        if name in keys or name in _WORDING:
            continue
        other = both.filter(pl.col(name).is_not_null() & pl.col(f"{name}_known").is_not_null()).filter(
            pl.col(name) != pl.col(f"{name}_known")
        )
        if not other.height:
            continue
        shown = other.select(_shown(name, column.dtype).alias("new"),
                             _shown(f"{name}_known", column.dtype).alias("old"),
                             pl.concat_str(keys, separator=", ").alias("key"), f"{FILE}_known")  # fmt: skip
        message = shown.select(
            pl.format("{}: {} berbeda dari {} di {}; yang dipakai {}", "key", pl.lit(column.label), "old",
                      f"{FILE}_known", "old")
        ).to_series()  # fmt: skip
        issues.add_rows(
            other[ROW], shown["new"], file=other[FILE], sheet=other[SHEET], column=f"{table.name}.{name}",
            message=message, remedy="samakan di sumbernya", severity=Severity.WARNING,
        )  # fmt: skip


def _shown(name: str, dtype: pl.DataType) -> pl.Expr:
    return pl.col(name).list.join(";") if isinstance(dtype, pl.List) else pl.col(name).cast(pl.String)


def _with_agencies(tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Units that no file gives an agency belong to the agency of most units; to a nameless one where there is none."""
    if "units" not in tables or not tables["units"]["agency_id"].null_count():
        return tables
    counted = tables["units"].drop_nulls("agency_id").group_by("agency_id").len()
    ranked = counted.sort("len", "agency_id", descending=[True, False])["agency_id"]
    agencies = tables.get("agencies")
    only = agencies["agency_id"].item() if agencies is not None and agencies.height == 1 else None
    default = ranked[0] if len(ranked) else only or NO_AGENCY
    units = tables["units"].with_columns(pl.col("agency_id").fill_null(default))
    if default != NO_AGENCY:
        return {**tables, "units": units}
    place = {FILE: "", SHEET: "", ROW: None}
    nameless = pl.DataFrame([{"agency_id": NO_AGENCY, "name": "Instansi", **place}], schema_overrides={ROW: pl.Int64})
    full = _full(TABLES["agencies"], nameless)
    return {**tables, "units": units, "agencies": full if agencies is None else pl.concat([agencies, full])}


def _conformed(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Rows that a table can hold: those whose key columns are filled. What readers leave empty was reported by them."""
    whole = {}
    for name, frame in tables.items():
        keys = [column.name for column in TABLES[name].columns if column.key]
        whole[name] = frame.drop_nulls(keys) if keys else frame
    return whole


def _claims(parts: Sequence[Part]) -> dict[str, pl.DataFrame]:
    found: dict[str, list[pl.DataFrame]] = {}
    for part in parts:
        for name, frame in (part.claimed or {}).items():
            found.setdefault(name, []).append(frame)
    return {name: pl.concat(frames).unique("id", keep="first", maintain_order=True) for name, frames in found.items()}


def _count(part: Part, issues: Issues) -> Count:
    """The accounting of one sheet; a row that is neither kept nor refused is our own fault, and said so."""
    refused = issues.refused_rows(part.file, part.sheet)
    kept = part.kept.filter(~part.kept.is_in(refused.implode())).n_unique()
    if kept + len(refused) != part.read:
        message = f"{part.read} baris dibaca, tetapi {kept} diterima dan {len(refused)} ditolak"
        issues.add(Issue(part.file, message, "laporkan ini sebagai kesalahan program", sheet=part.sheet))
    return Count(part.file, part.sheet, part.title, part.read, kept, len(refused))


def _undeclared(parts: Sequence[Part]) -> dict[str, tuple[str, ...]]:
    names = ((f"{part.file}, lembar {part.sheet}" if part.sheet else part.file, part.undeclared) for part in parts)
    return {name: headings for name, headings in names if headings}

"""What the files of a batch hold: read once, kept as Parquet, read back for the take-over.

A reading is a folder; it is written under a name of its own and then only read: work done twice disturbs nothing.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from penata.intake.dataset import load_dataset
from penata.intake.joining.join import Intake, join_files
from penata.intake.writing import KNOWN_FILES
from penata.report.matching import matching_figures
from penata.tables import TABLES, Dataset, InputError, dataset_of

_TABLES: Final = "tabel"


@dataclass(frozen=True, slots=True)
class Reading:
    """The accepted rows of a batch, and the tables that tell of them, in a folder."""

    folder: Path

    @property
    def dataset(self) -> Dataset:
        """The rows that can be taken over."""
        return dataset_of({file.stem: pl.read_parquet(file) for file in (self.folder / _TABLES).iterdir()})

    def keep(self, name: str, frame: pl.DataFrame) -> None:
        """Lay a table beside."""
        frame.write_parquet(self.folder / f"{name}.parquet")

    def table(self, name: str) -> pl.DataFrame | None:
        """A table that was laid beside; None where there is none."""
        file = self.folder / f"{name}.parquet"
        return pl.read_parquet(file) if file.exists() else None


def read_files(paths: Sequence[Path]) -> Intake:
    """Everything that the files hold; ``penata.tables.InputError`` where not one of them can be used."""
    files = [path for path in paths if path.name.lower() not in KNOWN_FILES]
    if not files:
        raise InputError(["tidak ada tabel di antara berkas ini; unggah .xlsx atau .csv yang berisi baris data"])
    return join_files(files)


def kept_reading(intake: Intake, folder: Path) -> Reading:
    """Write down what was read, in a fresh folder."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / _TABLES).mkdir(parents=True)
    for name in TABLES:
        if intake.dataset[name].height:
            intake.dataset[name].write_parquet(folder / _TABLES / f"{name}.parquet")
    reading = Reading(folder)
    reading.keep("issues", intake.issues.frame())
    reading.keep("figures", matching_figures(intake.dataset))
    return reading


def read_folder(folder: Path) -> Dataset:
    """A dataset's folder or workbook, every row acceptable; ``penata.tables.InputError`` otherwise."""
    return load_dataset(folder)

"""Takes a dataset over without the wizard: for the first filling and for tests."""

import datetime as dt
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from penata_web.registry.importing import read_folder
from penata_web.registry.operations import take_dataset
from penata_web.shared.acting import SYSTEM


class Command(BaseCommand):
    """``manage.py take DATASET --as-of 2026-06-30``."""

    help = "Mengambil alih satu himpunan data ke dalam registri."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Folder or workbook, and the day that it tells of."""
        parser.add_argument("dataset", type=Path)
        parser.add_argument("--as-of", type=dt.date.fromisoformat, required=True)

    def handle(self, *, dataset: Path, as_of: dt.date, **options: Any) -> None:
        """Read, compare, take."""
        new = read_folder(dataset)
        batch = take_dataset(dataset=new, title=dataset.name, as_of=as_of, by=SYSTEM, at=timezone.now())
        self.stdout.write(f"{batch.title}: diambil alih.")

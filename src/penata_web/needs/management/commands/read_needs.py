"""Reads the registry's needs without the browser: for the first filling, and by a timer of the system."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from penata_web.needs.operations import take_reading
from penata_web.needs.queries import data_day
from penata_web.shared.acting import SYSTEM


class Command(BaseCommand):
    """``manage.py read_needs [--day 2026-06-30]``."""

    help = "Menghitung kebutuhan, kekurangan dan proyeksi dari registri."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The day to read; none: the newest that the registry tells of."""
        parser.add_argument("--day", type=dt.date.fromisoformat)

    def handle(self, *, day: dt.date | None = None, **options: Any) -> None:
        """Read, keep, say what is short."""
        wanted = day or data_day() or timezone.localdate()
        reading = take_reading(day=wanted, by=SYSTEM, at=timezone.now(), step=lambda *_: None)
        self.stdout.write(f"Keadaan {reading.day}: kurang {reading.figures['shortage']} orang.")

"""Checks that the record of acts is whole."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from penata_web.shared import acts
from penata_web.shared.models import ActHead


class Command(BaseCommand):
    """``manage.py audit verify``: exit 1 and a list where a line was changed, removed or put elsewhere."""

    help = "Memeriksa keutuhan jejak audit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The one thing to do."""
        parser.add_argument("action", choices=["verify"])

    def handle(self, **options: Any) -> None:
        """Tell every problem, or that there is none."""
        found = list(acts.problems())
        for problem in found:
            self.stderr.write(problem)
        if found:
            raise CommandError(f"Jejak audit tidak utuh: {len(found)} masalah.")
        head = ActHead.objects.get()
        self.stdout.write(f"Jejak audit utuh: {head.number} catatan. Sidik jari akhir: {head.digest or '-'}")

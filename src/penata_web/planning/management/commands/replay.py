"""``manage.py replay PLAN``: is a plan, made once more from its frozen data, the same bit for bit?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from penata_web.planning.models import Plan
from penata_web.planning.operations.replays import replay
from penata_web.shared.acting import SYSTEM
from penata_web.shared.jobs import RefusedError


class Command(BaseCommand):
    """Exit 0 where every file but run.json is the same; 1 with the list where one differs."""

    help = "Mengulang rencana dari data beku dan membandingkan setiap berkasnya byte demi byte."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The number of the plan."""
        parser.add_argument("plan", type=int, metavar="RENCANA", help="nomor rencana, seperti di alamat halamannya")

    def handle(self, *, plan: int, **options: Any) -> None:
        """Make it again, compare, write it down."""
        try:
            row = Plan.objects.select_related("scenario__cycle", "job").get(pk=plan)
        except Plan.DoesNotExist:
            raise CommandError(f"Rencana nomor {plan} tidak ada.") from None
        try:
            found = replay(plan=row, by=SYSTEM, clock=timezone.now, step=self._tell)
        except RefusedError as refusal:
            raise CommandError(str(refusal)) from None
        if found:
            listed = "\n".join(f"  {name}" for name in found)
            raise CommandError(f"Rencana nomor {plan} TIDAK SAMA bila diulang. Berkas yang berbeda:\n{listed}")
        self.stdout.write(f"Rencana nomor {plan} sama bit demi bit, {row.digest}.")

    def _tell(self, words: str) -> None:
        self.stderr.write(words)

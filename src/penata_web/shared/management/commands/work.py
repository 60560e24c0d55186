"""The worker: does jobs, says that it lives, and gives jobs of killed workers to the next."""

import logging
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, OperationalError, close_old_connections, connections
from django.utils import timezone

from penata_web.shared import jobs

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """``manage.py work``: runs until it is told to stop; ``--batch`` ends when nothing waits."""

    help = "Mengerjakan antrean pekerjaan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One option."""
        parser.add_argument("--batch", action="store_true", help="berhenti bila antrean kosong")

    def handle(self, *, batch: bool = False, **options: Any) -> None:
        """Beat and reap beside the queue."""
        over = threading.Event()
        watch = threading.Thread(target=_watch, args=(over,), daemon=True)
        watch.start()
        try:
            while not _worked(batch=batch):
                log.warning("the database was held by somebody else; going on")
        finally:
            over.set()
            watch.join()


def _worked(*, batch: bool) -> bool:
    """Work until told to stop; False where SQLite was held so long that the queue could not be looked at."""
    try:
        jobs.reap(now=timezone.now())
        call_command(
            "db_worker", batch=batch, interval=0.5, startup_delay=False, queue_name="*", reload=False, verbosity=0
        )
    except OperationalError as error:
        if "locked" not in str(error):
            raise
        return False
    return True


def _watch(over: threading.Event) -> None:
    while not over.wait(jobs.HEARTBEAT_SECONDS):
        try:
            jobs.beat(now=timezone.now())
            jobs.reap(now=timezone.now())
        except DatabaseError:
            log.warning("the heartbeat could not be written; trying again")
        close_old_connections()
    connections.close_all()

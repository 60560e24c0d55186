"""The demonstration from end to end: brings a regency in, plans it, and serves the pages until Ctrl-C."""

import datetime as dt
import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from penata_web.planning.models import Plan
from penata_web.planning.operations.movers import movers
from penata_web.portal import operations
from penata_web.shared.models import Job

WORKERS: Final = 2
SHOWN: Final = "{:<9}{}"


class Command(BaseCommand):
    """``manage.py demo DATASET --as-of DAY``: in a database of its own, named by PENATA_DATA."""

    help = "Peragaan: kabupaten rekaan, dari berkas sampai dua rencana, di peramban."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to bring in, and where to serve."""
        parser.add_argument("dataset", type=Path)
        parser.add_argument("--as-of", type=dt.date.fromisoformat, required=True)
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--ready", type=Path, help="berkas yang dibuat bila semuanya siap")
        parser.add_argument("--stop", action="store_true", help="berhenti setelah siap, tanpa melayani")

    def handle(
        self, *, dataset: Path, as_of: dt.date, port: int, stop: bool, ready: Path | None, **options: Any
    ) -> None:
        """Prepare, plan, serve."""
        self.began = time.monotonic()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        port = _free_port(port)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        self.processes = processes = [_start("manage.py", "work") for _ in range(WORKERS)]
        processes.append(_start("-m", "gunicorn", *_GUNICORN, "--bind", f"127.0.0.1:{port}", _APPLICATION))
        try:
            self._fill(dataset, as_of)
            if ready is not None:
                ready.touch()
            self._tell(port)
            if not stop:
                processes[-1].wait()
        except KeyboardInterrupt:
            self.stdout.write("\nPeragaan dihentikan.")
        except operations.DemoError as error:
            raise CommandError(str(error)) from error
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(timeout=20)

    def _fill(self, dataset: Path, as_of: dt.date) -> None:
        analyst = operations.open_logins()
        if Plan.objects.exists():
            self._say("data peragaan sudah ada; hapus foldernya untuk mulai dari awal")
            return
        self._say("memeriksa dan mengambil alih berkas")
        operations.bring_in(folder=dataset, as_of=as_of, by=analyst, wait=self._wait)
        self._say("menghitung kebutuhan, membekukan siklus")
        operations.read_needs(by=analyst, wait=self._wait)
        cycle = operations.open_demo_cycle(as_of=as_of, by=analyst, wait=self._wait)
        self._say("menghitung dua skenario")
        plans = operations.run_two_scenarios(cycle=cycle, by=analyst, wait=self._wait)
        moved = movers(Plan.objects.get(pk=plans[0].pk))
        operations.seat_employee_and_head(employee_id=moved[0])

    def _tell(self, port: int) -> None:
        self._say("siap")
        self.stdout.write(f"\nPenata: http://localhost:{port}/   sandi semua akun: {operations.PASSWORD}\n")
        for name, (role, _) in operations.LOGINS.items():
            self.stdout.write(SHOWN.format(name, role.label))
        self.stdout.write("\nCtrl-C menghentikan.")

    def _wait(self, job: Job) -> None:
        while not operations.ended_well(job):
            if any(process.poll() is not None for process in self.processes):
                raise operations.DemoError("Pekerja atau peladen berhenti sendiri; lihat pesan di atas.")
            time.sleep(0.2)

    def _say(self, words: str) -> None:
        self.stdout.write(f"{time.monotonic() - self.began:5.0f} s  {words}")


_APPLICATION: Final = "penata_web.project.wsgi:application"
_GUNICORN: Final = ("--worker-class", "gthread", "--threads", "8", "--timeout", "120", "--log-level", "warning")


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    """A process of ours beside this one; it hears Ctrl-C from us, not from the terminal."""
    return subprocess.Popen(
        [sys.executable, *arguments], start_new_session=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )


def _free_port(wanted: int) -> int:
    for port in range(wanted, wanted + 50):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise CommandError(f"Tidak ada porta bebas dari {wanted} sampai {wanted + 49}.")

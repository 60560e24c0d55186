"""A worker that is killed in the middle of a take-over: nothing half-done, and the next worker does it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from django.db import connection
from web_cast import AS_OF, regency

from penata.tables import Dataset

# One process loads the application; each worker is a child of it, so that the parent never holds a connection.
PROGRAM = """
import datetime as dt, json, os, signal, sys, time
import django
django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, connections
from penata_web.registry.models import Batch, Employee
from penata_web.registry.operations import imports
from penata_web.shared import jobs
from penata_web.shared.acting import acting_in
from penata_web.shared.models import Account, Capacity

def child(work):
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        work(writing)
        connections.close_all()
        os._exit(0)
    os.close(writing)
    return pid, reading

def fill(_writing):
    call_command("migrate", verbosity=0)
    account = Account.objects.create(username="analis", password="!")
    by = acting_in(Capacity.objects.create(account=account, role="ANALYST", valid_from=dt.date(2020, 1, 1)))
    now = dt.datetime.now(dt.UTC)
    files = [SimpleUploadedFile(os.path.basename(name), open(name, "rb").read()) for name in sys.argv[2:]]
    batch = imports.receive_files(files=files, title="Uji", as_of=dt.date.fromisoformat(sys.argv[1]), complete=True,
                                  by=by, at=now)
    call_command("work", batch=True)
    batch.refresh_from_db()
    imports.ask_to_take(batch=batch, digest=batch.digest, by=by, at=now)

def stop_in_the_middle(writing):
    def execute_and_wait(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if sql.startswith('INSERT INTO "registry_employees"'):
            os.write(writing, b"x")
            time.sleep(600)
        return answer
    with connection.execute_wrapper(execute_and_wait):
        call_command("work", batch=True)

def go_on(_writing):
    jobs.LOST_AFTER_SECONDS = 0  # the silence of the killed worker is not waited for
    call_command("work", batch=True)

def tell(_writing):
    batch = Batch.objects.select_related("job").get()
    told = [batch.state, batch.job.state, batch.job.attempts, Employee.objects.count()]
    print(json.dumps(told), flush=True)

def done(work):
    pid, _ = child(work)
    assert os.waitpid(pid, 0)[1] == 0, work

done(fill)
done(tell)
pid, reading = child(stop_in_the_middle)
assert os.read(reading, 1) == b"x", "the worker ended before the middle"
os.kill(pid, signal.SIGKILL)
os.waitpid(pid, 0)
done(tell)
done(go_on)
done(tell)
"""


def test_killed_take_over_leaves_nothing_and_is_done_by_the_next_worker(tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the program keeps a SQLite file of its own")
    environment = {name: value for name, value in os.environ.items() if name != "PENATA_DATABASE_URL"}
    environment |= {"PENATA_DATA": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "penata_web.project.settings"}
    command = [sys.executable, "-c", PROGRAM, AS_OF.isoformat(), *written(regency(), tmp_path)]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert [json.loads(line) for line in ended.stdout.splitlines()] == [
        ["TAKING", "WAITING", 0, 0],
        ["TAKING", "RUNNING", 1, 0],
        ["TAKEN", "DONE", 2, regency()["employees"].height],
    ]


def written(dataset: Dataset, folder: Path) -> list[str]:
    """The tables that a plan needs, as files."""
    found = []
    for name in ("agencies", "districts", "units", "jobs", "posts", "employees"):
        frame = dataset[name]
        lists = [column for column, dtype in frame.schema.items() if isinstance(dtype, pl.List)]
        file = folder / f"{name}.csv"
        (frame.with_columns(pl.col(lists).list.join(";")) if lists else frame).write_csv(file)
        found.append(str(file))
    return found

"""A worker that is killed while it writes a plan: nothing half-done is shown, and the next worker does it, once."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connection
from web_cast import AS_OF

# One process loads the application; each worker is a child of it, so that the parent never holds a connection.
PROGRAM = """
import datetime as dt, json, os, signal, sys, time
import django
django.setup()
from django.core.management import call_command
from django.db import connections
from penata.synthetic import synthesise
from penata_web.planning.frames.folders import plan_folder
from penata_web.planning.models import Cycle, Plan
from penata_web.planning.operations.cycles import open_cycle
from penata_web.planning.operations.runs import start_run
from penata_web.registry.operations import take_dataset
from penata_web.shared import jobs
from penata_web.shared.acting import SYSTEM, acting_in
from penata_web.shared.models import Account, Act, Capacity, Job

DAY = dt.date.fromisoformat(sys.argv[1])

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
    now = dt.datetime.now(dt.UTC)
    dataset = synthesise(seed=7, employees=200, as_of=DAY).dataset
    take_dataset(dataset=dataset, title="Uji", as_of=DAY, by=SYSTEM, at=now)
    account = Account.objects.create(username="analis", password="!")
    by = acting_in(Capacity.objects.create(account=account, role="ANALYST", valid_from=dt.date(2020, 1, 1)))
    open_cycle(name="Uji", as_of=DAY, effective_date=DAY, members=[], like=None, release_at=None, by=by, at=now)
    call_command("work", batch=True)
    start_run(scenario=Cycle.objects.get().scenarios.get(), by=by, at=now)

def stop_in_the_middle(writing):
    step = jobs.Run.step
    def told(run, stage, done=0, total=0):
        step(run, stage, done, total)
        if stage == "menulis berkas":
            os.write(writing, b"x")
            time.sleep(600)
    jobs.Run.step = told
    call_command("work", batch=True)

def go_on(_writing):
    # The silence of the killed worker is not waited for.
    Job.objects.filter(state="RUNNING").update(heartbeat_at=dt.datetime.now(dt.UTC) - dt.timedelta(hours=1))
    call_command("work", batch=True)

def tell(_writing):
    plan = Plan.objects.select_related("job").get()
    told = [plan.state, plan.job.state, plan.job.attempts, plan_folder(plan.pk).exists(),
            Act.objects.filter(verb="END_RUN").count(), plan.job.error]
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


@pytest.fixture
def database(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A database of its own for the workers, of the kind that the tests run on."""
    environment = {name: value for name, value in os.environ.items() if name != "PENATA_DATABASE_URL"}
    environment |= {"PENATA_DATA": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "penata_web.project.settings"}
    if connection.vendor == "sqlite":
        yield environment
        return
    name = f"killed_{os.getpid()}"
    address = os.environ["PENATA_DATABASE_URL"]
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield {**environment, "PENATA_DATABASE_URL": urlunsplit(urlsplit(address)._replace(path=f"/{name}"))}
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_killed_run_leaves_nothing_and_is_done_by_the_next_worker(database: dict[str, str]) -> None:
    command = [sys.executable, "-c", PROGRAM, AS_OF.isoformat()]
    ended = subprocess.run(command, env=database, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert [json.loads(line) for line in ended.stdout.splitlines()] == [
        ["RUNNING", "WAITING", 0, False, 0, ""],
        ["RUNNING", "RUNNING", 1, False, 0, ""],
        ["DONE", "DONE", 2, True, 1, ""],
    ]

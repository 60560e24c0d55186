"""Pages under load: 50 people on one gunicorn, 20 requests a second, a registry of 100,000 employees.

    python -m benchmarks.web.serving FOLDER SECONDS     the folder is what `manage.py demo --stop` prepared

Prints one JSON document: for each page how often it was asked, p50 and p95 in milliseconds, and what was not 200.
The load runs beside the server on the same machine, so that the figures are on the careful side.
"""

import http.client
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
PEOPLE: Final = 50
A_SECOND: Final = 20
PORT: Final = 8991
WARM: Final = 2
"""How often each page is asked before the clock counts."""

PREPARE: Final = """
import json, random
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from penata_web.planning.models import Plan
from penata_web.registry.models import Employee, Post, Unit
from penata_web.shared.models import Account
account = Account.objects.get(username="analis")
keys = []
for _ in range({people}):
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    keys.append(session.session_key)
draw = random.Random(7)
def some(model, name):
    return draw.sample(sorted(model.objects.current().values_list(name, flat=True)), 40)
print("FOUND" + json.dumps(dict(
    sessions=keys, persons=some(Employee, "employee_id"), units=some(Unit, "unit_id"), posts=some(Post, "post_id"),
    names=[name.split()[0] for name in some(Employee, "name")], plan=Plan.objects.filter(state="DONE").first().pk,
    counts=dict(employees=Employee.objects.current().count(), units=Unit.objects.current().count(),
                posts=Post.objects.current().count()),
)))
"""


def main(folder: str, seconds: str = "60") -> None:
    """Serve, warm up, ask, print."""
    environment = {**os.environ, "PENATA_DATA": folder, "PENATA_HASHED_FILES": "1"}
    found = _found(environment)
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--workers", "2", "--worker-class", "gthread", "--threads", "4",
         "--bind", f"127.0.0.1:{PORT}", "--log-level", "error", "penata_web.project.wsgi:application"],
        cwd=ROOT, env=environment, start_new_session=True,
    )  # fmt: skip
    try:
        _until_it_answers()
        pages = _pages(found)
        for name in pages:
            for _ in range(2 * WARM):
                _ask(name, pages, found, random.Random(1))
        asked = _load(pages, found, float(seconds))
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()
    engine = "PostgreSQL" if "postgres" in os.environ.get("PENATA_DATABASE_URL", "") else "SQLite"
    print(json.dumps({"engine": engine, **found["counts"], "seconds": float(seconds), "pages": _told(asked)}))


def _found(environment: dict[str, str]) -> dict[str, Any]:
    shell = [sys.executable, "manage.py", "shell", "--no-imports", "-c", PREPARE.format(people=PEOPLE)]
    told = subprocess.run(shell, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout
    found: dict[str, Any] = json.loads(told[told.index("FOUND") + 5 :])
    return found


def _pages(found: dict[str, Any]) -> dict[str, list[str]]:
    """Addresses by the name of the page."""
    plan = found["plan"]
    return {
        "home": ["/"],
        "registry": ["/data/"],
        "persons": ["/data/pegawai/", *(f"/data/pegawai/?pegawai-hal={n}" for n in (2, 40, 700))],
        "persons, searched": [f"/data/pegawai/?pegawai-cari={name}" for name in found["names"]],
        "person": [f"/data/pegawai/{one}/" for one in found["persons"]],
        "units": ["/data/unit/"],
        "unit": [f"/data/unit/{one}/" for one in found["units"]],
        "posts": ["/data/formasi/"],
        "post": [f"/data/formasi/{one}/" for one in found["posts"]],
        "search box": [f"/cari/?q={name}" for name in [*found["names"], *found["persons"]]],
        "needs": ["/kebutuhan/"],
        "shortages": ["/kebutuhan/kekurangan/"],
        "heat table": ["/kebutuhan/rumpun/"],
        "rules": ["/aturan/"],
        "plan": [f"/rencana/hasil/{plan}/"],
        "plan, moves": [f"/rencana/hasil/{plan}/perpindahan/"],
        "plan, chains": [f"/rencana/hasil/{plan}/rantai/"],
    }


def _until_it_answers() -> None:
    for _ in range(200):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=2)
            connection.request("GET", "/akun/login/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server does not answer")


def _load(pages: dict[str, list[str]], found: dict[str, Any], seconds: float) -> dict[str, list[tuple[float, int]]]:
    """Each of 50 people asks a page drawn by chance every 50/20 seconds, from a start of their own."""
    asked: dict[str, list[tuple[float, int]]] = {name: [] for name in pages}
    held, pause, begin = threading.Lock(), PEOPLE / A_SECOND, time.monotonic()

    def one(number: int) -> None:
        draw = random.Random(number)
        due = begin + pause * number / PEOPLE
        while due < begin + seconds:
            time.sleep(max(0.0, due - time.monotonic()))
            name = draw.choice(list(pages))
            told = _ask(name, pages, found, draw)
            with held:
                asked[name].append(told)
            due += pause

    people = [threading.Thread(target=one, args=(number,)) for number in range(PEOPLE)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return asked


def _ask(name: str, pages: dict[str, list[str]], found: dict[str, Any], draw: random.Random) -> tuple[float, int]:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
    cookie = f"sessionid={draw.choice(found['sessions'])}"
    begin = time.perf_counter()
    connection.request("GET", draw.choice(pages[name]).replace(" ", "%20"), headers={"Cookie": cookie})
    answer = connection.getresponse()
    answer.read()
    return 1000 * (time.perf_counter() - begin), answer.status


def _told(asked: dict[str, list[tuple[float, int]]]) -> list[dict[str, Any]]:
    rows = []
    for name, times in asked.items():
        taken = sorted(milliseconds for milliseconds, _ in times)
        if len(taken) < 2:
            continue
        rows.append({
            "page": name, "asked": len(taken), "p50": round(statistics.median(taken)),
            "p95": round(taken[min(len(taken) - 1, int(0.95 * len(taken)))]),
            "not_200": sum(status != 200 for _, status in times),
        })  # fmt: skip
    return rows


if __name__ == "__main__":
    main(*sys.argv[1:])

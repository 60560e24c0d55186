"""Runs a command with a PostgreSQL server of its own, and removes the server afterwards.

.venv/bin/python scripts/with_postgres.py                          says whether it could
.venv/bin/python scripts/with_postgres.py COMMAND [ARGUMENT...]    the command finds the server in PENATA_DATABASE_URL

The server listens on a socket in a temporary folder only, trusts whoever reaches it, and never waits for the disk:
made for tests, worth nothing for data that matters.
"""

import contextlib
import getpass
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

NAME: Final = "penata"  # of the role and of the database
START_SECONDS: Final = 30
# No disk waits, and order by code point, as SQLite has it.
CLUSTER: Final = ["--no-sync", "--auth=trust", f"--username={NAME}", "--encoding=UTF8", "--locale=C.UTF-8"]
SERVER: Final = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "256MB",
    "timezone": "UTC",
}


def main(command: list[str]) -> int:
    programs = _programs()
    if programs is None:
        print("postgres: no PostgreSQL server is installed (Debian: the package postgresql)", file=sys.stderr)
        return 1
    if not command:
        return 0
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))
    with _folder() as folder, _server(programs, folder):
        address = f"postgres://{NAME}@/{NAME}?host={folder}"
        running = subprocess.Popen(command, env={**os.environ, "PENATA_DATABASE_URL": address})
        try:
            return running.wait()
        except KeyboardInterrupt:
            # The terminal has told the command too; it may still want its database while it ends.
            return running.wait()
        finally:
            if running.poll() is None:
                running.terminate()
                running.wait()


def _programs() -> Path | None:
    """The folder of initdb and postgres: Debian's newest, or where the PATH leads."""
    debian = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if debian:
        return max(debian, key=lambda path: [int(part) for part in re.findall(r"\d+", path.parent.name)])
    found = shutil.which("initdb")
    return Path(found).parent if found else None


def _owner() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: the packages bring a user for it."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in known else "nobody"
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    # Not under TMPDIR: the path of a socket may have some hundred letters at most.
    folder = Path(tempfile.mkdtemp(prefix="penata-postgres-", dir="/tmp"))
    try:
        shutil.chown(folder, _owner().get("user", getpass.getuser()))
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _server(programs: Path, folder: Path) -> Iterator[None]:
    data, log = folder / "data", folder / "log"
    # A session of its own: Ctrl-C is for the command, and the server outlives it.
    alone: dict[str, Any] = {"cwd": folder, "start_new_session": True, **_owner()}
    subprocess.run([programs / "initdb", *CLUSTER, data], stdout=subprocess.DEVNULL, check=True, **alone)
    settings = [f"--{name}={value}" for name, value in {**SERVER, "unix_socket_directories": str(folder)}.items()]
    with log.open("wb") as words:
        server = subprocess.Popen([programs / "postgres", "-D", data, *settings], stdout=words, stderr=words, **alone)
    try:
        _wait_for([programs / "createdb", f"--host={folder}", f"--username={NAME}", NAME], server, log)
        yield
    finally:
        # At once and without tidying up: nobody reads this data again.
        server.send_signal(signal.SIGQUIT)
        server.wait()


def _wait_for(createdb: list[Path | str], server: subprocess.Popen[bytes], log: Path) -> None:
    """Make the database, as soon as the server answers."""
    deadline = time.monotonic() + START_SECONDS
    while subprocess.run(createdb, stderr=subprocess.DEVNULL, check=False).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            sys.exit(f"postgres: the server did not start:\n{log.read_text('utf-8', errors='replace')}")
        time.sleep(0.05)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

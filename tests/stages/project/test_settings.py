"""Settings: development needs nothing; production refuses to start with what is missing or unsafe."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
COMPLETE = {
    "PENATA_ENV": "production",
    "PENATA_SECRET_KEY": "k" * 30 + "9f2b7c6d5e4a3b2c1d0e9f8a7b6c5d4e3f2",
    "PENATA_HOSTS": "penata.example.go.id",
}


def check(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PENATA_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT, env={**clean, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_production_with_everything_passes_the_deployment_check(tmp_path: Path) -> None:
    done = check(tmp_path, **COMPLETE, PENATA_DATA=str(tmp_path))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"PENATA_ENV": "live"}, "PENATA_ENV='live' is unknown: write development or production."),
        ({"PENATA_SECRET_KEY": None}, "PENATA_SECRET_KEY is not set"),
        ({"PENATA_HOSTS": ""}, "PENATA_HOSTS is not set"),
        ({"PENATA_DATA": None}, "PENATA_DATA is not set"),
        ({"PENATA_DATABASE_URL": "mysql://x"}, "PENATA_DATABASE_URL='mysql://x' is not an address of a database"),
        ({"PENATA_HTTPS": "maybe"}, "PENATA_HTTPS='maybe' is not a switch: write 1 or 0."),
        ({"PENATA_UPLOAD_MB": "many"}, "PENATA_UPLOAD_MB='many' is not a whole number."),
    ],
)
def test_production_refuses_to_start_with(tmp_path: Path, changed: dict[str, str | None], said: str) -> None:
    wanted = {**COMPLETE, "PENATA_DATA": str(tmp_path), **changed}
    done = check(tmp_path, **{name: value for name, value in wanted.items() if value is not None})
    assert done.returncode != 0
    assert said in done.stderr

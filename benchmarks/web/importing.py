"""Files into the registry: what the test and the take-over cost beside a bare read of the same file with fastexcel.

Needs an empty folder in PENATA_DATA (and a database of its own); prints one JSON line:

    PENATA_DATA=… .venv/bin/python -m benchmarks.web.importing 100000
"""

import argparse
import csv
import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
DAY = dt.date(2026, 6, 30)


def main() -> None:
    """Print one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("employees", type=int, nargs="?", default=100_000)
    parser.add_argument("--file", type=Path, help="an .xlsx of SIASN, instead of an invented one")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("PENATA_DATA", folder)
        file = asked.file or siasn_workbook(asked.employees, Path(folder))
        print(json.dumps(measured(file)))


def siasn_workbook(employees: int, folder: Path) -> Path:
    """The export of SIASN of an invented regency as a workbook, as people receive it."""
    import xlsxwriter  # noqa: PLC0415 - only here

    command = [Path(sys.executable).with_name("penata"), "synth", "--as", "siasn", "--employees", str(employees)]
    subprocess.run([*command, "--out", folder / "siasn"], check=True, stdout=subprocess.DEVNULL)
    source = next((folder / "siasn").glob("Data_ASN*.csv"))
    target = folder / "Data_ASN.xlsx"
    text = source.read_text("utf-8-sig")
    rows = csv.reader(text.splitlines(), delimiter=";" if ";" in text.split("\n", 1)[0] else ",")
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Data ASN")
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, place, cell)
    return target


def measured(file: Path) -> dict[str, Any]:
    """Seconds of each part of the way, and their ratio to the bare read."""
    import django  # noqa: PLC0415 - the settings read the environment first

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "penata_web.project.settings")
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up now
    from django.db import connection  # noqa: PLC0415 - Django is set up by now

    from penata_web.registry.models import Employee  # noqa: PLC0415 - Django is set up by now

    call_command("migrate", verbosity=0)
    bare, cells = timed(lambda: bare_read(file))
    testing, batch = timed(lambda: tested(file, "Pertama"))
    taking, _ = timed(lambda: taken(batch))
    again, same = timed(lambda: tested(file, "Kedua"))
    undoing, _ = timed(lambda: undone(batch))
    return {
        "database": connection.vendor, "rows": cells[0], "columns": cells[1], "bare_read_seconds": round(bare, 2),
        "test_seconds": round(testing, 2), "take_seconds": round(taking, 2),
        "ratio": round((testing + taking) / bare, 1),
        "same_file_again_seconds": round(again, 2), "same_file_again": str(same.state),
        "undo_seconds": round(undoing, 2), "employees_after_undo": Employee.objects.count(),
    }  # fmt: skip


def bare_read(file: Path) -> tuple[int, int]:
    """Rows and columns of the first sheet, read by fastexcel alone."""
    import fastexcel  # noqa: PLC0415 - measured here and nowhere else

    book = fastexcel.read_excel(file)
    frame = book.load_sheet(book.sheet_names[0]).to_polars()
    return frame.height, frame.width


def tested(file: Path, title: str) -> Any:
    """The dry run of one file."""
    from penata_web.registry.models import Batch  # noqa: PLC0415 - Django is set up by now
    from penata_web.registry.operations import imports  # noqa: PLC0415 - Django is set up by now

    now = dt.datetime.now(dt.UTC)
    batch = Batch.objects.create(title=title, as_of=DAY, created_at=now, found={"all_complete": True})
    batch.folder = f"batches/{batch.pk}"
    batch.save()
    folder = imports.folder_of(batch) / "berkas"
    folder.mkdir(parents=True)
    (folder / file.name).symlink_to(file)
    return imports.check_batch(batch=batch, tell=lambda *_: None, at=now)


def taken(batch: Any) -> Any:
    """The take-over."""
    from penata_web.registry.operations import imports  # noqa: PLC0415 - Django is set up by now
    from penata_web.shared.acting import SYSTEM  # noqa: PLC0415 - Django is set up by now

    return imports.take_over(batch=batch, by=SYSTEM, at=dt.datetime.now(dt.UTC))


def undone(batch: Any) -> Any:
    """The undoing."""
    from penata_web.registry.operations import imports  # noqa: PLC0415 - Django is set up by now
    from penata_web.shared.acting import SYSTEM  # noqa: PLC0415 - Django is set up by now

    return imports.undo(batch=batch, reason="ukur", by=SYSTEM, at=dt.datetime.now(dt.UTC))


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds on the clock, and what came of it."""
    begun = time.perf_counter()
    found = work()
    return time.perf_counter() - begun, found


if __name__ == "__main__":
    main()

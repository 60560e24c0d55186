"""The folder of an exchange, written beside the old one and swapped in whole."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Literal

from penata.planning.swapping import Exchange
from penata.policy import Policy
from penata.report.exchange.page import page_of_exchange
from penata.report.exchange.told import told_exchange
from penata.report.exchange.workbook import write_exchange_workbook
from penata.report.folder import PAGE, RESULT, RUN, WORKBOOK, is_ours, refuse_foreign, write_table
from penata.report.seats import seats_of
from penata.report.timetable import timetable_of
from penata.tables import PLAN_TABLES, Dataset, InputError
from penata.tables.exchange import EXCHANGE_TABLES
from penata.tables.folder import carry, replaced
from penata.transition import Order

_TABLES: Final = ("moves", "assignments", "posts", *EXCHANGE_TABLES)
_LINE: Final = json.JSONEncoder(ensure_ascii=False, default=str, separators=(",", ":"))


def write_exchange(
    made: Exchange,
    dataset: Dataset,
    policy: Policy,
    folder: Path,
    fmt: Literal["csv", "parquet"] = "csv",
    run: Callable[[], Mapping[str, Any]] | None = None,
    order: Order | None = None,
) -> Path:
    """Write every file of an exchange into ``folder`` and answer its path; as ``write_plan``.

    There is no prices.csv: no level of a plan is claimed to be best.
    """
    folder = folder.resolve()
    refuse_foreign(folder)
    try:
        with replaced(folder) as fresh:
            _write(made, dataset, policy, fresh, fmt, order)
            (fresh / RUN).write_text(_json(dict(run() if run else {})), encoding="utf-8")
            for path in sorted(folder.iterdir()) if folder.exists() else []:
                if not is_ours(path.name):
                    carry(path, fresh)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError([f"{folder}: tidak dapat ditulis ({reason}); pilih folder lain dengan --out"]) from error
    return folder


def _write(
    made: Exchange, dataset: Dataset, policy: Policy, folder: Path, fmt: Literal["csv", "parquet"], order: Order | None
) -> None:
    declared = {**PLAN_TABLES, **EXCHANGE_TABLES}
    for name in _TABLES:
        write_table(declared[name].conform(getattr(made, name)), folder / f"{name}.{fmt}", fmt)
    for name, frame in order.tables.items() if order else ():
        if frame.height:
            write_table(frame, folder / f"{name}.{fmt}", fmt)
    lines = "".join(f"{_LINE.encode(line)}\n" for line in made.explanations)
    (folder / "explanations.jsonl").write_text(lines, encoding="utf-8")
    (folder / RESULT).write_text(_json(made.result), encoding="utf-8")
    told = told_exchange(made, dataset, made.facts)
    table = None if order is None else timetable_of(order, dataset, made.facts, seats_of(made, made.facts))
    write_exchange_workbook(told, policy, folder / WORKBOOK, table)
    (folder / PAGE).write_text(page_of_exchange(told, policy, table), encoding="utf-8")


def _json(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n"

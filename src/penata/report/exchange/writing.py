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
from penata.report.folder import PAGE, RESULT, WORKBOOK, as_json, swapped_in, write_table
from penata.report.seats import seats_of
from penata.report.timetable import timetable_of
from penata.tables import PLAN_TABLES, Dataset
from penata.tables.exchange import EXCHANGE_TABLES
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
    return swapped_in(folder, lambda fresh: _write(made, dataset, policy, fresh, fmt, order), run)


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
    (folder / RESULT).write_text(as_json(made.result), encoding="utf-8")
    told = told_exchange(made, dataset, made.facts)
    table = None if order is None else timetable_of(order, dataset, made.facts, seats_of(made, made.facts))
    write_exchange_workbook(told, policy, folder / WORKBOOK, table)
    (folder / PAGE).write_text(page_of_exchange(told, policy, table), encoding="utf-8")

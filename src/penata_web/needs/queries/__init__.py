"""What of this stage can be read, always cut to what the acting person may see."""

from penata_web.needs.queries.readings import (
    Scope,
    data_day,
    is_stale,
    job_under_way,
    latest_reading,
    readings,
    registry_stamp,
    scope_of,
    units_by_path,
)
from penata_web.needs.queries.shapes import districts, shapes_on_map
from penata_web.needs.queries.sheets import (
    LineChange,
    acts_of,
    changes_between,
    post_of,
    posts_for_sheets,
    set_and_not_taken,
    sheet,
    sheet_lines,
    sheets,
    task_rows,
    versions,
    waiting_for,
)

__all__ = [
    "LineChange",
    "Scope",
    "acts_of",
    "changes_between",
    "data_day",
    "districts",
    "is_stale",
    "job_under_way",
    "latest_reading",
    "post_of",
    "posts_for_sheets",
    "readings",
    "registry_stamp",
    "scope_of",
    "set_and_not_taken",
    "shapes_on_map",
    "sheet",
    "sheet_lines",
    "sheets",
    "task_rows",
    "units_by_path",
    "versions",
    "waiting_for",
]

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

__all__ = [
    "Scope",
    "data_day",
    "districts",
    "is_stale",
    "job_under_way",
    "latest_reading",
    "readings",
    "registry_stamp",
    "scope_of",
    "shapes_on_map",
    "units_by_path",
]

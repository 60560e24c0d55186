"""What is needed, who is there, and what will be missing: workload analysis, staffing norms, gap and projection."""

from penata.needs.balance import balance_index
from penata.needs.filling import Filled, fill_needs
from penata.needs.health import health_completeness, health_needs
from penata.needs.norms import NormNeeds
from penata.needs.overview import Overview, Totals, overview, unit_balance
from penata.needs.projection import Projection, departures, projection
from penata.needs.schools import school_needs, teachers_by_hours
from penata.needs.surge import nearest, surge
from penata.needs.workload import GRADE_WORDS, workload_needs

__all__ = [
    "GRADE_WORDS",
    "Filled",
    "NormNeeds",
    "Overview",
    "Projection",
    "Totals",
    "balance_index",
    "departures",
    "fill_needs",
    "health_completeness",
    "health_needs",
    "nearest",
    "overview",
    "projection",
    "school_needs",
    "surge",
    "teachers_by_hours",
    "unit_balance",
    "workload_needs",
]

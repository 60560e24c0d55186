"""What is needed, who is there, and what will be missing: workload analysis, staffing norms, gap and projection."""

from penata.needs.balance import balance_index
from penata.needs.overview import Overview, Totals, overview, unit_balance
from penata.needs.projection import Projection, departures, projection
from penata.needs.workload import workload_needs

__all__ = [
    "Overview",
    "Projection",
    "Totals",
    "balance_index",
    "departures",
    "overview",
    "projection",
    "unit_balance",
    "workload_needs",
]

"""Files out: the folder of a plan with its tables, the committee's workbook and the page for those who decide."""

from penata.report.folder import write_plan
from penata.report.matching import matching_figures

__all__ = ["matching_figures", "write_plan"]

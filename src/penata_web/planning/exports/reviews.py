"""The reviewed list as a workbook: written when it is checked, marked when it is handed out."""

from pathlib import Path
from typing import Final

from penata.report.review_sheet import write_review
from penata.review import Review
from penata_web.planning.exports.plans import marked_workbook

TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_workbook(found: Review, path: Path) -> None:
    """Write the workbook; personal conditions are only named as such."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_review(found, path, show=False)


def handed_out(path: Path, mark: str) -> bytes:
    """The workbook as somebody takes it: who and when stands on every sheet, on screen and on paper."""
    return marked_workbook(path.read_bytes(), mark)

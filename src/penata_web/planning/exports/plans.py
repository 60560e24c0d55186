"""Files of a plan as they are handed out: those of a draft say on every page who took them, and when."""

import io
import re
import zipfile
from html import escape
from pathlib import Path
from typing import Final

from penata.report.folder import PAGE, PUBLIC, WORKBOOK
from penata_web.planning.models import Plan

FILES: Final = {"buku-kerja": WORKBOOK, "laporan": PAGE, "publik": PUBLIC}
"""Names in addresses, and what the library calls the file or folder."""
TYPES: Final = {
    "buku-kerja": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "laporan": "text/html; charset=utf-8",
    "publik": "application/zip",
}
_TITLE: Final = re.compile(r'(<c r="A1"[^>]*><is><t[^>]*>[^<]*)')
_SHEET: Final = re.compile(r"xl/worksheets/sheet\d+\.xml")


def is_there(plan: Plan, name: str) -> bool:
    """Whether the plan's folder holds this file."""
    return name in FILES and (Path(plan.folder) / FILES[name]).exists()


def handed_out(plan: Plan, name: str, mark: str) -> bytes:
    """The bytes of one of ``FILES``; ``mark`` says who took a draft and when, empty for a plan that is released."""
    path = Path(plan.folder) / FILES[name]
    if name == "publik":
        return _zipped(path, mark)
    content = path.read_bytes()
    if not mark:
        return content
    return marked_workbook(content, mark) if name == "buku-kerja" else marked_page(content, mark)


def marked_workbook(content: bytes, mark: str) -> bytes:
    """The workbook with the mark beside the title of every sheet, and at the head of every printed page."""
    said = escape(mark, quote=False)
    header = f"<headerFooter><oddHeader>&amp;L&amp;8{escape(mark.replace('&', '&&'), quote=False)}</oddHeader>"
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            data = old.read(item)
            if _SHEET.fullmatch(item.filename):
                text = data.decode("utf-8").replace("<headerFooter>", header, 1)
                data = _TITLE.sub(lambda found: f"{found[1]} · {said}", text, count=1).encode("utf-8")
            new.writestr(item, data)
    return made.getvalue()


def marked_page(content: bytes, mark: str) -> bytes:
    """The report with the mark above everything, on paper too."""
    line = f'<p style="margin:0;padding:8px 16px;background:#fcf2dc;color:#775000">{escape(mark)}</p>'
    return re.sub(rb"<body[^>]*>", lambda found: found[0] + line.encode("utf-8"), content, count=1)


def _zipped(folder: Path, mark: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(folder.iterdir()):
            packed.write(path, path.name)
        if mark:
            packed.writestr("DRAF.txt", f"{mark}\n")
    return made.getvalue()

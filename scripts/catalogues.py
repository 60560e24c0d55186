"""Extracts the texts of the web application, keeps what is translated, and compiles: one English catalogue a stage.

    scripts/catalogues.py            all stages
    scripts/catalogues.py registry   one
    scripts/catalogues.py --missing  only list what has no English yet

Source texts are Indonesian. Templates are read as Django reads them, so gettext's own tools are not needed.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

WEB = Path(__file__).resolve().parents[1] / "src" / "penata_web"
KEYWORDS = {
    "_": None, "__": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2),
    "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip


def main(arguments: list[str]) -> int:
    """Exit 1 where ``--missing`` finds a text without English."""
    only_missing = "--missing" in arguments
    wanted = [name for name in arguments if not name.startswith("--")] or stages()
    missing = 0
    for stage in wanted:
        catalogue = merged(stage)
        absent = untranslated(catalogue)
        missing += len(absent)
        for text in absent:
            print(f"{stage}: {text}")
        if not only_missing:
            write(stage, catalogue)
    return 1 if only_missing and missing else 0


def stages() -> list[str]:
    """Apps that hold a text."""
    return sorted(path.parent.name for path in WEB.glob("*/__init__.py"))


def merged(stage: str) -> Catalog:
    """The stage's texts as they are in the code now, with the English that the catalogue has."""
    fresh = Catalog(locale="en", charset="utf-8", fuzzy=False, project="Penata", header_comment="# English texts.")
    for text, context, place in sorted(texts(stage), key=lambda found: (found[2], str(found[0]))):
        fresh.add(text, locations=[(place, 0)], context=context)
    file = po_file(stage)
    if file.exists():
        known = read_po(io.BytesIO(file.read_bytes()), locale="en")
        for message in fresh:
            if message.id and (old := known.get(message.id, message.context)) is not None:
                message.string = old.string
    return fresh


def texts(stage: str) -> Iterator[tuple[str | tuple[str, ...], str | None, str]]:
    """Every marked text with its context and the file it stands in."""
    for path in sorted((WEB / stage).rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"} or "locale" in path.parts or "migrations" in path.parts:
            continue
        source = path.read_text("utf-8")
        # What is left of a template is no indented code: its spaces would be taken for blocks.
        code = source if path.suffix == ".py" else "\n".join(map(str.strip, templatize(source).splitlines()))
        for _line, message, _comments, context in extract("python", io.BytesIO(code.encode()), KEYWORDS):
            if message:
                yield message, context, str(path.relative_to(WEB))


def untranslated(catalogue: Catalog) -> list[str]:
    """Texts without English."""
    return [
        str(message.id)
        for message in catalogue
        if message.id and not (all(message.string) if isinstance(message.string, tuple) else message.string)
    ]


def write(stage: str, catalogue: Catalog) -> None:
    """The catalogue as people read it, and as the program does."""
    file = po_file(stage)
    if not len(catalogue):
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    text = io.BytesIO()
    write_po(text, catalogue, width=118, sort_output=True, omit_header=False, include_lineno=False)
    kept = [line for line in text.getvalue().decode().splitlines() if not line.startswith(_UNSTEADY)]
    file.write_text("\n".join(kept).rstrip() + "\n", "utf-8")
    with file.with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, catalogue)


_UNSTEADY = tuple(
    f'"{name}' for name in ("POT-Creation", "PO-Rev", "Last-Tr", "Language-Team", "Report-M", "Project-Id", "Generated")
)


def po_file(stage: str) -> Path:
    """Where the English of a stage stands."""
    return WEB / stage / "locale" / "en" / "LC_MESSAGES" / "django.po"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

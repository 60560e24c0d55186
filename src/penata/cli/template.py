"""``penata template``: the Excel template, explained in Indonesian."""

import argparse
from pathlib import Path

from penata.cli.console import Console
from penata.intake.template import write_template
from penata.tables import TABLES, InputError


def arguments(parser: argparse.ArgumentParser) -> None:
    """The file to write, and leave to replace it."""
    parser.add_argument("--out", required=True, metavar="BERKAS.xlsx", help="berkas templat yang ditulis")
    parser.add_argument("--overwrite", action="store_true", help="timpa berkas yang sudah ada")


def run(args: argparse.Namespace, console: Console) -> int:
    """Write the template; a file that is there already is kept, since somebody may have filled it."""
    out = Path(args.out)
    if out.suffix.lower() != ".xlsx":
        raise InputError([f"{out}: templat adalah buku kerja; beri nama berakhiran .xlsx"])
    if out.exists() and not args.overwrite:
        raise InputError([f"{out}: sudah ada dan mungkin sudah diisi; pilih nama lain atau tambahkan --overwrite"])
    try:
        write_template(out)
    except OSError as error:
        raise InputError([f"{out}: tidak dapat ditulis ({error.strerror}); periksa folder dan izinnya"]) from None
    console.say(f"Ditulis: {out} ({len(TABLES)} lembar tabel). Isi, lalu: penata intake {out} --out FOLDER")
    console.document({"status": "DONE", "written": str(out), "tables": list(TABLES)})
    return 0

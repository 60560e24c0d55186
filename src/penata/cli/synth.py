"""``penata synth``: a synthetic regency as a dataset, or as the files of the real systems."""

import argparse
import datetime as dt
from pathlib import Path
from typing import Final

from penata.cli.console import Console
from penata.cli.values import day
from penata.intake.writing import write_dataset
from penata.synthetic import synthesise
from penata.synthetic.proposal import PROPOSAL, write_proposal
from penata.synthetic.siasn import write_siasn
from penata.synthetic.world import LARGEST, SMALLEST

DEFAULT_DAY: Final = dt.date(2026, 6, 30)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Seed, size, day, form and folder."""
    parser.add_argument("--seed", type=_seed, default=7, metavar="N", help="benih; benih sama, berkas sama (bawaan 7)")
    parser.add_argument("--employees", type=_size, default=8_000, metavar="N",
                        help=f"jumlah pegawai, {SMALLEST} sampai {LARGEST} (bawaan 8000)")  # fmt: skip
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="folder hasil")
    parser.add_argument("--as", dest="form", choices=("dataset", "siasn", "usulan"), default="dataset",
                        help="dataset: himpunan data; siasn: berkas seperti dari SIASN dan e-Formasi; usulan: daftar "
                        "60 nama dengan 20 cacat, untuk himpunan data berbenih dan berjumlah sama")  # fmt: skip
    parser.add_argument("--format", choices=("csv", "parquet"), default="csv", help="bentuk tabel himpunan data")
    parser.add_argument("--as-of", type=day, default=DEFAULT_DAY, metavar="TANGGAL",
                        help=f"tanggal potret data (bawaan {DEFAULT_DAY})")  # fmt: skip


def run(args: argparse.Namespace, console: Console) -> int:
    """Make the regency, write it, say what it holds."""
    console.progress(f"membuat {args.employees} pegawai dari benih {args.seed}")
    world = synthesise(seed=args.seed, employees=args.employees, as_of=args.as_of)
    console.progress("menulis berkas")
    if args.form == "siasn":
        return _say_files(write_siasn(world, args.out), args, console)
    if args.form == "usulan":
        return _say_proposal(write_proposal(world, args.out), args, console)
    write_dataset(world.dataset, args.out, args.format, extra=world.extra_files())
    counts = {name: frame.height for name, frame in world.dataset.frames.items() if frame.height}
    console.say(f"Kabupaten tiruan ditulis ke {args.out} (benih {args.seed}, potret {args.as_of}).")
    console.table(["tabel", "baris"], counts.items())
    if args.json:  # the digest reads every cell again
        console.document({"out": str(args.out), "seed": args.seed, "as_of": args.as_of, "rows": counts,
                          "digest": world.dataset.digest()})  # fmt: skip
    return 0


def _say_files(files: list[str], args: argparse.Namespace, console: Console) -> int:
    console.say(f"Berkas tiruan ditulis ke {args.out} (benih {args.seed}, potret {args.as_of}):")
    for file in files:
        console.say(f"  {file}")
    kinds = sorted({Path(file).suffix for file in files if "/" not in file} - {".json"})
    shown = " ".join(f"{args.out}/*{kind}" for kind in kinds)
    console.say(f"Baca dengan: penata intake {shown} --out HIMPUNAN_DATA")
    console.document({"out": str(args.out), "seed": args.seed, "as_of": args.as_of, "files": files})
    return 0


def _say_proposal(files: list[str], args: argparse.Namespace, console: Console) -> int:
    console.say(f"Daftar usulan ditulis ke {args.out}: {', '.join(files)}.")
    console.say(
        f"Himpunan datanya: penata synth --seed {args.seed} --employees {args.employees} --out HIMPUNAN_DATA; "
        f"tinjau dengan: penata review HIMPUNAN_DATA {args.out / PROPOSAL}"
    )
    console.document({"out": str(args.out), "seed": args.seed, "as_of": args.as_of, "files": files})
    return 0


def _seed(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r}: benih harus bilangan bulat nol ke atas")
    return int(text)


def _size(text: str) -> int:
    if not text.isdecimal() or not SMALLEST <= int(text) <= LARGEST:
        raise argparse.ArgumentTypeError(f"{text!r}: jumlah pegawai harus {SMALLEST} sampai {LARGEST}")
    return int(text)

"""The door: which commands there are, and what an error becomes."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final

from penata import __version__
from penata.cli.console import Console
from penata.cli.parser import Parser
from penata.tables.errors import InputError

EXIT_DONE, EXIT_INPUT, EXIT_USAGE, EXIT_NO_PLAN, EXIT_REJECTED = range(5)

COMMANDS: Final = {
    "intake": "baca berkas yang ada (SIASN, e-Formasi, Dapodik, templat) menjadi satu himpunan data",
    "template": "buat templat Excel dengan penjelasan dan daftar pilihan",
    "check": "periksa mutu data: indikator, baris, dan siapa yang dapat memperbaiki",
    "needs": "hitung kebutuhan, kekurangan, kelebihan, dan proyeksi pensiun",
    "law": "baca aturan tanpa pemrograman: daftar, satu aturan selengkapnya, uji pada orang buatan",
    "talent": "kotak talenta, kelompok suksesi, IP-ASN, dan calon jabatan pimpinan dengan penerusnya",
    "eligible": "untuk satu pegawai: formasi yang boleh, bersyarat, tidak boleh, dan sebabnya",
    "points": "lembar poin: bagaimana nilai seorang pegawai untuk sebuah formasi terjadi",
    "review": "tinjau daftar nama usulan: MS, BTL, TMS, kursi, rantai, dan akibat seluruh daftar",
    "due": "siapa yang perlu ditinjau: lima tahun, kinerja, Plt., BUP, kelebihan, dan sebabnya",
    "frontier": "sebelum rencana: berapa kekurangan yang tertutup untuk berapa perpindahan, atau aspirasi terkabul",
    "plan": "susun rencana mutasi yang terbukti terbaik menurut tujuannya, lalu verifikasi",
    "exchange": "tukar tempat sukarela: siapa yang minta pindah saling bertukar, tidak ada yang dipaksa",
    "verify": "periksa ulang sebuah rencana secara mandiri",
    "explain": "jelaskan rencana: mengapa orang ini, mengapa di sana, mengapa tidak; cetak suratnya",
    "difference": "bandingkan dua rencana: pegawai, formasi, angka, masukan yang berbeda, dan sebabnya",
    "sensitivity": "seberapa jauh setiap bobot dapat digeser sebelum rencana berubah, dan siapa yang berubah",
    "whatif": "andaian: bila seseorang tetap, pindah, keluar, atau kebutuhan berubah, apa lagi yang ikut berubah",
    "recommend": "siapa yang dapat mengisi formasi, atau ke mana seseorang dapat pindah, dengan akibatnya bagi rencana",
    "replan": "rencana yang sudah diumumkan, sesudah data berubah: perbaikan terkecil, siapa naik dan siapa turun",
    "recompute": "hitung sendiri formasi terbaik seorang pegawai dari data publik dan data dirinya",
    "audit": "periksa keadilan sebuah rencana menurut jenis kelamin, usia, disabilitas, dan kecamatan",
    "synth": "buat kabupaten tiruan untuk mencoba, mengajar, dan menguji",
}
"""Commands by name; each is the module ``penata.cli.<name>`` with ``arguments(parser)`` and ``run(args, console)``."""


_REMEDY: Final = "periksa izin dan sisa ruang, tutup berkas yang terbuka, atau pilih folder lain"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and answer its exit code: 0 done, 1 input, 2 usage, 3 no plan, 4 plan rejected."""
    words = list(sys.argv[1:] if argv is None else argv)
    args = _parser(words).parse_args(words)
    console = Console(as_json=args.json)
    try:
        code: int = args.run(args, console)
    except InputError as error:
        console.problems(error.problems)
        console.document({"status": "INPUT_ERROR", "problems": error.problems})
        return EXIT_INPUT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_DONE
    except OSError as error:
        problem = f"{error.filename or 'berkas'}: tidak dapat dibuka atau ditulis ({error.strerror}); {_REMEDY}"
        console.problem(problem)
        console.document({"status": "INPUT_ERROR", "problems": [problem]})
        return EXIT_INPUT
    return code


def _parser(words: list[str]) -> Parser:
    """All commands by name; only the one that was asked for is imported, so that the terminal answers at once."""
    parser = Parser(prog="penata", description="Penata: menata penempatan ASN dari data yang ada.")
    parser.add_argument("--version", action="version", version=f"penata {__version__}", help="tampilkan versi")
    commands = parser.add_subparsers(metavar="PERINTAH", required=True)
    for name, purpose in COMMANDS.items():
        sub = commands.add_parser(name, help=purpose, description=purpose)
        if name in words[:1]:
            module = import_module(f"penata.cli.{name}")
            sub.add_argument("--json", action="store_true", help="keluaran sebagai satu dokumen JSON")
            module.arguments(sub)
            sub.set_defaults(run=module.run)
    return parser

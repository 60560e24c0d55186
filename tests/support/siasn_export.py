"""SIASN exports for tests: all 69 headings, one person a row, every cell to be overridden."""

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

_LINE = (
    "PNS ID|NIP BARU|NIP LAMA|NAMA|GELAR DEPAN|GELAR BELAKANG|TEMPAT LAHIR ID|TEMPAT LAHIR NAMA|TANGGAL LAHIR|"
    "JENIS KELAMIN|AGAMA ID|AGAMA NAMA|JENIS KAWIN ID|JENIS KAWIN NAMA|NIK|NOMOR HP|EMAIL|EMAIL GOV|ALAMAT|NPWP NOMOR|"
    "BPJS|JENIS PEGAWAI ID|JENIS PEGAWAI NAMA|KEDUDUKAN HUKUM ID|KEDUDUKAN HUKUM NAMA|STATUS CPNS PNS|"
    "KARTU ASN VIRTUAL|NOMOR SK CPNS|TANGGAL SK CPNS|TMT CPNS|NOMOR SK PNS|TANGGAL SK PNS|TMT PNS|GOL AWAL ID|"
    "GOL AWAL NAMA|GOL AKHIR ID|GOL AKHIR NAMA|TMT GOLONGAN|MK TAHUN|MK BULAN|JENIS JABATAN ID|JENIS JABATAN NAMA|"
    "JABATAN ID|JABATAN NAMA|TMT JABATAN|TINGKAT PENDIDIKAN ID|TINGKAT PENDIDIKAN NAMA|PENDIDIKAN ID|PENDIDIKAN NAMA|"
    "TAHUN LULUS|KPKN ID|KPKN NAMA|LOKASI KERJA ID|LOKASI KERJA NAMA|UNOR ID|UNOR NAMA|INSTANSI INDUK ID|"
    "INSTANSI INDUK NAMA|INSTANSI KERJA ID|INSTANSI KERJA NAMA|SATUAN KERJA INDUK ID|SATUAN KERJA INDUK NAMA|"
    "SATUAN KERJA KERJA ID|SATUAN KERJA KERJA NAMA|IS VALID NIK|NAMA SEKOLAH|FLAG IKD|ESELON ID|ESELON NAMA"
)
HEADINGS = tuple(_LINE.split("|"))

TEACHER = {
    "PNS ID": "A5EB03E2", "NIP BARU": "198001012005012001", "NAMA": "Siti Aminah", "GELAR DEPAN": "Dr.",
    "GELAR BELAKANG": "S.Pd.", "TANGGAL LAHIR": "01-01-1980", "JENIS KELAMIN": "F", "AGAMA NAMA": "Islam",
    "NIK": "'6303010101800001", "JENIS PEGAWAI ID": "15",
    "JENIS PEGAWAI NAMA": "PNS Daerah Kab./Kota yang bekerja pada Kab./Kota", "KEDUDUKAN HUKUM ID": "01",
    "KEDUDUKAN HUKUM NAMA": "Aktif", "STATUS CPNS PNS": "P", "TMT CPNS": "01-01-2005", "TMT PNS": "01-01-2006",
    "GOL AKHIR ID": "33", "GOL AKHIR NAMA": "III/c", "TMT GOLONGAN": "01-04-2019", "JENIS JABATAN ID": "2",
    "JENIS JABATAN NAMA": "Jabatan Fungsional Tertentu", "JABATAN ID": "8ae48288guru", "JABATAN NAMA": "Guru Ahli Muda",
    "TMT JABATAN": "01-10-2018", "TINGKAT PENDIDIKAN ID": "40", "TINGKAT PENDIDIKAN NAMA": "S-1/Sarjana",
    "PENDIDIKAN NAMA": "S-1 PENDIDIKAN GURU SEKOLAH DASAR", "UNOR ID": "U-SD1", "UNOR NAMA": "SD Negeri 1 Martapura",
    "INSTANSI INDUK ID": "A-63", "INSTANSI INDUK NAMA": "Pemerintah Kab. Banjar", "INSTANSI KERJA ID": "A-63",
    "INSTANSI KERJA NAMA": "Pemerintah Kab. Banjar",
}  # fmt: skip
"""One teacher, every cell that matters filled; what is not here is the text ``null`` in the export."""


def nip(number: int) -> str:
    """A NIP whose last digits are this number."""
    return f"198001012005012{number:03d}"


def person(number: int = 1, **cells: str) -> dict[str, str]:
    """A teacher with other cells; a heading's blanks are written as underscores."""
    changed = {name.replace("_", " "): value for name, value in cells.items()}
    return {**TEACHER, "NIP BARU": nip(number), **changed}


def write_csv(
    file: Path,
    people: Sequence[dict[str, str]],
    *,
    headings: Sequence[str] = HEADINGS,
    delimiter: str = ",",
    encoding: str = "utf-8",
    above: Sequence[str] = (),
) -> Path:
    """The export as csv: ``above`` are lines before the header."""
    lines = [*above, delimiter.join(headings)]
    lines += [delimiter.join(_quoted(p.get(h, "null")) for h in headings) for p in people]
    file.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
    return file


def write_xlsx(
    file: Path, people: Sequence[dict[str, object]], *, headings: Sequence[str] = HEADINGS, other_sheet: str = ""
) -> Path:
    """The export as workbook; numbers stay numbers, text stays text; ``other_sheet`` is one more, of a few notes."""
    book = xlsxwriter.Workbook(str(file))
    sheet = book.add_worksheet("Data ASN")
    sheet.write_row(0, 0, headings)
    for row, cells in enumerate(people, start=1):
        for column, heading in enumerate(headings):
            value = cells.get(heading)
            if isinstance(value, str):
                sheet.write_string(row, column, value)
            elif value is not None:
                sheet.write_number(row, column, value)
    if other_sheet:
        book.add_worksheet(other_sheet).write_row(0, 0, ["halo", "dunia"])
    book.close()
    return file


def _quoted(text: str) -> str:
    return f'"{text}"' if any(mark in text for mark in ',;"\t') else text

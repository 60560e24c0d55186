"""rencana-mutasi.xlsx of an exchange: the answer, the rings, everybody's answer."""

from pathlib import Path
from typing import Final

from penata.policy import Policy
from penata.report.exchange.page import answer_of
from penata.report.exchange.told import MECHANISMS, ToldExchange
from penata.report.order_sheet import order_sheets
from penata.report.sheet import Book, Heading
from penata.report.timetable import Timetable
from penata.report.wording import day

SHEETS: Final = ("Ringkasan", "Lingkaran tukar", "Peserta")
_MOST: Final = 5_000


def write_exchange_workbook(told: ToldExchange, policy: Policy, path: Path, table: Timetable | None = None) -> None:
    """Write the workbook; the same exchange gives the same bytes. ``table``: the order of its moves."""
    book = Book(str(path), policy.as_of, f"Tukar tempat sukarela {told.agency}".strip())
    _summary(book, told, policy)
    _rings(book, told)
    _people(book, told)
    if table is not None:
        order_sheets(book, table)
    book.close()


def _summary(book: Book, told: ToldExchange, policy: Policy) -> None:
    figures = told.result["exchange"]
    sheet = book.sheet(SHEETS[0], (Heading("name", "Ukuran", 60, "wrap"), Heading("count", "Jumlah", 16, "whole")))
    sheet.line("TUKAR TEMPAT SUKARELA", "title")
    sheet.line(f"{told.agency} · data per {day(policy.as_of)}".lstrip("· "))
    sheet.line("")
    sheet.line(answer_of(told), "strong")
    sheet.line(f"Mekanisme: {MECHANISMS[told.result['mechanism']]}. Usulan; keputusan tetap pada PPK.")
    rows = [
        ("Peserta", figures["participants"]), ("Pindah", figures["movers"]), ("Tetap", figures["stay"]),
        *((f"Lingkaran {length} orang", count) for length, count in figures["rings_by_length"].items()),
        *((f"Keinginan ke-{place} dikabulkan", count) for place, count in figures["wishes_by_place"].items()),
        *((f"Tidak ikut: {words}", count) for words, count in told.outside),
    ]  # fmt: skip
    if limit := figures.get("limit"):
        rows += [("Pindah bila lingkaran tidak dibatasi", limit["without"]["movers"]),
                 ("Paling banyak yang dapat pindah di bawah batas", limit["movers_bound"])]  # fmt: skip
    sheet.small_table("Angka pokok", ("Ukuran", "Jumlah"), rows, ("text", "whole"))
    kept = [(sentence, "berlaku" if holds else f"tidak dijanjikan ({by})") for holds, sentence, by in told.promises]
    sheet.small_table("Yang dijanjikan", ("Janji", "Berlaku"), kept, ("text", "text"))


def _rings(book: Book, told: ToldExchange) -> None:
    sheet = book.sheet(SHEETS[1], (
        Heading("ring_id", "Lingkaran", 11), Heading("place", "Urutan", 8, "number"),
        Heading("name", "Nama", 30, "wrap"), Heading("employee_id", "NIP", 21),
        Heading("job_from", "Jabatan", 30, "wrap"), Heading("unit_from", "Dari unit", 32, "wrap"),
        Heading("unit_to", "Ke unit", 32, "wrap"), Heading("district_to", "Kecamatan", 18),
        Heading("wish_place", "Keinginan ke-", 11, "number"), Heading("distance_km", "Jarak (km)", 10, "decimal"),
        Heading("from_post_id", "ID formasi lama", 24), Heading("to_post_id", "ID formasi baru", 24),
        Heading("seat_of", "Kursi dari NIP", 21),
    ), printed=10)  # fmt: skip
    sheet.line("SIAPA MENGAMBIL TEMPAT SIAPA", "title")
    sheet.line("Semua orang dalam satu lingkaran pindah pada hari yang sama. Daftar lengkap: rings.csv.")
    sheet.table(told.moves.head(_MOST), empty="Tidak ada lingkaran tukar.")


def _people(book: Book, told: ToldExchange) -> None:
    sheet = book.sheet(SHEETS[2], (
        Heading("name", "Nama", 30, "wrap"), Heading("employee_id", "NIP", 21),
        Heading("job_from", "Jabatan", 30, "wrap"), Heading("unit_from", "Unit sekarang", 32, "wrap"),
        Heading("unit_to", "Unit sesudah", 32, "wrap"), Heading("ring_id", "Lingkaran", 11),
        Heading("words", "Jawaban", 70, "wrap"),
    ))  # fmt: skip
    sheet.line("PESERTA DAN JAWABANNYA", "title")
    sheet.line("Setiap orang yang meminta tempat lain dan dapat ikut. Daftar lengkap: participants.csv.")
    sheet.table(told.people.head(_MOST), empty="Tidak seorang pun meminta tempat lain.")

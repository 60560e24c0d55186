"""Sheets of the order of moves: the calendar, the chains, courses before duty, cover for empty seats."""

from typing import Final

import polars as pl

from penata.report.sheet import Book, Heading
from penata.report.story import rows_shown
from penata.report.timetable import Timetable
from penata.report.wording import whole

ORDER_SHEETS: Final = ("Kalender", "Rantai", "Pelatihan", "Pengisi sementara")
"""Names of the sheets, in their order; the last two are there where they have rows."""


def order_sheets(book: Book, table: Timetable) -> None:
    """Write them after the sheet of moves."""
    _calendar(book, table)
    _chains(book, table)
    if table.training.height:
        _training(book, table)
    if table.cover.height:
        _cover(book, table)


def _calendar(book: Book, table: Timetable) -> None:
    sheet = book.sheet(ORDER_SHEETS[0], (
        Heading("wave", "Tahap", 8, "number"), Heading("effective_date", "TMT", 13, "date"),
        Heading("name", "Nama", 34, "wrap"), Heading("employee_id", "NIP", 21),
        Heading("unit_from", "Unit lama", 34, "wrap"), Heading("seat_to", "Jabatan baru", 34, "wrap"),
        Heading("unit_to", "Unit baru", 34, "wrap"), Heading("same_day", "Serentak", 10),
        Heading("chain_id", "Rantai", 10),
    ))  # fmt: skip
    shown = table.moves.head(rows_shown(table.moves.height))
    sheet.line("URUTAN DAN KALENDER", "title")
    for wave in table.waves:
        days = "tanggal belum diketahui" if wave["date"] is None else f"{wave['date']:%d-%m-%Y}"
        sheet.line(f"Tahap {wave['wave']}: {days}, {whole(wave['moves'])} orang, {whole(wave['together'])} serentak.")
    if shown.height < table.moves.height:
        sheet.line(f"{whole(shown.height)} dari {whole(table.moves.height)} perpindahan; semuanya ada di moves.csv.")
    sheet.line("Serentak: perpindahan dengan tanda yang sama dijalankan pada satu hari, karena saling mengisi kursi.")
    sheet.table(shown, empty="Tidak ada perpindahan yang diusulkan.")


def _chains(book: Book, table: Timetable) -> None:
    sheet = book.sheet(ORDER_SHEETS[1], (
        Heading("chain_id", "Rantai", 10), Heading("shape_text", "Bentuk", 11), Heading("moves", "Orang", 8, "whole"),
        Heading("first_wave", "Tahap awal", 8, "number"), Heading("last_wave", "Tahap akhir", 8, "number"),
        Heading("weakest_name", "Mata rantai terlemah", 34, "wrap"), Heading("weakest", "NIP", 21),
        Heading("unit_to", "Menuju", 34, "wrap"), Heading("why_text", "Yang dapat gagal", 40, "wrap"),
        Heading("stands_text", "Bila gagal", 60, "wrap"),
    ))  # fmt: skip
    shape = pl.col("shape").replace_strict({"RING": "lingkaran", "CHAIN": "rantai"}, return_dtype=pl.String)
    rows = table.chains.with_columns(shape.alias("shape_text")).head(rows_shown(table.chains.height))
    sheet.line("RANTAI PERPINDAHAN DAN MATA RANTAI TERLEMAHNYA", "title")
    sheet.line(
        "Yang tetap jalan dihitung dari jumlah aman dan daya tampung setiap formasi; rantai lain dianggap berjalan."
    )
    if rows.height < table.chains.height:
        sheet.line(f"{whole(rows.height)} dari {whole(table.chains.height)} rantai; semuanya ada di chains.csv.")
    sheet.table(rows, empty="Tidak ada rantai.")


def _training(book: Book, table: Timetable) -> None:
    sheet = book.sheet(ORDER_SHEETS[2], (
        Heading("name", "Nama", 34, "wrap"), Heading("employee_id", "NIP", 21),
        Heading("seat_to", "Jabatan baru", 34, "wrap"), Heading("unit_to", "Unit baru", 34, "wrap"),
        Heading("lacks", "Yang belum dimiliki", 34, "wrap"), Heading("level_held", "Level sekarang", 9, "number"),
        Heading("level_asked", "Level diminta", 9, "number"), Heading("status_text", "Kursi", 26, "wrap"),
        Heading("course", "Pelatihan", 36, "wrap"), Heading("starts_on", "Mulai", 13, "date"),
        Heading("ends_on", "Selesai", 13, "date"), Heading("effective_date", "TMT", 13, "date"),
    ))  # fmt: skip
    sheet.line("PELATIHAN SEBELUM BERTUGAS", "title")
    sheet.line(
        "Yang mendapat kursi bertugas sesudah pelatihannya selesai; yang belum mendapat kursi menunggu tanpa tanggal."
    )
    sheet.table(table.training.head(rows_shown(table.training.height)), empty="Tidak ada.")


def _cover(book: Book, table: Timetable) -> None:
    sheet = book.sheet(ORDER_SHEETS[3], (
        Heading("unit", "Unit", 38, "wrap"), Heading("seat", "Formasi", 34, "wrap"),
        Heading("seats", "Kursi kosong", 8, "whole"), Heading("from_date", "Kosong sejak", 13, "date"),
        Heading("until_date", "Terisi pada", 13, "date"), Heading("kind_text", "Bentuk", 20, "wrap"),
        Heading("colleagues", "Rekan yang ada", 9, "whole"), Heading("load_percent", "Tambahan beban (%)", 10, "whole"),
        Heading("names", "Usul nama", 60, "wrap"), Heading("post_id", "ID formasi", 24),
    ))  # fmt: skip
    sheet.line("PENGISI SEMENTARA SELAMA KURSI KOSONG", "title")
    sheet.line(
        "Usul bagi kepala unit; yang disebut tidak ikut pindah. Siapa yang ditunjuk, kepala unit yang memutuskan."
    )
    sheet.table(table.cover.head(rows_shown(table.cover.height)), empty="Tidak ada kursi yang kosong.")

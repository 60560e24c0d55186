"""rencana-mutasi.xlsx: the plan in the layout that committees know, one sheet per question."""

from pathlib import Path
from typing import Final

import polars as pl

from penata.report.answer_sheet import about_rows, answer_sheet, other_sheet, with_what_helps
from penata.report.limit_sheet import limit_sheet
from penata.report.movers import kind_of_move
from penata.report.order_sheet import order_sheets
from penata.report.proposal_sheet import PROPOSAL_SHEET, proposal_sheet
from penata.report.sheet import Book, Heading
from penata.report.story import CANDIDATES, LISTED, Story, rows_shown
from penata.report.summary import summary_sheet
from penata.report.wording import day, level_name, rank_name, whole
from penata.vocabulary import Employment, label

SHEETS: Final = (
    "Ringkasan", "Perpindahan", "Formasi sebelum–sesudah", "Kekurangan yang tersisa", "Syarat yang harus dilengkapi",
    "Cocokkan angka", "Calon jabatan pimpinan", PROPOSAL_SHEET,
)  # fmt: skip
"""Names of the sheets, in their order; that of candidates is there where the committee has some to see."""

TOLD_SHEETS: Final = ("Aspirasi", "Pilihan lain")
"""Further sheets of a plan that was told, after the sheet of gates."""

_GROUPS: Final = 500


def write_workbook(story: Story, path: Path) -> None:
    """Write the workbook of a plan; the same story gives the same bytes.

    Very long lists are cut (``rows_shown``), and say so; the figures are never cut.
    """
    book = Book(str(path), story.policy.as_of, f"Rencana mutasi {story.agency}".strip())
    summary_sheet(book, SHEETS[0], story)
    _moves(book, story)
    if story.timetable is not None:
        order_sheets(book, story.timetable)
    if story.sides is not None:
        limit_sheet(book, story.sides)
    _posts(book, story)
    _short(book, story)
    _gates(book, story)
    if story.explained is not None:
        answer_sheet(book, TOLD_SHEETS[0], story, story.explained)
        other_sheet(book, TOLD_SHEETS[1], story, story.explained)
    _matching(book, story)
    if story.shortlist.height:
        _candidates(book, story)
    proposal_sheet(book, story)
    book.close()


def _moves(book: Book, story: Story) -> None:
    sheet = book.sheet(SHEETS[1], (
        Heading("number", "NO.", 5, "number"), Heading("who", "NAMA, NIP,\nTANGGAL LAHIR", 31, "wrap"),
        Heading("rank_text", "PANGKAT,\nGOL. RUANG", 17, "wrap"), Heading("here", "JABATAN LAMA", 31, "wrap"),
        Heading("there", "JABATAN BARU", 31, "wrap"), Heading("level_text", "ESELON /\nJENJANG", 12, "wrap"),
        Heading("kind", "KET", 11, "wrap"), Heading("reason", "ALASAN", 44, "wrap"),
        Heading("employee_id", "NIP", 21), Heading("from_post_id", "ID formasi lama", 22),
        Heading("to_post_id", "ID formasi baru", 22), Heading("gain", "Nilai", 8, "whole"),
        Heading("distance_km", "Jarak (km)", 10, "decimal"), Heading("wish_rank", "Aspirasi ke-", 10, "number"),
        Heading("chain_id", "Rantai", 12),
    ), printed=8)  # fmt: skip
    sheet.line("DAFTAR USULAN MUTASI", "title")
    sheet.line(about_rows(story, story.people.height, story.plan.moves.height, "moves.csv"))
    sheet.table(_printed_moves(story), empty="Tidak ada perpindahan yang diusulkan.")


def _printed_moves(story: Story) -> pl.DataFrame:
    people = story.people
    birth = pl.Series([day(date) for date in people["birth_date"]], dtype=pl.String)
    levels = [level_name(c, lv) for c, lv in people.select(
        pl.coalesce("category_to", "category"), pl.coalesce("level_to", "level")
    ).iter_rows()]  # fmt: skip
    return people.with_row_index("number", 1).with_columns(
        pl.format("{}\n{}\n{}", pl.col("name").fill_null("–"), "employee_id", birth).alias("who"),
        pl.Series("rank_text", [rank_name(rank) for rank in people["rank"]], dtype=pl.String),
        _seat_in_words("job_from", "from").alias("here"),
        _seat_in_words("job_to", "to").alias("there"),
        pl.Series("level_text", levels, dtype=pl.String),
        kind_of_move().alias("kind"),
    )


def _seat_in_words(job: str, side: str) -> pl.Expr:
    """Job, unit and office on their own lines; "–" where there is no seat on that side."""
    office = pl.when(pl.col(f"office_{side}") != pl.col(f"unit_{side}")).then(f"office_{side}")
    return pl.when(pl.col(f"{side}_post_id").is_not_null()).then(
        pl.concat_str(pl.col(job), pl.col(f"unit_{side}"), office, separator="\n", ignore_nulls=True)
    ).otherwise(pl.lit("–"))  # fmt: skip


def _posts(book: Book, story: Story) -> None:
    sheet = book.sheet(SHEETS[2], (
        Heading("unit", "Unit", 38, "wrap"), Heading("seat", "Formasi", 34, "wrap"),
        Heading("district", "Kecamatan", 20),
        Heading("need", "Kebutuhan", 11, "whole"), Heading("filled_before", "Terisi sebelum", 9, "whole"),
        Heading("filled_after", "Terisi sesudah", 9, "whole"), Heading("change", "Berubah", 9, "signed"),
        Heading("filled_absent", "Ada, tidak dihitung", 10, "whole"),
        Heading("shortage_before", "Kurang sebelum", 9, "whole"),
        Heading("shortage_after", "Kurang sesudah", 9, "whole"),
        Heading("surplus_before", "Lebih sebelum", 9, "whole"), Heading("surplus_after", "Lebih sesudah", 9, "whole"),
        Heading("post_id", "ID formasi", 24),
    ), printed=12)  # fmt: skip
    change = pl.col("filled_after") - pl.col("filled_before")
    seats = story.seats.with_columns(change.alias("change")).sort(
        change == 0, "unit", "seat", "post_id", nulls_last=True
    )
    shown = seats.head(rows_shown(seats.height))
    sheet.line("FORMASI SEBELUM DAN SESUDAH", "title")
    sheet.line(about_rows(story, shown.height, seats.height, "posts.csv") + " Yang berubah lebih dahulu.")
    sheet.table(shown, empty="Tidak ada formasi.")


def _short(book: Book, story: Story) -> None:
    told = story.explained
    more = () if told is None else (
        Heading("help", "Yang akan membantu", 60, "wrap"),
        Heading("steps_text", "Dari semua pegawai sampai yang boleh", 80, "wrap"),
    )  # fmt: skip
    sheet = book.sheet(SHEETS[3], (
        Heading("unit", "Unit", 38, "wrap"), Heading("seat", "Formasi", 34, "wrap"),
        Heading("district", "Kecamatan", 20),
        Heading("need", "Kebutuhan", 11, "whole"), Heading("filled_after", "Terisi sesudah", 9, "whole"),
        Heading("shortage_before", "Kurang sebelum", 9, "whole"),
        Heading("shortage_after", "Kurang sesudah", 9, "whole"),
        Heading("why", "Mengapa belum terisi", 64, "wrap"), Heading("post_id", "ID formasi", 24), *more,
    ), printed=8)  # fmt: skip
    sheet.line("KEKURANGAN YANG TERSISA DAN SEBABNYA", "title")
    sheet.line(about_rows(story, story.short.height, story.short_count, "posts.csv"))
    rows = story.short if told is None else with_what_helps(story.short, told)
    sheet.table(rows, empty="Semua kebutuhan yang diketahui terpenuhi.")


def _gates(book: Book, story: Story) -> None:
    sheet = book.sheet(SHEETS[4], (
        Heading("number", "No.", 5, "number"), Heading("name", "Nama", 34, "wrap"), Heading("employee_id", "NIP", 21),
        Heading("job_to", "Jabatan baru", 34, "wrap"), Heading("unit_to", "Unit baru", 36, "wrap"),
        Heading("gate", "Syarat yang harus dilengkapi", 48, "wrap"), Heading("paper", "Dibuktikan dengan", 40, "wrap"),
        Heading("citation", "Dasar", 30, "wrap"),
        Heading("done", "Sudah lengkap (tanggal, paraf)", 18, "wrap"),
    ))  # fmt: skip
    total = int(story.gate_totals["people"].sum())
    sheet.line("SYARAT YANG HARUS DILENGKAPI SEBELUM SK", "title")
    sheet.line(about_rows(story, story.gates.height, total, "moves.csv (kolom legal_gates)"))
    rows = story.gates.with_row_index("number", 1).with_columns(pl.lit(None, pl.String).alias("done"))
    sheet.table(rows, empty="Tidak ada syarat terbuka pada perpindahan yang diusulkan.")


def _matching(book: Book, story: Story) -> None:
    kinds = [Heading(kind, label(kind), 12, "whole") for kind in Employment]
    sheet = book.sheet(
        SHEETS[5],
        (Heading("dimension", "Menurut", 20), Heading("value", "Kelompok", 46, "wrap"), *kinds,
         Heading("total", "Jumlah", 12, "whole")),
    )  # fmt: skip
    sheet.line("COCOKKAN ANGKA", "title")
    sheet.line(
        f"Jumlah pegawai menurut data per {day(story.policy.as_of)}. Bandingkan dengan angka yang Anda ketahui sebelum "
        "memakai rencana ini."
    )
    shown = story.matching.filter(pl.int_range(pl.len()).over("dimension") < _GROUPS)
    if shown.height < story.matching.height:
        sheet.line(f"Paling banyak {whole(_GROUPS)} kelompok tiap pembagian; jumlah seluruhnya ada di baris pertama.")
    sheet.table(shown, empty="Tidak ada pegawai.")


def _candidates(book: Book, story: Story) -> None:
    sheet = book.sheet(SHEETS[6], (
        Heading("unit", "Unit", 36, "wrap"), Heading("seat", "Jabatan", 36, "wrap"),
        Heading("level_text", "Eselon", 9), Heading("place", "Urutan", 8, "number"),
        Heading("name", "Calon", 34, "wrap"),
        Heading("employee_id", "NIP", 21), Heading("rank_text", "Pangkat", 24, "wrap"),
        Heading("job", "Jabatan sekarang", 36, "wrap"), Heading("unit_from", "Unit sekarang", 34, "wrap"),
        Heading("points", "Nilai", 9, "whole"), Heading("fit", "Kecocokan", 10, "signed"),
        Heading("performance", "Kinerja", 9, "signed"), Heading("potential", "Potensi", 9, "signed"),
        Heading("experience", "Penga-\nlaman", 9, "signed"), Heading("wish", "Aspirasi", 9, "signed"),
        Heading("development", "Jabatan pimpinan pertama", 10, "signed"),
        Heading("last_resort", "Upaya terakhir", 9, "signed"), Heading("assessed", "Nilai dari luar", 9, "signed"),
        Heading("box", "Kotak talenta", 8, "number"), Heading("step_text", "Langkah", 30, "wrap"),
        Heading("ahead_text", "Mengapa di atas urutan berikutnya", 36, "wrap"),
        Heading("gate_text", "Syarat yang masih terbuka", 34, "wrap"),
        Heading("superior_text", "Terhadap pangkat atasan", 24, "wrap"),
        Heading("elsewhere", "Tiga besar di jabatan lain", 9, "number"),
        Heading("chain_text", "Kursi yang terbuka dan penerusnya", 60, "wrap"),
    ), printed=10)  # fmt: skip
    rows = story.shortlist.filter(pl.col("place") <= CANDIDATES).head(LISTED)
    levels = [level_name(c, lv) for c, lv in rows.select("category", "level").iter_rows()]
    rows = rows.with_columns(
        pl.Series("level_text", levels, dtype=pl.String),
        pl.Series("rank_text", [rank_name(rank) for rank in rows["rank"]], dtype=pl.String),
    )
    sheet.line("CALON UNTUK JABATAN PIMPINAN", "title")
    sheet.line(
        about_rows(story, rows.height, story.shortlist.height, "shortlist.csv")
        + " Bahan bagi Tim Penilai Kinerja; keputusan pada PPK."
    )
    silent = "di tengah" if story.policy.merit.absent == "middle" else "paling rendah"
    sheet.line(
        f"Nilai adalah jumlah kolom-kolom sesudahnya, sampai nilai dari luar; yang tidak diketahui dihitung {silent}. "
        "Kotak talenta tidak menambah nilai. Penerus dihitung untuk tiga calon pertama, masing-masing tersendiri."
    )
    sheet.table(rows, empty="Tidak ada calon.")

"""The first sheet: the answer in one sentence, the headline figures, what fewer moves would reach, and by office."""

from typing import Final

import polars as pl

from penata.report.sheet import Book, Heading, Sheet
from penata.report.story import Story
from penata.report.verdict import NOT_POSSIBLE, answer, budget, law_off, standing
from penata.report.wording import day, whole

_OFFICES: Final = 60
_LOOKS: Final = ("text", "whole", "whole", "signed")


def summary_sheet(book: Book, name: str, story: Story) -> None:
    """Write the sheet ``name``."""
    sheet = book.sheet(name, (
        Heading("name", "Kantor", 58, "wrap"), Heading("shortage_before", "Kurang sebelum", 16, "whole"),
        Heading("shortage_after", "Kurang sesudah", 16, "whole"), Heading("change", "Perubahan", 16, "signed"),
        Heading("need", "Kebutuhan", 16, "whole"), Heading("filled_before", "Terisi sebelum", 16, "whole"),
        Heading("filled_after", "Terisi sesudah", 16, "whole"),
    ))  # fmt: skip
    sheet.line("RENCANA MUTASI", "title")
    sheet.line(f"{story.agency} · data per {day(story.policy.as_of)}".lstrip("· "))
    if law_off(story):
        sheet.line("ATURAN HUKUM DIMATIKAN: rencana ini hanya untuk uji kecepatan, bukan untuk dipakai.", "alert")
    sheet.line("")
    sheet.line(answer(story), "strong")
    sheet.line(standing(story))
    if told := budget(story.result):
        sheet.line(told)
    _figures(sheet, story)
    _ladder(sheet, story)
    sheet.line("")
    sheet.line("Menurut kantor, kekurangan terbesar lebih dahulu", "part")
    offices = story.offices.with_columns((pl.col("shortage_after") - pl.col("shortage_before")).alias("change"))
    sheet.table(offices.head(_OFFICES), empty="Tidak ada formasi dengan kebutuhan yang diketahui.", frozen=False)
    if offices.height > _OFFICES:
        sheet.line(f"{_OFFICES} dari {whole(offices.height)} kantor; seluruhnya ada di posts.csv.")


def _figures(sheet: Sheet, story: Story) -> None:
    h = story.headline
    before_after = (
        ("Kekurangan pegawai (orang)", h.shortage_before, h.shortage_after),
        ("Formasi yang kekurangan", h.short_posts_before, h.short_posts_after),
        ("Unit yang kekurangan", h.short_units_before, h.short_units_after),
        ("Kekurangan di daerah terpencil (orang)", h.remote_before, h.remote_after),
    )
    rows = ((name, a, b, b - a) for name, a, b in before_after)
    sheet.small_table("Angka pokok", ("Ukuran", "Sebelum", "Sesudah", "Perubahan"), rows, _LOOKS)
    single = (
        ("Perpindahan yang diusulkan", h.moves),
        ("Perpindahan dengan syarat yang harus dilengkapi", h.gated_moves),
        ("Pegawai yang menyampaikan aspirasi", h.wishers),
        ("Aspirasi yang terpenuhi oleh perpindahan", h.wishes_granted),
        ("Pindah lebih dekat dengan rumah", h.nearer),
        ("Pindah lebih jauh dari rumah", h.farther),
        ("Formasi yang menjadi lebih kurang (tetap di atas jumlah minimum)", h.lowered_posts),
        ("Pegawai yang dihitung (PNS, CPNS, PPPK aktif)", h.counted),
        ("Formasi tanpa kebutuhan (tidak diubah)", h.frozen_posts),
    )
    shown = [(name, number) for name, number in single if number is not None]
    sheet.small_table("Perpindahan dan data", ("Ukuran", "Jumlah"), shown, _LOOKS[:2])


def _ladder(sheet: Sheet, story: Story) -> None:
    rows = [
        (
            "Semua yang berguna" if rung["moves"] is None else f"Paling banyak {whole(rung['moves'])} perpindahan",
            rung["moves_used"],
            rung["missing_seats"] if rung["status"] != NOT_POSSIBLE else "tidak mungkin",
            rung["missing_seats"] - story.headline.shortage_before if rung["status"] != NOT_POSSIBLE else None,
        )
        for rung in story.plan.ladder
    ]
    head = ("Bila perpindahan dibatasi", "Perpindahan", "Masih kurang", "Perubahan")
    sheet.small_table("Berapa perpindahan yang sepadan", head, rows, _LOOKS)

"""The first sheet: the answer in one sentence, the headline figures, what fewer moves would reach, and by office."""

from typing import Final

import polars as pl

from penata.report.sheet import Book, Heading, Sheet
from penata.report.story import Story
from penata.report.verdict import answer, law_off, standing
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
    _figures(sheet, story)
    _ladder(sheet, story)
    sheet.line("")
    sheet.line("Menurut kantor (kekurangan terbesar lebih dahulu)", "part")
    offices = story.offices.with_columns((pl.col("shortage_after") - pl.col("shortage_before")).alias("change"))
    sheet.table(offices.head(_OFFICES), empty="Tidak ada formasi dengan kebutuhan yang diketahui.", frozen=False)
    if offices.height > _OFFICES:
        sheet.line(f"{_OFFICES} dari {whole(offices.height)} kantor; seluruhnya ada di posts.csv.")


def _figures(sheet: Sheet, story: Story) -> None:
    h = story.headline
    sheet.line("")
    sheet.line("Angka pokok (sebelum · sesudah · perubahan)", "part")
    before_after = (
        ("Kekurangan pegawai (orang)", h.shortage_before, h.shortage_after),
        ("Formasi yang kekurangan", h.short_posts_before, h.short_posts_after),
        ("Unit yang kekurangan", h.short_units_before, h.short_units_after),
        ("Kekurangan di daerah terpencil (orang)", h.remote_before, h.remote_after),
    )
    sheet.pairs(((name, a, b, b - a) for name, a, b in before_after), _LOOKS)
    single = (
        ("Perpindahan yang diusulkan (orang)", h.moves),
        ("Perpindahan dengan syarat yang harus dilengkapi (orang)", h.gated_moves),
        ("Pegawai dengan aspirasi", h.wishers),
        ("Aspirasi yang terpenuhi oleh perpindahan", h.wishes_granted),
        ("Pindah lebih dekat dengan rumah", h.nearer),
        ("Pindah lebih jauh dari rumah", h.farther),
        ("Pegawai yang dihitung (PNS, CPNS, PPPK aktif)", h.counted),
        ("Formasi tanpa kebutuhan (tidak diubah)", h.frozen_posts),
    )
    sheet.pairs(((name, number) for name, number in single if number is not None), _LOOKS[:2])


def _ladder(sheet: Sheet, story: Story) -> None:
    sheet.line("")
    sheet.line("Bila perpindahan dibatasi (perpindahan · kekurangan yang tersisa · perubahan)", "part")
    for rung in story.plan.ladder:
        name = "Semua" if rung["moves"] is None else f"Paling banyak {whole(rung['moves'])}"
        missing = rung["missing_seats"]
        sheet.pairs([(name, rung["moves_used"], missing, missing - story.headline.shortage_before)], _LOOKS)

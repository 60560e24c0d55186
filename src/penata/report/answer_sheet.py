"""The sheets of a plan that was told: every wish with its answer, second and third choices, what vacancies lack."""

from typing import Final

import polars as pl

from penata.report.explained import Explained
from penata.report.sheet import Book, Heading
from penata.report.story import Story
from penata.report.wording import day, whole

_ANSWERS: Final = 50_000
"""Answers that the sheet holds; wishes.csv always holds all."""


def answer_sheet(book: Book, name: str, story: Story, told: Explained) -> None:
    """Every wish, who made it, and the answer in a sentence; counts by answer stand beside the table's head."""
    sheet = book.sheet(name, (
        Heading("name", "Nama", 32, "wrap"), Heading("employee_id", "NIP", 21), Heading("job", "Jabatan", 28, "wrap"),
        Heading("unit", "Unit", 32, "wrap"), Heading("stance_text", "Sikap", 13),
        Heading("wished", "Yang diminta", 36, "wrap"), Heading("answer", "Jawaban", 24, "wrap"),
        Heading("words", "Penjelasan", 56, "wrap"), Heading("missing", "Kurang poin", 9, "whole"),
        Heading("points", "Nilai sendiri", 9, "whole"), Heading("points_needed", "Nilai diperlukan", 11, "whole"),
        Heading("ahead", "Di depan", 9, "whole"), Heading("post_id", "ID formasi", 24),
    ), printed=9)  # fmt: skip
    rows = told.answers.head(_ANSWERS)
    counted = ", ".join(f"{one.label} {whole(one.count)}" for one in told.counts)
    sheet.line("ASPIRASI DAN JAWABANNYA", "title")
    sheet.line(about_rows(story, rows.height, told.answers.height, "wishes.csv") + (f" {counted}." if counted else ""))
    sheet.table(rows, empty="Belum ada aspirasi dalam data.")


def other_sheet(book: Book, name: str, story: Story, told: Explained) -> None:
    """What came second and third for everybody on the list of moves."""
    sheet = book.sheet(name, (
        Heading("name", "Nama", 32, "wrap"), Heading("employee_id", "NIP", 21),
        Heading("job_to", "Jabatan baru", 30, "wrap"), Heading("unit_to", "Unit baru", 32, "wrap"),
        Heading("gain_to", "Nilai", 8, "whole"), Heading("place_number", "Pilihan ke-", 9, "number"),
        Heading("place", "Formasi lain", 48, "wrap"), Heading("gain", "Nilai di sana", 9, "whole"),
        Heading("behind", "Mengapa bukan itu", 44, "wrap"), Heading("post_id", "ID formasi", 24),
    ), printed=9)  # fmt: skip
    sheet.line("PILIHAN KEDUA DAN KETIGA", "title")
    people = told.others["employee_id"].n_unique()
    sheet.line(
        f"{about_rows(story, told.others.height, told.others.height, 'alternatives.csv')} {whole(people)} orang; "
        "seluruh rencana dipertimbangkan, bukan nilai orang ini saja."
    )
    sheet.table(told.others, empty="Tidak ada pilihan lain bagi yang pindah.")


def with_what_helps(short: pl.DataFrame, told: Explained) -> pl.DataFrame:
    """Posts that stay short with ``help`` (what alone would help, line by line) and ``steps_text`` (the funnel)."""
    for frame, column, name in ((told.helps, "helps", "help"), (told.steps, "steps", "steps_text")):
        lines = frame.select("post_id", pl.col(column).list.join("\n").alias(name))
        short = short.join(lines, on="post_id", how="left", validate="1:1", maintain_order="left")
    return short


def about_rows(story: Story, shown: int, total: int, file: str) -> str:
    """What the sheet shows, of which day, and where the rest is."""
    cut = (
        f"{whole(shown)} dari {whole(total)} baris; seluruhnya ada di {file}"
        if shown < total
        else f"{whole(total)} baris"
    )
    agency = f"{story.agency} · " if story.agency else ""
    return f"{agency}data per {day(story.policy.as_of)} · {cut}."

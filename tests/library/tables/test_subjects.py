"""One spelling for the many that files use."""

import polars as pl
import pytest

from penata.tables.subjects import subject_name


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("GURU PENDIDIKAN JASMANI, OLAHRAGA DAN KESEHATAN", "PJOK"),
        ("Guru Kelas SD/MI", "Guru Kelas"),
        ("guru kelas", "Guru Kelas"),
        ("Guru Kelas TK", "Guru Kelas TK"),
        ("Guru Kelas PAUD", "Guru Kelas TK"),
        ("Pendidikan Agama Islam dan Budi Pekerti", "Pendidikan Agama Islam"),
        ("Pendidikan Agama Kristen", "Pendidikan Agama Kristen"),
        ("Ilmu Pengetahuan Alam (IPA)", "Ilmu Pengetahuan Alam (IPA)"),
        ("B. Inggris", "Bahasa Inggris"),
        ("  Tata Boga ", "Tata Boga"),
        (None, None),
    ],
)
def test_subject_name(written: str | None, usual: str | None) -> None:
    frame = pl.DataFrame({"s": [written]}, schema={"s": pl.String})
    assert frame.select(subject_name(pl.col("s"))).item() == usual

"""Words of the vocabulary as SIASN writes them: codes, names, ids in mixed styles."""

import hashlib
from typing import Final

import polars as pl

EDUCATION: Final = {
    "SD": ("05", "Sekolah Dasar"), "SMP": ("10", "SLTP"), "SMA": ("15", "SLTA"), "D2": ("25", "Diploma II"),
    "D3": ("30", "Diploma III/Sarjana Muda"), "D4": ("35", "Diploma IV"), "S1": ("40", "S-1/Sarjana"),
    "PROFESI": ("42", "Profesi"), "S2": ("45", "S-2"),
}  # fmt: skip
EDUCATION_PREFIX: Final = {
    "D2": "D-II ",
    "D3": "D-III ",
    "D4": "D-IV ",
    "S1": "S-1 ",
    "PROFESI": "PROFESI ",
    "S2": "S-2 ",
}
STANDING: Final = {
    "ACTIVE": ("01", "Aktif"), "UNPAID_LEAVE": ("02", "CLTN"), "STUDY_LEAVE": ("03", "Tugas Belajar"),
    "SUSPENDED": ("04", "Pemberhentian Sementara"), "SECONDED": ("11", "Pegawai Titipan"),
    "PRE_RETIREMENT": ("20", "Masa Persiapan Pensiun"),
}  # fmt: skip
CONTRACTED: Final = ("71", "PPPK Aktif")
ESELON: Final = {"II.a": "21", "II.b": "22", "III.a": "31", "III.b": "32", "IV.a": "41", "IV.b": "42"}
JENJANG: Final = {
    "PEMULA": "PM", "TERAMPIL": "TR", "MAHIR": "MH", "PENYELIA": "PY", "AHLI_PERTAMA": "PT", "AHLI_MUDA": "MU",
    "AHLI_MADYA": "MA", "AHLI_UTAMA": "UT",
}  # fmt: skip
JOB_TYPE: Final = {
    "JPT": ("1", "Jabatan Struktural"), "ADMINISTRATOR": ("1", "Jabatan Struktural"),
    "PENGAWAS": ("1", "Jabatan Struktural"), "FUNGSIONAL": ("2", "Jabatan Fungsional Tertentu"),
    "PELAKSANA": ("4", "Jabatan Fungsional Umum"),
}  # fmt: skip


def system_id(text: str) -> str:
    """The id that the national system would give: 32 hexadecimal digits, upper or lower case, or a dashed UUID.

    >>> system_id("9901.DINKES") == system_id("9901.DINKES"), len(system_id("9901.BAPPEDA")) in (32, 36)
    (True, True)
    """
    digits = hashlib.sha256(text.encode()).hexdigest()[:32]
    style = int(digits[-1], 16) % 3
    if style == 0:
        return digits.upper()
    if style == 1:
        return digits
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def system_ids(texts: pl.Series) -> pl.Series:
    """``system_id`` of each text; each different text is computed once."""
    distinct = texts.drop_nulls().unique().sort()
    ids = pl.Series([system_id(text) for text in distinct], dtype=pl.String)
    return texts.replace_strict(distinct, ids, default=None, return_dtype=pl.String)

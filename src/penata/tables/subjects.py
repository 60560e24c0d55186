"""Names of school subjects: one spelling for the many that files use, so that a need meets the people who fill it."""

from typing import Final

import polars as pl

CLASS_TEACHER: Final = "Guru Kelas"
"""The subject of a primary class teacher, who teaches nearly everything."""


def subject_name(name: pl.Expr) -> pl.Expr:
    """The usual name of a subject (*mata pelajaran*); a name that is not known stays as it is written, trimmed.

    Case, punctuation, a leading "Guru" and "Sertifikasi", and a trailing "SD/MI" or "(SMP)" do not matter.

    >>> names = ["GURU PENJASORKES", "PAI", "Guru Kelas SD/MI", "Pendidikan Agama Islam dan Budi Pekerti", " Tari "]
    >>> pl.Series("s", names).to_frame().select(subject_name(pl.col("s")))["s"].to_list()
    ['PJOK', 'Pendidikan Agama Islam', 'Guru Kelas', 'Pendidikan Agama Islam', 'Tari']
    """
    words = name.str.to_lowercase().str.replace_all(r"[^a-z0-9]+", " ").str.strip_chars()
    words = words.str.replace(r"^(sertifikasi )?(guru )?", "").str.replace(r"( sd| smp| sma| smk| mi| mts| ma)+$", "")
    known = words.replace_strict(_BY_ALIAS, default=None, return_dtype=pl.String)
    return pl.coalesce(known, name.str.strip_chars())


_ALIASES: Final[dict[str, str]] = {
    CLASS_TEACHER: "kelas, guru kelas, umum kelas, tematik",
    "Guru Kelas TK": "kelas tk, kelas paud, guru kelas tk, guru kelas paud",
    "PJOK": "pjok, penjaskes, penjas, penjasorkes, penjas orkes, olahraga, pendidikan jasmani, "
            "pendidikan jasmani dan kesehatan, pendidikan jasmani olahraga dan kesehatan",
    "Pendidikan Agama Islam": "pai, agama islam, pendidikan agama islam, pendidikan agama islam dan budi pekerti, "
                              "pai dan budi pekerti, pai bp",
    "Pendidikan Agama Kristen": "pak, agama kristen, pendidikan agama kristen, "
                                "pendidikan agama kristen dan budi pekerti",
    "Pendidikan Agama Katolik": "agama katolik, pendidikan agama katolik, pendidikan agama katolik dan budi pekerti",
    "Pendidikan Agama Hindu": "agama hindu, pendidikan agama hindu, pendidikan agama hindu dan budi pekerti",
    "PPKn": "ppkn, pkn, pendidikan pancasila, kewarganegaraan, pendidikan kewarganegaraan, "
            "pendidikan pancasila dan kewarganegaraan",
    "Bahasa Indonesia": "b indonesia, bahasa indonesia, bhs indonesia, bahasa dan sastra indonesia",
    "Bahasa Inggris": "b inggris, bahasa inggris, bhs inggris",
    "Matematika": "matematika, mtk, matematika umum",
    "IPA": "ipa, ilmu pengetahuan alam",
    "IPS": "ips, ilmu pengetahuan sosial",
    "Informatika": "informatika, tik, teknologi informasi dan komunikasi",
    "Prakarya": "prakarya, prakarya dan kewirausahaan",
    "Seni Budaya": "seni budaya, seni budaya dan prakarya, sbk, sbdp, kesenian",
    "Bimbingan Konseling": "bk, bimbingan konseling, bimbingan dan konseling, bimbingan dan konseling konselor",
    "Muatan Lokal": "muatan lokal, mulok, muatan lokal bahasa daerah",
}  # fmt: skip

_BY_ALIAS: Final = {alias: name for name, aliases in _ALIASES.items() for alias in aliases.split(", ")}

"""The audit in words: for the terminal, a workbook and the page; a difference is a question, never a proof."""

from pathlib import Path
from typing import Any, Final

import polars as pl

from penata.fairness import Audit
from penata.fairness.audit import LEVEL
from penata.fairness.groups import DIMENSIONS
from penata.policy import Policy
from penata.report.sheet import Book, Heading
from penata.tables import Dataset
from penata.wording import FEWEST_SHOWN, day, decimal, percent, whole

DIMENSION_WORDS: Final = {
    "sex": "Jenis kelamin", "age": "Usia", "disability": "Disabilitas", "home_district": "Kecamatan rumah",
    "work_district": "Kecamatan kerja",
}  # fmt: skip
MEASURE_WORDS: Final = {
    "selection": "nilai kinerja, potensi, dan pengalaman",
    "pool": "masuk kelompok suksesi",
    "shortlist": "tiga besar calon jabatan pimpinan",
    "moved": "dipindahkan",
    "unasked": "dipindahkan tanpa diminta",
    "wish": "aspirasi dikabulkan",
    "gain": "nilai perpindahan",
    "distance": "jarak perpindahan (km)",
    "farther": "bertambah jauh dari rumah (km)",
    "remote": "ditempatkan ke unit terpencil",
    "allowance": "perubahan tunjangan (Rp/bulan)",
}
BASE_WORDS: Final = {
    "selection": "semua yang berkursi", "pool": "yang punya kotak talenta", "shortlist": "semua calon",
    "moved": "yang dapat dipindahkan rencana", "unasked": "yang dapat dipindahkan rencana",
    "wish": "yang ingin atau bersedia pindah", "gain": "yang pindah", "distance": "yang pindah",
    "farther": "yang pindah dan rumahnya diketahui", "remote": "yang pindah dari unit tidak terpencil",
    "allowance": "yang pindah",
}  # fmt: skip
_GROUP_WORDS: Final = {
    ("sex", "F"): "perempuan", ("sex", "M"): "laki-laki", ("age", "<35"): "di bawah 35 tahun",
    ("age", "35-44"): "35–44 tahun", ("age", "45-54"): "45–54 tahun", ("age", "55+"): "55 tahun ke atas",
    ("disability", "with"): "penyandang disabilitas", ("disability", "without"): "bukan penyandang disabilitas",
}  # fmt: skip
QUESTION, QUIET, HIDDEN = "patut ditanyakan", "tidak menonjol", "tidak ditampilkan"
NOTES: Final = (
    "Perbedaan adalah pertanyaan, bukan bukti ketidakadilan; sebabnya dicari pada orang dan aturan, bukan pada angka.",
    "Tidak menonjol tidak berarti adil: pada kelompok kecil perbedaan besar pun dapat luput.",
    "“Sesama” membandingkan orang dengan jenis jabatan, jabatan fungsional atau rumpun, dan pangkat yang sama.",
    f"Ditandai bila peluang perbedaan sesama sebesar itu muncul tanpa sebab di bawah {percent(LEVEL, 1)}, sesudah "
    "dikoreksi menurut banyaknya perbandingan (Holm).",
    f"Kelompok atau kejadian di bawah {FEWEST_SHOWN} orang, dan angka lain yang membuatnya dapat dihitung, tidak "
    "ditampilkan.",
)

TOLD: Final = (
    "dimension", "group", "measure", "dimension_text", "group_text", "measure_text", "base_text", "people",
    "value_text", "rest_text", "difference_text", "interval_text", "effect_text", "like_text", "like_interval_text",
    "p_holm", "like_p_holm", "verdict",
)  # fmt: skip
"""Columns of ``told_looks``."""


def told_looks(audit: Audit, dataset: Dataset) -> pl.DataFrame:
    """The looks of an audit in words, in their order; columns TOLD. What is protected has no figure."""
    districts = dict(dataset["districts"].select("district_id", "name").iter_rows())
    rows = [_told(row, districts) for row in audit.looks.to_dicts()]
    return pl.DataFrame(rows, schema=_SCHEMA).select(TOLD)


_SCHEMA: Final = pl.Schema(
    {
        name: pl.Int64() if name == "people" else pl.Float64() if name.endswith("p_holm") else pl.String()
        for name in TOLD
    }
)


def conclusion(audit: Audit) -> str:
    """How many of how many comparisons are worth a question, in a sentence.

    >>> conclusion(Audit(pl.DataFrame({"question": [], "dimension": []}, schema={"question": pl.Boolean,
    ...     "dimension": pl.String}), 0, 0, {}))
    'Belum ada yang dapat dibandingkan: tidak ada kelompok yang cukup besar.'
    """
    if not audit.tests:
        return "Belum ada yang dapat dibandingkan: tidak ada kelompok yang cukup besar."
    counts = dict(audit.looks.filter("question").group_by("dimension").len().rows())
    if not counts:
        return (
            f"Dari {whole(audit.tests)} perbandingan tidak ada yang menonjol di antara orang sejabatan dan sepangkat."
        )
    told = ", ".join(f"{DIMENSION_WORDS[d].lower()} {counts[d]}" for d in DIMENSIONS if d in counts)
    return f"Dari {whole(audit.tests)} perbandingan, {whole(sum(counts.values()))} baris patut ditanyakan ({told})."


def unknown_words(audit: Audit) -> list[str]:
    """Of how many people the group is not known, for each dimension where there are any."""
    return [
        f"{DIMENSION_WORDS[d]}: {whole(n)} orang tidak diketahui kelompoknya, maka tidak dibandingkan."
        for d, n in audit.unknown.items()
        if n
    ]


def write_audit(audit: Audit, dataset: Dataset, policy: Policy, path: Path) -> None:
    """Write the audit as a workbook, what is worth a question first; the same audit gives the same bytes."""
    told = told_looks(audit, dataset)
    book = Book(str(path), policy.as_of, "Pemeriksaan keadilan rencana mutasi")
    for name, rows in (("Patut ditanyakan", told.filter(pl.col("verdict") == QUESTION)), ("Semua perbandingan", told)):
        sheet = book.sheet(name, _HEADINGS, printed=11)
        sheet.line("PEMERIKSAAN KEADILAN RENCANA MUTASI", "title")
        sheet.line(f"Data per {day(policy.as_of)} · {whole(audit.people)} pegawai berkursi · {conclusion(audit)}")
        for line in (*NOTES, *unknown_words(audit)):
            sheet.line(line)
        sheet.table(rows, empty="Tidak ada.")
    book.close()


_HEADINGS: Final = (
    Heading("dimension_text", "Menurut", 18), Heading("group_text", "Kelompok", 28, "wrap"),
    Heading("measure_text", "Ukuran", 34, "wrap"), Heading("base_text", "Dari", 28, "wrap"),
    Heading("people", "Orang", 9, "whole"), Heading("value_text", "Kelompok ini", 12),
    Heading("rest_text", "Selain itu", 12), Heading("difference_text", "Selisih", 12),
    Heading("interval_text", "95% antara", 22), Heading("like_text", "Selisih sesama", 12),
    Heading("like_interval_text", "95% antara (sesama)", 22), Heading("verdict", "Kesimpulan", 18),
    Heading("effect_text", "Ukuran efek", 20), Heading("p_holm", "p terkoreksi", 11, "decimal"),
    Heading("like_p_holm", "p terkoreksi (sesama)", 11, "decimal"),
)  # fmt: skip


PAGE_DIMENSIONS: Final = ("sex", "age")
"""By which the page compares: personal conditions stay out of it, and places differ by their nature."""


def fairness_view(audit: Audit, dataset: Dataset) -> dict[str, Any]:
    """What the page shows of an audit by PAGE_DIMENSIONS: the sentence, the questions, every row that may be told."""
    told = told_looks(audit, dataset)
    order = audit.questions.select("dimension", "group", "measure")
    asked = order.join(told, on=["dimension", "group", "measure"], how="left", validate="1:1", maintain_order="left")
    return {
        "conclusion": conclusion(audit), "questions": asked.to_dicts(), "notes": NOTES, "unknown": unknown_words(audit),
        "rows": told.filter(pl.col("verdict") != HIDDEN).to_dicts(),
    }  # fmt: skip


def _told(row: dict[str, Any], districts: dict[str, str]) -> dict[str, Any]:
    name, share, shown = row["measure"], row["share"], row["shown"]
    group = _GROUP_WORDS.get((row["dimension"], row["group"])) or districts.get(row["group"]) or row["group"]
    words = {
        "dimension": row["dimension"], "group": row["group"], "measure": name,
        "dimension_text": DIMENSION_WORDS[row["dimension"]], "group_text": group, "measure_text": MEASURE_WORDS[name],
        "base_text": BASE_WORDS[name], "verdict": QUESTION if row["question"] else QUIET if shown else HIDDEN,
    }  # fmt: skip
    if not shown:
        return words
    effect = (
        None if row["effect"] is None else f"{'rasio odds' if share else 'delta Cliff'} {decimal(row['effect'], 2)}"
    )
    return {
        **words, "people": row["people"], "value_text": _value(row["value"], name, share=share),
        "rest_text": _value(row["rest"], name, share=share),
        "difference_text": _difference(row["difference"], name, share=share),
        "interval_text": _interval(row["low"], row["high"], name, share=share), "effect_text": effect,
        "like_text": _difference(row["like_difference"], name, share=share),
        "like_interval_text": _interval(row["like_low"], row["like_high"], name, share=share),
        "p_holm": row["p_holm"], "like_p_holm": row["like_p_holm"],
    }  # fmt: skip


def _value(number: float | None, measure: str, *, share: bool) -> str:
    if number is None:
        return "–"
    if measure == "allowance":
        return whole(round(number))
    return f"{_decimal(100 * number)}%" if share else _decimal(number)


def _decimal(number: float) -> str:
    """One decimal, and no minus before a zero."""
    return decimal(round(number, 1) + 0.0)


def _difference(number: float | None, measure: str, *, share: bool) -> str:
    """A signed difference; of shares in points of a per cent."""
    if number is None:
        return "–"
    text = f"{_decimal(100 * number)} poin" if share else _value(number, measure, share=False)
    nothing = not any(digit in "123456789" for digit in text)
    return f"+{text}" if number > 0 and not nothing else text


def _interval(low: float | None, high: float | None, measure: str, *, share: bool) -> str:
    if low is None or high is None:
        return "–"
    ends = (100 * low, 100 * high) if share else (low, high)
    if measure == "allowance":
        return f"{whole(round(ends[0]))} sampai {whole(round(ends[1]))}"
    return f"{_decimal(ends[0])} sampai {_decimal(ends[1])}"

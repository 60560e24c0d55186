"""How numbers, money, days and ranks are written: for one value in Indonesian, and for whole columns in both languages.

A value that is absent is "–" for a reader of tables, and stays null in a column: whoever makes a sentence of it must
leave the sentence out.
"""

import datetime as dt
from enum import StrEnum
from typing import Final

import polars as pl

from penata.vocabulary import LEADING, label


class Language(StrEnum):
    """The languages in which a person can be addressed."""

    INDONESIAN = "id"
    ENGLISH = "en"


MONTHS: Final = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
                 "November", "Desember")  # fmt: skip

_ENGLISH_MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
                          "October", "November", "December")  # fmt: skip

RANK_NAMES: Final = {
    "I/a": "Juru Muda", "I/b": "Juru Muda Tingkat I", "I/c": "Juru", "I/d": "Juru Tingkat I",
    "II/a": "Pengatur Muda", "II/b": "Pengatur Muda Tingkat I", "II/c": "Pengatur", "II/d": "Pengatur Tingkat I",
    "III/a": "Penata Muda", "III/b": "Penata Muda Tingkat I", "III/c": "Penata", "III/d": "Penata Tingkat I",
    "IV/a": "Pembina", "IV/b": "Pembina Tingkat I", "IV/c": "Pembina Utama Muda", "IV/d": "Pembina Utama Madya",
    "IV/e": "Pembina Utama",
}  # fmt: skip
"""Names of the ranks (*pangkat*) of PNS; a PPPK has a grade (*golongan*) and no rank name."""

PERSONAL: Final = "syarat pribadi"
"""The only name under which a personal condition (illness, discipline, family) may appear."""

TO_CHECK: Final = "naskah resmi harus diperiksa"
"""What stands beside a rule whose text nobody has seen as a quotation."""

FEWEST_SHOWN: Final = 5
"""A count of people with a personal condition below this is never printed (people)."""

PART_LABELS: Final = {
    "fit": "kecocokan dengan jabatan",
    "wish": "aspirasi",
    "distance": "jarak dari rumah",
    "disruption": "gangguan karena pindah",
    "selection": "kinerja dan pengalaman",
    "release": "pertimbangan pelepasan",
    "last_resort": "syarat sebagai upaya terakhir",
    "assessed": "nilai dari luar",
    "development": "jabatan pimpinan pertama",
    "rotation": "penyegaran karena lama di jabatan",
    "breadth": "perluasan pengalaman",
}
"""Indonesian names of the parts of a gain."""

ANSWER_LABELS: Final = {
    "GRANTED": "dikabulkan", "ALREADY_THERE": "sudah di sana", "HONOURED": "penolakan dihormati",
    "LOST": "kalah nilai atau kekurangan lebih berat", "BARRED": "terhalang aturan",
    "GATE_FORBIDDEN": "menunggu persetujuan", "NOT_OPEN": "tidak terbuka dalam rencana ini",
    "DECIDED": "ditetapkan lain oleh keputusan", "OVERRIDDEN": "ditempatkan meskipun menolak",
    "REMAINS": "tetap di tempat yang ditolak",
}  # fmt: skip
"""Indonesian names of the answers to a wish, in the order in which they are told."""

_INDONESIAN: Final = {ord(","): ".", ord("."): ",", ord("-"): "−"}


def whole(number: int | None) -> str:
    """A whole number with Indonesian thousands, "–" where absent.

    >>> whole(1234567), whole(-3), whole(None)
    ('1.234.567', '−3', '–')
    """
    if number is None:
        return "–"
    return f"{number:,}".replace(",", ".").replace("-", "−")


def decimal(number: float | None, places: int = 1) -> str:
    """A number with an Indonesian decimal comma, "–" where absent.

    >>> decimal(1234.56), decimal(None)
    ('1.234,6', '–')
    """
    if number is None:
        return "–"
    return f"{number:,.{places}f}".translate(_INDONESIAN)


def percent(part: float, total: float) -> str:
    """A share in whole per cent; "–" of nothing, "<1%" where rounding would hide somebody.

    >>> percent(1, 3), percent(1, 1000), percent(999, 1000), percent(0, 0)
    ('33%', '<1%', '>99%', '–')
    """
    if not total:
        return "–"
    share = 100 * part / total
    if 0 < share < 1:
        return "<1%"
    return ">99%" if 99 < share < 100 else f"{share:.0f}%"


def signed(number: int) -> str:
    """A whole number with its sign; zero without one.

    >>> signed(12), signed(-1200), signed(0)
    ('+12', '−1.200', '0')
    """
    return f"+{whole(number)}" if number > 0 else whole(number)


def rupiah(amount: int | None) -> str:
    """An amount of money, "–" where absent.

    >>> rupiah(1250000), rupiah(-5000), rupiah(None)
    ('Rp1.250.000', '−Rp5.000', '–')
    """
    if amount is None:
        return "–"
    return f"{'−' if amount < 0 else ''}Rp{whole(abs(amount))}"


def day(date: dt.date | None) -> str:
    """A day in words, "–" where absent.

    >>> day(dt.date(2026, 8, 17))
    '17 Agustus 2026'
    """
    return "–" if date is None else f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def english_day(date: dt.date | None) -> str:
    """A day in English words, "–" where absent.

    >>> english_day(dt.date(2026, 8, 17))
    '17 August 2026'
    """
    return "–" if date is None else f"{date.day} {_ENGLISH_MONTHS[date.month - 1]} {date.year}"


def span(months: int, language: Language) -> str:
    """Months as a span of time, as ``spans`` writes a column of them.

    >>> span(40, Language.ENGLISH), span(1, Language.ENGLISH)
    ('3 years', '1 month')
    """
    return str(pl.select(spans(pl.lit(months), language)).item())


def rank_name(rank: str | None) -> str:
    """Name of a rank before its symbol, as letters write it; the bare grade of a PPPK.

    >>> rank_name("III/c"), rank_name("IX"), rank_name(None)
    ('Penata, III/c', 'Golongan IX', '–')
    """
    if rank is None:
        return "–"
    return f"{RANK_NAMES[rank]}, {rank}" if rank in RANK_NAMES else f"Golongan {rank}"


def level_name(category: str | None, level: str | None) -> str:
    """Eselon of a leading post, jenjang of a functional one, else the category's label.

    >>> level_name("PENGAWAS", "IV.a"), level_name("FUNGSIONAL", "AHLI_MUDA"), level_name("PELAKSANA", None)
    ('IV.a', 'Ahli Muda', 'Pelaksana')
    """
    if level is None:
        return label(category)
    return level if category in LEADING else label(level)


def seat_name(job: pl.Expr, subject: pl.Expr) -> pl.Expr:
    """Name of a post: the job and, where there is one that the job does not say, the subject in brackets."""
    said = job.str.to_lowercase().str.contains(subject.str.to_lowercase(), literal=True).fill_null(value=False)
    bracket = pl.when(~said).then(pl.concat_str(pl.lit(" ("), subject, pl.lit(")")))
    return pl.concat_str(job, bracket.fill_null(""))


def wholes(number: pl.Expr, language: Language) -> pl.Expr:
    """A column of whole numbers as text with thousands.

    >>> pl.select(wholes(pl.lit(1234567), Language.ENGLISH)).item()
    '1,234,567'
    """
    number = number.cast(pl.Int64)
    size, mark = number.abs(), "." if language is Language.INDONESIAN else ","
    text = (size % 1000).cast(pl.String)
    for place in range(1, 5):  # five groups: a million million and a thousand times more
        higher = [size // 1000**at % 1000 for at in range(place, -1, -1)]
        groups = [higher[0].cast(pl.String), *(group.cast(pl.String).str.zfill(3) for group in higher[1:])]
        text = pl.when(size < 1000**place).then(text).otherwise(pl.concat_str(groups, separator=mark))
    return pl.when(number < 0).then(pl.concat_str(pl.lit("−"), text)).otherwise(text)


def tenths(number: pl.Expr, language: Language) -> pl.Expr:
    """A column of numbers (zero or more) as text with one place, no place where it is nought.

    >>> pl.select(tenths(pl.lit(12.34), Language.INDONESIAN)).item()
    '12,3'
    """
    parts = (number * 10).round().cast(pl.Int64)
    mark = "," if language is Language.INDONESIAN else "."
    first, last = wholes(parts // 10, language), (parts % 10).cast(pl.String)
    return pl.when(parts % 10 == 0).then(first).otherwise(pl.concat_str(first, last, separator=mark))


def amounts(amount: pl.Expr, language: Language) -> pl.Expr:
    """A column of rupiah as text, without a sign: a sentence says whether it is more or less.

    >>> pl.select(amounts(pl.lit(-1250000), Language.INDONESIAN)).item()
    'Rp1.250.000'
    """
    return pl.concat_str(pl.lit("Rp"), wholes(amount.abs(), language))


def days(date: pl.Expr, language: Language) -> pl.Expr:
    """A column of days in words.

    >>> pl.select(days(pl.lit(dt.date(2026, 8, 17)), Language.ENGLISH)).item()
    '17 August 2026'
    """
    names = MONTHS if language is Language.INDONESIAN else _ENGLISH_MONTHS
    month = date.dt.month().replace_strict(dict(enumerate(names, start=1)), return_dtype=pl.String)
    return pl.concat_str(date.dt.day().cast(pl.String), month, date.dt.year().cast(pl.String), separator=" ")


def spans(months: pl.Expr, language: Language) -> pl.Expr:
    """A column of months as a span of time: whole years from two years on, else months.

    >>> pl.select(spans(pl.lit(40), Language.INDONESIAN)).item()
    '3 tahun'
    """
    one, some, years = ("bulan", "bulan", "tahun") if language is Language.INDONESIAN else ("month", "months", "years")
    return (
        pl.when(months >= 24)
        .then(pl.format(f"{{}} {years}", months // 12))
        .otherwise(
            pl.concat_str(
                months.cast(pl.String), pl.when(months == 1).then(pl.lit(one)).otherwise(pl.lit(some)), separator=" "
            )
        )
    )

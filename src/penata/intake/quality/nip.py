"""What the digits of a NIP say: birth date, first appointment, sex and sequence (law NIP-01 to NIP-03).

A NIP of a PNS has 18 digits: birth date (1–8), month of the first appointment as CPNS (9–14), sex (15) and a
sequence (16–18). A NI PPPK has the same birth date, sex and sequence, but digits 9–12 are the year of the first
appointment and 13–14 a code that is no month. All functions take and give Polars expressions, one value a row.
"""

import polars as pl

from penata.vocabulary import Sex


def is_nip(nip: pl.Expr) -> pl.Expr:
    """Whether the text is 18 digits (Boolean, null where the text is); the dates inside are not judged.

    >>> pl.DataFrame({"n": ["198609262015051001", "1986"]}).select(is_nip(pl.col("n"))).to_series().to_list()
    [True, False]
    """
    return nip.str.contains(r"^[0-9]{18}$")


def birth_digits(nip: pl.Expr) -> pl.Expr:
    """Digits 1–8 as text: year, month and day of birth; null where the text is no NIP."""
    return _digits(nip, 1, 8)


def birth_date(nip: pl.Expr) -> pl.Expr:
    """Day of birth (Date); null where digits 1–8 are no day of the calendar.

    >>> pl.DataFrame({"n": ["198609262015051001"]}).select(birth_date(pl.col("n"))).item()
    datetime.date(1986, 9, 26)
    """
    return birth_digits(nip).str.to_date("%Y%m%d", strict=False)


def appointment_digits(nip: pl.Expr) -> pl.Expr:
    """Digits 9–14 as text: year and month of the first appointment of a PNS (*TMT CPNS*)."""
    return _digits(nip, 9, 14)


def appointed_on(nip: pl.Expr) -> pl.Expr:
    """First day of the month of appointment (Date); null where digits 13–14 are no month, as in a NI PPPK.

    >>> pl.DataFrame({"n": ["198609262015051001"]}).select(appointed_on(pl.col("n"))).item()
    datetime.date(2015, 5, 1)
    """
    return (appointment_digits(nip) + "01").str.to_date("%Y%m%d", strict=False)


def appointment_year_digits(nip: pl.Expr) -> pl.Expr:
    """Digits 9–12 as text: year of the first appointment, of a PNS and of a PPPK."""
    return _digits(nip, 9, 12)


def sex_digit(nip: pl.Expr) -> pl.Expr:
    """Digit 15 as text: 1 male, 2 female; anything else is an error of the number."""
    return _digits(nip, 15, 15)


def sex(nip: pl.Expr) -> pl.Expr:
    """Sex as the vocabulary codes it (String); null where digit 15 is neither 1 nor 2.

    >>> pl.DataFrame({"n": ["198609262015051001"]}).select(sex(pl.col("n"))).item()
    'M'
    """
    return sex_digit(nip).replace_strict({"1": Sex.MALE.value, "2": Sex.FEMALE.value}, default=None)


def sequence(nip: pl.Expr) -> pl.Expr:
    """Digits 16–18 as a whole number, from 1 for each identical beginning.

    >>> pl.DataFrame({"n": ["198609262015051001"]}).select(sequence(pl.col("n"))).item()
    1
    """
    return _digits(nip, 16, 18).cast(pl.Int64)


def has_pppk_form(nip: pl.Expr) -> pl.Expr:
    """Whether digits 13–14 are no month, as in a NI PPPK (Boolean; null where the text is no NIP).

    That those two digits are a code and no month is remembered, not quoted (law NIP-02): use it as a hint.

    >>> pl.DataFrame({"n": ["199001012023211005"]}).select(has_pppk_form(pl.col("n"))).item()
    True
    """
    return ~_digits(nip, 13, 14).cast(pl.Int64).is_between(1, 12)


def _digits(nip: pl.Expr, first: int, last: int) -> pl.Expr:
    """Digits from ``first`` to ``last``, counted from 1 as the regulation does."""
    return pl.when(is_nip(nip)).then(nip.str.slice(first - 1, last - first + 1))

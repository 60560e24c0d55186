"""Days and whole numbers as people type them on the command line."""

import argparse
import datetime as dt


def day(text: str) -> dt.date:
    """A day as 2026-01-31; argparse shows the error with the argument's name.

    >>> day("2026-01-31")
    datetime.date(2026, 1, 31)
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} bukan tanggal; tulis seperti 2026-01-31") from None


def whole(text: str) -> int:
    """A whole number, zero or more.

    >>> whole("25")
    25
    """
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} bukan bilangan bulat nol ke atas")
    return int(text)


def decimal(number: float, digits: int = 2) -> str:
    """A number with a decimal comma.

    >>> decimal(12.345)
    '12,35'
    """
    return f"{number:.{digits}f}".replace(".", ",")

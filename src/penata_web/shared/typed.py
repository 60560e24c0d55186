"""What was typed into an address or a form, as a value; what is none is None, never an error."""

from typing import Final

MOST_DIGITS: Final = 12


def whole(text: str) -> int | None:
    """A whole number, 0 or more.

    >>> whole("12"), whole("²"), whole("-1"), whole("9" * 99), whole("")
    (12, None, None, None, None)
    """
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None

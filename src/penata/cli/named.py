"""A person or a post that was named on the command line; where it does not exist, what comes near."""

import difflib
from typing import Any

import polars as pl

from penata.tables import InputError

_MOST_NEAR = 5


def person_named(persons: pl.DataFrame, nip: str) -> dict[str, Any]:
    """The row of a person by NIP; raises InputError with near matches where nobody has it."""
    return _named(persons, "employee_id", nip.strip().lstrip("'"), "pegawai", "employees")


def post_named(posts: pl.DataFrame, post_id: str) -> dict[str, Any]:
    """The row of a post by id; raises InputError with near matches where there is none."""
    return _named(posts, "post_id", post_id.strip(), "formasi", "posts")


def _named(frame: pl.DataFrame, key: str, wanted: str, what: str, table: str) -> dict[str, Any]:
    found = frame.filter(pl.col(key) == wanted)
    if found.height:
        return found.row(0, named=True)
    ids = frame[key].to_list()
    near = difflib.get_close_matches(wanted, ids, n=_MOST_NEAR, cutoff=0.6)
    near = near or [one for one in ids if wanted and wanted in one][:_MOST_NEAR]
    hint = f"yang mirip: {', '.join(near)}" if near else f"periksa penulisannya pada tabel {table}"
    raise InputError([f"{what} {wanted!r} tidak ada dalam himpunan data; {hint}"])

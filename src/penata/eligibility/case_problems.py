"""What is wrong with a file of cases, in sentences for whoever wrote it: place, value and remedy."""

import datetime as dt
import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import yaml

from penata.tables import TABLES, Column, Kind

EXPECTED: Final = ("PASS", "BAR", "GATE", "UNKNOWN", "REMARK", "NOT_IN_FORCE")
"""What a case may expect of a rule."""

SEAT_TABLES: Final = ("jobs", "posts", "units")
"""Tables whose columns describe a seat."""


def parsed(text: str) -> Any:
    """What a YAML text says.

    Raises yaml.YAMLError with its line; WrongContentError for a day that no calendar has, and for a key written twice.

    >>> parsed("rule: MUT-03")
    {'rule': 'MUT-03'}
    """
    return yaml.load(text, _Loader)  # noqa: S506 - a safe loader, only stricter


class WrongContentError(yaml.constructor.ConstructorError):
    """Sound YAML that says what cannot be; ``problem`` tells value and remedy."""


class _Loader(yaml.SafeLoader):
    """Stricter than YAML: what is not a day is an error of the file, and no key hides another."""

    def construct_yaml_timestamp(self, node: Any) -> Any:
        """The date or time of a scalar."""
        try:
            return super().construct_yaml_timestamp(node)
        except ValueError:
            problem = f"“{node.value}” bukan tanggal; tulis hari yang ada, misalnya 2026-06-30"
            raise WrongContentError(None, None, problem, node.start_mark) from None

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        """The mapping of a node whose keys all differ."""
        keys: set[str] = set()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in keys:
                problem = f"“{key.value}” tertulis dua kali; hapus salah satunya"
                raise WrongContentError(None, None, problem, key.start_mark)
            keys.add(key.value)
        return super().construct_mapping(node, deep=deep)


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_yaml_timestamp)


def problems_of(raw: Any, file: str) -> list[str]:
    """Every problem of a parsed file; none where it can be run. Whether the rule exists is for others to say."""
    if not isinstance(raw, dict):
        return [f"{file}: bukan kasus; tulis rule: dan cases: (lihat penata law show ATURAN)"]
    problems = [_unknown(file, key, ("rule", "citation", "cases")) for key in raw
                if key not in ("rule", "citation", "cases")]  # fmt: skip
    if not isinstance(raw.get("rule"), str):
        problems.append(f"{file}, rule: {_shown(raw.get('rule'))} bukan nama aturan; tulis misalnya rule: MUT-03")
    cases = raw.get("cases")
    if not isinstance(cases, list) or not cases:
        return [*problems, f"{file}, cases: tidak ada kasus; tulis paling sedikit satu baris “- name: …”"]
    for number, case in enumerate(cases, start=1):
        problems += _of_case(case, f"{file}, kasus {number}")
    return problems


def near(word: str, known: Iterable[str]) -> str:
    """A remedy that names what the word may have meant, or all that is known.

    >>> near("persn", ["person", "tables"])
    'yang mirip: person'
    """
    options = sorted(known)
    found = difflib.get_close_matches(word, options, n=5, cutoff=0.6)
    return f"yang mirip: {', '.join(found)}" if found else f"yang dikenal: {', '.join(options)}"


def _of_case(case: Any, place: str) -> Iterator[str]:
    if not isinstance(case, dict):
        yield f"{place}: {_shown(case)} bukan kasus; tulis “name:”, “expected:” dan faktanya di bawahnya"
        return
    named = f"{place} “{case['name']}”" if isinstance(case.get("name"), str) else place
    for key, value in case.items():
        if key not in _KEYS:
            yield _unknown(named, key, _KEYS)
        else:
            yield from _KEYS[key](value, f"{named}, {key}")
    for key in ("name", "expected"):
        if key not in case:
            yield f"{named}: {key} tidak ada; isilah"


def _text(value: Any, place: str) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"{place}: {_shown(value)} bukan teks; tulis dalam tanda kutip"


def _flag(value: Any, place: str) -> Iterator[str]:
    if not isinstance(value, bool):
        yield f"{place}: {_shown(value)} bukan true atau false; tulis salah satunya"


def _day(value: Any, place: str) -> Iterator[str]:
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        yield f"{place}: {_shown(value)} bukan tanggal; tulis 2026-06-30 tanpa tanda kutip"


def _expected(value: Any, place: str) -> Iterator[str]:
    if value not in EXPECTED:
        yield f"{place}: {_shown(value)} tidak dikenal; pilih {', '.join(EXPECTED)}"


def _seat(value: Any, place: str) -> Iterator[str]:
    yield from _row(value, place, SEAT_TABLES, given=("post_id", "unit_id"))


def _person(value: Any, place: str) -> Iterator[str]:
    yield from _row(value, place, ("employees",), given=("employee_id",))


def _jobs(value: Any, place: str) -> Iterator[str]:
    yield from _rows(value, place, "jobs")
    for row in value if isinstance(value, list) else []:
        if isinstance(row, dict) and "job_id" not in row:
            yield f"{place}: jabatan tanpa job_id; beri job_id"


def _tables(value: Any, place: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{place}: {_shown(value)} bukan daftar tabel; tulis nama tabel, lalu barisnya"
        return
    for name, rows in value.items():
        if name not in TABLES:
            yield _unknown(place, name, TABLES)
        else:
            yield from _rows(rows, f"{place}.{name}", name)


def _rows(value: Any, place: str, table: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{place}: {_shown(value)} bukan daftar baris; awali tiap baris dengan “- ”"
        return
    for number, row in enumerate(value, start=1):
        yield from _row(row, f"{place}, baris {number}", (table,))


def _row(value: Any, place: str, tables: tuple[str, ...], given: tuple[str, ...] = ()) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{place}: {_shown(value)} bukan isian; tulis “kolom: nilai”"
        return
    columns = {column.name: column for table in tables for column in TABLES[table].columns}
    for name, cell in value.items():
        if name not in columns:
            yield _unknown(place, name, columns)
        elif name in given:
            yield f"{place}.{name}: {_shown(cell)} tidak dapat diubah, setiap kasus memakai P, U1, dan U2; hapus"
        elif cell is not None:
            yield from _cell(cell, columns[name], f"{place}.{name}")


def _cell(value: Any, column: Column, place: str) -> Iterator[str]:
    """Whether a value is of the column's kind, and one of its codes."""
    wanted = _KINDS[column.kind]
    is_date = isinstance(value, dt.date) and not isinstance(value, dt.datetime)
    fits = {
        Kind.TEXT: isinstance(value, str), Kind.CODE: isinstance(value, str),
        Kind.WHOLE: isinstance(value, int) and not isinstance(value, bool),
        Kind.NUMBER: isinstance(value, int | float) and not isinstance(value, bool),
        Kind.BOOL: isinstance(value, bool), Kind.DATE: is_date,
        Kind.CODES: isinstance(value, list) and all(isinstance(one, str) for one in value),
    }[column.kind]  # fmt: skip
    if not fits:
        yield f"{place}: {_shown(value)} bukan {wanted}"
    elif column.kind is Kind.CODE and column.codes and value not in column.codes:
        yield f"{place}: {_shown(value)} tidak dikenal; {near(value, map(str, column.codes))}"


_KINDS: Final = {
    Kind.TEXT: "teks; tulis dalam tanda kutip",
    Kind.CODE: "kode; tulis dalam tanda kutip",
    Kind.WHOLE: "bilangan bulat; tulis tanpa tanda kutip",
    Kind.NUMBER: "angka; tulis dengan titik desimal tanpa tanda kutip",
    Kind.BOOL: "true atau false; tulis salah satunya",
    Kind.DATE: "tanggal; tulis 2026-06-30 tanpa tanda kutip",
    Kind.CODES: "daftar teks; tulis [satu, dua]",
}

_KEYS: Final[Mapping[str, Callable[[Any, str], Iterator[str]]]] = {
    "name": _text, "expected": _expected, "on_file": _flag, "date": _day, "person": _person, "from": _seat, "to": _seat,
    "both": _seat, "jobs": _jobs, "tables": _tables, "forced": _text, "request": _flag, "policy": _text,
}  # fmt: skip


def _unknown(place: str, key: object, known: Iterable[str]) -> str:
    return f"{place}: {key!s} tidak dikenal; {near(str(key), known)}"


def _shown(value: object) -> str:
    return "(kosong)" if value is None else f"“{value}”"

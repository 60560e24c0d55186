"""Reading ``policy.toml``: typed values out of TOML tables, with everything that is wrong under the key as written."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final, cast

_ABSENT: Final = object()


class Reader:
    """Reads one TOML table and collects what is wrong with it, under the keys as the file shows them."""

    def __init__(self, raw: dict[str, Any], path: str = "", problems: list[str] | None = None) -> None:
        self.raw, self.path = raw, path
        self.problems: list[str] = [] if problems is None else problems

    def only(self, known: set[str]) -> None:
        """Name every key that is not known."""
        for key in sorted(set(self.raw) - known):
            self.wrong(key, f"kunci tidak dikenal; yang dikenal: {', '.join(sorted(known))}")

    def section(self, key: str, known: set[str] | None) -> "Reader":
        """The inner table under a key; an empty one where there is none."""
        value = self.raw.get(key, {})
        if not isinstance(value, dict):
            self.wrong(key, "harus berupa bagian [..]")
            value = {}
        inner = Reader(value, f"{self.path}{key}.", self.problems)
        if known is not None:
            inner.only(known)
        return inner

    def date(self, key: str, default: dt.date | None = None) -> dt.date | None:
        """A day."""
        value = self.raw.get(key, default)
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return value
        if value is None and key == "as_of":
            self.wrong(key, "tidak ada; tulis as_of = 2026-01-31 (tanggal potret data) atau beri --as-of")
        elif value is not None:
            self.wrong(key, f"{value!r} bukan tanggal; tulis {key} = 2026-01-31 tanpa tanda kutip")
        return None

    def choice(self, key: str, choices: tuple[str, ...], default: str) -> str:
        """One of the choices."""
        value = self.raw.get(key, default)
        if value not in choices:
            self.wrong(key, f"{value!r} tidak dikenal; pilih {', '.join(choices)}")
            return default
        return cast("str", value)

    def words(self, key: str, choices: tuple[str, ...] | None, default: list[str]) -> list[str]:
        """A list of words, of the choices where there are some."""
        value = self.raw.get(key, default)
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            self.wrong(key, f'{value!r} bukan daftar kata; tulis {key} = ["…"]')
            return default
        for word in value:
            if choices is not None and word not in choices:
                self.wrong(key, f"{word!r} tidak dikenal; pilih {', '.join(choices)}")
        return value

    def word(self, key: str) -> str | None:
        """A text, None where there is none."""
        value = self.raw.get(key, None)
        if value is None or isinstance(value, str):
            return value
        self.wrong(key, f'{value!r} bukan teks; tulis {key} = "…"')
        return None

    def treatments(self, key: str, known: tuple[str, ...]) -> dict[str, str]:
        """How each of the known categories is treated."""
        inner = self.section(key, set(known))
        return {k: inner.choice(k, ("plan", "shortlist", "keep"), "keep") for k in inner.raw if k in known}

    def number(self, key: str) -> float | None:
        """A number above zero, None where there is none."""
        value = self.raw.get(key, None)
        if value is None or (isinstance(value, int | float) and not isinstance(value, bool) and value > 0):
            return value
        self.wrong(key, f"{value!r} bukan angka di atas nol")
        return None

    def whole(self, key: str, default: int | None = None) -> int | None:
        """A whole number of zero or more."""
        value = self.raw.get(key, _ABSENT)
        if value is _ABSENT:
            return default
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        self.wrong(key, f"{value!r} bukan bilangan bulat nol ke atas")
        return default

    def whole_list(self, key: str, default: list[int]) -> list[int]:
        """Whole numbers above zero, each once, in order."""
        value = self.raw.get(key, default)
        if isinstance(value, list) and all(isinstance(v, int) and not isinstance(v, bool) and v > 0 for v in value):
            return sorted(set(value))
        self.wrong(key, f"{value!r} bukan daftar bilangan bulat di atas nol")
        return default

    def wholes(self, key: str) -> dict[str, int]:
        """A table of whole numbers under dotted keys."""
        inner = self.section(key, None) if key else self
        inner.raw = _flat(inner.raw)
        return {k: cast("int", inner.whole(k, 0)) for k in inner.raw}

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self.raw.get(key, default)
        if isinstance(value, bool):
            return value
        self.wrong(key, f"{value!r} bukan true atau false")
        return default

    def wrong(self, key: str, what: str) -> None:
        """Keep what is wrong with a key."""
        self.problems.append(f"policy.toml, {self.path}{key}: {what}")


def _flat(raw: Mapping[str, Any], path: str = "") -> dict[str, Any]:
    """Nested tables as dotted keys: ``mut.min_months = 6`` and ``"mut.min_months" = 6`` are the same."""
    flat: dict[str, Any] = {}
    for key, value in raw.items():
        flat |= _flat(value, f"{path}{key}.") if isinstance(value, dict) else {f"{path}{key}": value}
    return flat

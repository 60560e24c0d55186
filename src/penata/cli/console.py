"""What a command says: results on stdout, progress and errors on stderr, JSON where asked."""

import json
import re
import sys
import time
from collections.abc import Iterable, Sequence
from typing import Any, Final

_MOST_OF_A_KIND: Final = 20


class Console:
    """The terminal of one command; ``as_json`` keeps stdout for one JSON document."""

    def __init__(self, *, as_json: bool = False) -> None:
        """Progress is shown only where stderr is a terminal."""
        self.as_json = as_json
        self._started = time.perf_counter()
        self._live = sys.stderr.isatty()

    def say(self, text: str = "") -> None:
        """A line for a reader; silent under --json."""
        if not self.as_json:
            print(text)

    def table(self, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """A table in aligned columns, numbers to the right, absent values as a dash."""
        cells = [[_cell(value) for value in row] for row in rows]
        widths = [max(len(row[i]) for row in [list(head), *cells]) for i in range(len(head))]
        right = [bool(cells) and all(_is_number(row[i]) for row in cells) for i in range(len(head))]
        for row in [list(head), ["─" * width for width in widths], *cells]:
            parts = (t.rjust(w) if r else t.ljust(w) for t, w, r in zip(row, widths, right, strict=True))
            self.say("  ".join(parts).rstrip())

    def document(self, content: Any) -> None:
        """The JSON document of the command; silent without --json."""
        if self.as_json:
            print(json.dumps(content, ensure_ascii=False, indent=2, default=str))

    def progress(self, text: str) -> None:
        """Where the work stands, with the seconds so far; only on a terminal."""
        if self._live:
            print(f"  {time.perf_counter() - self._started:6.1f} s  {text}", file=sys.stderr)

    def problem(self, text: str) -> None:
        """A line about what is wrong; always on stderr."""
        print(text, file=sys.stderr)

    def problems(self, sentences: Sequence[str], everything: str = "--json menampilkan semuanya") -> None:
        """Many lines about what is wrong, those of one kind together and cut; ``everything``: where all of them are."""
        kinds: dict[str, list[str]] = {}
        for sentence in sentences:
            kinds.setdefault(_kind(sentence), []).append(sentence)
        for alike in kinds.values():
            for sentence in alike[:_MOST_OF_A_KIND]:
                self.problem(sentence)
            if len(alike) > _MOST_OF_A_KIND:
                self.problem(f"  … dan {_cell(len(alike) - _MOST_OF_A_KIND)} lagi seperti ini; {everything}")


def _kind(sentence: str) -> str:
    """A sentence without what differs from place to place: quoted values, numbers, and ids that hold a digit."""
    return re.sub(r"\w*\d[\w.-]*", "0", re.sub(r"“[^”]*”", "“”", sentence))


def _cell(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, float):
        return f"{value:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else str(value)


def _is_number(text: str) -> bool:
    return text == "–" or text.replace(".", "").replace(",", "").replace("-", "").isdigit()

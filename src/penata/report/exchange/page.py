"""laporan.html of an exchange: who takes whose place, drawn, and everybody's answer."""

from functools import cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from penata.policy import Policy
from penata.report import wording
from penata.report.charts.rings import MOST_DRAWN, ring
from penata.report.exchange.told import MECHANISMS, ToldExchange
from penata.report.timetable import Timetable

_RINGS: Final = 200
_PEOPLE: Final = 2_000


def page_of_exchange(told: ToldExchange, policy: Policy, table: Timetable | None = None) -> str:
    """The whole page as text; the same exchange gives the same text. ``table``: the order of its moves."""
    figures = told.result["exchange"]
    return _template().render(
        told=told, policy=policy, x=figures, limit=figures.get("limit"), options=told.result["options"],
        answer=answer_of(told), mechanism=MECHANISMS[told.result["mechanism"]], drawn=_RINGS, draw=ring,
        most_drawn=MOST_DRAWN, table=table,
        people=told.people.head(_PEOPLE).to_dicts(),
        touching=[line for line in told.rules if not line.sensitive and (line.barred or line.gated)],
    )  # fmt: skip


def answer_of(told: ToldExchange) -> str:
    """The answer in a sentence or two."""
    figures: dict[str, Any] = told.result["exchange"]
    if not figures["participants"]:
        return "Tidak seorang pun meminta tempat lain, jadi tidak ada yang dapat ditukar."
    people = wording.whole(figures["participants"])
    if not figures["movers"]:
        return (
            f"Dari {people} orang yang ikut tidak ada yang dapat saling bertukar: tidak ada lingkaran yang membawa "
            "semua anggotanya ke tempat yang lebih disukai."
        )
    seats = " atau pindah ke kursi kosong" if figures["empty_seats_taken"] else ""
    return (
        f"{wording.whole(figures['movers'])} dari {people} peserta memperoleh tempat yang lebih mereka sukai dengan "
        f"saling bertukar{seats}. Tidak ada yang dipindahkan tanpa meminta."
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("penata.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters.update(whole=wording.whole, decimal=wording.decimal, day=wording.day)
    for name, file in (("style", "laporan.css"), ("ring_style", "tukar.css")):
        text = files("penata.report").joinpath(f"templates/{file}").read_text(encoding="utf-8")
        environment.globals[name] = Markup(text)
    return environment.get_template("tukar.html.jinja")

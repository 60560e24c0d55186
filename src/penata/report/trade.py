"""What may be traded against balance: every point in a table file, and a page with the curve and its reading."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from penata.planning.frontier import Frontier, Point, Second, rows
from penata.planning.objectives import Aims
from penata.policy import Policy
from penata.report import wording
from penata.report.charts.curve import Dot, trade_off
from penata.tables import InputError

TABLE: Final = "pilihan.csv"
PAGE: Final = "pilihan.html"

AMOUNT: Final[Mapping[Second, str]] = {"moves": "perpindahan", "wishes": "aspirasi terkabul"}
"""What balance is traded against, in words."""


def reading(found: Frontier) -> list[str]:
    """The sentences that tell how far the points can be trusted, and what lies between them."""
    what = AMOUNT[found.second]
    said = [
        f"Setiap titik terbukti: tidak ada susunan yang lebih baik pada salah satunya, kekurangan atau {what}, tanpa "
        "lebih buruk pada yang lain."
    ]
    if found.between:
        said.append(
            f"Pada {wording.whole(found.between)} jumlah {what} di antaranya tidak ada titik: susunan lain mungkin ada "
            "di situ, di dalam segitiga antara dua titik yang bersebelahan, dan tidak dapat lebih baik daripada "
            "batas yang dinyatakan."
        )
    elif len(found.points) > 1:
        said.append(f"Di antara kedua ujungnya setiap jumlah {what} punya titiknya sendiri.")
    if found.second == "wishes":
        said.append("Aspirasi terkabul: perpindahan ke tempat yang diinginkan atau diterima pegawai (WANT, ACCEPT).")
    if len(found.points) == 1:
        said.append(f"Hanya ada satu titik: kekurangan dan {what} tidak saling bertentangan di sini.")
    return said


def budgets(found: Frontier, policy: Policy) -> tuple[int, ...]:
    """The numbers of moves of ``ladder`` in the policy, where moves are traded and so few are possible."""
    most = found.points[0].moves
    fewest = found.points[-1].moves
    return tuple(one for one in policy.ladder if fewest <= one < most) if found.second == "moves" else ()


def within(found: Frontier, policy: Policy) -> list[dict[str, Any]]:
    """The best point within each number of moves of ``ladder``; no plan within it has less shortage than ``least``."""
    listed = []
    for most in budgets(found, policy):
        point, least = found.best(most), found.least(most)
        if point is not None and least is not None:
            listed.append({"most": most, "moves": point.moves, "missing_seats": point.missing_seats,
                           "shortage": point.shortage, "least": least})  # fmt: skip
    return listed


def bounds(found: Frontier, policy: Policy, aims: Aims) -> list[str]:
    """A sentence for each number of moves of ``ladder`` whose best plan is not proven."""
    return [
        f"Dengan paling banyak {wording.whole(row['most'])} perpindahan beban {_burden(row['shortage'], aims)} "
        f"tercapai; tidak ada susunan dengan beban di bawah {_burden(row['least'], aims)}."
        for row in within(found, policy)
        if row["least"] < row["shortage"]
    ]  # fmt: skip


def told(found: Frontier, count: int, policy: Policy) -> list[dict[str, Any]]:
    """The points of the table, the fewest moves (or the most wishes) first: each with what it adds to the one before.

    Among them the best within each number of moves of ``ladder``. ``better``: people missing less than at the row
    before; ``more``: moves more (or wishes granted less) for that.
    """
    listed: list[dict[str, Any]] = []
    before: Point | None = None
    for point in reversed(found.spread(count, budgets(found, policy))):
        listed.append({
            "moves": point.moves, "wishes": point.wishes, "missing_seats": point.missing_seats,
            "shortage": point.shortage,
            "better": None if before is None else before.missing_seats - point.missing_seats,
            "more": None if before is None else abs(found.amount(point) - found.amount(before)),
        })  # fmt: skip
        before = point
    return listed


def write_trade(found: Frontier, policy: Policy, aims: Aims, agency: str | None, count: int, folder: Path) -> Path:
    """Write pilihan.csv (all points) and pilihan.html into a folder; the same points give the same bytes.

    Raises InputError where the folder is a file.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError([f"{folder}: sudah ada dan bukan folder; pilih folder lain"])
    folder.mkdir(parents=True, exist_ok=True)
    rows(found).write_csv(folder / TABLE)
    (folder / PAGE).write_text(page(found, policy, aims, agency, count), encoding="utf-8")
    return folder / PAGE


def page(found: Frontier, policy: Policy, aims: Aims, agency: str | None, count: int) -> str:
    """The page as text."""
    shown, what = set(found.spread(count, budgets(found, policy))), AMOUNT[found.second]
    in_order = sorted(found.points, key=lambda point: (found.amount(point), -point.shortage))
    burden = [Dot(found.amount(p), p.shortage / aims.whole, _words(found, p, aims), p in shown) for p in in_order]
    people = [Dot(found.amount(p), p.missing_seats, _words(found, p, aims), p in shown) for p in in_order]
    return _template().render(
        agency=agency,
        aims=aims,
        found=found,
        first=found.points[-1] if found.second == "moves" else found.points[0],
        last=found.points[0] if found.second == "moves" else found.points[-1],
        rows=told(found, count, policy),
        policy=policy,
        reading=[*reading(found), *bounds(found, policy, aims)],
        burden=trade_off(burden, what, "beban kekurangan", f"Beban kekurangan terhadap {what}"),
        people=trade_off(people, what, "orang kurang", f"Orang yang kurang terhadap {what}"),
        what=what,
    )


def _words(found: Frontier, point: Point, aims: Aims) -> str:
    amount, missing = wording.whole(found.amount(point)), wording.whole(point.missing_seats)
    return f"{amount} {AMOUNT[found.second]}: kurang {missing} orang, beban {_burden(point.shortage, aims)}"


def _burden(shortage: int, aims: Aims) -> str:
    return wording.decimal(shortage / aims.whole, 2)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("penata.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters.update(whole=wording.whole, decimal=wording.decimal, day=wording.day, signed=wording.signed)
    style = files("penata.report").joinpath("templates/laporan.css").read_text(encoding="utf-8")
    own = files("penata.report").joinpath("templates/pilihan.css").read_text(encoding="utf-8")
    environment.globals.update(style=Markup(f"{style}\n{own}"))
    return environment.get_template("pilihan.html.jinja")

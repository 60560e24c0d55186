"""What the coming years take away: figures by family and office, and the names behind them."""

import polars as pl
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from penata_web.needs.frames.gaps import field_names
from penata_web.needs.frames.readings import Seen
from penata_web.needs.permissions import NAME_READERS, READERS
from penata_web.needs.views.dashboard import leaving_columns
from penata_web.needs.views.gaps import gap_choices
from penata_web.needs.views.pictures import address, leaving_chart, needed_chart
from penata_web.needs.views.standing import before_the_first, standing
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.charts import number
from penata_web.shared.listing import Choice, Column, Empty, Listing, Row
from penata_web.shared.pages import page
from penata_web.shared.typed import whole

KEYS = {"rumpun": ("family", "field"), "opd": ("office", "office_id"), "kecamatan": ("district", "district_id")}


@gate.entry(*READERS)
def projection(request: Request) -> HttpResponse:
    """Need of today and at the end of each of five years, if nobody comes."""
    here = standing(request, "projection")
    if here is None:
        return before_the_first(request, "projection")
    seen = here.seen
    by = request.GET.get("per", "rumpun")
    by = by if by in KEYS else "rumpun"
    field, office = request.GET.get("rumpun", ""), request.GET.get("opd", "")
    table = Listing(
        request, id="proyeksi", title=_("Yang dibutuhkan pada akhir tiap tahun"), rows_of=_by_year(seen, by),
        columns_of=_year_columns(seen, by, named=request.acting.has(*NAME_READERS)), search=("words",),
        order=f"-needed_{seen.projection.years[-1]}",
    )  # fmt: skip
    names = field_names(seen.facts.posts)
    context = {
        **here.context,
        "leaving": leaving_chart(seen, field, office, named=request.acting.has(*NAME_READERS)),
        "needed": needed_chart(seen, field, office),
        "table": table,
        "only": names.get(field, field),
        "projection": seen.projection,
        "years": seen.projection.years,
        "first_day": seen.day.year - 1,
        "unknown": number(seen.projection.unknown),
        "overdue": number(seen.projection.overdue),
        "ways": [
            (label, address("projection", per=value), value == by)
            for value, label in (
                ("rumpun", _("Per rumpun")), ("opd", _("Per OPD")), ("kecamatan", _("Per kecamatan")),
            )
        ],
    }  # fmt: skip
    return table.as_file() or page(request, "needs/projection.html", context)


@gate.entry(*NAME_READERS)
def leaving(request: Request) -> HttpResponse:
    """Who leaves, by name: within some months everybody; in years of the projection those whom it counts."""
    here = standing(request, "projection")
    if here is None:
        return before_the_first(request, "projection")
    seen, year, months = here.seen, _whole(request, "tahun"), _whole(request, "bulan")
    rows = seen.leaving
    if not months:
        rows = rows.filter("seated")
    if year:
        rows = rows.filter(pl.col("year") == year)
    elif months:
        until = pl.lit(seen.day).dt.offset_by(f"{min(months, 60)}mo")
        rows = rows.filter(pl.col("leaves_on") < until)
    field, office, district = gap_choices(seen)
    table = Listing(
        request, id="berhenti", title=_("Pegawai yang berhenti"), rows_of=rows, columns_of=leaving_columns(),
        search=("name", "employee_id", "unit", "job"),
        filters_of=(
            Choice("reason", _("Sebab"), (("RETIREMENT", _("Pensiun (BUP)")), ("CONTRACT_END", _("Akhir kontrak")))),
            field, office, district,
        ),
        order="leaves_on",
        empty=Empty(_("Tidak ada yang berhenti"), _("Tidak seorang pun berhenti dalam masa ini.")),
    )  # fmt: skip
    people = number(rows.height)
    if year:
        words = ngettext("%(n)s orang yang mengisi kebutuhan berhenti pada %(year)s.",
                         "%(n)s orang yang mengisi kebutuhan berhenti pada %(year)s.", rows.height)  # fmt: skip
    elif months:
        words = ngettext("%(n)s orang berhenti dalam %(months)s bulan.", "%(n)s orang berhenti dalam %(months)s bulan.",
                         rows.height)  # fmt: skip
    else:
        words = ngettext(
            "%(n)s orang yang mengisi kebutuhan berhenti sampai akhir %(last)s.",
            "%(n)s orang yang mengisi kebutuhan berhenti sampai akhir %(last)s.", rows.height,
        )  # fmt: skip
    context = {
        **here.context,
        "table": table,
        "answer": words % {"n": people, "year": year, "months": months, "last": seen.projection.years[-1]},
    }
    return table.as_file() or page(request, "needs/leaving.html", context)


def _by_year(seen: Seen, by: str) -> pl.DataFrame:
    grouping, key = KEYS[by]
    frame = seen.projection.by[grouping].filter(pl.col("need").is_not_null() & pl.col(key).is_not_null())
    if by == "rumpun":
        names = field_names(seen.facts.posts)
        words = pl.col(key).replace_strict(names, default=pl.col(key), return_dtype=pl.String)
    else:
        words = pl.col(grouping)
    return frame.with_columns(
        words.alias("words"), pl.sum_horizontal(pl.selectors.starts_with("leaves_")).alias("leaves")
    )


def _year_columns(seen: Seen, by: str, *, named: bool) -> tuple[Column, ...]:
    key = KEYS[by][1]
    head = {"rumpun": _("Rumpun jabatan"), "opd": _("OPD"), "kecamatan": _("Kecamatan")}[by]

    def to_charts(row: Row) -> str:
        return "" if by == "kecamatan" else address("projection", per=by, **{by: row[key]})

    def to_names(row: Row) -> str:
        return address("leaving", **{f"berhenti-{key}": row[key]}) if named and row["leaves"] else ""

    years = seen.projection.years
    return (
        Column("words", head, url=to_charts),
        Column("need", _("Kebutuhan"), kind="number"),
        Column("filled", _("Terisi"), kind="number"),
        Column("leaves", _("Berhenti"), kind="number", url=to_names),
        *(Column(f"needed_{year}", _("Akhir %(year)s") % {"year": year}, kind="number") for year in years),
    )


def _whole(request: Request, name: str) -> int:
    text = request.GET.get(name, "")
    return min(whole(text) or 0, 99_999)

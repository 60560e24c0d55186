"""Lists of posts: what is short, what is over, what has no need."""

import polars as pl
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from penata_web.needs.enums import Direction
from penata_web.needs.frames.gaps import field_names, gaps
from penata_web.needs.frames.readings import Seen
from penata_web.needs.permissions import READERS
from penata_web.needs.views.pictures import address
from penata_web.needs.views.standing import before_the_first, standing
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.charts import number
from penata_web.shared.listing import Choice, Column, Empty, Listing
from penata_web.shared.pages import page


@gate.entry(*READERS)
def shortages(request: Request) -> HttpResponse:
    """Posts by what is short, over or not stated: the rows behind the figures."""
    here = standing(request, "shortages")
    if here is None:
        return before_the_first(request, "shortages")
    asked = request.GET.get("arah", "")
    direction = Direction(asked) if asked in Direction.values else Direction.SHORT
    unit_id = request.GET.get("unit", "")
    rows = gaps(here.seen, direction, unit_id)
    orders = {Direction.SHORT: "-shortage", Direction.OVER: "-surplus", Direction.WITHOUT: "-filled"}
    table = Listing(
        request, id="formasi", title=_("Formasi"), rows_of=rows, columns_of=gap_columns(direction),
        search=("unit", "what", "post_id"), filters_of=gap_choices(here.seen), order=orders.get(direction, "unit"),
        row_url=lambda row: reverse("needs:unit", args=[row["unit_id"]]),
        empty=Empty(_("Tidak ada formasi di sini"), _("Tidak ada formasi yang masuk daftar ini.")),
    )  # fmt: skip
    context = {
        **here.context,
        "table": table,
        "answer": _answer(rows, direction),
        "directions": [
            (label, address("shortages", arah=value, unit=unit_id), value == direction)
            for value, label in Direction.choices
        ],
        "only": rows["unit"][0] if unit_id and rows.height else unit_id,
        "everywhere": address("shortages", arah=direction.value),
    }
    return table.as_file() or page(request, "needs/shortages.html", context)


def gap_columns(direction: Direction, *, with_unit: bool = True) -> tuple[Column, ...]:
    """Columns of a list of posts with their gap: those that matter in a direction."""
    wanted = {
        Direction.SHORT: ("need", "filled", "shortage", "share"),
        Direction.OVER: ("need", "filled", "surplus"),
        Direction.WITHOUT: ("filled", "need_source"),
        Direction.ALL: ("need", "filled", "shortage", "surplus", "ej", "need_source"),
    }[direction]
    columns = {
        "need": Column("need", _("Kebutuhan"), kind="number"),
        "filled": Column("filled", _("Terisi"), kind="number"),
        "shortage": Column("shortage", _("Kekurangan"), kind="number"),
        "share": Column("share", _("Kosong"), kind="percent"),
        "surplus": Column("surplus", _("Kelebihan"), kind="number"),
        "ej": Column("ej", _("EJ"), kind="number", show=lambda row: None if row["ej"] is None else number(row["ej"])),
        "need_source": Column("need_source", _("Dasar kebutuhan")),
    }
    unit = (Column("unit", _("Unit"), url=lambda row: reverse("needs:unit", args=[row["unit_id"]])),)
    place = (Column("district", _("Kecamatan")),)
    return (
        *(unit if with_unit else ()),
        Column("what", _("Jabatan"), url=lambda row: reverse("needs:sheets-of-post", args=[row["post_id"]])),
        *(place if with_unit else ()),
        *(columns[name] for name in wanted),
    )


def gap_choices(seen: Seen) -> tuple[Choice, ...]:
    """Filters of a list of posts, in the words of people."""
    posts = seen.facts.posts
    fields = sorted(field_names(posts).items(), key=lambda item: item[1])
    return (
        Choice("field", _("Rumpun"), tuple(fields)),
        Choice("office_id", _("OPD"), _named(posts, "office_id", "office")),
        Choice("district_id", _("Kecamatan"), _named(posts, "district_id", "district")),
    )


def _named(posts: pl.DataFrame, key: str, name: str) -> tuple[tuple[str, str], ...]:
    rows = posts.select(key, name).drop_nulls().unique(key).sort(name, key)
    return tuple((str(value), str(words)) for value, words in rows.iter_rows())


def _answer(rows: pl.DataFrame, direction: Direction) -> str:
    posts = number(rows.height)
    if direction is Direction.SHORT:
        people = int(rows["shortage"].sum())
        words = ngettext(
            "Kurang %(n)s orang pada %(posts)s formasi.", "Kurang %(n)s orang pada %(posts)s formasi.", people
        )
    elif direction is Direction.OVER:
        people = int(rows["surplus"].sum())
        words = ngettext(
            "Berlebih %(n)s orang pada %(posts)s formasi.", "Berlebih %(n)s orang pada %(posts)s formasi.", people
        )
    elif direction is Direction.WITHOUT:
        people = int(rows["filled"].sum())
        words = ngettext(
            "%(posts)s formasi belum punya angka kebutuhan; %(n)s orang duduk di sana dan tidak ikut dihitung.",
            "%(posts)s formasi belum punya angka kebutuhan; %(n)s orang duduk di sana dan tidak ikut dihitung.", people,
        )  # fmt: skip
    else:
        people = int(rows["filled"].sum())
        words = ngettext("%(n)s orang pada %(posts)s formasi.", "%(n)s orang pada %(posts)s formasi.", people)
    return words % {"n": number(people), "posts": posts}

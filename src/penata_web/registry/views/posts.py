"""Posts: the list, and one post with its holders."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from penata_web.registry import permissions, queries
from penata_web.registry.enums import CATEGORIES, label_of
from penata_web.registry.frames.post import months_in_post
from penata_web.registry.models import PostLine
from penata_web.registry.views.day import Day, day_of
from penata_web.registry.views.empty import nothing_known
from penata_web.registry.views.persons import leaving_tone
from penata_web.registry.views.profile import months_in_words
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.listing import Choice, Column, Empty, Listing, Row
from penata_web.shared.pages import page

READERS = permissions.ORGANISATION_READERS

POST_VALUES = (
    "post_id", "job", "subject", "unit", "unit_id", "office_id", "category", "field", "need", "need_source", "filled",
    "absent", "shortage", "surplus", "leads_unit", "level_order",
)  # fmt: skip


def post_columns(day: Day, *, place: bool = True) -> tuple[Column, ...]:
    """The columns by which posts are listed everywhere."""
    found = (
        Column("job", _("Jabatan"), show=job_words, url=lambda row: day.url("registry:post", row["post_id"])),
        Column("unit", _("Unit"), url=lambda row: day.url("registry:unit", row["unit_id"])),
        Column("category", _("Jenis"), show=lambda row: label_of(row["category"])),
        Column("need", _("Kebutuhan"), kind="number"),
        Column("filled", _("Terisi"), kind="number"),
        Column("shortage", _("Kurang"), kind="number", show=lambda row: row["shortage"] or None,
               tone=lambda row: "warn" if row["shortage"] else ""),
        Column("surplus", _("Lebih"), kind="number", show=lambda row: row["surplus"] or None),
        Column("need_source", _("Dasar kebutuhan")),
    )  # fmt: skip
    return found if place else tuple(column for column in found if column.name != "unit")


def job_words(row: Row) -> str:
    """The job, with its subject where it has one."""
    return f"{row['job']} · {row['subject']}" if row["subject"] else str(row["job"])


@gate.entry(*READERS)
def posts(request: Request) -> HttpResponse:
    """Every post in scope; only the vacant ones, or those that are short, where the address asks for them."""
    day = day_of(request)
    only = request.GET.get("hanya", "")
    rows = queries.posts(request.acting, on=day.on)
    if only == "kosong":
        rows = rows.filter(filled=0, shortage__gt=0)
    elif only == "pimpinan":
        rows = rows.filter(filled=0, shortage__gt=0, leads_unit=True)
    elif only == "kurang":
        rows = rows.filter(shortage__gt=0)
    elif only == "lebih":
        rows = rows.filter(surplus__gt=0)
    table = Listing(
        request,
        id="formasi",
        title=_("Formasi"),
        rows_of=rows.values(*POST_VALUES),
        columns_of=post_columns(day),
        search=("job", "unit", "subject"),
        filters_of=(
            Choice("office_id", _("Perangkat daerah"), tuple(queries.offices(request.acting, on=day.on))),
            Choice("category", _("Jenis jabatan"), CATEGORIES),
            Choice("field", _("Rumpun"), tuple(queries.fields(on=day.on))),
        ),
        order="-shortage" if only in {"", "kurang", "kosong"} else "job",
        empty=nothing_known(day, Empty(_("Tidak ada formasi"), _("Tidak ada formasi seperti itu pada tanggal ini."))),
    )
    tabs = [
        (label, day.url("registry:posts", **({"hanya": name} if name else {})), name == only)
        for name, label in (
            ("", _("Semua")), ("pimpinan", _("Pimpinan kosong")), ("kosong", _("Kosong")), ("kurang", _("Kurang")),
            ("lebih", _("Lebih")),
        )
    ]  # fmt: skip
    return table.as_file() or page(request, "registry/posts.html", {"day": day, "table": table, "tabs": tabs})


@gate.entry(*READERS)
def post(request: Request, post_id: str) -> HttpResponse:
    """One post: what is needed and why, who sits there, who will leave."""
    day = day_of(request)
    line = queries.post(request.acting, post_id, on=day.on)
    if line is None:
        raise Http404
    months = months_in_post(post_id, day.on)
    names = ("employee_id", "name", "rank", "status", "employment", "in_post_since", "leaves_on", "counted")
    table = Listing(
        request,
        id="pegawai",
        title=_("Yang menduduki"),
        rows_of=queries.holders(request.acting, post_id, on=day.on).values(*names),
        columns_of=(
            Column("name", _("Nama"), kind="person", url=lambda row: day.url("registry:person", row["employee_id"])),
            Column("employee_id", _("NIP")),
            Column("rank", _("Golongan")),
            Column("in_post_since", _("Di jabatan ini sejak"), kind="date"),
            Column("months", _("Lama"), show=lambda row: months_in_words(months.get(row["employee_id"])) or None,
                   sortable=False),
            Column("status", _("Kedudukan hukum"), kind="status", show=lambda row: label_of(row["status"]),
                   tone=lambda row: "" if row["counted"] else "quiet"),
            Column("leaves_on", _("Pensiun atau akhir kontrak"), kind="date",
                   tone=lambda row: leaving_tone(day, row["leaves_on"])),
        ),
        order="in_post_since",
        empty=Empty(_("Belum ada yang menduduki"), _("Kursi ini kosong pada tanggal ini.")),
    )  # fmt: skip
    unit = queries.unit(request.acting, line.unit_id, on=day.on)
    above = queries.above(request.acting, unit, on=day.on) if unit else []
    context = {
        "day": day, "line": line, "table": table if permissions.sees_people(request.acting) else None, "unit": unit,
        "above": above, "category": label_of(line.category), "figures": _figures(request, line, day),
        "job": job_words({"job": line.job, "subject": line.subject}),
    }  # fmt: skip
    return table.as_file() or page(request, "registry/post.html", context)


def _figures(request: Request, line: PostLine, day: Day) -> list[tuple[object, ...]]:
    leaving = queries.leaving(request.acting, on=day.on).filter(post_id=line.post_id).count()
    people = _("orang")
    if line.need is None:
        gap: tuple[object, ...] = (None, "", _("kebutuhan belum ditetapkan"), "", "warn")
    elif line.shortage:
        gap = (line.shortage, people, _("kurang"), "", "warn")
    elif line.surplus:
        gap = (line.surplus, people, _("lebih"), "", "")
    else:
        gap = (0, people, _("kurang; formasi terpenuhi"), "", "good")
    return [
        (line.need, people, _("dibutuhkan"), "", ""),
        (line.filled, people, _("terisi"), "", ""),
        gap,
        (leaving, people, _("pergi dalam 12 bulan"), "", "warn" if leaving else ""),
    ]

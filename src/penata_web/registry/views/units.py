"""Units: the tree, the list, and one unit with its people, posts and chart."""

import datetime as dt

from django.http import Http404, HttpResponse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from penata_web.registry import permissions, queries
from penata_web.registry.enums import UNIT_KINDS, label_of
from penata_web.registry.models import UnitLine
from penata_web.registry.views.day import Day, day_of
from penata_web.registry.views.empty import nothing_known
from penata_web.registry.views.persons import PERSON_VALUES, person_columns
from penata_web.registry.views.posts import POST_VALUES, post_columns
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.listing import Choice, Column, Empty, Listing
from penata_web.shared.pages import page

READERS = permissions.ORGANISATION_READERS


@gate.entry(*READERS)
def units(request: Request) -> HttpResponse:
    """The tree, or the branch below the unit that the address names; as a list where it asks for that."""
    day = day_of(request)
    if request.GET.get("daftar"):
        return _list(request, day)
    top = None
    if request.GET.get("induk"):
        top = queries.unit(request.acting, request.GET["induk"], on=day.on)
        if top is None:
            raise Http404
        branch = queries.children(request.acting, top.unit_id, on=day.on)
    else:
        branch = queries.tops(request.acting, on=day.on)
    lines = list(branch)
    for line in lines:
        line.url = day.url("registry:unit", line.unit_id)
        line.branch_url = day.url("registry:units", induk=line.unit_id)
    context = {
        "day": day, "lines": lines, "top": top, "totals": queries.totals(request.acting, on=day.on),
        "nothing": nothing_known(day, Empty(_("Tidak ada unit"), _("Tidak ada unit di bawah ini."))),
    }  # fmt: skip
    return page(request, "registry/units.html", context)


def _list(request: Request, day: Day) -> HttpResponse:
    names = (
        "unit_id", "name", "kind", "office", "office_id", "district", "head", "head_id", "all_need", "all_filled",
        "all_shortage", "all_surplus",
    )  # fmt: skip
    table = Listing(
        request,
        id="unit",
        title=_("Unit"),
        rows_of=queries.units(request.acting, on=day.on).values(*names),
        columns_of=(
            Column("name", _("Unit"), url=lambda row: day.url("registry:unit", row["unit_id"])),
            Column("kind", _("Jenis"), show=lambda row: label_of(row["kind"])),
            Column("office", _("Perangkat daerah")),
            Column("district", _("Kecamatan")),
            Column("head", _("Pimpinan"), kind="person"),
            Column("all_need", _("Kebutuhan"), kind="number"),
            Column("all_filled", _("Terisi"), kind="number"),
            Column("all_shortage", _("Kurang"), kind="number"),
            Column("all_surplus", _("Lebih"), kind="number"),
        ),
        search=("name", "unit_id"),
        filters_of=(
            Choice("kind", _("Jenis"), tuple((code, label_of(code)) for code, _label in UNIT_KINDS)),
            Choice("office_id", _("Perangkat daerah"), tuple(queries.offices(request.acting, on=day.on))),
        ),
        order="name",
        empty=nothing_known(day, Empty(_("Tidak ada unit"), _("Tidak ada unit pada tanggal ini."))),
    )
    return table.as_file() or page(request, "registry/unit_list.html", {"day": day, "table": table})


@gate.entry(*READERS)
def unit(request: Request, unit_id: str) -> HttpResponse:
    """One unit: posts with need and holders, who leaves, who came and went, and its chart."""
    day = day_of(request)
    line = queries.unit(request.acting, unit_id, on=day.on)
    if line is None:
        raise Http404
    tab = request.GET.get("lihat", "formasi")
    build = {"formasi": _posts, "pensiun": _leaving, "keluar-masuk": _came_and_went, "bagan": _chart}.get(tab, _posts)
    tables, more = build(request, line, day)
    for table in tables:
        if file := table.as_file():
            return file
    tabs = [
        (label, day.url("registry:unit", unit_id, **({"lihat": name} if name != "formasi" else {})), name == tab)
        for name, label in (
            ("formasi", _("Formasi")), ("pensiun", _("Yang akan pergi")), ("keluar-masuk", _("Masuk dan keluar")),
            ("bagan", _("Bagan organisasi")),
        )
    ]  # fmt: skip
    context = {
        "day": day, "line": line, "above": queries.above(request.acting, line, on=day.on), "tabs": tabs, "tab": tab,
        "tables": tables, "kind": label_of(line.kind), **more,
    }  # fmt: skip
    return page(request, "registry/unit.html", context)


Built = tuple[list[Listing], dict[str, object]]


def _posts(request: Request, line: UnitLine, day: Day) -> Built:
    whole = bool(request.GET.get("bawahan"))
    rows = queries.posts(request.acting, on=day.on)
    rows = rows.filter(queries.below(line.path)) if whole else rows.filter(unit_id=line.unit_id)
    table = Listing(
        request,
        id="formasi",
        title=_("Formasi di unit ini dan bawahannya") if whole else _("Formasi di unit ini"),
        rows_of=rows.values(*POST_VALUES),
        columns_of=post_columns(day, place=whole),
        search=("job", "subject"),
        order="-shortage",
        empty=Empty(_("Tidak ada formasi di unit ini"), _("Formasinya ada pada unit di bawahnya.")),
    )
    people = queries.persons(request.acting, on=day.on).filter(unit_id=line.unit_id)
    holders = Listing(
        request,
        id="pegawai",
        title=_("Pegawai di unit ini"),
        rows_of=people.values(*PERSON_VALUES),
        columns_of=person_columns(day, place=False),
        search=("name", "employee_id"),
        order="name",
        empty=Empty(
            _("Tidak ada pegawai di unit ini"), _("Pegawainya duduk di unit di bawahnya, atau unit ini kosong.")
        ),
    )
    tables = [table, holders] if permissions.sees_people(request.acting) else [table]
    return tables, {"whole": whole}


def _leaving(request: Request, line: UnitLine, day: Day) -> Built:
    years = 2 if request.GET.get("tahun") == "2" else 1
    rows = queries.leaving(request.acting, on=day.on, years=years).filter(queries.below(line.path))
    table = Listing(
        request,
        id="pergi",
        title=_("Pergi dalam 24 bulan") if years == 2 else _("Pergi dalam 12 bulan"),
        rows_of=rows.values(*PERSON_VALUES),
        columns_of=person_columns(day),
        search=("name", "employee_id", "job"),
        order="leaves_on",
        empty=Empty(_("Tidak ada yang akan pergi"), _("Tidak ada yang pensiun atau habis kontrak dalam waktu itu.")),
    )
    return [table], {"years": years}


def _came_and_went(request: Request, line: UnitLine, day: Day) -> Built:
    try:
        since = parse_date(request.GET.get("sejak", "")) or queries.years_later(day.on, -1)
    except ValueError:
        since = queries.years_later(day.on, -1)
    if day.since and since < day.since:
        since = min(day.since, day.on)
    tables = []
    for identity, title, found, empty in (
        ("masuk", _("Datang"), queries.came, _("Tidak ada yang datang")),
        ("keluar", _("Pergi"), queries.went, _("Tidak ada yang pergi")),
    ):
        rows = found(request.acting, line, since=since, until=day.on)
        tables.append(Listing(
            request,
            id=identity,
            title=title,
            rows_of=rows.values(*PERSON_VALUES),
            columns_of=person_columns(day),
            search=("name", "employee_id"),
            order="name",
            empty=Empty(empty, _("Antara kedua tanggal itu tidak ada perubahan yang tercatat.")),
        ))  # fmt: skip
    return tables, {"from": since, "earliest": _earliest(day)}


def _earliest(day: Day) -> dt.date:
    return day.since or day.on


def _chart(request: Request, line: UnitLine, day: Day) -> Built:
    boxes = list(queries.children(request.acting, line.unit_id, on=day.on)[:200])
    leaders = queries.posts(request.acting, on=day.on).filter(unit_id__in=[line.unit_id, *(b.unit_id for b in boxes)])
    vacant = set(leaders.filter(leads_unit=True, filled=0, shortage__gt=0).values_list("unit_id", flat=True))
    for box in (line, *boxes):
        box.vacant = box.unit_id in vacant and box.head is None
        box.head_words = label_of(box.head_as)
        box.initials = _initials(box.head)
    return [], {"boxes": boxes, "names": permissions.sees_people(request.acting)}


def _initials(name: str | None) -> str:
    words = [word for word in (name or "").split(",")[0].split() if word[0].isalpha() and not word.endswith(".")]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words))

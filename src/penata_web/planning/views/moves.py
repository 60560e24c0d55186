"""Who moves, and the chains in which people follow each other."""

from typing import Final

import polars as pl
from django.http import HttpResponse
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from penata_web.planning.frames.moves import FIRST_CHAINS, chain_of, chains_seen, moves_seen
from penata_web.planning.queries.plans import READERS
from penata_web.planning.views.plans import KINDS, opened
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.listing import Choice, Column, Empty, Listing, Row
from penata_web.shared.pages import page

UNITS_TO_CHOOSE: Final = 400
"""More units than this are found by searching, not by choosing."""


@gate.entry(*READERS)
def plan_moves(request: Request, pk: int) -> HttpResponse:
    """Everybody who moves: from where, to where, why."""
    shown = opened(request, pk, "plan-moves")
    rows = moves_seen(shown.reading, shown.sight)
    table = Listing(
        request, id="perpindahan", title=_("Siapa pindah ke mana?"), rows_of=rows,
        columns_of=_columns(pk, for_file="perpindahan-berkas" in request.GET),
        search=("name", "employee_id", "place_from", "place_to", "chain_id"),
        filters_of=_filters(request, rows), order="name", watermark=shown.mark,
        empty=Empty(_("Tidak ada perpindahan"), shown.nothing),
    )  # fmt: skip
    return table.as_file() or page(request, "planning/plan_moves.html", {**shown.context, "table": table})


@gate.entry(*READERS)
def plan_chains(request: Request, pk: int) -> HttpResponse:
    """Chains of moves drawn as rows of seats, with what each hangs on."""
    shown = opened(request, pk, "plan-chains")
    rows = chains_seen(shown.reading, shown.sight)
    chosen = rows.filter(rows["chain_id"] == request.GET.get("rantai", ""))
    first = chosen if len(chosen) else rows.head(FIRST_CHAINS)
    drawn = [chain_of(shown.reading, shown.sight, row) for row in first.to_dicts()]
    here = reverse("planning:plan-chains", args=[pk])
    table = Listing(
        request, id="daftar-rantai", title=_("Semua rantai"), rows_of=rows,
        columns_of=(
            Column("chain_id", _("Rantai"), url=lambda row: f"{here}?rantai={row['chain_id']}"),
            Column("moves", _("Orang"), kind="number"),
            Column("first_wave", _("Tahap"), kind="number"),
            Column("weakest_name", _("Mata rantai terlemah")),
            Column("why_text", _("Sebab"), sortable=False),
            Column("stands_text", _("Bila gagal"), sortable=False),
        ),
        search=("chain_id", "people", "units"), order="", watermark=shown.mark,
        empty=Empty(_("Tidak ada rantai"), _("Tidak ada perpindahan yang menunggu orang lain.")),
    )  # fmt: skip
    context = {**shown.context, "table": table, "chains": drawn, "chosen": len(chosen) > 0, "several": rows.height}
    return table.as_file() or page(request, "planning/plan_chains.html", context)


def _columns(pk: int, *, for_file: bool) -> tuple[Column, ...]:
    """What a row shows; the file has the reason and the ids besides."""
    more = (
        Column("employee_id", _("NIP")), Column("effective_date", _("TMT"), kind="date"),
        Column("chain_id", _("Rantai")), Column("distance_km", _("Jarak (km)"), kind="number"),
        Column("office_to", _("Kantor tujuan")), Column("reason", _("Mengapa")),
    )  # fmt: skip
    return (
        Column("name", _("Pegawai"), kind="person", url=lambda row: _person_url(pk, row)),
        Column("place_from", _("Dari")),
        Column("place_to", _("Ke")),
        Column("kind", _("Jenis"), show=lambda row: KINDS.get(row["kind"], row["kind"])),
        Column("wish_rank", _("Keinginan"), show=_wish),
        Column("wave", _("Tahap"), show=None if for_file else _wave),
        Column("gates", _("Syarat terbuka"), kind="number"),
        Column("gain", _("Nilai"), kind="points"),
        *(more if for_file else ()),
    )


def _filters(request: Request, rows: pl.DataFrame) -> tuple[Choice, ...]:
    """Offices always; units where they are not too many to choose from; districts where the map asked for one."""
    waves = tuple((str(one), _("Tahap %(wave)s") % {"wave": one}) for one in sorted(rows["wave"].drop_nulls().unique()))
    kinds = tuple((code, label) for code, label in KINDS.items() if code in set(rows["kind"]))
    units: tuple[Choice, ...] = (Choice("unit_from", _("Unit asal")), Choice("unit_to", _("Unit tujuan")))
    if max(rows["unit_from"].n_unique(), rows["unit_to"].n_unique()) > UNITS_TO_CHOOSE and not _asks(request, "unit"):
        units = ()
    places = (Choice("district_from", _("Kecamatan asal")), Choice("district_to", _("Kecamatan tujuan")))
    return (
        Choice("office_from", _("Kantor asal")), Choice("office_to", _("Kantor tujuan")), *units,
        *(places if _asks(request, "district") else ()), Choice("kind", _("Jenis"), kinds),
        Choice("wished", _("Keinginan"), (("YES", _("Terpenuhi")), ("NO", _("Lainnya")))),
        Choice("wave", _("Tahap"), waves),
    )  # fmt: skip


def _person_url(pk: int, row: Row) -> str:
    return reverse("planning:plan-person", args=[pk, row["employee_id"]])


def _wish(row: Row) -> str | None:
    return None if row["wish_rank"] is None else _("ke-%(rank)s") % {"rank": row["wish_rank"]}


def _wave(row: Row) -> str | None:
    if row["wave"] is None:
        return None
    day = formats.date_format(row["effective_date"], "j M Y") if row["effective_date"] else _("belum bertanggal")
    return f"{row['wave']} · {day}"


def _asks(request: Request, place: str) -> bool:
    return any(request.GET.get(f"perpindahan-{place}_{side}") for side in ("from", "to"))

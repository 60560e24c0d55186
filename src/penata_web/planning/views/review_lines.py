"""One name of a list: all that was found, and the change of person or seat; names added and taken off."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from penata_web.planning.forms.reviews import LineForm, VersionForm
from penata_web.planning.models import Review
from penata_web.planning.operations import reviews as operations
from penata_web.planning.operations.refusals import RefusedChangeError, StaleError
from penata_web.planning.permissions import READS
from penata_web.planning.queries import reviews as queries
from penata_web.planning.views.reviews import VERDICTS, history_of, is_checking, mark_of
from penata_web.registry.queries import person, post
from penata_web.shared import gate
from penata_web.shared.acting import Acting, Request
from penata_web.shared.pages import onward, page
from penata_web.shared.typed import whole


@gate.entry(*READS)
def review_line(request: Request, pk: int, key: str) -> HttpResponse:
    """One name: what was found, who would have more points, and another person or seat in its place."""
    at = timezone.now()
    row = queries.review_of(request.acting, pk)
    line = next((one for one in row.lines if str(one["key"]) == key and one["state"] != "REMOVED"), None)
    if line is None:
        raise Http404
    told = next((one for one in row.result.get("names", ()) if one["key"] == line["key"]), None)
    refusal: RefusedChangeError | None = None
    if request.method == "POST":
        form = LineForm(request.POST)
        if form.is_valid():
            try:
                operations.change_line(review=row, key=line["key"], **form.cleaned_data, by=request.acting, at=at)
            except RefusedChangeError as error:
                refusal = error
            else:
                return onward(request, "planning:review", pk, said=_("Baris diubah; daftar diperiksa ulang."))
    context = {
        **_context(request, row, at, refusal), "line": line, "told": told,
        "verdict": VERDICTS[told["verdict"]] if told else None,
    }  # fmt: skip
    return page(request, "planning/review_line.html", context, status=409 if refusal else 200)


@gate.entry(*queries.WRITERS)
def review_add(request: Request, pk: int) -> HttpResponse:
    """A name that is not on the list yet, with its seat."""
    at = timezone.now()
    row = queries.review_of(request.acting, pk)
    refusal: RefusedChangeError | None = None
    if request.method == "POST":
        form = LineForm(request.POST)
        if form.is_valid():
            try:
                operations.add_line(review=row, **form.cleaned_data, by=request.acting, at=at)
            except RefusedChangeError as error:
                refusal = error
            else:
                return onward(request, "planning:review", pk, said=_("Nama ditambahkan; daftar diperiksa ulang."))
    context = _context(request, row, at, refusal)
    return page(request, "planning/review_add.html", context, status=409 if refusal else 200)


@require_POST
@gate.entry(*queries.WRITERS)
def review_remove(request: Request, pk: int, key: str) -> HttpResponse:
    """Take a name off the list, or put it back."""
    row = queries.review_of(request.acting, pk)
    form = VersionForm(request.POST)
    number = whole(key)
    if not form.is_valid() or number is None:
        raise Http404
    back = "kembali" in request.POST
    act = operations.put_line_back if back else operations.remove_line
    at = timezone.now()
    try:
        act(review=row, key=number, version=form.cleaned_data["version"], by=request.acting, at=at)
    except RefusedChangeError as refusal:
        context = _context(request, row, at, refusal)
        return page(request, "planning/review_refused.html", context, status=409)
    said = _("Nama dikembalikan; daftar diperiksa ulang.") if back else _("Nama dihapus; daftar diperiksa ulang.")
    return onward(request, "planning:review", pk, said=said)


def _context(request: Request, row: Review, at: dt.datetime, refusal: RefusedChangeError | None) -> dict[str, Any]:
    """What was typed, found and chosen so far; and what somebody else did meanwhile."""
    day = timezone.localdate(at)
    asked = {name: request.GET.get(name, "").strip() for name in ("orang", "jabatan")}
    chosen = {
        "employee_id": request.POST.get("employee_id") or request.GET.get("pegawai", ""),
        "post_id": request.POST.get("post_id") or request.GET.get("formasi", ""),
    }
    stale = isinstance(refusal, StaleError)
    if stale:
        row.refresh_from_db()
    return {
        "review": row, "mark": mark_of(request.acting, at), "may_write": queries.may_write(request.acting),
        "checking": is_checking(row), "refusal": refusal, "changes": history_of(row)[:5] if stale else [],
        "asked": asked, "chosen": chosen, "chosen_words": _words(request.acting, chosen, day),
        "people": queries.people_found(request.acting, asked["orang"], day),
        "posts": queries.posts_found(request.acting, asked["jabatan"], day),
    }  # fmt: skip


def _words(acting: Acting, chosen: dict[str, str], day: dt.date) -> dict[str, str]:
    """Name of the person and words of the seat that were chosen."""
    who = person(acting, chosen["employee_id"], on=day) if chosen["employee_id"] else None
    where = post(acting, chosen["post_id"], on=day) if chosen["post_id"] else None
    return {
        "person": who.name if who else "",
        "post": ", ".join(filter(None, (where.job, where.unit))) if where else "",
    }

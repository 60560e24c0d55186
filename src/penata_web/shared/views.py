"""Pages that belong to no stage: home, search, jobs, capacity, the record of acts."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from penata_web.shared import acts, gate, jobs
from penata_web.shared.accounts import (
    AccountForm,
    CapacityForm,
    default_capacity,
    end_capacity,
    give_capacity,
    open_account,
    password_address,
    switch_account,
)
from penata_web.shared.acting import Request
from penata_web.shared.enums import Role
from penata_web.shared.listing import Choice, Column, Empty, Listing
from penata_web.shared.models import Account, Act, Capacity, Job, Token
from penata_web.shared.pages import onward, page
from penata_web.shared.searching import hits
from penata_web.shared.terms import TERMS
from penata_web.shared.tokens import make_token, revoke_token
from penata_web.shared.verbs import thing_words, verb_words


@gate.entry()
def search(request: Request) -> HttpResponse:
    """A person by NIP or name, a unit, a post, a plan."""
    query = request.GET.get("q", "").strip()
    return page(request, "shared/search.html", {"query": query, "hits": hits(request.acting, query)})


@gate.entry()
def job(request: Request, pk: int) -> HttpResponse:
    """One's own job, how far it is and what came of it; the system's keeper sees all."""
    return page(request, "shared/job.html", {"job": _own_job(request, pk)})


@require_POST
@gate.entry()
def job_cancel(request: Request, pk: int) -> HttpResponse:
    """Ask a job to stop."""
    row = _own_job(request, pk)
    jobs.cancel(job=row)
    return HttpResponseRedirect(f"../{pk}/")


@gate.entry()
def capacity(request: Request) -> HttpResponse:
    """Choose in what capacity to act."""
    assert request.acting.account is not None
    held = gate.capacities(request.acting.account, on=timezone.localdate())
    if request.method == "POST":
        chosen = next((row for row in held if str(row.pk) == request.POST.get("capacity")), None)
        if chosen is None:
            raise Http404
        request.session[gate.SESSION_KEY] = chosen.pk
        acts.record(by=request.acting, at=timezone.now(), verb="SWITCH_CAPACITY", thing="capacity", thing_id=chosen.pk)
        onward = request.POST.get("next", "/")
        safe = url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure())
        return HttpResponseRedirect(onward if safe else "/")
    return page(request, "shared/capacity.html", {"capacities": held})


@gate.entry(Role.AUDITOR, Role.ADMIN)
def record_of_acts(request: Request) -> HttpResponse:
    """Who did what, when, in what capacity, and why."""
    table = Listing(
        request,
        id="jejak",
        title=_("Jejak audit"),
        rows_of=Act.objects.values("number", "at", "author_name", "role", "verb", "thing", "thing_id", "reason"),
        columns_of=(
            Column("number", _("Nomor"), kind="number"),
            Column("at", _("Waktu"), kind="date"),
            Column("author_name", _("Siapa"), kind="person"),
            Column("role", _("Sebagai"), show=lambda row: Role(row["role"]).label if row["role"] else ""),
            Column("verb", _("Perbuatan"), show=lambda row: verb_words(row["verb"])),
            Column("thing", _("Terhadap"), show=lambda row: f"{thing_words(row['thing'])} {row['thing_id']}"),
            Column("reason", _("Alasan")),
        ),
        search=("author_name", "thing_id", "reason"),
        filters_of=(
            Choice("verb", _("Perbuatan"), _that_occur("verb", verb_words)),
            Choice("thing", _("Terhadap"), _that_occur("thing", thing_words)),
        ),
        order="-number",
        empty=Empty(_("Belum ada catatan"), _("Setiap perbuatan di Penata akan tercatat di sini.")),
    )
    return table.as_file() or page(request, "shared/acts.html", {"table": table})


def _that_occur(name: str, words_of: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
    """The recorded values of a column, in the order of their words."""
    found = Act.objects.order_by().values_list(name, flat=True).distinct()
    return tuple(sorted(((value, words_of(value)) for value in found), key=lambda pair: pair[1]))


def _own_job(request: Request, pk: int) -> Job:
    row = get_object_or_404(Job, pk=pk)
    if request.acting.role != Role.ADMIN and row.account_id != getattr(request.acting.account, "pk", None):
        raise Http404
    return row


@gate.entry(Role.ADMIN)
def accounts(request: Request) -> HttpResponse:
    """Who can log in, and in what capacity."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = open_account(account=form.save(commit=False), by=request.acting, at=timezone.now())
        return onward(request, "account", made.pk, said=_("Akun dibuat. Berikan perannya, lalu serahkan tautan sandi."))
    table = Listing(
        request,
        id="akun",
        title=_("Akun"),
        rows_of=Account.objects.values("id", "username", "full_name", "employee_id", "is_active", "last_login"),
        columns_of=(
            Column("full_name", _("Nama"), kind="person", url=lambda row: reverse("account", args=[row["id"]])),
            Column("username", _("Nama untuk masuk")),
            Column("employee_id", _("NIP")),
            Column("last_login", _("Terakhir masuk"), kind="date"),
            Column("is_active", _("Dapat masuk"), kind="status", tone=lambda row: "" if row["is_active"] else "stop"),
        ),
        search=("full_name", "username", "employee_id"),
        order="full_name",
    )
    return table.as_file() or page(request, "shared/accounts.html", {"table": table, "form": form})


@gate.entry(Role.ADMIN)
def account(request: Request, pk: int) -> HttpResponse:
    """One account: give a capacity, end one, close the account, a new link for the password."""
    now, today = timezone.now(), timezone.localdate()
    row = get_object_or_404(Account, pk=pk)
    form = CapacityForm(request.POST or None, instance=default_capacity(row, today))
    if request.method == "POST" and form.is_valid():
        try:
            give_capacity(
                capacity=form.save(commit=False), by=request.acting, at=now, reason=form.cleaned_data["reason"]
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return onward(request, "account", pk, said=_("Peran diberikan."))
    held = [
        (capacity, capacity.valid_until is None or capacity.valid_until >= today) for capacity in row.capacities.all()
    ]
    context = {
        "row": row,
        "form": form,
        "capacities": held,
        "password_url": request.build_absolute_uri(password_address(row)),
    }
    return page(request, "shared/account.html", context)


@require_POST
@gate.entry(Role.ADMIN)
def account_switch(request: Request, pk: int) -> HttpResponse:
    """Close an account or open it again."""
    row = get_object_or_404(Account, pk=pk)
    reason = request.POST.get("reason", "")
    switch_account(account=row, active=not row.is_active, by=request.acting, at=timezone.now(), reason=reason)
    return onward(request, "account", pk, said=_("Akun ditutup.") if not row.is_active else _("Akun dibuka kembali."))


@require_POST
@gate.entry(Role.ADMIN)
def capacity_end(request: Request, pk: int) -> HttpResponse:
    """End a capacity today."""
    row = get_object_or_404(Capacity, pk=pk)
    reason = request.POST.get("reason", "")
    end_capacity(capacity=row, on=timezone.localdate(), by=request.acting, at=timezone.now(), reason=reason)
    return onward(request, "account", row.account_id, said=_("Peran diakhiri."))


@gate.entry()
def tokens(request: Request) -> HttpResponse:
    """Keys by which programs act in the present capacity."""
    capacity = get_object_or_404(Capacity, pk=request.acting.capacity_id)
    name = request.POST.get("name", "").strip()[:200]
    if request.method == "POST" and name:
        key = make_token(capacity=capacity, name=name, by=request.acting, at=timezone.now())
        return page(request, "shared/token.html", {"key": key})
    return page(request, "shared/tokens.html", {"tokens": capacity.tokens.all()})


@require_POST
@gate.entry()
def token_revoke(request: Request, pk: int) -> HttpResponse:
    """Take a key back."""
    token = get_object_or_404(Token, pk=pk, capacity_id=request.acting.capacity_id)
    revoke_token(token=token, by=request.acting, at=timezone.now())
    return onward(request, "tokens", said=_("Kunci dicabut."))


@gate.public
def glossary(request: Request) -> HttpResponse:
    """Official terms in plain words."""
    terms = [(term, long, words) for term, (long, words) in TERMS.items()]
    return page(request, "shared/glossary.html", {"terms": terms})

"""Pages of the stage: all rules, one rule with its cases, its confirmation, and a trial."""

import datetime as dt

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata_web.eligibility import frames, operations
from penata_web.eligibility.forms import ConfirmForm, TrialForm
from penata_web.eligibility.frames import RuleSheet
from penata_web.eligibility.permissions import MAY_CONFIRM
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.listing import Choice, Column, Listing, Row
from penata_web.shared.pages import onward, page

CLASSES = (
    ("HARD", gettext_lazy("menghalangi")), ("GATE", gettext_lazy("bersyarat")),
    ("SOFT", gettext_lazy("dicatat saja")), ("INFO", gettext_lazy("keterangan")),
)  # fmt: skip


@gate.entry()
def home(request: Request) -> HttpResponse:
    """Every rule in plain words: what it asks, on which article, how sure the text is, who confirmed it."""
    sheets = operations.rule_sheets(timezone.localdate())
    blocking = [sheet for sheet in sheets if sheet.rule_class == "HARD"]
    confirmed = sum(sheet.is_confirmed for sheet in blocking)
    doubtful = sum(sheet.must_check for sheet in sheets)
    table = _table(request, sheets)
    figures = [
        (len(sheets), _("aturan"), _("berlaku hari ini"), "", ""),
        (len(blocking), _("aturan"), _("menghalangi perpindahan"), "?aturan-rule_class=HARD", ""),
        (confirmed, _("aturan"), _("yang menghalangi sudah dikonfirmasi"), "?aturan-confirmed=sudah",
         "good" if confirmed == len(blocking) else "warn"),
        (doubtful, _("aturan"), _("naskahnya wajib dicocokkan"), "", "warn" if doubtful else ""),
    ]  # fmt: skip
    context = {"table": table, "figures": figures, "blocking": len(blocking), "confirmed": confirmed}
    return table.as_file() or page(request, "eligibility/home.html", context)


@gate.entry()
def rule(request: Request, rule_id: str) -> HttpResponse:
    """One rule with its cases; the form to try it stands beside."""
    today = timezone.localdate()
    sheet = _sheet(rule_id, today)
    asked = operations.asked_columns(rule_id, today)
    wanted = "on" in request.GET
    form = TrialForm(request.GET if wanted else None, asked=asked, initial={"on": today} | frames.usual_person())
    answer = None
    if wanted and form.is_valid():
        seat = {name: value for name, value in form.stated("seat").items() if value is not None}
        answer = operations.tried(rule_id=rule_id, day=form.cleaned_data["on"], person=form.stated("person"), seat=seat)
    context = {
        "sheet": sheet, "cases": frames.cases_of(rule_id), "form": form,
        "answer": answer if not isinstance(answer, list) else None,
        "problems": answer if isinstance(answer, list) else [],
        "may_confirm": request.acting.has(*MAY_CONFIRM), "facts": sheet.lines,
    }  # fmt: skip
    return page(request, "eligibility/rule.html", context)


@gate.entry(*MAY_CONFIRM)
def confirm(request: Request, rule_id: str) -> HttpResponse:
    """The legal office says that it compared the rule with the official text."""
    now, today = timezone.now(), timezone.localdate()
    sheet = _sheet(rule_id, today)
    form = ConfirmForm(request.POST or None, today=today, initial={"confirmed_on": today})
    if request.method == "POST" and form.is_valid():
        operations.confirm_rule(rule_id=rule_id, by=request.acting, at=now, today=today, **form.cleaned_data)
        return onward(request, "eligibility:rule", rule_id, said=_("Konfirmasi dicatat."))
    return page(request, "eligibility/confirm.html", {"sheet": sheet, "form": form})


def _sheet(rule_id: str, day: dt.date) -> RuleSheet:
    found = next((sheet for sheet in operations.rule_sheets(day) if sheet.id == rule_id), None)
    if found is None:
        raise Http404
    return found


def _table(request: Request, sheets: list[RuleSheet]) -> Listing:
    def address(row: Row) -> str:
        return reverse("eligibility:rule", args=[row["id"]])

    words = {"sudah": _("sudah"), "belum": _("belum"), "lama, tidak dihitung": _("lama, tidak dihitung")}
    seen = sorted({sheet.confidence for sheet in sheets} - {""})
    return Listing(
        request,
        id="aturan",
        title=_("Semua aturan"),
        rows_of=frames.rules_frame(sheets),
        columns_of=(
            Column("id", _("Aturan"), url=address),
            Column("demand", _("Yang diminta"), url=address),
            Column("rule_class", _("Akibat"), kind="status", show=lambda row: dict(CLASSES)[row["rule_class"]],
                   tone=lambda row: {"HARD": "stop", "GATE": "warn"}.get(row["rule_class"], "quiet")),
            Column("citation", _("Dasar")),
            Column("confidence", _("Naskah"), show=lambda row: row["confidence"] or _("instansi")),
            Column("cases", _("Contoh kasus"), kind="number"),
            Column("confirmed", _("Dikonfirmasi"), kind="status", show=lambda row: words[row["confirmed"]],
                   tone=lambda row: "good" if row["confirmed"] == "sudah" else "quiet"),
        ),
        search=("id", "demand", "citation"),
        filters_of=(
            Choice("family", _("Kelompok")),
            Choice("rule_class", _("Akibat"), CLASSES),
            Choice("confidence", _("Naskah"), tuple((code, code) for code in seen)),
            Choice("confirmed", _("Dikonfirmasi"), tuple(words.items())),
        ),
        row_url=address,
    )  # fmt: skip

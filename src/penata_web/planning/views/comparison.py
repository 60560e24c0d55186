"""Plans side by side, and what balance costs in moves or wishes."""

from typing import Any, Final

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from penata_web.planning.frames.comparison import Compared, compared
from penata_web.planning.models import Plan
from penata_web.planning.operations.frontiers import start_frontier
from penata_web.planning.operations.refusals import RefusedChangeError
from penata_web.planning.permissions import READS
from penata_web.planning.queries.comparison import comparable, plans_beside
from penata_web.planning.queries.plans import finished_plan_of, sees_whole
from penata_web.planning.views.drafts import mark_of
from penata_web.planning.views.scenarios import settings_told
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.charts import Chart, Dot, Series, number
from penata_web.shared.listing import Column, Empty, Listing
from penata_web.shared.pages import onward, page
from penata_web.shared.typed import whole

MOST_PLANS: Final = 4
SECONDS: Final = ("moves", "wishes")


@gate.entry(*READS)
def compare(request: Request) -> HttpResponse:
    """Two or more plans of one cycle: figures, people, units, limits, policies."""
    at = timezone.now()
    asked = [one for text in request.GET.getlist("rencana") if (one := whole(text)) is not None]
    plans = plans_beside(request.acting, at, asked)[:MOST_PLANS]
    if not plans or not sees_whole(request.acting):
        raise Http404
    cycle = plans[0].scenario.cycle
    mark = next(filter(None, (mark_of(one, request.acting, at) for one in plans)), "")
    others = comparable(request.acting, at, cycle.pk)
    context: dict[str, Any] = {"cycle": cycle, "plans": plans, "others": others, "mark": mark, "most": MOST_PLANS}
    if len(plans) < 2:
        return page(request, "planning/compare_few.html", context)
    beside = compared(cycle.pk, plans)
    people, units = _people(request, plans, beside, mark), _units(request, plans, beside, mark)
    if (file := people.as_file() or units.as_file()) is not None:
        return file
    context |= {
        "rows": _figures(plans), "levels": _levels(plans), "people": people, "units": units, "chart": _chart(plans),
        "limits": list(zip(plans, beside.limits, strict=True)), "has_limits": any(beside.limits),
        "policies": [
            (plan, settings_told(plans[0].policy_text, plan.policy_text), len(plan.decisions)) for plan in plans[1:]
        ],
        "differing": beside.people.height,
    }  # fmt: skip
    return page(request, "planning/compare.html", context)


@gate.entry(*READS)
def frontier(request: Request, pk: int) -> HttpResponse:
    """What balance costs: every supported point, with the plan itself among them."""
    at = timezone.now()
    plan = finished_plan_of(request.acting, at, pk)
    cycle = plan.scenario.cycle
    second = request.GET.get("terhadap", "moves")
    second = second if second in SECONDS else "moves"
    told = plan.frontier.get(second)
    here = reverse("planning:frontier", args=[pk])
    context = {
        "plan": plan, "scenario": plan.scenario, "cycle": cycle, "mark": mark_of(plan, request.acting, at),
        "own": _own_place(plan, told, second) if told else "", "second": second, "told": told,
        "chart": _frontier_chart(told, second) if told else None,
        "tabs": [
            (_("Perpindahan"), here, second == "moves"),
            (_("Keinginan terkabul"), f"{here}?terhadap=wishes", second == "wishes"),
        ],
    }  # fmt: skip
    return page(request, "planning/frontier.html", context)


@require_POST
@gate.entry(*READS)
def frontier_start(request: Request, pk: int) -> HttpResponse:
    """Have the trade-off worked out."""
    at = timezone.now()
    plan = finished_plan_of(request.acting, at, pk)
    second = request.POST.get("terhadap", "moves")
    if second not in SECONDS:
        raise Http404
    try:
        job = start_frontier(plan=plan, second=second, by=request.acting, at=at)
    except RefusedChangeError as refusal:
        return onward(request, "planning:run", pk, said=" ".join(refusal.words))
    return HttpResponseRedirect(reverse("job", args=[job.pk]))


def _own_place(plan: Plan, told: dict[str, Any], second: str) -> str:
    """Where the plan itself stands beside the points: it also weighs fit, wishes and distance."""
    missing, moves = plan.figures["after"]["missing_seats"], plan.figures["counts"]["moves"]
    least = min((one["moves"] for one in told["points"] if one["missing_seats"] <= missing), default=None)
    if second != "moves" or least is None:
        return ""
    return _(
        "Rencana ini memakai %(moves)s perpindahan untuk kekurangan %(missing)s orang; untuk kekurangan saja cukup "
        "%(least)s. Selebihnya menaikkan nilai: kecocokan, keinginan, dan jarak."
    ) % {"moves": number(moves), "missing": number(missing), "least": number(least)}


def _figures(plans: list[Plan]) -> list[dict[str, Any]]:
    """Figures by row, one cell a plan; the best of a row is marked."""
    told = [plan.figures for plan in plans]
    rows: list[tuple[str, list[Any], Any]] = [
        (_("Masih kurang (orang)"), [one["after"]["missing_seats"] for one in told], min),
        (_("Formasi yang masih kurang"), [one["after"]["posts_short"] for one in told], min),
        (_("Orang yang pindah"), [one["counts"]["moves"] for one in told], min),
        (_("Rantai perpindahan"), [one["counts"]["chains"] for one in told], None),
        (_("Nilai semua perpindahan (poin)"), [one["objective"]["gain"] for one in told], max),
        (_("Keinginan terkabul"), [one["wishes_granted"] for one in told], max),
        (_("Tahap pelantikan"), [one["transition"]["waves"] for one in told], min),
        (_("Ketimpangan antarunit (%)"), [_share(one["after"].get("imbalance")) for one in told], min),
        (_("Batas yang mengikat"), [one.get("binding", 0) for one in told], None),
        (_("Terbukti terbaik"), [_("ya") if one["status"] == "OPTIMAL" else _("belum") for one in told], None),
    ]
    found = []
    for label, values, better in rows:
        known = [value for value in values if value is not None]
        best = better(known) if better and len(set(known)) > 1 else None
        found.append(
            {"label": label, "cells": [(_text(value), value == best and best is not None) for value in values]}
        )
    return found


def _text(value: Any) -> str:
    return value if isinstance(value, str) else number(value)


def _share(value: float | None) -> float | None:
    return None if value is None else round(100 * value, 1)


def _levels(plans: list[Plan]) -> list[dict[str, Any]]:
    """The score by objective: each level of each plan, what was reached and what is proven."""
    names: dict[str, str] = {}
    for plan in plans:
        names |= {level["name"]: level["words"] for level in plan.figures["levels"]}
    found = []
    for name, words in names.items():
        cells = []
        for plan in plans:
            value, bound = (plan.figures[part].get(name) for part in ("objective", "bounds"))
            compared_here = any(level["name"] == name for level in plan.figures["levels"])
            cells.append((number(value) if compared_here else "–", value is not None and value == bound))
        found.append({"label": words, "cells": cells})
    return [row for row in found if row["label"] != names.get("tie")]


def _chart(plans: list[Plan]) -> Chart:
    before = plans[0].figures["before"]["missing_seats"]
    least = min(plans, key=lambda plan: plan.figures["after"]["missing_seats"])
    title = _("%(name)s menyisakan kekurangan paling sedikit: %(n)s orang") % {
        "name": least.scenario.name, "n": number(least.figures["after"]["missing_seats"]),
    }  # fmt: skip
    values = [before, *(plan.figures["after"]["missing_seats"] for plan in plans)]
    return Chart(
        kind="bars", title=title, unit=_("orang"), x=(_("Sekarang"), *(plan.scenario.name for plan in plans)),
        series=(Series(_("Kekurangan"), values, ("", *(reverse("planning:plan", args=[plan.pk]) for plan in plans))),),
    )  # fmt: skip


def _people(request: Request, plans: list[Plan], beside: Compared, mark: str) -> Listing:
    columns = [
        Column("name", _("Pegawai"), kind="person"), Column("employee_id", _("NIP")),
        Column("seat_now", _("Sekarang")),
    ]  # fmt: skip
    columns += [Column(f"seat_{place}", plan.scenario.name, show=_seat(place)) for place, plan in enumerate(plans)]
    return Listing(
        request, id="beda-orang", title=_("Siapa yang duduk di tempat lain?"), rows_of=beside.people,
        columns_of=tuple(columns), search=("name", "employee_id", "seat_now"), order="name", watermark=mark,
        empty=Empty(_("Tidak ada"), _("Setiap orang duduk di tempat yang sama menurut semua rencana ini.")),
    )  # fmt: skip


def _seat(place: int) -> Any:
    return lambda row: _("tetap") if row[f"stays_{place}"] else row[f"seat_{place}"]


def _units(request: Request, plans: list[Plan], beside: Compared, mark: str) -> Listing:
    columns = [Column("unit", _("Unit")), Column("short_now", _("Kurang sekarang"), kind="number")]
    columns += [Column(f"short_{place}", plan.scenario.name, kind="number") for place, plan in enumerate(plans)]
    return Listing(
        request, id="beda-unit", title=_("Unit mana yang terisi lain?"), rows_of=beside.units,
        columns_of=tuple(columns), search=("unit",), order="unit", watermark=mark,
        empty=Empty(_("Tidak ada"), _("Kekurangan setiap unit sama menurut semua rencana ini.")),
    )  # fmt: skip


def _frontier_chart(told: dict[str, Any], second: str) -> Chart:
    points = told["points"]
    budgets = set(told["budgets"])
    least, first = min(points, key=lambda one: one["missing_seats"]), points[0]
    if second == "moves":
        title = _("%(moves)s perpindahan menurunkan kekurangan dari %(most)s menjadi %(least)s orang") % {
            "moves": number(least["moves"]), "most": number(first["missing_seats"]),
            "least": number(least["missing_seats"]),
        }  # fmt: skip
    else:
        title = _("Kekurangan terhadap keinginan yang terkabul: setiap titik terbukti terbaik pada tempatnya")
    ends = {id(points[0]), id(points[-1])}
    dots = []
    for one in sorted(points, key=lambda one: one[second]):
        marked = id(one) in ends or one[second] in budgets
        values = {"amount": number(one[second]), "missing": number(one["missing_seats"])}
        words = _("%(amount)s, kurang %(missing)s") % values if marked else ""
        dots.append(Dot(words, one[second], one["missing_seats"], marked=marked))
    name = _("Perpindahan") if second == "moves" else _("Keinginan terkabul")
    return Chart(kind="frontier", title=title, dots=tuple(dots), x_name=name, y_name=_("Kekurangan (orang)"))

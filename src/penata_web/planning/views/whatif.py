"""What if: a change tried on an opened plan, with all that follows, and the way from there into the scenario."""

from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from penata_web.planning.forms.whatif import KINDS, WEIGHTS, DecideForm, composed
from penata_web.planning.frames.boards import Opened, place_of
from penata_web.planning.frames.plans import Reading, source_of
from penata_web.planning.frames.trials import (
    Trial,
    WrongChangeError,
    answered,
    options,
    surge_options,
    trials_of,
    unit_board,
    units_like,
)
from penata_web.planning.operations.refusals import RefusedChangeError
from penata_web.planning.operations.scenarios import decide
from penata_web.planning.permissions import may_change
from penata_web.planning.queries.plans import TRIERS
from penata_web.planning.views.plans import opened
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.pages import page

UNITS_SHOWN = 2


@gate.entry(*TRIERS)
def whatif(request: Request, pk: int) -> HttpResponse:
    """Try changes on a plan: who would sit elsewhere, what is gained and lost, or why it cannot be."""
    shown = opened(request, pk, "whatif", tries=True)
    here, codes = reverse("planning:whatif", args=[pk]), request.GET.getlist("ubah")
    units = request.GET.getlist("unit")[:UNITS_SHOWN]
    composer = composed(request.GET, shown.reading)
    if composer.code:
        return HttpResponseRedirect(f"{here}?{_query([*codes, composer.code], units)}")
    place = place_of(source_of(shown.plan))
    context: dict[str, Any] = {
        **shown.context, "place": place, "composer": composer, "codes": codes, "units": units, "weights": WEIGHTS,
        "kinds": [(code, label, f"{here}?{_query(codes, units, jenis=code)}") for code, label in KINDS],
        "can_decide": may_change(request.acting, shown.plan.scenario), **_boards(request, shown.reading, units),
    }  # fmt: skip
    try:
        trials = trials_of(codes, shown.reading)
    except WrongChangeError as error:
        return page(request, "planning/whatif.html", {**context, "trials": [], "refused": str(error)})
    context["trials"] = [
        (
            trial,
            f"{here}?{_query([code for code in codes if code != trial.code], units)}",
            _form(trial, shown.plan.scenario),
        )
        for trial in trials
    ]
    if place.opened is not None:
        context |= _answers(request, place.opened, trials, shown.reading, here, units)
    return page(request, "planning/whatif.html", context)


@require_POST
@gate.entry(*TRIERS)
def whatif_decide(request: Request, pk: int) -> HttpResponse:
    """Take one trial into the scenario of the plan as a decision."""
    shown = opened(request, pk, "whatif", tries=True)
    scenario = shown.plan.scenario
    form = DecideForm(request.POST)
    back = f"{reverse('planning:whatif', args=[pk])}?{_query(request.POST.getlist('codes'), [])}"
    trial = _decided(form, shown.reading)
    problem = "" if trial else _("Andaian ini bukan keputusan tentang seorang pegawai.")
    if trial is not None and form.is_valid():
        row = trial.decides or {}
        try:
            decide(
                scenario=scenario, version=form.cleaned_data["version"], employee_id=row["employee_id"],
                kind=row["kind"], post_id=row["post_id"] or "", reason=form.cleaned_data["reason"],
                by=request.acting, at=timezone.now(),
            )  # fmt: skip
        except RefusedChangeError as error:
            problem = str(error)
        else:
            messages.success(request, _("Keputusan tersimpan dalam skenario; hitung lagi skenarionya."))
            return HttpResponseRedirect(back)
    context = {**shown.context, "form": form, "trial": trial, "problem": problem, "back": back,
               "codes": request.POST.getlist("codes")}  # fmt: skip
    return page(request, "planning/whatif_decide.html", context, status=422)


def _answers(
    request: Request, board: Opened, trials: list[Trial], reading: Reading, here: str, units: list[str]
) -> dict[str, Any]:
    """The answer to the trials, and the ranked options where they were asked for."""
    found: dict[str, Any] = {}
    surge = next((trial.surges for trial in trials if trial.surges), "")
    post_id, employee_id = request.GET.get("saran-formasi", ""), request.GET.get("saran-pegawai", "")
    try:
        if trials:
            began = perf_counter()
            found["answer"] = answered(board, trials, reading)
            found["milliseconds"] = round(1000 * (perf_counter() - began))
        if surge and "saran-lonjakan" in request.GET:
            found |= {"options": surge_options(board, reading, trials, surge), "options_for": reading.places[surge]}
        elif surge:
            found["surge"] = True
        elif post_id or employee_id:
            found["options"] = options(board, reading, post_id=post_id, employee_id=employee_id)
            found["options_for"] = reading.places[post_id] if post_id else reading.names[employee_id]
    except WrongChangeError as error:
        found["refused"] = str(error)
    found["for_person"] = bool(employee_id)
    codes = [trial.code for trial in trials]
    count, chosen = found.get("options", (0, []))
    found["options_count"] = count
    found["options"] = [(one, f"{here}?{_query([*codes, one.code], units)}") for one in chosen]
    return found


def _boards(request: Request, reading: Reading, units: list[str]) -> dict[str, Any]:
    """The posts of the units that were chosen, and the units that a typed name could mean."""
    typed = request.GET.get("cari-unit", "").strip()
    return {
        "boards": [board for unit_id in units if (board := unit_board(reading, unit_id))],
        "unit_query": typed,
        "units_found": units_like(reading, typed) if typed else [],
    }


def _form(trial: Trial, scenario: Any) -> DecideForm | None:
    if trial.decides is None:
        return None
    return DecideForm(initial={"ubah": trial.code, "version": scenario.version}, auto_id=f"%s-{trial.code}")


def _decided(form: DecideForm, reading: Reading) -> Trial | None:
    try:
        trial = trials_of([form.data.get("ubah", "")], reading)[0]
    except WrongChangeError:
        return None
    return trial if trial.decides is not None else None


def _query(codes: list[str], units: list[str], **more: str) -> str:
    return urlencode([*(("ubah", code) for code in codes), *(("unit", unit) for unit in units), *more.items()])

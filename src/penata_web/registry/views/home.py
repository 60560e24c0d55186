"""The first page of the data: how much there is, what is vacant, who leaves, what is wrong, what to do first."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from penata_web.registry import permissions, queries
from penata_web.registry.enums import label_of
from penata_web.registry.views.day import Day, day_of
from penata_web.registry.views.persons import leaving_tone
from penata_web.registry.views.posts import job_words
from penata_web.shared import gate
from penata_web.shared.acting import Acting, Request
from penata_web.shared.enums import Role
from penata_web.shared.pages import page

FEW = 8


@gate.entry()
def home(request: Request) -> HttpResponse:
    """The state of the data in one sentence; a person goes on to the own record."""
    if request.acting.role == Role.EMPLOYEE:
        return _own_page(request)
    day = day_of(request)
    context = {"day": day, "import_url": _import_url(request.acting, day)}
    if day.since is None or day.is_before:
        return page(request, "registry/home.html", context)
    acting, on = request.acting, day.on
    totals = queries.totals(acting, on=on)
    people, units = queries.persons(acting, on=on), queries.units(acting, on=on)
    vacant, leaving = queries.vacant(acting, on=on), queries.leaving(acting, on=on)
    posts = queries.posts(acting, on=on)
    counts: dict[str, Any] = {
        "people": people.count(), "units": units.count(), "posts": posts.count(),
        "unknown": posts.filter(need=None).count(),
        "vacant": vacant.count(), "leading": vacant.filter(leads_unit=True).count(), "leaving": leaving.count(),
        "tasks": queries.open_tasks(acting, on=on).count(), "faults": queries.faults(acting, on=on).count(), **totals,
    }  # fmt: skip
    quality = queries.quality(on=on)
    context |= {
        "counts": counts,
        "sees_people": permissions.sees_people(acting),
        "reads_tasks": acting.has(*permissions.TASK_READERS),
        "figures": _figures(acting, counts, quality, day),
        "vacant": [{"url": day.url("registry:post", line.post_id), "line": line,
                    "job": job_words({"job": line.job, "subject": line.subject})} for line in vacant[:FEW]],
        "leaving": [{"url": day.url("registry:person", line.employee_id), "line": line,
                     "tone": leaving_tone(day, line.leaves_on), "why": label_of(line.leaves_because)}
                    for line in leaving[:FEW]],
    }  # fmt: skip
    return page(request, "registry/home.html", context)


def _figures(acting: Acting, counts: dict[str, Any], quality: dict[str, Any] | None, day: Day) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    if permissions.sees_people(acting):
        found.append((counts["people"], _("orang"), _("pegawai tercatat"), day.url("registry:persons"), ""))
    found.append((counts["units"], _("unit"), _("dalam susunan organisasi"), day.url("registry:units"), ""))
    if counts["unknown"] == counts["posts"]:
        found.append((counts["posts"], _("formasi"), _("tanpa kebutuhan"), day.url("registry:posts"), "warn"))
    else:
        found += _gap_figures(counts, day)
    if permissions.sees_people(acting):
        leaving = (counts["leaving"], _("orang"), _("pergi dalam 12 bulan"), day.url("registry:persons", pensiun=1), "")
        found.append(leaving)
    if acting.sees_everything and quality and quality["score"] is not None:
        words = _("dari 100, mutu data; %(n)d catatan perlu diperbaiki") % {"n": counts["faults"]}
        found.append((quality["score"], "", words, day.url("registry:quality"), ""))
    elif acting.has(*permissions.QUALITY_READERS):
        words = _("perlu diperbaiki menurut pemeriksaan mutu")
        found.append((counts["faults"], _("catatan"), words, day.url("registry:quality"), ""))
    return found


def _gap_figures(counts: dict[str, Any], day: Day) -> list[tuple[Any, ...]]:
    """What is missing, where needs are known at all."""
    return [
        (counts["shortage"], _("orang"), _("kurang terhadap kebutuhan"), day.url("registry:posts", hanya="kurang"),
         "warn" if counts["shortage"] else "good"),
        (counts["vacant"], _("formasi"), _("kosong sama sekali"), day.url("registry:posts", hanya="kosong"), ""),
    ]  # fmt: skip


def _own_page(request: Request) -> HttpResponse:
    if request.acting.employee_id:
        return HttpResponseRedirect(reverse("registry:person", args=[request.acting.employee_id]))
    return page(request, "registry/nobody.html")


def _import_url(acting: Acting, day: Day) -> str:
    """Where data are brought in, for those who do: straight to the files while there is nothing yet."""
    if acting.role not in {Role.ANALYST, Role.ADMIN}:
        return ""
    return reverse("registry:import-new" if day.since is None else "registry:imports")

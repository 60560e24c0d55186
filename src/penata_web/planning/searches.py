"""Plans and cycles by name, for the search that is always there."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from penata_web.planning.enums import PlanState
from penata_web.planning.permissions import READS
from penata_web.planning.queries.cycles import cycles
from penata_web.planning.queries.plans import READERS, visible_plans
from penata_web.shared.acting import Acting
from penata_web.shared.searching import Hit, search


@search
def plans(acting: Acting, query: str, most: int) -> Iterator[Hit]:
    """Cycles and finished plans whose name, or whose cycle's name, holds the words; only those that one may see."""
    at = timezone.now()
    if acting.has(*READS):
        for cycle in cycles(acting, at).filter(name__icontains=query).order_by("-pk")[:most]:
            words = _("data per %(day)s") % {"day": cycle.as_of}
            yield Hit(_("Siklus"), cycle.name, words, reverse("planning:cycle", args=[cycle.pk]))
    if not acting.has(*READERS):
        return
    named = Q(scenario__name__icontains=query) | Q(scenario__cycle__name__icontains=query)
    for plan in visible_plans(acting, at).filter(named, state=PlanState.DONE)[:most]:
        url = reverse("planning:plan", args=[plan.pk])
        yield Hit(_("Rencana"), plan.scenario.name, f"{plan.scenario.cycle.name} · #{plan.pk}", url)

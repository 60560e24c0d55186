"""The map of surplus and shortage, and the outlines of districts under it."""

from pathlib import Path

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from penata_web.needs.forms.shapes import ShapesForm
from penata_web.needs.frames.gaps import places, without_place
from penata_web.needs.frames.outlines import NotAMapError
from penata_web.needs.frames.readings import Seen
from penata_web.needs.models import DistrictShapes
from penata_web.needs.operations import take_shapes
from penata_web.needs.permissions import READERS, READING_STARTERS
from penata_web.needs.queries import districts, shapes_on_map
from penata_web.needs.views.pictures import gap_map
from penata_web.needs.views.standing import around, before_the_first, standing
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.charts import number
from penata_web.shared.listing import Column, Empty, Listing
from penata_web.shared.maps import Map
from penata_web.shared.pages import onward, page


@gate.entry(*READERS)
def map_page(request: Request) -> HttpResponse:
    """Where people are missing, on the map; the same places stand in the table below."""
    here = standing(request, "map")
    if here is None:
        return before_the_first(request, "map")
    shapes = shapes_on_map()
    table = Listing(
        request, id="tempat", title=_("Tempat di peta"), rows_of=places(here.seen),
        columns_of=(
            Column("place", _("Tempat"), sortable=False,
                   show=lambda row: row["unit"] if row["units"] == 1 else row["district"]),
            Column("units", _("Unit"), kind="number"),
            Column("need", _("Kebutuhan"), kind="number"),
            Column("filled", _("Terisi"), kind="number"),
            Column("gap", _("Selisih"), kind="number"),
            Column("shortage", _("Kekurangan"), kind="number"),
            Column("surplus", _("Kelebihan"), kind="number"),
        ),
        search=("unit", "district"), order="gap",
        empty=Empty(_("Belum ada koordinat"), _("Isi lintang dan bujur unit atau kecamatan di Data.")),
    )  # fmt: skip
    lost = without_place(here.seen)
    context = {
        **here.context,
        "map": on_outlines(here.seen, shapes),
        "table": table,
        "shapes": shapes,
        "lost": ngettext("%(n)s unit tidak punya koordinat, juga tidak kecamatannya: tidak ada di peta, ada di daftar.",
                         "%(n)s unit tidak punya koordinat, juga tidak kecamatannya: tidak ada di peta, ada di daftar.",
                         lost) % {"n": number(lost)} if lost else "",
    }  # fmt: skip
    return table.as_file() or page(request, "needs/map.html", context)


@gate.entry(*READING_STARTERS)
def shapes(request: Request) -> HttpResponse:
    """Bring a file with outlines of districts; what does not match is listed."""
    form = ShapesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name, content = form.content()
        try:
            taken = take_shapes(file_name=name, content=content, by=request.acting, at=timezone.now())
        except NotAMapError as error:
            form.refuse(error)
        else:
            said = ngettext("%(n)s kecamatan ada di peta.", "%(n)s kecamatan ada di peta.", taken.matched)
            return onward(request, "needs:shapes", said=said % {"n": taken.matched})
    context = {**around(request, "map"), "form": form, "shapes": shapes_on_map(), "districts": len(districts())}
    return page(request, "needs/shapes.html", context, status=422 if form.errors else 200)


@gate.entry(*READERS)
def shapes_file(_request: Request, pk: int) -> HttpResponseBase:
    """The outlines themselves: public geography, no figures."""
    path = Path(get_object_or_404(DistrictShapes, pk=pk).path)
    if not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), content_type="application/geo+json")
    response["Cache-Control"] = "private, max-age=86400"
    return response


def on_outlines(seen: Seen, shapes: DistrictShapes | None) -> Map:
    """The map of gaps, with the districts under it where their outlines were uploaded."""
    if shapes is None:
        return gap_map(seen)
    return gap_map(seen, shapes_url=reverse("needs:shapes-file", args=[shapes.pk]), shapes=districts())

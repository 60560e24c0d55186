"""Outlines of districts are brought for the map."""

import datetime as dt
import json
from pathlib import Path

from django.conf import settings
from django.db import transaction

from penata_web.needs.frames.outlines import outlines
from penata_web.needs.models import DistrictShapes
from penata_web.needs.queries import districts
from penata_web.shared import acts
from penata_web.shared.acting import Acting


@transaction.atomic
def take_shapes(*, file_name: str, content: bytes, by: Acting, at: dt.datetime) -> DistrictShapes:
    """Match a GeoJSON file with the districts and put it on the map; ``NotAMapError`` where that cannot be."""
    found = outlines(content, districts())
    shapes = DistrictShapes.objects.create(
        file_name=file_name, path="", matched=len(set(found.matched)), unknown=list(found.unknown),
        missing=list(found.missing), created_by=by.account, created_at=at,
    )  # fmt: skip
    path = Path(settings.DATA) / "shapes" / f"{shapes.pk}.geojson"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found.collection, ensure_ascii=False, separators=(",", ":")), "utf-8")
    shapes.path = str(path)
    shapes.save()
    acts.record(
        by=by, at=at, verb="TAKE_SHAPES", thing="shapes", thing_id=shapes.pk,
        after={"file": file_name, "matched": shapes.matched, "unknown": len(found.unknown)},
    )  # fmt: skip
    return shapes

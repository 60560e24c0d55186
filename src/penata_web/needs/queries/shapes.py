"""Districts, and the outlines of them that are on the map."""

from penata_web.needs.models import DistrictShapes
from penata_web.registry.models import District


def districts() -> dict[str, str]:
    """Current districts: id to name; districts of the same name are told apart by their id."""
    rows = list(District.objects.current().order_by("district_id").values_list("district_id", "name"))
    names = [name for _key, name in rows]
    return {key: name if names.count(name) == 1 else f"{name} ({key})" for key, name in rows}


def shapes_on_map() -> DistrictShapes | None:
    """The newest outlines."""
    return DistrictShapes.objects.first()

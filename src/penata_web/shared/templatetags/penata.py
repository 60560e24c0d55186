"""Tags and filters of our look: icons, charts, maps, numbers, tones."""

from decimal import Decimal

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from penata_web.shared.charts import Chart
from penata_web.shared.charts import number as written
from penata_web.shared.charts import signed as with_sign
from penata_web.shared.icons import ICONS
from penata_web.shared.maps import Map
from penata_web.shared.terms import TERMS

register = template.Library()


@register.simple_tag
def icon(name: str, title: str = "") -> SafeString:
    """An icon; without a title it is decoration, and a word stands beside it."""
    if title:
        return format_html(
            '<svg class="icon" viewBox="0 0 24 24" role="img" aria-label="{}"><path d="{}"/></svg>', title, ICONS[name]
        )
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', ICONS[name])


@register.simple_tag
def icon_of(name: str, look: str) -> SafeString:
    """An icon with a class of its own."""
    return format_html(
        '<svg class="icon {}" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', look, ICONS[name]
    )


@register.simple_tag
def badge(words: object, tone: str = "") -> SafeString:
    """A word of state with its sign: tone is "", good, warn, stop or quiet."""
    sign = icon(tone) if tone in ICONS else SafeString()
    return format_html('<span class="badge {}">{}{}</span>', tone, sign, words)


@register.inclusion_tag("shared/chart.html")
def chart(identity: str, data: Chart) -> dict[str, object]:
    """A chart with the table behind it; the script draws into it."""
    return {
        "id": identity,
        "data_id": f"{identity}-data",
        "chart": data,
        "data": data.as_data(),
        "library": static("vendor/echarts/echarts.min.js"),
    }


@register.inclusion_tag("shared/map.html", name="map")
def map_(identity: str, data: Map) -> dict[str, object]:
    """A map with the list of its places beside it."""
    return {
        "id": identity,
        "data_id": f"{identity}-data",
        "map": data,
        "data": data.as_data(),
        "library": static("vendor/leaflet/leaflet.js"),
        "style": static("vendor/leaflet/leaflet.css"),
        "outline": static("vendor/indonesia/indonesia.geojson"),
    }


@register.filter
def number(value: Decimal | float | None, digits: int = 2) -> str:
    """`1.234,5`; a dash for what is not known."""
    return written(float(value) if isinstance(value, Decimal) else value, digits)


@register.filter
def signed(value: float | None) -> str:
    """`+3`, `−2`, `0`."""
    return with_sign(value)


@register.filter
def percent(share: float | None) -> str:
    """A share of one as `12,5 %`."""
    return "–" if share is None else f"{written(100 * share, 1)} %"


@register.filter
def is_kind(field: object, kinds: str) -> bool:
    """The field's widget is one of these, separated by commas."""
    return getattr(field, "widget_type", "") in kinds.split(",")


@register.filter
def sheets(names: str) -> list[str]:
    """Addresses of our style sheets, by their names."""
    return [static(f"shared/{name}.css") for name in names.split()]


@register.filter
def figure(value: object) -> str:
    """A key figure: a number is written as people write it, a text stays."""
    if isinstance(value, Decimal):
        value = float(value)
    return written(value) if isinstance(value, int | float) or value is None else str(value)


@register.filter
def kind_class(kind: str) -> str:
    """Class of a column: whatever is counted stands at the right."""
    return "number" if kind in {"number", "percent", "money", "points"} else kind


@register.filter
def message_tone(level: str) -> str:
    """Tone of a message of Django."""
    return {"success": "good", "warning": "warn", "error": "stop"}.get(level.rsplit(" ", maxsplit=1)[-1], "")


@register.filter
def state_tone(state: str) -> str:
    """Tone of a job's state."""
    return {"DONE": "good", "FAILED": "stop", "CANCELLED": "quiet"}.get(str(state), "")


@register.filter
def gap_tone(value: float | None) -> str:
    """Class of a gap: shortage orange, surplus blue."""
    if not value:
        return ""
    return "tone-over" if value > 0 else "tone-short"


@register.filter
def number_from(kind: str, column: int) -> str:
    """Class of a column of the table behind a chart: names left, numbers right."""
    return "number" if column >= (2 if kind == "flow" else 1) else ""


@register.simple_tag
def term(name: str) -> SafeString:
    """An official term with its meaning on hover and focus; an unknown one is an error."""
    long, words = TERMS[name]
    return format_html('<abbr class="term" tabindex="0" title="{}: {}">{}</abbr>', long, words, name)

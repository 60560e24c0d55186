"""Outlines of districts from an uploaded GeoJSON file: read, matched with the districts, made small."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

MOST_BYTES: Final = 20 * 1024 * 1024
DIGITS: Final = 4
"""Decimals of a degree that are kept: about ten metres."""

_NAMES: Final = ("district_id", "kode", "kode_kec", "id", "kd_kecamatan", "kdcpum", "code", "name", "nama", "kecamatan",
                 "namobj", "wadmkc", "nm_kecamatan")  # fmt: skip


class NotAMapError(ValueError):
    """The file cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Outlines:
    """``collection``: GeoJSON of the matched districts, each with ``id`` and ``name``. Names that found no partner."""

    collection: dict[str, Any]
    matched: tuple[str, ...]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]


def outlines(content: bytes, districts: Mapping[str, str]) -> Outlines:
    """Match the shapes of a file with districts (id to name), by id or name in any of their properties."""
    by_word = {_word(name): key for key, name in districts.items()} | {_word(key): key for key in districts}
    features, unknown, matched = [], [], []
    for place, feature in enumerate(_features(content), start=1):
        properties = _lower(feature.get("properties"))
        if "id" in feature:
            properties.setdefault("id", feature["id"])
        told = [str(properties[name]) for name in _NAMES if properties.get(name) not in (None, "")]
        key = next((by_word[_word(word)] for word in told if _word(word) in by_word), None)
        if key is None:
            unknown.append(told[-1] if told else _("bentuk ke-%(n)s tanpa nama") % {"n": place})
            continue
        matched.append(key)
        features.append({
            "type": "Feature",
            "properties": {"id": key, "name": districts[key]},
            "geometry": _geometry(feature.get("geometry"), told[-1]),
        })  # fmt: skip
    if not matched:
        raise NotAMapError(
            _("Tidak satu pun bentuk cocok dengan kecamatan di data (misalnya “%(name)s”). Beri tiap bentuk sifat "
              "“kode” atau “nama” yang sama dengan kecamatan di Data.") % {"name": unknown[0] if unknown else "–"}
        )  # fmt: skip
    missing = tuple(name for key, name in districts.items() if key not in matched)
    return Outlines(
        {"type": "FeatureCollection", "features": features}, tuple(matched), tuple(unknown), missing
    )  # fmt: skip


def _features(content: bytes) -> list[dict[str, Any]]:
    if len(content) > MOST_BYTES:
        raise NotAMapError(_("Berkas lebih dari 20 MB. Sederhanakan garisnya (misalnya di QGIS), lalu unggah lagi."))
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise NotAMapError(
            _("Ini bukan berkas GeoJSON yang utuh (%(error)s). Ekspor lagi sebagai GeoJSON.") % {"error": error}
        ) from error
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        raise NotAMapError(_("Berkas tidak memuat “features”. Ekspor lagi sebagai GeoJSON FeatureCollection."))
    return features


def _geometry(geometry: Any, name: str) -> dict[str, Any]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise NotAMapError(
            _("“%(name)s” bukan bidang (%(kind)s). Batas kecamatan harus Polygon atau MultiPolygon.")
            % {"name": name, "kind": kind or "–"}
        )
    return {"type": kind, "coordinates": _rounded(geometry.get("coordinates"), name)}


def _rounded(value: Any, name: str) -> Any:
    """Coordinates in degrees, shorter; projected metres are refused."""
    if isinstance(value, list) and value and all(isinstance(one, int | float) for one in value):
        if len(value) < 2 or not (abs(value[0]) <= 180 and abs(value[1]) <= 90):
            raise NotAMapError(
                _("Koordinat “%(name)s” bukan derajat (%(value)s). Simpan dengan sistem koordinat WGS 84 (EPSG:4326).")
                % {"name": name, "value": value[:2]}
            )
        return [round(float(one), DIGITS) for one in value[:2]]
    if isinstance(value, list):
        return [_rounded(one, name) for one in value]
    raise NotAMapError(_("Koordinat “%(name)s” tidak dapat dibaca. Ekspor lagi sebagai GeoJSON.") % {"name": name})


def _lower(properties: Any) -> dict[str, Any]:
    return {str(name).lower(): value for name, value in properties.items()} if isinstance(properties, dict) else {}


def _word(text: str) -> str:
    """A name as it is compared: "Kec. Rawa Indah" and "RAWA INDAH" are the same."""
    return re.sub(r"^(kec(amatan)?\.?\s+)|[^a-z0-9]+", "", text.strip().lower())

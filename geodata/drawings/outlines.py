"""Geometry of lines and rings in a plane: cut to a box, simplified, written as paths of SVG."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom


def clipped(ring: list[Point], box: Box) -> list[Point]:
    """A ring cut to a box, one side after the other (Sutherland–Hodgman)."""
    left, top, right, bottom = box
    for axis, limit, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        ring = _cut(ring, axis, limit, sign)
    return ring


def _cut(ring: list[Point], axis: int, limit: float, sign: int) -> list[Point]:
    """A ring without what lies beyond one side: below the limit, or above it if `sign` is -1."""
    inside = [sign * (point[axis] - limit) >= 0 for point in ring]
    if all(inside):
        return ring
    kept: list[Point] = []
    for index, point in enumerate(ring):
        if inside[index] != inside[index - 1]:
            kept.append(_meeting(ring[index - 1], point, axis, limit))
        if inside[index]:
            kept.append(point)
    return kept


def _meeting(a: Point, b: Point, axis: int, limit: float) -> Point:
    """Where a step from one point to another meets a side."""
    along = (limit - a[axis]) / (b[axis] - a[axis])
    return a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])


def pieces_near(line: Sequence[Point], box: Box) -> Iterator[list[Point]]:
    """The pieces of a line whose steps come near a box, uncut."""
    piece: list[Point] = []
    for a, b in pairwise(line):
        if _near(a, b, box):
            piece = piece or [a]
            piece.append(b)
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece


def _near(a: Point, b: Point, box: Box) -> bool:
    left, top, right, bottom = box
    return (
        max(a[0], b[0]) > left and min(a[0], b[0]) < right
        and max(a[1], b[1]) > top and min(a[1], b[1]) < bottom
    )  # fmt: skip


def simplified(line: list[Point], tolerance: float) -> list[Point]:
    """A line without the points that it would hardly miss (Douglas–Peucker)."""
    kept, open_parts = {0, len(line) - 1}, [(0, len(line) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        if last - first < 2:  # no point between them: so it is with every second part
            continue
        off = _distances(line[first + 1 : last], line[first], line[last])
        most = max(off)
        if most > tolerance:
            farthest = first + 1 + off.index(most)
            kept.add(farthest)
            open_parts += [(first, farthest), (farthest, last)]
    return [line[index] for index in sorted(kept)]


def simplified_ring(ring: list[Point], tolerance: float) -> list[Point]:
    """A ring without the points that it would hardly miss, ending where it starts."""
    half = len(ring) // 2
    # In two halves: a line that ends where it starts has no chord to measure from.
    there, back = ring[: half + 1], [*ring[half:], ring[0]]
    return simplified(there, tolerance) + simplified(back, tolerance)[1:]


def _distances(spots: list[Point], a: Point, b: Point) -> list[float]:
    """How far spots are from the line through two points, or from both where they are one."""
    length = math.dist(a, b)
    if not length:
        return [math.dist(spot, a) for spot in spots]
    (ax, ay), (dx, dy) = a, (b[0] - a[0], b[1] - a[1])
    return [abs(dx * (ay - y) - (ax - x) * dy) / length for x, y in spots]


def crossed_at(rings: Iterable[list[Point]], y: float) -> list[float]:
    """The x at which rings cross the level line at y."""
    return [
        ax + (y - ay) / (by - ay) * (bx - ax)
        for ring in rings
        for (ax, ay), (bx, by) in pairwise([*ring, ring[0]])
        if (ay > y) != (by > y)
    ]


def contains(crossed: list[float], x: float) -> bool:
    """Whether a spot is inside the rings that cross its level line so, every second one a hole."""
    return sum(x < at for at in crossed) % 2 == 1


def path_data(lines: Iterable[list[Point]], *, closed: bool) -> str:
    """Lines as the data of an SVG path: whole units, each step from the last point."""
    return "".join(_path_of(line, closed) for line in lines)


def _path_of(line: list[Point], closed: bool) -> str:
    """One line, or nothing if too little is left of it in whole units."""
    whole = [(round(x), round(y)) for x, y in line]
    moves = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(whole) if a != b]
    if len(moves) <= (2 if closed else 0):
        return ""
    steps = "".join(f"{dx}{dy:+d}" if dx < 0 else f" {dx}{dy:+d}" for dx, dy in moves)
    return f"M{whole[0][0]} {whole[0][1]}l{steps.strip()}" + ("z" if closed else "")

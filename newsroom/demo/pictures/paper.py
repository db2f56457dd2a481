"""Paper and scissors: the shapes, layers and shadows every picture shares.

Pictures are drawn rather than shipped, so the repository stays small and no
photograph needs a licence. Everything here is deterministic: the same code always
draws the same picture, which keeps image hashes and renditions stable.
"""

from __future__ import annotations

import itertools
from functools import cache
from math import cos, hypot, radians, sin
from random import Random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

Point = tuple[float, float]
Cut = list[list[Point]]

WIDE = (1800, 1200)
SQUARE = (800, 800)
# Masks are drawn at this scale and reduced, for smooth edges.
OVER = 4
SHADOW = (22, 16, 34)


def poly(*points: Point) -> Cut:
    """A straight-edged piece."""
    return [list(points)]


def rect(x: float, y: float, w: float, h: float, r: float = 0) -> Cut:
    """A rectangle, with rounded corners when ``r`` is given."""
    if not r:
        return poly((x, y), (x + w, y), (x + w, y + h), (x, y + h))
    corners = (
        (x + w - r, y + r, -90),
        (x + w - r, y + h - r, 0),
        (x + r, y + h - r, 90),
        (x + r, y + r, 180),
    )
    return [[pt for cx, cy, a in corners for pt in arc(cx, cy, r, r, a, a + 90)]]


def arc(
    x: float, y: float, rx: float, ry: float, start: float, end: float
) -> list[Point]:
    """Points along an ellipse, clockwise in degrees from three o'clock."""
    steps = max(8, int(abs(end - start) / 4))
    turn = [radians(start + (end - start) * i / steps) for i in range(steps + 1)]
    return [(x + rx * cos(a), y + ry * sin(a)) for a in turn]


def circle(x: float, y: float, r: float, ry: float | None = None) -> Cut:
    """A disc, or an ellipse when ``ry`` differs."""
    return [arc(x, y, r, ry or r, 0, 360)]


def pie(x: float, y: float, r: float, start: float, end: float) -> Cut:
    """A slice of a disc."""
    return [[(x, y), *arc(x, y, r, r, start, end)]]


def band(x: float, y: float, r: float, width: float, start: float, end: float) -> Cut:
    """A curved strip, such as a signal wave or an arch."""
    inner = arc(x, y, r - width, r - width, start, end)
    return [arc(x, y, r, r, start, end) + inner[::-1]]


def curve(points: list[Point], closed: bool = False, steps: int = 14) -> list[Point]:
    """A smooth line through the points (Catmull-Rom)."""
    n = len(points)
    if closed:
        padded = [points[-1], *points, points[0], points[1]]
    else:
        padded = [points[0], *points, points[-1]]
    out: list[Point] = []
    for i in range(n if closed else n - 1):
        a, b, c, d = padded[i : i + 4]
        for s in range(steps):
            t = s / steps
            out.append(
                tuple(
                    0.5
                    * (
                        2 * b[k]
                        + (c[k] - a[k]) * t
                        + (2 * a[k] - 5 * b[k] + 4 * c[k] - d[k]) * t**2
                        + (3 * b[k] - a[k] - 3 * c[k] + d[k]) * t**3
                    )
                    for k in (0, 1)
                )
            )
    return out if closed else [*out, points[-1]]


def blob(*points: Point) -> Cut:
    """A piece with a smooth outline through the points."""
    return [curve(list(points), closed=True)]


def land(*points: Point, floor: float = 1240) -> Cut:
    """Ground under a smooth skyline that runs off the picture below."""
    top = curve(list(points))
    return [[*top, (points[-1][0], floor), (points[0][0], floor)]]


def waves(y: float, length: float, height: float, shift: float = 0) -> Cut:
    """A sheet of water with a row of scalloped crests."""
    top: list[Point] = []
    x = -length + shift
    while x < WIDE[0] + length:
        top += [
            (x + length * i / 12, y - height * sin(i / 12 * 3.1416))
            for i in (range(12))
        ]
        x += length
    return [[*top, (WIDE[0] + 60, 1240), (-60, 1240)]]


def line(points: list[Point], width: float) -> Cut:
    """A strip with round joints along the points."""
    out: Cut = []
    half = width / 2
    for (ax, ay), (bx, by) in itertools.pairwise(points):
        length = hypot(bx - ax, by - ay) or 1
        nx, ny = -(by - ay) / length * half, (bx - ax) / length * half
        out += poly(
            (ax + nx, ay + ny),
            (bx + nx, by + ny),
            (bx - nx, by - ny),
            (ax - nx, ay - ny),
        )
    return out + [arc(x, y, half, half, 0, 360) for x, y in points]


def limb(*joints: tuple[float, float, float]) -> Cut:
    """An arm or a leg through joints of (x, y, half width), round at each."""
    out: Cut = []
    for (ax, ay, a), (bx, by, b) in itertools.pairwise(joints):
        length = hypot(bx - ax, by - ay) or 1
        nx, ny = -(by - ay) / length, (bx - ax) / length
        out += poly(
            (ax + nx * a, ay + ny * a),
            (bx + nx * b, by + ny * b),
            (bx - nx * b, by - ny * b),
            (ax - nx * a, ay - ny * a),
        )
    return out + [arc(x, y, r, r, 0, 360) for x, y, r in joints]


def bars(*ends: tuple[float, float, float, float], width: float) -> Cut:
    """Several straight strips of one width, each from one point to another."""
    return [s for x, y, u, v in ends for s in line([(x, y), (u, v)], width)]


def moved(cut: Cut, dx: float, dy: float, scale: float = 1) -> Cut:
    """The piece scaled about the origin, then shifted."""
    return [[(x * scale + dx, y * scale + dy) for x, y in shape] for shape in cut]


def turned(cut: Cut, degrees: float, about: Point) -> Cut:
    """The piece rotated clockwise about a point."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    cx, cy = about
    return [
        [
            (cx + (x - cx) * c - (y - cy) * s, cy + (x - cx) * s + (y - cy) * c)
            for x, y in shape
        ]
        for shape in cut
    ]


def flipped(cut: Cut, x: float) -> Cut:
    """The piece mirrored about the upright line at ``x``."""
    return [[(2 * x - px, py) for px, py in shape] for shape in cut]


def lathe(x: float, *profile: tuple[float, float], smooth: bool = False) -> Cut:
    """A piece symmetric about ``x``, from (half width, y) pairs, top to bottom."""
    side = curve(list(profile)) if smooth else list(profile)
    return [[(x + w, y) for w, y in side] + [(x - w, y) for w, y in side[::-1]]]


def tint(colour: str, amount: float) -> tuple[int, int, int]:
    """The colour moved towards white (positive) or the shadow (negative)."""
    base = ImageColor.getrgb(colour)
    goal = (255, 250, 240) if amount > 0 else SHADOW
    return tuple(
        round(b + (g - b) * abs(amount)) for b, g in zip(base, goal, strict=True)
    )


@cache
def _grain(size: tuple[int, int]) -> Image.Image:
    """Fine paper tooth around mid-grey, the same on every run."""
    noise = Image.frombytes("L", size, Random(1200).randbytes(size[0] * size[1]))
    soft = noise.filter(ImageFilter.GaussianBlur(1.1))
    small = (size[0] // 6, size[1] // 6)
    coarse = Image.frombytes("L", small, Random(7).randbytes(small[0] * small[1]))
    coarse = coarse.filter(ImageFilter.GaussianBlur(1)).resize(size)
    mixed = Image.blend(soft, coarse, 0.4)
    return mixed.point(lambda v: round(128 + (v - 128) * 0.2))


class Sheet:
    """A picture built up from pieces of coloured paper, back to front."""

    def __init__(self, colour: str, size: tuple[int, int] = WIDE) -> None:
        self.image = Image.new("RGB", size, colour)

    def cut(self, colour: str, *cuts: Cut, holes: Cut | None = None, lift: float = 10):
        """Lay one piece of paper, ``lift`` pixels above what is already there."""
        shapes = [shape for cut in cuts for shape in cut]
        if not shapes:
            return
        xs = [x for shape in shapes for x, _ in shape]
        ys = [y for shape in shapes for _, y in shape]
        pad = int(lift * 3) + 8
        wide, high = self.image.size
        left = int(max(min(xs), -pad)) - pad
        top = int(max(min(ys), -pad)) - pad
        right = int(min(max(xs), wide + pad)) + pad
        bottom = int(min(max(ys), high + pad)) + pad
        w, h = right - left, bottom - top
        if w < 1 or h < 1:
            return
        mask = Image.new("L", (w * OVER, h * OVER))
        draw = ImageDraw.Draw(mask)
        for fill, group in ((255, shapes), (0, holes or [])):
            for shape in group:
                draw.polygon(
                    [((x - left) * OVER, (y - top) * OVER) for x, y in shape], fill=fill
                )
        mask = mask.reduce(OVER)
        if lift:
            self._shade(mask, left, top, lift)
        self.image.paste(tint(colour, 0.22), (left, top), mask)
        # A sliver of the lighter sheet stays visible at the top left: the cut edge.
        inner = Image.new("L", (w, h))
        inner.paste(mask, (2, 2) if lift else (0, 0))
        self.image.paste(colour, (left, top), ImageChops.darker(mask, inner))

    def rings(self, x: float, y: float, *discs: tuple[float, str], lift: float = 8):
        """Lay discs about one centre, each a (radius, colour), largest first."""
        for radius, colour in discs:
            self.cut(colour, circle(x, y, radius), lift=lift)

    def _shade(self, mask: Image.Image, left: int, top: int, lift: float) -> None:
        """Drop the piece's soft shadow to the lower right."""
        w, h = mask.size
        small = mask.resize((max(1, w // 3), max(1, h // 3)), Image.Resampling.BOX)
        small = small.filter(ImageFilter.GaussianBlur(lift / 6 + 0.5))
        soft = small.resize((w, h), Image.Resampling.BILINEAR)
        soft = soft.point(lambda v: int(v * 0.42))
        at = (left + round(lift * 0.6), top + round(lift * 0.9))
        self.image.paste(SHADOW, at, soft)

    def finish(self) -> Image.Image:
        """The picture with the paper's grain laid over it."""
        grain = _grain(self.image.size)
        return ImageChops.overlay(self.image, Image.merge("RGB", (grain,) * 3))

"""Pictures drawn by code for the demo: lacquer, gold and paper in simple motifs, one look for each initiative."""

from pathlib import Path
from typing import Any

Colour = tuple[int, int, int]

PALETTES: tuple[tuple[Colour, Colour, Colour], ...] = (
    ((111, 20, 20), (200, 151, 59), (251, 247, 239)),
    ((31, 74, 134), (232, 199, 120), (246, 240, 226)),
    ((27, 99, 70), (214, 178, 94), (243, 236, 223)),
    ((87, 42, 92), (224, 178, 90), (250, 238, 232)),
    ((125, 82, 0), (111, 20, 20), (253, 241, 211)),
    ((40, 60, 66), (200, 151, 59), (227, 241, 232)),
)
"""Ground, accent and light of each look."""


def draw(path: Path, seed: int, width: int = 1600, height: int = 1200) -> None:
    """Write a JPEG of ``width`` × ``height`` pixels; the same ``seed`` draws the same picture."""
    import numpy as np

    ground, accent, light = (np.array(colour, dtype=np.float32) for colour in PALETTES[seed % len(PALETTES)])
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    shade = (0.75 + 0.35 * (1 - y / height))[..., None]
    canvas = ground * shade
    motif = (_rings, _hills, _weave, _waves)[(seed // len(PALETTES) + seed) % 4]
    for mask, colour, strength in motif(np, x / width, y / height * height / width, accent, light):
        canvas = canvas + (colour - canvas) * (mask * strength)[..., None]
    grain = np.random.default_rng(seed).normal(0, 3.0, (height, width, 1)).astype(np.float32)
    _write(path, np.clip(canvas + grain, 0, 255).astype(np.uint8))


def _write(path: Path, pixels: Any) -> None:
    import pyvips

    height, width, bands = pixels.shape
    image = pyvips.Image.new_from_memory(pixels.tobytes(), width, height, bands, "uchar").copy(interpretation="srgb")
    image.write_to_file(str(path), Q=88)


def _soft(np: Any, distance: Any, edge: float = 0.0015) -> Any:
    return np.clip(0.5 - distance / edge, 0, 1)


def _rings(np: Any, x: Any, y: Any, accent: Any, light: Any) -> list[tuple[Any, Any, float]]:
    cx, cy = 0.68, 0.36
    radius, angle = np.hypot(x - cx, y - cy), np.arctan2(y - cy, x - cx)
    parts = [(_soft(np, np.abs(radius - r) - 0.003), accent, 0.9) for r in (0.12, 0.17, 0.24, 0.25, 0.33, 0.42)]
    star = radius - (0.055 + 0.04 * np.abs(np.cos(angle * 7)))
    saw = np.abs(radius - 0.29) - 0.018 * np.abs(np.sin(angle * 28))
    return [*parts, (_soft(np, star), light, 0.92), (_soft(np, saw), accent, 0.75)]


def _hills(np: Any, x: Any, y: Any, accent: Any, light: Any) -> list[tuple[Any, Any, float]]:
    sun = _soft(np, np.hypot(x - 0.7, y - 0.22) - 0.1, 0.004)
    parts = [(sun, light, 0.95)]
    for index, base in enumerate((0.38, 0.48, 0.58, 0.67)):
        ridge = base + 0.05 * np.sin(x * (6 + 2 * index) + index) + 0.02 * np.sin(x * 23 + 3 * index)
        parts.append((_soft(np, ridge - y, 0.003), accent if index % 2 else light, 0.22 + 0.14 * index))
    return parts


def _weave(np: Any, x: Any, y: Any, accent: Any, light: Any) -> list[tuple[Any, Any, float]]:
    u, v = (x + y) * 14, (x - y) * 14
    over = (np.floor(u) + np.floor(v)) % 2
    band = np.abs(u % 1 - 0.5) * over + np.abs(v % 1 - 0.5) * (1 - over)
    fade = np.clip(1.2 - np.hypot(x - 0.2, y - 0.7), 0, 1)
    return [(_soft(np, band - 0.3, 0.05) * fade, accent, 0.7), (_soft(np, band - 0.08, 0.03) * fade, light, 0.6)]


def _waves(np: Any, x: Any, y: Any, accent: Any, light: Any) -> list[tuple[Any, Any, float]]:
    row = np.floor(y * 11)
    phase = (x * 11 + (row % 2) * 0.5) % 1 - 0.5
    radius = np.hypot(phase, (y * 11) % 1 - 1.0)
    parts = [
        (_soft(np, np.abs(radius - r) - 0.025, 0.03), accent if index % 2 else light, 0.75) for index, r in enumerate((0.16, 0.3, 0.44))
    ]
    moon = _soft(np, np.hypot(x - 0.24, y - 0.2) - 0.085, 0.004)
    return [*parts, (moon, light, 0.95)]

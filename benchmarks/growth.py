"""How time and memory grow with the number of suppliers: measured by topk.py, drawn as one SVG.

    python benchmarks/growth.py measure N [N ...] [--needs 100] [--only ours,ours_required]
    python benchmarks/growth.py draw

`measure` runs topk.py at each size, one thread, and keeps its records in growth.json beside this
file, in place of earlier ones of that size; `draw` makes growth.svg of them and prints the slope of
each line on its double logarithmic scale: 1 is in proportion, 0 does not grow.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
KEPT, PICTURE = HERE / "growth.json", HERE / "growth.svg"
SHOWN = {  # what is drawn, and how far up its scale goes
    "cpu_ms_per_need": "CPU milliseconds a need",
    "p50_ms": "milliseconds of one need (median)",
    "build_cpu_s": "CPU seconds to build",
    "index_mb": "MB of the index",
}
COLOURS = {"ours": "#0f5b66", "ours_required": "#c4870c", "sparse_dot_topn": "#8a8578"}
WIDTH, HEIGHT, LEFT, TOP = 300, 210, 60, 40


def measure(sizes: list[int], needs: int, only: str) -> None:
    """Run topk.py at each size and keep what it prints."""
    kept = json.loads(KEPT.read_text()) if KEPT.is_file() else []
    for size in sizes:
        asked = f"--suppliers {size} --needs {needs} --threads 1 --only {only} --json".split()
        run = subprocess.run(
            [sys.executable, str(HERE / "topk.py"), *asked],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        heading, *records = map(json.loads, run.stdout.splitlines())
        for one in records:
            own = {"suppliers": heading["suppliers"], "csr_mb": heading["csr_mb"]}
            if "index_to_csr" in one:
                own["index_mb"] = round(one["index_to_csr"] * heading["csr_mb"])
            print(own | one, flush=True)
            same = (heading["suppliers"], one["method"])
            kept = [k for k in kept if (k["suppliers"], k["method"]) != same] + [own | one]
            KEPT.write_text(json.dumps(kept, indent=1) + "\n")


def draw() -> None:
    """Draw a panel for each figure, and print the slopes."""
    kept = sorted(json.loads(KEPT.read_text()), key=lambda one: one["suppliers"])
    panels = []
    for place, (figure, title) in enumerate(SHOWN.items()):
        lines = {
            name: [
                (one["suppliers"], max(one[figure], 1e-3))
                for one in kept
                if _has(one, name, figure)
            ]
            for name in COLOURS
        }
        lines = {name: points for name, points in lines.items() if len(points) > 1}
        for name, points in lines.items():
            x, y = np.log10(np.array(points, dtype=float)).T
            print(f"{title}, {name}: slope {np.polyfit(x, y, 1)[0]:.2f} from {_plain(points)}")
        at = (LEFT + (place % 2) * (WIDTH + 90), TOP + (place // 2) * (HEIGHT + 80))
        panels.append(_panel(title, lines, at))
    size = f"{2 * (WIDTH + 90)} {2 * (HEIGHT + 80)}"
    PICTURE.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" font-family="sans-serif" '
        f'font-size="12"><rect width="100%" height="100%" fill="#fff"/>{"".join(panels)}</svg>\n'
    )


def _has(one: dict[str, Any], name: str, figure: str) -> bool:
    return bool(one["method"] == name and one.get(figure) is not None)


def _plain(points: list[tuple[int, float]]) -> str:
    return ", ".join(f"{x:,}: {y:g}" for x, y in points)


def _panel(title: str, lines: dict[str, list[tuple[int, float]]], at: tuple[int, int]) -> str:
    """Draw one figure of all methods, both scales logarithmic."""
    points = np.array([point for line in lines.values() for point in line], dtype=float)
    low, high = np.floor(np.log10(points.min(0))), np.ceil(np.log10(points.max(0)))
    high = np.maximum(high, low + 1)

    def place(x: float, y: float) -> tuple[float, float]:
        share = (np.log10([x, y]) - low) / (high - low)
        return at[0] + share[0] * WIDTH, at[1] + (1 - share[1]) * HEIGHT

    found = [f'<text x="{at[0]}" y="{at[1] - 14}" font-weight="bold">{title}</text>']
    for power in np.arange(low[0], high[0] + 1):
        x, _ = place(10.0**power, 10.0 ** low[1])
        found.append(_line((x, at[1]), (x, at[1] + HEIGHT)))
        found.append(_label(x, at[1] + HEIGHT + 16, 10.0**power, "middle"))
    for power in np.arange(low[1], high[1] + 1):
        _, y = place(10.0 ** low[0], 10.0**power)
        found.append(_line((at[0], y), (at[0] + WIDTH, y)))
        found.append(_label(at[0] - 6, y + 4, 10.0**power, "end"))
    for row, (name, line) in enumerate(lines.items()):
        placed = [place(*point) for point in line]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        colour = COLOURS[name]
        found.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        found += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in placed]
        told = f'<text x="{at[0] + 8}" y="{at[1] + 16 + 15 * row}" fill="{colour}">{name}</text>'
        found.append(told)
    return "".join(found)


def _line(start: tuple[float, float], end: tuple[float, float]) -> str:
    return (
        f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" '
        'stroke="#ddd"/>'
    )


def _label(x: float, y: float, value: float, anchor: str) -> str:
    told = f"{value:,.0f}" if value >= 1 else f"{value:g}"
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{told}</text>'


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("measure", "draw"))
    parser.add_argument("sizes", type=int, nargs="*")
    parser.add_argument("--needs", type=int, default=100)
    parser.add_argument("--only", default="ours,ours_required")
    asked = parser.parse_args()
    if asked.what == "measure":
        measure(asked.sizes, asked.needs, asked.only)
    else:
        draw()


if __name__ == "__main__":
    main()

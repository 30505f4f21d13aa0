"""Speed at the size of an event: moving one weight, and the app's first page.

Re-ranking is measured on 110 synthetic IKM (three capabilities each) and 120 needs, drawn with a
seed from the names of the vocabulary, beside fitting everything again. The first page is timed
from starting the process to the drawn page in Debian's chromium, beside an empty Streamlit page.
Run: python benchmarks/speed.py [--no-app]
"""

import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from features.places import regencies
from features.vocabulary import vocabulary
from matcher import Scorer, load, load_weights

ROOT = Path(__file__).parents[1]
N_SUPPLIERS, N_NEEDS, N_CAPABILITIES = 110, 120, 3


def write_event(folder: Path, seed: int = 0) -> None:
    """Write a synthetic event in the documented CSV form."""
    draw = random.Random(seed)
    names = {
        kind: [n.names[0] for n in vocabulary().nodes(kind)]
        for kind in ("component", "process", "material")
    }
    places = list(regencies()["name"])
    firms = [f"S-{i},Sintetis {i},ikm,{draw.choice(places)}" for i in range(N_SUPPLIERS)]
    firms += [f"B-{i},Sintetis pembeli {i},large,{draw.choice(places)}" for i in range(35)]
    made = [
        f"C-{i}-{j},S-{i},{draw.choice(names['component'])},{draw.choice(names['process'])},"
        f"{draw.choice(names['material'])}"
        for i in range(N_SUPPLIERS)
        for j in range(N_CAPABILITIES)
    ]
    needs = [f"N-{i:03},B-{i % 35},{draw.choice(names['component'])}" for i in range(N_NEEDS)]
    for name, header, rows in (
        ("firms", "firm_id,name,kind,place", firms),
        ("capabilities", "capability_id,firm_id,product,processes,materials", made),
        ("needs", "need_id,firm_id,component", needs),
    ):
        (folder / f"{name}.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")


def median_ms(action: Callable[[int], object], n: int = 25) -> float:
    """Median wall time of an action in milliseconds, after one warm-up."""
    action(0)
    times = []
    for i in range(n):
        start = time.perf_counter()
        action(i)
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def calibration_ms() -> float:
    """Time a fixed loop, to tell a slow machine from slow code (about 40 ms on an idle one)."""
    return median_ms(lambda _: sum(range(2_000_000)), n=9)


def rerank() -> None:
    """Print what one moved weight costs, beside fitting again."""
    with tempfile.TemporaryDirectory() as folder:
        write_event(Path(folder))
        data = load(folder)
    scorer, weights = Scorer(data), load_weights()
    moved = median_ms(
        lambda i: np.argsort(-scorer.scores(weights.changed(process=0.2 + i / 100)).score, axis=1)
    )
    again = median_ms(lambda _: np.argsort(-Scorer(data).scores().score, axis=1), n=3)
    n_rows = len(scorer.suppliers)
    print(f"re-rank {N_SUPPLIERS} IKM ({n_rows} capabilities) x {N_NEEDS} needs: {moved:.1f} ms")
    print(f"fit and rank again: {again:.0f} ms; ratio {again / moved:.0f}")


def first_page() -> None:
    """Print the time from start to the drawn page, beside an empty Streamlit page, in turn."""
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    linkmatch = [str(Path(sys.executable).with_name("linkmatch")), "app", "--no-browser", "--port"]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        empty = Path(folder, "empty.py")
        empty.write_text("import streamlit as st\nst.title('empty')\n", encoding="utf-8")
        streamlit = [sys.executable, "-m", "streamlit", "run", str(empty), "--server.headless=true"]
        streamlit += ["--browser.gatherUsageStats=false", "--server.address=127.0.0.1"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        ours, bare = [], []
        for _ in range(5):
            ours.append(_until_drawn(browser, linkmatch, "Ringkasan"))
            bare.append(_until_drawn(browser, [*streamlit, "--server.port"], "empty"))
        browser.close()
    ratio = statistics.median(a / b for a, b in zip(ours, bare, strict=True))
    print(f"first page from start: {statistics.median(ours):.1f} s (median of 5)")
    print(f"empty Streamlit page:  {statistics.median(bare):.1f} s; ratio {ratio:.2f}")


def _until_drawn(browser: Any, command: list[str], heading: str) -> float:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    page = browser.new_page()
    start = time.perf_counter()
    with subprocess.Popen([*command, port], stdout=subprocess.DEVNULL) as server:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        page.goto(f"http://127.0.0.1:{port}")
        page.get_by_role("heading", name=heading).wait_for(timeout=60_000)
        elapsed = time.perf_counter() - start
        page.close()
        server.terminate()
    return elapsed


def _wait_for(address: str) -> None:
    while True:
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.05)


if __name__ == "__main__":
    print(f"calibration loop: {calibration_ms():.0f} ms")
    rerank()
    if "--no-app" not in sys.argv:
        first_page()

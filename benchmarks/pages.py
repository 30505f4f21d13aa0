"""Rerun of every page on the synthetic event, beside an empty Streamlit page in the same run.

A rerun is what one moved widget costs the server: the whole script of the page through
Streamlit's own AppTest, without the browser's drawing. Data and fitted criteria are cached, as
they are for everybody after the first visit.
Run: python benchmarks/pages.py
"""

import os
import statistics
import tempfile
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[1]
PAGES = (
    "overview",
    "candidates",
    "pairs",
    "for_supplier",
    "outcomes",
    "map",
    "report",
    "weights",
)
N_RUNS = 15


def reruns_ms(test: AppTest) -> list[float]:
    """Time reruns of a page, after two that fill the caches."""
    test.run().run()
    times = []
    for _ in range(N_RUNS):
        start = time.perf_counter()
        test.run()
        times.append(1000 * (time.perf_counter() - start))
    if test.exception:
        raise RuntimeError(test.exception[0].value)
    return times


def page(name: str) -> AppTest:
    """Open a page of the app."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    return app.switch_page(f"matcher/ui/{name}.py")


if __name__ == "__main__":
    os.environ["LINKMATCH_DATA"] = "demo_event"
    with tempfile.TemporaryDirectory() as folder:
        empty_file = Path(folder, "empty.py")
        empty_file.write_text("import streamlit as st\nst.title('empty')\n", encoding="utf-8")
        empty = statistics.median(reruns_ms(AppTest.from_file(str(empty_file))))
        print(f"{'empty page':14s} {empty:6.0f} ms (median of {N_RUNS})")
        for name in PAGES:
            taken = statistics.median(reruns_ms(page(name)))
            print(f"{name:14s} {taken:6.0f} ms, {taken / empty:.1f} times the empty page")

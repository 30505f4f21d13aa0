"""Thirty people clicking through the pages at once, beside an empty page under the same clicks.

Each session is a websocket of its own to a server started as people start it; it opens one page
after the other, and thinks 2 to 6 seconds before each click. A click is timed from the message
that asks for a page to the one that says that its script has finished. Then one session clicks
500 times through all pages, and the memory of the server is read after every hundred.
Run: python benchmarks/sessions.py
"""

import asyncio
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

BIN = Path(sys.executable).parent
PAGES = ("overview", "candidates", "pairs", "for_supplier", "outcomes", "map", "report", "weights")
N_SESSIONS, N_CLICKS, THINKS = 30, 8, (2.0, 6.0)
N_ROUNDS = 8  # of one session alone, the first of them not counted
N_RERUNS, EVERY = 500, 100


@contextmanager
def served(command: list[str], folder: str) -> Iterator[tuple[int, int]]:
    """Start a server; give its port and process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = os.environ | {"LINKMATCH_DATA": "demo_event"}
    settings["LINKMATCH_DB"] = str(Path(folder, "linkmatch.db"))
    command = [part.format(port=port) for part in command]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=settings, **quiet) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield port, server.pid
        finally:
            server.terminate()


def wait_for(address: str, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


def session(port: int) -> connect:
    """Open a websocket as a browser does."""
    return connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        subprotocols=["streamlit"],
        origin=f"http://127.0.0.1:{port}",
        max_size=None,
    )


async def click(socket_: ClientConnection, page: str) -> float:
    """Ask for a page; give the seconds until its script has finished."""
    asked = BackMsg()
    asked.rerun_script.page_name = page
    start = time.perf_counter()
    await socket_.send(asked.SerializeToString())
    failed = False
    while True:
        told = ForwardMsg.FromString(await socket_.recv())
        failed = failed or told.delta.new_element.WhichOneof("type") == "exception"
        if told.WhichOneof("type") == "script_finished":
            if failed or told.script_finished not in (
                ForwardMsg.FINISHED_SUCCESSFULLY,
                ForwardMsg.FINISHED_EARLY_FOR_RERUN,
            ):
                raise RuntimeError(page)
            if told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return time.perf_counter() - start


async def person(port: int, pages: tuple[str, ...], seed: int) -> list[float]:
    """Click through the pages, beginning somewhere."""
    chance = random.Random(seed)
    async with session(port) as socket_:
        await click(socket_, pages[0])
        taken = []
        for n in range(N_CLICKS):
            await asyncio.sleep(chance.uniform(*THINKS))
            taken.append(await click(socket_, pages[(seed + n) % len(pages)]))
        return taken


async def crowd(port: int, pages: tuple[str, ...]) -> np.ndarray:
    """Let all click at once, after one has filled the caches."""
    async with session(port) as socket_:
        for page in pages:
            await click(socket_, page)
    found = await asyncio.gather(*(person(port, pages, seed) for seed in range(N_SESSIONS)))
    return np.array(found).ravel()


async def alone(port: int, pages: tuple[str, ...]) -> dict[str, float]:
    """Let one person click through all pages; give the median seconds of each page."""
    async with session(port) as socket_:
        rounds = [[await click(socket_, page) for page in pages] for _ in range(N_ROUNDS)]
    return dict(zip(pages, np.median(rounds[1:], axis=0), strict=True))


async def patient(port: int, pid: int) -> list[float]:
    """Click 500 times in one session; give the megabytes of the server after every hundred."""
    server, held = psutil.Process(pid), []
    async with session(port) as socket_:
        for n in range(N_RERUNS + 1):
            await click(socket_, PAGES[n % len(PAGES)])
            if n % EVERY == 0:
                held.append(server.memory_info().rss / 2**20)
    return held


def tell(name: str, taken: np.ndarray) -> None:
    median, p95 = (1000 * np.percentile(taken, q) for q in (50, 95))
    print(f"{name:10s} median {median:6.0f} ms, p95 {p95:6.0f} ms ({len(taken)} clicks)")


if __name__ == "__main__":
    app = [str(BIN / "linkmatch"), "app", "--no-browser", "--port", "{port}"]
    with tempfile.TemporaryDirectory() as folder:
        empty_file = Path(folder, "empty.py")
        empty_file.write_text("import streamlit as st\nst.title('empty')\n", encoding="utf-8")
        flags = ["--server.headless=true", "--server.fileWatcherType=none"]
        bare = [str(BIN / "streamlit"), "run", str(empty_file), "--server.port={port}", *flags]
        with served(bare, folder) as (port, _):
            bare_alone = asyncio.run(alone(port, ("",)))[""]
            empty = asyncio.run(crowd(port, ("",)))
        print(f"one session: empty page {1000 * bare_alone:.0f} ms")
        with served(app, folder) as (port, pid):
            for page, taken in asyncio.run(alone(port, PAGES)).items():
                print(f"  {page:14s} {1000 * taken:6.0f} ms, {taken / bare_alone:4.1f} times")
            ours = asyncio.run(crowd(port, PAGES))
        tell("empty page", empty)
        tell("linkmatch", ours)
        ratio = np.percentile(ours, 95) / np.percentile(empty, 95)
        print(f"p95 is {ratio:.1f} times that of the empty page")
        with served(app, folder) as (port, pid):
            held = asyncio.run(patient(port, pid))
            told = ", ".join(f"{megabytes:.0f}" for megabytes in held)
            print(f"memory after every {EVERY} of {N_RERUNS} reruns: {told} MB")

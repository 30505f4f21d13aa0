"""Whether a server grows: one person clicks 2,000 times through the pages, and what it then holds.

Resident memory alone does not tell: the allocator keeps what a larger page once needed. So the
server itself collects its garbage every half minute, hands free memory back, and counts what is
left: its blocks (whatever Python has allocated) and its megabytes. Linux only.
Run: python benchmarks/memory.py
"""

import asyncio
import ctypes
import gc
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil
from sessions import BIN, PAGES, click, served, session

N_RERUNS, SECONDS = 2000, 30
COUNTS = "counts.txt"


def serve(folder: Path) -> None:
    """Run the app in this process, and write down every half minute what it holds."""
    threading.Thread(target=count, args=(folder / COUNTS,), daemon=True).start()
    sys.argv = ["linkmatch", *sys.argv[3:]]
    import app

    app.main()


def count(into: Path) -> None:
    """Write blocks and megabytes, after what is free has been given back."""
    while True:
        time.sleep(SECONDS)
        gc.collect()
        ctypes.CDLL("libc.so.6").malloc_trim(0)
        megabytes = psutil.Process().memory_info().rss / 2**20
        with into.open("a", encoding="utf-8") as file:
            file.write(f"{sys.getallocatedblocks()} {megabytes:.0f}\n")


async def patient(port: int) -> None:
    """Click through all pages again and again, in one session."""
    async with session(port) as socket_:
        for n in range(N_RERUNS):
            await click(socket_, PAGES[n % len(PAGES)])
    await asyncio.sleep(SECONDS + 5)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        serve(Path(sys.argv[2]))
    with tempfile.TemporaryDirectory() as held:
        here = [str(BIN / "python"), __file__, "--serve", held]
        command = [*here, "app", "--no-browser", "--port", "{port}"]
        with served(command, held) as (port, _):
            asyncio.run(patient(port))
        told = [line.split() for line in Path(held, COUNTS).read_text(encoding="utf-8").split("\n")]
        rows = [(int(blocks) / 1e6, int(megabytes)) for blocks, megabytes in filter(None, told)]
        print(
            f"{N_RERUNS} clicks; every {SECONDS} seconds, garbage collected and memory given back"
        )
        print("million blocks: " + ", ".join(f"{blocks:.3f}" for blocks, _ in rows))
        print("megabytes:      " + ", ".join(f"{megabytes}" for _, megabytes in rows))

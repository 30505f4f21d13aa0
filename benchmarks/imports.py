"""Imports: 100,000 firms and 300,000 capabilities into SQLite, beside a bare load of the files.

The peer is `pandas.read_csv(dtype=str)` and one executemany per file into two tables with a primary
key, in WAL with the synchronous setting of the store (and, told apart, with SQLite's own defaults).
Ours is everything from the file to what a reader sees: find the tables, propose what the columns
mean, stage with a progress bar, publish; then again unchanged, and again with one row changed.

Two variations: firms by name and NIB alone, sent again with other spellings for one in twenty, and
the firms as a workbook. Every step is a process of its own, in turn with the others; its seconds
leave out what Python takes to import modules, its peak memory does not.

Run: python benchmarks/imports.py [--json] [--rounds 3] [--firms 100000]
"""

import argparse
import csv
import json
import random
import re
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from statistics import median

from features.package_data import data_table
from features.places import regencies


def _parts(text: str) -> list[str]:
    return text.split(";")


N_FIRMS, N_CAPABILITIES_EACH, SHARE_RESPELLED = 100_000, 3, 0.05
FIRMS = _parts(
    "ID Perusahaan;Nama Perusahaan;Jenis Perusahaan;Kab/Kota;Telp/HP;NIB;KBLI;Tenaga Kerja;"
    "Tahun Berdiri;Sumber;Tanggal Data;Kepastian Data"
)
CAPABILITIES = _parts(
    "ID Kemampuan;ID Perusahaan;Produk;Proses;Bahan;Mesin;Kapasitas Produksi;Berat Maks (kg);"
    "Panjang Maks (mm);Toleransi (mm);Waktu Kirim (hari);Sumber;Tanggal Data;Kepastian Data"
)
PRODUCTS = _parts(
    "bracket;stay;baut dan mur;engsel pintu;knalpot motor;rem tromol;gear sprocket;pegas daun;"
    "tangki bensin;bushing karet;seal mesin;dudukan aki;pipa knalpot;spare part pompa air;"
    "komponen alat berat;velg;cover mesin;panel listrik;jig & fixture;cetakan plastik"
)
MODELS = _parts("motor bebek;truk ringan;mobil LCGC;alat berat;traktor tangan;pompa air;AC;kompor")
PROCESSES = _parts(
    "pengecoran;las;las CO2;bubut;frais;tempa;press;stamping;injeksi plastik;hardening;"
    "powder coating;pelapisan krom;tekuk plat;potong laser;gerinda"
)
MATERIALS = (
    "baja S45C;plat SPCC 1,2 mm;besi cor FC25;aluminium ADC12;kuningan;PP;ABS;karet NBR;SS 304"
)
MACHINES = (
    "mesin bubut 3 unit;CNC milling;mesin press 60 T;las MIG;tanur induksi 500 kg;injection 120T"
)
# how one is written, and how often of a hundred; of the last three a person is asked
CAPACITIES: tuple[tuple[int, Callable[[random.Random], str]], ...] = (
    (30, lambda _: ""),
    (24, lambda draw: f"{draw.randrange(1, 90)}.{draw.randrange(10)}00 pcs/bulan"),
    (20, lambda draw: f"{draw.randrange(2, 180) * 50} unit per bulan"),
    (12, lambda draw: f"{draw.randrange(10, 990) * 100}"),
    (6, lambda draw: f"{draw.randrange(1, 50) * 10}rb pcs / bln"),
    (4, lambda draw: f"{draw.randrange(1, 30)},5 ton/bulan"),
    (2, lambda draw: f"{draw.randrange(100, 900)} set/hari"),
    (2, lambda draw: f"{draw.randrange(10, 50)}-{draw.randrange(50, 90)} ton plat"),
)


def write_files(folder: Path, n_firms: int, seed: int = 0) -> None:
    """Write the files of the benchmark; the same seed writes the same bytes."""
    firms = list(_firms(n_firms, seed))
    made = list(_capabilities(n_firms, seed))
    _write(folder / "firms.csv", FIRMS, firms)
    _write(folder / "capabilities.csv", CAPABILITIES, made)
    made[len(made) // 2][2] = "produk yang lain"
    _write(folder / "capabilities_changed.csv", CAPABILITIES, made)
    _write_named(folder, firms, seed)
    _write_workbook(folder / "firms.xlsx", firms)


def _firms(n: int, seed: int) -> Iterator[list[str]]:
    draw, places = random.Random(seed), list(regencies()["name"])
    for i, name in enumerate(names(n, draw)):
        yield [
            f"F-{i:06}",
            name,
            draw.choices(("IKM", "Sentra", "Industri besar"), (95, 3, 2))[0],
            draw.choice(places),
            _phone(draw),
            f"{draw.randrange(10**12, 10**13)}" if draw.random() < 0.7 else "",
            "; ".join(draw.sample(("25910", "25920", "25952", "28140", "22299", "29300"), 2)),
            str(draw.randrange(2, 120)) if draw.random() < 0.6 else "",
            str(draw.randrange(1975, 2025)) if draw.random() < 0.4 else "",
            "Disperin 2026",
            f"{draw.randrange(1, 29):02}/{draw.randrange(1, 11):02}/2026",
            draw.choice(("klaim", "dilihat")),
        ]


def names(n: int, draw: random.Random) -> Iterator[str]:
    """Draw names with the shares that common words have in real ones, the rest of syllables."""
    table = data_table("identity", "common_words.csv")
    common = list(table["word"])
    shares = list(accumulate(float(share) for share in table["share"]))
    syllables = [a + b for a in "bcdghjklmnprstw" for b in "aiueo"]
    for _ in range(n):
        rare = "".join(draw.choices(syllables, k=draw.randrange(2, 4))) + draw.choice("nrstk")
        words = draw.choices(common, cum_weights=shares, k=draw.randrange(1, 3))
        words = list(dict.fromkeys([rare, *words] if draw.random() < 0.7 else [*words, rare]))
        form = draw.choices(("PT", "CV", "UD", "PD"), (35, 30, 31, 4))[0]
        yield f"{form} {' '.join(words).title()}"


def _phone(draw: random.Random) -> str:
    mobile = f"08{draw.choice((12, 13, 21, 52, 57, 78))}{draw.randrange(10**7, 10**8)}"
    dashed = f"{mobile[:4]}-{mobile[4:8]}-{mobile[8:]}"
    return draw.choice((mobile, mobile, dashed, f"+62 {mobile[1:]}", f"(021) {mobile[-7:]}", ""))


def _capabilities(n_firms: int, seed: int) -> Iterator[list[str]]:
    draw = random.Random(seed + 1)
    materials, machines = MATERIALS.split(";"), MACHINES.split(";")
    often, written = zip(*CAPACITIES, strict=True)
    for i in range(n_firms * N_CAPABILITIES_EACH):
        yield [
            f"C-{i:06}",
            f"F-{i // N_CAPABILITIES_EACH:06}",
            f"{draw.choice(PRODUCTS)} {draw.choice(MODELS)} tipe {draw.randrange(900)}",
            "; ".join(draw.sample(PROCESSES, draw.randrange(1, 4))),
            ", ".join(draw.sample(materials, draw.randrange(0, 3))),
            "; ".join(draw.sample(machines, draw.randrange(0, 3))),
            draw.choices(written, often)[0](draw),
            f"{draw.randrange(1, 400) / 10:.1f}".replace(".", ",") if draw.random() < 0.4 else "",
            f"{draw.randrange(10, 400) * 10}" if draw.random() < 0.3 else "",
            f"0,{draw.randrange(1, 50):02}" if draw.random() < 0.3 else "",
            str(draw.randrange(3, 60)) if draw.random() < 0.4 else "",
            "Disperin 2026",
            f"{draw.randrange(1, 29):02}/{draw.randrange(1, 11):02}/2026",
            "klaim",
        ]


def _write_named(folder: Path, firms: list[list[str]], seed: int) -> None:
    """Write firms by name, kind, place and NIB alone, and with other spellings for some."""
    draw = random.Random(seed + 2)
    known = [[row[i] for i in (1, 2, 3, 5)] for row in firms]
    spelled = [[_respelled(row[0], draw), *row[1:]] for row in known]
    for name, rows in (("named.csv", known), ("named_again.csv", spelled)):
        _write(folder / name, [FIRMS[i] for i in (1, 2, 3, 5)], rows)


def _respelled(name: str, draw: random.Random) -> str:
    if draw.random() >= SHARE_RESPELLED:
        return name
    form, _, rest = name.partition(" ")
    doubled = rest.replace("k", "kk", 1) if "k" in rest else rest
    return draw.choice((f"{form}. {rest.upper()}", f"{form} {doubled}"))


def _write(path: Path, header: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def _write_workbook(path: Path, rows: list[list[str]]) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("IKM")
    for row in (FIRMS, *rows):
        sheet.append(row)
    book.save(path)


def peer(folder: Path, names: list[str], synchronous: str) -> Callable[[], object]:
    """Load the files with pandas and one executemany each."""
    import pandas as pd

    def load() -> None:
        with sqlite3.connect(folder / "peer.db") as connection:
            if synchronous:
                connection.execute("pragma journal_mode = wal")
                connection.execute(f"pragma synchronous = {synchronous}")
            for name in names:
                path = folder / name
                book = path.suffix == ".xlsx"
                read = pd.read_excel if book else pd.read_csv
                table = read(path, dtype=str, **({"engine": "calamine"} if book else {}))
                table = table.astype(object).where(table.notna(), None)
                columns = ", ".join(f'"{column}" text' for column in table.columns)
                connection.execute(
                    f'create table "{path.stem}" ({columns}, primary key ("{table.columns[0]}"))'
                )
                marks = ", ".join("?" * len(table.columns))
                connection.executemany(
                    f'insert or ignore into "{path.stem}" values ({marks})', table.values.tolist()
                )
                connection.commit()

    return load


def ours(folder: Path, database: str, names: list[str]) -> Callable[[], object]:
    """Import the files as the command does; a changed file comes from the same sender."""
    from rich.console import Console
    from rich.progress import Progress

    from matcher.importing import Source, stage_table
    from matcher.intake import propose, read_tables
    from matcher.people import LOCAL_PLANNER
    from matcher.store import open_store, publish

    def load() -> dict[str, int]:
        counts: dict[str, int] = {}
        store = open_store(folder / database)
        for name in names:
            sent = name.replace("_changed", "").replace("_again", "")
            (table,) = read_tables(folder / name, name)
            mapping = propose(table)
            with Progress(console=Console(file=sys.stderr, force_terminal=True)) as bar:
                task = bar.add_task("", total=table.n_lines)
                staged = stage_table(
                    store,
                    LOCAL_PLANNER,
                    table,
                    mapping,
                    Source(sent, sent),
                    lambda done, _, task=task, bar=bar: bar.update(task, completed=done),
                )
            publish(store, staged.batch_id)
            counts = {key: counts.get(key, 0) + n for key, n in staged.counts.items()}
        return counts

    return load


BOTH, CHANGED = ["firms.csv", "capabilities.csv"], ["firms.csv", "capabilities_changed.csv"]
STEPS: dict[str, Callable[[Path], Callable[[], object]]] = {
    "peer": lambda folder: peer(folder, BOTH, "full"),
    "ours": lambda folder: ours(folder, "ours.db", BOTH),
    "ours, again": lambda folder: ours(folder, "ours.db", BOTH),
    "ours, one row changed": lambda folder: ours(folder, "ours.db", CHANGED),
    "peer, SQLite's defaults": lambda folder: peer(folder, BOTH, ""),
    "peer, named": lambda folder: peer(folder, ["named.csv"], "full"),
    "ours, named": lambda folder: ours(folder, "named.db", ["named.csv"]),
    "ours, named again": lambda folder: ours(folder, "named.db", ["named.csv"]),
    "ours, 5 % respelled": lambda folder: ours(folder, "named.db", ["named_again.csv"]),
    "peer, workbook": lambda folder: peer(folder, ["firms.xlsx"], "full"),
    "ours, workbook": lambda folder: ours(folder, "book.db", ["firms.xlsx"]),
    "ours, workbook again": lambda folder: ours(folder, "book.db", ["firms.xlsx"]),
}


def measure(step: str, folder: Path) -> dict[str, object]:
    """Run a step in this process; give its seconds, its peak memory and what it counted."""
    load = STEPS[step](folder)
    before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    counts = load()
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak_mb = after.ru_maxrss / 1024
    return {"wall": wall, "cpu": cpu, "peak_mb": peak_mb, "counts": counts}


def rounds(folder: Path, n: int, steps: list[str]) -> dict[str, dict[str, object]]:
    """Run all steps in turn, each in a process of its own, n times; give the medians."""
    runs: dict[str, list[dict[str, float]]] = {step: [] for step in steps}
    for _ in range(n):
        for old in folder.glob("*.db*"):
            old.unlink()
        for step in steps:
            if step.startswith("peer"):
                for old in folder.glob("peer.db*"):
                    old.unlink()
            command = [sys.executable, __file__, "--step", step, "--folder", str(folder)]
            done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            runs[step].append(json.loads(done.stdout))
    return {step: _median(some) for step, some in runs.items()}


def _median(runs: list[dict[str, float]]) -> dict[str, object]:
    figures = {key: round(median(run[key] for run in runs), 2) for key in ("wall", "cpu")}
    peak = round(max(run["peak_mb"] for run in runs))
    return {**figures, "peak_mb": peak, "counts": runs[-1]["counts"]}


def results(
    n_rounds: int, n_firms: int, only: str, most: int | None = None
) -> dict[str, dict[str, object]]:
    """Everything this benchmark reports; the ratio is CPU seconds to those of the peer."""
    steps = [step for step in STEPS if re.search(only, step)][:most]
    with tempfile.TemporaryDirectory() as name:
        write_files(Path(name), n_firms)
        found = rounds(Path(name), n_rounds, steps)
    for step, figures in found.items():
        of = f"peer, {step.split(', ')[1].split()[0]}" if ", " in step else "peer"
        of = of if of in found else "peer"
        if of in found:
            for key in ("cpu", "wall"):
                ratio = figures[key] / found[of][key]  # type: ignore[operator]
                figures[f"{key}_ratio"] = round(ratio, 2)
    return found


def main() -> None:
    """Print the figures of every step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--firms", type=int, default=N_FIRMS)
    parser.add_argument("--only", default="", help="steps whose names have this pattern")
    parser.add_argument("--first", type=int, help="only so many steps")
    parser.add_argument("--step")
    parser.add_argument("--folder", type=Path)
    told = parser.parse_args()
    if told.step:
        print(json.dumps(measure(told.step, told.folder)))
        return
    found = results(told.rounds, told.firms, told.only, told.first)
    if told.json:
        print(json.dumps(found))
        return
    for step, figures in found.items():
        print(
            f"{step:24} {figures['wall']:6.2f} s {figures['cpu']:6.2f} s CPU "
            f"{figures['peak_mb']:4} MB  {figures.get('cpu_ratio', ''):5} times the peer  "
            f"{figures['counts'] or ''}"
        )


if __name__ == "__main__":
    main()

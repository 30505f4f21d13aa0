"""Identity: name pairs judged right and wrong, and 50,000 firms against themselves.

`name_pairs.csv` is split in halves by a hash of the pair's id. The limits are chosen on the one
half (`--choose`) and reported on the other. `--write` makes its constructed pairs again.

Run: python benchmarks/identity.py [--json] [--pairs-only] [--choose] [--write]
"""

import hashlib
import json
import random
import sys
import time
import tracemalloc
from collections import Counter
from dataclasses import asdict, replace
from itertools import product
from pathlib import Path
from statistics import fmean, median

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from features.package_data import data_table
from matcher.identity import LIMITS, Index, Limits, Rarity, Signs, find_duplicates, judge, match

PAIRS = Path(__file__).parent / "name_pairs.csv"
VERDICTS = ("same", "ask", "different")
N_CONSTRUCTED, N_FIRMS, N_CDIST, SHARE_PLANTED = 320, 50_000, 8_000, 0.05
RESPELLED = (("j", "dj"), ("u", "oe"), ("ny", "nj"), ("k", "ck"), ("t", "th"), ("f", "ph"))
WRITINGS = {"teknik": "technic", "manufaktur": "manufacture", "industri": "industry"}
WRITINGS |= {"jaya": "djaja", "elektrik": "electric", "plastik": "plastic", "sumber": "soember"}
SAME = ("written", "respelled", "split")
ASK = ("slip", "more", "fewer", "turned", "form", "plant", "common", "namesake")
DIFFERENT = ("told_apart", "numbered", "stranger")


class Names:
    """Draws names with the word frequencies of the common words, the rest made of syllables."""

    def __init__(self, seed: int):
        self.draw = random.Random(seed)
        table = data_table("identity", "common_words.csv")
        self.common, self.shares = list(table["word"]), [float(s) for s in table["share"]]
        syllables = [a + b for a in "bcdghjklmnprstw" for b in "aiueo"]
        made = (
            "".join(self.draw.choices(syllables, k=3)) + self.draw.choice("nrstk")
            for _ in range(20_000)
        )
        self.rare = list(dict.fromkeys(made))
        self.rare_shares = [1 / (n + 50) for n in range(len(self.rare))]

    def word(self, rare: bool) -> str:
        if rare:
            return self.draw.choices(self.rare, self.rare_shares)[0]
        return self.draw.choices(self.common, self.shares)[0]

    def name(self, n_rare: int, n_common: int) -> list[str]:
        words = [self.word(rare=True) for _ in range(n_rare)]
        words += [
            w for w in dict.fromkeys(self.word(rare=False) for _ in range(9)) if w not in words
        ][:n_common]
        return words

    def any_name(self) -> list[str]:
        size = self.draw.choices((1, 2, 3, 4), (10, 45, 35, 10))[0]
        n_rare = sum(self.draw.random() < 0.45 for _ in range(size))
        return self.name(n_rare, size - n_rare)

    def form(self) -> str:
        return self.draw.choices(("PT", "CV", "UD", "PD", "Koperasi"), (35, 30, 28, 4, 3))[0]

    def varied(self, form: str, words: list[str], how: str) -> str:
        """Write a name of at least two words another way."""
        draw, place = self.draw, self.draw.randrange(len(words))
        long = max(words, key=len)
        if how == "written":
            name = " ".join(words)
            return draw.choice(
                (
                    f"{form}. {name.upper()}",
                    f"{name.title()}, {form}",
                    name,
                    f"{'.'.join(form[:2])}. {name}",
                )
            )
        if how == "respelled":
            words = [WRITINGS.get(word) or _respelled(word, draw) for word in words]
        elif how == "split":
            words = (
                [words[0] + words[1], *words[2:]]
                if draw.random() < 0.5
                else [long[:4], long[4:]] + [w for w in words if w != long]
                if words[0] == long
                else [*words[:-2], words[-2] + words[-1]]
            )
        elif how == "slip":
            words = [_slipped(word, draw) if word == long else word for word in words]
        elif how == "more":
            words = [*words, self.word(rare=False)]
        elif how == "fewer":
            words = words[:-1]
        elif how == "turned":
            words = words[::-1]
        elif how == "form":
            form = draw.choice([f for f in ("PT", "CV", "UD") if f != form])
        elif how == "plant":
            words = [*words, draw.choice(("Plant 2", "Cabang Tegal", "Unit II"))]
        elif how == "told_apart":
            words = [w if n != place else self.word(rare=True) for n, w in enumerate(words)]
        return f"{form} {' '.join(words)}".title()


def _respelled(word: str, draw: random.Random) -> str:
    options = [(a, b) for a, b in RESPELLED if a in word and b not in word and a != "ny"]
    a, b = draw.choice(options) if options else (word[-1], word[-1] * 2)
    return word.replace(a, b, 1) if (a, b) != ("k", "ck") else word.replace("k", "kk", 1)


def _slipped(word: str, draw: random.Random) -> str:
    at = draw.randrange(1, len(word) - 1)
    how = draw.choice(("left out", "swapped", "other"))
    if how == "left out":
        return word[:at] + word[at + 1 :]
    if how == "swapped":
        return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
    return word[:at] + draw.choice("aeiourtnsl") + word[at + 1 :]


def constructed(seed: int = 0) -> list[list[str]]:
    """Build pairs whose label follows from how they were built."""
    names, rows, namesakes = Names(seed), [], _namesakes(seed + 1)
    for n in range(N_CONSTRUCTED):
        how = (SAME * 2 + ASK + DIFFERENT * 2)[n % 20]
        form = names.form()
        words = names.name(2, 1 + n % 2)
        first = f"{form} {' '.join(words)}".title()
        second = names.varied(form, words, how)
        if how == "namesake":  # two firms of a large population that bear one name by chance
            first = second = namesakes.pop()
        elif how == "common":
            first = second = f"{form} {' '.join(names.name(0, 2))}".title()
        elif how == "told_apart":  # common words shared, the telling one differs
            shared = names.name(0, 2)
            first, second = (
                f"{form} {' '.join([names.word(rare=True), *shared])}".title() for _ in "12"
            )
        elif how == "numbered":
            first, second = f"{first} {n % 3 + 1}", f"{first} {n % 3 + 2}"
        elif how == "stranger":
            second = f"{form} {' '.join([words[-1], names.word(rare=True)])}".title()
        label = "same" if how in SAME else "ask" if how in ASK else "different"
        if first.lower() != second.lower() or how in ("common", "namesake", "written"):
            rows.append([f"C-{n:03}", "constructed", first, second, label, "", how, ""])
    return rows


def _namesakes(seed: int) -> list[str]:
    """Names that two of many drawn firms bear; no PT, for the register refuses a second one."""
    rows, planted = firms(N_FIRMS, seed)
    copies = {row for _, row in planted}
    counts = Counter(row.name for row in rows if row.firm_id not in copies)
    found = [name for name, n in counts.items() if n == 2 and len(name.split()) > 2]
    return random.Random(seed).sample(sorted(found), 40)


def half(pair_id: str) -> str:
    """Say whether a pair is for choosing or for reporting."""
    return ("choose", "report")[hashlib.sha256(pair_id.encode()).digest()[0] % 2]


def judged(pairs: pd.DataFrame, limits: Limits) -> pd.Series:
    """Give the verdict on each pair by its names alone, without counts of other firms."""
    rarity = Rarity()
    verdicts = [
        judge(Signs("1", a), Signs("2", b), rarity, limits).verdict
        for a, b in zip(pairs["first"], pairs["second"], strict=True)
    ]
    return pd.Series(verdicts, index=pairs.index)


def quality(pairs: pd.DataFrame, verdicts: pd.Series) -> dict[str, object]:
    """Precision and recall of each verdict, and every wrong `same`."""
    found: dict[str, object] = {"n": len(pairs)}
    for verdict in VERDICTS:
        right = int(((verdicts == verdict) & (pairs["label"] == verdict)).sum())
        found[verdict] = {
            "precision": round(right / max(1, int((verdicts == verdict).sum())), 3),
            "recall": round(right / max(1, int((pairs["label"] == verdict).sum())), 3),
            "n": int((pairs["label"] == verdict).sum()),
        }
    wrong = (verdicts == "same") & (pairs["label"] != "same") & (pairs["truth"] != "same")
    found["wrong_same"] = pairs.loc[wrong, "pair_id"].tolist()
    found["lost"] = int(
        (
            (verdicts == "different") & (pairs["truth"] == "same") & (pairs["label"] != "different")
        ).sum()
    )
    return found


def choose(pairs: pd.DataFrame) -> Limits:
    """Choose the limits on one half: no wrong `same`, best mean F1; of equal ones the strictest."""
    pairs = pairs[pairs["pair_id"].map(half) == "choose"]
    scored: list[tuple[float, Limits]] = []
    grid = product(
        (12, 13, 14, 15, 16, 17, 18),
        (8, 9, 10, 11, 12, 13, 14),
        (0.4, 0.45, 0.5),
        (0.6, 0.7, 0.8),
    )
    for rare, rare_pt, contained, mixed in grid:
        limits = replace(LIMITS, rare=rare, rare_pt=rare_pt, contained=contained, mixed=mixed)
        found = quality(pairs, judged(pairs, limits))
        if rare >= rare_pt and not found["wrong_same"]:
            scored.append((_mean_f1(found), limits))
    best = [limits for f1, limits in scored if f1 > max(f1 for f1, _ in scored) - 1e-9]
    chosen = {name: median(getattr(each, name) for each in best) for name in asdict(LIMITS)}
    strictest = {name: max(getattr(each, name) for each in best) for name in ("rare", "rare_pt")}
    return Limits(**chosen | strictest)


def _mean_f1(found: dict[str, object]) -> float:
    cells = [found[verdict] for verdict in VERDICTS]
    return fmean(
        2 * c["precision"] * c["recall"] / max(1e-9, c["precision"] + c["recall"]) for c in cells
    )  # type: ignore[index]


def firms(n: int, seed: int = 0) -> tuple[list[Signs], dict[tuple[str, str], str]]:
    """Draw firms of which SHARE_PLANTED are another writing of an earlier one, and how."""
    names = Names(seed)
    n_planted = int(n * SHARE_PLANTED)
    drawn: list[tuple[str, list[str]]] = []
    registered: set[str] = set()
    while len(drawn) < n - n_planted:
        form, words = names.form(), names.any_name()
        if form != "PT" or " ".join(sorted(words)) not in registered:  # PT names are unique by law
            drawn.append((form, words))
            registered |= {" ".join(sorted(words))} if form == "PT" else set()
    rows = [
        Signs(f"F-{i:06}", f"{form} {' '.join(words)}".title())
        for i, (form, words) in enumerate(drawn)
    ]
    planted = {}
    several = [
        i for i, (_, words) in enumerate(drawn) if len(words) > 1 and max(map(len, words)) > 5
    ]
    for number, i in enumerate(names.draw.sample(several, n_planted)):
        how = (*SAME, "slip", "more", "fewer", "turned", "form")[number % 8]
        row = Signs(f"P-{number:06}", names.varied(*drawn[i], how))
        planted[rows[i].firm_id, row.firm_id] = how
        rows.append(row)
    return rows, planted


def speed() -> dict[str, object]:
    """Time the search for duplicates beside cdist in CPU seconds, and count what it finds."""
    rows, planted = firms(N_FIRMS)
    start = time.process_time()
    pairs = find_duplicates(rows)
    seconds = time.process_time() - start
    found = {(pair.first, pair.second): pair.judgement.verdict for pair in pairs}
    recall = {how: _share(found, planted, how) for how in sorted(set(planted.values()))}
    return {
        "firms": len(rows),
        "seconds": round(seconds, 2),
        "cdist_8000_seconds": _cdist([row.name for row in rows[:N_CDIST]]),
        "pairs": dict(Counter(found.values())),
        "same_not_planted": sum(v == "same" and p not in planted for p, v in found.items()),
        "recall": round(sum(pair in found for pair in planted) / len(planted), 3),
        "recall_by_kind": recall,
        "import_100000_against_100000_seconds": _import(),
        "peak_mb": _peak_mb(rows),
    }


def _share(
    found: dict[tuple[str, str], str], planted: dict[tuple[str, str], str], how: str
) -> float:
    of_kind = [pair for pair, kind in planted.items() if kind == how]
    return round(sum(pair in found for pair in of_kind) / len(of_kind), 3)


def _cdist(names: list[str]) -> dict[str, float]:
    """Time rapidfuzz on 8,000 x 8,000, one worker; token_sort_ratio also ignores word order."""
    start = time.process_time()
    process.cdist(names, names)
    found = {"as it stands": round(time.process_time() - start, 2)}
    for scorer, cutoff in (
        (fuzz.ratio, 85),
        (fuzz.token_sort_ratio, 85),
        (fuzz.token_set_ratio, 85),
    ):
        start = time.process_time()
        process.cdist(names, names, scorer=scorer, score_cutoff=cutoff, workers=1, dtype=np.uint8)
        found[f"{scorer.__name__}, score_cutoff={cutoff}"] = round(time.process_time() - start, 2)
    return found


def _import() -> float:
    known, _ = firms(100_000, seed=1)
    new = [replace(row, firm_id="", name=row.name.upper()) for row in known]
    start = time.process_time()
    match(new, Index(known))
    return round(time.process_time() - start, 2)


def _peak_mb(rows: list[Signs]) -> int:
    tracemalloc.start()
    find_duplicates(rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return round(peak / 1e6)


def read_pairs() -> pd.DataFrame:
    """Read the pairs, every cell as text."""
    return pd.read_csv(PAIRS, dtype=str, keep_default_na=False)


def write_pairs() -> None:
    """Write the constructed pairs again behind those made by hand."""
    kept = read_pairs()
    kept = kept[~kept["pair_id"].str.startswith("C-")]
    pd.concat([kept, pd.DataFrame(constructed(), columns=kept.columns)]).to_csv(
        PAIRS, index=False, lineterminator="\n"
    )


def results(pairs_only: bool = False) -> dict[str, object]:
    """Everything this benchmark reports."""
    pairs = read_pairs()
    pairs = pairs[pairs["pair_id"].map(half) == "report"]
    verdicts = judged(pairs, LIMITS)
    kinds = {kind: pairs["kind"] == kind for kind in ("real", "constructed")}
    found: dict[str, object] = {
        kind: quality(pairs[of], verdicts[of]) for kind, of in kinds.items()
    }
    return found if pairs_only else found | {"speed": speed()}


if __name__ == "__main__":
    if "--write" in sys.argv:
        write_pairs()
    if "--choose" in sys.argv:
        print(choose(read_pairs()))
    found = results("--pairs-only" in sys.argv)
    if "--json" in sys.argv:
        print(json.dumps(found))
    else:
        for name, values in found.items():
            print(name)
            for key, value in values.items():  # type: ignore[attr-defined]
                print(f"  {key}: {value}")

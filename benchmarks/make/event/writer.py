"""The hand that fills in a sheet: which spelling it picks, and where it slips."""

import random
from collections import Counter

from event.catalogue import MACHINE_UNIT, STYLES, WORDS

MAKER = dict(zip(STYLES, (0.38, 0.10, 0.22, 0.30), strict=True))
BUYER = dict(zip(STYLES, (0.22, 0.29, 0.23, 0.26), strict=True))
SLIP = 0.07
INDUSTRY_WORDS = {
    "r2": ("sepeda motor", "otomotif roda dua", "motorcycle", "otomotif", "R2"),
    "r4": ("otomotif", "mobil", "automotive", "roda empat", "R4", "karoseri"),
    "rail": ("kereta api", "railway", "KA", "perkeretaapian"),
    "heavy": ("alat berat", "heavy equipment", "tambang"),
    "elec": ("elektronika", "electronics", "elektronik", "peralatan listrik"),
    "furn": ("furnitur", "mebel", "furniture"),
    "agri": ("alsintan", "pertanian", "alat mesin pertanian", "agriculture"),
    "infra": ("konstruksi", "infrastruktur", "proyek PU", "construction"),
    "mach": ("mesin industri", "machinery", "permesinan"),
}


class Writer:
    """A person with habits; `used` counts the spellings written, by kind and style."""

    def __init__(self, rng: random.Random, leaning: dict[str, float], used: Counter[str]) -> None:
        self.rng = rng
        self.leaning = leaning
        self.used = used

    def happens(self, chance: float) -> bool:
        """True with this probability."""
        return self.rng.random() < chance

    def word(self, kind: str, key: str) -> str:
        """One spelling of a part, operation, machine, material or family."""
        style = self.rng.choices(STYLES, [self.leaning[s] for s in STYLES])[0]
        self.used[f"{kind} {style}"] += 1
        return self.rng.choice(WORDS[kind][key][style])

    def words(self, kind: str, keys: list[str], share: float) -> str:
        """Spellings of some of the keys, separated as in a sheet."""
        kept = [key for key in keys if self.happens(share)]
        return ";".join(dict.fromkeys(self.word(kind, key) for key in kept))

    def machine(self, name: str, size: float) -> str:
        """A machine with its size where the spelling mentions one."""
        text = self.word("machine", name)
        rounded = int(float(f"{size:.2g}"))
        return text.replace("{" + MACHINE_UNIT[name] + "}", str(rounded))

    def slip(self, text: str) -> str:
        """The text, now and then with a letter lost, doubled or swapped."""
        if len(text) < 6 or not self.happens(SLIP):
            return text
        i = self.rng.randrange(1, len(text) - 2)
        pair = text[i : i + 2]
        return text[:i] + self.rng.choice([pair[0], pair[0] + pair, pair[::-1]]) + text[i + 2 :]

    def industry(self, key: str) -> str:
        """One of the words for an industry."""
        return self.rng.choice(INDUSTRY_WORDS[key])

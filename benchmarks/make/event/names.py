"""Names of firms that nobody can take for real ones: each carries a word for 'made up'."""

from event.catalogue import read
from event.chance import stream

MADE_UP = ("Fiktif", "Rekaan", "Khayal")
LEGAL = {"CV": 0.5, "UD": 0.28, "PT": 0.22}
PLACES = ("first", "second")
TRADE = ("", "", "Logam", "Teknik", "Jaya", "Makmur", "Karya")


def supplier_names(seed: int, n: int) -> list[str]:
    """`n` different invented names of IKM."""
    rng = stream(seed, "names")
    words = {place: [r["word"] for r in read("names") if r["place"] == place] for place in PLACES}
    pairs = rng.sample([f"{a} {b}" for a in words["first"] for b in words["second"]], n)
    legal = rng.choices(list(LEGAL), list(LEGAL.values()), k=n)
    names = []
    for form, pair in zip(legal, pairs, strict=True):
        parts = (form, pair, rng.choice(TRADE), rng.choice(MADE_UP))
        names.append(" ".join(part for part in parts if part))
    return names

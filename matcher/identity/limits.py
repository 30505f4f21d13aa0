"""Limits: where name evidence begins to count, chosen on one half of the name pairs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Chosen by `benchmarks/identity.py` on one half of `benchmarks/name_pairs.csv`.

    Among settings without a wrong `same` the best mean F1 of the three verdicts; of equal ones the
    strictest for an equal name, the middle otherwise. `same` and `ask` are conventions: the points
    of each kind of evidence are set to them.
    """

    same: float = 0.85
    """Score from which two records are the same firm."""

    ask: float = 0.5
    """Score from which a person is asked."""

    rare: float = 17.0
    """Nats from which an equal name alone is enough."""

    rare_pt: float = 12.0
    """The same where both are a PT: the register refuses a second PT of one name."""

    contained: float = 0.425
    """Share of a name's information that the shorter name must hold to be asked about."""

    mixed: float = 0.7
    """The same where each name has a word that the other has not."""


LIMITS = Limits()

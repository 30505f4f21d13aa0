"""Opening: an indexed registry, mapped from its folder; of its firms only those shown are read."""

from copy import copy
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from features import Block, Vectors, read_needs
from features.language import mark
from matcher.dataset import Dataset
from matcher.errors import DataError
from matcher.musts import Musts
from matcher.nearest import Nearest
from matcher.ranking_all import own_code
from matcher.ranking_all.fitting import fit_counts, fit_sums
from matcher.ranking_all.keeping import unpack_arrays, unpack_counts
from matcher.ranking_all.work import Work
from matcher.registry.building import STAMP, must_name
from matcher.registry.keeping import read_alike
from matcher.registry.vectors import vectors_of
from matcher.score import Scorer
from matcher.topk.saving import read as read_index
from matcher.weights import Weights

MOST_SHOWN = 50  # candidates of each list: of so many the page reads all that it shows


@dataclass(frozen=True)
class Registry:
    """An index of all firms, and the criteria as they were fitted to them.

    `version` is that of the data it was made from.
    """

    nearest: Nearest
    blocks: dict[str, Block]
    version: int

    def asking(self, data: Dataset, weights: Weights) -> Scorer:
        """Give a scorer of the needs of some data; what unknown is worth is that of all firms."""
        needs = read_needs(data.asked)
        fitted = {
            name: copy(block).fit_vague(block.fits_of_average(needs))
            for name, block in self.blocks.items()
        }
        return Scorer.fitted(data, weights, fitted)

    def firms_for(
        self, asking: Scorer, need_id: str, weights: Weights, k: int = MOST_SHOWN
    ) -> tuple[np.ndarray, int]:
        """Give the ids of the firms that lead a need's lists, and how many firms fail twice."""
        need = int(asking.needs.index.get_loc(need_id))
        # one more tells whether the last is tied
        firms, n_out = self.nearest.firms_of(asking, need, weights, k + 1)
        return self.nearest.firm_ids[firms], n_out

    def encoded(self, data: Dataset, offered: pd.DataFrame) -> dict[str, Vectors] | None:
        """Give the vectors of suppliers of some data; None when these are of another version."""
        if data.version != self.version:
            return None
        return vectors_of(self.nearest, self.blocks, list(offered["firm_id"]))


def stamp_of(version: int) -> str:
    """Say what an index is made from: the act that the data stand at, and the code."""
    return f"{version} {own_code()}"


def open_registry(folder: Path) -> Registry | None:
    """Open what `build` has made; None when nothing has been made, or by another linkmatch.

    Raises
    ------
    DataError
        When it is damaged.
    """
    work = Work(folder)
    if not work.path(STAMP).is_file():
        return None
    stamp = work.read(STAMP).decode()
    version, code = stamp.split()
    if code != own_code():
        return None
    index = read_index(work.path("index"), stamp)
    if index is None:
        raise DataError(mark("{file} is damaged; make it anew: linkmatch index"), file=folder)
    firms = unpack_arrays(work.read("firms"))
    musts = Musts(index.n_rows, lambda kind, named: read_alike(work, must_name(kind, named)))
    nearest = Nearest(index, firms["ids"], firms["of_row"], musts)
    blocks = fit_counts(unpack_counts(work.read("counts")))
    fit_sums(blocks, unpack_arrays(work.read("sums")))
    return Registry(nearest, blocks, int(version))

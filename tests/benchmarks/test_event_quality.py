"""What is claimed of the synthetic event: hard words, a filter that is the same, honest gains."""

import re
import sys
from pathlib import Path

import numpy as np
import pytest

from features.language import stems
from features.vocabulary import KINDS, vocabulary
from matcher import load
from matcher.metrics import paired_bootstrap

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def event():
    """The benchmark as a module; its folder is where it is run from."""
    sys.path.insert(0, str(BENCHMARKS))
    import event

    yield event
    sys.path.remove(str(BENCHMARKS))


@pytest.fixture(scope="module")
def found(event):
    full = event.read_event()
    return {name: event.figures(full, s) for name, s in event.scores_of(full).items()}


def test_a_quarter_of_the_spellings_stand_in_no_vocabulary_file():
    known = {
        stems(n) for kind in (*KINDS, "machine") for x in vocabulary().nodes(kind) for n in x.names
    }
    known |= {stems(phrase) for _, phrase in vocabulary().ambiguous}
    data = load("demo_event")
    cells = [*data.needs["component"], *data.capabilities["product"].dropna()]

    spellings = {part.strip() for cell in cells for part in re.split(r"[;,/&]| dan ", cell)} - {""}
    unseen = [spelling for spelling in spellings if stems(spelling) not in known]

    assert len(unseen) >= len(spellings) / 4


@pytest.mark.parametrize("figure", ["recall@10", "NDCG@10"])
def test_the_gain_over_the_better_peer_is_certain(event, found, figure):
    peer = event.better_peer(found, figure)

    gain = paired_bootstrap(found[event.OURS][figure], found[peer][figure])

    assert gain.low > 0.05


def test_with_the_truth_of_other_needs_the_gain_vanishes(event):
    mixed = event.read_event(shuffle=0)
    found = {name: event.figures(mixed, s) for name, s in event.scores_of(mixed).items()}

    gain = paired_bootstrap(found[event.OURS]["recall@10"], found["BM25"]["recall@10"])

    assert gain.low < 0 < gain.high


def test_on_regional_columns_it_still_finds_more_than_bm25(event):
    regional = event.read_event("demo_event_regional")
    found = {name: event.figures(regional, s) for name, s in event.scores_of(regional).items()}

    gain = paired_bootstrap(found[event.OURS]["recall@10"], found["BM25"]["recall@10"])

    assert gain.low > 0


def test_every_method_ranks_behind_the_same_must_haves(event):
    """A pair that fails a must-have stands below every pair that does not, for every method."""
    full = event.read_event()
    out = np.argwhere(~full.eligible)

    assert len(out) > 0
    for scores in event.scores_of(full).values():
        ranked = np.where(full.eligible, scores, np.nanmin(scores) - 1.0)
        for need, firm in out[:50]:
            assert ranked[need, firm] < ranked[need][full.eligible[need]].min()

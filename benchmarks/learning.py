"""Learning weights from simulated MoUs: does it keep good weights, and find better ones?

Fits are those of the synthetic event (buyer's side), 200 firms of which each is present at an
event with chance 0.6. A planner holds the weights that ship with linkmatch: they are the buyers'
own (planner right), or the buyers weigh the same criteria the other way round (planner wrong).
Two simulators choose one firm per need among those present: `logit` takes the greatest of score
plus Gumbel noise; `satisficing` visits firms in random order and takes the first whose score, seen
with normal noise, reaches an aspiration level (Simon 1955). Ranked is a large set of new needs
of the same buyers; the figure is MRR. All methods see the same choices; means over 20 seeds.
Run: python benchmarks/learning.py [--seeds 20] [--json]
"""

import argparse
import json
import logging
from collections.abc import Callable
from time import perf_counter

import lightgbm
import numpy as np

from matcher import Scorer, load, load_weights
from matcher.learn import Choices, ConditionalLogit, WeightLearner
from matcher.learn.learner import reciprocal_ranks
from matcher.metrics import paired_bootstrap
from matcher.weights import SIDE

N_FIRMS, PRESENT, N_TEST = 200, 0.6, 300
N_MOUS = (10, 20, 40, 80)
SCALE = 25.0  # utility per unit of score: the best weights then find the partner at rank 2 to 3
ASPIRATION, BLUR = 0.97, 0.04  # quantile of the scores present; noise of a score as it is seen

Method = Callable[[np.ndarray, Choices], np.ndarray]


def event_fits() -> tuple[np.ndarray, np.ndarray]:
    """Give the buyer-side fits of the event, (n_needs, n_rows, n_criteria), and its weights."""
    scorer, weights = Scorer(load("demo_event")), load_weights()
    names = [n for n in scorer.blocks if SIDE[n] == "buyer" and weights.criteria[n] > 0]
    rows = [list(scorer.blocks).index(name) for name in names]
    shares = np.array([weights.share(name) for name in names])
    return np.moveaxis(scorer.fits[rows], 0, -1), shares


def reversed_weights(weights: np.ndarray) -> np.ndarray:
    """Give the greatest weight to the criterion that had the least, and so on."""
    turned = np.empty_like(weights)
    turned[np.argsort(weights)] = np.sort(weights)[::-1]
    return turned


def draw(
    fits: np.ndarray, weights: np.ndarray, n: int, simulator: str, rng: np.random.Generator
) -> Choices:
    """Simulate the choices of `n` needs among the firms present."""
    firms = rng.choice(fits.shape[1], N_FIRMS, replace=False)
    found, chosen, sets = [], [], []
    for at, need in enumerate(rng.integers(0, len(fits), n)):
        there = firms[rng.random(N_FIRMS) < PRESENT]
        own = fits[need, there]
        found.append(own)
        chosen.append(np.arange(len(there)) == SIMULATORS[simulator](own @ weights, rng))
        sets.append(np.full(len(there), at))
    return Choices.of(np.concatenate(found), np.concatenate(chosen), np.concatenate(sets))


def logit(scores: np.ndarray, rng: np.random.Generator) -> int:
    """Take the greatest of score and Gumbel noise."""
    return int(np.argmax(SCALE * scores + rng.gumbel(size=len(scores))))


def satisficing(scores: np.ndarray, rng: np.random.Generator) -> int:
    """Take the first, in random order, that seems good enough; else the one that seems best."""
    seen = scores + BLUR * rng.normal(size=len(scores))
    order = rng.permutation(len(scores))
    enough = seen[order] >= np.quantile(scores, ASPIRATION)
    return int(order[np.argmax(enough)]) if enough.any() else int(np.argmax(seen))


SIMULATORS = {"logit": logit, "satisficing": satisficing}


def pairwise(current: np.ndarray, choices: Choices) -> np.ndarray:
    """Learn without a prior from every chosen firm against every other: a logit of differences."""
    pairs, at = [], []
    for i in range(choices.n_sets):
        one = choices.take(np.array([i]))
        for other in one.fits[~one.chosen]:
            at.append(np.full(2, len(pairs)))
            pairs.append(np.stack([one.fits[one.chosen][0], other]))
    won = np.tile([True, False], len(pairs))
    all_pairs = Choices(np.concatenate(pairs), won, np.concatenate(at))
    return ConditionalLogit(current, spread=None).fit_choices(all_pairs).weights_


def lambdamart(choices: Choices, test: Choices) -> np.ndarray:
    """Rank with LightGBM's LambdaMART, small trees for small data."""
    model = lightgbm.LGBMRanker(
        n_estimators=50, num_leaves=4, min_child_samples=20, learning_rate=0.1, verbose=-1, n_jobs=1
    )
    model.fit(choices.fits, choices.chosen.astype(int), group=np.bincount(choices.sets))
    return np.asarray(model.predict(test.fits))


def one_seed(seed: int, fits: np.ndarray, current: np.ndarray, simulator: str) -> dict:
    """Give the MRR of every method, by planner and number of MoUs."""
    found: dict[tuple[str, int], dict[str, float]] = {}
    for planner, true in (("right", current), ("wrong", reversed_weights(current))):
        rng = np.random.default_rng([seed, planner == "wrong", simulator == "logit"])
        test, all_mous = (draw(fits, true, n, simulator, rng) for n in (N_TEST, max(N_MOUS)))
        for n in N_MOUS:
            mous = all_mous.take(np.arange(n))
            scores = {
                "default": test.fits @ current,
                "uniform": test.fits.mean(axis=1),
                "pairwise logistic": test.fits @ pairwise(current, mous),
                "LambdaMART": lambdamart(mous, test),
                "linkmatch-learned": WeightLearner(current).fit_choices(mous).predict(test.fits),
                "oracle": test.fits @ true,
            }
            found[planner, n] = {
                name: float(reciprocal_ranks(s, test).mean()) for name, s in scores.items()
            }
    return found


def report(n_seeds: int) -> dict:
    """Give means and, for ours, what is lost to the default or recovered of the gap."""
    fits, current = event_fits()
    result: dict[str, dict] = {}
    for simulator in SIMULATORS:
        seeds = [one_seed(seed, fits, current, simulator) for seed in range(n_seeds)]
        for planner, n in seeds[0]:
            by_method = {
                name: np.array([one[planner, n][name] for one in seeds])
                for name in seeds[0][planner, n]
            }
            ours, default, oracle = (
                by_method[name] for name in ("linkmatch-learned", "default", "oracle")
            )
            gain = paired_bootstrap(ours, default)
            result[f"{simulator}, planner {planner}, {n} MoUs"] = {
                "mrr": {name: round(float(v.mean()), 4) for name, v in by_method.items()},
                "ours less default": [round(v, 4) for v in (gain.mean, gain.low, gain.high)],
                "gap recovered": round(
                    float((ours - default).mean() / (oracle - default).mean()), 3
                )
                if planner == "wrong"
                else None,
            }
    return result


def seconds_to_learn() -> float:
    """Time one learning from 200 firms and 80 outcomes, cross-validation included."""
    fits, current = event_fits()
    rng = np.random.default_rng(0)
    mous = draw(fits, reversed_weights(current), max(N_MOUS), "logit", rng)
    began = perf_counter()
    WeightLearner(current).fit_choices(mous)
    return perf_counter() - began


def main() -> None:
    """Print one line per simulator, planner and number of MoUs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    logging.getLogger("lightgbm").setLevel(logging.ERROR)
    found = report(wanted.seeds)
    if wanted.json:
        print(json.dumps(found, indent=2))
        return
    for title, one in found.items():
        cells = "  ".join(f"{name} {value:.3f}" for name, value in one["mrr"].items())
        mean, low, high = one["ours less default"]
        recovered = one["gap recovered"]
        told = "" if recovered is None else f"  recovered {recovered:.0%}"
        print(f"{title}: {cells}  ours - default {mean:+.4f} [{low:+.4f}, {high:+.4f}]{told}")
    print(f"learning from 200 firms x 80 outcomes: {seconds_to_learn():.1f} s")


if __name__ == "__main__":
    main()

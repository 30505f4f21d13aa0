"""Hashing: strings and sets of words as 64-bit numbers, computed for all names at once.

Only used to find candidates; a collision costs one more comparison and never a verdict.
"""

from collections.abc import Sequence

import numpy as np

_STEP = 0x9E3779B97F4A7C15  # odd, so that it has an inverse modulo 2**64
_INVERSE = pow(_STEP, -1, 2**64)
MAX_LETTERS = 48

Keys = np.ndarray  # of uint64


def letters(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Give code points, shape (n, letters of the longest), zero behind the end, and lengths."""
    cut = [text[:MAX_LETTERS] for text in texts]
    lengths = np.array([len(text) for text in cut], dtype=np.int64)
    width = max(1, int(lengths.max(initial=0)))
    codes = np.array(cut, dtype=f"<U{width}").view(np.uint32).reshape(len(cut), width)
    return codes, lengths


def whole_keys(codes: np.ndarray) -> Keys:
    """Hash each row of letters."""
    return mixed((_mixed_codes(codes) * _powers(codes.shape[1])).sum(axis=1, dtype=np.uint64))


def shorter_keys(codes: np.ndarray, lengths: np.ndarray) -> tuple[Keys, np.ndarray]:
    """Hash each row without each of its letters: two rows one slip apart share a key.

    Returns
    -------
    keys, rows
        One entry per letter.
    """
    weighted = _mixed_codes(codes) * _powers(codes.shape[1])
    upto = np.cumsum(weighted, axis=1, dtype=np.uint64)
    without = upto - weighted + (upto[:, -1:] - upto) * np.uint64(_INVERSE)
    rows, places = np.nonzero(np.arange(codes.shape[1]) < lengths[:, None])
    return mixed(without[rows, places]), rows


def mixed(keys: Keys) -> Keys:
    """Spread the bits (the finaliser of splitmix64)."""
    keys = (keys ^ (keys >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    keys = (keys ^ (keys >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(keys ^ (keys >> np.uint64(31)))


def _mixed_codes(codes: np.ndarray) -> Keys:
    """Spread code points, keeping 0 for 'no letter' at 0."""
    return np.asarray(codes.astype(np.uint64) * np.uint64(0xD6E8FEB86659FD93))


def _powers(n: int) -> Keys:
    powers = np.empty(n, dtype=np.uint64)
    powers[0] = 1
    np.multiply.accumulate(np.full(n - 1, _STEP, dtype=np.uint64), out=powers[1:])
    return powers

"""Methods: ours and the peers, each as a builder and an asker over the same vectors."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import faiss
import numpy as np
from make.registry import Registry
from scipy.sparse import csr_matrix
from sklearn.decomposition import TruncatedSVD
from sklearn.metrics.pairwise import linear_kernel
from sklearn.neighbors import NearestNeighbors
from sparse_dot_topn import sp_matmul_topn
from threadpoolctl import threadpool_limits

from matcher.topk import build, packed, top

K = 20
DIMENSIONS, SVD_ROWS = 128, 50_000
DENSE_NEEDS = 20  # rows of a dense block of scores


class Asker(Protocol):
    """A built method."""

    def ask(self, needs: slice) -> np.ndarray:
        """Give the positions of the best, shape (n, k); less than 0 is nobody."""

    def facts(self, n_needs: int) -> dict[str, Any]:
        """Give what else is worth telling."""


@dataclass(frozen=True)
class Method:
    """How a method is built; `most_needs` keeps a slow one short, `filters` says by must-haves."""

    name: str
    build: Callable[[Registry, int], Asker]
    most_needs: int = 1_000_000
    filters: bool = False

    def ready(self, made: Registry) -> None:
        """Do on a few rows what compiles or loads a library."""
        few = Registry(
            made.suppliers[:2000],
            made.needs[:2],
            made.starts,
            tuple(key[:2000] for key in made.signature),
            lambda need: made.eligible(need)[:2000],
        )
        self.build(few, 1).ask(slice(0, 2))


class Ours:
    """matcher.topk, with or without must-haves; their bits are packed beforehand."""

    def __init__(self, made: Registry, threads: int, filters: bool = False) -> None:
        self.made, self.threads = made, threads
        self.index = build(made.suppliers, made.starts, made.signature)
        self.bits: list[np.ndarray] | None = None
        if filters:
            found = [made.eligible(i) for i in range(made.needs.shape[0])]
            self.share = float(np.mean([one.mean() for one in found]))
            self.bits = [packed(self.index, one) for one in found]

    def ask(self, needs: slice) -> np.ndarray:
        """Search."""
        bits = self.bits[needs] if self.bits else None
        found = top(self.index, self.made.needs[needs], K, eligible=bits, threads=self.threads)
        self.found = found
        return found.row

    def facts(self, n_needs: int) -> dict[str, Any]:
        """Count what was touched, and what the index takes."""
        self.ask(slice(0, n_needs))
        arrays = [
            a
            for a in (*self.index, *self.index.tiles, *self.index.codes)
            if isinstance(a, np.ndarray)
        ]
        facts = {
            "postings_per_need": round(float(self.found.touched.mean())),
            "verified_per_need": round(float(self.found.verified.mean())),
            "code_bytes": self.index.codes.rows.nbytes,
            "index_mb": sum(a.nbytes for a in arrays) / 2**20,
        }
        return facts | ({"eligible": round(self.share, 3)} if self.bits else {})


class _Peer:
    """What the peers share: the vectors, and nothing else to tell."""

    def __init__(self, made: Registry, threads: int) -> None:
        self.needs, self.threads = csr_matrix(made.needs, dtype=np.float32), threads
        self.rows = csr_matrix(made.suppliers)

    def facts(self, n_needs: int) -> dict[str, Any]:  # noqa: ARG002
        """Nothing else."""
        return {}


class SparseDotTopn(_Peer):
    """sparse_dot_topn.sp_matmul_topn."""

    def __init__(self, made: Registry, threads: int) -> None:
        super().__init__(made, threads)
        self.by_column = self.rows.T.tocsr()

    def ask(self, needs: slice) -> np.ndarray:
        """Multiply and keep the best."""
        asked = self.needs[needs]
        found = sp_matmul_topn(
            asked, self.by_column, top_n=K, sort=True, n_threads=self.threads or None
        )
        return _padded(found)


class Scipy(_Peer):
    """scipy's sparse product, then argpartition of each row."""

    def __init__(self, made: Registry, threads: int) -> None:
        super().__init__(made, threads)
        self.by_column = self.rows.T.tocsr()

    def ask(self, needs: slice) -> np.ndarray:
        """Multiply in blocks of needs."""
        asked = self.needs[needs]
        return np.vstack([self._block(asked[i : i + 50]) for i in range(0, asked.shape[0], 50)])

    def _block(self, asked: csr_matrix) -> np.ndarray:
        product = (asked @ self.by_column).tocsr()
        found = np.full((asked.shape[0], K), -1)
        for i in range(asked.shape[0]):
            span = slice(product.indptr[i], product.indptr[i + 1])
            values, k = product.data[span], min(K, span.stop - span.start)
            found[i, :k] = product.indices[span][np.argpartition(-values, k - 1)[:k]]
        return found


class LinearKernel(_Peer):
    """scikit-learn's linear_kernel in blocks of needs, then argpartition."""

    def ask(self, needs: slice) -> np.ndarray:
        """Multiply in dense blocks."""
        asked, found = self.needs[needs], []
        for i in range(0, asked.shape[0], DENSE_NEEDS):
            scores = linear_kernel(asked[i : i + DENSE_NEEDS], self.rows)
            found.append(np.argpartition(-scores, K, axis=1)[:, :K])
        return np.vstack(found)


class Neighbours(_Peer):
    """scikit-learn's NearestNeighbors, brute force by cosine: the product is no metric of it."""

    def __init__(self, made: Registry, threads: int) -> None:
        super().__init__(made, threads)
        self.fitted = NearestNeighbors(
            n_neighbors=K, algorithm="brute", metric="cosine", n_jobs=threads
        ).fit(self.rows)

    def ask(self, needs: slice) -> np.ndarray:
        """Ask in blocks of needs, which bounds memory."""
        asked = self.needs[needs]
        parts = [asked[i : i + DENSE_NEEDS] for i in range(0, asked.shape[0], DENSE_NEEDS)]
        return np.vstack([self.fitted.kneighbors(p, return_distance=False) for p in parts])


class Faiss(_Peer):
    """faiss on a truncated SVD: near, not exact."""

    def __init__(self, made: Registry, threads: int, hnsw: bool = False) -> None:
        super().__init__(made, threads)
        faiss.omp_set_num_threads(threads)
        with threadpool_limits(threads):
            dimensions = min(DIMENSIONS, made.suppliers.shape[0] - 1)
            self.svd = TruncatedSVD(dimensions, n_iter=2, random_state=0)
            self.svd.fit(self.rows[:SVD_ROWS])
            dense = np.vstack([self._dense(self.rows[i : i + SVD_ROWS]) for i in self._steps()])
        if hnsw:
            self.index = faiss.IndexHNSWFlat(dimensions, 32, faiss.METRIC_INNER_PRODUCT)
            self.index.hnsw.efSearch = 200
        else:
            self.index = faiss.IndexFlatIP(dimensions)
        self.index.add(dense)

    def ask(self, needs: slice) -> np.ndarray:
        """Reduce the needs, then search."""
        return self.index.search(self._dense(self.needs[needs]), K)[1]

    def _steps(self) -> range:
        return range(0, self.rows.shape[0], SVD_ROWS)

    def _dense(self, rows: csr_matrix) -> np.ndarray:
        return np.ascontiguousarray(self.svd.transform(rows), dtype=np.float32)


def _padded(found: csr_matrix) -> np.ndarray:
    rows = np.full((found.shape[0], K), -1)
    for i in range(found.shape[0]):
        chosen = found.indices[found.indptr[i] : found.indptr[i + 1]]
        rows[i, : len(chosen)] = chosen
    return rows


METHODS = {
    method.name: method
    for method in (
        Method("ours", Ours),
        Method("ours_required", lambda made, n: Ours(made, n, filters=True), filters=True),
        Method("sparse_dot_topn", SparseDotTopn),
        Method("scipy", Scipy, most_needs=200),
        Method("linear_kernel", LinearKernel, most_needs=60),
        Method("neighbours", Neighbours, most_needs=60),
        Method("faiss_flat", Faiss),
        Method("faiss_hnsw", lambda made, n: Faiss(made, n, hnsw=True)),
    )
}

"""Overview: which needs find an IKM, which IKM find a need, and what to do next."""

from matcher.overview.coverage import Coverage, NeedCoverage, cover
from matcher.overview.summary import Overview, overview

__all__ = ["Coverage", "NeedCoverage", "Overview", "cover", "overview"]

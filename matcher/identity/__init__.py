"""Identity: do two records mean one firm, and which firms of a table are written twice."""

from matcher.identity.duplicates import Pair, find_duplicates, find_links
from matcher.identity.evidence import Evidence
from matcher.identity.judge import Judgement, judge
from matcher.identity.limits import LIMITS, Limits
from matcher.identity.matching import Index, Match, match
from matcher.identity.rarity import Rarity
from matcher.identity.second_signs import agreeing
from matcher.identity.signs import Signs, signs_of

__all__ = [
    "LIMITS",
    "Evidence",
    "Index",
    "Judgement",
    "Limits",
    "Match",
    "Pair",
    "Rarity",
    "Signs",
    "agreeing",
    "find_duplicates",
    "find_links",
    "judge",
    "match",
    "signs_of",
]

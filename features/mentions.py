"""Mentions: which nodes of the vocabulary a text names, and with which words.

The longest phrase wins, also across kinds: "brake block head" is not a brake block, "spring
steel" is no spring, and a maker of "stamping dies" does not stamp. What no phrase covers is tried
again with slips mended and with the words of a phrase in any order.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from features.language import stems
from features.vocabulary import KINDS, Vocabulary, vocabulary

SLIP_SIMILARITY = 0.8  # one slip in a word of five to nine letters, two in ten
SLIP_MIN_LETTERS = 5
TOOLING = ("mould-and-die", "jig-and-gauge")  # families named after the process they are made for

Phrase = tuple[str, ...]
Phrases = dict[Phrase, tuple[str, ...]]


@dataclass(frozen=True)
class Mention:
    """One node that a row names.

    `how` is `stated`, `implied` (`because` of another node, given as kind and id) or `ambiguous`
    (the phrase names several nodes); `sureness` in (0, 1] says how much of the node counts.
    """

    node: str
    phrase: str
    how: str
    sureness: float
    because: tuple[str, str] | None = None


@dataclass(frozen=True)
class _Span:
    kind: str
    start: int
    end: int
    phrase: Phrase
    nodes: tuple[str, ...]

    def lies_within(self, other: "_Span") -> bool:
        shorter = self.end - self.start < other.end - other.start
        return shorter and other.start <= self.start and self.end <= other.end

    def mentions(self) -> list[Mention]:
        how = "stated" if len(self.nodes) == 1 else "ambiguous"
        return [Mention(n, " ".join(self.phrase), how, 1 / len(self.nodes)) for n in self.nodes]


class MentionReader:
    """Finds the nodes of a vocabulary in free text of two languages."""

    def __init__(self, known: Vocabulary):
        self._known = known
        self._by_kind = {kind: _phrases(known, kind) for kind in KINDS}
        self._longest = {kind: max(map(len, p), default=0) for kind, p in self._by_kind.items()}
        self._by_word = {kind: _by_first_word(p) for kind, p in self._by_kind.items()}
        self._words = {w for phrases in self._by_kind.values() for p in phrases for w in p}
        self._sorted_words = sorted(self._words)
        self._mended: dict[str, str] = {}

    def read(self, text: str) -> dict[str, list[Mention]]:
        """List the nodes of each kind that the text names, each once, in order of appearance.

        >>> found = mention_reader().read("rem block cast iron")
        >>> [mention.node for mention in found["component"]]
        ['rail-brake-block']
        >>> [mention.node for mention in found["material"]]
        ['cast-iron']
        """
        found: dict[str, dict[str, Mention]] = {kind: {} for kind in KINDS}
        for segment in re.split(r"[;\n/|]|,(?!\d)|\. ", text):
            for span in self._spans(stems(segment)):
                for mention in span.mentions():
                    found[span.kind].setdefault(mention.node, mention)
        return {kind: list(mentions.values()) for kind, mentions in found.items()}

    def _spans(self, words: Phrase) -> list[_Span]:
        mended = tuple(self._mend(word) for word in words)
        spans = [span for kind in KINDS for span in self._of_kind(words, mended, kind)]
        return [span for span in spans if not any(self._yields(span, other) for other in spans)]

    def _of_kind(self, words: Phrase, mended: Phrase, kind: str) -> list[_Span]:
        """Prefer the words as written, then mended, then in any order."""
        found = self._longest_first(words, kind)
        if mended != words:
            found = max(found, self._longest_first(mended, kind), key=_n_covered)
        return found or self._any_order(mended, kind)

    def _any_order(self, words: Phrase, kind: str) -> list[_Span]:
        """Find the phrase with the most words whose every word stands somewhere in the segment."""
        present, by_word = Counter(words), self._by_word[kind]
        fitting = [p for word in present for p in by_word.get(word, ()) if Counter(p) <= present]
        if not fitting:
            return []
        best = min(fitting, key=lambda phrase: (-len(phrase), phrase))
        return [_Span(kind, 0, len(best), best, self._by_kind[kind][best])]

    def _yields(self, span: _Span, other: _Span) -> bool:
        """Tell whether a phrase is only part of a longer phrase of another kind."""
        if span.kind == other.kind or not span.lies_within(other):
            return False
        return other.kind != "component" or all(self._is_tooling(node) for node in other.nodes)

    def _is_tooling(self, node: str) -> bool:
        return any(self._known.is_within("component", node, family) for family in TOOLING)

    def _longest_first(self, words: Phrase, kind: str) -> list[_Span]:
        phrases, found, start = self._by_kind[kind], [], 0
        while start < len(words):
            ends = range(min(len(words), start + self._longest[kind]), start, -1)
            end = next((end for end in ends if words[start:end] in phrases), None)
            if end:
                phrase = words[start:end]
                found.append(_Span(kind, start, end, phrase, phrases[phrase]))
            start = end or start + 1
        return found

    def _mend(self, word: str) -> str:
        if word not in self._mended:
            self._mended[word] = self._nearest(word)
        return self._mended[word]

    def _nearest(self, word: str) -> str:
        if len(word) < SLIP_MIN_LETTERS or word in self._words:
            return word
        best = process.extractOne(
            word,
            self._sorted_words,
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=SLIP_SIMILARITY,
        )
        return best[0] if best and best[0][0] == word[0] else word


@cache
def mention_reader() -> MentionReader:
    """Give the reader of the vocabulary that ships with linkmatch."""
    return MentionReader(vocabulary())


def _phrases(known: Vocabulary, kind: str) -> Phrases:
    owners: dict[Phrase, list[str]] = defaultdict(list)
    for node in known.nodes(kind):
        for name in node.names:
            phrase = stems(name)
            if phrase and node.id not in owners[phrase]:
                owners[phrase].append(node.id)
    for (of_kind, text), nodes in known.ambiguous.items():
        if of_kind == kind:
            owners[stems(text)] = list(nodes)
    owners.pop((), None)
    return {phrase: tuple(nodes) for phrase, nodes in owners.items()}


def _n_covered(spans: list[_Span]) -> int:
    return sum(span.end - span.start for span in spans)


def _by_first_word(phrases: Phrases) -> dict[str, list[Phrase]]:
    """Index the phrases of several words by the first of their words in the alphabet."""
    found: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        if len(phrase) > 1:
            found[min(phrase)].append(phrase)
    return found

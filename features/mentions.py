"""Mentions: which nodes of the vocabulary a text names, and with which words.

The longest phrase wins, also across kinds: "brake block head" is not a brake block, "spring
steel" is no spring, and a maker of "stamping dies" does not stamp. What no phrase covers is tried
again with slips mended and with the words in any order.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from features.language import is_indonesian, stems
from features.vocabulary import KINDS, Vocabulary, vocabulary

SLIP_SIMILARITY = 0.84  # one slip in a word of seven letters or more, two in thirteen
IMPLIED = 0.6  # what an implied node counts beside a stated one
SEGMENTS_KEPT = 16_384  # as they were read, some 20 MB
MAX_GAP = 2  # words that may stand between the words of a phrase
TOOLING = ("mould-and-die", "jig-and-gauge")  # families named after the process they are made for

Phrase = tuple[str, ...]
Phrases = dict[Phrase, tuple[str, ...]]


@dataclass(frozen=True)
class Mention:
    """One node that a row names.

    `how` is `stated`, `ambiguous` (the phrase names several nodes), `implied` (`because` of
    another node, given as kind and id) or `registered` (because of a KBLI code); `sureness` in
    (0, 1] says how much of the node counts.
    """

    node: str
    phrase: str
    how: str
    sureness: float
    because: tuple[str, str] | None = None

    @property
    def presumed(self) -> bool:
        """Whether nobody said it: it moves a score and passes no requirement."""
        return self.because is not None


@dataclass(frozen=True)
class _Span:
    kind: str
    places: frozenset[int]  # of its words in the segment
    phrase: Phrase
    nodes: tuple[str, ...]

    def mentions(self) -> list[Mention]:
        how = "stated" if len(self.nodes) == 1 else "ambiguous"
        return [Mention(n, " ".join(self.phrase), how, 1 / len(self.nodes)) for n in self.nodes]


class MentionReader:
    """Finds the nodes of some kinds of a vocabulary in free text of two languages."""

    def __init__(self, known: Vocabulary, kinds: tuple[str, ...] = KINDS):
        self._known = known
        self._kinds = kinds
        self._phrases = {kind: _phrases(known, kind) for kind in kinds}
        self._by_word = {kind: _by_first_word(p) for kind, p in self._phrases.items()}
        self._words = {w for phrases in self._phrases.values() for p in phrases for w in p}
        self._sorted_words = sorted(self._words)
        self._mended: dict[str, str] = {}
        self._segment = lru_cache(SEGMENTS_KEPT)(self._read_segment)  # makers use the same words

    def read(self, text: str) -> dict[str, list[Mention]]:
        """Map each kind to the nodes that the text names or implies, each once, in order.

        >>> found = mention_reader().read("rem block cast iron")
        >>> [(mention.node, mention.how) for mention in found["component"]]
        [('rail-brake-block', 'stated')]
        >>> [(mention.node, mention.how) for mention in found["process"]]
        [('sand-casting', 'implied')]
        """
        found: dict[str, dict[str, Mention]] = {kind: {} for kind in self._kinds}
        for segment in re.split(r"[;\n/|]|,(?!\d)|\. ", text):
            for kind, mentions in self._segment(stems(segment)).items():
                nodes = found.setdefault(kind, {})
                for mention in mentions:
                    if mention.node not in nodes or nodes[mention.node].sureness < mention.sureness:
                        nodes[mention.node] = mention
        return {kind: list(mentions.values()) for kind, mentions in found.items()}

    def _read_segment(self, words: Phrase) -> dict[str, list[Mention]]:
        """Read what stands together: what it states there rebuts what would be implied."""
        stated: dict[str, list[Mention]] = defaultdict(list, {kind: [] for kind in self._kinds})
        for span in self._spans(words):
            stated[span.kind] += span.mentions()
        implied: dict[str, list[Mention]] = defaultdict(list)
        for kind in self._kinds:
            for mention in stated[kind]:
                for other, nodes in self._known.implied_by(kind, mention.node).items():
                    implied[other] += self._implied((kind, mention), other, nodes, stated[other])
        return {kind: stated[kind] + implied[kind] for kind in {**stated, **implied}}

    def _implied(
        self, source: tuple[str, Mention], kind: str, nodes: Phrase, stated: list[Mention]
    ) -> list[Mention]:
        """Imply nodes, the first most surely, unless the text says something else of their kind."""
        of_kind, by = source
        return [
            Mention(node, by.phrase, "implied", IMPLIED * by.sureness / nth, (of_kind, by.node))
            for nth, node in enumerate(nodes, 1)
            if not stated or any(self._known.is_within(kind, node, m.node) for m in stated)
        ]

    def _spans(self, words: Phrase) -> list[_Span]:
        mended = tuple(self._mend(word) for word in words)
        spans = [span for kind in self._kinds for span in self._of_kind(words, mended, kind)]
        spans = [span for span in spans if not any(self._yields(span, other) for other in spans)]
        named, covered = {s.kind for s in spans}, {place for s in spans for place in s.places}
        rest = [word for place, word in enumerate(mended) if place not in covered]
        left_over = [s for k in self._kinds if k not in named for s in self._any_order(rest, k)]
        return sorted(spans, key=lambda span: min(span.places)) + left_over

    def _of_kind(self, words: Phrase, mended: Phrase, kind: str) -> list[_Span]:
        """Prefer the words as written to the mended ones."""
        found = self._in_order(words, kind)
        if mended == words:
            return found
        return max(found, self._in_order(mended, kind), key=_n_covered)

    def _in_order(self, words: Phrase, kind: str) -> list[_Span]:
        """Take the longest phrases first, closest words first, each word once."""
        phrases = self._phrases[kind]
        found = [
            (-len(phrase), places[-1] - places[0], places, phrase)
            for word in set(words)
            for phrase in self._by_word[kind].get(word, ())
            if (places := _closest(words, phrase))
        ]
        taken: set[int] = set()
        spans = []
        for _, _, places, phrase in sorted(found):
            if taken.isdisjoint(places):
                taken.update(places)
                spans.append(_Span(kind, frozenset(places), phrase, phrases[phrase]))
        return spans

    def _any_order(self, words: list[str], kind: str) -> list[_Span]:
        """Find the phrase with the most words whose every word is left over somewhere."""
        present, by_word = Counter(words), self._by_word[kind]
        fitting = [
            phrase
            for word in present
            for phrase in by_word.get(word, ())
            if len(phrase) > 1 and Counter(phrase) <= present
        ]
        if not fitting:
            return []
        best = min(fitting, key=lambda phrase: (-len(phrase), phrase))
        places = frozenset(words.index(word) for word in best)
        return [_Span(kind, places, best, self._phrases[kind][best])]

    def _yields(self, span: _Span, other: _Span) -> bool:
        """Tell whether a phrase is only part of a longer phrase of another kind."""
        if not span.places < other.places:
            return False
        if other.kind == "component":
            return span.kind == "process" and all(self._is_tooling(node) for node in other.nodes)
        return span.kind == "component" or other.kind == "process"

    def _is_tooling(self, node: str) -> bool:
        return any(self._known.is_within("component", node, family) for family in TOOLING)

    def _mend(self, word: str) -> str:
        if word not in self._mended:
            self._mended[word] = self._nearest(word)
        return self._mended[word]

    def _nearest(self, word: str) -> str:
        if word in self._words or is_indonesian(word):
            return word
        best = process.extractOne(
            word,
            self._sorted_words,
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=SLIP_SIMILARITY,
        )
        return best[0] if best and best[0][0] == word[0] else word


@cache
def mention_reader(*kinds: str) -> MentionReader:
    """Give the reader of the vocabulary that ships with linkmatch, by default for parts."""
    return MentionReader(vocabulary(), kinds or KINDS)


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


def _closest(words: Phrase, phrase: Phrase) -> tuple[int, ...]:
    """Places of a phrase's words, in order and at most MAX_GAP words apart; () when not there."""
    found: list[tuple[int, ...]] = []
    for start in range(len(words) - len(phrase) + 1):
        if words[start] != phrase[0]:
            continue
        places = [start]
        for word in phrase[1:]:
            window = range(places[-1] + 1, min(places[-1] + MAX_GAP + 2, len(words)))
            place = next((place for place in window if words[place] == word), None)
            if place is None:
                break
            places.append(place)
        else:
            found.append(tuple(places))
    return min(found, key=lambda places: places[-1] - places[0], default=())


def _n_covered(spans: list[_Span]) -> int:
    return sum(len(span.places) for span in spans)


def _by_first_word(phrases: Phrases) -> dict[str, list[Phrase]]:
    """Index the phrases by the first of their words in the alphabet."""
    found: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        found[min(phrase)].append(phrase)
    return found

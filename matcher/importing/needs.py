"""Needs that a file names: by id, or by their component as last year's list of results does."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from features.language import stems
from features.mentions import mention_reader
from matcher.dataset import plain_name

_MOST_SHOWN = 5

Named = Sequence[tuple[str, str]]  # id and component of needs


class NeedBook:
    """The needs of a store, and those met in the file."""

    def __init__(self, by_buyer: Mapping[str, Named], ids: Iterable[str]) -> None:
        self._by_buyer, self._ids = by_buyer, set(ids)

    def add(self, need_id: str) -> None:
        """Remember a need met in the file itself."""
        self._ids.add(need_id)

    def has(self, need_id: str) -> bool:
        """Tell whether a text is the id of a need."""
        return need_id in self._ids

    def of(self, buyer: str | None) -> Named:
        """Give the needs of a buyer, or of all where none is named."""
        if buyer is not None:
            return self._by_buyer.get(buyer, ())
        return [need for needs in self._by_buyer.values() for need in needs]


def called(text: str, needs: Named) -> list[str]:
    """Give the ids of the needs whose component a text names, in its words or in other ones.

    >>> called("rem blok", [("N-1", "Rem Blok"), ("N-2", "brake block"), ("N-3", "rem blok cor")])
    ['N-1']
    """
    plain = [need_id for need_id, component in needs if plain_name(component) == plain_name(text)]
    if plain:
        return plain
    meant = _meaning(text)
    return [need_id for need_id, component in needs if meant and _meaning(component) == meant]


def choices(needs: Named) -> str:
    """List needs by id and component for a person to choose from."""
    shown = [f"{need_id} ({component})" for need_id, component in needs[:_MOST_SHOWN]]
    return ", ".join(shown + ["..."] * (len(needs) > _MOST_SHOWN)) or "-"


@lru_cache(maxsize=10_000)
def _meaning(text: str) -> frozenset[tuple[str, str]]:
    """Give what the vocabulary knows of a text, and the words it does not know."""
    stated = [
        (kind, mention)
        for kind, mentions in mention_reader().read(text).items()
        for mention in mentions
        if not mention.presumed
    ]
    known = {word for _, mention in stated for word in mention.phrase.split()}
    unknown = {("", word) for word in stems(text) if word not in known}
    return frozenset({(kind, mention.node) for kind, mention in stated} | unknown)

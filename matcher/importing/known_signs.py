"""Known signs: what identifies the firms of a store, for comparing."""

from matcher.identity import Signs
from matcher.store import Store
from matcher.store.known import known_firms, names_of


def known_signs(store: Store) -> list[Signs]:
    """Give what identifies each known firm, with every name that it is known by."""
    names = names_of(store)
    firms = {f.firm_id: f._asdict() for f in known_firms(store) if not f.merged_into}
    return [
        Signs(**{k: v for k, v in f.items() if k != "merged_into"}, aliases=tuple(names.get(i, ())))
        for i, f in firms.items()
    ]

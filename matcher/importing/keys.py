"""Keys: an id for every record of a file, the same one each time the file is read."""

import re
import unicodedata
from typing import Any

from matcher.records import KINDS

_PARTS = {
    "capability": ("firm_id", "product"),
    "need": ("firm_id", "component", "drawing"),
    "partnership": ("supplier_id", "buyer_id", "kind"),
    "outcome": ("need_id", "supplier_id", "step", "date", "reported_by"),
    "event": ("name", "date"),
}
_LONGEST = 60


class Keys:
    """Gives ids to records that have none; equal records of one file are numbered as they come."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def fill(self, kind: str, values: dict[str, Any]) -> str:
        """Give a record's id, and write it into its values where the kind has a column for it."""
        key = KINDS[kind].key
        if len(key) == 1 and values.get(key[0]):
            return str(values[key[0]])
        if kind not in _PARTS:
            return KINDS[kind].key_of(values)
        made = ":".join(filter(None, (_part(values.get(name)) for name in _PARTS[kind])))
        number = self._given[made] = self._given.get(made, 0) + 1
        values[key[0]] = made if number == 1 else f"{made}:{number}"
        return str(values[key[0]])


def _part(value: object) -> str:
    text = "" if value is None else str(value)
    return text if re.fullmatch(r"[\w.\-:]*", text) else slug(text)


def slug(text: str) -> str:
    """Write a text as an id.

    >>> slug("Rem blok, cast iron (D 40)")
    'rem-blok-cast-iron-d-40'
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "-".join(re.findall(r"\w+", plain))[:_LONGEST].strip("-") or "x"

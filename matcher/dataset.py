"""Dataset: everything loaded, as tables, with the rows and cells that could not be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial

import pandas as pd

from features.language import Translate, mark
from matcher.errors import NotFoundError
from matcher.overrides import PairRule, empty_table, pair_rules
from matcher.sides import need_side, supplier_side

STORED = "store"  # the folder of what the store holds
SYNTHETIC = "synthetic"  # the source of made-up rows
EFFECTS = {
    "unknown": mark("until then it counts as unknown"),
    "set aside": mark("until then the row is set aside"),
    "shared": mark("until then it counts in equal parts for each"),
}


@dataclass(frozen=True)
class Problem:
    """One row or cell that could not be read: kept, shown and explained.

    `row` is the line in the file (the header is 1; 0 for a record of the store), `cells` the row
    as it stood there, and `effect` one of the keys of `EFFECTS`: what becomes of it until somebody
    mends it.
    """

    file: str
    row: int
    message: str
    values: dict[str, object]
    cells: dict[str, str] = field(default_factory=dict)
    effect: str = "unknown"

    def text(self, say: Translate) -> str:
        """Say it in one line."""
        where = f"{self.file}: "
        if self.row:
            where = say("{file}, row {row}: ", file=self.file, row=self.row)
        return where + say(self.message, **self.values) + "; " + say(EFFECTS[self.effect])


@dataclass(frozen=True)
class Dataset:
    """Tables with the columns of `matcher.records`; blank cells are None.

    Every firm of kind ikm or sentra, and every other firm with a capability, is a supplier;
    every firm with an open need is a buyer. `overrides` is what the organisers decided about pairs
    and `links` which firms belong together, and `participations` who came to an event; a folder has
    none of them. `version` is the act of the
    store that the tables stand at, 0 for a folder.
    """

    folder: str
    firms: pd.DataFrame
    firm_facts: pd.DataFrame
    aliases: pd.DataFrame
    capabilities: pd.DataFrame
    certificates: pd.DataFrame
    needs: pd.DataFrame
    requirements: pd.DataFrame
    partnerships: pd.DataFrame
    outcomes: pd.DataFrame
    problems: tuple[Problem, ...] = ()
    overrides: pd.DataFrame = field(default_factory=partial(empty_table, "override"))
    links: pd.DataFrame = field(default_factory=partial(empty_table, "firm_link"))
    participations: pd.DataFrame = field(default_factory=partial(empty_table, "participation"))
    version: int = 0

    @cached_property
    def suppliers(self) -> pd.DataFrame:
        """One row per capability, indexed by `row_id`: see `matcher.sides`."""
        return supplier_side(vars(self))

    @cached_property
    def asked(self) -> pd.DataFrame:
        """One row per open need, indexed by `need_id`: see `matcher.sides`."""
        return need_side(vars(self))

    @property
    def synthetic(self) -> bool:
        """Whether any firm is made up, which every screen must say."""
        return bool((self.firms["source"] == SYNTHETIC).any())

    @cached_property
    def certificates_of(self) -> dict[str, list[tuple[str, str, date | None]]]:
        """Map each firm to its certificates: name, held or not_held, valid until."""
        found: dict[str, list[tuple[str, str, date | None]]] = {}
        for row in self.certificates.itertuples():
            found.setdefault(row.firm_id, []).append((row.certificate, row.status, row.valid_until))
        return found

    @cached_property
    def partners(self) -> frozenset[tuple[str, str]]:
        """Pairs (supplier, buyer) that were reported as partners or signed an MoU."""
        pairs = zip(self.partnerships["supplier_id"], self.partnerships["buyer_id"], strict=True)
        return frozenset(pairs)

    @cached_property
    def pair_rules(self) -> dict[tuple[str, str], tuple[PairRule, ...]]:
        """Map (need, supplier) to what was decided or is known about the pair."""
        return pair_rules(vars(self))

    def firm_name(self, firm_id: object) -> str:
        """Name a firm, a sentra marked as such; '' when a need does not say whose it is."""
        return str(self._names.get(firm_id, ""))

    def resolve(self, text: str) -> str:
        """Turn a firm's name or alias into its id; anything else stays as it is."""
        return self._ids_by_name.get(plain_name(text), text)

    def require(self, record_id: str, side: str | None = None) -> str:
        """Say what an id stands for: 'need', 'supplier' or 'buyer'.

        A firm that is both is what `side` says, else a supplier.

        Raises
        ------
        NotFoundError
            When it names nothing that can be matched.
        """
        if record_id in self.asked.index:
            return "need"
        sides = {
            "supplier": record_id in set(self.suppliers["firm_id"]),
            "buyer": record_id in set(self.asked["firm_id"].dropna()),
        }
        if any(sides.values()):
            return (
                side if side and sides.get(side) else next(s for s, is_it in sides.items() if is_it)
            )
        if record_id in set(self.firms["firm_id"]):
            raise NotFoundError(
                mark("'{id}' ({name}) has neither a need nor a capability; nothing can be matched"),
                id=record_id,
                name=self.firm_name(record_id),
            )
        if record_id in set(self.needs["need_id"]):
            raise NotFoundError(mark("the need '{id}' is closed; open it to match"), id=record_id)
        raise NotFoundError(
            mark(
                "nothing has the id '{id}' ({n_needs} needs, {n_firms} firms loaded); "
                "list the ids with: linkmatch list needs, or: linkmatch list firms"
            ),
            id=record_id,
            n_needs=len(self.asked),
            n_firms=len(self.firms),
        )

    def with_firms(self, tables: Mapping[str, pd.DataFrame]) -> "Dataset":
        """Give the same needs, pairs and events beside some firms and what these tell.

        What was worked out of the needs and pairs before is not worked out again: each firm that
        they name is here already.
        """
        own = tables["firms"]
        named = self.firms[~self.firms["firm_id"].isin(own["firm_id"])]
        firms = pd.concat([named, own]).sort_values("firm_id", ignore_index=True)
        firms = firms.astype(object).where(firms.notna(), None)
        found = replace(self, **{**tables, "firms": firms})
        for name in ("asked", "pair_rules", "partners"):
            vars(found)[name] = getattr(self, name)
        return found

    def known_before(self, day: date) -> "Dataset":
        """Keep what was known before a day; firms stay, blank where nothing was known.

        A row without a date is left out, because nobody can say that it was known.
        """
        facts = _before(self.firm_facts, day)
        firms = self.firms.copy()
        for column in ("place", "industry", "support_needed"):
            known = facts[facts["field"] == column].sort_values("as_of")
            latest = known.groupby("firm_id")["value"].last()
            values = [latest.get(firm_id) for firm_id in firms["firm_id"]]
            firms[column] = pd.Series(values, index=firms.index, dtype=object)
        return replace(
            self,
            firms=firms,
            firm_facts=facts,
            capabilities=_before(self.capabilities, day),
            certificates=_before(self.certificates, day),
            partnerships=_before(self.partnerships, day),
            outcomes=_before(self.outcomes, day, "date"),
            overrides=_before(self.overrides, day),
            links=_before(self.links, day),
            participations=_before(self.participations, day, "date"),
        )

    @cached_property
    def _names(self) -> dict[object, str]:
        sentra = self.firms["kind"] == "sentra"
        names = self.firms["name"].where(~sentra, self.firms["name"] + " (sentra)")
        return dict(zip(self.firms["firm_id"], names, strict=True))

    @cached_property
    def _ids_by_name(self) -> dict[str, str]:
        spelled = [*zip(self.aliases["alias"], self.aliases["firm_id"], strict=True)]
        spelled += zip(self.firms["name"], self.firms["firm_id"], strict=True)
        return {plain_name(name): firm_id for name, firm_id in spelled}


def plain_name(name: str) -> str:
    """Give a name without case, full stops, commas and surplus spaces.

    >>> plain_name("PT. Karya  Logam")
    'pt karya logam'
    """
    return " ".join(name.replace(".", " ").replace(",", " ").casefold().split())


def _before(table: pd.DataFrame, day: date, column: str = "as_of") -> pd.DataFrame:
    known = [dated is not None and dated < day for dated in table[column]]
    return table[pd.Series(known, index=table.index, dtype=bool)]

"""Any sequence of imports, edits, deletions and undos gives what a plain model of it gives."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from matcher.people import Person
from matcher.store import Edit, begin, edit, publish, stage, table, undo
from matcher.store.tables import BATCH, RECORDS, STATEMENTS

ANI = Person("Ani", "planner")
TRUST = {None: 0, "claimed": 1, "seen": 2, "verified": 3}
NAMED = ("name", "kind")
TOLD = ("name", "kind", "place", "workers", "RT")

FIRM = st.sampled_from(["S-1", "S-2", "S-3"])
DAY = st.sampled_from([None, date(2020, 1, 1), date(2026, 5, 1)])
FIELDS = {
    "place": st.sampled_from([None, "Tegal", "Klaten"]),
    "workers": st.sampled_from([None, 1.0, 2.0]),
    "RT": st.sampled_from([None, "1", "2"]),
}
NAMES = {"name": st.sampled_from(["CV Satu", "UD Dua"]), "kind": st.just("ikm")}
ROW = st.fixed_dictionaries(
    {"firm": FIRM, "certainty": st.sampled_from(list(TRUST)), "as_of": DAY},
    optional=FIELDS | NAMES,
)
EDIT = st.fixed_dictionaries(NAMES | {"firm": FIRM}, optional=FIELDS)
STEP = st.one_of(
    st.tuples(st.just("import"), st.lists(ROW, min_size=1, max_size=4)),
    st.tuples(st.just("edit"), EDIT),
    st.tuples(st.just("delete"), FIRM),
    st.tuples(st.just("undo"), st.integers(0, 30)),
    st.tuples(st.just("publish"), st.integers(0, 3)),  # one staged earlier
    st.tuples(st.just("stage"), st.lists(ROW, min_size=1, max_size=4)),
)


class Model:
    """All statements in a list; what is held is worked out from nothing each time."""

    def __init__(self):
        self.said = []  # (batch, firm, rank, {field: value or None}, deleted)
        self.state = {}
        self.undoes = {}

    def say(self, batch, row, cleared, deleted=False):
        values = {k: v for k, v in row.items() if k in TOLD and (v is not None or cleared)}
        rank = (TRUST[row["certainty"]], row["as_of"] or date.min, len(self.said))
        self.said.append((batch, row["firm"], rank, values, deleted))

    def toggle(self, batch, state):
        if self.state[batch] != state:
            self.state[batch] = state
            if batch in self.undoes:
                self.toggle(self.undoes[batch], {"live": "undone", "undone": "live"}[state])

    def live(self):
        return sorted(batch for batch, state in self.state.items() if state == "live")

    def held(self):
        found = {}
        for firm in {one[1] for one in self.said}:
            said = [s for s in self.said if s[1] == firm and self.state[s[0]] == "live"]
            said.sort(key=lambda one: one[2])
            if not said or said[-1][4]:
                continue
            values = {}
            for one in said:
                values.update(one[3])
            if all(values.get(name) for name in NAMED):
                found[firm] = {name: values.get(name) for name in TOLD}
        return found


def run(store, steps):
    """Do the steps in the store and in the model; compare after each."""
    model, staged = Model(), []
    for act, given_ in steps:
        if act in ("import", "stage"):
            batch = begin(store, ANI, "import")
            model.state[batch] = "staging"
            stage(store, batch, {"firm": [as_row(batch, row) for row in given_]})
            for row in given_:
                model.say(batch, row, cleared=False)
            staged.append(batch)
        if act == "import" or (act == "publish" and staged):
            batch = staged.pop(-1 if act == "import" else given_ % len(staged))
            publish(store, batch)
            model.state[batch] = "live"
        if act == "edit":
            told = {name: value for name, value in given_.items() if name != "firm"}
            done = edit(store, ANI, [Edit("firm", told | {"firm_id": given_["firm"]})])
            model.state[done] = "live"
            model.say(done, by_hand(given_), cleared=True)
        if act == "delete" and given_ in model.held():
            done = edit(store, ANI, [Edit("firm", {}, given_, deleted=True)])
            model.state[done] = "live"
            model.say(done, by_hand({"firm": given_}), cleared=True, deleted=True)
        if act == "undo" and model.live():
            target = model.live()[given_ % len(model.live())]
            done = undo(store, ANI, target)
            model.state[done], model.undoes[done] = "live", target
            model.toggle(target, "undone")
        assert held_in(store) == model.held()


def as_row(batch, row):
    own = {name: value for name, value in row.items() if name not in ("firm", "RT")}
    extra = {"RT": row["RT"]} if row.get("RT") else None
    ids = {"batch_id": batch, "record_id": row["firm"], "firm_id": row["firm"]}
    return own | ids | {"extra": extra}


def by_hand(told):
    return told | {"certainty": "verified", "as_of": date.today()}


def held_in(store):
    rows = table(store, "firm").to_dict("records")
    return {row["firm_id"]: {name: row.get(name) for name in TOLD} for row in rows}


def emptied(store):
    with store.write() as connection:
        for one in (RECORDS["firm"], STATEMENTS["firm"]):
            connection.execute(delete(one))
        connection.execute(delete(BATCH).where(BATCH.c.undoes.is_not(None)))
        connection.execute(delete(BATCH))
    return store


@pytest.mark.slow
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEP, max_size=10))
def test_any_sequence_gives_what_the_model_gives(store, steps):
    run(emptied(store), steps)
